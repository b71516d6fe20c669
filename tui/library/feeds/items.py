"""The items of subscribed feeds and how each feed's last update went: one SQLite file beside the library.

It holds nothing that the reader made: thrown away, it comes back with the next update, but for items that the
feeds no longer have. A damaged one is put aside. Nothing is open between two calls.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from tui.domain.article import Article
from tui.domain.decoding import decoded, decoder
from tui.domain.errors import LibraryError
from tui.domain.feeds import Feed, FeedItem, FeedState, ItemIndex, KnownItem, ListedItem, moment
from tui.domain.text.folding import holds_words
from tui.domain.text.safe import one_line

VERSION = 1
"""Of the tables; a file of another version is put aside."""
OLD_ITEMS = 1_000
"""So many items of a feed are kept that it no longer has itself, the newest ones."""
_SECONDS = 10.0  # how long to wait for another process's change
_TABLES = """
CREATE TABLE feeds (feed TEXT PRIMARY KEY, state BLOB NOT NULL);
CREATE TABLE items (
    feed TEXT NOT NULL, id TEXT NOT NULL, guid TEXT NOT NULL, link TEXT NOT NULL, title TEXT NOT NULL,
    byline TEXT, published TEXT, source TEXT NOT NULL, summary INTEGER NOT NULL, seen REAL NOT NULL,
    time REAL NOT NULL, present INTEGER NOT NULL, article BLOB NOT NULL, whole BLOB,
    PRIMARY KEY (feed, id)
) WITHOUT ROWID;
CREATE INDEX by_time ON items (feed, time);
CREATE INDEX by_id ON items (id);
"""
_COLUMNS = "feed, id, title, source, summary AND whole IS NULL, seen, byline, published"


class ItemStore:
    """Blocking, safe with threads and processes. Every method raises LibraryError with one sentence."""

    def __init__(self, path: Path) -> None:
        self.path = path

    # How updates went

    def states(self) -> dict[str, FeedState]:
        """The state of every feed that was updated, by its id."""
        with self._open() as database:
            rows = database.execute("SELECT feed, state FROM feeds").fetchall()
        return {feed: state for feed, data in rows if (state := _state(data)) is not None}

    def put_state(self, feed_id: str, state: FeedState) -> None:
        with self._open(changing=True) as database:
            _put_state(database, feed_id, state)

    # Items

    def take_in(self, feed_id: str, feed: Feed, state: FeedState, now: float) -> list[str]:
        """Keep what a feed has now, and its state, in one change; the ids of the items that are new.

        An item that is known under another id or at another address keeps its id, and what was read of it.
        """
        with self._open(changing=True) as database:
            known = ItemIndex(
                KnownItem(*row)
                for row in database.execute(
                    "SELECT id, guid, link, title, published FROM items WHERE feed = ?", (feed_id,)
                )
            )
            taken = {row[0] for row in database.execute("SELECT id FROM items WHERE feed = ?", (feed_id,))}
            database.execute("UPDATE items SET present = 0 WHERE feed = ?", (feed_id,))
            new: list[str] = []
            met: set[str] = set()
            for number, item in enumerate(feed.items):
                same = known.same(item, passing=met)
                if same is not None:
                    met.add(same.id)
                    _renew(database, feed_id, same.id, item)
                elif item.id not in taken:
                    taken.add(item.id)
                    new.append(item.id)
                    _insert(database, feed_id, item, now - number / 1000)
                else:  # another item had this address, and has it no more
                    _renew(database, feed_id, item.id, item)
            _put_state(database, feed_id, state)
            database.execute(
                "DELETE FROM items WHERE feed = ? AND present = 0 AND id NOT IN "
                "(SELECT id FROM items WHERE feed = ? AND present = 0 ORDER BY time DESC LIMIT ?)",
                (feed_id, feed_id, OLD_ITEMS),
            )
        return new

    def listed(self, feed_id: str | None, read: frozenset[str]) -> list[ListedItem]:
        """The items of a feed, or of all, each once, the newest first. ``read``: the ids of those that
        are.
        """
        query = f"SELECT {_COLUMNS} FROM items"
        with self._open() as database:
            rows = (
                database.execute(f"{query} ORDER BY time DESC, id")
                if feed_id is None
                else database.execute(f"{query} WHERE feed = ? ORDER BY time DESC, id", (feed_id,))
            ).fetchall()
        feeds: dict[str, list[str]] = {}
        for row in rows:
            feeds.setdefault(row[1], []).append(row[0])
        found: dict[str, ListedItem] = {}
        for _, key, title, source, summary, seen, byline, published in rows:
            if key not in found:
                found[key] = ListedItem(
                    key, tuple(feeds[key]), title, source, key in read, bool(summary), seen, byline, published
                )
        return list(found.values())

    def ids(self) -> dict[str, list[str]]:
        """The ids of the items of every feed."""
        found: dict[str, list[str]] = {}
        with self._open() as database:
            for feed_id, key in database.execute("SELECT feed, id FROM items"):
                found.setdefault(feed_id, []).append(key)
        return found

    def feeds_of(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Those of the items that are kept, by the feeds that have them."""
        found: dict[str, list[str]] = {}
        with self._open() as database:
            for key in ids:
                for (feed_id,) in database.execute("SELECT feed FROM items WHERE id = ?", (key,)):
                    found.setdefault(feed_id, []).append(key)
        return found

    def article(self, item_id: str) -> tuple[Article, bool] | None:
        """An item as an article, whole where that was read from its page, and whether it is a summary."""
        with self._open() as database:
            row = database.execute(
                "SELECT article, whole, summary FROM items WHERE id = ? ORDER BY whole IS NULL", (item_id,)
            ).fetchone()
        if row is None:
            return None
        article, whole, summary = row
        return decoded(whole or article, Article), bool(summary) and whole is None

    def articles(self, feed_id: str) -> list[tuple[Article, bool]]:
        """The items of a feed as articles, the newest first, each with whether it is a summary."""
        with self._open() as database:
            rows = database.execute(
                "SELECT article, whole, summary FROM items WHERE feed = ? ORDER BY time DESC, id", (feed_id,)
            ).fetchall()
        decode = decoder(Article).decode
        return [
            (decode(whole or article), bool(summary) and whole is None) for article, whole, summary in rows
        ]

    def holding(self, query: str) -> frozenset[str]:
        """The ids of the items with every word of ``query`` in title, byline or text."""
        decode = decoder(Article).decode
        found = set()
        with self._open() as database:
            for key, title, byline, article, whole in database.execute(
                "SELECT id, title, byline, article, whole FROM items"
            ):
                if key not in found:
                    text = decode(whole or article).text
                    if holds_words(f"{title}\n{byline or ''}\n{text}", query):
                        found.add(key)
        return frozenset(found)

    def keep_whole(self, item_id: str, article: Article) -> None:
        """Keep what was read from an item's page."""
        with self._open(changing=True) as database:
            database.execute(
                "UPDATE items SET whole = ? WHERE id = ?", (msgspec.msgpack.encode(article), item_id)
            )

    def keep_only(self, feed_ids: Iterable[str]) -> None:
        """Forget the feeds that are no longer subscribed to."""
        kept = set(feed_ids)
        with self._open(changing=True) as database:
            rows = database.execute("SELECT feed FROM items UNION SELECT feed FROM feeds").fetchall()
            for (feed_id,) in rows:
                if feed_id not in kept:
                    database.execute("DELETE FROM items WHERE feed = ?", (feed_id,))
                    database.execute("DELETE FROM feeds WHERE feed = ?", (feed_id,))

    def revision(self) -> str:
        """A token that changes when the file does. Costs one stat."""
        try:
            found = self.path.stat()
        except OSError:
            return ""
        return f"{found.st_ino:x}-{found.st_mtime_ns:x}"

    # Inside

    @contextlib.contextmanager
    def _open(self, *, changing: bool = False) -> Iterator[sqlite3.Connection]:
        """The database, within one change if there is to be one."""
        if not changing and not self.path.exists():
            database = sqlite3.connect(":memory:")
            database.executescript(_TABLES)
        else:
            database = self._connected()
        try:
            if changing:
                database.execute("BEGIN IMMEDIATE")
            yield database
            database.commit()
        except sqlite3.Error as error:
            database.rollback()
            raise LibraryError(self._failed(error)) from error
        except BaseException:
            database.rollback()
            raise
        finally:
            database.close()

    def _connected(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for _ in range(2):
                database = sqlite3.connect(self.path, timeout=_SECONDS, isolation_level=None)
                try:
                    version = database.execute("PRAGMA user_version").fetchone()[0]
                    if version == 0:
                        self._make(database)
                        version = VERSION
                    if version == VERSION:
                        return database
                except sqlite3.OperationalError:
                    database.close()
                    raise
                except sqlite3.DatabaseError:
                    version = -1
                database.close()
                self._put_aside()
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(self._failed(error)) from error
        raise LibraryError(self._failed("it is damaged"))

    @staticmethod
    def _make(database: sqlite3.Connection) -> None:
        database.execute("BEGIN IMMEDIATE")
        if database.execute("PRAGMA user_version").fetchone()[0] == 0:  # nobody else was quicker
            for statement in filter(str.strip, _TABLES.split(";")):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {VERSION}")
        database.execute("COMMIT")

    def _put_aside(self) -> None:
        """Items can be fetched again: the damaged file is kept once, for whoever wants to look at it."""
        os.replace(self.path, self.path.with_name(f"{self.path.name}.damaged"))  # noqa: PTH105

    def _failed(self, why: object) -> str:
        reason = getattr(why, "strerror", None) or why
        return (
            f"The items of the feeds cannot be kept in {one_line(str(self.path))}: {one_line(str(reason))}."
        )


def _insert(database: sqlite3.Connection, feed_id: str, item: FeedItem, seen: float) -> None:
    article = item.article
    when = moment(article.published)
    # A date to come would stay on top until it has come.
    time = min(when.timestamp(), seen) if when is not None else seen
    database.execute(
        "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, NULL)",
        (
            *(feed_id, item.id, item.guid, item.link, item.title, article.byline, article.published),
            *(article.source, item.summary, seen, time, msgspec.msgpack.encode(article)),
        ),
    )


def _renew(database: sqlite3.Connection, feed_id: str, kept_id: str, item: FeedItem) -> None:
    """What the feed says now of an item that is known."""
    article = msgspec.structs.replace(item.article, id=kept_id)
    database.execute(
        "UPDATE items SET guid = ?, link = ?, title = ?, byline = ?, published = ?, source = ?, summary = ?, "
        "present = 1, article = ? WHERE feed = ? AND id = ?",
        (
            *(item.guid, item.link, item.title, article.byline, article.published, article.source),
            *(item.summary, msgspec.msgpack.encode(article), feed_id, kept_id),
        ),
    )


def _put_state(database: sqlite3.Connection, feed_id: str, state: FeedState) -> None:
    database.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?)", (feed_id, msgspec.msgpack.encode(state)))


def _state(data: Any) -> FeedState | None:
    try:
        return decoded(data, FeedState)
    except (msgspec.DecodeError, TypeError):
        return None
