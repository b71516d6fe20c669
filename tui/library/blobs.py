"""A folder of small compressed files under keys, bounded in size: what was used least recently goes first.

For what can be had again: a file that is damaged, of another make or cut short is removed and counts as
missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from pathlib import Path

from tui.library import atomic

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

    def get(self, key: str) -> bytes | None:
        """The bytes kept under ``key``, or None."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        head = self._head(key)
        if data.startswith(head):
            with contextlib.suppress(zlib.error):
                plain = zlib.decompress(data[len(head) :])  # checks its own sum
                with contextlib.suppress(OSError):
                    os.utime(path)  # the time of the last use
                return plain
        self.drop(key)
        return None

    def put(self, key: str, data: bytes) -> bool:
        """Keep ``data`` under ``key``; False if the file system would not."""
        packed = self._head(key) + zlib.compress(data, 1)
        if len(packed) > self._limit:
            return False
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            atomic.replace(self._path(key), packed, durable=False)
        except OSError:
            return False
        if self._estimate is None:
            self._estimate = self.size()
        else:
            self._estimate += len(packed)
        if self._estimate > self._limit:
            self._shrink()
        return True

    def drop(self, key: str) -> None:
        """Forget what is kept under ``key``, if anything is."""
        with contextlib.suppress(OSError):
            self._path(key).unlink()

    def size(self) -> int:
        """Bytes on the disk, in all."""
        return sum(size for _, size, _ in self._files())

    def count(self) -> int:
        """How many entries there are."""
        return sum(path.suffix == ".z" for _, _, path in self._files())

    def clear(self) -> int:
        """Remove all entries; returns the bytes set free."""
        freed = 0
        for _, size, path in self._files():
            with contextlib.suppress(OSError):
                path.unlink()
                freed += size
        self._estimate = None
        return freed

    def _shrink(self) -> None:
        """Bring the folder down to nine tenths of its limit, so that this does not happen at each ``put``."""
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        newest = files[-1][0] if files else 0.0
        for used, size, path in files:
            stale = path.suffix == ".tmp" and newest - used > _STALE_SECONDS
            if stale or (path.suffix == ".z" and total > self._limit * 9 // 10):
                with contextlib.suppress(OSError):
                    path.unlink()
                    total -= size
        self._estimate = total

    def _files(self) -> list[tuple[float, int, Path]]:
        """Last use (seconds since 1970), size in bytes and path of our own files."""
        found = []
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if entry.name.endswith((".z", ".tmp")):
                        with contextlib.suppress(OSError):
                            state = entry.stat(follow_symlinks=False)
                            found.append((state.st_mtime, state.st_size, Path(entry.path)))
        except OSError:
            return []
        return found

    def _path(self, key: str) -> Path:
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:40]
        return self.folder / f"{digest}.z"

    def _head(self, key: str) -> bytes:
        return self._kind + b"\n" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
