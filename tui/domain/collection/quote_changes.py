"""What became of the quotes of an article in another version of it: the same, reworded, another's, gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from tui.domain.analysis import Analysis, Quote, speaker_name
from tui.domain.article import Article
from tui.domain.collection.difference import Difference, difference
from tui.domain.text.folding import fold
from tui.domain.text.tokens import tokens

_ALIKE, _HELD = 0.5, 0.8
"""How like (0 to 1, letters of words in order over those of both) two quotes must be to be one, reworded; or
how much of the shorter one the longer must hold."""
_HELD_WORDS = 5
"""Words that the shorter one must have for that."""
_SAME_SPEAKER = 0.1
"""What it is worth, when pairs are chosen, that both have one speaker."""


class Said(msgspec.Struct, frozen=True):
    """A quote of one version: its words, and who says them (None: nobody is known)."""

    quote: Quote
    text: str
    name: str | None = None


class Rewording(msgspec.Struct, frozen=True):
    """A quote whose words were changed."""

    before: Said
    after: Said
    difference: Difference


class Pair(NamedTuple):
    """A quote in two versions."""

    before: Said
    after: Said

    @property
    def reworded(self) -> bool:
        return _keys(self.before) != _keys(self.after)

    @property
    def remarked(self) -> bool:
        """Whether the same words stand in quotation marks now and did not, or the other way round."""
        return not self.reworded and self.before.quote.kind is not self.after.quote.kind


class Paired(NamedTuple):
    """The quotes of two versions: those that both have, and those that only one has."""

    pairs: list[Pair]
    removed: list[Said]
    added: list[Said]


def said_in(article: Article, analysis: Analysis) -> list[Said]:
    """The quotes of an article in the order of its text."""
    actors = {actor.id: actor for actor in analysis.actors}
    return [
        Said(quote, quote.text(article.text), speaker_name(quote, article.text, actors))
        for quote in analysis.quotes
    ]


def paired(before: Sequence[Said], after: Sequence[Said]) -> Paired:
    """Which quote of one version is which of the other: the same words first, then those most alike."""
    left, right = list(before), list(after)
    pairs: list[Pair] = []
    for candidates in (_same_words, _alike):
        taken_left: set[str] = set()
        taken_right: set[str] = set()
        for _, was, now in sorted(candidates(left, right), key=lambda one: -one[0]):
            if was.quote.id not in taken_left and now.quote.id not in taken_right:
                pairs.append(Pair(was, now))
                taken_left.add(was.quote.id)
                taken_right.add(now.quote.id)
        left = [one for one in left if one.quote.id not in taken_left]
        right = [one for one in right if one.quote.id not in taken_right]
    pairs.sort(key=lambda pair: pair.after.quote.start)
    return Paired(pairs, left, right)


def rewording(pair: Pair) -> Rewording:
    return Rewording(pair.before, pair.after, difference(pair.before.text, pair.after.text, marks=False))


def same_speaker(before: Said, after: Said) -> bool:
    """Whether both are given to one: the same name, or a part of it ("Lund", "Anna Lund")."""
    was, now = _name(before), _name(after)
    return was == now or bool(was and now and (was <= now or now <= was))


_Candidate = tuple[float, Said, Said]


def _same_words(before: Sequence[Said], after: Sequence[Said]) -> Iterator[_Candidate]:
    known: defaultdict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one in after:
        known[_keys(one)].append(one)
    for was in before:
        for now in known.get(_keys(was), ()):
            yield (
                _SAME_SPEAKER * same_speaker(was, now) - abs(was.quote.start - now.quote.start) / 1e9,
                was,
                now,
            )


def _alike(before: Sequence[Said], after: Sequence[Said]) -> Iterator[_Candidate]:
    from rapidfuzz.distance import LCSseq

    words = {one.quote.id: [key for key in _keys(one) if key[0].isalnum()] for one in (*before, *after)}
    for was in before:
        for now in after:
            one, other = words[was.quote.id], words[now.quote.id]
            if not set(one) & set(other):
                continue
            common = sum(
                sum(map(len, one[block.src_start : block.src_end]))
                for block in LCSseq.opcodes(one, other)
                if block.tag == "equal"
            )
            left, right = sum(map(len, one)), sum(map(len, other))
            like = 2 * common / (left + right)
            held = common / min(left, right) if min(len(one), len(other)) >= _HELD_WORDS else 0.0
            if like >= _ALIKE or held >= _HELD:
                yield max(like, held * 0.8) + _SAME_SPEAKER * same_speaker(was, now), was, now


def _keys(said: Said) -> tuple[str, ...]:
    """The words and marks that two quotes are compared by, without marks at their ends."""
    keys = [one.key for one in tokens(said.text) if one.key and one.key != "…"]
    while keys and not keys[-1][0].isalnum() and keys[-1] != "?":
        keys.pop()
    return tuple(keys)


def _name(said: Said) -> frozenset[str]:
    return frozenset(word.strip(".,") for word in fold(said.name or "").split())
