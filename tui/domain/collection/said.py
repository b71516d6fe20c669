"""What one person said in all articles: the dossier, made of rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from tui.domain.codes import ActorKind, QuoteKind
from tui.domain.collection.deciding import decided
from tui.domain.collection.names import matches
from tui.domain.collection.people import NEVER_JOINED, Person, join
from tui.domain.collection.rows import Appearance, Said
from tui.domain.collection.tellings import Entry, entry, tellings
from tui.domain.decisions import Decision
from tui.domain.text.folding import fold, holds_words


class Filters(msgspec.Struct, frozen=True):
    """Which of the quotes are wanted. ``since`` and ``until`` are ISO dates, both counted in.

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
        if (self.since and day < self.since) or (self.until and not (day and day <= self.until)):
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
    entries: tuple[Entry, ...]


def people_called(name: str, rows: Iterable[Appearance], decisions: Iterable[Decision] = ()) -> list[Person]:
    """The people who are called so, by full name, surname or alias; none where nobody is.

    ``rows`` must hold every appearance of those whom any decision names, and of all names that share a word
    with one of these people's. A source without a name must be called just so.
    """
    found = []
    for one in decided(join(rows), decisions):
        if one.kind.value in NEVER_JOINED:
            if fold(one.name).removeprefix("the ") == fold(name).removeprefix("the "):
                found.append(one)
        elif any(matches(name, m.appearance.name, m.appearance.aliases) for m in one.members) or matches(
            name, one.name
        ):
            found.append(one)
    named = [one for one in found if one.kind is ActorKind.PERSON]
    exact = [one for one in found if fold(one.name) == fold(name)]
    if not named or (exact and any(one.kind is not ActorKind.PERSON for one in exact)):
        return found
    # "Washington" means whoever is called so; "macron" does not mean the "Macron government".
    return named + [one for one in found if one not in named and one in exact]


def dossier(
    name: str,
    people: Sequence[Person],
    quotes: Iterable[Said],
    filters: Filters | None = None,
    *,
    everybody: Collection[Person] = (),
) -> Dossier:
    """All that these people said, the same words once.

    ``quotes`` are theirs, and may be others' as well: these count only as tellings of their words, given to
    somebody else. ``everybody``: more people, for the others' quotes.
    """
    filters = filters or Filters()
    who: dict[tuple[str, str], object] = {}
    for number, one in enumerate((*people, *everybody)):
        for member in one.members:
            who.setdefault(member.appearance.key, number)
    asked = {member.appearance.key for one in people for member in one.members}
    rows = list({row.key: row for row in quotes}.values())
    mine = {row.key for row in rows if any((row.about.article_id, actor) in asked for actor in row.actors)}
    entries = []
    for group in tellings(rows, who):
        if any(row.key in mine and filters.wants(row) for row in group):
            entries.append(entry(group, mine))
    entries.sort(key=lambda one: (one.day or "9999", one.main.about.article_id, one.main.start))
    return Dossier(name, tuple(people), tuple(entries))


def said_object(found: Dossier) -> dict[str, object]:
    """The dossier as ``sayso said --format json`` prints it."""
    return {
        "name": found.name,
        "people": [
            {"name": one.name, "roles": list(one.roles), "articles": one.articles} for one in found.people
        ],
        "quotes": [
            {
                "text": one.main.text,
                "kind": one.main.kind.value,
                "tellings": [
                    {
                        "article": row.about.article_id,
                        "title": row.about.title,
                        "source": row.about.source,
                        "published": row.about.published,
                        "start": row.start,
                        "end": row.end,
                        "text": row.text,
                        "speaker": row.speaker,
                        "confidence": round(row.confidence, 3),
                        "same": telling.same,
                    }
                    for telling in one.tellings
                    for row in (telling.said,)
                ],
            }
            for one in found.entries
        ],
    }
