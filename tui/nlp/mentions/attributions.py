"""Attributions from the tokens of a Doc to code points of the article: what is kept of them."""

from __future__ import annotations

from tui.domain.article import Span
from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.document.document import Document
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.records import AttributionRecord, MentionType
from tui.nlp.mentions.sources import SourceMention

_PAIRS = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "'": "'"}
_BLANKS = " \n"


def gather_attributions(context: Context, sources: list[SourceMention]) -> None:
    """Add the records of the attributions; ``sources`` tells for each what its source is, and where."""
    tables = {MentionType.PRONOUN: context.pronoun_at, MentionType.NOMINAL: context.nominal_at}
    numbers = {attribution: number for number, attribution in enumerate(context.attributions)}
    for attribution, (mention_type, where) in zip(context.attributions, sources, strict=True):
        table = tables.get(mention_type)
        mentions = where if table is None else [table[i] for i in where if i in table]
        source = attribution.source
        context.out.attributions.append(
            AttributionRecord(
                mention_type=mention_type if mentions else MentionType.NONE,
                mentions=mentions,
                content=_content(context, attribution),
                kind=attribution.kind,
                rule=attribution.rule,
                cue=tuple(span for piece in attribution.cue if (span := _span(context, piece)) is not None),
                cue_lemma=attribution.cue_lemma,
                source=None if source is None else _source_span(context, (source.start, source.end)),
                source_evidence=None if source is None else source.evidence,
                within=numbers.get(attribution.within) if attribution.within else None,
                continues=numbers.get(attribution.continues) if attribution.continues else None,
                confidence=min(max(attribution.confidence, 0.0), 1.0),
            )
        )


def _content(context: Context, attribution: Attribution) -> tuple[Span, ...]:
    """The pieces of the content without blanks and enclosing marks at their ends; none if all are empty."""
    pieces = (_span(context, piece) for piece in sorted(attribution.content))
    unmarked = (_unmarked(context, piece) for piece in pieces if piece is not None)
    return tuple(piece for piece in unmarked if piece is not None)


def _span(context: Context, piece: TokenRange) -> Span | None:
    """The code points of a range of tokens, without blanks at its ends; None if nothing is left."""
    doc: Document = context.doc
    start, end = piece
    if not 0 <= start < end <= doc.n:
        return None
    return _stripped(context, doc.starts[start], doc.ends[end - 1])


def _source_span(context: Context, piece: TokenRange) -> Span | None:
    """The code points of a source, without the hyphens that hang a pronoun on its verb: "a-t-il"."""
    span = _span(context, piece)
    if span is None:
        return None
    words = context.doc.text[span.start - context.offset : span.end - context.offset]
    hung = len(words) - len(words.removeprefix("-t").removeprefix("-"))
    return Span(span.start + hung, span.end) if 0 < hung < len(words) else span


def _stripped(context: Context, first: int, last: int) -> Span | None:
    text = context.doc.text
    while first < last and text[first] in _BLANKS:
        first += 1
    while first < last and text[last - 1] in _BLANKS:
        last -= 1
    return Span(first + context.offset, last + context.offset) if first < last else None


def _unmarked(context: Context, piece: Span) -> Span | None:
    """The piece without the quotation marks around it, and without one that has no partner inside it.

    Such a lone mark at its beginning opens a paragraph anew in a quotation that goes on; one at its end
    closes a quotation that began before.
    """
    text = context.doc.text
    first, last = piece.start - context.offset, piece.end - context.offset
    closes = _PAIRS.get(text[first])
    if closes is not None:
        inner = text.find(closes, first + 1, last)
        while closes == "’" and 0 <= inner < last - 1 and text[inner + 1].isalnum():  # an apostrophe
            inner = text.find(closes, inner + 1, last)
        if inner == last - 1:
            return _stripped(context, first + 1, last - 1)
        if inner < 0 and text[first] != "'":
            return _stripped(context, first + 1, last)
    elif text[last - 1] in '”"»' and not any(
        opens in text[first : last - 1] for opens, closing in _PAIRS.items() if closing == text[last - 1]
    ):
        return _stripped(context, first, last - 1)
    return piece
