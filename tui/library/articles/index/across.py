"""Actors and quotes of all articles as rows of ``domain.collection``: implements ``domain.ports.Rows``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from tui.domain.codes import ActorKind
from tui.domain.collection.names import name_words
from tui.domain.collection.rows import About, Appearance, Said
from tui.domain.collection.sketch import sketch
from tui.domain.collection.stories import Features, features
from tui.domain.collection.tellings import words as telling_words
from tui.domain.kept import ActorRow, QuoteRow
from tui.domain.text.phrases import listed
from tui.domain.text.slug import slug
from tui.library.articles.index import rows
from tui.library.articles.index.writing import given

Key = tuple[str, str]
Asked = Callable[[Callable[[sqlite3.Connection], Any]], Any]
_AT_ONCE = 500
_CROWD = 60
"""Quotes with a run of words in common from which on it tells nothing."""


class IndexRows:
    """``asked`` answers a question to an index that is up to date, ``text`` gives an article's."""

    def __init__(self, asked: Asked, text: rows.Text) -> None:
        self._asked = asked
        self._text = text
        self._rows: dict[Key, int] = {}  # as they were when last read: looked up again before they are used

    def quoted(self) -> list[Appearance]:
        """The persons and bodies who say something, each in each article."""
        speak = (ActorKind.PERSON, ActorKind.ORGANISATION)
        found = self._asked(lambda connection: rows.people(connection, speak))
        return self._appearances(row for row in found if row.quotes)

    def named(self, words: Collection[str]) -> list[Appearance]:
        """The appearances that have one of these folded words in their name or in an alias."""
        wanted = frozenset(words)
        found: list[ActorRow] = self._asked(lambda connection: rows.named_any(connection, sorted(wanted)))
        return self._appearances(
            row for row in found if any(wanted & name_words(name) for name in (row.name, *row.aliases))
        )

    def appearing(self, keys: Collection[Key]) -> list[Appearance]:
        """The appearances with these keys, as far as they are there."""
        wanted = frozenset(keys)
        articles = dict.fromkeys(article for article, _ in wanted if len(article) == 16)
        found = self._asked(
            lambda connection: [row for one in articles for row in rows.in_article(connection, one)]
        )
        return [row for row in self._appearances(found) if row.key in wanted]

    def appearing_in(self, article_ids: Collection[str]) -> list[Appearance]:
        """The appearances in these articles."""
        wanted = [one for one in article_ids if len(one) == 16]
        return self._appearances(
            self._asked(
                lambda connection: [row for one in wanted for row in rows.in_article(connection, one)]
            )
        )

    def features(self) -> list[Features]:
        """What stands for each article where stories are found. Reads the texts: 0.1 ms an article."""

        def ask(connection: sqlite3.Connection) -> list[Features]:
            made = []
            for row, names, runs in rows.for_stories(connection):
                text = self._text(row.article_id, row.text_hash) or ""
                about = About(row.article_id, row.title, row.source, row.published)
                made.append(features(about, text, names, runs))
            return made

        found: list[Features] = self._asked(ask)
        return found

    def said_by(self, keys: Collection[Key]) -> list[Said]:
        """What these appearances say, alone or with others."""
        unknown = [key for key in keys if key not in self._rows]
        if unknown:
            self.appearing(unknown)
        wanted = {self._rows[key]: key for key in keys if key in self._rows}

        def ask(connection: sqlite3.Connection) -> list[Said] | None:
            names = _names(connection, wanted)
            if any(names.get(row, ("", "", ""))[:2] != key for row, key in wanted.items()):
                return None
            return self._said(connection, rows.said_by(connection, wanted, self._text), names)

        found: list[Said] | None = self._asked(ask)
        if found is None:  # an article was indexed again meanwhile: its rows are others now
            self._rows.clear()
            self.appearing(keys)
            wanted = {self._rows[key]: key for key in keys if key in self._rows}
            found = self._asked(ask)
        return found or []

    def echoes(self, rows_of: Sequence[Said]) -> list[Said]:
        """Other quotes that may have the same words as some of these, whoever says them."""
        known = {(row.about.article_id, row.start, row.end) for row in rows_of}
        runs = sorted({number for row in rows_of for number in sketch(telling_words(row.text))})

        def ask(connection: sqlite3.Connection) -> list[Said]:
            found = rows.with_runs(connection, runs, _CROWD, self._text, known)
            return self._said(connection, found, {})

        found: list[Said] = self._asked(ask)
        return found

    def _appearances(self, found: Iterable[ActorRow]) -> list[Appearance]:
        made = []
        about: dict[str, About] = {}  # one for all rows of an article
        for row in found:
            if row.article_id not in about:
                about[row.article_id] = About(row.article_id, row.title, row.source, row.published)
            made.append(
                Appearance(
                    about[row.article_id],
                    row.actor_id,
                    row.name,
                    row.kind,
                    row.role,
                    row.affiliation,
                    row.aliases,
                    row.quotes,
                )
            )
            self._rows[row.article_id, row.actor_id] = row.row
        return made

    def _said(
        self,
        connection: sqlite3.Connection,
        found: Sequence[QuoteRow],
        names: dict[int, tuple[str, str, str]],
    ) -> list[Said]:
        """The quotes as rows. ``names``: actors that are known already, as :func:`_names` gives them."""
        numbers = {number for row in found for number in (row.actor, *row.also) if number is not None}
        names = names | _names(connection, numbers - names.keys())
        about: dict[str, About] = {}
        made = []
        for row in found:
            if row.article_id not in about:
                about[row.article_id] = About(row.article_id, row.title, row.source, row.published)
            speakers = [names[one] for one in (row.actor, *row.also) if one is not None and one in names]
            made.append(
                Said(
                    about[row.article_id],
                    f"{row.start}-{row.end}",
                    row.kind,
                    row.text,
                    row.start,
                    row.end,
                    tuple(dict.fromkeys(actor for _, actor, _ in speakers)),
                    listed(dict.fromkeys(name for *_, name in speakers)) or row.speaker or None,
                    row.cue,
                    row.confidence,
                )
            )
        return made


def _names(connection: sqlite3.Connection, numbers: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """For rows of actors: the article's id, the actor's and its name."""
    found: dict[int, tuple[str, str, str]] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        for row, article, actor, name in connection.execute(
            f"SELECT a.row, r.id, a.id, a.name FROM actors a JOIN articles r ON r.row = a.article "
            f"WHERE a.row IN ({marks})",
            some,
        ):
            found[row] = (article.hex(), slug(name) if actor is None else given(actor), name)
    return found
