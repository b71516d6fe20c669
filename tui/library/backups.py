"""Backups of the library's file: the last versions, one a day for a week, and those the user asked for.

They lie in a folder beside the library (``library.json`` has ``library.backups/``). Since the library's file
is never changed in place but replaced, a backup of the version about to be replaced is a hard link: it
costs no space but its own and no time. A backup's modification time is when its content was written.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tui.library import atomic

RECENT = 3
"""How many of the last versions are kept."""
DAYS = 7
"""How many daily versions are kept; each is the library as it was before that day's first change."""
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS, errno.EXDEV, errno.EACCES}


def folder_of(path: Path) -> Path:
    """The folder of the backups of the library at ``path``."""
    return path.with_name(f"{path.stem}.backups")


def stamp(moment: float | None = None) -> str:
    """A time (seconds since 1970; default now) in UTC to the microsecond, fit for file names and sorting."""
    when = datetime.now(UTC) if moment is None else datetime.fromtimestamp(moment, UTC)
    return when.strftime("%Y-%m-%dT%H-%M-%S.%fZ")


def keep(path: Path) -> None:
    """Keep the present version of ``path``, which is about to be replaced, and let the oldest ones go.

    The caller holds the library's lock. Raises OSError.
    """
    if not path.exists():
        return
    folder = _made(folder_of(path))
    recent = folder / f"recent-{stamp(path.stat().st_mtime)}.json"
    if not recent.exists():
        link(path, recent)
    today = folder / f"day-{datetime.now(UTC):%Y-%m-%d}.json"
    if not today.exists():
        link(path, today)
    names = sorted(entry.name for entry in os.scandir(folder))
    for prefix, kept in (("recent-", RECENT), ("day-", DAYS)):
        for name in [name for name in names if name.startswith(prefix)][:-kept]:
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
    """The backups of ``path``, the latest content first; those made before something drastic are left out."""
    try:
        entries = [entry for entry in os.scandir(folder_of(path)) if entry.is_file()]
    except (FileNotFoundError, NotADirectoryError):
        return
    known = [entry for entry in entries if entry.name.startswith(("recent-", "day-", "kept-"))]
    for entry in sorted(known, key=lambda entry: (entry.stat().st_mtime_ns, entry.name), reverse=True):
        yield Path(entry.path)


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
