"""Articles that tell the same story, found by what they share: quotes first, then names and rare words.

What many articles share tells little, what two share that no other has tells most (inverse document
frequency, Spärck Jones 1972). Only articles of days near each other are compared, and only those that share
something rare, so that the work grows with the number of articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from math import log, sqrt

import msgspec

from tui.domain.collection.people import join
from tui.domain.collection.rows import About, Appearance
from tui.domain.collection.tellings import words
from tui.domain.text.folding import fold

_DAYS = 3
"""Days between two articles of one story."""
_CROWD = 40
"""Articles of near days that share something from which on it leads to no candidates."""
_COMMON = 0.1
"""The share of all articles from which on what they have in common tells nothing."""
_QUOTE, _NAME, _WORD = 2.0, 1.0, 0.6
"""What a shared run of quoted words, a name, a word of the title or the beginning weighs."""
_ALIKE = 0.16
"""How alike (cosine, 0 to 1) two articles are at least to tell one story."""
_LINKED = 0.5
"""The share of pairs of two groups that must be alike for the two to be one."""
_FEWEST = 2
"""Things that two articles must share at least."""
_SHORTEST = 4
"""Letters of a word that tells something."""
LEAD = 700
"""Code points at the beginning of a text whose words are taken with those of the title."""
Feature = tuple[str, object]


class Features(msgspec.Struct, frozen=True):
    """What stands for an article: numbers of its quotes' sketches, folded names, words of its beginning."""

    about: About
    runs: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class Story(msgspec.Struct, frozen=True):
    """Articles of one story by date, and what holds them together: names that most of them have."""

    articles: tuple[About, ...]
    names: tuple[str, ...] = ()
    quotes: int = 0
    """Runs of quoted words that stand in more than one of them."""


def stories(found: Iterable[Features]) -> list[Story]:
    """The stories that more than one article tells, the latest first; every article is in one at most."""
    articles = sorted(found, key=lambda one: (one.about.day, one.about.article_id))
    days = [_day(one.about) for one in articles]
    vectors = _vectors(articles)
    alike = _alike_pairs(articles, days, vectors)
    groups = _groups(len(articles), alike)
    made = [_story([articles[at] for at in group]) for group in groups if len(group) > 1]
    return sorted(
        made, key=lambda story: (story.articles[-1].day, story.articles[0].article_id), reverse=True
    )


def _day(about: About) -> int | None:
    try:
        return date.fromisoformat(about.day).toordinal()
    except ValueError:
        return None


def _features(one: Features) -> Iterable[tuple[Feature, float]]:
    for run in one.runs:
        yield ("quote", run), _QUOTE
    for name in one.names:
        yield ("name", name), _NAME
    for word in one.words:
        yield ("word", word), _WORD


def _vectors(articles: Sequence[Features]) -> list[dict[Feature, float]]:
    """For each article what its features weigh, of length 1: those that others have too, but not most."""
    counts = Counter(feature for one in articles for feature, _ in _features(one))
    total = len(articles)
    most = max(_CROWD, _COMMON * total)
    made = []
    for one in articles:
        vector = {
            feature: weight * log(1 + total / counts[feature])
            for feature, weight in _features(one)
            if 1 < counts[feature] <= most
        }
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        made.append({feature: weight / length for feature, weight in vector.items()})
    return made


def _alike_pairs(
    articles: Sequence[Features], days: Sequence[int | None], vectors: Sequence[dict[Feature, float]]
) -> dict[tuple[int, int], float]:
    """How alike pairs of articles are, as far as they are: those that share what few others have."""
    dated: dict[Feature, list[tuple[int, int]]] = {}
    undated: dict[Feature, list[int]] = {}
    for at, vector in enumerate(vectors):
        day = days[at]
        for feature in vector:
            if day is None:
                undated.setdefault(feature, []).append(at)
            else:
                dated.setdefault(feature, []).append((day, at))
    dots: dict[tuple[int, int], float] = {}
    shared: Counter[tuple[int, int]] = Counter()
    for feature in dated.keys() | undated.keys():
        for pair in _near(dated.get(feature, []), undated.get(feature, [])):
            one, other = pair
            dots[pair] = dots.get(pair, 0.0) + vectors[one][feature] * vectors[other][feature]
            shared[pair] += 1
    return {pair: dot for pair, dot in dots.items() if dot >= _ALIKE and shared[pair] >= _FEWEST}


def _near(dated: Sequence[tuple[int, int]], undated: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The pairs of near days among the articles that share a feature; none where too many do.

    ``dated`` are days with articles, in order. An article without a date is near every other.
    """
    if len(undated) <= _CROWD:
        for at, one in enumerate(undated):
            yield from ((min(one, other), max(one, other)) for other in undated[:at])
            if len(dated) <= _CROWD:
                yield from ((min(one, other), max(one, other)) for _, other in dated)
    for at, (day, one) in enumerate(dated):
        first = bisect_left(dated, (day - _DAYS, -1))
        if at - first < _CROWD:
            yield from ((min(one, other), max(one, other)) for _, other in dated[first:at])


def _groups(count: int, alike: dict[tuple[int, int], float]) -> list[list[int]]:
    """Articles put together, the most alike first; two groups are one where most of their pairs are alike."""
    home = list(range(count))
    members = [[at] for at in range(count)]
    for (one, other), _ in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        first, second = home[one], home[other]
        if first == second:
            continue
        pairs = [(min(a, b), max(a, b)) for a in members[first] for b in members[second]]
        if sum(pair in alike for pair in pairs) < _LINKED * len(pairs):
            continue
        for at in members[second]:
            home[at] = first
        members[first] += members[second]
        members[second] = []
    return [sorted(group) for group in members if group]


def _story(articles: Sequence[Features]) -> Story:
    names = Counter(name for one in articles for name in one.names)
    runs = Counter(run for one in articles for run in one.runs)
    most = [name for name, times in names.most_common() if 2 * times > len(articles)]
    return Story(
        tuple(one.about for one in articles), tuple(sorted(most)), sum(times > 1 for times in runs.values())
    )


class Voice(msgspec.Struct, frozen=True):
    """Somebody who is quoted in a story: by the name that is used most, in which articles, how often."""

    name: str
    articles: tuple[str, ...]
    quotes: int

    @property
    def only(self) -> str | None:
        """The article that alone quotes this voice; None: several do."""
        return self.articles[0] if len(self.articles) == 1 else None


def features(about: About, beginning: str, names: Iterable[str], runs: Iterable[int]) -> Features:
    """What stands for an article. Of ``beginning``, its text, the first :data:`LEAD` code points count."""
    told = words(f"{about.title} {beginning[:LEAD]}")
    return Features(
        about,
        frozenset(runs),
        frozenset(map(fold, names)),
        frozenset(word for word in told if len(word) >= _SHORTEST),
    )


def voices(rows: Iterable[Appearance]) -> list[Voice]:
    """Who is quoted in a story, most widely quoted first. ``rows`` are the actors of its articles."""
    found = [
        Voice(
            one.name,
            tuple(dict.fromkeys(m.appearance.about.article_id for m in one.members if m.appearance.quotes)),
            one.quotes,
        )
        for one in join(rows)
        if one.quotes
    ]
    return sorted(found, key=lambda voice: (-len(voice.articles), -voice.quotes, voice.name))
