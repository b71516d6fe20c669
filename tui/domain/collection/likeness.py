"""The stretch of a text that is most like some words, and the longest run of them that stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tui.domain.article import Span
from tui.domain.collection.sought import Sought, Text

LEAST_LIKE = 0.6
"""How like (0 to 1, see :class:`Stretch`) a passage must be to words to be called reworded. Of sentences of
223 news articles, looked for in all articles but their own, none but very short ones reached it that did not
tell the same."""
_LEAST_SHARE_OF_WORDS = 0.5
"""The share of the words asked for that it must have too: one long name makes no sentence."""
LEAST_PART = 0.36
"""The share of the letters asked for that a run of words must hold to be called a part of them."""
_PART_WORDS, _PART_LETTERS = 5, 24
"""Words, and letters, that such a run has at least: "at the end of the" stands everywhere."""
_LEAST_WORDS = 4
"""Words below which nothing is looked for by likeness."""
_BIN = 8
"""Words that two places may differ by and still count as one."""
_PLACES = 3
"""How many places are looked at closely."""
_AGAINST = 0.6
"""What a letter between words that agree counts against a stretch."""


class Stretch(NamedTuple):
    """A stretch of a text. ``like``: twice the letters that agree in order, over those of both sides."""

    like: float
    span: Span


class _Aligned(NamedTuple):
    """``like`` of a stretch of words, how many of them agree, and where it starts and ends."""

    like: float
    agreeing: int
    start: int
    end: int


def most_like(sought: Sought, known: Text) -> Stretch | None:
    """The stretch most like the words, if it is like enough."""
    if len(sought.spoken) < _LEAST_WORDS:
        return None
    places = [number for number, one in enumerate(known.tokens) if one.is_word]
    keys = [known.keys[number] for number in places]
    found = [
        stretch
        for start, end in _windows(sought.spoken, keys)
        if (stretch := _aligned(sought.spoken, keys, start, end)) is not None
    ]
    if not found:
        return None
    best = max(found, key=lambda one: (one.like, -one.start))
    enough = max(_LEAST_WORDS, _LEAST_SHARE_OF_WORDS * len(sought.spoken))
    if best.like < LEAST_LIKE or best.agreeing < enough:
        return None
    first, last = known.tokens[places[best.start]], known.tokens[places[best.end - 1]]
    return Stretch(round(best.like, 3), Span(first.start, last.end))


def _windows(wanted: Sequence[str], keys: Sequence[str]) -> list[tuple[int, int]]:
    """Stretches of a text in which many of the words stand in about their order, the likeliest first."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    asked = set(wanted)
    for number, key in enumerate(keys):
        if key in asked:
            places[key].append(number)
    votes: defaultdict[int, float] = defaultdict(float)
    for index, key in enumerate(wanted):
        found = places.get(key, ())
        for place in found[:200]:
            votes[(place - index) // _BIN] += len(key) / len(found)
    both = {spot: weight + votes.get(spot + 1, 0.0) for spot, weight in list(votes.items())}
    best = sorted(both, key=lambda spot: (-both[spot], spot))[:_PLACES]
    room = len(wanted) // 2 + _BIN
    return [(max(spot * _BIN - room, 0), spot * _BIN + 2 * _BIN + len(wanted) + room) for spot in best]


def _aligned(wanted: Sequence[str], keys: Sequence[str], low: int, high: int) -> _Aligned | None:
    """Of ``keys[low:high]`` the stretch most like the words."""
    found = _stretch(wanted, keys, low, high)
    if found is None or found.agreeing == len(wanted):
        return found
    # Of a word that comes more than once a far one may have been taken: once more, near what was found.
    room = len(wanted) - found.agreeing
    near = _stretch(wanted, keys, max(found.start - room, low), min(found.end + room, high))
    return found if near is None or near.like <= found.like else near


def _stretch(wanted: Sequence[str], keys: Sequence[str], low: int, high: int) -> _Aligned | None:
    """Words that agree in their order count for a stretch by their letters, those between them against it."""
    from rapidfuzz.distance import LCSseq

    window = list(keys[low:high])
    agrees = [False] * len(window)
    for block in LCSseq.opcodes(list(wanted), window):
        if block.tag == "equal":
            agrees[block.dest_start : block.dest_end] = [True] * (block.dest_end - block.dest_start)
    best = worth = 0.0
    start = begin = end = 0
    for number, key in enumerate(window):
        worth += len(key) if agrees[number] else -_AGAINST * len(key)
        if worth <= 0:
            worth, begin = 0.0, number + 1
        elif agrees[number] and worth > best:
            best, start, end = worth, begin, number + 1
    if not end:
        return None
    common = [window[number] for number in range(start, end) if agrees[number]]
    total = sum(map(len, wanted)) + sum(map(len, window[start:end]))
    return _Aligned(2 * sum(map(len, common)) / total, len(common), low + start, low + end)


def longest_run(sought: Sought, known: Text) -> Stretch | None:
    """The longest run of the words that stands there word for word, if it is long enough to tell.

    Its ``like`` is the share of the letters asked for that it holds.
    """
    best = (0, 0, 0)  # letters, start, end
    lengths: dict[int, int] = {}
    for one in sought.tokens:
        now = {place: lengths.get(place - 1, 0) + 1 for place in known.at.get(one.key, ())}
        for place, length in now.items():
            if length >= _PART_WORDS:
                run = known.tokens[place - length + 1 : place + 1]
                letters = sum(len(word.key) for word in run if word.is_word)
                best = max(best, (letters, place - length + 1, place + 1))
        lengths = now
    letters, start, end = best
    words = [one for one in known.tokens[start:end] if one.is_word]
    if len(words) < _PART_WORDS or letters < max(_PART_LETTERS, LEAST_PART * sought.letters):
        return None
    return Stretch(round(letters / sought.letters, 3), Span(words[0].start, words[-1].end))
