"""The library's schema: its version, and the steps that bring older files up to it.

A file's tables are ``meta``, ``annotations``, ``readings`` and ``people`` (what the reader decided about
them); ids are UUIDs, for readings an article's id.

Version 0 is a file without a version, as TinyDB's own storage writes one: documents may have numbers for
ids, and annotations may stand in TinyDB's ``_default`` table. Version 1 has the ``meta`` table, version 2 the
table ``people``. Migrating happens in memory on reading; the file follows with the next change, its old
version kept as a backup. The tables ``feeds`` and ``read-items`` may stand in a file of any version: one that
does not know them leaves them as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

Tables = dict[str, dict[str, Any]]

SCHEMA = 2
"""The version that this code writes."""
SET_ASIDE = "set-aside"
"""The table for what is no annotation and no reading: kept, not shown."""


def schema_of(tables: Tables) -> int:
    """The version of a file's tables; 0 where none is written down. Raises ValueError for nonsense."""
    if "meta" not in tables:
        return 0
    version = tables["meta"].get("library", {}).get("schema")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ValueError("no version of the schema")
    return version


def migrate(
    tables: Tables, steps: Mapping[int, Callable[[Tables], Tables]] | None = None, *, to: int = SCHEMA
) -> Tables:
    """The tables brought to version ``to`` (at least their own); the argument stays as it is."""
    steps = STEPS if steps is None else steps
    for version in range(schema_of(tables), to):
        tables = steps[version](tables)
        tables = {**tables, "meta": {"library": {**tables["meta"]["library"], "schema": version + 1}}}
    return tables


def set_aside(tables: Tables, name: str, document: Mapping[str, Any]) -> None:
    """Keep a document in the table for what is not shown, under a name that nothing has there."""
    kept = tables.setdefault(SET_ASIDE, {})
    free, number = name, 2
    while free in kept:
        free, number = f"{name} {number}", number + 1
    kept[free] = document


def _from_0(tables: Tables) -> Tables:
    """Numbers for ids become UUIDs (made from the number: twice gives the same); tables get their names."""
    annotations: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for table in ("_default", "annotations"):
        for key, document in tables.get(table, {}).items():
            if table == "_default" and not ("article_id" in document and "anchor" in document):
                rest[key] = document
                continue
            own = document.get("id")
            name = own if isinstance(own, str) and own else str(uuid5(NAMESPACE_URL, f"sayso:{table}:{key}"))
            annotations[name] = {**document, "id": name}
    readings = {
        str(document.get("article_id") or key): document
        for key, document in tables.get("readings", {}).items()
    }
    others = {
        name: table for name, table in tables.items() if name not in ("_default", "annotations", "readings")
    }
    if rest:
        others["_default"] = rest
    return {"meta": {"library": {"schema": 0}}, "annotations": annotations, "readings": readings, **others}


def _from_1(tables: Tables) -> Tables:
    """The table ``people``; what another program keeps under that name is none of ours until it decodes."""
    return {**tables, "people": tables.get("people", {})}


STEPS: dict[int, Callable[[Tables], Tables]] = {0: _from_0, 1: _from_1}
"""What brings version N to version N + 1. The version itself is written by ``migrate``."""
