"""Quoted passages on tokens: where each region of the text begins and ends among a Doc's tokens."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from tui.nlp.attribution.regions import Region
from tui.nlp.attribution.unmarked import regions_of
from tui.nlp.document.document import Document


class Passage(msgspec.Struct):
    """A quoted passage: tokens ``[start, end)`` inside its marks, ``[outer_start, outer_end)`` with them.

    ``number`` is its place among the passages of the Doc, ``words`` counts the tokens that hold a letter or
    digit, ``parent`` is the number of the passage that it stands in, -1 for none.
    """

    number: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    words: int
    region: Region
    parent: int = -1


def passages(doc: Document) -> tuple[list[Passage], list[int]]:
    """All quoted passages in the order of the text, and for each token the outermost one over it (or -1)."""
    found: list[Passage] = []
    over = [-1] * doc.n
    starts = doc.starts
    stack: list[int] = []
    for region in regions_of(doc):
        if region.outer_start in doc.nicknames:
            continue
        outer_start = max(bisect_left(starts, region.outer_start + 1) - 1, 0)
        start = bisect_left(starts, region.start)
        end = bisect_left(starts, region.end)
        outer_end = max(bisect_left(starts, region.outer_end), end)
        if end <= start:
            continue
        words = (
            sum(1 for i in range(start, end) if any(c.isalnum() for c in doc.words[i]))
            if end - start < 8
            else end - start
        )
        while stack and found[stack[-1]].outer_end <= outer_start:
            stack.pop()
        number = len(found)
        parent = stack[-1] if stack else -1
        found.append(Passage(number, start, end, outer_start, outer_end, words, region, parent))
        if not stack:
            for i in range(outer_start, min(outer_end, doc.n)):
                over[i] = number
        stack.append(number)
    return found, over
