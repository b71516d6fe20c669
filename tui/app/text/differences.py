"""A difference as lines of a width, each stretch with the key of its style: ``gone``, ``come`` or another.

Without colours what went and what came stands in brackets, as ``git diff --word-diff`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from tui.app.text.wrap import wrap
from tui.domain.collection.difference import Step
from tui.domain.text.safe import one_line

Piece = tuple[str, str]
"""A text and the key of its style."""
_BRACKETS = {Step.EQUAL: ("", ""), Step.DELETE: ("[-", "-]"), Step.INSERT: ("{+", "+}")}
_KEYS = {Step.EQUAL: "", Step.DELETE: "gone", Step.INSERT: "come"}


def wrapped_difference(
    difference: Iterable[tuple[Step, str]], width: int, key: str, brackets: bool
) -> Iterator[list[Piece]]:
    """The words in lines, each stretch with its style; where there is none, one empty line."""
    parts: list[tuple[str, str]] = []
    before = Step.EQUAL
    for step, words in difference:
        if not brackets and (before, step) == (Step.DELETE, Step.INSERT):
            parts.append((" ", key))  # where nothing is struck through, "1412" must not stand for 14 and 12
        before = step
        opens, closes = _BRACKETS[step] if brackets else ("", "")
        # Line ends are spaces here, code point for code point; what could act is replaced.
        safe = one_line(words)
        bare = safe.rstrip() if step is not Step.EQUAL else safe
        parts += [(f"{opens}{bare}{closes}", _KEYS[step] or key), (safe[len(bare) :], key)]
    text = "".join(words for words, _ in parts)
    if not text.strip():
        yield []
        return
    starts = [*wrap(text, 0, len(text), width), len(text)]
    edges: list[tuple[int, int, str]] = []
    at = 0
    for words, style in parts:
        edges.append((at, at + len(words), style))
        at += len(words)
    first = 0
    for start, end in pairwise(starts):
        line: list[Piece] = []
        stop = start + len(text[start:end].rstrip())
        while first < len(edges) and edges[first][1] <= start:
            first += 1
        for low, high, style in edges[first:]:
            if low >= stop:
                break
            piece = text[max(low, start) : min(high, stop)]
            if piece:
                line.append((piece, style))
        yield line
