"""Files replaced whole: a new file in the same folder, synced to the disk and renamed over the old one.

A reader sees the old content or the new, never a mixture; so does one after a power cut, since the new
file's bytes are on the disk before its name is. The pattern is that of rename(2) and of
https://lwn.net/Articles/457667/ ("Ensuring data reaches disk").
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NEW_FILE_MODE = 0o600
_SUFFIX = ".tmp"
# Some file systems cannot sync a folder and say so; renaming is then as durable there as it gets.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS}


class NotSyncedError(OSError):
    """The new content stands in its place, but the disk did not confirm its name: a power cut may take it."""


def content(path: Path) -> bytes | None:
    """The bytes of a plain file; None if there is none. Raises OSError, also for a folder or a device."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "not a plain file")
        if not stat.S_ISREG(mode):  # reading a named pipe would wait for ever
            raise OSError(errno.EINVAL, "not a plain file")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def replace(
    path: Path,
    data: bytes,
    *,
    durable: bool = True,
    mode: int = NEW_FILE_MODE,
    first: Callable[[], None] | None = None,
) -> None:
    """Make ``data`` the whole content of ``path``; a new file gets ``mode``, an existing one keeps its own.

    With ``durable`` the bytes and the new name are on the disk on return. ``first`` is called when the new
    file is complete and the old one still in its place. Raises NotSyncedError if only the last step failed,
    else OSError; the old content is then intact and the temporary file removed.
    """
    try:
        old: os.stat_result | None = path.stat()
    except FileNotFoundError:
        old = None
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}{_SUFFIX}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), mode)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            view = memoryview(data)
            while view:
                view = view[file.write(view) :]
            if old is not None:
                _like(temporary, old)
            if durable:
                _sync(file.fileno())
        if first is not None:
            first()
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    if durable:
        try:
            sync_folder(path.parent)
        except FileNotFoundError:  # somebody removed it just then, and the file with it
            raise
        except OSError as error:
            raise NotSyncedError(error.errno, error.strerror) from error


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, and those above it; their names are then on the disk.

    Nothing happens if it is there. Raises OSError.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can. Raises OSError if the disk fails."""
    if os.name == "nt":  # Windows has no descriptor for a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _sync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def _like(new: Path, old: os.stat_result) -> None:
    """Give a file the owner and the mode of the one that it is to replace."""
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(PermissionError):  # only root may give a file away
            os.chown(new, old.st_uid, old.st_gid)
    new.chmod(old.st_mode & 0o7777)


def _sync(descriptor: int) -> None:
    """Bring a file to the disk itself: on macOS fsync stops at the drive's own memory."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # not every file system there can
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def is_temporary(name: str) -> bool:
    """Whether a file of that name is a new one that was not complete yet, whatever it was to replace."""
    return name.startswith(".") and name.endswith(_SUFFIX)


def leftovers(path: Path) -> Iterator[Path]:
    """Temporary files that writers of ``path`` left behind. Only whoever holds its lock may remove them."""
    # Not by the beginning alone: ``.notes.json.1-ab.tmp`` belongs to ``notes.json``, not to ``notes``.
    own = re.compile(rf"\.{re.escape(path.name)}\.\d+-[0-9a-f]+{re.escape(_SUFFIX)}")
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry in entries]
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        if own.fullmatch(name):
            yield path.parent / name
