"""Single annotations of other programs to ours: W3C Web Annotations and rows of the API of Hypothesis.

Each becomes an annotation, or a few words on why it cannot, for the caller to count.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from tui.domain.annotation import (
    Annotation,
    Bookmark,
    Change,
    Colour,
    Correction,
    Highlight,
    Note,
    Reading,
    now,
)
from tui.domain.article import article_id
from tui.domain.text.address import canonical
from tui.export.formats.webannotation import ARTICLE
from tui.export.selectors import anchor_of, listed, why_not

_UUID = "urn:uuid:"
_OWN_ARTICLE = "urn:sayso:article:"
REPLY = "as replies"


class Foreign:
    """What the annotations of one file share: how sources become ids, and the articles met so far."""

    def __init__(self, identify: Callable[[str], str], title: str | None = None) -> None:
        self._identify = identify
        self._title = title
        self.readings: dict[str, Reading] = {}

    def article(self, source: str, stated: Any, title: str | None) -> str:
        """The id of an article, noted as one that was met. ``stated``: the id an export of ours gives."""
        own = source.startswith(_OWN_ARTICLE)
        if isinstance(stated, str) and stated:
            found = stated
        else:
            found = source.removeprefix(_OWN_ARTICLE) if own else self._identify(source)
        if not own and found not in self.readings:
            path = path_of(source)
            self.readings[found] = Reading(
                article_id=found,
                source=path or source,
                title=title or self._title or PurePath(path or source).name or source,
            )
        return found


def article_id_of(source: str) -> str:
    """The id of an article by its address, its file's URI or its path, as loading it would give."""
    path = path_of(source)
    if path is not None:
        return article_id(os.path.realpath(path))
    try:
        return article_id(canonical(source))
    except ValueError:
        return article_id(source)


def path_of(source: str) -> str | None:
    """The path that a ``file:`` URI or an absolute path names, else None."""
    if source.startswith("/"):
        return source
    if source.lower().startswith("file:"):
        return unquote(urlsplit(source).path)
    return None


def from_web_annotation(item: dict[str, Any], foreign: Foreign) -> Annotation | str:
    """A W3C Web Annotation as one of ours, or why it is none."""
    targets = [target for target in listed(item.get("target")) if isinstance(target, dict)]
    for target in targets:
        anchor, source = anchor_of(target.get("selector")), _iri(target.get("source"))
        if anchor is not None and source:
            break
    else:
        return why_not(targets)
    created, modified = _dates(item.get("created"), item.get("modified"))
    common: dict[str, Any] = {
        "article_id": foreign.article(source, item.get(ARTICLE), None),
        "anchor": anchor,
        "id": _identity(item.get("id") or item.get("@id"), item),
        "created": created,
        "modified": modified,
    }
    motivations = {str(word).rpartition(":")[2] for word in listed(item.get("motivation"))}
    texts, tags, mark, change = _bodies(item, motivations)
    colour = _colour(target.get("styleClass"))
    if change is not None:
        return Correction(right=change[0], was=change[1], **common)
    if "bookmarking" in motivations and not texts:
        return Bookmark(mark=mark, **common)
    if texts or "commenting" in motivations or (tags and "highlighting" not in motivations):
        return Note(body="\n\n".join(texts), tags=tags, colour=colour, **common)
    return Highlight(colour=colour or Colour.YELLOW, tags=tags, **common)


def from_hypothesis(row: dict[str, Any], foreign: Foreign) -> Annotation | str:
    """A row of the API of Hypothesis as one of ours, or why it is none.

    See https://h.readthedocs.io/en/latest/api-reference/.
    """
    if row.get("references"):
        return REPLY
    targets = [target for target in listed(row.get("target")) if isinstance(target, dict)]
    for target in targets:
        anchor, source = anchor_of(target.get("selector")), _iri(target.get("source")) or _iri(row.get("uri"))
        if anchor is not None and source:
            break
    else:
        return why_not(targets)
    created, modified = _dates(row.get("created"), row.get("updated"))
    document = row.get("document")
    titles = listed(document.get("title")) if isinstance(document, dict) else []
    common: dict[str, Any] = {
        "article_id": foreign.article(source, None, next((t for t in titles if isinstance(t, str)), None)),
        "anchor": anchor,
        "id": _named(f"https://hypothes.is/a/{row.get('id') or _digest(row)}"),
        "created": created,
        "modified": modified,
    }
    text = row.get("text")
    words = text.strip() if isinstance(text, str) else ""
    tags = tuple(tag for tag in listed(row.get("tags")) if isinstance(tag, str) and tag)
    return Note(body=words, tags=tags, **common) if words or tags else Highlight(**common)


def _bodies(
    item: dict[str, Any], motivations: set[str]
) -> tuple[list[str], tuple[str, ...], str, tuple[Change, str] | None]:
    """The texts, tags, mark and correction that the bodies of an annotation hold."""
    texts: list[str] = []
    tags: list[str] = []
    mark = ""
    change: tuple[Change, str] | None = None
    if isinstance(item.get("bodyValue"), str):
        texts.append(item["bodyValue"])
    for body in listed(item.get("body")):
        if isinstance(body, str):
            # An IRI of something elsewhere: kept as a link.
            texts.append(f"<{body}>")
            continue
        if not isinstance(body, dict):
            continue
        if isinstance(body.get("items"), list):
            # A composite or a list of bodies.
            texts += [
                b["value"] for b in body["items"] if isinstance(b, dict) and isinstance(b.get("value"), str)
            ]
            continue
        value = body.get("value", body.get("chars"))
        purposes = {str(word).rpartition(":")[2] for word in listed(body.get("purpose"))} or motivations
        if not isinstance(value, str):
            link = _iri(body.get("source") or body.get("id"))
            texts += [f"<{link}>"] if link else []
        elif "tagging" in purposes:
            tags.append(value)
        elif "editing" in purposes and body.get("format") == "application/json":
            change = _change(value)
            texts += [] if change is not None else [value]
        elif "bookmarking" in purposes and len(value) <= 1:
            mark = value
        elif value:
            texts.append(value)
    return texts, tuple(dict.fromkeys(tags)), mark, change


def _change(value: str) -> tuple[Change, str] | None:
    try:
        stated = json.loads(value)
        return msgspec.convert(stated["right"], Change), str(stated.get("was", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _colour(classes: Any) -> Colour | None:
    for name in listed(classes):
        if isinstance(name, str) and name in set(Colour):
            return Colour(name)
    return None


def _dates(created: Any, modified: Any) -> tuple[datetime, datetime]:
    first, last = _instant(created), _instant(modified)
    first = first or last or now()
    return first, last or first


def _instant(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        when = datetime.fromisoformat(value)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _identity(stated: Any, item: dict[str, Any]) -> str:
    """A UUID: the one stated, or one that is the same whenever the same annotation comes in."""
    if isinstance(stated, str) and stated.startswith(_UUID):
        try:
            return str(UUID(stated.removeprefix(_UUID)))
        except ValueError:
            pass
    return _named(stated if isinstance(stated, str) and stated else _digest(item))


def _named(name: str) -> str:
    """The UUID of a name, which may hold half a surrogate pair."""
    return str(uuid5(NAMESPACE_URL, name.encode("utf-8", "replace").decode()))


def _digest(item: dict[str, Any]) -> str:
    return json.dumps(item, sort_keys=True, default=str)


def _iri(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("id") or value.get("@id")
    return value if isinstance(value, str) else ""
