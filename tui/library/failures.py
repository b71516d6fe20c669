"""The operating system's refusals in plain words."""

from __future__ import annotations

import errno
from pathlib import Path

from tui.domain.errors import LibraryError, LibraryLockedError, LibraryReadOnlyError
from tui.domain.text.safe import one_line
from tui.library.safety.atomic import NotSyncedError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}


def not_written(path: Path, error: OSError) -> LibraryError:
    """The error to raise when ``path`` could not be written: as it was before, but for NotSyncedError."""
    name = one_line(str(path))
    if isinstance(error, NotSyncedError):
        return LibraryError(
            f"{name} was changed, but the disk did not confirm it ({_reason(error)}), so it may be as before "
            "after a power cut: look after the disk."
        )
    if error.errno in _FULL:
        return LibraryError(
            f"The disk is full, so nothing was changed in {name}: make room (about twice its size), then "
            "try again."
        )
    if error.errno == errno.EFBIG:
        return LibraryError(
            f"{name} would grow over the limit on the size of files, so nothing was changed: raise the limit "
            "(ulimit -f), then try again."
        )
    if error.errno in _FORBIDDEN:
        return LibraryReadOnlyError(
            f"{name} can be read but not written ({_reason(error)}): make it and its folder writable, or "
            "name another library with --library."
        )
    if error.errno == errno.ENOENT:
        return LibraryError(
            f"{name} could not be written: there is no folder {one_line(str(path.parent))}, make it first."
        )
    return LibraryError(f"{name} could not be written, and is as it was before: {_reason(error)}.")


def not_read(path: Path, error: OSError) -> LibraryError:
    """The error to raise when reading ``path`` failed."""
    name = one_line(str(path))
    if isinstance(error, IsADirectoryError):
        return LibraryError(f"{name} is a folder: name a file for the library.")
    return LibraryError(f"The library {name} could not be read: {_reason(error)}.")


def no_folder(path: Path, above: Path) -> LibraryError:
    """The error to raise when ``above``, which should be a folder that holds ``path``, is none."""
    return LibraryError(
        f"{one_line(str(path))} cannot be a library, for {one_line(str(above))} is a file and no folder."
    )


def not_locked(path: Path, error: OSError) -> LibraryError:
    """The error to raise when the lock beside ``path`` could not be taken, though nobody holds it."""
    if error.errno in _NO_LOCKS:
        return LibraryError(
            f"The file system of {one_line(str(path))} has no locks, so two readers could harm each other: "
            "keep the library elsewhere, with --library or SAYSO_LIBRARY."
        )
    return not_written(path, error)


def held(path: Path, seconds: float) -> LibraryLockedError:
    """The error to raise when another process held the lock for ``seconds``."""
    return LibraryLockedError(
        f"Another process has been writing to {one_line(str(path))} for over {seconds:g} seconds: try again "
        "when it has ended."
    )


def _reason(error: OSError) -> str:
    return (error.strerror or str(error) or type(error).__name__).lower()
