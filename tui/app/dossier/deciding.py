"""The reader decides who is one person and who is two: marks, what that comes to, keeping and undoing it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol

from tui.app.dialogs.dialog import Choice, Choose
from tui.app.dossier.knowledge import Key, Knowledge
from tui.app.dossier.rows import MemberRow, PersonRow, WhoRow
from tui.domain.collection.people import NEVER_JOINED, Person
from tui.domain.errors import LibraryError
from tui.domain.labels.people import person_in_words
from tui.domain.text.phrases import counted, listed, shortened

_NAMED = 3
"""Articles that are named before they are parted."""


class Host(Protocol):
    """The dossier's screen, as it is needed here."""

    def say(self, sentence: str) -> None: ...
    def warn(self, sentence: str) -> None: ...
    def key_of(self, command: str) -> str: ...
    def ask(self, dialog: Choose, answered: Callable[[str | None], None]) -> None: ...
    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work that changes the library beside the keys."""
        ...

    async def read_again(self) -> None: ...


class Deciding:
    """Marks of people and of their articles, and what is done with them."""

    def __init__(self, host: Host, knowledge: Knowledge) -> None:
        self._host = host
        self._knowledge = knowledge
        self.people: set[Key] = set()
        """Ids of the people who are marked."""
        self.members: set[Key] = set()
        """Keys of the appearances that are marked."""

    def mark(self, row: WhoRow) -> None:
        """Mark a person, or one article of a person; or no longer."""
        if isinstance(row, PersonRow):
            self.people ^= {row.person.id}
        else:
            self.members ^= {row.member.appearance.key}

    def clear(self) -> bool:
        """Take the marks away; whether there were any."""
        marked = bool(self.people or self.members)
        self.people.clear()
        self.members.clear()
        return marked

    def join(self, row: WhoRow, known: Sequence[Person]) -> None:
        """Join the marked people with the one under the cursor, whose name stays, after a look at it."""
        people = [row.person, *(one for one in known if one.id in self.people and one is not row.person)]
        if len(people) < 2:
            pressed = self._host.key_of("dossier.join")
            self._host.say(f"Mark the others with space, go to the one whose name stays, then {pressed}.")
            return
        if any(one.kind.value in NEVER_JOINED for one in people):
            self._host.say(
                "A source without a name is another one in each article: it is joined with nobody."
            )
            return
        articles = len({m.appearance.about.article_id for one in people for m in one.members})
        quotes = sum(one.quotes for one in people)
        after = f"One person, {people[0].name}: {counted(articles, 'article')}, {counted(quotes, 'quote')}."
        title = f"{listed(map(person_in_words, people))} are one?"
        self._ask(title, after, "Join them", lambda: self._knowledge.join(people))

    def part(self, row: WhoRow) -> None:
        """Part the marked articles from a person, after a look at what that comes to."""
        person = row.person
        members = [one for one in person.members if one.appearance.key in self.members]
        if not members and isinstance(row, MemberRow):
            members = [row.member]
        if not members or len(members) == len(person.members):
            pressed = self._host.key_of("dossier.part")
            self._host.say(f"Unfold with →, mark the articles of somebody else with space, then {pressed}.")
            return
        left, away = len(person.members) - len(members), len(members)
        titles = [f"“{shortened(one.appearance.about.title, 50)}”" for one in members[:_NAMED]]
        if away > _NAMED:
            titles.append(f"{away - _NAMED} more")
        kept, gone = counted(left, "article"), counted(away, "article")
        after = (
            f"{person.name} keeps {kept}; {gone} {'goes' if len(members) == 1 else 'go'}: {listed(titles)}."
        )
        self._ask(f"{person.name} is two?", after, "Part them", lambda: self._knowledge.part(person, members))

    def undo(self) -> None:
        """Take back the last change to the library."""
        self._host.begin(self._undo())

    def _ask(self, title: str, after: str, do: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        choices = [Choice("yes", do, "can be undone", key="y"), Choice("no", "Leave it as it is", key="n")]

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._host.begin(self._keep(work()))

        self._host.ask(Choose(title, choices, words=after), answered)

    async def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        self._host.say("Working …")  # everybody is looked for again: seconds, of thousands of articles
        try:
            await work
        except (LibraryError, ValueError) as error:
            self._host.warn(str(error))
            return
        self.clear()
        await self._host.read_again()
        self._host.say(f"Kept. {self._host.key_of('dossier.undo')} undoes it.")

    async def _undo(self) -> None:
        try:
            word = await self._knowledge.undo()
        except LibraryError as error:
            self._host.warn(str(error))
            return
        await self._host.read_again()
        self._host.say(f"Undone: {word}." if word else "There is nothing to undo.")
