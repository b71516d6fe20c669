"""TinyDB's storage made safe: one JSON file, replaced whole under an inter-process lock.

TinyDB's own JSONStorage writes in place: killed while writing, it leaves an unreadable file, and two
processes destroy each other's documents (tinydb issues 144 and 467). Here every change is a transaction:
take the lock, read what is there now, change it, write a new file, sync it, rename it over the old one,
sync the folder. Reading needs no lock, since a rename is seen whole or not at all.

One file is enough: with 10,000 notes a change costs a few times the bare writing and syncing of its bytes
(``benchmarks/library.py``), and what is read is kept in memory until the file changes.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tinydb.storages import Storage

from tui.domain.errors import LibraryError, LibraryNewerError, LibraryReadOnlyError
from tui.domain.text.safe import one_line
from tui.library import failures
from tui.library.encoding import DamagedError, decode, encode
from tui.library.migrations import SCHEMA, Tables
from tui.library.paths import expanded
from tui.library.safety import atomic, backups
from tui.library.safety.salvage import recovered

if TYPE_CHECKING:
    from filelock import FileLock

LOCK_SECONDS = 10.0
"""How long a change waits for other processes' changes, in seconds. One takes milliseconds."""
_POLL_SECONDS = 0.005
_HEAD = 200
"""Bytes at the file's beginning that hold its revision: ``meta`` is the first table."""
_REVISION = re.compile(rb'"revision":"([0-9a-f]{32})"')
_SCHEMA = re.compile(rb'"schema":\s*(\d{1,9})\b')


class FileStorage(Storage):
    """One library file. Safe with threads, and with any number of processes.

    ``notice`` is a sentence the user should see, or None. A symbolic link is followed once, on opening.
    """

    notice: str | None

    def __init__(self, path: str | os.PathLike[str], *, lock_seconds: float = LOCK_SECONDS) -> None:
        """Open the library at ``path``; it need not exist. Raises LibraryError if it cannot be read."""
        self._prepare(path, lock_seconds)
        if not (above := _nearest(self.path.parent)).is_dir():
            raise failures.no_folder(self.path, above)
        self.read()
        if self.notice is None and not self._token:
            self.notice = vanished(self.path)
        if self.notice is None and (reason := self.read_only()):
            self.notice = reason

    @classmethod
    def bare(cls, path: str | os.PathLike[str], *, lock_seconds: float = LOCK_SECONDS) -> Self:
        """A storage that has not looked at its file yet: for what works on the file as such."""
        storage = cls.__new__(cls)
        storage._prepare(path, lock_seconds)
        return storage

    def _prepare(self, path: str | os.PathLike[str], lock_seconds: float) -> None:
        try:
            self.path = expanded(path).resolve()
        except (OSError, RuntimeError) as error:  # a loop of links
            raise LibraryError(f"The library {one_line(str(path))} cannot be reached: {error}.") from error
        self.notice = None
        self.mutex = threading.RLock()
        self._lock_seconds = lock_seconds
        self._lock: FileLock | None = None
        self._tables: Tables | None = None
        self._token: str | None = None
        self._revision: bytes = b""
        self._schema = SCHEMA
        self._pending: Tables | None = None
        self._inside = False

    def token(self) -> str:
        """What changes whenever the file is replaced: inode, time and size. Empty if there is no file."""
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as error:
            raise failures.not_read(self.path, error) from error
        return f"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"

    def content(self) -> bytes | None:
        """The file's bytes as they are, None if there is no file. Raises LibraryError."""
        try:
            return atomic.content(self.path)
        except OSError as error:
            raise failures.not_read(self.path, error) from error

    def read(self) -> Tables:
        """The tables, read anew only if the file has changed. They are shared: copy what you change.

        Raises LibraryError. A damaged file is put aside and the newest good backup used.
        """
        with self.mutex:
            if self._pending is not None:
                return self._pending
            token = self.token()
            if self._tables is None or token != self._token:
                try:
                    self._load(token)
                except DamagedError:
                    self._recover()
            assert self._tables is not None
            return self._tables

    def write(self, data: Tables) -> None:
        """Replace all tables, within the transaction if there is one. Raises LibraryError."""
        with self.transaction():
            self._pending = data

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Tables]:
        """Hold the lock, give the tables as they are now, and on leaving store what ``write`` was given.

        Within another one it is part of that. Raises LibraryLockedError, LibraryReadOnlyError and
        LibraryError; nothing has then been changed.
        """
        with self.mutex:
            if self._inside:
                yield self.read()
                return
            with self.locked():
                self._inside = True
                try:
                    self._refresh()
                    yield self.read()
                    if self._pending is not None:
                        self._store(self._pending)
                except BaseException:
                    self._tables = None  # the documents may have been changed in place
                    raise
                finally:
                    self._pending = None
                    self._inside = False

    def close(self) -> None:
        """Nothing is open between two changes."""

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the inter-process lock. Raises LibraryLockedError, LibraryReadOnlyError or LibraryError."""
        from filelock import FileLock, Timeout  # not needed for reading, and a third of the imports' time

        if self._lock is None:
            self._lock = FileLock(
                f"{self.path}.lock",
                timeout=self._lock_seconds,
                poll_interval=_POLL_SECONDS,
                thread_local=False,
                mode=atomic.NEW_FILE_MODE,
            )
        try:
            atomic.make_folder(self.path.parent)
            self._lock.acquire()
        except Timeout as error:
            raise failures.held(self.path, self._lock_seconds) from error
        except OSError as error:
            raise failures.not_locked(self.path, error) from error
        try:
            yield
        finally:
            self._lock.release()

    def _refresh(self) -> None:
        """Under the lock, forget what is in memory unless the file's own revision says that it is the same.

        Inodes are used again and clocks are coarse, so the token alone is not proof enough to write upon.
        """
        if self._tables is None or not self._token:
            return
        try:
            with self.path.open("rb") as file:
                head = file.read(_HEAD)
        except OSError:
            head = b""
        found = _REVISION.search(head)
        if found is None or found[1] != self._revision:
            self._tables = None

    def _load(self, token: str) -> None:
        if not token:
            self._tables, self._token, self._revision, self._schema = {}, "", b"", SCHEMA
            return
        data = self.content()
        if data is None:
            self._tables, self._token, self._revision, self._schema = {}, "", b"", SCHEMA
            return
        if is_blank(self.path, data):
            self._tables, self._token, self._revision, self._schema = {}, token, b"", SCHEMA
            return
        try:
            self._tables = decode(data)
        except LibraryNewerError as error:
            raise LibraryNewerError(f"{one_line(str(self.path))}: {error}") from error
        found, version = _REVISION.search(data[:_HEAD]), _SCHEMA.search(data[:_HEAD])
        self._token, self._revision = token, found[1] if found else b""
        self._schema = int(version[1]) if version else 0

    def _store(self, tables: Tables) -> None:
        data = encode(tables)
        if (reason := self.read_only()) is not None:
            raise LibraryReadOnlyError(reason)
        try:
            for leftover in atomic.leftovers(self.path):
                leftover.unlink(missing_ok=True)
            # Backups come second: a full disk then takes none away.
            atomic.replace(self.path, data, first=self._back_up)
        except OSError as error:
            raise failures.not_written(self.path, error) from error
        found = _REVISION.search(data[:_HEAD])
        self._tables, self._token, self._revision = tables, self.token(), found[1] if found else b""
        self._schema = SCHEMA

    def _back_up(self) -> None:
        try:
            if self._schema < SCHEMA:
                backups.before(self.path, f"schema-{SCHEMA}")
            backups.keep(self.path)
        except OSError as error:
            # A change is not refused because its forerunner cannot be kept twice.
            self.notice = f"No backup of the library could be made: {error.strerror or error}."

    def read_only(self) -> str | None:
        """Why the library cannot be written, in a sentence; None if it can."""
        where = self.path if self.path.exists() else _nearest(self.path.parent)
        folder = _nearest(self.path.parent)
        effective = os.access in os.supports_effective_ids
        if os.access(where, os.W_OK, effective_ids=effective) and os.access(
            folder, os.W_OK | os.X_OK, effective_ids=effective
        ):
            return None
        return (
            f"The library {one_line(str(self.path))} can only be read: make it and its folder writable, or "
            "name another with --library; until then nothing can be kept."
        )

    def _recover(self) -> None:
        """Put a damaged file aside; go on with the newest good backup and what the file still tells.

        Where that cannot be written it is at least shown.
        """
        tables, word = recovered(self.path)  # another program's file is left alone, without even a lock
        try:
            with contextlib.nullcontext() if self._inside else self.locked():
                try:
                    self._load(self.token())  # another process may have been quicker
                except DamagedError:
                    self._replace_damaged()
        except LibraryError as error:
            if self._inside:
                raise
            # Without a revision the next change looks at the file anew.
            self._tables, self._token, self._revision = tables, self.token(), b""
            self.notice = f"The library is damaged, and {word} is shown, but cannot be kept. {error}"

    def _replace_damaged(self) -> None:
        tables, word = recovered(self.path)
        data = encode(tables)
        kept: list[Path] = []
        try:
            atomic.replace(self.path, data, first=lambda: kept.append(backups.aside(self.path, "damaged")))
        except OSError as error:
            raise failures.not_written(self.path, error) from error
        self._load(self.token())
        self.notice = (
            f"The library was damaged; it was put aside as {one_line(kept[0].name)}, and {word} is used."
        )


def vanished(path: Path) -> str | None:
    """A sentence for a library that is not there though there are backups of it; None if there are none."""
    if next(backups.newest_first(path), None) is None:
        return None
    return (
        f"There is no library at {one_line(str(path))}, but there are backups of it: “sayso library restore” "
        "brings the newest one back."
    )


def is_blank(path: Path, data: bytes) -> bool:
    """Whether the file at ``path`` is an empty library: it has no bytes, and there never was a version of it.

    Without bytes but with backups it is damaged.
    """
    return not data and next(backups.newest_first(path), None) is None


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
