"""W3C Web Annotations in JSON-LD: https://www.w3.org/TR/annotation-model/ (2017), written.

A collection with its one page inside. Every annotation has a target of the kind SpecificResource with a
TextQuoteSelector and a TextPositionSelector (code points), and bodies by purpose: commenting (a note's
Markdown), tagging, bookmarking (the letter of a mark), editing (a correction, as JSON). Colours are style
classes, which is the model's own place for them. ``sayso:article`` keeps the article's id.

On a page of the web the context ends with the paragraph: what stands between two of its paragraphs is not
the line ends that our text has, and Apache Annotator (0.2.0) looks for prefix and suffix letter by letter.
The whole context stands in ``sayso:prefix`` and ``sayso:suffix``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

import msgspec

from tui.domain.annotation import Annotation, Bookmark, Colour, Correction, Highlight, Note
from tui.domain.article import Article
from tui.domain.labels.annotations import annotation_colour, annotation_tags
from tui.domain.text.json_text import json_text

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OWN = {"sayso": "urn:sayso:"}
ARTICLE = "sayso:article"
PREFIX, SUFFIX = "sayso:prefix", "sayso:suffix"
_MOTIVATIONS = {
    Bookmark: "bookmarking",
    Highlight: "highlighting",
    Note: "commenting",
    Correction: "editing",
}
_RGB = {
    Colour.YELLOW: "#ffe066",
    Colour.GREEN: "#a9e5a0",
    Colour.BLUE: "#a5d3f5",
    Colour.PINK: "#f7b6d2",
    Colour.ORANGE: "#ffc48a",
}
_STYLESHEET = " ".join(f".{colour} {{ background: {rgb} }}" for colour, rgb in _RGB.items())


def to_web_annotations(article: Article, annotations: Sequence[Annotation]) -> str:
    """The annotations on one article as an AnnotationCollection."""
    collection = f"urn:sayso:collection:{article.id}"
    body: dict[str, Any] = {
        "@context": [CONTEXT, OWN],
        "id": collection,
        "type": "AnnotationCollection",
        "label": article.title,
        "total": len(annotations),
    }
    if annotations:
        page = f"urn:sayso:page:{article.id}"
        body["first"] = {
            "id": page,
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": [_item(annotation, source_iri(article)) for annotation in annotations],
        }
        body["last"] = page
    return json_text(body, indent=2) + "\n"


def source_iri(article: Article) -> str:
    """What an article is called in a target: its address, its file's URI, or a URN of its id."""
    if "://" in article.web:
        return article.web
    path = PurePath(article.source)
    return path.as_uri() if path.is_absolute() else f"urn:sayso:article:{article.id}"


def _item(annotation: Annotation, source: str) -> dict[str, Any]:
    anchor = annotation.anchor
    prefix, suffix = anchor.prefix, anchor.suffix
    if "://" in source and not source.startswith("file:"):
        prefix, suffix = prefix.rpartition("\n")[2], suffix.partition("\n")[0]
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": anchor.exact,
                "prefix": prefix,
                "suffix": suffix,
            },
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
        ],
    }
    if (prefix, suffix) != (anchor.prefix, anchor.suffix):
        target |= {PREFIX: anchor.prefix, SUFFIX: anchor.suffix}
    item: dict[str, Any] = {
        "id": f"urn:uuid:{annotation.id}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS[type(annotation)],
        "created": _instant(annotation.created),
        "modified": _instant(annotation.modified),
        ARTICLE: annotation.article_id,
    }
    colour = annotation_colour(annotation)
    if colour is not None:
        item["stylesheet"] = {"type": "CssStylesheet", "value": _STYLESHEET}
        target["styleClass"] = colour
    bodies = _bodies(annotation)
    if bodies:
        item["body"] = bodies
    item["target"] = target
    return item


def _bodies(annotation: Annotation) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = []
    match annotation:
        case Note(body=words) if words:
            bodies.append(_textual(words, "commenting", "text/markdown"))
        case Bookmark(mark=mark) if mark:
            bodies.append(_textual(mark, "bookmarking", "text/plain"))
        case Correction():
            value = {"right": msgspec.to_builtins(annotation.right), "was": annotation.was}
            bodies.append(_textual(json_text(value), "editing", "application/json"))
        case _:
            pass
    bodies += [_textual(tag, "tagging", "text/plain") for tag in annotation_tags(annotation)]
    return bodies


def _textual(value: str, purpose: str, media: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": media, "purpose": purpose}


def _instant(when: datetime) -> str:
    """An xsd:dateTime in UTC, as the model wants it."""
    return (
        (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).isoformat().replace("+00:00", "Z")
    )
