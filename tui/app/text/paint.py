"""From layers of spans to runs of styles: pure, no Textual in it.

A layer is a sorted sequence of spans that mean one thing (entities, quotes, matches …). A line is painted by
asking every layer for what overlaps it, cutting the line where anything begins or ends, and naming, for each
piece, the styles that apply from the lowest to the highest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar, overload, runtime_checkable

from msgspec import Struct, field

from tui.app.text.span_index import SpanIndex
from tui.domain.article import Span
from tui.domain.codes import Colour

EntityItem = tuple[Span, str]
"""A span and the key of its style: ``person``, ``org``, ``place``, ``norp``, ``time`` or ``other``."""
NameItem = tuple[Span, int]
"""A name of somebody who speaks, and the number of the colour of what is said."""
QuoteItem = tuple[Span, int, str]
"""A span of content, the number of the speaker's colour, the quote's id."""
AnnotationItem = tuple[Span, str, str | None, str]
"""A span, its kind, a colour's name or None, the id. The kinds: ``bookmark``, ``highlight``, ``note``, and
``correction`` where the passage is said to be no quote or no name, ``corrected`` where it is another one."""

Item = TypeVar("Item")

ENTITY_KEYS = ("person", "org", "place", "norp", "time", "other")
COLOUR_KEYS = tuple(colour.value for colour in Colour)
SPEAKER_COLOURS = 8
NOBODY = SPEAKER_COLOURS - 1
"""The number of the colour of words that nobody known speaks; those before are for speakers."""


class Layers(Struct, frozen=True):
    """Everything that is drawn over the text. Each sequence is sorted by where its spans begin.

    Hand in the same sequence objects again where nothing changed: their indexes are kept. A :class:`Layer`
    brings its index along. ``current`` is the quote the reader is at, ``current_match`` one of ``matches``.
    """

    entities: Sequence[EntityItem] = ()
    names: Sequence[NameItem] = ()
    quotes: Sequence[QuoteItem] = ()
    cues: Sequence[Span] = ()
    actor_mentions: Sequence[Span] = ()
    annotations: Sequence[AnnotationItem] = ()
    current: Sequence[Span] = ()
    matches: Sequence[Span] = ()
    current_match: Span | None = None
    selection: Span | None = None


@runtime_checkable
class Ranged(Protocol):
    """A sequence of spans that finds those of a stretch by itself (a search that is still counting)."""

    def within(self, start: int, end: int) -> Iterable[Span]: ...


class Layer(Sequence[Item]):
    """The items of a layer together with their index: made in a thread, it costs the event loop nothing.

    Items are spans, or tuples that begin with one; raises ValueError if they are not sorted by start.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = list(items)
        self.span_index = SpanIndex(self._items)  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        return self._items[index]


class Run(Struct, frozen=True):
    """A piece of a line and the keys of its styles, lowest first."""

    start: int
    end: int
    keys: tuple[str, ...]


class Signs(Struct, frozen=True):
    """What the margin of a line shows: each is None or empty where there is nothing to show.

    ``speaker`` is the number of the colour of the innermost quote on the line, ``current`` whether it is the
    quote the reader is at, ``highlights`` the colours that lie on the line.
    """

    speaker: int | None = None
    current: bool = False
    note: bool = False
    correction: bool = False
    bookmark: bool = False
    highlights: tuple[str, ...] = ()


class Painter(Struct):
    """Answers what is drawn on a stretch of text, for one set of layers."""

    layers: Layers = field(default_factory=Layers)
    _indexes: dict[str, tuple[object, SpanIndex]] = field(default_factory=dict)
    _ranged: dict[str, Ranged] = field(default_factory=dict)

    def set_layers(self, layers: Layers) -> None:
        """Take new layers; a sequence that is the same object as before is not indexed again."""
        self._ranged = {}
        for name in (
            "entities",
            "names",
            "quotes",
            "cues",
            "actor_mentions",
            "annotations",
            "current",
            "matches",
        ):
            items = getattr(layers, name)
            if isinstance(items, Ranged):
                self._ranged[name] = items
                continue
            known = self._indexes.get(name)
            if known is None or known[0] is not items:
                self._indexes[name] = (
                    items,
                    items.span_index if isinstance(items, Layer) else SpanIndex(items),
                )
        self.layers = layers

    def _spans(self, name: str, items: Sequence[Span], start: int, end: int) -> Iterator[Span]:
        if name in self._ranged:
            yield from self._ranged[name].within(start, end)
        elif items:
            for index in self._indexes[name][1].within(start, end):
                yield items[index]

    def _items(self, name: str, items: Sequence[Item], start: int, end: int) -> Iterator[Item]:
        if items:
            for index in self._indexes[name][1].within(start, end):
                yield items[index]

    def _styled(self, start: int, end: int) -> Iterator[tuple[Span, str]]:
        """Every span that shares a code point with the stretch, with its style's key, lowest first."""
        layers = self.layers
        for span, _, _ in self._items("quotes", layers.quotes, start, end):
            yield span, "quote"
        for span in self._spans("current", layers.current, start, end):
            yield span, "quote-current"
        for span, key in self._items("entities", layers.entities, start, end):
            yield span, f"entity-{key if key in ENTITY_KEYS else 'other'}"
        for span, number in self._items("names", layers.names, start, end):
            yield span, f"speaker-{number % SPEAKER_COLOURS}"
        for span in self._spans("cues", layers.cues, start, end):
            yield span, "cue"
        for span in self._spans("actor_mentions", layers.actor_mentions, start, end):
            yield span, "actor"
        annotations = list(self._items("annotations", layers.annotations, start, end))
        for span, kind, colour, _ in annotations:
            if kind == "highlight" or (kind == "note" and colour in COLOUR_KEYS):
                yield span, f"highlight-{colour if colour in COLOUR_KEYS else COLOUR_KEYS[0]}"
        for span, kind, _, _ in annotations:
            if kind in ("note", "correction", "corrected"):
                yield span, kind
        for span in self._spans("matches", layers.matches, start, end):
            yield span, "match"
        if layers.current_match is not None:
            yield layers.current_match, "match-current"
        if layers.selection is not None:
            yield layers.selection, "selection"

    def runs(self, start: int, end: int) -> list[Run]:
        """The stretch ``[start, end)`` cut into runs of one style each, without gaps."""
        if start >= end:
            return []
        pieces: list[tuple[int, int, str]] = []
        cuts = {start, end}
        for span, key in self._styled(start, end):
            first, last = max(span.start, start), min(span.end, end)
            if first < last:
                pieces.append((first, last, key))
                cuts.add(first)
                cuts.add(last)
        if not pieces:
            return [Run(start, end, ())]
        borders = sorted(cuts)
        runs: list[Run] = []
        for first, last in pairwise(borders):
            keys: dict[str, None] = {}
            coloured = 0
            for piece_start, piece_end, key in pieces:
                if piece_start <= first and last <= piece_end:
                    coloured += key.startswith("highlight-")
                    keys[key] = None
            if coloured > 1:
                keys["overlap"] = None
            runs.append(Run(first, last, tuple(keys)))
        return runs

    def signs(self, start: int, end: int) -> Signs:
        """What the margin beside the line ``[start, end)`` shows."""
        layers = self.layers
        speaker: int | None = None
        for _, colour, _ in self._items("quotes", layers.quotes, start, end):
            speaker = colour
        note = correction = bookmark = False
        highlights: dict[str, None] = {}
        for span, kind, mark, _ in self._items("annotations", layers.annotations, start, max(end, start + 1)):
            begins = start <= span.start
            if kind == "highlight" or (kind == "note" and mark in COLOUR_KEYS):
                highlights[mark if mark in COLOUR_KEYS else COLOUR_KEYS[0]] = None
            if begins and kind == "note":
                note = True
            elif begins and kind in ("correction", "corrected"):
                correction = True
            elif begins and kind == "bookmark":
                bookmark = True
        current = next(self._spans("current", layers.current, start, end), None) is not None
        return Signs(speaker, current, note, correction, bookmark, tuple(highlights))


def over(runs: list[Run], span: Span, key: str) -> list[Run]:
    """The same runs with one more style on top of those pieces that ``span`` covers."""
    result: list[Run] = []
    for run in runs:
        first, last = max(run.start, span.start), min(run.end, span.end)
        if first >= last:
            result.append(run)
            continue
        if run.start < first:
            result.append(Run(run.start, first, run.keys))
        result.append(Run(first, last, (*run.keys, key)))
        if last < run.end:
            result.append(Run(last, run.end, run.keys))
    return result
