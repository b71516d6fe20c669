"""The reader's corrections applied over an analysis. The analysis itself is not changed: a new one is made.

Corrections are taken in the order they were made. Those of entities come first, then those of actors, then
those of quotes, so that a quote may be given to an actor that a correction made. What no longer fits (its
passage gone, its quote or actor not found) changes nothing and is named in ``Corrected.unapplied``.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tui.domain.analysis import Actor, ActorKind, Analysis, Mention, Quote, QuoteKind, Via
from tui.domain.annotation import (
    ActorIsTwo,
    ActorsAreOne,
    ContentIs,
    Correction,
    EntityIs,
    IsAQuote,
    NotAQuote,
    SpeakerIs,
)
from tui.domain.article import Span
from tui.domain.corrections.draft import Draft
from tui.domain.text.folding import fold

_KINDS = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "GPE": ActorKind.PLACE,
    "LOC": ActorKind.PLACE,
    "FAC": ActorKind.PLACE,
    "NORP": ActorKind.GROUP,
}
_OPENING, _CLOSING = "“\"‘'«„", "”\"’'»“"


class Corrected(msgspec.Struct, frozen=True):
    """An analysis with the reader's corrections, and the ids of those that found nothing to correct."""

    analysis: Analysis
    unapplied: tuple[str, ...] = ()


def apply(analysis: Analysis, article_text: str, corrections: Iterable[Correction]) -> Corrected:
    """The analysis as the reader corrected it, and the ids of the corrections that did not fit it.

    Applying the same corrections to the result again changes nothing more.
    """
    ordered = sorted(corrections, key=lambda correction: (correction.created, correction.id))
    if not ordered:
        return Corrected(analysis)
    work = Draft(analysis, article_text)
    done: set[str] = set()
    for stage in (_of_entities, _of_unions, _of_divisions, _of_missed, _of_quotes):
        for correction in ordered:
            if stage(work, correction):
                done.add(correction.id)
    return Corrected(work.result(), tuple(one.id for one in ordered if one.id not in done))


def _of_entities(work: Draft, correction: Correction) -> bool:
    if not isinstance(correction.right, EntityIs):
        return False
    label = correction.right.label.strip().upper()
    span = work.place(correction.anchor)
    if span is None:
        return False
    hit = [mention for mention in work.mentions if mention.span.overlaps(span)]
    same = [mention for mention in hit if mention.span == span]
    if not label:
        if not hit:
            return False
        for mention in same or hit:
            work.mentions.remove(mention)
            _forget(work, mention)
        return True
    for mention in hit:
        work.mentions.remove(mention)
        if mention not in same:
            _forget(work, mention)
    actor_id = same[0].actor_id if same else None
    actor = work.actors.get(actor_id or "")
    kind = _KINDS.get(label)
    if actor is not None and kind is None:  # a date, say, is nobody
        _forget(work, same[0])
        actor_id = None
    elif actor is not None and kind is not None and kind != actor.kind and len(actor.mentions) == 1:
        work.actors[actor.id] = msgspec.structs.replace(actor, kind=kind, edited=True)
    work.mentions.append(Mention(span, label, actor_id))
    return True


def _forget(work: Draft, mention: Mention) -> None:
    """Take a mention from its actor; one who is left without any has none to be seen by."""
    actor = work.actors.get(mention.actor_id or "")
    if actor is None:
        return
    left = tuple(span for span in actor.mentions if span != mention.span)
    aliases = tuple(
        alias for alias in actor.aliases if alias != mention.span.of(work.text) or _names(work, left, alias)
    )
    work.actors[actor.id] = msgspec.structs.replace(actor, mentions=left, aliases=aliases, edited=True)


def _names(work: Draft, spans: Iterable[Span], alias: str) -> bool:
    return any(fold(span.of(work.text)) == fold(alias) for span in spans)


def _of_unions(work: Draft, correction: Correction) -> bool:
    """Actors who are one: the first name's id and name stay. Through one in common, unions join up."""
    if not isinstance(correction.right, ActorsAreOne):
        return False
    names = correction.right.names
    found = {actor.id: actor for name in names if (actor := work.actor_named(name)) is not None}
    if len(found) < 2:
        return bool(found) and all(work.actor_named(name) is not None for name in names) and len(names) > 1
    kept, *others = found.values()
    merged = {other.id for other in others}
    aliases = dict.fromkeys((*kept.aliases, *(alias for one in others for alias in (one.name, *one.aliases))))
    aliases.pop(kept.name, None)
    work.actors[kept.id] = msgspec.structs.replace(
        kept,
        role=kept.role or next((one.role for one in others if one.role), None),
        affiliation=kept.affiliation or next((one.affiliation for one in others if one.affiliation), None),
        aliases=tuple(aliases),
        mentions=tuple(sorted({span for one in (kept, *others) for span in one.mentions})),
        edited=True,
    )
    for key in merged:
        del work.actors[key]
    work.mentions = [
        msgspec.structs.replace(mention, actor_id=kept.id) if mention.actor_id in merged else mention
        for mention in work.mentions
    ]
    work.readdress(lambda actor_id, _: kept.id if actor_id in merged else actor_id)
    return True


def _of_divisions(work: Draft, correction: Correction) -> bool:
    """An actor who is two: the mentions by the other's names go to the other, and the quotes said by them."""
    if not isinstance(correction.right, ActorIsTwo):
        return False
    actor = work.actor_named(correction.right.name)
    names = [name.strip() for name in correction.right.aliases if name.strip()]
    if actor is None or not names:
        return False
    wanted = {fold(name) for name in names}
    moved = tuple(span for span in actor.mentions if fold(span.of(work.text)) in wanted)
    if not moved or fold(actor.name) in wanted:
        # Already divided, by this very correction say: then there is nothing left to do.
        return fold(actor.name) not in wanted and work.actor_named(names[0]) not in (None, actor)
    other = work.new_actor(names[0], actor.kind, moved)
    work.actors[other.id] = msgspec.structs.replace(other, aliases=tuple(dict.fromkeys(names[1:])))
    work.actors[actor.id] = msgspec.structs.replace(
        actor,
        aliases=tuple(alias for alias in actor.aliases if fold(alias) not in wanted),
        mentions=tuple(span for span in actor.mentions if span not in moved),
        edited=True,
    )
    spans = set(moved)
    work.mentions = [
        msgspec.structs.replace(mention, actor_id=other.id)
        if mention.actor_id == actor.id and mention.span in spans
        else mention
        for mention in work.mentions
    ]

    def who(actor_id: str, quote: Quote) -> str:
        if actor_id != actor.id or quote.speaker is None:
            return actor_id
        if any(span.overlaps(quote.speaker) for span in moved):
            return other.id
        if quote.via in (Via.PRONOUN, Via.DESCRIPTION):
            # A pronoun means whichever of the two was named last before it.
            before = [span for span in actor.mentions if span.end <= quote.speaker.start]
            if before and before[-1] in spans:
                return other.id
        return actor_id

    work.readdress(who)
    return True


def _of_missed(work: Draft, correction: Correction) -> bool:
    if not isinstance(correction.right, IsAQuote):
        return False
    span = work.place(correction.anchor)
    if span is None:
        return False
    span, kind = _bare(work.text, span)
    if not len(span):
        return False  # nothing but white space
    actor = work.actor_for(correction.right.name, correction.right.actor_id)
    same = next((quote for quote in work.quotes.values() if quote.content == (span,)), None)
    quote = same or Quote(id=_quote_id(work), kind=kind, content=(span,))
    work.quotes[quote.id] = _spoken_by(quote, actor) if actor or same is None else quote
    return True


def _of_quotes(work: Draft, correction: Correction) -> bool:
    right = correction.right
    if not isinstance(right, SpeakerIs | NotAQuote | ContentIs):
        return False
    span = work.place(correction.anchor)
    if isinstance(right, ContentIs):
        return _new_content(work, right, span)
    quote = None if span is None else work.quote_at(span)
    if quote is None:
        return False
    if isinstance(right, NotAQuote):
        del work.quotes[quote.id]
    else:
        work.quotes[quote.id] = _spoken_by(quote, work.actor_for(right.name, right.actor_id))
    return True


def _new_content(work: Draft, right: ContentIs, span: Span | None) -> bool:
    placed = [work.place(anchor) for anchor in right.content]
    pieces = [piece for piece in placed if piece is not None]
    if not pieces or len(pieces) < len(placed):
        return False  # half of a correction would be a new mistake
    quote = work.quote_at(span) if span is not None else None
    if quote is None:
        quote = next((found for piece in pieces if (found := work.quote_at(piece)) is not None), None)
    if quote is None:
        return False
    bare = [_bare(work.text, piece) for piece in sorted(pieces)]
    if not all(len(piece) for piece, _ in bare):
        return False
    kinds = {kind for _, kind in bare}
    kind = kinds.pop() if len(kinds) == 1 else QuoteKind.MIXED
    if quote.kind is not QuoteKind.MIXED and all(
        any(old.covers(piece) for old in quote.content) for piece, _ in bare
    ):
        kind = quote.kind  # a part of what stood in quotation marks stands in them too
    content = tuple(_apart(piece for piece, _ in bare))
    work.quotes[quote.id] = msgspec.structs.replace(
        quote, content=content, kind=kind, confidence=1.0, edited=True
    )
    return True


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


def _quote_id(work: Draft) -> str:
    number = 1
    while f"mine-{number}" in work.quotes:
        number += 1
    return f"mine-{number}"
