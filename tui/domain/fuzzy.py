"""Finding a passage whose words were changed: by the rare words that it and its context still share with a text.

An index of words gives the few places where many of the words stand in about the right order; there the
words are aligned (longest common subsequence), and the edges that make the passage most like what it was
(rapidfuzz's normalised indel similarity) are taken, if it is like enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from math import inf, log

from tui.domain.folding import Folded

LEAST_CHARACTERS = 16
"""Shorter passages are never looked for by likeness: too many are alike."""
LEAST_WORDS = 3
_WORD = re.compile(r"\w+")
_COMMON = 200
"""A word that stands in the text more often than this tells little about a place."""
_BIN = 8
_PLACES = 4
_MARGIN = 60


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
        own = _WORD.findall(exact)
        before = _WORD.findall(prefix)[1:]  # the outermost word of a context may be cut off
        after = _WORD.findall(suffix)[:-1]
        if len(own) < LEAST_WORDS:
            return None
        query = [*before, *own, *after]
        found: list[tuple[float, int, int]] = []
        for place in self._likely(query):
            candidate = self._aligned(query, len(before), len(before) + len(own), place, exact)
            if candidate is not None:
                found.append(candidate)
        if not found:
            return None
        found.sort(reverse=True)
        best, start, end = found[0]
        rival = next((score for score, s, e in found[1:] if s >= end or e <= start), 0.0)
        if best - rival < _LEAD:
            return None
        return start, end, min(best, 1.0)

    def _likely(self, query: list[str]) -> list[int]:
        """The places (numbers of words) where the query may begin, the likeliest first."""
        votes: defaultdict[int, float] = defaultdict(float)
        total = len(self.words) + 1
        for index, word in enumerate(query):
            places = self._places.get(word, ())
            if 0 < len(places) <= _COMMON:
                weight = log(total / len(places)) + 0.1
                for place in places:
                    votes[(place - index) // _BIN] += weight
        if not votes:
            return []
        both = {spot: weight + votes.get(spot + 1, 0.0) for spot, weight in votes.items()}
        best = sorted(both, key=lambda spot: (-both[spot], spot))[:_PLACES]
        return [spot * _BIN for spot in best]

    def _aligned(
        self, query: list[str], first: int, last: int, place: int, exact: str
    ) -> tuple[float, int, int] | None:
        """The stretch near ``place`` most like the query's words ``[first, last)``: score, start, end."""
        from rapidfuzz import fuzz
        from rapidfuzz.distance import LCSseq

        low = max(place - _MARGIN, 0)
        window = self.words[low : place + len(query) + len(query) // 2 + _MARGIN]
        runs: list[_Run] = []
        for block in LCSseq.opcodes(query, window):
            if block.tag == "equal":
                words = query[block.src_start : block.src_end]
                _append(runs, _Run(block.src_start, low + block.dest_start, words))
        pairs = {index: place for run in _chain(runs) for index, place in run.pairs}
        own = [index for index in range(first, last) if index in pairs]
        if not own:
            return None
        # Unmatched words at an edge take up as much room as they did, up to the context; without it, none.
        before = max((pairs[index] for index in range(first) if index in pairs), default=None)
        behind = min((pairs[index] for index in range(last, len(query)) if index in pairs), default=None)
        one, other = pairs[own[0]], pairs[own[-1]]
        if before is not None:
            one = max(one - (own[0] - first), before + 1)
        if behind is not None:
            other = min(other + (last - 1 - own[-1]), behind - 1)
        start, end = self.starts[one], self.ends[other]
        letters = sum(map(len, query[first:last]))
        kept = sum(len(query[index]) for index in own) / letters
        like = fuzz.ratio(exact.strip(" '.,;:-"), self.text[start:end]) / 100
        context = [index in pairs for index in range(len(query)) if not first <= index < last]
        share = sum(context) / len(context) if context else 0.0
        beside = (first - 1 in pairs and before == one - 1) + (last in pairs and behind == other + 1)
        if not _enough(len(exact), max(like, kept), share, beside):
            return None
        return max(like, kept) + _BESIDE * beside + share * _BESIDE, start, end


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


def _chain(runs: list[_Run]) -> list[_Run]:
    """The heaviest run and those around it that weigh more than the room between them makes unlikely."""
    if not runs:
        return []
    heart = max(range(len(runs)), key=lambda number: runs[number].weight)
    chain = [runs[heart]]
    for run in reversed(runs[:heart]):
        index, place = chain[0].pairs[0]
        if run.weight > _cost(index - run.pairs[-1][0], place - run.pairs[-1][1]):
            chain.insert(0, run)
    for run in runs[heart + 1 :]:
        index, place = chain[-1].pairs[-1]
        if run.weight > _cost(run.pairs[0][0] - index, run.pairs[0][1] - place):
            chain.append(run)
    return chain


def _cost(wanted: int, got: int) -> float:
    """The letters that must agree beyond a gap of ``got`` words where there were ``wanted``."""
    extra = abs(got - wanted)
    return 2 + 0.5 * extra if extra <= _FAR else inf


_BESIDE = 0.05
_LEAD = 0.05
_NEAR = 4
_FAR = 40
_LONG = 40


def _enough(length: int, like: float, share: float, beside: int) -> bool:
    """Whether a stretch is the passage: by its own likeness, or by less of it and its context.

    ``length`` is the passage's, in characters; ``like`` the likeness, ``share`` how much of the context's
    words were found, ``beside`` how many of the two neighbouring words stand right beside it. The figures
    come from ``benchmarks/anchors.py``.
    """
    if length < _LONG and share < 0.25:
        return False
    return like >= 0.75 or (like >= 0.6 and share >= 0.4) or (like >= 0.45 and share >= 0.6 and beside == 2)
