"""Corrections of quotes: one that was missed, another speaker, other words, no quote at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tui.domain.analysis import Actor, Quote
from tui.domain.annotation import ContentIs, Correction, IsAQuote, NotAQuote, SpeakerIs
from tui.domain.article import Span
from tui.domain.codes import QuoteKind, Via
from tui.domain.corrections.revision import Revision

_OPENING, _CLOSING = "“\"‘'«„", "”\"’'»“"


def add_missed_quote(revision: Revision, correction: Correction) -> bool:
    """Add a quote that was missed, with its speaker; False if its passage is gone."""
    if not isinstance(correction.right, IsAQuote):
        return False
    span = revision.place(correction.anchor)
    if span is None:
        return False
    span, kind = _bare(revision.text, span)
    if not len(span):
        return False  # nothing but white space
    actor = revision.actor_for(correction.right.name, correction.right.actor_id)
    same = next((quote for quote in revision.quotes.values() if quote.content == (span,)), None)
    quote = same or Quote(id=_quote_id(revision), kind=kind, content=(span,))
    revision.quotes[quote.id] = _spoken_by(quote, actor) if actor or same is None else quote
    return True


def correct_quote(revision: Revision, correction: Correction) -> bool:
    """Change or remove the quote at the anchor; False if there is none."""
    right = correction.right
    if not isinstance(right, SpeakerIs | NotAQuote | ContentIs):
        return False
    span = revision.place(correction.anchor)
    if isinstance(right, ContentIs):
        return _new_content(revision, right, span)
    quote = None if span is None else revision.quote_at(span)
    if quote is None:
        return False
    if isinstance(right, NotAQuote):
        del revision.quotes[quote.id]
    else:
        revision.quotes[quote.id] = _spoken_by(quote, revision.actor_for(right.name, right.actor_id))
    return True


def _new_content(revision: Revision, right: ContentIs, span: Span | None) -> bool:
    placed = [revision.place(anchor) for anchor in right.content]
    pieces = [piece for piece in placed if piece is not None]
    if not pieces or len(pieces) < len(placed):
        return False  # half of a correction would be a new mistake
    sought = pieces if span is None else [span, *pieces]
    quote = next((found for piece in sought if (found := revision.quote_at(piece)) is not None), None)
    bare = [_bare(revision.text, piece) for piece in sorted(pieces)]
    if quote is None or not all(len(piece) for piece, _ in bare):
        return False
    revision.quotes[quote.id] = msgspec.structs.replace(
        quote,
        content=tuple(_apart(piece for piece, _ in bare)),
        kind=_kind_of(quote, bare),
        confidence=1.0,
        edited=True,
    )
    return True


def _kind_of(quote: Quote, pieces: Sequence[tuple[Span, QuoteKind]]) -> QuoteKind:
    """What kind a quote is with these pieces, each given with what it is by itself."""
    if quote.kind is not QuoteKind.MIXED and all(
        any(old.covers(piece) for old in quote.content) for piece, _ in pieces
    ):
        return quote.kind  # a part of what stood in quotation marks stands in them too
    kinds = {kind for _, kind in pieces}
    return kinds.pop() if len(kinds) == 1 else QuoteKind.MIXED


def _spoken_by(quote: Quote, actor: Actor | None) -> Quote:
    """The quote given to an actor. The words beside the cue stay only if they are that actor's."""
    speaker = quote.speaker if actor is not None and quote.speaker in actor.mentions else None
    if actor is not None and quote.actor_id == actor.id:
        speaker = quote.speaker
    via = Via.NONE if actor is None else quote.via if speaker is not None else Via.NONE
    return msgspec.structs.replace(
        quote,
        speaker=speaker,
        actor_id=None if actor is None else actor.id,
        also=(),
        via=via,
        confidence=1.0,
        edited=True,
    )


def _bare(text: str, span: Span) -> tuple[Span, QuoteKind]:
    """The span without white space and enclosing quotation marks, and what kind of quote it then is."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if end - start > 2 and text[start] in _OPENING and text[end - 1] in _CLOSING:
        return Span(start + 1, end - 1), QuoteKind.DIRECT
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in _OPENING and after and after in _CLOSING:
        return Span(start, end), QuoteKind.DIRECT
    marked = any(mark in text[start:end] for mark in '“”"«»„')
    return Span(start, end), QuoteKind.MIXED if marked else QuoteKind.INDIRECT


def _apart(pieces: Iterable[Span]) -> Iterable[Span]:
    """Pieces in order, those that overlap made one."""
    last: Span | None = None
    for piece in pieces:
        if last is not None and piece.start <= last.end:
            last = Span(last.start, max(last.end, piece.end))
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _quote_id(revision: Revision) -> str:
    number = 1
    while f"mine-{number}" in revision.quotes:
        number += 1
    return f"mine-{number}"
