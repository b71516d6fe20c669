"""The index's file, whatever happens to it: made, opened, found missing or damaged, and made again.

Several processes use it at once (WAL). Where nothing can be written the index is one in memory.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from tui.library.articles.index import schema
from tui.library.safety import atomic

Result = TypeVar("Result")

NAME = "index.sqlite"
_BUSY_SECONDS = 10.0
_OPENING_SECONDS = 20.0
_PARTS = ("", "-wal", "-shm", "-journal")
_PASSING = ("locked", "busy", "readonly", "read-only", "full", "unable to open", "fts5:")
"""What SQLite says where the file itself is in order."""


class LostError(Exception):
    """The file was replaced, removed or found damaged: an empty one is in its place."""


class Database:
    """The index in ``folder``. One connection, used by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._mutex = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._inode: int | None = None  # None: the open one is in memory
        self._trusted = True  # whether the file is good enough to be copied into memory
        self.writable = True
        self.generation = 0
        """Counts up when a file is opened: what was asked of one before may not be so in this one."""

    @contextlib.contextmanager
    def opened(self, generation: int | None = None) -> Iterator[sqlite3.Connection]:
        """The connection, which is this thread's alone meanwhile.

        Raises LostError where what was in it is gone, or it is not of that ``generation``; sqlite3.Error for
        what passes (a lock held too long).
        """
        with self._mutex:
            connection = self._current()
            if generation not in (None, self.generation):
                raise LostError
            try:
                yield connection
            except sqlite3.DatabaseError as error:
                if connection.in_transaction:
                    with contextlib.suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                if is_passing(error):
                    raise
                self._discard()
                raise LostError from error

    def run(self, work: Callable[[sqlite3.Connection], Result], *, before: Callable[[], None]) -> Result:
        """What ``work`` answers, ``before`` having been called; both once more if the index was lost.

        Raises sqlite3.Error.
        """
        for attempt in (1, 2, 3):
            try:
                before()
                with self.opened(self.generation) as connection:
                    return work(connection)
            except LostError as error:
                if attempt == 3:
                    raise sqlite3.DatabaseError("the index cannot be made") from error
        raise AssertionError

    def close(self) -> None:
        """Close the file. The next use opens it again."""
        with self._mutex:
            if self._connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.close()
            self._connection, self._inode = None, None

    def leave_disk(self) -> bool:
        """Go on with a copy in memory, since the file cannot be written; False if that is so already."""
        with self._mutex:
            if self._inode is None:
                return False
            self.close()
            self.writable = False
            self._connection = self._in_memory()
            self.generation += 1
            return True

    def discard(self) -> None:
        """Throw the index away: the next use makes another."""
        with self._mutex:
            self.close()
            with contextlib.suppress(OSError), self._alone():
                self._remove()

    def is_damaged(self) -> bool:
        """Whether SQLite finds a fault in the file."""
        if not self.path.is_file():
            return False
        try:
            with contextlib.closing(_connect(str(self.path))) as connection:
                return bool(connection.execute("PRAGMA quick_check (1)").fetchone() != ("ok",))
        except sqlite3.DatabaseError as error:
            return not is_passing(error)

    def size(self) -> int:
        """Bytes on the disk."""
        total = 0
        for part in _PARTS:
            with contextlib.suppress(OSError):
                total += self._part(part).stat().st_size
        return total

    # Inside

    def _current(self) -> sqlite3.Connection:
        inode = self._inode_now()
        if self._connection is not None and (
            inode == self._inode or (self._inode is None and not self._could_be_on_disk())
        ):
            return self._connection
        self.close()
        self._connection, self._inode = self._open()
        self.generation += 1
        return self._connection

    def _inode_now(self) -> int | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino if found.st_size else None  # emptied is as good as gone

    def _could_be_on_disk(self) -> bool:
        return self.writable and self.path.parent.is_dir()

    def _open(self) -> tuple[sqlite3.Connection, int | None]:
        self.writable = True
        if not self.path.parent.is_dir():  # nothing is kept yet, and only looking makes no folder
            return self._in_memory(), None
        if (known := self._as_it_is()) is not None:
            return known
        try:
            with self._alone():
                try:
                    return self._on_disk(), self._inode_now()
                except sqlite3.DatabaseError as error:
                    if is_passing(error):
                        raise
                self._remove()
                return self._on_disk(), self._inode_now()
        except (OSError, sqlite3.OperationalError):
            self.writable = False
            return self._in_memory(), None

    def _as_it_is(self) -> tuple[sqlite3.Connection, int] | None:
        """The file as somebody made it, opened without the lock, which takes longer than all else here.

        None: it is not there, not ours, or was replaced just then. Whoever removes it begins with the file
        itself, so that one which still has its name behind its log's opening is opened with its own log.
        """
        inode = self._inode_now()
        if inode is None:
            return None
        try:
            connection = self._on_disk(make=False)
        except sqlite3.Error:
            return None
        if self._inode_now() == inode:
            return connection, inode
        connection.close()
        return None

    def _on_disk(self, *, make: bool = True) -> sqlite3.Connection:
        connection = _connect(str(self.path)) if make else _connect(f"{self._address()}?mode=rw", uri=True)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            # Once, whether it can be written at all.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            if not schema.is_ours(connection):
                if not make or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    raise sqlite3.DatabaseError("another schema")
                self.path.chmod(atomic.NEW_FILE_MODE)
                schema.create(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _in_memory(self) -> sqlite3.Connection:
        connection = _connect(":memory:")
        if self._trusted and self.path.exists():
            with contextlib.suppress(sqlite3.Error):
                there = sqlite3.connect(f"{self._address()}?immutable=1", uri=True)
                with contextlib.closing(there):
                    there.backup(connection)
        try:
            if schema.is_ours(connection):
                return connection
        except sqlite3.DatabaseError:
            pass
        connection.close()
        connection = _connect(":memory:")
        schema.create(connection)
        return connection

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """While the file is opened or replaced nobody else does either. Raises OSError."""
        from filelock import FileLock, Timeout

        lock = FileLock(f"{self.path}.lock", timeout=_OPENING_SECONDS, mode=atomic.NEW_FILE_MODE)
        try:
            lock.acquire()
        except Timeout as error:
            raise OSError("the index is being opened by another process") from error
        try:
            yield
        finally:
            lock.release()

    def _discard(self) -> None:
        """Remove the file, unless somebody else has put another in its place already."""
        inode = self._inode
        self.close()
        if inode is None:
            self._trusted = False
            return
        with contextlib.suppress(OSError), self._alone():
            if self._inode_now() == inode:
                self._remove()

    def _remove(self) -> None:
        for part in _PARTS:
            self._part(part).unlink(missing_ok=True)

    def _address(self) -> str:
        return self.path.absolute().as_uri()

    def _part(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)


def is_passing(error: sqlite3.Error) -> bool:
    """Whether the failure says nothing against the file itself."""
    return isinstance(error, sqlite3.OperationalError) and any(word in str(error) for word in _PASSING)


def _connect(where: str, *, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(
        where, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=uri
    )
