"""Backups of the library's file: the last versions, one a day for a week, and those the user asked for.

They lie in a folder beside the library (``library.json`` has ``library.json.backups/``). Since the library's
file is never changed in place but replaced, a backup of the version about to be replaced is a hard link: it
costs no space but its own and no time.

A backup's modification time is when its content was written, and what orders them. It never stands still or
goes back, whatever the clock does: a version as old as one before it counts as a little later.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tui.library.safety import atomic

RECENT = 3
"""How many of the last versions are kept."""
DAYS = 7
"""How many daily versions are kept; each is the library as it was before that day's first change."""
_TICK = 1_000_000
"""Nanoseconds between two versions, at least."""
_KINDS = ("recent-", "day-", "kept-")
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS, errno.EXDEV, errno.EACCES}


def folder_of(path: Path) -> Path:
    """The folder of the backups of the library at ``path``."""
    # The whole name: ``notes.json`` and ``notes.db`` are two libraries.
    return path.with_name(f"{path.name}.backups")


def stamp(moment: float | None = None) -> str:
    """A time (seconds since 1970; default now) in UTC to the microsecond, fit for file names and sorting."""
    when = datetime.now(UTC) if moment is None else datetime.fromtimestamp(moment, UTC)
    return when.strftime("%Y-%m-%dT%H-%M-%S.%fZ")


def keep(path: Path) -> None:
    """Keep the present version of ``path``, which is about to be replaced, and let the oldest ones go.

    The caller holds the library's lock. Raises OSError.
    """
    if not path.exists() or not path.stat().st_size:  # an empty file is no version of anything
        return
    folder = _made(folder_of(path))
    _date(path, path)
    recent = folder / f"recent-{stamp(path.stat().st_mtime)}.json"
    if not recent.exists():
        link(path, recent)
    today = folder / f"day-{datetime.now(UTC):%Y-%m-%d}.json"
    if not today.exists():
        link(path, today)
    names = sorted(entry.name for entry in os.scandir(folder))
    _thin(folder, [name for name in names if name.startswith("recent-")], RECENT)
    days = [name for name in names if name.startswith("day-")]
    # A day that has not come yet is of a clock that was wrong: those go first.
    _thin(folder, sorted(days, key=lambda name: (name <= today.name, name)), DAYS)


def _thin(folder: Path, names: list[str], kept: int) -> None:
    for name in names[:-kept]:
        (folder / name).unlink(missing_ok=True)


def link(path: Path, to: Path) -> None:
    """Give the content of ``path`` a second name, or copy it where the file system has no hard links."""
    try:
        os.link(path, to)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        copy(path, to)


def copy(path: Path, to: Path) -> None:
    """Copy a file durably, its modification time with it. Raises OSError."""
    atomic.replace(to, path.read_bytes())
    shutil.copystat(path, to)


def write(path: Path, to: Path, data: bytes) -> None:
    """Write ``data``, what the library at ``path`` holds now, as its latest backup. Raises OSError."""
    atomic.replace(to, data)
    _date(path, to)


def _date(path: Path, version: Path) -> None:
    """Give a version of the library at ``path`` the library's time, or a later one than all its backups'."""
    own, before = path.stat(), version.stat()
    moment = own.st_mtime_ns
    for other in _entries(path):
        found = other.stat()
        # A link to this very version has its time, whichever that is.
        if not (os.path.samestat(found, own) or os.path.samestat(found, before)):
            moment = max(moment, found.st_mtime_ns + _TICK)
    if before.st_mtime_ns != moment:
        with contextlib.suppress(PermissionError):  # only its owner may date a file
            os.utime(version, ns=(moment, moment))


def aside(path: Path, why: str) -> Path:
    """Give the present content of ``path`` a name of its own beside it (``library.damaged-TIME.json``)."""
    to = path.with_name(f"{path.stem}.{why}-{stamp()}{path.suffix}")
    link(path, to)
    return to


def before(path: Path, why: str) -> Path:
    """Keep the present version of ``path`` for good, in the folder of backups, before something drastic."""
    to = _made(folder_of(path)) / f"before-{why}-{stamp()}.json"
    link(path, to)
    return to


def manual_name(path: Path) -> Path:
    """The name for a backup that the user asks for now; its folder is made."""
    return _made(folder_of(path)) / f"kept-{stamp()}.json"


def newest_first(path: Path) -> Iterator[Path]:
    """The backups of ``path``, the latest content first; those made before something drastic are left out.

    None where the folder cannot be read.
    """
    try:
        dated = [(entry.stat().st_mtime_ns, entry.name, entry.path) for entry in _entries(path)]
    except OSError:
        return
    for _, _, found in sorted(dated, reverse=True):
        yield Path(found)


def _entries(path: Path) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder_of(path)) as entries:
            return [entry for entry in entries if entry.name.startswith(_KINDS) and entry.is_file()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
