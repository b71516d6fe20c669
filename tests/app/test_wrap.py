"""Wrapping against a slow, plainly right reference, and against Rich's own measure."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tui.app.text import cells
from tui.app.text.wrap import wrap
from tui.domain.text.safe import printable

STRANGE = (
    "ab cd-'’“”—… \t\n\r\u00a0\u3000\u2028漢字かな한국"
    "、。「」（）ée\u0301\u0308\u200d\ufe0f\u200b\u00ad👩🏽‍🚀❤☎🇫🇷שלוםمرحبا\u0650\u202e\x1b\x07\x00กำ"
    "क्ष\u1100\u1161\U000e0067\ud800"
)
TEXTS = st.text(st.one_of(st.sampled_from(STRANGE), st.characters(max_codepoint=0x2FFFF)), max_size=60)
PLAIN = st.text(st.sampled_from("abc  é”—"), max_size=80)


def reference(text: str, width: int) -> list[int]:
    """Line starts, cluster by cluster: the longest piece that fits and ends where a break is allowed."""
    width = max(width, 2)
    starts: list[int] = []
    position = 0
    parts: list[tuple[int, int]] = []
    while True:  # the pieces between line ends
        ends = [text.find(mark, position) for mark in ("\n", "\r")]
        ends = [found for found in ends if found >= 0]
        if not ends:
            parts.append((position, len(text)))
            break
        end = min(ends)
        parts.append((position, end))
        position = end + (2 if text[end : end + 2] == "\r\n" else 1)
    if len(parts) > 1 and parts[-1][0] == len(text):
        parts.pop()
    for part_start, part_end in parts:
        safe = printable(text[part_start:part_end])
        units = list(cells.clusters(safe))
        first = 0
        starts.append(part_start)
        while True:
            x = 0
            best = None
            hard = None
            for index in range(first, len(units)):
                start, _, size = units[index]
                space = cells.SPACE.match(safe[start]) is not None
                if index > first and may_break(safe, units, index):
                    best = index
                if space:
                    x += cells.space_width(safe[start], x)
                    continue
                if x + size > width:
                    hard = index
                    break
                x += size
            if hard is None:
                break
            first = best if best is not None else max(hard, first + 1)
            starts.append(part_start + units[first][0])
    return starts


def may_break(safe: str, units: list[cells.Cluster], index: int) -> bool:
    """Whether a line may begin with this cluster."""
    (before, _, before_size), (start, _, size) = units[index - 1], units[index]
    if cells.SPACE.match(safe[start]):
        return False
    if cells.SPACE.match(safe[before]):
        return True
    joined = safe[start] in cells.NEVER_FIRST or safe[before] in cells.NEVER_LAST
    return bool(size) and (size == 2 or before_size == 2) and not joined


@given(TEXTS, st.integers(2, 14))
@settings(max_examples=300, deadline=None)
@example("  abcdefgh ij", 5)
@example("a\u0301漢「字」。ab", 4)
def test_strange_text_wraps_like_the_reference(text: str, width: int) -> None:
    assert wrap(text, 0, len(text), width) == reference(text, width)


@given(PLAIN, st.integers(2, 14))
@settings(max_examples=150, deadline=None)
def test_plain_text_wraps_like_the_reference(text: str, width: int) -> None:
    assert wrap(text, 0, len(text), width) == reference(text, width)


@given(TEXTS, TEXTS, st.integers(2, 14))
@settings(max_examples=60, deadline=None)
def test_a_paragraph_wraps_alike_wherever_it_stands(before: str, text: str, width: int) -> None:
    whole = before + text
    shifted = wrap(whole, len(before), len(whole), width)
    assert [start - len(before) for start in shifted] == wrap(text, 0, len(text), width)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_clusters_are_drawn_as_wide_as_they_are_counted(text: str) -> None:
    safe = printable(text).replace("\n", " ")
    units = list(cells.clusters(safe))
    assert [unit[0] for unit in units] == [0, *(unit[1] for unit in units)][: len(units)]
    assert not units or units[-1][1] == len(safe)
    pieces = [cells.drawn(safe, *unit) for unit in units]
    assert [cell_len(piece) for piece in pieces] == [unit[2] for unit in units]
    assert cell_len("".join(pieces)) == sum(unit[2] for unit in units)
    assert printable("".join(pieces)) == "".join(pieces)
    assert "\t" not in "".join(pieces)


@pytest.mark.parametrize(("ranges", "size"), [(cells.SINGLE, 1), (cells.WIDE, 2)])
def test_the_quick_classes_agree_with_richs_table(ranges: str, size: int) -> None:
    members = re.compile(f"[{ranges}]")
    wrong = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if members.match(chr(code)) and get_character_cell_size(chr(code)) != size
    ]
    assert wrong == []


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert wrap("a" * 10, 0, 10, 4) == [0, 4, 8]


def test_spaces_hang_at_the_end_of_a_line() -> None:
    assert wrap("abcd   efgh ", 0, 12, 4) == [0, 7]


def test_text_is_fitted_with_an_ellipsis() -> None:
    assert cells.fit("Jennifer Hicks", 20) == "Jennifer Hicks"
    assert cells.fit("Jennifer Hicks", 9) == "Jennifer…"
    assert cells.fit("漢字漢字", 5) == "漢字…"
    assert cells.fit("a\x1b[31m\nb", 20) == "a␛[31m b"
