"""``sayso library check``, ``repair``, ``backup`` and ``restore``: each is safe to run twice."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from tui.domain.annotation import Annotation, Reading
from tui.domain.errors import LibraryError, LibraryNewerError
from tui.domain.safe import one_line
from tui.library import atomic, backups, failures
from tui.library.encoding import DamagedError, decode
from tui.library.migrations import Tables
from tui.library.paths import library_path
from tui.library.storage import FileStorage

SET_ASIDE = "set-aside"
"""The table for documents that are no annotations or readings: kept, not shown."""


class Report(msgspec.Struct, frozen=True):
    """The state of a library. ``findings`` are plain sentences; there are none if all is well."""

    path: str
    size: int
    """Bytes of the library's file."""
    annotations: int
    readings: int
    backups: tuple[str, ...]
    """The good backups, the latest first."""
    findings: tuple[str, ...]
    set_aside: int = 0
    """Entries that earlier repairs could not understand and kept in the file."""


def check(path: str | os.PathLike[str] | None = None) -> Report:
    """Look a library over without changing anything. Raises LibraryError if it cannot be read at all."""
    where = _resolved(path)
    findings: list[str] = []
    tables: Tables = {}
    data = _read(where)
    if data is None:
        findings.append("There is no library yet.")
    else:
        try:
            tables = decode(data) if data else {}
        except DamagedError:
            findings.append(
                "The library is damaged: “sayso library repair” goes back to the newest good backup."
            )
        findings += _of_documents(tables)
    good: list[str] = []
    for backup in backups.newest_first(where):
        if _good(backup):
            good.append(str(backup))
        else:
            findings.append(f"The backup {one_line(backup.name)} is damaged.")
    left = list(atomic.leftovers(where))
    if left:
        findings.append(f"{_number(len(left), 'unfinished file')} of an interrupted writer.")
    return Report(
        path=str(where),
        size=len(data or b""),
        annotations=_count(tables, "annotations"),
        readings=_count(tables, "readings"),
        backups=tuple(good),
        findings=tuple(findings),
        set_aside=len(tables.get(SET_ASIDE, {})),
    )


def repair(path: str | os.PathLike[str] | None = None) -> list[str]:
    """Mend what can be mended; returns a sentence for each thing done. Raises LibraryError.

    A damaged file is put aside and the newest good backup used; entries under a wrong id get their own;
    those that cannot be understood are set aside within the file; unfinished files are removed.
    """
    where = _resolved(path)
    done: list[str] = []
    if _read(where) is None:
        return done
    storage = FileStorage(where)
    with storage.transaction() as tables:
        if storage.notice:
            done.append(storage.notice)
        mended, words = _mended(tables)
        if words:
            storage.write(mended)
            done += words
        try:
            left = list(atomic.leftovers(where))
            for leftover in left:
                leftover.unlink(missing_ok=True)
        except OSError as error:
            raise failures.not_written(where, error) from error
        if left:
            done.append(f"{_number(len(left), 'unfinished file')} removed.")
        for backup in list(backups.newest_first(where)):
            if not _good(backup):
                backup.rename(backup.with_name(f"damaged-{backup.name}"))
                done.append(f"The damaged backup {one_line(backup.name)} was set aside.")
    return done


def backup(path: str | os.PathLike[str] | None = None, to: str | os.PathLike[str] | None = None) -> Path:
    """Copy the library to the file ``to`` (default: a new one in its folder of backups); returns the copy.

    If the newest backup that was asked for is of this very content, that one is returned. Raises
    LibraryError: there is no good library, or ``to`` is another file that exists.
    """
    where = _resolved(path)
    data = _read(where)
    if data is None:
        raise LibraryError(f"There is no library at {one_line(str(where))} yet.")
    _decoded(where, data)
    try:
        if to is None:
            for known in backups.newest_first(where):
                if known.name.startswith("kept-") and known.read_bytes() == data:
                    return known
            target = backups.manual_name(where)
        else:
            target = Path(to).expanduser()
            if target.is_dir():
                target = target / f"{where.stem}-{backups.stamp()}.json"
            if target.exists():
                if target.read_bytes() == data:
                    return target
                raise LibraryError(
                    f"{one_line(str(target))} exists and holds something else: name a new file."
                )
        atomic.replace(target, data)
    except OSError as error:
        raise failures.not_written(Path(to) if to is not None else backups.folder_of(where), error) from error
    return target


def restore(path: str | os.PathLike[str] | None = None, source: str | os.PathLike[str] | None = None) -> Path:
    """Make a backup (default: the newest good one) the library; returns that backup.

    The library as it was is kept among the backups as ``before-restore-TIME.json``. Nothing changes if
    the library has the backup's very content already. Raises LibraryError.
    """
    where = _resolved(path)
    if source is None:
        chosen = next(filter(_good, backups.newest_first(where)), None)
        if chosen is None:
            raise LibraryError(f"There is no good backup of {one_line(str(where))}.")
    else:
        chosen = Path(source).expanduser()
    data = _read(chosen)
    if data is None:
        raise LibraryError(f"There is no backup {one_line(str(chosen))}.")
    _decoded(chosen, data)
    storage = FileStorage.bare(where)
    with storage.locked():
        present = _read(where)
        if present == data:
            return chosen
        try:
            if present is not None:
                backups.before(where, "restore")
            atomic.replace(where, data)
        except OSError as error:
            raise failures.not_written(where, error) from error
    return chosen


def _resolved(path: str | os.PathLike[str] | None) -> Path:
    return FileStorage.bare(library_path(path)).path


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise failures.not_read(path, error) from error


def _decoded(path: Path, data: bytes) -> Tables:
    try:
        return decode(data)
    except LibraryNewerError as error:
        raise LibraryNewerError(f"{one_line(str(path))}: {error}") from error
    except DamagedError as error:
        raise LibraryError(f"{one_line(str(path))} is no good library file.") from error


def _good(backup: Path) -> bool:
    try:
        decode(backup.read_bytes())
    except (DamagedError, LibraryError, OSError):
        return False
    return True


def _count(tables: Tables, table: str) -> int:
    return sum(_own_key(table, document) is not None for document in tables.get(table, {}).values())


def _own_key(table: str, document: Mapping[str, Any]) -> str | None:
    """The id that a document should stand under, or None if it cannot be understood."""
    try:
        if table == "readings":
            return msgspec.convert(document, Reading).article_id
        annotation: Annotation = msgspec.convert(document, Annotation)
        return annotation.id
    except msgspec.ValidationError:
        return None


def _of_documents(tables: Tables) -> list[str]:
    strange = misplaced = 0
    for table in ("annotations", "readings"):
        for key, document in tables.get(table, {}).items():
            own = _own_key(table, document)
            strange += own is None
            misplaced += own is not None and own != key
    findings = []
    if strange:
        findings.append(
            f"{_number(strange, 'entry')} that cannot be understood: “sayso library repair” sets it aside."
        )
    if misplaced:
        findings.append(f"{_number(misplaced, 'entry')} under a wrong id: “sayso library repair” mends it.")
    return findings


def _mended(tables: Tables) -> tuple[Tables, list[str]]:
    mended = {name: dict(table) for name, table in tables.items()}
    strange = misplaced = 0
    for table in ("annotations", "readings"):
        for key, document in tables.get(table, {}).items():
            own = _own_key(table, document)
            if own == key:
                continue
            if own is None:
                mended.setdefault(SET_ASIDE, {})[f"{table}:{key}"] = mended[table].pop(key)
                strange += 1
            else:
                # Under its own id there may be another version, which is then the one that was shown.
                moved = mended[table].pop(key)
                if own in mended[table]:
                    mended.setdefault(SET_ASIDE, {})[f"{table}:{key}"] = moved
                else:
                    mended[table][own] = moved
                misplaced += 1
    words = []
    if strange:
        words.append(f"{_number(strange, 'entry')} that could not be understood set aside in the file.")
    if misplaced:
        words.append(f"{_number(misplaced, 'entry')} put under the right id.")
    return mended, words


def _number(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"
