"""Searching the text as the reader types: literal words, forgiving about case, quotation marks and spaces.

A long text is searched in slices, so that no call takes long; :func:`next_match` and :func:`count_all` give
the event loop its turn between slices.
"""

from __future__ import annotations

import re
from array import array
from asyncio import sleep
from bisect import bisect_left, bisect_right
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import overload

from tui.domain.article import Span
from tui.domain.text.folding import DASHES, DOUBLE_MARKS, SINGLE_MARKS

SLICE = 1 << 17
"""Code points searched at a time: a few milliseconds."""
_LONGEST = 2_000  # code points that one match may have, spaces that stretch it included

_ALIKE = (SINGLE_MARKS, DOUBLE_MARKS + "«»", DASHES)


def pattern_of(query: str) -> re.Pattern[str] | None:
    """The query as a pattern, None for one without words.

    Capitals in the query make case count. Any stretch of white space (a line end, a no-break space) stands
    for any other, straight quotation marks for curly ones, one dash for another.
    """
    words = query.split()
    if not words:
        return None
    flags = re.IGNORECASE if query == query.lower() else re.NOFLAG
    return re.compile(r"\s+".join("".join(map(_character, word)) for word in words), flags)


def _character(character: str) -> str:
    for alike in _ALIKE:
        if character in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(character)


class Matches(Sequence[Span]):
    """Where the words were found, in order; grows while the search counts. Eight bytes a match."""

    def __init__(self) -> None:
        self._starts = array("I")
        self._ends = array("I")

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> list[Span]: ...
    def __getitem__(self, index: int | slice) -> Span | list[Span]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return Span(self._starts[index], self._ends[index])

    def append(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def within(self, start: int, end: int) -> Iterator[Span]:
        """The matches that share a code point with ``[start, end)``. Matches never overlap."""
        for index in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            yield self[index]

    def number(self, span: Span) -> int | None:
        """Which match this is, counted from 1; None if it is not among those found so far."""
        index = bisect_left(self._starts, span.start)
        return index + 1 if index < len(self) and self._starts[index] == span.start else None


class Visible(Sequence[Span]):
    """The matches of a search near wherever they are asked for, without counting the rest first."""

    def __init__(self, search: Search) -> None:
        self._search = search

    def __len__(self) -> int:
        return len(self._search.matches)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> list[Span]: ...
    def __getitem__(self, index: int | slice) -> Span | list[Span]:
        return self._search.matches[index]

    def within(self, start: int, end: int) -> Iterator[Span]:
        return self._search.within(start, end)


class Search:
    """One query over one text. Offsets are code points of the text.

    ``matches`` are those counted so far, ``complete`` says whether that is all of them. ``shown`` is what to
    give to ``Layers.matches``: it finds the matches of the visible lines at once.
    """

    def __init__(self, text: str, query: str) -> None:
        self.text = text
        self.query = query
        self.pattern = pattern_of(query)
        self.matches = Matches()
        self.shown = Visible(self)
        self._counted = 0  # up to here (code points) the matches are known
        self.complete = self.pattern is None

    def count_slice(self) -> bool:
        """Count on for one slice; True when all matches are known."""
        if self.pattern is None or self.complete:
            return True
        stop = min(self._counted + SLICE, len(self.text))
        at = self._counted
        for found in self._matches_from(at, stop):
            self.matches.append(*found)
            at = found[1]
        self._counted = max(stop, at)
        self.complete = self._counted >= len(self.text)
        return self.complete

    def within(self, start: int, end: int) -> Iterator[Span]:
        """The matches that share a code point with ``[start, end)``, whether counted yet or not."""
        if self.pattern is None:
            return
        if end <= self._counted:
            yield from self.matches.within(start, end)
            return
        for found in self._matches_from(max(start - len(self.query) - 80, 0), end):
            if found[1] > start:
                yield Span(*found)

    def _matches_from(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Matches that begin in ``[start, stop)``."""
        assert self.pattern is not None
        for found in self.pattern.finditer(self.text, start, min(stop + _LONGEST, len(self.text))):
            if found.start() >= stop:
                return
            yield found.span()

    def find_in_slices(self, offset: int, *, forward: bool = True) -> Iterator[Span | None]:
        """Look for the match nearest to ``offset``, slice by slice, once around the text.

        Yields None after a slice without one, the match when it is found, and then ends. Forward, the match
        begins at or after ``offset``; backward, before it.
        """
        if self.pattern is None:
            return
        length = len(self.text)
        after, before = (offset, length), (0, offset)
        stretches = (after, before) if forward else (before, after)
        for low, high in stretches:
            borders = list(range(low, high, SLICE))
            for start in borders if forward else reversed(borders):
                found = list(self._nearest(start, min(start + SLICE, high), forward))
                if found:
                    yield Span(*found[-1])
                    return
                yield None

    def _nearest(self, start: int, stop: int, forward: bool) -> Iterator[tuple[int, int]]:
        for found in self._matches_from(start, stop):
            yield found
            if forward:
                return


def match_at_once(search: Search, offset: int, *, forward: bool = True) -> Span | None:
    """The match nearest to ``offset``, if it lies in the first slice: a few milliseconds at most."""
    return next(search.find_in_slices(offset, forward=forward), None)


async def next_match(search: Search, offset: int, *, forward: bool = True) -> Span | None:
    """The nearest match from ``offset`` on (before it, if not ``forward``), around the end if need be."""
    for found in search.find_in_slices(offset, forward=forward):
        if found is not None:
            return found
        await sleep(0)
    return None


async def count_all(search: Search) -> AsyncIterator[int]:
    """Count to the end; gives the number of matches so far after every slice."""
    while not search.complete:
        search.count_slice()
        yield len(search.matches)
        await sleep(0)
