"""Longer and shorter quotes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.article import Span
from tui.domain.corrections.extent import cut, extended

TEXT = "“The boat is old,” she said. “It leaks, and it is slow.”"


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("content", "by", "longer", "shorter"),
    [
        (["The boat"], "is old", ["The boat is old"], ["The boat"]),
        (["The boat"], "It leaks", ["The boat", "It leaks"], ["The boat"]),
        (["The boat is old"], "boat is", ["The boat is old"], ["The", "old"]),
        (["The boat is old"], "The boat is", ["The boat is old"], ["old"]),
        (["It leaks"], "it is slow", ["It leaks", "it is slow"], ["It leaks"]),
        (["The boat is old", "It leaks"], "It leaks", ["The boat is old", "It leaks"], ["The boat is old"]),
        (["It leaks"], "leaks, and", ["It leaks, and"], ["It"]),
        (["It leaks"], "It leaks", ["It leaks"], []),
    ],
)
def test_pieces(content: list[str], by: str, longer: list[str], shorter: list[str]) -> None:
    pieces = [span(words) for words in content]
    assert [piece.of(TEXT) for piece in extended(TEXT, pieces, span(by))] == longer
    assert [piece.of(TEXT) for piece in cut(TEXT, pieces, span(by))] == shorter


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda p: Span(min(p), max(p)))


@given(st.lists(SPANS, max_size=4), SPANS)
def test_nothing_is_lost_by_extending_and_nothing_cut_is_left(content: list[Span], by: Span) -> None:
    longer, shorter = extended(TEXT, content, by), cut(TEXT, content, by)
    assert all(any(piece.covers(one) for piece in longer) for one in (*content, by))
    assert all(one.end < other.start for one, other in pairwise(longer))
    assert not any(piece.overlaps(by) for piece in shorter if len(by))
    assert all(any(one.covers(piece) for one in content) for piece in shorter)
