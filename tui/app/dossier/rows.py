"""What the dossier lists, row by row: entries with their tellings under them, people with their articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from tui.domain.collection.entries import Entries
from tui.domain.collection.people import Member, Person
from tui.domain.collection.tellings import Entry, Telling
from tui.domain.errors import LibraryError

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Words that were said. ``open``: the other tellings stand under it; ``who``: by which of several."""

    entry: Entry
    open: bool = False
    who: str = ""

    @property
    def key(self) -> Key:
        return self.entry.main.key

    @property
    def telling(self) -> Telling:
        return self.entry.tellings[0]


@dataclass(frozen=True, slots=True)
class TellingRow:
    """Another telling of an entry's words."""

    entry: Entry
    telling: Telling

    @property
    def key(self) -> Key:
        return self.telling.said.key


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody. ``open``: the articles that are counted to this person are listed under it."""

    person: Person
    open: bool = False
    marked: bool = False

    @property
    def key(self) -> Key:
        return self.person.id


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One article's appearance of somebody, and why it is counted to this person."""

    person: Person
    member: Member
    marked: bool = False

    @property
    def key(self) -> Key:
        return self.member.appearance.key


QuoteRow = EntryRow | TellingRow
WhoRow = PersonRow | MemberRow


class QuoteRows(Sequence[QuoteRow]):
    """The rows of some entries, each made when it is asked for, so that no entry is read for nothing.

    ``owners``: the person's name for an appearance, where there are several.
    """

    def __init__(self, entries: Entries, unfolded: Collection[Key], owners: dict[Key, str]) -> None:
        self._entries, self._unfolded, self._owners = entries, unfolded, owners
        self._keys = entries.keys()
        self._at = [
            (at, number)
            for at, keys in enumerate(self._keys)
            for number in range(len(keys) if len(keys) > 1 and keys[0] in unfolded else 1)
        ]

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, index: int) -> QuoteRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[QuoteRow]: ...
    def __getitem__(self, index: int | slice) -> QuoteRow | list[QuoteRow]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at, number = self._at[index]
        try:
            entry = self._entries[at]
        except LibraryError as error:
            entry = self._entries.put_up_with(at, str(error))
        if number:
            return TellingRow(entry, entry.tellings[number])
        row = entry.main
        actors = ((row.about.article_id, actor) for actor in row.actors)
        names = [self._owners[key] for key in actors if key in self._owners]
        return EntryRow(entry, row.key in self._unfolded, names[0] if names else "")

    def place_of(self, row: QuoteRow | None) -> int:
        """Where a row stands now, or the one above it; 0 if it is gone."""
        if row is None:
            return 0
        same = [index for index, (at, number) in enumerate(self._at) if self._keys[at][number] == row.key]
        exact = [index for index in same if bool(self._at[index][1]) == isinstance(row, TellingRow)]
        return (exact or same or [0])[0]


def who_rows(
    people: Iterable[Person],
    unfolded: Collection[Key],
    marked_people: Collection[Key],
    marked_members: Collection[Key],
) -> Iterator[WhoRow]:
    """The rows of some people. A person of one article has nothing to unfold."""
    for one in people:
        opened = one.id in unfolded and len(one.members) > 1
        yield PersonRow(one, opened, one.id in marked_people)
        if opened:
            for member in one.members:
                yield MemberRow(one, member, member.appearance.key in marked_members)


def at(rows: Sequence[WhoRow], row: WhoRow | None, before: int | None) -> int:
    """Where a row stands now, or the one above it, or whoever it was joined with.

    ``before`` is where it stood: there the cursor stays if the row is gone.
    """
    if row is None:
        return 0
    same = [index for index, one in enumerate(rows) if one.key == row.key]
    exact = [index for index in same if type(rows[index]) is type(row)]
    if same:
        return (exact or same)[0]
    # Joined, a person has the id of whichever of the two was told of first.
    joined = (
        index
        for index, one in enumerate(rows)
        if any(member.appearance.key == row.key for member in one.person.members)
    )
    return next(joined, min(before or 0, max(len(rows) - 1, 0)))
