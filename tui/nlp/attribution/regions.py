"""Passages in quotation marks: where they open and close, which stand in others, which run over paragraphs.

Pure text, no spaCy. Curly, straight, single, angle and typewriter marks ('' and ``) are read; an apostrophe
is told from a closing single mark by its neighbours. A double mark that is never closed ends with its
paragraph; a single one that is never closed is an apostrophe. All work is linear in the text.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import msgspec

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"``|''|[“”„«»\"‘’'‚‛]")
_DOUBLE_OPENING = frozenset(("“", "„", "«", "``"))
_DOUBLE_CLOSING = frozenset(("”", "»"))
_DOUBLE_EITHER = frozenset(('"', "''"))
_CLOSED_BY = {"„": "“", "»": "«", "‚": "‘"}
"""What else closes a passage that these open: „so“, ‚so‘ and »so«."""
_SINGLE = frozenset("‘’'‚‛")
_SINGLE_OPENING = frozenset("‘‚‛")
_SINGLE_CLOSING = frozenset("’'")
_BEFORE_OPENING = frozenset(" \t([{—–-/‘'“\"«„…:")
_BEHIND_SINGLE_OPENING = frozenset('“"$£€')
_ENDS_SENTENCE = frozenset(".,!?")
_FEWEST_NESTED = 4
"""Double marks of a paragraph in which one pair may stand within another."""


class Region(msgspec.Struct, frozen=True):
    """A passage in quotation marks, in code points.

    ``start`` and ``end`` leave the marks out, ``outer_start`` and ``outer_end`` take them in. ``closed`` is
    false where the paragraph ended first. ``single`` tells single marks from double ones, ``depth`` how many
    regions it stands in. ``reopens``: it begins its paragraph and goes on with the unclosed one of the
    paragraph before. ``made_by``: quotation marks, a block quotation without any, or the dash that opens a
    line of dialogue.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    single: bool
    depth: int = 0
    reopens: bool = False
    made_by: Literal["marks", "block", "dash"] = "marks"


class _Mark(NamedTuple):
    """A mark at ``[start, end)`` in code points, with the characters beside it in its paragraph, else " "."""

    start: int
    end: int
    sign: str
    before: str
    after: str


def with_unmarked(regions: list[Region], unmarked: list[Region]) -> list[Region]:
    """The regions with those that stand in no double marks; one that holds such marks is left out."""
    double = [region for region in regions if not region.single]
    kept = [
        other
        for other in unmarked
        if not any(region.outer_start < other.end and other.start < region.outer_end for region in double)
    ]
    return _nested(regions + kept) if kept else regions


def quoted_regions(text: str) -> list[Region]:
    """The quoted passages of ``text`` in the order of their beginnings, enclosing ones first."""
    found: list[Region] = []
    left_open = False
    for paragraph in _PARAGRAPH.finditer(text):
        if not paragraph[0].strip():
            continue
        start, end = paragraph.span()
        marks = _marks(text, start, end)
        inside = (
            _nested(_in_double(text, marks, start, end, left_open) + _single(text, marks, end))
            if marks
            else []
        )
        left_open = any(not region.closed for region in inside)
        found.extend(inside)
    return found


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    return [
        _Mark(
            mark.start(),
            mark.end(),
            mark[0],
            text[mark.start() - 1] if mark.start() > start else " ",
            text[mark.end()] if mark.end() < end else " ",
        )
        for mark in _MARK.finditer(text, start, end)
    ]


def _in_double(text: str, marks: list[_Mark], start: int, end: int, left_open: bool) -> list[Region]:
    """The regions in double marks of the paragraph ``[start, end)``, those within others first.

    ``left_open``: the paragraph before ended inside a region.
    """
    inner = _inner(marks)
    taken = {mark.start for pair in inner for mark in pair}
    within = [Region(a.end, b.start, a.start, b.end, True, False) for a, b in inner]
    outer = [mark for mark in marks if mark.start not in taken] if inner else marks
    return within + _double(text, outer, start, end, left_open)


def _double(text: str, marks: list[_Mark], start: int, end: int, left_open: bool) -> list[Region]:
    """The regions in double marks of a paragraph where none stands in another."""
    while text[start] in " \t":
        start += 1
    found: list[Region] = []
    opening: _Mark | None = None
    for number, mark in enumerate(marks):
        if opening is None:
            wrong = mark.sign in _DOUBLE_CLOSING and mark.start == start and mark.after.isalnum()
            if _opens(mark) or (wrong and any(m.sign in _DOUBLE_CLOSING for m in marks[number + 1 :])):
                opening = mark  # a wrong mark may open the paragraph: ”Nobody slept.”
        elif _closes(mark, opening):
            reopens = left_open and opening.start == start
            found.append(Region(opening.end, mark.start, opening.start, mark.end, True, False, 0, reopens))
            opening = None
    if opening is not None:
        while end > opening.end and text[end - 1].isspace():
            end -= 1
        if end > opening.end:
            reopens = left_open and opening.start == start
            found.append(Region(opening.end, end, opening.start, end, False, False, 0, reopens))
    return found


def _inner(marks: list[_Mark]) -> list[tuple[_Mark, _Mark]]:
    """The pairs of “ and ” within another such pair, where all of a paragraph fit together; else none."""
    double = [mark for mark in marks if mark.sign not in _SINGLE]
    if len(double) < _FEWEST_NESTED or any(mark.sign not in "“”" for mark in double):
        return []
    opened: list[_Mark] = []
    found: list[tuple[_Mark, _Mark]] = []
    for mark in double:
        if mark.sign == "“":
            if len(opened) > 1 or mark.before not in _BEFORE_OPENING or not mark.after.isalnum():
                return []
            opened.append(mark)
        elif not opened:
            return []
        else:
            opening = opened.pop()
            if opened:
                found.append((opening, mark))
    return [] if opened else found


def _opens(mark: _Mark) -> bool:
    """Whether a double mark opens a region where none is open."""
    if mark.sign in _DOUBLE_OPENING:
        return True
    if mark.sign == "»":
        return mark.before in _BEFORE_OPENING and mark.after.isalnum()
    if mark.sign in _DOUBLE_EITHER:
        glued = mark.before in _ENDS_SENTENCE and mark.after.isupper()  # the blank is missing: said."Nobody
        return glued or (
            not mark.after.isspace() and (mark.before in _BEFORE_OPENING or mark.before.isspace())
        )
    return False


def _closes(mark: _Mark, opening: _Mark) -> bool:
    """Whether a mark closes the region that ``opening`` opened."""
    if mark.sign in _DOUBLE_CLOSING or mark.sign in _DOUBLE_EITHER:
        return True
    if mark.sign == opening.sign == "“":  # a wrong mark may close: “Nobody slept.“
        return mark.before in _ENDS_SENTENCE and not mark.after.isalnum()
    return mark.sign == _CLOSED_BY.get(opening.sign) and not mark.before.isspace()


def _single(text: str, marks: list[_Mark], end: int) -> list[Region]:
    """The regions in single marks of a paragraph that ends at ``end``, told from apostrophes.

    Each mark is looked at once.
    """
    found: list[Region] = []
    opening: _Mark | None = None
    possessive: _Mark | None = None  # closes the region if no better one follows: "the dogs’ owner"
    for mark in marks:
        if mark.sign not in _SINGLE:
            continue
        if _opens_single(mark):
            if opening is not None and possessive is not None:
                found.append(_between(opening, possessive))
                opening = None
            if opening is None or mark.sign in _SINGLE_OPENING:
                opening, possessive = mark, None
        elif opening is not None and _closes_single(mark, opening):
            if possessive is None and _may_be_possessive(text, mark, end):
                possessive = mark
            else:
                found.append(_between(opening, mark))
                opening = possessive = None
    if opening is not None and possessive is not None:
        found.append(_between(opening, possessive))
    return found


def _opens_single(mark: _Mark) -> bool:
    """Whether a single mark opens a region, if anything closes it."""
    straight = mark.sign == "'" and mark.before not in _ENDS_SENTENCE
    return (
        (straight or mark.sign in _SINGLE_OPENING)
        and not mark.before.isalnum()
        and (mark.after.isalpha() or mark.after.isdigit() or mark.after in _BEHIND_SINGLE_OPENING)
    )


def _closes_single(mark: _Mark, opening: _Mark) -> bool:
    """Whether a single mark may close the region that ``opening`` opened."""
    glued = mark.before in _ENDS_SENTENCE and (mark.after.isupper() or mark.before != ".")
    # the blank is missing: pier!’Lena and pier,’said
    if mark.after.isalnum() and not glued:
        return False
    return mark.sign in _SINGLE_CLOSING or mark.sign == _CLOSED_BY.get(opening.sign)


def _may_be_possessive(text: str, mark: _Mark, end: int) -> bool:
    """Whether a closing single mark may be the apostrophe of a plural: "the dogs’ owner"."""
    behind = mark.end + 1
    return mark.before == "s" and mark.after == " " and behind < end and text[behind].isalpha()


def _between(opening: _Mark, closing: _Mark) -> Region:
    return Region(opening.end, closing.start, opening.start, closing.end, True, True)


def _nested(regions: list[Region]) -> list[Region]:
    """The regions in order with their depths, without those that cross another."""
    regions.sort(key=lambda region: (region.outer_start, -region.outer_end))
    found: list[Region] = []
    ends: list[int] = []
    for region in regions:
        while ends and ends[-1] <= region.outer_start:
            ends.pop()
        if ends and region.outer_end > ends[-1]:
            continue  # marks that do not fit together
        found.append(msgspec.structs.replace(region, depth=len(ends)) if ends else region)
        ends.append(region.outer_end)
    return found
