"""Single annotations of other programs to ours: W3C Web Annotations and rows of the API of Hypothesis.

Each becomes an annotation, or a few words on why it cannot, for the caller to count. One that states no id
has none yet; see :mod:`.identity`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from tui.domain.annotation import (
    Anchor,
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
from tui.domain.decoding import converted
from tui.domain.text.address import canonical
from tui.export.formats.webannotation import ARTICLE, PREFIX, SUFFIX
from tui.export.html_words import words_of_html
from tui.export.identity import instant, named, stated_id
from tui.export.selectors import anchor_of, listed, why_not

_OWN_ARTICLE = "urn:sayso:article:"
REPLY = "as replies"


@dataclass(frozen=True, slots=True)
class _Target:
    """The passage that an annotation is on: its anchor, its article's address, and its style classes."""

    anchor: Anchor
    source: str
    style: Any


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
    try:
        return article_id(canonical(source) if path is None else os.path.realpath(path))
    except ValueError:  # a NUL in a path, a host that cannot be
        return article_id(source)


def path_of(source: str) -> str | None:
    """The path that a ``file:`` URI or an absolute path names, else None."""
    if source.startswith("/"):
        return source
    if source.lower().startswith("file:"):
        try:
            return unquote(urlsplit(source).path)
        except ValueError:  # a host that cannot be
            return None
    return None


def by_target(item: Any) -> list[Any]:
    """A Web Annotation as one for each passage that it is on, with ids that stay the same.

    Each body of an annotation is about each of its targets alone (section 3.2 of the model).
    """
    targets = listed(item.get("target")) if isinstance(item, dict) else []
    placed: dict[tuple[str, str, str], dict[str, Any]] = {}
    for target in targets:
        if isinstance(target, dict) and (anchor := anchor_of(target.get("selector"))) is not None:
            placed.setdefault((_iri(target.get("source")), anchor.prefix, anchor.exact), target)
    if len(placed) < 2 or not all(source for source, _, _ in placed):
        return [item]
    first = stated_id(item.get("id")) or stated_id(item.get("@id"))
    return [
        {**item, "target": target} | ({"id": first and f"{first}#{number}"} if number > 1 else {})
        for number, target in enumerate(placed.values(), 1)
    ]


def from_web_annotation(item: dict[str, Any], foreign: Foreign) -> Annotation | str:
    """A W3C Web Annotation as one of ours, or why it is none."""
    target = _target(item)
    if isinstance(target, str):
        return target
    created, modified = _dates(item.get("created"), item.get("modified"))
    common: dict[str, Any] = {
        "article_id": foreign.article(target.source, item.get(ARTICLE), None),
        "anchor": target.anchor,
        "id": stated_id(item.get("id")) or stated_id(item.get("@id")),
        "created": created,
        "modified": modified,
    }
    motivations = _plain_names(item.get("motivation"))
    bodies = _bodies(item, motivations)
    tags = tuple(dict.fromkeys(bodies.tags))
    colour = _colour(target.style)
    if bodies.change is not None:
        right, was = bodies.change
        return Correction(right=right, was=was, **common)
    if "bookmarking" in motivations and not bodies.texts:
        return Bookmark(mark=bodies.mark, **common)
    if bodies.texts or "commenting" in motivations or (tags and "highlighting" not in motivations):
        return Note(body="\n\n".join(bodies.texts), tags=tags, colour=colour, **common)
    return Highlight(colour=colour or Colour.YELLOW, tags=tags, **common)


def from_hypothesis(row: dict[str, Any], foreign: Foreign) -> Annotation | str:
    """A row of the API of Hypothesis as one of ours, or why it is none.

    See https://h.readthedocs.io/en/latest/api-reference/.
    """
    if row.get("references"):
        return REPLY
    target = _target(row, row.get("uri"))
    if isinstance(target, str):
        return target
    created, modified = _dates(row.get("created"), row.get("updated"))
    document = row.get("document")
    titles = listed(document.get("title")) if isinstance(document, dict) else []
    common: dict[str, Any] = {
        "article_id": foreign.article(
            target.source, None, next((title for title in titles if isinstance(title, str)), None)
        ),
        "anchor": target.anchor,
        "id": named(f"https://hypothes.is/a/{row['id']}") if stated_id(row.get("id")) else "",
        "created": created,
        "modified": modified,
    }
    text = row.get("text")
    words = text.strip() if isinstance(text, str) else ""
    tags = tuple(tag for tag in listed(row.get("tags")) if isinstance(tag, str) and tag)
    return Note(body=words, tags=tags, **common) if words or tags else Highlight(**common)


@dataclass(slots=True)
class _Bodies:
    """What the bodies of an annotation hold: texts, tags, the letter of a mark, a correction of ours."""

    texts: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    mark: str = ""
    change: tuple[Change, str] | None = None

    def take(self, body: dict[str, Any], motivations: set[str]) -> None:
        """One body; ``motivations`` are its purposes where it states none."""
        items = body.get("items")
        if isinstance(items, list) and body.get("type") == "Choice":  # section 4.7: the first is the default
            if items and isinstance(items[0], dict):
                self.take(items[0], motivations)
            return
        if isinstance(items, list):  # a composite or a list of bodies
            self.texts += [
                inner["value"]
                for inner in items
                if isinstance(inner, dict) and isinstance(inner.get("value"), str)
            ]
            return
        value = body.get("value", body.get("chars"))
        if isinstance(value, str):
            self._take_words(value, _plain_names(body.get("purpose")) or motivations, body.get("format"))
        elif link := _iri(body.get("source") or body.get("id")):
            self.texts.append(f"<{link}>")

    def _take_words(self, words: str, purposes: set[str], media: Any) -> None:
        change = _change(words) if "editing" in purposes and media == "application/json" else None
        if "tagging" in purposes:
            self.tags.append(words)
        elif change is not None:
            self.change = change
        elif "bookmarking" in purposes and len(words) <= 1:
            self.mark = words
        elif words:
            self.texts.append(words_of_html(words) if media == "text/html" else words)


def _bodies(item: dict[str, Any], motivations: set[str]) -> _Bodies:
    bodies = _Bodies()
    if isinstance(item.get("bodyValue"), str):
        bodies.texts.append(item["bodyValue"])
    for body in listed(item.get("body")):
        if isinstance(body, str):  # an IRI of something elsewhere: kept as a link
            bodies.texts.append(f"<{body}>")
        elif isinstance(body, dict):
            bodies.take(body, motivations)
    return bodies


def _plain_names(words: Any) -> set[str]:
    """One or several terms of the model without their prefix: ``oa:tagging`` is ``tagging``."""
    return {str(word).rpartition(":")[2] for word in listed(words)}


def _target(item: dict[str, Any], otherwise: Any = None) -> _Target | str:
    """The first target that can be placed, or why none can. ``otherwise``: the source, if none states it."""
    targets = [target for target in listed(item.get("target")) if isinstance(target, dict)]
    for target in targets:
        anchor, source = anchor_of(target.get("selector")), _iri(target.get("source")) or _iri(otherwise)
        if anchor is not None and source:
            return _Target(_with_context(anchor, target), source, target.get("styleClass"))
    return why_not(targets)


def _with_context(anchor: Anchor, target: dict[str, Any]) -> Anchor:
    """The anchor with the context beyond its paragraph that an export of ours keeps beside the selectors."""
    prefix, suffix = target.get(PREFIX), target.get(SUFFIX)
    if not isinstance(prefix, str) or not isinstance(suffix, str):
        return anchor
    return msgspec.structs.replace(anchor, prefix=prefix, suffix=suffix)


def _change(value: str) -> tuple[Change, str] | None:
    try:
        stated = json.loads(value)
        return converted(stated["right"], Change), str(stated.get("was", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _colour(classes: Any) -> Colour | None:
    for name in listed(classes):
        if isinstance(name, str) and name in set(Colour):
            return Colour(name)
    return None


def _dates(created: Any, modified: Any) -> tuple[datetime, datetime]:
    first, last = instant(created), instant(modified)
    first = first or last or now()
    return first, last or first


def _iri(value: Any) -> str:
    if isinstance(value, list):
        value = next(filter(_iri, value), "")
    if isinstance(value, dict):
        value = value.get("id") or value.get("@id")
    return value.strip() if isinstance(value, str) else ""
