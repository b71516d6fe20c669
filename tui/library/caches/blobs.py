"""A folder of small compressed files under keys, bounded in size: what was used least recently goes first.

An entry may lie there in named parts until it is complete, in a folder of their own.

For what can be had again: a file that is damaged, of another make or cut short is removed and counts as
missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from pathlib import Path

from tui.library.safety import atomic

_ENTRY = ".z"
_PARTS = ".parts"
_STALE_SECONDS = 3600.0
"""A temporary file this old belongs to no living writer."""


class BlobFolder:
    """Bytes under keys in ``folder``, at most about ``limit`` bytes of them on the disk.

    Safe with several processes: files are replaced whole, and the worst that a race can do is to lose an
    entry. Nothing here raises for a file system that refuses: an entry is then missing.
    """

    def __init__(self, folder: str | os.PathLike[str], kind: bytes, *, limit: int) -> None:
        """``kind`` (of ASCII, with its version) stands at the beginning of each file: others are not read."""
        self.folder = Path(folder)
        self._kind = kind
        self._limit = limit
        self._estimate: int | None = None

    def get(self, key: str, part: str = "") -> bytes | None:
        """The bytes kept under ``key``, or as that part of it; None if there are none."""
        path = self._path(key, part)
        try:
            data = atomic.content(path)
        except IsADirectoryError:
            return None
        except OSError:  # no plain file: a named pipe would keep us waiting for ever
            data = b""
        if data is None:
            return None
        head = self._head(key, part)
        if data.startswith(head):
            with contextlib.suppress(zlib.error):
                plain = zlib.decompress(data[len(head) :])  # checks its own sum
                with contextlib.suppress(OSError):
                    os.utime(path)  # the time of the last use
                return plain
        self.drop(key, part)
        return None

    def put(self, key: str, data: bytes, part: str = "") -> bool:
        """Keep ``data`` under ``key``, or as that part of it; False if the file system would not."""
        path = self._path(key, part)
        packed = self._head(key, part) + zlib.compress(data, 1)
        if len(packed) > self._limit:
            return False
        try:
            self._write(path, packed)
        except OSError:
            if part:
                _remove_empty(path.parent)
            return False
        if self._estimate is None:
            self._estimate = self.size()
        else:
            self._estimate += len(packed)
        if self._estimate > self._limit:
            self._shrink()
        return True

    def _write(self, path: Path, packed: bytes) -> None:
        for attempt in (1, 2):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.parent.mkdir(exist_ok=True, mode=0o700)
            try:
                atomic.replace(path, packed, durable=False)
                return
            except FileNotFoundError:  # another process removed the folder just then
                if attempt == 2:
                    raise

    def has(self, key: str) -> bool:
        """Whether there is a complete entry under ``key``, whatever is in it."""
        try:
            return self._path(key).exists()
        except OSError:
            return False

    def drop(self, key: str, part: str = "") -> None:
        """Forget what is kept under ``key``, or as that part of it, if anything is."""
        _remove(self._path(key, part))

    def drop_parts(self, key: str) -> None:
        """Forget all parts that are kept of ``key``."""
        folder = self._parts(key)
        for _, _, path in _files_in(folder):
            _remove(path)
        _remove_empty(folder)

    def size(self) -> int:
        """Bytes on the disk, in all."""
        return sum(size for _, size, _ in self._files())

    def count(self) -> int:
        """How many complete entries there are."""
        return sum(path.suffix == _ENTRY for _, _, path in _files_in(self.folder))

    def incomplete(self) -> int:
        """How many entries there are parts of."""
        return sum(bool(_files_in(folder)) for folder in self._folders())

    def clear(self) -> int:
        """Remove all entries and parts; returns the bytes set free."""
        freed = sum(size for _, size, path in self._files() if _remove(path))
        for folder in self._folders():
            _remove_empty(folder)
        self._estimate = None
        return freed

    def _shrink(self) -> None:
        """Bring the folder down to nine tenths of its limit, so that this does not happen at each ``put``."""
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        newest = files[-1][0] if files else 0.0
        for used, size, path in files:
            stale = path.suffix == ".tmp" and newest - used > _STALE_SECONDS
            too_much = path.suffix == _ENTRY and total > self._limit * 9 // 10
            if (stale or too_much) and _remove(path):
                total -= size
        for folder in self._folders():
            _remove_empty(folder)
        self._estimate = total

    def _files(self) -> list[tuple[float, int, Path]]:
        """Last use (seconds since 1970), size in bytes and path of our own files."""
        return [file for folder in (self.folder, *self._folders()) for file in _files_in(folder)]

    def _folders(self) -> list[Path]:
        """The folders of parts."""
        try:
            with os.scandir(self.folder) as entries:
                return [Path(entry.path) for entry in entries if entry.name.endswith(_PARTS)]
        except OSError:
            return []

    def _path(self, key: str, part: str = "") -> Path:
        if part:
            return self._parts(key) / f"{_digest(part).hex()[:40]}{_ENTRY}"
        return self.folder / f"{_digest(key).hex()[:40]}{_ENTRY}"

    def _parts(self, key: str) -> Path:
        return self.folder / f"{_digest(key).hex()[:40]}{_PARTS}"

    def _head(self, key: str, part: str) -> bytes:
        return self._kind + b"\n" + _digest(f"{key}\n{part}" if part else key)


def _remove(path: Path) -> bool:
    """Remove a file; False if it is still there or never was."""
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _remove_empty(folder: Path) -> None:
    """Remove a folder of parts, unless there are some in it."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _files_in(folder: Path) -> list[tuple[float, int, Path]]:
    """Our own files in one folder, as in ``BlobFolder._files``."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((_ENTRY, ".tmp")):
                    with contextlib.suppress(OSError):
                        state = entry.stat(follow_symlinks=False)
                        found.append((state.st_mtime, state.st_size, Path(entry.path)))
    except OSError:
        return []
    return found
