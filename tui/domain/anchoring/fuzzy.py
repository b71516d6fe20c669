"""Finding a passage whose words were changed: by the rare words that it and its context share with a text.

An index of words gives the few places where many of the words stand in about the right order; there the
words are aligned (longest common subsequence), and the edges that make the passage most like what it was
(rapidfuzz's normalised indel similarity) are taken, if it is like enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from heapq import nlargest
from math import inf, log

from tui.domain.text.folding import Folded

LEAST_CHARACTERS = 16
"""Shorter passages are never looked for by likeness: too many are alike."""
LEAST_WORDS = 3
_WORD = re.compile(r"\w+")
_COMMON = 200
"""A word that stands in the text more often than this tells little about a place."""
_TELLING = 8
"""How many of the rarest words have a say in where to look; those that stand there once always have."""
_BIN = 8
"""Words that places may differ by and still count as one."""
_PLACES = 4
"""How many places are looked at closely."""
_MARGIN = 60
"""Words looked at before and behind a place: room for a sentence put in."""
_NEAR = 4
"""Words between two that agree, for them to belong to one run."""
_SHORT_GAP, _LONG_GAP = 6, 40
"""Words put in or taken out within a passage, at most: as many as it has, within these bounds."""
_LONG = 40
"""Characters from which on a passage needs no context to be known by."""
_BOTH_ENDS, _END, _ROUND = 8_000, 1_000, 32
"""Characters from which on a passage is found by its ends; how long these are, and their context."""
_BESIDE = 0.05
"""What each agreeing neighbour, and the context's share, are worth when places are compared."""
_LEAD = 0.05
"""How much better the best place must be than another one."""

_Candidate = tuple[float, int, int, float]
"""Rank among places, start, end, likeness (0–1)."""


class WordIndex:
    """The words of a folded text and where they stand. Offsets are the folded text's."""

    def __init__(self, folded: Folded) -> None:
        self.text = folded.text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(_WORD.finditer(self.text)):
            self.words.append(found[0])
            self.starts.append(found.start())
            self.ends.append(found.end())
            self._places[found[0]].append(number)

    def find(self, exact: str, prefix: str, suffix: str) -> tuple[int, int, float] | None:
        """Where the passage (folded, with its context) now stands: start, end and likeness 0–1, or None."""
        if len(exact) < LEAST_CHARACTERS:
            return None
        if len(exact) > _BOTH_ENDS:
            return self._by_its_ends(exact, prefix, suffix)
        own = _WORD.findall(exact)
        before = _WORD.findall(prefix)[1:]  # the outermost word of a context may be cut off
        after = _WORD.findall(suffix)[:-1]
        if len(own) < LEAST_WORDS:
            return None
        query = [*before, *own, *after]
        found: list[_Candidate] = []
        for place in self._likely(query):
            candidate = self._aligned(query, len(before), len(before) + len(own), place, exact)
            if candidate is not None:
                found.append(candidate)
        if not found:
            return None
        found.sort(reverse=True)
        best, start, end, like = found[0]
        rival = next((rank for rank, s, e, _ in found[1:] if s >= end or e <= start), 0.0)
        if best - rival < _LEAD:
            return None
        return start, end, like

    def _by_its_ends(self, exact: str, prefix: str, suffix: str) -> tuple[int, int, float] | None:
        """Where a very long passage stands: aligning all of it would take minutes, its ends tell enough."""
        first = self.find(exact[:_END], prefix, exact[_END : _END + _ROUND])
        last = self.find(exact[-_END:], exact[-_END - _ROUND : -_END], suffix)
        if first is None or last is None:
            return None
        start, end = first[0], last[1]
        if not len(exact) / 2 < end - start < len(exact) * 2:
            return None
        return start, end, (first[2] + last[2]) / 2

    def _likely(self, query: list[str]) -> list[int]:
        """The places (numbers of words) where the query may begin, the likeliest first."""
        places = {index: self._places.get(word, ()) for index, word in enumerate(query)}
        telling = sorted((len(found), index) for index, found in places.items() if 0 < len(found) <= _COMMON)
        votes: defaultdict[int, float] = defaultdict(float)
        total = len(self.words) + 1
        for number, (count, index) in enumerate(telling):
            if number >= _TELLING and count > 1:
                break
            weight = log(total / count) + 0.1
            for place in places[index]:
                votes[(place - index) // _BIN] += weight
        both = [(weight + votes.get(spot + 1, 0.0), -spot) for spot, weight in list(votes.items())]
        return [-spot * _BIN for _, spot in nlargest(_PLACES, both)]

    def _aligned(self, query: list[str], first: int, last: int, place: int, exact: str) -> _Candidate | None:
        """The stretch near ``place`` most like the query's words ``[first, last)``, if it is like enough."""
        from rapidfuzz import fuzz

        low = max(place - _MARGIN, 0)
        window = self.words[low : place + len(query) + len(query) // 2 + _MARGIN]
        pairs = _matched(query, window, low, min(max(last - first, _SHORT_GAP), _LONG_GAP))
        own = [index for index in range(first, last) if index in pairs]
        if not own:
            return None
        one, other, beside = _extent(pairs, own, first, last, len(query))
        start, end = self.starts[one], self.ends[other]
        letters = sum(map(len, query[first:last]))
        kept = sum(len(query[index]) for index in own) / letters
        like = max(fuzz.ratio(exact.strip(" '.,;:-"), self.text[start:end]) / 100, kept)
        context = [index in pairs for index in range(len(query)) if not first <= index < last]
        share = sum(context) / len(context) if context else 0.0
        if not _enough(len(exact), like, share, beside):
            return None
        return like + _BESIDE * (beside + share), start, end, like


def _matched(query: list[str], window: list[str], low: int, gap: int) -> dict[int, int]:
    """The words of the query, by their index, and where in the text each stands.

    ``window`` is a stretch of the text's words, ``low`` the number of its first; ``gap``: see :func:`_chain`.
    """
    from rapidfuzz.distance import LCSseq

    runs: list[_Run] = []
    for block in LCSseq.opcodes(query, window):
        if block.tag == "equal":
            words = query[block.src_start : block.src_end]
            _append(runs, _Run(block.src_start, low + block.dest_start, words))
    return {index: place for run in _chain(runs, gap) for index, place in run.pairs}


def _extent(
    pairs: dict[int, int], own: list[int], first: int, last: int, length: int
) -> tuple[int, int, int]:
    """The first and last word of the stretch, and how many of the context's two nearest words touch it.

    Unmatched words at an edge take up as much room as they did, up to the context; without it, none.
    """
    before = max((pairs[index] for index in range(first) if index in pairs), default=None)
    behind = min((pairs[index] for index in range(last, length) if index in pairs), default=None)
    one, other = pairs[own[0]], pairs[own[-1]]
    if before is not None:
        one = max(one - (own[0] - first), before + 1)
    if behind is not None:
        other = min(other + (last - 1 - own[-1]), behind - 1)
    beside = (first - 1 in pairs and before == one - 1) + (last in pairs and behind == other + 1)
    return one, other, beside


class _Run:
    """Words that stand in the query and in the text in the same order, close together."""

    def __init__(self, index: int, place: int, words: list[str]) -> None:
        self.pairs = [(index + step, place + step) for step in range(len(words))]
        self.weight = sum(map(len, words))


def _append(runs: list[_Run], run: _Run) -> None:
    """Add a run, or make it part of the last one if that is near."""
    if runs:
        index, place = runs[-1].pairs[-1]
        there, here = run.pairs[0][1] - place, run.pairs[0][0] - index
        if there <= _NEAR and abs(there - here) <= 2:
            runs[-1].pairs += run.pairs
            runs[-1].weight += run.weight
            return
    runs.append(run)


def _chain(runs: list[_Run], far: int) -> list[_Run]:
    """The heaviest run and those around it, unless the room between is more than their weight makes likely.

    ``far`` is how many words may have been put in between, or taken out, at most.
    """
    if not runs:
        return []
    heart = max(range(len(runs)), key=lambda number: runs[number].weight)
    chain = [runs[heart]]
    for run in reversed(runs[:heart]):
        index, place = chain[0].pairs[0]
        if run.weight > _cost(index - run.pairs[-1][0], place - run.pairs[-1][1], far):
            chain.insert(0, run)
    for run in runs[heart + 1 :]:
        index, place = chain[-1].pairs[-1]
        if run.weight > _cost(run.pairs[0][0] - index, run.pairs[0][1] - place, far):
            chain.append(run)
    return chain


def _cost(wanted: int, got: int, far: int) -> float:
    """The letters that must agree beyond a gap of ``got`` words where there were ``wanted``."""
    extra = abs(got - wanted)
    return 2 + 0.5 * extra if extra <= far else inf


def _enough(length: int, like: float, share: float, beside: int) -> bool:
    """Whether a stretch is the passage: by its own likeness, or by less of it and its context.

    ``length`` is the passage's, in characters; ``like`` the likeness, ``share`` how much of the context's
    words were found, ``beside`` how many of the two neighbouring words stand right beside it. The figures
    come from ``benchmarks/anchors.py``.
    """
    if length < _LONG and share < 0.25:
        return False
    return like >= 0.75 or (like >= 0.6 and share >= 0.4) or (like >= 0.45 and share >= 0.6 and beside == 2)
