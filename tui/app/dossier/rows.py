"""What the dossier lists, row by row: entries with their tellings under them, people with their articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tui.domain.collection.people import Member, Person
from tui.domain.collection.tellings import Entry, Telling

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


def quote_rows(
    entries: Iterable[Entry], unfolded: Collection[Key], owners: dict[Key, str]
) -> Iterator[QuoteRow]:
    """The rows of some entries. ``owners``: the person's name for an appearance, where there are several."""
    for entry in entries:
        row = entry.main
        names = [owners[key] for actor in row.actors if (key := (row.about.article_id, actor)) in owners]
        opened = row.key in unfolded
        yield EntryRow(entry, opened, names[0] if names else "")
        if opened:
            for telling in entry.tellings[1:]:
                yield TellingRow(entry, telling)


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


def at(rows: Sequence[QuoteRow | WhoRow], row: QuoteRow | WhoRow | None) -> int:
    """Where a row stands now, or the one above it; 0 if it is gone."""
    if row is None:
        return 0
    same = [index for index, one in enumerate(rows) if one.key == row.key]
    exact = [index for index in same if type(rows[index]) is type(row)]
    return (exact or same or [0])[0]
