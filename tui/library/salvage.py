"""What a damaged library file still tells: whole documents found among the rubble."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from tui.domain.annotation import Annotation, Reading
from tui.library.migrations import Tables

_KEY = re.compile(r'"([0-9a-f][0-9a-f-]{15,35})"\s*:\s*(?=\{)')
_DECODER = json.JSONDecoder()


def salvage(damaged: bytes, tables: Tables) -> tuple[Tables, int]:
    """``tables`` with the whole documents in ``damaged`` that they lack or hold an older version of.

    Returns the tables and how many documents were added. A document counts only if it decodes to an
    annotation or a reading under its own id.
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
    for table, kind, own, newer in (
        ("annotations", Annotation, "id", "modified"),
        ("readings", Reading, "article_id", "opened"),
    ):
        try:
            value: Any = msgspec.convert(document, kind)
        except (msgspec.ValidationError, ValueError):
            continue
        if getattr(value, own) == key:
            return table, newer
    return None, ""
