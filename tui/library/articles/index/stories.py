"""The stories that articles tell together, kept in the index until articles come, change or go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from tui.domain.collection.rows import About
from tui.domain.text.folding import fold
from tui.domain.text.safe import one_line
from tui.library.articles.index import compared, rows
from tui.library.articles.index.compared import Compared
from tui.library.articles.index.writing import given

if TYPE_CHECKING:
    from tui.domain.collection.stories import Story

_SHARED_RUNS = (
    "SELECT r.id, s.run FROM runs s JOIN quotes q ON q.row = s.quote JOIN articles r ON r.row = q.article "
    "WHERE s.run IN (SELECT run FROM runs GROUP BY run HAVING count(*) > 1)"
)
_NAMES = "SELECT c.name FROM actors a JOIN called c ON c.row = a.called WHERE a.row >= ? AND a.row < ?"


class Found(msgspec.Struct):
    """Stories, the latest first; the index's stamp then, what was compared to find them, and before."""

    stories: list[Story]
    stamp: str
    compared: Compared
    before: Compared


def stamp(connection: sqlite3.Connection) -> str:
    """What changes with every article that comes, changes or goes."""
    last = connection.execute("SELECT count(*), max(row) FROM articles").fetchone()
    return f"{last[0]} {last[1]} {rows.renewed(connection)}"


def kept(connection: sqlite3.Connection) -> list[Story] | None:
    """The stories, the latest first; None: they were never looked for, or not in what is kept now."""
    known = connection.execute("SELECT value FROM meta WHERE name = 'stories'").fetchone()
    if known is None or known[0] != stamp(connection):
        return None
    from tui.domain.collection.stories import Story

    articles: dict[int, list[About]] = {}
    for story, key, title, source, published in connection.execute(
        "SELECT t.story, r.id, r.title, r.source, r.published FROM told t "
        "JOIN articles r ON r.row = t.article ORDER BY t.story, coalesce(r.published, ''), r.id"
    ):
        day = None if published is None else given(published)
        about = About(key.hex(), one_line(given(title)), given(source), day)
        articles.setdefault(story, []).append(about)
    return [
        Story(tuple(articles[row]), tuple(names.split("\n")) if names else (), quotes)
        for row, names, quotes in connection.execute("SELECT row, names, quotes FROM stories ORDER BY row")
        if row in articles
    ]


def find(connection: sqlite3.Connection, text: rows.Text) -> Found:
    """The stories in what the index holds now. ``text`` gives an article's.

    Only articles that came or changed since they were looked for are read, 0.3 ms each, and compared.
    """
    from tui.domain.collection.comparing import Bearing, alike
    from tui.domain.collection.stories import (
        Features,
        day_of,
        features,
        names_and_words,
        runs_in,
        without_runs,
    )
    from tui.domain.collection.stories import (
        told as told_by,
    )

    at, before = stamp(connection), compared.read(connection)
    runs: dict[str, set[int]] = {}
    for key, run in connection.execute(_SHARED_RUNS):
        runs.setdefault(key.hex(), set()).add(run)
    abouts, actors, marks, bearings = {}, {}, {}, {}
    for about, text_hash, mark, among in _articles(connection):
        key = about.article_id
        abouts[key], actors[key], marks[key] = about, among, mark
        known, shared = before.bearings.get(key), runs_in(runs.get(key, ()))
        if known is not None and before.marks[key] == mark:
            told = (*shared, *without_runs(known.features))
            bearings[key] = known if told == known.features else Bearing(known.day, told)
        else:
            own = features(about, text(key, text_hash) or "", _names(connection, among), ())
            bearings[key] = Bearing(day_of(about), (*shared, *names_and_words(own.names, own.words)))
    pairs = alike(bearings, before.bearings, before.pairs)
    members = {
        key: Features(
            abouts[key], frozenset(runs.get(key, ())), frozenset(map(fold, _names(connection, actors[key])))
        )
        for pair in pairs
        for key in pair
    }
    return Found(told_by(pairs, members), at, Compared(marks, bearings, pairs), before)


def _articles(connection: sqlite3.Connection) -> Iterator[tuple[About, str, int, tuple[int, int]]]:
    """Every article, the hash of its text, a number that changes with it, and the rows of its actors."""
    for key, digest, state, corrections, title, source, published, first, count in connection.execute(
        "SELECT id, hash, state, corrections, title, source, published, first_actor, actors FROM articles"
    ):
        day = None if published is None else given(published)
        about = About(key.hex(), one_line(given(title)), given(source), day)
        yield about, digest.hex(), (state ^ corrections) & 0xFFFFFFFF, (first, first + count)


def _names(connection: sqlite3.Connection, among: tuple[int, int]) -> list[str]:
    return [name for (name,) in connection.execute(_NAMES, among)]


def keep(connection: sqlite3.Connection, found: Found) -> None:
    """Keep the stories, and what was compared. Within a transaction."""
    compared.keep(connection, found.compared, found.before)
    _keep(connection, found.stories, found.stamp)


def _keep(connection: sqlite3.Connection, found: Iterable[Story], at: str) -> None:
    connection.execute("DELETE FROM stories")
    connection.execute("DELETE FROM told")
    for number, story in enumerate(found):
        names = "\n".join(story.names).encode("utf-8", "replace").decode()
        connection.execute("INSERT INTO stories VALUES (?, ?, ?)", (number, names, story.quotes))
        connection.executemany(
            "INSERT OR IGNORE INTO told SELECT row, ? FROM articles WHERE id = ?",
            ((number, bytes.fromhex(one.article_id)) for one in story.articles),
        )
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('stories', ?)", (at,))
