"""What is known about the article on the screen, indexed for it: pure, no Textual in it.

A picture is built from an article, its analysis and its annotations, in a thread; the screen shows it and
asks it what stands where.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from tui.app.state.speaker_colours import speaker_colours, speakers
from tui.app.text.paint import NOBODY, AnnotationItem, EntityItem, Layer, NameItem, QuoteItem
from tui.app.text.quoted import Quoted
from tui.app.text.span_index import SpanIndex
from tui.domain.analysis import Actor, Analysis, Mention, Quote, speaker_names
from tui.domain.annotation import (
    ActorIsCalled,
    ActorIsTwo,
    ActorsAreOne,
    Annotation,
    Correction,
    EntityIs,
    NotAQuote,
)
from tui.domain.article import Article, Span
from tui.domain.labels.annotations import annotation_colour, annotation_kind
from tui.domain.labels.entities import ENTITY_STYLES

_OF_ACTORS = (ActorsAreOne, ActorIsTwo, ActorIsCalled)


class PlacedAnnotation(Struct, frozen=True):
    """An annotation and where it stands now; ``span`` None: its passage was not found again."""

    annotation: Annotation
    span: Span | None


class Picture(Struct, frozen=True):
    """The article with all that was found and noted. ``colours`` gives each speaker's colour number."""

    article: Article
    analysis: Analysis | None = None
    quotes: Sequence[Quote] = ()
    quote_numbers: Mapping[str, int] = field(default_factory=dict)
    """Where each quote, by its id, stands among ``quotes``."""
    actors: Mapping[str, Actor] = field(default_factory=dict)
    quote_counts: Mapping[str, int] = field(default_factory=dict)
    colours: Mapping[str, int] = field(default_factory=dict)
    quote_spans: SpanIndex = field(default_factory=lambda: SpanIndex(()))
    mentions: Sequence[Mention] = ()
    mention_spans: SpanIndex = field(default_factory=lambda: SpanIndex(()))
    quote_layer: Sequence[QuoteItem] = ()
    quoted: Quoted = field(default_factory=Quoted)
    entity_layer: Sequence[EntityItem] = ()
    name_layer: Sequence[NameItem] = ()
    """The names of those who speak, each with the number of its colour."""
    cue_layer: Sequence[Span] = ()
    notes: Sequence[PlacedAnnotation] = ()
    note_spans: SpanIndex = field(default_factory=lambda: SpanIndex(()))
    note_layer: Sequence[AnnotationItem] = ()
    unapplied: frozenset[str] = frozenset()
    """The ids of the corrections that found nothing in this analysis to correct."""

    @property
    def placed(self) -> Sequence[PlacedAnnotation]:
        """The annotations whose passage was found, in the order of the text."""
        return self.notes[: len(self.note_spans.spans)]

    @property
    def orphans(self) -> Sequence[PlacedAnnotation]:
        """The annotations whose passage was not found again."""
        return self.notes[len(self.note_spans.spans) :]

    def quote(self, quote_id: str | None) -> Quote | None:
        number = self.quote_numbers.get(quote_id or "")
        return self.quotes[number] if number is not None else None

    def quotes_at(self, offset: int) -> list[Quote]:
        """The quotes that hold ``offset`` in one of their pieces or their cue, the innermost first."""
        found = [self.quotes[index] for index in self.quote_spans.over(offset)]
        return [q for q in found if any(offset in piece for piece in (*q.content, *q.cue))] or found

    def mention_at(self, offset: int) -> Mention | None:
        found = self.mention_spans.over(offset)
        return self.mentions[found[0]] if found else None

    def actor_at(self, offset: int) -> Actor | None:
        """The actor whose mention (a name or a resolved description) holds ``offset``."""
        mention = self.mention_at(offset)
        if mention is not None and (mention.actor_id or "") in self.actors:
            return self.actors[mention.actor_id or ""]
        for actor in self.actors.values():
            spans = actor.mentions
            index = bisect_right(spans, offset, key=lambda span: span.start) - 1
            if index >= 0 and offset in spans[index]:
                return actor
        return None

    def notes_at(self, offset: int) -> list[PlacedAnnotation]:
        return [self.notes[index] for index in self.note_spans.over(offset)]

    def colour_of(self, quote: Quote) -> int:
        return self.colours.get(quote.actor_id or "", NOBODY)

    def name_of(self, quote: Quote) -> str | None:
        """The speakers' names, or None where nobody is known."""
        return speaker_names(quote, self.actors)


def build(
    article: Article,
    analysis: Analysis | None,
    notes: Sequence[PlacedAnnotation] = (),
    colours: Mapping[str, int] | None = None,
    unapplied: Iterable[str] = (),
) -> Picture:
    """The picture of an article. Costs a few microseconds for each mention and quote: call it in a thread.

    ``analysis`` already holds the reader's corrections, but for ``unapplied``; ``colours`` are those of the
    picture before.
    """
    return with_notes(_of_analysis(article, analysis, colours or {}), notes, unapplied)


def with_notes(picture: Picture, notes: Sequence[PlacedAnnotation], unapplied: Iterable[str] = ()) -> Picture:
    """The picture with other annotations; what comes from the analysis is taken over as it is."""
    placed = sorted((note for note in notes if note.span is not None), key=_start)
    lost = [note for note in notes if note.span is None]
    spans = [note.span for note in placed if note.span is not None]
    return replace(
        picture,
        notes=(*placed, *lost),
        note_spans=SpanIndex(spans),
        note_layer=[_drawn(note, span) for note, span in zip(placed, spans, strict=True) if _is_drawn(note)],
        unapplied=frozenset(unapplied),
    )


def _of_analysis(article: Article, analysis: Analysis | None, colours: Mapping[str, int]) -> Picture:
    if analysis is None:
        return Picture(article=article, colours=colours, quoted=Quoted(len(article.text)))
    quotes = tuple(sorted(filter(_content, analysis.quotes), key=lambda quote: (quote.start, -quote.end)))
    colours = speaker_colours(quotes, colours, analysis.actors)
    mentions = sorted(analysis.mentions, key=lambda mention: mention.span)
    layer = sorted(
        (piece, colours.get(quote.actor_id or "", NOBODY), quote.id)
        for quote in quotes
        for piece in quote.content
    )
    return Picture(
        article=article,
        analysis=analysis,
        quotes=quotes,
        quote_numbers={quote.id: number for number, quote in enumerate(quotes)},
        actors={actor.id: actor for actor in analysis.actors},
        quote_counts=Counter(key for quote in quotes for key in speakers(quote)),
        colours=colours,
        quote_spans=SpanIndex(_extent(quote) for quote in quotes),
        mentions=mentions,
        mention_spans=SpanIndex(mention.span for mention in mentions),
        quote_layer=Layer(layer),
        quoted=Quoted(len(article.text), layer),
        entity_layer=Layer((m.span, ENTITY_STYLES.get(m.label, "other")) for m in mentions),
        name_layer=Layer(
            (m.span, colours[m.actor_id])
            for m in mentions
            if m.actor_id is not None and m.actor_id in colours
        ),
        cue_layer=Layer(sorted(piece for quote in quotes for piece in quote.cue)),
    )


def _content(quote: Quote) -> Sequence[Span]:
    return quote.content


def _drawn(note: PlacedAnnotation, span: Span) -> AnnotationItem:
    annotation = note.annotation
    kind = annotation_kind(annotation)
    if isinstance(annotation, Correction) and not _is_struck(annotation):
        kind = "corrected"
    return span, kind, annotation_colour(annotation), annotation.id


def _is_struck(correction: Correction) -> bool:
    """Whether the passage is said to be none: no quote, no name."""
    return isinstance(correction.right, NotAQuote) or correction.right == EntityIs("")


def _is_drawn(note: PlacedAnnotation) -> bool:
    """Corrections of actors are about names, not about the passage: nothing is marked in it for them."""
    return not (isinstance(note.annotation, Correction) and isinstance(note.annotation.right, _OF_ACTORS))


def _start(note: PlacedAnnotation) -> int:
    return note.span.start if note.span is not None else 0


def _extent(quote: Quote) -> Span:
    return Span(quote.start, max(piece.end for piece in quote.content))
