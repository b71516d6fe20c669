"""What one person said in all articles: the dossier, made of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tui.domain.codes import QuoteKind
from tui.domain.collection.deciding import decided
from tui.domain.collection.entries import Entries
from tui.domain.collection.names import forms, matches, name_words
from tui.domain.collection.people import NEVER_JOINED, Person, join
from tui.domain.collection.rows import Appearance, Said
from tui.domain.collection.tellings import entry, tellings
from tui.domain.decisions import Decision
from tui.domain.ports import Rows
from tui.domain.text.folding import fold, holds_words


class Filters(msgspec.Struct, frozen=True):
    """Which of the quotes are wanted. ``since`` and ``until`` are ISO dates, months or years, counted in.

    ``source`` is part of an address, a path or a title; ``about`` are words that stand in the quote or in the
    article's title.
    """

    since: str = ""
    until: str = ""
    kinds: frozenset[QuoteKind] = frozenset()
    source: str = ""
    about: str = ""

    def wants(self, row: Said) -> bool:
        """Whether a quote is wanted. Without a date it is not, where dates are asked for."""
        day = row.about.day
        if (self.since and day < self.since) or (
            self.until and not "" < day[: len(self.until)] <= self.until
        ):
            return False
        if self.kinds and row.kind not in self.kinds:
            return False
        if self.source and fold(self.source) not in fold(f"{row.about.source} {row.about.title}"):
            return False
        return not self.about or holds_words(f"{row.text} {row.about.title}", self.about)


class Dossier(msgspec.Struct, frozen=True):
    """What some people said: the people of one name, those with most quotes first; entries by date."""

    name: str
    people: tuple[Person, ...]
    entries: Entries


def people_called(name: str, rows: Rows, decisions: Iterable[Decision] = ()) -> list[Person]:
    """The people who are called so, by full name, surname or alias, as the reader wants them joined.

    A source without a name must be called just so. Empty: nobody is.
    """
    asked = name_words(name)
    if not asked:
        return []
    found = rows.named(asked)
    named_so = {own: matches(name, *own) for own in {(row.name, row.aliases) for row in found}}
    called = [own for own, so in named_so.items() if so]
    made = list(decisions)
    found = _with_others(found, called, rows, asked, made)
    return [
        one
        for one in decided(join(found), made)
        if _is_called(one, name)
        or any(named_so.get((m.appearance.name, m.appearance.aliases)) for m in one.members if _named(one))
    ]


def _with_others(
    found: list[Appearance],
    called: Sequence[tuple[str, tuple[str, ...]]],
    rows: Rows,
    asked: frozenset[str],
    decisions: Sequence[Decision],
) -> list[Appearance]:
    """The appearances that were found, and all others that they may be joined with.

    Those are of other forms of their names ("Joseph" for whom "Joe" was asked), or decided on by the reader.
    """
    others = _of_families(called, rows, asked)
    keys = {key for decision in decisions for key in decision.keys}
    if not others and not keys:
        return found
    known = {row.key: row for row in (*found, *others)}
    if keys & known.keys():
        known |= {row.key: row for row in rows.appearing(keys - known.keys())}
        decided_on = [(known[key].name, known[key].aliases) for key in keys & known.keys()]
        known |= {row.key: row for row in _of_families(decided_on, rows, frozenset())}
    return list(known.values())


def _of_families(
    names: Iterable[tuple[str, tuple[str, ...]]], rows: Rows, asked: frozenset[str]
) -> list[Appearance]:
    """The appearances that share a family name with these names and aliases, but for those ``asked`` for."""
    families = {form.family for name in names for form in forms(*name)} - asked
    return rows.named(families) if families else []


def _named(one: Person) -> bool:
    return one.kind.value not in NEVER_JOINED


def _is_called(one: Person, name: str) -> bool:
    if _named(one):
        return matches(name, one.name)
    return fold(one.name).removeprefix("the ") == fold(name).removeprefix("the ")


def dossier(name: str, people: Sequence[Person], rows: Rows, filters: Filters | None = None) -> Dossier:
    """All that these people said, the same words once, with those who were given them elsewhere."""
    filters = filters or Filters()
    who: dict[tuple[str, str], object] = {}
    for number, one in enumerate(people):
        for member in one.members:
            who[member.appearance.key] = number
    parted = rows.parted(who)
    places, alone = parted.alone, []
    if filters != Filters():
        places, alone = (), [row for row in parted.read(places) if filters.wants(row)]
    mine = {row.key for row in parted.alike}
    keys = {row.key for row in parted.alike if filters.wants(row)}
    # A quote that is not wanted itself still tells how the words of one that is were told elsewhere.
    every = {row.key: row for row in (*parted.alike, *parted.echoes)} if keys else {}
    # By date: of several that are as full the first one told is the entry's, whoever was kept first.
    ordered = sorted(every.values(), key=lambda row: (row.about.day or "9999", row.key))
    groups = tellings(ordered, who)
    entries = [entry(group, mine) for group in groups if any(row.key in keys for row in group)]
    entries += [entry([row], {row.key}) for row in alone]
    return Dossier(name, tuple(people), Entries(entries, places, parted.read))


def narrowed(found: Dossier, filters: Filters) -> Dossier:
    """The dossier with those entries alone of which one of the person's own tellings is wanted."""
    if filters == Filters():
        return found
    entries = (one for one in found.entries if any(t.mine and filters.wants(t.said) for t in one.tellings))
    return msgspec.structs.replace(found, entries=Entries(entries))
