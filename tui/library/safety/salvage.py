"""A damaged library: the newest good backup, and the whole documents still found among the rubble."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from tui.domain.errors import LibraryError
from tui.domain.text.safe import one_line
from tui.library import failures
from tui.library.documents import DOCUMENTS
from tui.library.encoding import DamagedError, decode
from tui.library.migrations import Tables
from tui.library.safety import backups

_KEY = re.compile(r'"([^"\\]{1,200})"\s*:\s*(?=\{)')
_DECODER = json.JSONDecoder()
_STUB = 16
"""Bytes under which a file can be no other program's data worth keeping in its place."""


def recovered(path: Path) -> tuple[Tables, str]:
    """What the newest good backup and the damaged file give together, and a phrase that says what it is.

    Raises LibraryError for a file that does not look as if it had ever been a library.
    """
    try:
        damaged = path.read_bytes()
    except OSError as error:
        raise failures.not_read(path, error) from error
    tables: Tables = {}
    word = "an empty one (there is no good backup)"
    for backup in backups.newest_first(path):
        try:
            tables = decode(backup.read_bytes())
        except (DamagedError, LibraryError, OSError):
            continue  # an older one may be good
        word = f"the backup of {datetime.fromtimestamp(backup.stat().st_mtime, UTC):%Y-%m-%d %H:%M} UTC"
        break
    tables, rescued = salvage(damaged, tables)
    if not tables and len(damaged.strip(b"\0 \r\n")) >= _STUB and not damaged.startswith(b'{"meta"'):
        raise LibraryError(
            f"{one_line(str(path))} is no library of sayso: name another file, or move it away."
        )
    if rescued:
        word += f" with {rescued} newer {'entry' if rescued == 1 else 'entries'} from the damaged file"
    return tables, word


def salvage(damaged: bytes, tables: Tables) -> tuple[Tables, int]:
    """``tables`` with the whole documents in ``damaged`` that they lack or hold an older version of.

    Returns the tables and how many documents were added. A document counts only if it decodes to an
    annotation, a reading or a decision about people under its own id.
    """
    text = damaged.decode("utf-8", "replace")
    merged: dict[str, dict[str, Any]] = {name: dict(table) for name, table in tables.items()}
    rescued = 0
    position = 0
    while (found := _KEY.search(text, position)) is not None:
        position = found.end()
        try:
            document, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            continue
        table, newer = _placed(found[1], document)
        if table is None:
            continue
        position = end
        if "\N{REPLACEMENT CHARACTER}" in text[found.start() : end]:
            continue  # broken bytes: a backup's older version is better than a garbled one
        old = merged.setdefault(table, {}).get(found[1])
        if old is None or str(old.get(newer, "")) < str(document.get(newer, "")):
            merged[table][found[1]] = document
            rescued += 1
    return merged, rescued


def _placed(key: str, document: object) -> tuple[str | None, str]:
    """The table a document belongs in and the field that tells which of two versions is newer."""
    if not isinstance(document, dict):
        return None, ""
    for table, kind in DOCUMENTS.items():
        try:
            value = kind.decoded(document)
        except (msgspec.ValidationError, ValueError):
            continue
        if getattr(value, kind.own) == key:
            return table, kind.newer
    return None, ""
