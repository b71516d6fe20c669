"""Where in a page's elements trafilatura's text stands: the two are brought together by runs of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui.sources.draft import Block
from tui.sources.formats.elements import Piece
from tui.sources.formats.extraction import Extraction

_WORD = re.compile(r"\w+")
_RUN = 4
"""Texts are compared by so many words in a row."""
_FOUND = 0.6
"""A piece whose runs of words are found to this share is the same text."""
_ALIGNED = 0.75
"""Less of trafilatura's words than this found in the page's elements: the two read different pages."""
_LONG = 8
"""A paragraph of fewer words may stand in a text twice."""
_COPIES = 3
_COPIED = 0.3
"""So many long paragraphs, and this share of all words, stand there once more in a page that holds a copy."""
_REPEATED = 0.8
_REGION = 0.85
"""The region is the innermost element that holds so much of what was found."""


class Place(Struct, frozen=True):
    """A piece of the page: how many words it has, and whether trafilatura is sure of it or took it."""

    piece: Piece
    size: int
    taken: bool
    further: bool


class Runs:
    """The runs of words that texts hold, to be asked how much of another text is among them."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._known: set[tuple[str, ...]] = set()
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        words = words_of(text)
        self._known.add(tuple(words))
        self._known.update(_runs(words))

    def share(self, text: str) -> float:
        """The share of a text's runs that are known; of a text too short for any, whether it is."""
        words = words_of(text)
        runs = _runs(words) or [tuple(words)]
        return sum(run in self._known for run in runs) / len(runs)

    def hold(self, text: str) -> bool:
        """Whether so much of a text is known that it is the same."""
        return self.share(text) >= _FOUND


def words_of(text: str) -> list[str]:
    """The words of a text in small letters."""
    return _WORD.findall(text.casefold())


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_RUN)), strict=False))


def aligned(pieces: Sequence[Piece], found: Extraction) -> list[Place] | None:
    """The pieces with what trafilatura took of them; None where much of its text stands in none."""
    sure = Runs(block.text for block in found.blocks)
    further = Runs(block.text for block in found.further)
    places = []
    for piece in pieces:
        size = len(words_of(piece.block.text))
        taken = size > 0 and sure.hold(piece.block.text)
        places.append(Place(piece, size, taken, taken or (size > 0 and further.hold(piece.block.text))))
    if sum(place.size for place in places if place.taken) < max(_ALIGNED * _size(found.blocks), 1):
        return None
    # A teaser of the article, with a link to it, says the same once more.
    plain = Runs(place.piece.block.text for place in places if place.taken and not place.piece.linked)
    return [
        _untaken(place) if place.piece.linked and plain.hold(place.piece.block.text) else place
        for place in places
    ]


def without_repeats(places: Sequence[Place], inside: set[Any]) -> list[Place]:
    """The places, those outside an element not taken whose words stand inside it too: teasers again."""
    within = Runs(place.piece.block.text for place in places if place.taken and place.piece.element in inside)
    return [
        _untaken(place)
        if place.piece.element not in inside and within.hold(place.piece.block.text)
        else place
        for place in places
    ]


def without_copies(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each once, of a page that holds its article twice: for phones and desks, or read out.

    A page that repeats little, as songs and speeches do, is left as it is.
    """
    sizes = [len(words_of(block.text)) for block in blocks]
    first: dict[str, int] = {}
    pairs = [
        (first[block.text], place)
        for place, block in enumerate(blocks)
        if sizes[place] >= _LONG and first.setdefault(block.text, place) != place
    ]
    # Filling repeats one paragraph over and over; that is no copy.
    if len({blocks[place].text for _, place in pairs}) < _COPIES or sum(
        sizes[place] for _, place in pairs
    ) < _COPIED * sum(sizes):
        return list(blocks)
    one, other = (range(min(places), max(places) + 1) for places in zip(*_behind(pairs), strict=True))
    # Of a transcript and its text to be read out, one may say who speaks: the longer one is kept.
    fuller = one.stop <= other.start and sum(sizes[p] for p in other) > sum(sizes[p] for p in one)
    copy = one if fuller else range(max(other.start - 1, 1), other.stop + 1)
    told = Runs(block.text for place, block in enumerate(blocks) if fuller and place not in copy)
    kept = []
    for place, block in enumerate(blocks):
        if place in copy and told.share(block.text) >= _REPEATED:
            continue
        told.add(block.text)
        kept.append(block)
    return kept


def _behind(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs of places where one copy stands behind the other, but for a few lines; else all of them."""
    for start in range(len(pairs) // 5 + 1):
        if max(first for first, _ in pairs[start:]) < pairs[start][1]:
            return pairs[start:]
    return pairs


def _untaken(place: Place) -> Place:
    return replace(place, taken=False) if place.taken else place


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(words_of(block.text)) for block in blocks)


def innermost(root: Any, places: Sequence[Place]) -> tuple[Any, set[Any]]:
    """The innermost element that holds nearly all that was taken, by words, and all that hold some."""
    weights: dict[Any, int] = {}
    total = 0
    for place in places:
        if place.taken:
            weights[place.piece.element] = weights.get(place.piece.element, 0) + place.size
            total += place.size
    # Below comes after above, so each is whole when it is added to what is around it.
    elements = list(root.iter())
    for element in reversed(elements):
        weight = weights.get(element, 0)
        if weight and element is not root:
            parent = element.getparent()
            weights[parent] = weights.get(parent, 0) + weight
    inner = root
    while True:
        deeper = next((child for child in inner if weights.get(child, 0) >= _REGION * total), None)
        if deeper is None:
            return inner, set(weights)
        inner = deeper
