"""Our own JSON: the article object that ``sayso quotes`` prints, with the reader's annotations, versioned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation, Reading
from tui.domain.article import Article, Span
from tui.domain.text.json_text import json_text
from tui.domain.text.passage_link import passage_link
from tui.export.formats.report import article_head, article_object
from tui.export.placing import place

FORMAT = "sayso"
VERSION = 1
"""Of the layout. A reader of this version takes in files up to it, and refuses later ones."""


def to_json(article: Article, analysis: Analysis | None, annotations: Sequence[Annotation]) -> str:
    """One article, what was found in it, and the annotations on it."""
    body: dict[str, Any] = {"article": article_head(article), "quotes": [], "actors": [], "entities": []}
    if analysis is not None:
        body = article_object(article, analysis)
    head = {
        "format": FORMAT,
        "version": VERSION,
        "pipeline": f"{analysis.pipeline} {analysis.pipeline_version}".strip() if analysis else None,
        "language": article.language if analysis is None else analysis.language,
        "text_hash": article.text_hash,
    }
    whole = {**head, **body, "annotations": plain(annotations)}
    if links := _links(article, analysis, annotations):
        whole["links"] = links
    return json_text(whole, indent=2) + "\n"


def _links(article: Article, analysis: Analysis | None, annotations: Sequence[Annotation]) -> dict[str, str]:
    """For the id of each quote and annotation the address that opens the page there; none for files."""
    if not article.web.startswith(("http://", "https://")):
        return {}
    spans: dict[str, Sequence[Span]] = {one.id: one.content for one in analysis.quotes} if analysis else {}
    spans.update((one.id, [span]) for one, span in place(article.text, annotations).placed)
    made = {key: passage_link(article.web, article.text, those) for key, those in spans.items()}
    return {key: link for key, link in made.items() if link is not None}


def library_to_json(annotations: Iterable[Annotation], readings: Iterable[Reading]) -> str:
    """A whole library: every annotation and what was read, without the articles' texts."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "annotations": plain(annotations),
        "readings": [msgspec.to_builtins(reading) for reading in readings],
    }
    return json_text(whole, indent=2) + "\n"


def plain(annotations: Iterable[Annotation]) -> list[Any]:
    """Annotations as dicts; ``type`` tells the kind."""
    return [msgspec.to_builtins(annotation) for annotation in annotations]
