"""Passages in quotation marks: where they open and close, which stand in others, which run over paragraphs.

Pure text, no spaCy. Curly, straight, single, angle and typewriter marks ('' and ``) are read; an apostrophe
is told from a closing single mark by its neighbours. A double mark that is never closed ends with its
paragraph; a single one that is never closed is an apostrophe. All work is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"``|''|[“”„«»\"‘’'‚‛]")
_DOUBLE_OPEN = frozenset(("“", "„", "«", "``"))
_DOUBLE_CLOSE = frozenset(("”", "»"))
_CLOSERS = {"„": "“", "»": "«"}
_DOUBLE_EITHER = frozenset(('"', "''"))
_BEFORE_OPEN = frozenset(" \t([{—–-/‘'“\"«„…:")
_AFTER_CLOSE = frozenset(" \t)]}.,;:!?—–-/’'”\"»…")


@dataclass(frozen=True, slots=True)
class Region:
    """A passage in quotation marks, in code points.

    ``start`` and ``end`` leave the marks out, ``outer_start`` and ``outer_end`` take them in. ``closed`` is
    false where the paragraph ended first. ``single`` tells single marks from double ones, ``depth`` how many
    regions it stands in. ``reopens``: it begins its paragraph and goes on with the unclosed one of the
    paragraph before.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    single: bool
    depth: int
    reopens: bool = False


def quoted_regions(text: str) -> list[Region]:
    """The quoted passages of ``text`` in the order of their beginnings, enclosing ones first."""
    found: list[Region] = []
    left_open = False
    for paragraph in _PARAGRAPH.finditer(text):
        if not paragraph[0].strip():
            continue
        inside = _paragraph(text, paragraph.start(), paragraph.end(), left_open)
        left_open = any(not r.closed and not r.single for r in inside)
        found.extend(inside)
    return found


def _paragraph(text: str, begin: int, end: int, left_open: bool) -> list[Region]:
    marks = [(m.start(), m.end(), m[0]) for m in _MARK.finditer(text, begin, end)]
    if not marks:
        return []
    first = begin
    while text[first] in " \t":
        first += 1
    out: list[Region] = []
    opened: tuple[int, int] | None = None  # an open double mark
    closer = ""  # what else closes it: „so“ and »so«
    partner = _single_partners(text, begin, end, marks)
    singles: list[tuple[int, int, int, int, int]] = []
    for number, (start, stop, mark) in enumerate(marks):
        before = text[start - 1] if start > begin else " "
        after = text[stop] if stop < end else " "
        if opened is not None and mark == closer and not before.isspace():
            out.append(_region(opened, start, stop, True, first, left_open))
            opened, closer = None, ""
        elif mark in _DOUBLE_OPEN or (
            mark == "»" and opened is None and before in _BEFORE_OPEN and after.isalnum()
        ):
            if opened is None:
                opened, closer = (start, stop), _CLOSERS.get(mark, "")
        elif mark in _DOUBLE_CLOSE:
            if opened is not None:
                out.append(_region(opened, start, stop, True, first, left_open))
                opened, closer = None, ""
            elif (
                start == first
                and after.isalnum()
                and any(m in _DOUBLE_CLOSE for *_, m in marks[number + 1 :])
            ):
                opened = (start, stop)  # the wrong mark opens the paragraph: ”Nobody slept.”
        elif mark in _DOUBLE_EITHER:
            if opened is not None:
                out.append(_region(opened, start, stop, True, first, left_open))
                opened = None
            elif not after.isspace() and (before in _BEFORE_OPEN or before.isspace()):
                opened = (start, stop)
        elif number in partner:
            close_start, close_stop, _ = marks[partner[number]]
            singles.append((start, stop, close_start, close_stop, 0))
    if opened is not None and opened[1] < end:
        stop = end
        while stop > opened[1] and text[stop - 1].isspace():
            stop -= 1
        if stop > opened[1]:
            out.append(_region(opened, stop, stop, False, first, left_open))
    for start, stop, close_start, close_stop, _ in singles:
        inner = Region(stop, close_start, start, close_stop, True, True, 0)
        out.append(inner)
    return _nested(out)


def _region(
    opened: tuple[int, int], start: int, stop: int, closed: bool, first: int, left_open: bool
) -> Region:
    return Region(
        opened[1], start, opened[0], stop, closed, False, 0, reopens=left_open and opened[0] == first
    )


def _single_partners(text: str, begin: int, end: int, marks: list[tuple[int, int, str]]) -> dict[int, int]:
    """For each opening single mark the number of the mark that closes it, where there is one.

    Read from the right, so that each mark is looked at a bounded number of times.
    """
    partner: dict[int, int] = {}
    opening: int | None = None
    weak: int | None = None  # a closing candidate that may be a plural's apostrophe
    for number, (start, stop, mark) in enumerate(marks):
        if mark not in "‘’'‚‛":
            continue
        before = text[start - 1] if start > begin else " "
        after = text[stop] if stop < end else " "
        opens = mark in "‘‚‛" or (mark == "'" and not before.isalnum() and before not in ".,!?")
        if opens and (after.isalpha() or after in '“"$£€' or after.isdigit()) and not before.isalnum():
            if opening is not None and weak is not None:
                partner[opening] = weak
            if opening is None or weak is not None or mark in "‘‚‛":
                opening, weak = number, None
            continue
        if mark in "’'" and opening is not None and not after.isalnum():
            if (
                before == "s"
                and after == " "
                and weak is None
                and stop + 1 < end
                and text[stop + 1].isalpha()
            ):
                weak = number
                continue
            partner[opening] = number
            opening = weak = None
    if opening is not None and weak is not None:
        partner[opening] = weak
    return partner


def _nested(regions: list[Region]) -> list[Region]:
    regions.sort(key=lambda r: (r.outer_start, -r.outer_end))
    out: list[Region] = []
    stack: list[int] = []
    for region in regions:
        while stack and stack[-1] <= region.outer_start:
            stack.pop()
        if stack and region.outer_end > stack[-1]:
            continue  # crosses another: marks that do not fit together
        out.append(
            Region(
                region.start, region.end, region.outer_start, region.outer_end, region.closed,
                region.single, len(stack), region.reopens,
            )
        )  # fmt: skip
        stack.append(region.outer_end)
    return out
