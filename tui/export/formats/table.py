"""CSV: a row for each quote and each annotation, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.labels.annotations import annotation_body, annotation_colour, annotation_kind, annotation_tags
from tui.domain.labels.speakers import speaker_in_words
from tui.domain.text.passage_link import passage_link
from tui.domain.text.safe import printable
from tui.export.placing import passage_of, place

Cell = str | int | float
COLUMNS = (
    "row", "id", "kind", "who", "passage", "speaker", "cue", "via", "confidence", "start", "end", "body",
    "tags", "colour", "created", "modified", "title", "source", "link",
)  # fmt: skip
# What spreadsheets take for the beginning of a formula (OWASP, CSV injection), full-width forms too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
# What a spreadsheet may drop before it looks: blanks of every width, and what has none.
_BLANKS = "".join(
    map(chr, (9, 10, 13, 0x20, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x2060, 0x3000))
)


def to_csv(article: Article, analysis: Analysis | None, annotations: Sequence[Annotation]) -> str:
    """Rows in the order of the text: quotes (``row`` is "quote"), then annotations.

    Offsets are code points; those of an annotation whose passage is gone are empty. Fields hold no control
    characters but newlines, and none begins a formula.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    about = {"title": article.title, "source": article.source}
    if analysis is not None:
        actors = {actor.id: actor for actor in analysis.actors}
        for quote in analysis.quotes:
            row: dict[str, Cell] = {
                "row": "quote",
                "id": quote.id,
                "kind": str(quote.kind),
                "who": speaker_in_words(quote, article.text, actors),
                "passage": quote.text(article.text),
                "speaker": quote.speaker.of(article.text) if quote.speaker is not None else "",
                "cue": " … ".join(piece.of(article.text) for piece in quote.cue),
                "via": str(quote.via),
                "confidence": round(quote.confidence, 3),
                "start": quote.start,
                "end": quote.end,
                "link": passage_link(article.web, article.text, quote.content) or "",
            }
            writer.writerow({key: safe_cell(value) for key, value in (row | about).items()})
    placing = place(article.text, annotations)
    spans = {annotation.id: span for annotation, span in placing.placed}
    for annotation in (*(a for a, _ in placing.placed), *placing.orphans):
        span = spans.get(annotation.id)
        row = {
            "row": "annotation",
            "id": annotation.id,
            "kind": annotation_kind(annotation),
            "passage": passage_of(annotation, article.text, span),
            "start": span.start if span is not None else "",
            "end": span.end if span is not None else "",
            "body": annotation_body(annotation),
            "tags": " ".join(annotation_tags(annotation)),
            "colour": annotation_colour(annotation) or "",
            "created": annotation.created.isoformat(),
            "modified": annotation.modified.isoformat(),
            "link": passage_link(article.web, article.text, [span]) or "" if span is not None else "",
        }
        writer.writerow({key: safe_cell(value) for key, value in (row | about).items()})
    return out.getvalue()


def safe_cell(value: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula and that holds no control characters but newlines."""
    if not isinstance(value, str):
        return value
    safe = printable(value)
    if safe == "-":  # standard input, as a source; alone it computes nothing
        return safe
    return "'" + safe if safe.lstrip(_BLANKS).startswith(_FORMULA) or safe.startswith(_FORMULA) else safe
