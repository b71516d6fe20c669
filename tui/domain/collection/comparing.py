"""Which articles are alike, by what they share; after a change only those are compared that it may concern.

What many articles share tells little, what two share that no other has tells most (inverse document
frequency, Spärck Jones 1972). How many there are counts by powers of two: else each article that comes would
change a little of what all others weigh. Only articles of days near each other are compared, and only those
that share something rare, so that the work grows with the number of articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

DAYS = 3
"""Days between two articles of one story."""
CROWD = 40
"""Articles of near days that share something from which on it leads to no candidates."""
_COMMON = 0.1
"""The share of all articles from which on what they have in common tells nothing."""
WEIGHTS = (2.0, 1.0, 0.6)
"""What a shared run of quoted words, a name, a word of the title or the beginning weighs."""
_NUMBER = 32
"""Bits of a feature that tell it from others of its kind."""
ALIKE = 0.16
"""How alike (cosine, 0 to 1) two articles are at least to tell one story."""
ALIKE_UNDATED = 0.35
"""The same where one of the two has no date, so that no days keep apart what has a little in common.

Of 223 Wikinews articles whose dates were taken away 169 were in stories with the other limit, most of them
wrong, and 44 with this one. With their dates 17 are.
"""
FEWEST = 2
"""Things that two articles must share at least."""
Pair = tuple[str, str]
Pairs = dict[Pair, float]
"""How alike two articles are, by their ids, the lesser first."""


class Bearing(NamedTuple):
    """What stands for an article: the ordinal of its day, None where none is known, and its features.

    A feature is a number from :func:`feature`; they are in order, each once.
    """

    day: int | None
    features: tuple[int, ...]


def feature(kind: int, number: int) -> int:
    """A feature; ``kind`` is that of one of :data:`WEIGHTS`, ``number``, of 32 bits, tells it from others."""
    return kind << _NUMBER | number


def alike(
    now: Mapping[str, Bearing], before: Mapping[str, Bearing] | None = None, known: Pairs | None = None
) -> Pairs:
    """The pairs of articles that are alike enough to tell one story.

    ``known`` are those found when the articles were ``before``: the same comes out as without them, sooner.
    """
    library = _Library(now)
    if before is None or known is None or _rounded(len(before)) != library.total:
        touched = set(range(len(library.keys)))
    else:
        touched = library.touched(before)
    found = {
        pair: dot
        for pair, dot in (known or {}).items()
        if all((at := library.place.get(key)) is not None and at not in touched for key in pair)
    }
    library.look_for(touched)
    for at in touched:
        found |= library.alike(at, touched)
    return found


def _rounded(count: int) -> int:
    """The greatest power of two that is no more."""
    return 1 << count.bit_length() - 1 if count else 0


@lru_cache(maxsize=100_000)
def _weight(kind: int, count: int, total: int) -> float:
    """What a feature weighs that ``count`` of ``total`` articles have; 0: it tells nothing."""
    if count < 2 or count > max(CROWD, _COMMON * total):
        return 0.0
    return WEIGHTS[kind] * log(1 + total / _rounded(count))


class _Counts(NamedTuple):
    """How many articles have a feature."""

    undated: int
    dated: int

    @property
    def compared(self) -> tuple[bool, bool]:
        """Whether those without a date are compared with each other for it, and with those that have one."""
        return self.undated <= CROWD, self.undated <= CROWD and self.dated <= CROWD


class _Holders(NamedTuple):
    """Which articles have a feature, by their places in order of the days."""

    undated: list[int]
    dated: list[int]

    @property
    def counts(self) -> _Counts:
        return _Counts(len(self.undated), len(self.dated))


class _Changed:
    """What articles have, before a change or after it: of each feature how many, and on which days."""

    def __init__(self) -> None:
        self.undated, self.dated = Counter[int](), Counter[int]()
        self.days = defaultdict[int, set[int]](set)

    def take(self, one: Bearing | None) -> None:
        if one is None:
            return
        (self.undated if one.day is None else self.dated).update(one.features)
        for number in one.features:
            self.days[number] |= set() if one.day is None else {one.day}


class _Library:
    """The articles in the order of their days, those without one first, and who has what."""

    def __init__(self, articles: Mapping[str, Bearing]) -> None:
        self.keys = sorted(articles, key=lambda key: (articles[key].day or 0, key))
        self.place = {key: at for at, key in enumerate(self.keys)}
        self.total = _rounded(len(self.keys))
        self._articles = [articles[key] for key in self.keys]
        days = [one.day or 0 for one in self._articles]
        self._undated = bisect_left(days, 1)
        self._first = [bisect_left(days, day - DAYS, self._undated) for day in days]
        self._behind = [bisect_left(days, day + DAYS + 1, self._undated) for day in days]
        self._counts = Counter(chain.from_iterable(one.features for one in self._articles))
        self._holders: dict[int, _Holders] = {}
        self._vectors: dict[int, dict[int, float]] = {}

    def look_for(self, places: Iterable[int]) -> None:
        """Find who else has what these articles have, as far as it tells something."""
        self._find(number for at in places for number in self.vector(at))

    def _find(self, numbers: Iterable[int]) -> None:
        wanted = set(numbers) - self._holders.keys()
        self._holders |= {number: _Holders([], []) for number in wanted}
        for at, one in enumerate(self._articles):
            side = one.day is not None
            for number in wanted.intersection(one.features):
                self._holders[number][side].append(at)

    def vector(self, at: int) -> dict[int, float]:
        """What an article's features weigh, in their order, of length 1: those that others have, not most."""
        known = self._vectors.get(at)
        if known is None:
            known = {}
            for number in self._articles[at].features:
                if weight := self._weighs(number):
                    known[number] = weight
            length = sqrt(sum(weight * weight for weight in known.values())) or 1.0
            known = self._vectors[at] = {number: weight / length for number, weight in known.items()}
        return known

    def _weighs(self, number: int) -> float:
        return _weight(number >> _NUMBER, self._counts[number], self.total)

    def alike(self, at: int, touched: set[int]) -> Pairs:
        """The articles that this one is like: of two that are ``touched`` the later one finds the other."""
        own = self.vector(at)
        dots: dict[int, float] = {}
        shared: Counter[int] = Counter()
        for number, weight in own.items():
            for other in self._near(at, self._holders[number], touched):
                dots[other] = dots.get(other, 0.0) + weight * self.vector(other)[number]
                shared[other] += 1
        key = self.keys[at]
        return {
            (min(key, other_key), max(key, other_key)): dot
            for other, dot in dots.items()
            if dot >= (ALIKE_UNDATED if min(at, other) < self._undated else ALIKE)
            and shared[other] >= FEWEST
            and (other_key := self.keys[other])
        }

    def _near(self, at: int, holders: _Holders, touched: set[int]) -> Iterator[int]:
        """The articles near this one that have something too; none where too many have."""
        among_undated, with_undated = holders.counts.compared
        if at < self._undated:
            if among_undated:
                yield from (one for one in holders.undated if one < at or (one > at and one not in touched))
            if with_undated:
                yield from (one for one in holders.dated if one not in touched)
            return
        if with_undated:
            yield from holders.undated
        dated = holders.dated
        first, own = bisect_left(dated, self._first[at]), bisect_left(dated, at)
        if own - first < CROWD:
            yield from dated[first:own]
        for index in range(own + 1, len(dated)):
            other = dated[index]
            if other >= self._behind[at]:
                break
            if other not in touched and index - bisect_left(dated, self._first[other]) < CROWD:
                yield other

    # After a change

    def touched(self, before: Mapping[str, Bearing]) -> set[int]:
        """The places of articles whose pairs may not be what they were."""
        changed = {key for key in before.keys() | self.place.keys() if before.get(key) != self._bearing(key)}
        found = {self.place[key] for key in changed if key in self.place}
        was, now = _Changed(), _Changed()
        for key in changed:
            was.take(before.get(key))
            now.take(self._bearing(key))
        self._find(was.days.keys() | now.days.keys())
        for number in was.days.keys() | now.days.keys():
            holders = self._holders[number]
            old = _Counts(
                len(holders.undated) - now.undated[number] + was.undated[number],
                len(holders.dated) - now.dated[number] + was.dated[number],
            )
            weighed = _weight(number >> _NUMBER, old.undated + old.dated, self.total)
            if weighed != self._weighs(number):
                found.update(holders.undated, holders.dated)
            elif weighed:
                if old.compared != holders.counts.compared:
                    found.update(holders.undated)
                found.update(self._crowded(holders, was.dated[number], was.days[number] | now.days[number]))
        return found

    def _bearing(self, key: str) -> Bearing | None:
        at = self.place.get(key)
        return None if at is None else self._articles[at]

    def _crowded(self, holders: _Holders, gone: int, days: Iterable[int]) -> Iterator[int]:
        """Those that have a feature on the days around some, where too many have, or had before.

        ``gone`` is how many of those that had it then are others now.
        """
        dated = holders.dated
        for day in days:
            low = bisect_left(dated, self._place_of(day - DAYS))
            high = bisect_left(dated, self._place_of(day + DAYS + 1))
            if high - low + gone > CROWD:
                yield from dated[low:high]

    def _place_of(self, day: int) -> int:
        """The place of the first article of that day or a later one."""
        return bisect_left(self._articles, day, self._undated, key=lambda one: one.day or 0)


def groups(keys: Sequence[str], found: Pairs, linked: float) -> list[list[str]]:
    """Articles put together, the most alike first; two groups are one where most of their pairs are alike.

    ``linked`` is the share of pairs that must be; ``keys`` are the ids in the order in which they are told.
    """
    place = {key: at for at, key in enumerate(keys)}
    ordered = sorted(
        (-dot, min(place[one], place[other]), max(place[one], place[other]))
        for (one, other), dot in found.items()
    )  # the same whatever came first
    pairs = {(one, other) for _, one, other in ordered}
    home = {at: at for pair in pairs for at in pair}
    members = {at: [at] for at in home}
    for _, one, other in ordered:
        first, second = home[one], home[other]
        if first == second:
            continue
        between = [(min(a, b), max(a, b)) for a in members[first] for b in members[second]]
        if sum(pair in pairs for pair in between) < linked * len(between):
            continue
        for at in members[second]:
            home[at] = first
        members[first] += members.pop(second)
    return [[keys[at] for at in sorted(group)] for group in members.values() if len(group) > 1]
