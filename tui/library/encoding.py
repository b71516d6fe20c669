"""The library's tables as bytes and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

import orjson

from tui.domain.errors import LibraryNewerError
from tui.library.migrations import SCHEMA, Tables, migrate, schema_of, set_aside

LEVELS = 100
"""How deep a part of a document may be nested to be written as it is; ours are three deep."""


class DamagedError(ValueError):
    """The bytes are no library: not JSON, or JSON of another shape."""


def decode(data: bytes) -> Tables:
    """The tables in a file's bytes, brought to this version's schema.

    Raises DamagedError, and LibraryNewerError for a schema that a newer version wrote.
    """
    try:
        tables = _sorted_out(parsed(data))
        if not isinstance(tables, dict) or not all(
            isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
            for table in tables.values()
        ):
            raise DamagedError("not a library")
        newer = schema_of(tables) > SCHEMA
    except (ValueError, RecursionError) as error:
        raise DamagedError(str(error)) from error
    if newer:
        raise LibraryNewerError(
            "The library was written by a newer version of sayso: upgrade this one to open it."
        )
    return migrate(tables)


def parsed(data: bytes) -> Any:
    """What JSON says. Raises ValueError, RecursionError."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        # Half of a surrogate pair, which an article's text may hold, is beyond orjson both ways.
        return json.loads(data)


def _sorted_out(tables: Any) -> Any:
    """The tables of a library, what is no table and no document in them set aside.

    What does not say that it is a library stays as it is: another program's file is none.
    """
    try:
        schema_of(tables)
        odd = {name: table for name, table in tables.items() if not isinstance(table, dict)}
        odd |= {
            f"{name}:{key}": document
            for name, table in tables.items()
            if name not in odd and name != "meta"
            for key, document in table.items()
            if not isinstance(document, dict)
        }
        if not odd or "meta" not in tables:
            return tables
    except (AttributeError, TypeError):
        return tables
    sound = {
        name: {key: document for key, document in table.items() if isinstance(document, dict)}
        for name, table in tables.items()
        if name not in odd
    }
    for name, value in odd.items():
        set_aside(sound, name, {"value": value})
    return sound


def encode(tables: Tables) -> bytes:
    """The bytes of a file with these tables and a new revision."""
    meta = {**tables.get("meta", {}), "library": {"schema": SCHEMA, "revision": uuid4().hex}}
    whole = {"meta": meta, **{name: table for name, table in tables.items() if name != "meta"}}
    try:
        return orjson.dumps(whole)
    except (TypeError, orjson.JSONEncodeError):  # half a surrogate pair, or nested deeper than orjson goes
        shallow = {
            name: {
                key: {field: _shallow(value) for field, value in document.items()}
                for key, document in table.items()
            }
            for name, table in whole.items()
        }
        return json.dumps(shallow, separators=(",", ":")).encode()


def dumped(documents: Mapping[str, Mapping[str, Any]] | Sequence[Mapping[str, Any]]) -> bytes:
    """Documents as JSON, whatever their strings hold and however deeply they nest."""
    try:
        return orjson.dumps(documents)
    except (TypeError, orjson.JSONEncodeError):
        listed = documents.values() if isinstance(documents, Mapping) else documents
        shallow = [{field: _shallow(value) for field, value in document.items()} for document in listed]
        return json.dumps(shallow, separators=(",", ":")).encode()


def _shallow(value: Any) -> Any:
    """The same, with what is nested deeper than ``LEVELS`` as text: JSON in JSON. Without recursion."""
    if not isinstance(value, dict | list):
        return value
    nodes = [value]
    for node in nodes:  # it grows meanwhile
        nodes += [child for child in _values(node) if isinstance(child, dict | list)]
    made: dict[int, tuple[Any, int]] = {}  # by the node it was made of, with its height
    for node in reversed(nodes):
        children = [made.get(id(child), (child, -1)) for child in _values(node)]
        values = [json.dumps(child) if height >= LEVELS else child for child, height in children]
        height = 1 + max((height if height < LEVELS else -1 for _, height in children), default=-1)
        made[id(node)] = (dict(zip(node, values, strict=True)) if isinstance(node, dict) else values, height)
    return made[id(value)][0]


def _values(node: Any) -> Iterable[Any]:
    return node.values() if isinstance(node, dict) else node
