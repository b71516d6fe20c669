"""Which annotation one that comes in is: by the id it states, else by what it says; and whether it is dated.

An id that is blank, no text, or a blank node of JSON-LD (``_:b0``, which names something within one file)
states nothing. Such an annotation gets an id of its passage and its words, so that it is the same one
whenever it comes in, whatever else a program writes beside them.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from tui.domain.annotation import Annotation

_UUID = "urn:uuid:"
_DATES = ("created", "modified", "updated")  # the last one: of Hypothesis


def stated_id(value: Any) -> str:
    """The UUID of a stated id, an IRI or a UUID; empty where none is stated."""
    if isinstance(value, list):
        value = next((one for one in value if stated_id(one)), "")
    if isinstance(value, dict):
        value = value.get("id") or value.get("@id")
    if not isinstance(value, str) or not value.strip() or value.startswith("_:"):
        return ""
    if value.startswith(_UUID):
        try:
            return str(UUID(value.removeprefix(_UUID)))
        except ValueError:
            pass
    return named(value)


def named(name: str) -> str:
    """The UUID of a name, which may hold half a surrogate pair."""
    return str(uuid5(NAMESPACE_URL, name.encode("utf-8", "replace").decode()))


def identified(annotation: Annotation) -> Annotation:
    """The annotation under its id; without one, under that of its article, its passage and what it says."""
    if annotation.id.strip():
        return annotation
    anchor = annotation.anchor
    name = json.dumps([annotation.article_id, anchor.prefix, anchor.suffix, *saying(annotation)])
    return msgspec.structs.replace(annotation, id=named(name))


def saying(annotation: Annotation) -> tuple[Any, ...]:
    """All of an annotation but its id and its dates: what makes two of them doubles."""
    plain = msgspec.to_builtins(annotation)
    anchor = annotation.anchor
    for name in ("id", "created", "modified", "anchor"):
        del plain[name]
    return (anchor.exact, anchor.start, anchor.end, json.dumps(plain, sort_keys=True))


def instant(value: Any) -> datetime | None:
    """A moment in UTC, as ISO 8601 writes it; without a zone UTC is meant. None: that is none."""
    if not isinstance(value, str):
        return None
    try:
        when = datetime.fromisoformat(value)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_dated(row: dict[str, Any]) -> bool:
    """Whether an annotation, as it came, states when it was made or changed."""
    return any(instant(row.get(name)) is not None for name in _DATES)
