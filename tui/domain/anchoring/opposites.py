"""Whether words that took the place of others say the opposite, or another number (``opposites.toml``)."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tui.domain.text.tokens import tokens

_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "est")
_BEFORE_ONE = frozenset(["no", "this", "that", "any", "every", "each", "the", "which"])
_LEAST = 4
"""Letters of a word that a prefix may turn round: "able", not "to" in "into"."""


class _Lists(NamedTuple):
    sides: dict[str, frozenset[tuple[int, int]]]
    """For each word the pairs that it is in, and on which side."""
    prefixes: tuple[str, ...]
    suffixes: tuple[tuple[str, str], ...]
    numbers: dict[str, str]
    """Words for numbers, and how they are compared: as figures where they are some."""
    openers: frozenset[str]


@cache
def _lists() -> _Lists:
    data = tomllib.loads(files(__package__).joinpath("opposites.toml").read_text(encoding="utf-8"))
    sides: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for number, pair in enumerate(data["pairs"]):
        for side, words in enumerate(pair):
            for word in words.split():
                sides[word].add((number, side))
    numbers = {word: str(number) for number, word in enumerate(data["numbers"].split())}
    numbers |= {word: word for word in data["more_numbers"].split()}
    return _Lists(
        {word: frozenset(places) for word, places in sides.items()},
        tuple(data["prefixes"]),
        tuple((one, other) for one, other in data["suffixes"]),
        numbers,
        frozenset(data["openers"].split()),
    )


def openers() -> frozenset[str]:
    """Words that open sentences and name nobody."""
    return _lists().openers


def turned_round(was: str, now: str) -> bool:
    """Whether a word that went and one that came say the opposite of one another.

    Both sentences are of one passage; words that both have do not count.
    """
    before, after = _words(was), _words(now)
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    return any(_opposite(one, other) for one in gone for other in come)


def same_numbers(was: str, now: str) -> bool:
    """Whether every number of ``was``, in figures or in words, stands in ``now``, in the same order."""
    ahead = iter(_numbers(now))
    return all(number in ahead for number in _numbers(was))


def _words(text: str) -> list[str]:
    return [one.key.replace("'", "") for one in tokens(text) if one.is_word]


def _numbers(text: str) -> list[str]:
    known = _lists().numbers
    found = []
    words = _words(text)
    for at, word in enumerate(words):
        if word[0].isdigit():
            found.append(word)
        elif word in known and not (word in ("one", "second", "once") and not _counts(words, at)):
            found.append(known[word])
    return found


def _counts(words: Sequence[str], at: int) -> bool:
    """Whether "one" is a number there: in "no one" and "this one" it is none, nor are "second" and "once"."""
    before = words[at - 1] if at else ""
    return words[at] == "one" and before not in _BEFORE_ONE


def _opposite(one: str, other: str) -> bool:
    lists = _lists()
    if min(len(one), len(other)) >= _LEAST:
        if any(one == prefix + other or other == prefix + one for prefix in lists.prefixes):
            return True
        for good, bad in lists.suffixes:
            for ending, its in ((good, bad), (bad, good)):
                if one.endswith(ending) and other == one.removesuffix(ending) + its:
                    return True
    sides = {place for form in _forms(one) for place in lists.sides.get(form, ())}
    others = {place for form in _forms(other) for place in lists.sides.get(form, ())}
    return any((number, 1 - side) in others for number, side in sides)


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be an inflected form of."""
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield stem
            yield stem + "e"
            if stem[-1] == "i":
                yield stem[:-1] + "y"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
