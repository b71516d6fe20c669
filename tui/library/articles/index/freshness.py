"""Bringing the index up to what is kept: articles that came, changed or went, corrections and notes.

Whoever kept them, and in whichever process: a folder of articles whose time of change is another than when
it was last looked through is looked through again. Where nothing is new that is 256 ``stat`` calls, a
millisecond.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

import msgspec

from tui.domain.annotation import Annotation, Correction
from tui.domain.corrections.apply import apply
from tui.domain.errors import LibraryError
from tui.library.articles import files
from tui.library.articles.index import notes, writing
from tui.library.articles.index.alike import Alike
from tui.library.articles.index.database import Database, LostError
from tui.library.articles.index.notes import Annotated
from tui.library.articles.store import SHARDS, ArticleStore
from tui.library.safety import atomic

_AT_ONCE = 100
"""Articles of one transaction: others wait for some tenths of a second at most."""
_SETTLED_NS = 2_000_000_000
"""A folder that was changed less than so long ago is looked through once more: clocks are coarse."""
_STALE_SECONDS = 3600.0
_MANY_DEAD, _DEAD_SHARE = 500, 0.25

_MANY = 1_000
"""Articles indexed at once after which the file is made as small as it can be: a tenth, in a fifth of a
second for each thousand."""

Told = Callable[[int, int], None]
"""Is called with how many articles are indexed and how many there are to index."""


class Freshness:
    """Keeps the index in ``database`` at what ``store`` and the library hold."""

    def __init__(self, store: ArticleStore, database: Database, annotated: Annotated) -> None:
        self._store = store
        self._database = database
        self._annotated = annotated
        self._alike = Alike(store.text)
        self.told: Told | None = None

    def update(self, article_ids: Iterable[str]) -> None:
        """Index these articles as they are now. Raises sqlite3.Error and LostError."""
        by_shard: dict[str, set[str]] = {}
        for one in article_ids:
            by_shard.setdefault(one[:2], set()).add(one)
        states = {
            one: state
            for shard, wanted in by_shard.items()
            for one, state in self._states(shard, wanted).items()
        }
        self._index(states)

    def refresh(self) -> None:
        """Index what came, changed or went since, whoever did it. Raises sqlite3.Error and LostError."""
        stamps = {shard: self._stamp(shard) for shard in SHARDS}
        with self._database.opened() as connection:
            known = dict(connection.execute("SELECT name, stamp FROM shards"))
            dead = connection.execute("SELECT value FROM meta WHERE name = 'dead'").fetchone()
            if dead is not None and dead[0] > _MANY_DEAD:
                alive = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
                if dead[0] > _DEAD_SHARE * alive:
                    self._database.discard()
                    raise LostError
        changed = [shard for shard in SHARDS if stamps[shard] != known.get(shard, 0)]
        if changed:
            self._look_through(changed, stamps)
        self._annotations()

    def _look_through(self, shards: list[str], stamps: Mapping[str, int]) -> None:
        states: dict[str, int] = {}
        gone: list[bytes] = []
        with self._database.opened() as connection:
            generation = self._database.generation
            for shard in shards:
                present = self._states(shard)
                begin = bytes.fromhex(shard)
                known = {
                    key.hex(): state
                    for key, state in connection.execute(
                        "SELECT id, state FROM articles WHERE id >= ? AND id < ?", (begin, _after(begin))
                    )
                }
                states |= {one: state for one, state in present.items() if known.get(one) != state}
                gone += [bytes.fromhex(one) for one in known if one not in present]
        self._index(states)
        now = time.time_ns()
        settled = [(shard, stamps[shard]) for shard in shards if now - stamps[shard] > _SETTLED_NS]
        if gone or settled:
            # In another file these articles are not: it must not say that it was looked through.
            with self._database.opened(generation) as connection, transaction(connection):
                for key in gone:
                    if not self._store.files_of(key.hex()):
                        writing.take_out(connection, key, gone=True)
                connection.executemany("INSERT OR REPLACE INTO shards VALUES (?, ?)", settled)

    def _index(self, states: Mapping[str, int], *, anyway: bool = False) -> None:
        """Index articles unless somebody else has done it meanwhile; ``anyway`` does it in any case."""
        todo = list(states)
        for at in range(0, len(todo), _AT_ONCE):
            if self.told is not None and len(todo) > _AT_ONCE:
                self.told(at, len(todo))
            entries = [
                entry
                for one in todo[at : at + _AT_ONCE]
                if (entry := self._entry(one, states[one])) is not None
            ]
            with self._database.opened() as connection, transaction(connection):
                for entry in entries:
                    if anyway or not _has(connection, entry):
                        writing.put(connection, entry, self._alike.link)
        if len(todo) >= _MANY:
            with self._database.opened() as connection, contextlib.suppress(sqlite3.OperationalError):
                writing.tidy(connection)

    def _entry(self, article_id: str, state: int) -> writing.Entry | None:
        try:
            kept = self._store.kept(article_id)
            versions = sum(path.suffix == files.ARTICLE for path in self._store.files_of(article_id))
        except LibraryError:
            return None
        if kept is None:
            return None
        corrections = self._annotated.corrections(article_id)
        if kept.analysis is not None and corrections:
            analysis = apply(kept.analysis, kept.article.text, corrections).analysis
            kept = msgspec.structs.replace(kept, analysis=analysis)
        return writing.Entry(kept, versions, state, digest_of(corrections))

    def _states(self, shard: str, wanted: Container[str] | None = None) -> dict[str, int]:
        """A number for each article of a shard, or those ``wanted``, that changes with its files."""
        names: dict[str, list[str]] = {}
        try:
            with os.scandir(self._store.folder / shard) as entries:
                for entry in entries:
                    if wanted is not None and entry.name[:16] not in wanted:
                        continue
                    try:
                        found = entry.stat(follow_symlinks=False)
                    except OSError:  # it went just then
                        continue
                    if atomic.is_temporary(entry.name):
                        _remove_stale(entry.path, found.st_mtime)
                    if not entry.name.endswith((files.ARTICLE, files.ANALYSIS)):
                        continue
                    names.setdefault(entry.name[:16], []).append(
                        f"{entry.name} {found.st_mtime_ns} {found.st_size} {found.st_ino}"
                    )
        except OSError:
            return {}
        return {
            one: _number("\n".join(sorted(parts)))
            for one, parts in names.items()
            if files.is_id(one) and any(files.ARTICLE in part for part in parts)
        }

    def _stamp(self, shard: str) -> int:
        try:
            return os.stat(f"{self._store.folder}/{shard}").st_mtime_ns  # noqa: PTH116  (256 of them)
        except OSError:
            return 0

    def _annotations(self) -> None:
        """Follow the library, if it was written to since: its notes, and what it corrects."""
        with self._database.opened() as connection:
            generation = self._database.generation
            known = dict(
                connection.execute("SELECT name, value FROM meta WHERE name IN ('library', 'annotations')")
            )
        token = self._annotated.token()
        if known.get("library") == token:
            return
        fingerprint, annotations = self._annotated.fingerprint(), self._annotated.read()
        if fingerprint is None or annotations is None:
            return
        if known.get("annotations") != fingerprint:
            self._follow(annotations)
        with self._database.opened(generation) as connection, transaction(connection):
            connection.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                (("library", token), ("annotations", fingerprint)),
            )

    def _follow(self, annotations: Sequence[Annotation]) -> None:
        """Index what the annotations say otherwise than they did."""
        wrong: dict[str, int] = {}
        by_article: dict[str, list[Correction]] = {}
        for one in annotations:
            if isinstance(one, Correction):
                by_article.setdefault(one.article_id, []).append(one)
        with self._database.opened() as connection:
            select = "SELECT id, state, corrections FROM articles WHERE "
            rows = connection.execute(select + "corrections != 0").fetchall()
            for name in filter(files.is_id, by_article):
                rows += connection.execute(select + "id = ?", (bytes.fromhex(name),))
        for key, state, corrections in rows:
            if digest_of(by_article.get(key.hex(), ())) != corrections:
                wrong[key.hex()] = state
        self._index(wrong, anyway=True)
        with self._database.opened() as connection, transaction(connection):
            notes.put(connection, annotations)


class transaction:  # noqa: N801  (used like a function)
    """A transaction that writes: all of it or, after an exception, nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._connection.in_transaction:
            self._connection.execute("COMMIT" if kind is None else "ROLLBACK")


def _remove_stale(path: str, changed: float) -> None:
    """Remove a temporary file that is so old that whoever wrote it is not at it any more."""
    if time.time() - changed > _STALE_SECONDS:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108


def digest_of(corrections: Iterable[Correction]) -> int:
    """A number for what the reader corrected in an article; 0 for nothing."""
    parts = sorted(f"{one.id} {one.modified.isoformat()} {one.right}" for one in corrections)
    return _number("\n".join(parts)) if parts else 0


def _has(connection: sqlite3.Connection, entry: writing.Entry) -> bool:
    found = connection.execute(
        "SELECT state, corrections FROM articles WHERE id = ?", (bytes.fromhex(entry.kept.article.id),)
    ).fetchone()
    return found is not None and tuple(found) == (entry.state, entry.corrections)


def _after(prefix: bytes) -> bytes:
    """The first key behind all that begin with a byte; behind the last byte's, a key of nine bytes."""
    return bytes([prefix[0] + 1]) if prefix[0] < 0xFF else b"\xff" * 9


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
