"""The entries as lines of a width: inline, or side by side. A line comes in pieces with keys of their styles.

Without colours what went and what came is put in brackets, as ``git diff --word-diff`` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from tui.app.changes.entries import Entry
from tui.app.text.cells import cut
from tui.app.text.differences import Piece, wrapped_difference
from tui.domain.collection.difference import Difference, Step
from tui.domain.text.safe import one_line

MARGIN = 2
"""Cells before the words, for the mark of the change that one is at."""
WIDEST = 100
"""Cells of a line of words at most: longer ones are hard to read."""
SIDE_BY_SIDE = 76
"""Cells from which on two columns have room."""
_BETWEEN = " │ "


@dataclass(frozen=True, slots=True)
class Line:
    """A line, and the number of the change that it belongs to; None: to none."""

    pieces: Sequence[Piece]
    change: int | None = None


def lines(entries: Sequence[Entry], width: int, *, beside: bool, brackets: bool) -> list[Line]:
    """All lines of the entries, ``width`` cells wide, a blank one between two entries."""
    room = max(min(width - MARGIN - 1, WIDEST if not beside else 2 * WIDEST), 8)
    found: list[Line] = []
    number = -1
    for index, entry in enumerate(entries):
        if entry.changed:
            number += 1
        change = number if entry.changed else None
        if index:
            found.append(Line(()))
        found += [Line(pieces, change) for pieces in _entry(entry, room, beside, brackets)]
    return found


def _entry(entry: Entry, room: int, beside: bool, brackets: bool) -> Iterator[Sequence[Piece]]:
    if entry.section:
        yield [(cut(entry.title, room), "section")]
        return
    if not entry.changed and not entry.difference:
        yield [(cut(f"⋯ {entry.title}", room), "muted")]
        return
    if entry.title:
        who = f" · {one_line(entry.who)}" if entry.who else ""
        yield [(cut(entry.title, room), "title"), (cut(who, max(room - cell_len(entry.title), 0)), "who")]
    key = "" if entry.changed else "muted"
    if beside:
        yield from _columns(entry.difference, room, key, brackets)
    else:
        yield from wrapped_difference(entry.difference, room, key, brackets)


def _columns(difference: Difference, room: int, key: str, brackets: bool) -> Iterator[Sequence[Piece]]:
    width = (room - len(_BETWEEN)) // 2
    sides = [
        list(wrapped_difference([one for one in difference if one[0] is not left_out], width, key, brackets))
        for left_out in (Step.INSERT, Step.DELETE)
    ]
    for number in range(max(map(len, sides))):
        left, right = (side[number] if number < len(side) else [] for side in sides)
        pad = " " * (width - sum(cell_len(text) for text, _ in left))
        yield [*left, (pad, ""), (_BETWEEN, "muted"), *right]
