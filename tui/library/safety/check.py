"""``sayso library check`` and ``repair``: what is wrong with a library, and mending it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from tui.domain.errors import LibraryError
from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line
from tui.library import failures
from tui.library.documents import DOCUMENTS
from tui.library.encoding import DamagedError, decode
from tui.library.migrations import SET_ASIDE, Tables, set_aside
from tui.library.paths import library_path
from tui.library.safety import atomic, backups
from tui.library.storage import FileStorage, is_blank, vanished


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
    storage = FileStorage.bare(library_path(path))
    where = storage.path
    findings: list[str] = []
    tables: Tables = {}
    data = storage.content()
    if data is None:
        findings.append(vanished(where) or "There is no library yet.")
    else:
        try:
            tables = {} if is_blank(where, data) else decode(data)
        except DamagedError:
            findings.append(
                "The library is damaged: “sayso library repair” goes back to the newest good backup."
            )
        findings += _of_documents(tables)
        if tables and (twice := len(_shadowed(data))):
            findings.append(
                f"{_entries(twice)} under an id that stands in the file again further down, where "
                "the one that counts is: “sayso library repair” sets the others aside."
            )
    good: list[str] = []
    for backup in backups.newest_first(where):
        if is_good(backup):
            good.append(str(backup))
        else:
            findings.append(
                f"The backup {one_line(backup.name)} is damaged: “sayso library repair” renames it."
            )
    left = list(atomic.leftovers(where))
    if left:
        findings.append(
            f"{counted(len(left), 'unfinished file')} of an interrupted writer: the next change clears up."
        )
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
    where = FileStorage.bare(library_path(path)).path
    if FileStorage.bare(where).content() is None:
        return [word] if (word := vanished(where)) is not None else []
    storage = FileStorage(where)
    done = [storage.notice] if storage.notice else []
    with storage.transaction() as tables:
        mended, words = _mended(tables, storage.content() or b"")
        if words:
            storage.write(mended)
            done += words
        try:
            done += _tidied(where)
        except OSError as error:
            raise failures.not_written(where, error) from error
    return done


def is_good(backup: Path) -> bool:
    """Whether a file is a library that this version can read."""
    try:
        decode(backup.read_bytes())
    except (DamagedError, LibraryError, OSError):
        return False
    return True


def _tidied(where: Path) -> list[str]:
    """Remove unfinished files and rename damaged backups; a sentence for each. Raises OSError."""
    done = []
    left = list(atomic.leftovers(where))
    for leftover in left:
        leftover.unlink(missing_ok=True)
    if left:
        done.append(f"{counted(len(left), 'unfinished file')} removed.")
    for backup in list(backups.newest_first(where)):
        if not is_good(backup):
            name = f"damaged-{backup.name}"
            backup.rename(backup.with_name(name))
            done.append(f"The damaged backup {one_line(backup.name)} is now called {one_line(name)}.")
    return done


def _count(tables: Tables, table: str) -> int:
    return sum(_own_key(table, document) is not None for document in tables.get(table, {}).values())


def _own_key(table: str, document: Mapping[str, Any]) -> str | None:
    """The id that a document should stand under, or None if it cannot be understood."""
    kind = DOCUMENTS[table]
    try:
        return str(getattr(kind.decoded(document), kind.own))
    except msgspec.ValidationError:
        return None


def _of_documents(tables: Tables) -> list[str]:
    strange = misplaced = 0
    for table in DOCUMENTS:
        for key, document in tables.get(table, {}).items():
            own = _own_key(table, document)
            strange += own is None
            misplaced += own is not None and own != key
    findings = []
    if strange:
        findings.append(
            f"{_entries(strange)} that cannot be understood: “sayso library repair” sets "
            f"{'it' if strange == 1 else 'them'} aside."
        )
    if misplaced:
        findings.append(
            f"{_entries(misplaced)} under a wrong id: “sayso library repair” mends "
            f"{'it' if misplaced == 1 else 'them'}."
        )
    return findings


def _mended(tables: Tables, data: bytes) -> tuple[Tables, list[str]]:
    """The tables put right, and a sentence for each kind of thing done. ``data`` are the file's bytes."""
    mended = {name: dict(table) for name, table in tables.items()}
    strange = misplaced = 0
    for table in DOCUMENTS:
        for key, document in tables.get(table, {}).items():
            own = _own_key(table, document)
            if own == key:
                continue
            if own is None:
                set_aside(mended, f"{table}:{key}", mended[table].pop(key))
                strange += 1
            else:
                # Under its own id there may be another version, which is then the one that was shown.
                moved = mended[table].pop(key)
                if own in mended[table]:
                    set_aside(mended, f"{table}:{key}", moved)
                else:
                    mended[table][own] = moved
                misplaced += 1
    twice = _shadowed(data)
    for name, document in twice:
        set_aside(mended, name, document)
    words = []
    if strange:
        words.append(f"{_entries(strange)} that could not be understood set aside in the file.")
    if misplaced:
        words.append(f"{_entries(misplaced)} put under the right id.")
    if twice:
        words.append(f"{_entries(len(twice))} under an id that was there twice set aside in the file.")
    return mended, words


def _shadowed(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """The documents of a file that another of the same name hides: JSON lets the last one count.

    Nobody but an editor makes such a file. The names are ``TABLE:KEY``.
    """
    hidden: list[tuple[str, dict[str, Any]]] = []

    try:
        tables = json.loads(data, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return hidden
    if not isinstance(tables, _Pairs):
        return hidden
    for table, documents in tables.pairs:
        if table not in DOCUMENTS or not isinstance(documents, _Pairs):
            continue
        for key, document in documents.pairs:
            if isinstance(document, dict) and document != tables[table].get(key):
                hidden.append((f"{table}:{key}", dict(document)))
    return hidden


class _Pairs(dict[str, Any]):
    """An object of JSON that still knows the names that stand in it twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


def _entries(number: int) -> str:
    return counted(number, "entry", "entries")
