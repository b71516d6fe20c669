"""``sayso library backup`` and ``restore``: a copy of the library kept, and a way back to one."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from tui.domain.errors import LibraryError, LibraryNewerError
from tui.domain.text.safe import one_line
from tui.library import failures
from tui.library.encoding import DamagedError, decode
from tui.library.paths import expanded, library_path
from tui.library.safety import atomic, backups
from tui.library.safety.check import is_good
from tui.library.storage import FileStorage, is_blank


class Restored(msgspec.Struct, frozen=True):
    """What a restoration did: the backup that the library now is as, and where the library before it went.

    ``changed`` is false if the library held that very content already. ``before`` is None then, and where
    there was no library.
    """

    chosen: Path
    changed: bool
    before: Path | None = None


def backup(path: str | os.PathLike[str] | None = None, to: str | os.PathLike[str] | None = None) -> Path:
    """Copy the library to the file ``to`` (default: a new one in its folder of backups); returns the copy.

    If the newest backup that was asked for is of this very content, that one is returned. Raises
    LibraryError: there is no good library, or ``to`` is the library or another file that exists.
    """
    storage = FileStorage.bare(library_path(path))
    where, data = storage.path, storage.content()
    if data is None or is_blank(where, data):
        raise LibraryError(f"There is no library at {one_line(str(where))} yet.")
    _checked(where, data, "is damaged: “sayso library repair” mends it, then it can be copied.")
    try:
        target = _default_copy(where, data) if to is None else _named_copy(where, expanded(to), data)
        if not target.exists():
            backups.write(where, target, data)
    except OSError as error:
        raise failures.not_written(Path(to) if to is not None else backups.folder_of(where), error) from error
    return target


def _default_copy(where: Path, data: bytes) -> Path:
    """The copy of this content that was asked for before, or the name of a new one. Raises OSError."""
    for known in backups.newest_first(where):
        if known.name.startswith("kept-") and known.read_bytes() == data:
            return known
    return backups.manual_name(where)


def _named_copy(where: Path, target: Path, data: bytes) -> Path:
    """The file to copy to. Raises LibraryError if it holds something else, OSError if it cannot be read."""
    if target.is_dir():
        target = target / f"{where.stem}-{backups.stamp()}.json"
    if target.resolve() == where:
        raise LibraryError(f"{one_line(str(target))} is the library itself: name another file for the copy.")
    if target.exists() and atomic.content(target) != data:
        raise LibraryError(f"{one_line(str(target))} exists and holds something else: name a new file.")
    return target


def restore(
    path: str | os.PathLike[str] | None = None, source: str | os.PathLike[str] | None = None
) -> Restored:
    """Make a backup (default: the newest good one) the library.

    The library as it was is kept among the backups as ``before-restore-TIME.json``. Nothing changes if
    the library has the backup's very content already. Raises LibraryError.
    """
    storage = FileStorage.bare(library_path(path))
    where = storage.path
    chosen, data = _newest_good(where) if source is None else _named(expanded(source))
    with storage.locked():
        present = storage.content()
        if present == data:
            return Restored(chosen, changed=False)
        before: list[Path] = []

        def keep() -> None:
            if present is not None:
                before.append(backups.before(where, "restore"))

        try:
            atomic.replace(where, data, first=keep)
        except OSError as error:
            raise failures.not_written(where, error) from error
    return Restored(chosen, changed=True, before=before[0] if before else None)


def _newest_good(where: Path) -> tuple[Path, bytes]:
    chosen = next(filter(is_good, backups.newest_first(where)), None)
    if chosen is None:
        raise LibraryError(f"There is no good backup of {one_line(str(where))}.")
    return _named(chosen)


def _named(chosen: Path) -> tuple[Path, bytes]:
    """A backup and what is in it. Raises LibraryError if that is no library."""
    try:
        data = chosen.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LibraryError(f"There is no backup {one_line(str(chosen))}.") from error
    except OSError as error:
        raise failures.not_read(chosen, error) from error
    _checked(chosen, data, "is no good backup of a library (an export comes in with “sayso import”).")
    return chosen, data


def _checked(path: Path, data: bytes, otherwise: str) -> None:
    """Raises LibraryError with ``otherwise`` if the bytes are no library, and if a newer version's."""
    try:
        decode(data)
    except LibraryNewerError as error:
        raise LibraryNewerError(f"{one_line(str(path))}: {error}") from error
    except DamagedError as error:
        raise LibraryError(f"{one_line(str(path))} {otherwise}") from error
