"""What is known about the article on the screen, indexed for it: pure, no Textual in it.

A picture is built from an article, its analysis and its annotations, in a thread; the screen shows it and
asks it what stands where.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tui.app.text.paint import AnnotationItem, EntityItem, Layer, QuoteItem
from tui.app.text.quoted import Quoted
from tui.domain.analysis import Actor, Analysis, Mention, Quote, QuoteKind, speaker_names
from tui.domain.annotation import Annotation, Correction
from tui.domain.article import Article, Span
from tui.domain.labels.annotations import annotation_body, annotation_colour, annotation_kind, annotation_tags
from tui.domain.labels.entities import ENTITY_STYLES
from tui.domain.text.folding import folded, holds_words

COLOURS = 7
NOBODY = 7


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation and where it stands now; ``span`` None: its passage was not found again."""

    annotation: Annotation
    span: Span | None


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes are listed: those of a speaker, of some kinds. Empty: all."""

    actor_id: str | None = None
    kinds: frozenset[QuoteKind] = frozenset()

    def __bool__(self) -> bool:
        return self.actor_id is not None or bool(self.kinds)

    def lets(self, quote: Quote) -> bool:
        if self.kinds and quote.kind not in self.kinds:
            return False
        return self.actor_id is None or self.actor_id == quote.actor_id or self.actor_id in quote.also


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Which annotations are listed: of a kind, a colour, a tag, with some words. Empty: all."""

    kind: str = ""
    colour: str = ""
    tag: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return any((self.kind, self.colour, self.tag, self.words))

    def lets(self, placed: Placed) -> bool:
        annotation = placed.annotation
        if self.kind and annotation_kind(annotation) != self.kind:
            return False
        if self.colour and annotation_colour(annotation) != self.colour:
            return False
        tags = annotation_tags(annotation)
        if self.tag and folded(self.tag) not in map(folded, tags):
            return False
        marked = " ".join(f"#{tag}" for tag in tags)
        return holds_words(f"{annotation.anchor.exact} {annotation_body(annotation)} {marked}", self.words)


class Spans:
    """A sorted sequence of things with spans: finds those over an offset, and the next and previous ones."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = list(spans)
        self.starts = [span.start for span in self.spans]
        self._furthest = list(accumulate((span.end for span in self.spans), max))

    def over(self, offset: int) -> list[int]:
        """The indexes of those that hold ``offset``, the innermost (latest to begin) first."""
        first = bisect_right(self._furthest, offset)
        last = bisect_right(self.starts, offset)
        return [index for index in range(last - 1, first - 1, -1) if self.spans[index].end > offset]

    def step(self, offset: int, by: int) -> int | None:
        """The index reached from ``offset`` by going ``by`` starts on (back, if negative); None: no more.

        A count that leads past the end stops at the last one.
        """
        if by > 0:
            first = bisect_right(self.starts, offset)
            return None if first >= len(self.starts) else min(first + by - 1, len(self.starts) - 1)
        last = bisect_left(self.starts, offset) - 1
        return None if last < 0 else max(last + by + 1, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """The article with all that was found and noted. ``colours`` gives each speaker's colour number."""

    article: Article
    analysis: Analysis | None = None
    quotes: Sequence[Quote] = ()
    quote_numbers: Mapping[str, int] = field(default_factory=dict)
    """Where each quote, by its id, stands among ``quotes``."""
    actors: Mapping[str, Actor] = field(default_factory=dict)
    quote_counts: Mapping[str, int] = field(default_factory=dict)
    colours: Mapping[str, int] = field(default_factory=dict)
    quote_spans: Spans = field(default_factory=lambda: Spans(()))
    mentions: Sequence[Mention] = ()
    mention_spans: Spans = field(default_factory=lambda: Spans(()))
    quote_layer: Sequence[QuoteItem] = ()
    quoted: Quoted = field(default_factory=Quoted)
    entity_layer: Sequence[EntityItem] = ()
    cue_layer: Sequence[Span] = ()
    notes: Sequence[Placed] = ()
    note_spans: Spans = field(default_factory=lambda: Spans(()))
    note_layer: Sequence[AnnotationItem] = ()
    unapplied: frozenset[str] = frozenset()
    """The ids of the corrections that found nothing in this analysis to correct."""

    @property
    def placed(self) -> Sequence[Placed]:
        """The annotations whose passage was found, in the order of the text."""
        return self.notes[: len(self.note_spans.spans)]

    @property
    def orphans(self) -> Sequence[Placed]:
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

    def notes_at(self, offset: int) -> list[Placed]:
        return [self.notes[index] for index in self.note_spans.over(offset)]

    def colour_of(self, quote: Quote) -> int:
        return self.colours.get(quote.actor_id or "", NOBODY)

    def name_of(self, quote: Quote) -> str | None:
        """The speakers' names, or None where nobody is known."""
        return speaker_names(quote, self.actors)


def speaker_colours(quotes: Iterable[Quote], before: Mapping[str, int]) -> dict[str, int]:
    """A colour number for every speaker: as before where there was one, else the least used."""
    colours = dict(before)
    used = [0] * COLOURS
    for number in colours.values():
        used[number] += 1
    for quote in quotes:
        for key in (quote.actor_id, *quote.also):
            if key is not None and key not in colours:
                number = used.index(min(used))
                colours[key] = number
                used[number] += 1
    return colours


def build(
    article: Article,
    analysis: Analysis | None,
    notes: Sequence[Placed] = (),
    colours: Mapping[str, int] | None = None,
    unapplied: Iterable[str] = (),
) -> Picture:
    """The picture of an article. Costs a few microseconds for each mention and quote: call it in a thread.

    ``analysis`` already holds the reader's corrections, but for ``unapplied``; ``colours`` are those of the
    picture before.
    """
    quotes = tuple(sorted(analysis.quotes, key=lambda quote: (quote.start, -quote.end))) if analysis else ()
    quotes = tuple(quote for quote in quotes if quote.content)
    found = speaker_colours(quotes, colours or {})
    counts: dict[str, int] = {}
    for quote in quotes:
        for key in (quote.actor_id, *quote.also):
            if key is not None:
                counts[key] = counts.get(key, 0) + 1
    mentions = sorted(analysis.mentions, key=lambda mention: mention.span) if analysis else []
    layer = sorted(
        (piece, found.get(quote.actor_id or "", NOBODY), quote.id)
        for quote in quotes
        for piece in quote.content
    )
    placed = sorted((note for note in notes if note.span is not None), key=_start)
    lost = [note for note in notes if note.span is None]
    return Picture(
        article=article,
        analysis=analysis,
        quotes=quotes,
        quote_numbers={quote.id: number for number, quote in enumerate(quotes)},
        actors={actor.id: actor for actor in analysis.actors} if analysis else {},
        quote_counts=counts,
        colours=found,
        quote_spans=Spans(_extent(quote) for quote in quotes),
        mentions=mentions,
        mention_spans=Spans(mention.span for mention in mentions),
        quote_layer=Layer(layer),
        quoted=Quoted(len(article.text), layer),
        entity_layer=Layer((m.span, ENTITY_STYLES.get(m.label, "other")) for m in mentions),
        cue_layer=Layer(sorted(piece for quote in quotes for piece in quote.cue)),
        notes=(*placed, *lost),
        note_spans=Spans(note.span for note in placed if note.span is not None),
        note_layer=[
            (
                note.span,
                annotation_kind(note.annotation),
                annotation_colour(note.annotation),
                note.annotation.id,
            )
            for note in placed
            if note.span is not None and not _silent(note)
        ],
        unapplied=frozenset(unapplied),
    )


def _silent(note: Placed) -> bool:
    """Corrections of actors are about names, not about the passage: nothing is struck through for them."""
    return isinstance(note.annotation, Correction) and "Actor" in type(note.annotation.right).__name__


def _start(note: Placed) -> int:
    return note.span.start if note.span is not None else 0


def _extent(quote: Quote) -> Span:
    return Span(quote.start, max(piece.end for piece in quote.content))
