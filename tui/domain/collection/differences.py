"""Where two tellings of the same words differ, word by word."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from tui.domain.text.folding import fold, folded

_PIECE = re.compile(r"\s+|\w+(?:['’.-]\w+)*|[^\w\s]")
_MARKS = re.compile(r"[^\w\s]+")
_LONGEST = 4_000
"""Pieces of a text up to which texts are compared: the work grows with the product."""


class Change(StrEnum):
    """What became of a piece of the first text in the second."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


class Difference(msgspec.Struct, frozen=True):
    """A piece of a text: in both (as the second has it), only in the first, or only in the second."""

    change: Change
    text: str
    was: str | None = None
    """For what is in both but written otherwise (marks, case): how the first text writes it."""

    @property
    def before(self) -> str:
        """The piece as the first text has it; empty where it has none."""
        if self.change is Change.INSERT:
            return ""
        return self.text if self.was is None else self.was

    @property
    def after(self) -> str:
        """The piece as the second text has it; empty where it has none."""
        return "" if self.change is Change.DELETE else self.text


def words(text: str) -> list[str]:
    """The words of a text for comparing: folded, without marks and dots; a dash parts words."""
    return _MARKS.sub("", folded(text).replace("-", " ")).split()


def differences(before: str, after: str) -> list[Difference]:
    """How ``after`` comes of ``before``: whole words and marks, neighbours of one kind together.

    The pieces' ``before`` put together are the first text, their ``after`` the second, to the character.
    Texts of more than some thousand words are compared in their common beginning and end alone.
    """
    from rapidfuzz.distance import Indel

    first, second = _PIECE.findall(before), _PIECE.findall(after)
    a, b = [_plain(piece) for piece in first], [_plain(piece) for piece in second]
    found: list[tuple[Change, str, str]] = []
    if max(len(a), len(b)) > _LONGEST:
        codes = _ends(a, b)
    else:
        codes = [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(a, b)]
    for tag, i, j, k, m in codes:
        if tag == "equal":
            found.append((Change.EQUAL, "".join(first[i:j]), "".join(second[k:m])))
        if tag in ("delete", "replace"):
            found.append((Change.DELETE, "".join(first[i:j]), ""))
        if tag in ("insert", "replace"):
            found.append((Change.INSERT, "", "".join(second[k:m])))
    return _tidy(found)


def _plain(piece: str) -> str:
    return " " if piece.isspace() else fold(piece)


def _ends(a: list[str], b: list[str]) -> list[tuple[str, int, int, int, int]]:
    """The common beginning and end as equal, all between as replaced."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return [
        ("equal", 0, start, 0, start),
        ("replace", start, len(a) - end, start, len(b) - end),
        ("equal", len(a) - end, len(a), len(b) - end, len(b)),
    ]


def _tidy(found: list[tuple[Change, str, str]]) -> list[Difference]:
    """Lone spaces between two changes go with these; between two pieces that are in both, deletions first."""
    groups: list[tuple[Change, str, str]] = []
    gone = come = ""

    def flush() -> None:
        nonlocal gone, come
        if gone:
            groups.append((Change.DELETE, gone, ""))
        if come:
            groups.append((Change.INSERT, "", come))
        gone = come = ""

    for at, (change, was, now) in enumerate(found):
        between = 0 < at < len(found) - 1
        if change is Change.EQUAL and not (between and not was.strip()):
            flush()
            if was or now:
                groups.append((change, was, now))
        else:
            gone += was
            come += now
    flush()
    return [
        Difference(
            change,
            was if change is Change.DELETE else now,
            was if change is Change.EQUAL and was != now else None,
        )
        for change, was, now in groups
    ]
