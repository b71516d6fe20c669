"""Columns that a program printed side by side (``pdftotext -layout``), put below each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MOST = 4
"""So many columns at most."""
_GUTTER = "  "
"""What parts two columns in every line."""
_LEAST_LINES = 5
"""So many lines with words on both sides make columns."""
_SHARE = 0.4
"""So many of the lines between the first and the last of those have words in the right column."""
_LEAST_WORDS = 2.5
"""A table's cells have fewer words a line."""
_WIDE = re.compile(r"(?<=\S) {2,}")
_NARROWEST = 12
_RAGGED = 8
"""So many code points before its usual place a line of the right column may begin."""
_MOST_GAPS = 40
"""A line with more pairs of blanks is none of text."""
_LONGEST_PAGE = 400
"""A page of more lines was not printed."""
_WIDEST = 400


@dataclass(frozen=True, slots=True)
class _Columns:
    """Lines ``[start, end)`` of a page in two columns, and where the right one begins (code points)."""

    start: int
    end: int
    right: int


def uncolumned(lines: Sequence[str], depth: int = _MOST) -> list[str]:
    """The lines of a page, the left column before the right one wherever two stand beside each other."""
    found = _columns(lines) if depth > 1 else None
    if found is None:
        # Justified lines of a column have wide blanks, which would look like a table's.
        return list(lines) if depth == _MOST else [_WIDE.sub(" ", line) for line in lines]
    inside = lines[found.start : found.end]
    left = [line[: found.right].rstrip() for line in inside]
    right = [line[found.right :] for line in inside]
    both = sum(bool(one) and bool(other.strip()) for one, other in zip(left, right, strict=True))
    if 2 * both < sum(bool(line.strip()) for line in inside):
        # At different heights each has an empty line where the other has words.
        left = [one for one, other in zip(left, right, strict=True) if one or not other.strip()]
        right = [line[found.right :] for line in inside if line[found.right :].strip() or not line.strip()]
    return [
        *uncolumned(lines[: found.start], depth),
        *uncolumned(_without_ends(left), depth - 1),
        *uncolumned(_without_ends(right), depth - 1),
        *uncolumned(lines[found.end :], depth),
    ]


def _columns(lines: Sequence[str]) -> _Columns | None:
    """The largest part of a page that stands in two columns."""
    if len(lines) > _LONGEST_PAGE:
        return None
    starts: Counter[int] = Counter()
    for line in lines:
        starts.update(_beginnings(line))
    for right, count in starts.most_common(_MOST):
        if count < _LEAST_LINES:
            return None
        # Letters of a print differ in width, so that the column does not begin in the same place everywhere.
        near = range(right, max(right - _RAGGED, _NARROWEST), -1)
        runs = (run for place in near for run in _runs(lines, place))
        best = max(runs, key=lambda run: run.end - run.start, default=None)
        if best is not None:
            return best
    return None


def _beginnings(line: str) -> Iterator[int]:
    """Where words begin behind a gutter that has words before it."""
    place = _NARROWEST
    if line.count(_GUTTER, place) > _MOST_GAPS:
        return
    while (place := line.find(_GUTTER, place, _WIDEST)) >= 0:
        while line[place : place + 1] == " ":
            place += 1
        if place < len(line) and line[:place].strip():
            yield place


def _runs(lines: Sequence[str], right: int) -> Iterator[_Columns]:
    """The runs of lines that all leave a gutter before ``right``, and are no table."""
    start = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and not lines[place][right - len(_GUTTER) : right].strip():
            continue
        run = _trimmed(lines, start, place, right)
        if run is not None:
            yield run
        start = place + 1


def _trimmed(lines: Sequence[str], start: int, end: int, right: int) -> _Columns | None:
    """Lines from the first to the last that have words on both sides, with those of one side that follow."""
    both = [
        place for place in range(start, end) if lines[place][:right].strip() and lines[place][right:].strip()
    ]
    if len(both) < _LEAST_LINES:
        return None
    first, last = both[0], both[-1] + 1
    # The longer column goes on below the shorter one.
    while (
        last < end and lines[last].strip() and (not lines[last][:right].strip() or len(lines[last]) <= right)
    ):
        last += 1
    while first > start and lines[first - 1].strip() and not lines[first - 1][:right].strip():
        first -= 1
    filled = sum(bool(lines[place].strip()) for place in range(first, last))
    # The lines of both columns need not stand at one height.
    beyond = sum(bool(lines[place][right:].strip()) for place in range(first, last))
    words = sum(len(lines[place][:right].split()) for place in both)
    others = sum(len(lines[place][right:].split()) for place in both)
    prose = min(words, others) >= _LEAST_WORDS * len(both)
    return _Columns(first, last, right) if prose and beyond >= _SHARE * filled else None


def _without_ends(lines: list[str]) -> list[str]:
    """The lines without empty ones at both ends: a paragraph may go on in the next column."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []
