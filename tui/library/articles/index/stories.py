"""The stories that articles tell together, kept in the index until articles come, change or go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.domain.collection.rows import About
from tui.domain.text.safe import one_line
from tui.library.articles.index import rows
from tui.library.articles.index.writing import given

if TYPE_CHECKING:
    from tui.domain.collection.stories import Story


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


def keep(connection: sqlite3.Connection, found: Iterable[Story], at: str) -> None:
    """Keep the stories that were found when the index had this stamp. Within a transaction."""
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
