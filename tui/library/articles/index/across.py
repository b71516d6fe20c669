"""Actors and quotes of all articles as rows of ``domain.collection``: implements ``domain.ports.Rows``."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from tui.domain.codes import ActorKind
from tui.domain.collection.entries import Parted, Place, unread
from tui.domain.collection.names import name_words
from tui.domain.collection.rows import About, Appearance, Said
from tui.domain.collection.stories import Features, features
from tui.domain.kept import QuoteRow
from tui.domain.text.phrases import listed
from tui.domain.text.safe import one_line
from tui.domain.text.slug import slug
from tui.library.articles.index import rows
from tui.library.articles.index.schema import ACTOR_KINDS
from tui.library.articles.index.writing import given

Key = tuple[str, str]
Asked = Callable[[Callable[[sqlite3.Connection], Any]], Any]
_AT_ONCE = 500
_CHANGED = "(The article was changed or removed meanwhile.)"
_CALLED = "SELECT row, name, kind, role, affiliation, aliases FROM called"


class IndexRows:
    """``asked`` answers a question to an index that is up to date, ``text`` gives an article's."""

    def __init__(self, asked: Asked, text: rows.Text) -> None:
        self._asked = asked
        self._text = text
        self._rows: dict[Key, int] = {}  # as they were when last read
        self._renewed = -1  # how many articles had been indexed again then

    def quoted(self) -> list[Appearance]:
        """The persons and bodies who say something, each in each article."""
        kinds = [ACTOR_KINDS.index(one) for one in (ActorKind.PERSON, ActorKind.ORGANISATION)]

        def ask(connection: sqlite3.Connection) -> list[Appearance]:
            names = connection.execute(f"{_CALLED} WHERE kind IN (?, ?)", kinds).fetchall()
            return self._appearances(connection, names, "a.quotes > 0", ())

        found: list[Appearance] = self._asked(ask)
        return found

    def named(self, words: Collection[str]) -> list[Appearance]:
        """The appearances that have one of these folded words in their name or in an alias."""
        wanted = frozenset(words)

        def ask(connection: sqlite3.Connection) -> list[Appearance]:
            names = [
                one
                for one in rows.called(connection, sorted(wanted))
                if any(wanted & name_words(name) for name in (one[1], *(one[5] or "").split("\n")))
            ]
            found = []
            for at in range(0, len(names), _AT_ONCE):
                some = names[at : at + _AT_ONCE]
                marks = ", ".join("?" * len(some))
                found += self._appearances(
                    connection, some, f"a.called IN ({marks})", [one[0] for one in some]
                )
            return found

        found: list[Appearance] = self._asked(ask)
        return found

    def appearing(self, keys: Collection[Key]) -> list[Appearance]:
        """The appearances with these keys, as far as they are there."""
        wanted = frozenset(keys)
        found = self.appearing_in(dict.fromkeys(article for article, _ in wanted))
        return [row for row in found if row.key in wanted]

    def appearing_in(self, article_ids: Collection[str]) -> list[Appearance]:
        """The appearances in these articles."""
        found: list[Appearance] = self._asked(lambda connection: self._appearing(connection, article_ids))
        return found

    def _appearing(self, connection: sqlite3.Connection, article_ids: Iterable[str]) -> list[Appearance]:
        within = "r.id = ? AND a.row >= r.first_actor AND a.row < r.first_actor + r.actors"
        called = f"{_CALLED} WHERE row IN (SELECT a.called FROM articles r, actors a WHERE {within})"
        found = []
        for one in (bytes.fromhex(name) for name in article_ids if len(name) == 16):
            names = connection.execute(called, (one,)).fetchall()
            found += self._appearances(connection, names, within, (one,))
        return found

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

        def ask(connection: sqlite3.Connection) -> list[Said]:
            wanted = self._rows_of(connection, keys)
            return self._said(connection, rows.said_by(connection, wanted, self._text))

        found: list[Said] = self._asked(ask)
        return found

    def parted(self, keys: Collection[Key]) -> Parted:
        """What these appearances say: what others may be like with these, the rest by its place.

        What is like what was found when the articles were indexed (``alike``).
        """

        def ask(connection: sqlite3.Connection) -> Parted:
            places, pairs = rows.places_of(connection, self._rows_of(connection, keys))
            alone = [one for one in places if one.row not in pairs]
            own = [one.row for one in places if one.row in pairs]
            others = {other for some in pairs.values() for other in some} - set(own)
            alike = self._said(connection, rows.quotes_at(connection, own, self._text))
            echoes = self._said(connection, rows.quotes_at(connection, sorted(others), self._text))
            return Parted(alike, echoes, alone, self._read)

        found: Parted = self._asked(ask)
        return found

    def _read(self, places: Sequence[Place]) -> list[Said]:
        """The rows of these places, in their order; one whose article changed meanwhile says so."""

        def ask(connection: sqlite3.Connection) -> list[Said]:
            found = rows.quotes_at(connection, [one.row for one in places], self._text)
            known = {row.key: row for row in self._said(connection, found)}
            if len(known.keys() & {one.key for one in places}) < len(places):  # indexed again meanwhile
                articles = {one.article_id for one in places if one.key not in known}
                again = rows.quotes_in(connection, articles, self._text)
                known |= {row.key: row for row in self._said(connection, again)}
            return [known.get(one.key) or unread(one, _CHANGED) for one in places]

        found: list[Said] = self._asked(ask)
        return found

    def _rows_of(self, connection: sqlite3.Connection, keys: Collection[Key]) -> dict[int, Key]:
        """The rows of some appearances as they are now: read again where an article was indexed anew."""
        if rows.renewed(connection) == self._renewed:
            with contextlib.suppress(KeyError):
                return {self._rows[key]: key for key in keys}
        self._rows.clear()
        self._appearing(connection, dict.fromkeys(article for article, _ in keys))
        return {self._rows[key]: key for key in keys if key in self._rows}

    def _appearances(
        self,
        connection: sqlite3.Connection,
        names: Iterable[tuple[Any, ...]],
        condition: str,
        values: Sequence[Any],
    ) -> list[Appearance]:
        """The actors that fit a condition and whose names (see ``rows.called``) are given."""
        called = {
            row: (slug(name), name, ACTOR_KINDS[kind], role, affiliation,
                  tuple(aliases.split("\n")) if aliases else ())
            for row, name, kind, role, affiliation, aliases in names
        }  # fmt: skip
        if self._renewed != (renewed := rows.renewed(connection)):
            self._rows.clear()
            self._renewed = renewed
        made = []
        about: dict[bytes, About] = {}  # one for all rows of an article
        for row, names_row, actor, quotes, key, title, source, published in rows.appearances(
            connection, condition, values
        ):
            known = called.get(names_row)
            if known is None:
                continue
            article = about.get(key)
            if article is None:
                article = about[key] = _about(key, title, source, published)
            own_id, name, kind, role, affiliation, aliases = known
            actor_id = own_id if actor is None else given(actor)
            made.append(Appearance(article, actor_id, name, kind, role, affiliation, aliases, quotes))
            self._rows[article.article_id, actor_id] = row
        return made

    def _said(self, connection: sqlite3.Connection, found: Sequence[QuoteRow]) -> list[Said]:
        """The quotes as rows."""
        names = _names(
            connection, {one for row in found for one in (row.actor, *row.also) if one is not None}
        )
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


def _about(key: bytes, title: Any, source: Any, published: Any) -> About:
    return About(
        key.hex(),
        one_line(given(title)),
        given(source),
        None if published is None else given(published) or None,
    )


def _names(connection: sqlite3.Connection, numbers: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """For rows of actors: the article's id, the actor's and its name."""
    found: dict[int, tuple[str, str, str]] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        for row, article, actor, name in connection.execute(
            f"SELECT a.row, r.id, a.id, c.name FROM actors a JOIN called c ON c.row = a.called "
            f"JOIN articles r ON r.row = a.article "
            f"WHERE a.row IN ({marks})",
            some,
        ):
            found[row] = (article.hex(), slug(name) if actor is None else given(actor), name)
    return found
