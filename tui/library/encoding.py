"""The library's tables as bytes and back."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import orjson

from tui.domain.errors import LibraryNewerError
from tui.library.migrations import SCHEMA, Tables, migrate, schema_of


class DamagedError(ValueError):
    """The bytes are no library: not JSON, or JSON of another shape."""


def decode(data: bytes) -> Tables:
    """The tables in a file's bytes, brought to this version's schema.

    Raises DamagedError, and LibraryNewerError for a schema that a newer version wrote.
    """
    try:
        tables = _parsed(data)
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


def _parsed(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        # Half of a surrogate pair, which an article's text may hold, is beyond orjson both ways.
        return json.loads(data)


def encode(tables: Tables) -> bytes:
    """The bytes of a file with these tables and a new revision."""
    meta = {**tables.get("meta", {}), "library": {"schema": SCHEMA, "revision": uuid4().hex}}
    whole = {"meta": meta, **{name: table for name, table in tables.items() if name != "meta"}}
    try:
        return orjson.dumps(whole)
    except (TypeError, orjson.JSONEncodeError):
        return json.dumps(whole, separators=(",", ":")).encode()
