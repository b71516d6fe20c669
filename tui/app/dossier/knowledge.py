"""What the dossier knows: asked of the kept articles and the library, in their threads. No Textual here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.app.state.services import Services
from tui.domain.collection.deciding import decided, merging, splitting
from tui.domain.collection.entries import Entries
from tui.domain.collection.names import family_word, full_name
from tui.domain.collection.people import Member, Person, join
from tui.domain.collection.said import Dossier, dossier, people_called
from tui.domain.decisions import Decision
from tui.domain.kept import KeptArticle
from tui.domain.ports import Library, Rows

Key = tuple[str, str]
PIECE = 256
"""Entries that are read at once."""


@dataclass(frozen=True, slots=True)
class Known:
    """The people of one name (all who are quoted, without one), and what those who were chosen said."""

    people: tuple[Person, ...]
    found: Dossier | None = None


Question = Callable[[Rows], Known]


class Knowledge:
    """Answers the dossier's questions. Every method raises LibraryError with one clear sentence."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._decisions: list[Decision] = []
        self._revision: str | None = None  # of the library, when it was last read

    async def everybody(self) -> Known:
        """All who are quoted, those with most quotes first."""
        await self._read_library()

        def ask(rows: Rows) -> Known:
            return Known(tuple(decided(join(rows.quoted()), self._decisions)))

        return await self._ask(ask)

    async def called(self, name: str, keys: Sequence[Key] = ()) -> Known:
        """Whoever is called so, and what they said: only who has one of the ``keys``, if anybody has."""
        await self._read_library()

        def ask(rows: Rows) -> Known:
            people = people_called(name, rows, self._decisions)
            wanted = set(keys)
            chosen = [one for one in people if any(m.appearance.key in wanted for m in one.members)]
            if (
                chosen and full_name(name) is not None
            ):  # those of the same surname: one of them may be this one
                known = {one.id for one in people}
                people += [
                    one
                    for one in people_called(family_word(name), rows, self._decisions)
                    if one.id not in known
                ]
            found = dossier(name, chosen or people, rows) if people else None
            if found is not None and found.entries:
                found.entries[0]  # what is shown at once
            return Known(tuple(people), found)

        return await self._ask(ask)

    async def read(self, entries: Entries, start: int) -> None:
        """Read the :data:`PIECE` entries from an index on, as far as they are not yet."""
        await self._services.articles.call(lambda _: entries[start : start + PIECE])

    async def article(self, article_id: str) -> KeptArticle | None:
        """A kept article."""
        return await self._services.articles.call(lambda articles: articles.kept(article_id))

    async def join(self, people: Sequence[Person]) -> None:
        """Keep that these people are one. Raises ValueError where they cannot be."""
        decision = merging(people)
        await self._services.library.call(lambda library: library.decide(decision))

    async def part(self, person: Person, members: Sequence[Member]) -> None:
        """Keep that these members are somebody else."""
        decision = splitting(person, members)
        await self._services.library.call(lambda library: library.decide(decision))

    async def undo(self) -> str | None:
        """Take back the last change to the library; a word for it."""
        return await self._services.library.call(lambda library: library.undo())

    async def is_old(self) -> bool:
        """Whether anything was written to the library since it was read: a correction, a note."""
        if not self._services.library.available:
            return False
        return await self._services.library.call(lambda library: library.revision()) != self._revision

    async def _read_library(self) -> None:
        def read(library: Library) -> tuple[str, list[Decision]]:
            return library.revision(), library.decisions()

        if self._services.library.available:
            self._revision, self._decisions = await self._services.library.call(read)

    async def _ask(self, question: Question) -> Known:
        return await self._services.articles.call(lambda articles: question(articles.rows()))
