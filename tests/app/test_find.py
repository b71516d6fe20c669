"""Search: what counts as the same, and the same answer in slices as in one piece."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.app.text import find
from tui.app.text.find import Search, count_all, next_match, pattern_of
from tui.domain.article import Span


def spans(text: str, query: str) -> list[tuple[int, int]]:
    search = Search(text, query)
    while not search.count_slice():
        pass
    return [(span.start, span.end) for span in search.matches]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Peace and peace", "peace", [(0, 5), (10, 15)]),
        ("Peace and peace", "Peace", [(0, 5)]),
        ("it’s “so”", 'it\'s "so"', [(0, 9)]),
        ("a costly\n\npeace", "costly peace", [(2, 15)]),
        ("24\u00a0October", "24 october", [(0, 10)]),
        ("night–shift", "night-shift", [(0, 11)]),
        ("a.c abc", "a.c", [(0, 3)]),
        ("[bold] x", "[bold]", [(0, 6)]),
        ("anything", "   ", []),
        ("", "x", []),
        ("aaaa", "aa", [(0, 2), (2, 4)]),
    ],
)
def test_what_is_found(text: str, query: str, expected: list[tuple[int, int]]) -> None:
    assert spans(text, query) == expected


@given(
    st.text("ab \n’'", max_size=80),
    st.text("ab '", min_size=1, max_size=4),
    st.integers(0, 80),
    st.integers(1, 7),
)
@settings(max_examples=200, deadline=None)
def test_slices_give_what_one_piece_gives(text: str, query: str, at: int, size: int) -> None:
    pattern = pattern_of(query)
    whole = [Span(*found.span()) for found in pattern.finditer(text)] if pattern else []
    at = min(at, len(text))
    before, find.SLICE = find.SLICE, size
    try:
        search = Search(text, query)
        while not search.count_slice():
            pass
        assert list(search.matches) == whole
        assert list(search.matches.within(at, at + 9)) == [s for s in whole if s.overlaps(Span(at, at + 9))]
        forward = [found for found in Search(text, query).find_in_slices(at) if found]
        backward = [found for found in Search(text, query).find_in_slices(at, forward=False) if found]
    finally:
        find.SLICE = before
    starts = [span.start for span in find_all_from(pattern, text)] if pattern else []
    if not whole:
        assert forward == backward == []
    elif forward:
        later = [start for start in starts if start >= at]
        assert forward[0].start == (later or starts)[0]
        assert backward


def find_all_from(pattern, text):  # type: ignore[no-untyped-def]
    """Every place where the pattern matches, overlapping ones too."""
    found = (pattern.match(text, start) for start in range(len(text)))
    return [Span(*match.span()) for match in found if match]


def test_going_round_the_end() -> None:
    search = Search("one two one", "one")
    assert asyncio.run(next_match(search, 9)) == Span(0, 3)
    assert asyncio.run(next_match(search, 0, forward=False)) == Span(8, 11)
    assert asyncio.run(next_match(search, 8, forward=False)) == Span(0, 3)
    assert asyncio.run(next_match(Search("one", "zwei"), 1)) is None


def test_counting_tells_how_far_it_is() -> None:
    async def counts() -> list[int]:
        return [number async for number in count_all(Search("ab" * 200_000, "b"))]

    numbers = asyncio.run(counts())
    assert numbers == sorted(numbers)
    assert numbers[-1] == 200_000
    assert len(numbers) > 2


def test_a_match_knows_its_number() -> None:
    search = Search("one two one", "one")
    search.count_slice()
    assert search.matches.number(Span(8, 11)) == 2
    assert search.matches.number(Span(4, 7)) is None
    assert search.matches[-1] == Span(8, 11)
    assert search.matches[:1] == [Span(0, 3)]


def test_a_slice_is_never_more_than_a_slice() -> None:
    search = Search("Harbour strikes are over, it’s said. " * 20_000, "zebra crossing")
    slices = 0
    while not search.complete:
        search.count_slice()
        slices += 1
    assert slices == -(-len(search.text) // find.SLICE)
    assert len(search.matches) == 0
    assert len(list(search.find_in_slices(300_000))) >= slices
