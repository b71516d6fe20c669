"""The entries of a dossier, most of them known by their place alone until somebody looks at them.

Of thousands of quotes few have other tellings; the words of all others are read when they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, overload

import msgspec

from tui.domain.codes import QuoteKind
from tui.domain.collection.rows import About, Said
from tui.domain.collection.tellings import Entry, Telling

_AT_ONCE = 64
"""Entries that are read together."""


class Place(NamedTuple):
    """A quote that no other is like: where it stands. ``day`` is "9999" where no date is known.

    ``row`` is a number by which whoever gave the place finds the quote again.
    """

    day: str
    article_id: str
    start: int
    end: int
    row: int

    @property
    def key(self) -> tuple[str, str]:
        """That of its ``Said``."""
        return self.article_id, f"{self.start}-{self.end}"


def unread(place: Place, words: str) -> Said:
    """A row for a quote that cannot be read: ``words`` say why."""
    about = About(place.article_id, "", "", "" if place.day == "9999" else place.day)
    return Said(about, place.key[1], QuoteKind.INDIRECT, words, place.start, place.end)


class Parted(msgspec.Struct, frozen=True):
    """What some people say: the quotes that others are like, those others, and the places of the rest.

    ``read`` gives the rows of places, in their order.
    """

    alike: Sequence[Said]
    echoes: Sequence[Said] = ()
    alone: Sequence[Place] = ()
    read: Callable[[Sequence[Place]], list[Said]] = lambda _: []


class Entries(Sequence[Entry]):
    """Entries by date, read when they are asked for. Safe with threads as far as ``read`` is."""

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        places: Iterable[Place] = (),
        read: Callable[[Sequence[Place]], list[Said]] = lambda _: [],
    ) -> None:
        alone = sorted(places)  # as tuples: their days come first
        self._items: list[Entry | Place] = [*alone]
        known = [((one.day or "9999", one.main.about.article_id, one.main.start), one) for one in entries]
        if known:
            ordered: list[tuple[tuple[str, str, int], Entry | Place]] = [(one[:3], one) for one in alone]
            ordered += known
            self._items = [item for _, item in sorted(ordered, key=lambda pair: pair[0])]
        self._read = read

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | list[Entry]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        item = self._items[at]
        if isinstance(item, Place):
            self.read(at if at >= 0 else at + len(self))
            item = self._items[at]
            assert isinstance(item, Entry)
        return item

    def __iter__(self) -> Iterator[Entry]:
        return (self[at] for at in range(len(self)))

    def read(self, start: int) -> None:
        """Read the entries from an index on, as many as are read together. Raises LibraryError."""
        wanted = [
            (at, item)
            for at, item in enumerate(self._items[start : start + _AT_ONCE], start)
            if isinstance(item, Place)
        ]
        rows = self._read([place for _, place in wanted])
        for (at, _), row in zip(wanted, rows, strict=True):
            self._items[at] = Entry((Telling(row),))

    def put_up_with(self, at: int, words: str) -> Entry:
        """An entry whose words cannot be read now: ``words`` stand in their place."""
        item = self._items[at]
        return Entry((Telling(unread(item, words)),)) if isinstance(item, Place) else item

    def keys(self) -> list[list[tuple[str, str]]]:
        """For each entry the keys of its tellings; nothing is read."""
        return [
            [item.key] if isinstance(item, Place) else [one.said.key for one in item.tellings]
            for item in self._items
        ]

    def articles(self) -> int:
        """In how many articles the people asked for say it; nothing is read."""
        found = {item.article_id for item in self._items if isinstance(item, Place)}
        for item in self._items:
            if isinstance(item, Entry):
                found |= {one.said.about.article_id for one in item.tellings if one.mine}
        return len(found)

    def days(self) -> tuple[str, str]:
        """The first and the last day that is known; empty where none is. Nothing is read."""
        known = [day for item in self._items if (day := item.day) and day != "9999"]
        return (known[0], known[-1]) if known else ("", "")
