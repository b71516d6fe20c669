"""The same words in several articles: one entry with several tellings, word for word or nearly so.

Words are compared as :func:`words` gives them; how two tellings differ is told by ``difference``. Exact
tellings are found by their words as a whole, near ones by shingles (runs of words) that few quotes share:
100,000 quotes take seconds. What is near must hold the same numbers; few words must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from tui.domain.codes import QuoteKind
from tui.domain.collection.rows import Said
from tui.domain.text.folding import folded

_MARKS = re.compile(r"[^\w\s]+")
_CROWD = 60
"""Quotes that have a run in common from which on it tells nothing: "the united states"."""
_FEWEST_NEAR = 4
"""Words that the shorter of two near tellings has at least; by two people :data:`_FEWEST_BY_OTHERS`."""
_FEWEST_EXACT = 4
"""Words below which the same words are a telling only where their dates are near."""
_FEWEST_BY_OTHERS = 5
"""Words that are the same said by two people only from here on: fewer, anybody says."""
_SHARED = 0.2
"""Runs that near tellings share at least, for each word of the shorter."""
_COVERED = 0.8
"""The share of the shorter one's words that must stand in the longer one, in their order."""
_COVERED_OF_ONE = 0.7
"""The same for two quotes of one person, of :data:`_LONG_ENOUGH` words."""
_LONG_ENOUGH = 6
_ALIKE = 0.55
"""How much of both together must be the same where neither is direct speech."""
DAYS_NEAR = 14
"""Days between two articles within which near words are of one occasion."""
_DAYS_FEW_WORDS = 3
"""The same for few words that are the same."""


class Telling(msgspec.Struct, frozen=True, gc=False):
    """One article's telling. ``same``: word for word as the entry has it; ``mine``: by the one asked for."""

    said: Said
    same: bool = True
    mine: bool = True


class Entry(msgspec.Struct, frozen=True, gc=False):
    """Words that were said, by the fullest of their tellings, which is the first; the others by date."""

    tellings: tuple[Telling, ...]

    @property
    def main(self) -> Said:
        """The telling whose words the entry has."""
        return self.tellings[0].said

    @property
    def day(self) -> str:
        """The first date on which it was told; empty where none is known."""
        return min((day for telling in self.tellings if (day := telling.said.about.day)), default="")


class Compared(msgspec.Struct, frozen=True):
    """A quote as it is compared: its words, who said it as far as that is known, the ordinal of its day."""

    words: tuple[str, ...]
    kind: QuoteKind
    day: int | None
    numbers: frozenset[str]
    who: object = None


class _Quote(Compared, frozen=True, kw_only=True):
    row: Said


def compared(text: str, kind: QuoteKind, day: int | None) -> Compared:
    """The quote as it is compared where nothing is known of who is one with whom."""
    plain = tuple(words(text))
    return Compared(plain, kind, day, _numbers(plain))


def may_be_one(one: Compared, other: Compared) -> bool:
    """Whether two quotes are tellings of one another if one person said both, by the widest of the rules."""
    if one.words == other.words:
        return _exactly(one, other, by_one=True)
    return _nearly(one, other, by_one=True)


def words(text: str) -> list[str]:
    """The words of a text for comparing: folded, without marks and dots; a dash parts words."""
    return _MARKS.sub("", folded(text).replace("-", " ")).split()


def tellings(rows: Iterable[Said], who: dict[tuple[str, str], object] | None = None) -> list[list[Said]]:
    """The rows grouped: each group holds the tellings of the same words. Groups and rows in their order.

    ``who`` gives for (article id, actor id) the person across articles; without it nobody is known to be
    one with anybody. Quotes of one article are never put together.
    """
    quotes = [_quote(row, who or {}) for row in rows]
    groups = _Groups(quotes)
    exact: dict[tuple[str, ...], list[int]] = {}
    for number, quote in enumerate(quotes):
        same = exact.setdefault(quote.words, [])
        for other in same:
            if _exactly(quote, quotes[other], by_one=_one_speaker(quote, quotes[other])):
                groups.unite(number, other)
        same.append(number)
    for other, one in _candidates(quotes):
        if not groups.one(one, other) and _nearly(
            quotes[one], quotes[other], by_one=_one_speaker(quotes[one], quotes[other])
        ):
            groups.unite(one, other)
    return groups.each()


def _candidates(quotes: Sequence[_Quote]) -> list[tuple[int, int]]:
    """Pairs of quotes of near days that share runs of words which few have, those that share most first."""
    first: dict[object, int] = {}
    index: dict[object, list[int]] = {}
    # By date, so that those of near days stand together; those without one are near all.
    order = sorted(range(len(quotes)), key=lambda number: quotes[number].day or 0)
    for number in order:
        for run in _runs(quotes[number]):
            seen = first.setdefault(run, number)
            if seen != number:  # most runs stand in one quote alone: no list for these
                index.setdefault(run, [seen]).append(number)
    shared: dict[tuple[int, int], int] = {}
    for members in index.values():
        for pair in _near(members, quotes):
            shared[pair] = shared.get(pair, 0) + 1
    enough = {
        pair: count
        for pair, count in shared.items()
        if count >= _SHARED * min(len(quotes[pair[0]].words), len(quotes[pair[1]].words))
    }
    return sorted(enough, key=lambda pair: (-enough[pair], pair))


def _near(members: Sequence[int], quotes: Sequence[_Quote]) -> Iterator[tuple[int, int]]:
    """The pairs of near days among quotes in the order of their days; none where too many are near."""
    undated = sum(quotes[number].day is None for number in members)
    start = undated
    for at, one in enumerate(members):
        day = quotes[one].day
        first = at if day is None else undated  # before it all are near, behind it from ``start`` on
        if day is not None:
            while (quotes[members[start]].day or 0) < day - DAYS_NEAR:
                start += 1
        if first + at - max(start, first) < _CROWD:
            for other in (*members[:first], *members[max(start, first) : at]):
                yield (other, one) if other < one else (one, other)


def _runs(quote: _Quote) -> set[object]:
    """The runs by which a quote's tellings are found: shorter ones among what one person said."""
    plain = quote.words
    if len(plain) < _FEWEST_NEAR:
        return set()
    found: set[object] = set(zip(plain, plain[1:], plain[2:], strict=False))
    if quote.who is not None:
        found.update((quote.who, *pair) for pair in pairwise(plain))
    return found


def _quote(row: Said, who: dict[tuple[str, str], object]) -> _Quote:
    plain = tuple(words(row.text))
    person = next((who[key] for actor in row.actors if (key := (row.about.article_id, actor)) in who), None)
    try:
        day: int | None = date.fromisoformat(row.about.day).toordinal()
    except ValueError:
        day = None
    return _Quote(plain, row.kind, day, _numbers(plain), person, row=row)


def _numbers(plain: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in plain if not word.isalpha())


class _Groups:
    """Quotes put together; no group has two quotes of one article."""

    def __init__(self, quotes: Sequence[_Quote]) -> None:
        self._quotes = quotes
        self._of = list(range(len(quotes)))
        self._members = [[number] for number in range(len(quotes))]
        self._articles = [{quote.row.about.article_id} for quote in quotes]

    def one(self, a: int, b: int) -> bool:
        return self._of[a] == self._of[b]

    def unite(self, a: int, b: int) -> None:
        first, second = sorted((self._of[a], self._of[b]))
        if first == second or self._articles[first] & self._articles[second]:
            return
        for number in self._members[second]:
            self._of[number] = first
        self._members[first] += self._members[second]
        self._articles[first] |= self._articles[second]
        self._members[second] = []

    def each(self) -> list[list[Said]]:
        return [[self._quotes[number].row for number in sorted(group)] for group in self._members if group]


def _days_apart(one: Compared, other: Compared) -> int:
    return 0 if one.day is None or other.day is None else abs(one.day - other.day)


def _one_speaker(one: Compared, other: Compared) -> bool:
    return one.who is not None and one.who == other.who


def _exactly(one: Compared, other: Compared, *, by_one: bool) -> bool:
    """Whether two quotes of the same words are tellings of one another."""
    if by_one:
        return len(one.words) >= _FEWEST_EXACT or _days_apart(one, other) <= _DAYS_FEW_WORDS
    return len(one.words) >= _FEWEST_BY_OTHERS and _days_apart(one, other) <= DAYS_NEAR


def _nearly(one: Compared, other: Compared, *, by_one: bool) -> bool:
    """Whether two quotes are tellings of one another, one of them cut or reworded."""
    from rapidfuzz.distance import LCSseq

    short, long = sorted((one, other), key=lambda quote: len(quote.words))
    fewest = len(short.words)
    if fewest < (_FEWEST_NEAR if by_one else _FEWEST_BY_OTHERS) or not short.numbers <= long.numbers:
        return False
    if _days_apart(one, other) > DAYS_NEAR:
        return False
    common = LCSseq.similarity(short.words, long.words)
    if fewest < _LONG_ENOUGH:
        return common == fewest and _stands_in(short.words, long.words)
    if common < (_COVERED_OF_ONE if by_one else _COVERED) * fewest:
        return False
    spoken = QuoteKind.INDIRECT not in (one.kind, other.kind)
    return (spoken and common >= _COVERED * fewest) or 2 * common >= _ALIKE * (fewest + len(long.words))


def _stands_in(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words stand in the other words one right after the other."""
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def entry(group: Sequence[Said], mine: Iterable[tuple[str, str]]) -> Entry:
    """The entry of a group's tellings; ``mine`` are the keys of the quotes by the one who was asked for.

    Its words are those of the longest telling in direct speech, of his own where there is one.
    """
    own = set(mine)
    main = max(
        group,
        key=lambda row: (
            row.key in own,
            row.kind is not QuoteKind.INDIRECT,
            len(words(row.text)),
            row.confidence,
        ),
    )
    whole = words(main.text)
    others = sorted(
        (row for row in group if row is not main), key=lambda row: (row.about.day or "9999", row.key)
    )
    return Entry(
        tuple(
            Telling(row, row is main or words(row.text) == whole, row.key in own) for row in (main, *others)
        )
    )
