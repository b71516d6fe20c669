"""The reader's corrections as labelled examples, one JSON object a line: to measure with, or to train on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation, Correction
from tui.domain.article import Article, Span
from tui.domain.text.json_text import json_text
from tui.export.formats.report import quote_object
from tui.export.placing import place


def to_jsonl(article: Article, analysis: Analysis | None, annotations: Sequence[Annotation]) -> str:
    """A line for each correction whose passage is still there.

    ``text`` holds the paragraphs that the passage stands in; all offsets count code points of it, and
    ``offset`` is where it begins in the article. ``quotes`` are those of these paragraphs as they are after
    all corrections, if an analysis is given (the one that the corrections were applied to).
    """
    corrections = [annotation for annotation in annotations if isinstance(annotation, Correction)]
    return "".join(json_text(line) + "\n" for line in _examples(article, analysis, corrections))


def _examples(
    article: Article, analysis: Analysis | None, corrections: Sequence[Correction]
) -> Iterator[dict[str, Any]]:
    names = {actor.id: actor.name for actor in analysis.actors} if analysis is not None else {}
    for annotation, span in place(article.text, corrections).placed:
        if not isinstance(annotation, Correction):
            continue
        around = _paragraphs(article, span)
        quotes = [
            _shifted(quote_object(article, quote, names), -around.start)
            for quote in (analysis.quotes if analysis is not None else ())
            if all(around.covers(piece) for piece in quote.content)
        ]
        yield {
            "id": annotation.id,
            "article": {
                "id": article.id,
                "title": article.title,
                "source": article.source,
                "text_hash": article.text_hash,
            },
            "text": around.of(article.text),
            "offset": around.start,
            "span": [span.start - around.start, span.end - around.start],
            "was": annotation.was,
            "right": msgspec.to_builtins(annotation.right),
            "quotes": quotes,
        }


def _paragraphs(article: Article, span: Span) -> Span:
    """The paragraphs that a span touches, as one span."""
    if not article.paragraphs:
        return Span(0, len(article.text))
    first = article.paragraphs[article.paragraph_at(span.start)]
    last = article.paragraphs[article.paragraph_at(max(span.end - 1, span.start))]
    return Span(min(first.start, span.start), max(last.end, span.end))


def _shifted(quote: dict[str, Any], by: int) -> dict[str, Any]:
    moved = {
        key: [[start + by, end + by] for start, end in quote[key]] for key in ("content", "cue", "speaker")
    }
    return quote | moved
