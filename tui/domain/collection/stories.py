"""Articles that tell the same story, found by what they share: quotes first, then names and rare words.

How alike two articles are is told by ``comparing``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zlib import crc32

import msgspec

from tui.domain.collection.comparing import Bearing, Pairs, alike, feature, groups
from tui.domain.collection.people import join
from tui.domain.collection.rows import About, Appearance
from tui.domain.collection.tellings import words
from tui.domain.text.folding import fold

_LINKED = 0.5
"""The share of pairs of two groups that must be alike for the two to be one."""
_SHORTEST = 4
"""Letters of a word that tells something."""
LEAD = 700
"""Code points at the beginning of a text whose words are taken with those of the title."""
_RUN, _NAME, _WORD = range(3)


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
    known = {one.about.article_id: one for one in found}
    now = {
        key: Bearing(day_of(one.about), (*runs_in(one.runs), *names_and_words(one.names, one.words)))
        for key, one in known.items()
    }
    return told(alike(now), known)


def told(found: Pairs, articles: Mapping[str, Features]) -> list[Story]:
    """The stories that these pairs of articles make. ``articles`` needs no words, and may hold others too."""
    ids = {key for pair in found for key in pair}
    ordered = sorted(ids, key=lambda key: (articles[key].about.published or "", key))
    made = [_story([articles[key] for key in group]) for group in groups(ordered, found, _LINKED)]
    return sorted(
        made, key=lambda story: (story.articles[-1].day, story.articles[0].article_id), reverse=True
    )


def day_of(about: About) -> int | None:
    """The ordinal of an article's day; None: none is known."""
    try:
        return date.fromisoformat(about.day).toordinal()
    except ValueError:
        return None


def runs_in(runs: Iterable[int]) -> list[int]:
    """Runs of quoted words as features: less than any other."""
    return sorted({feature(_RUN, run) for run in runs})


def without_runs(features: Sequence[int]) -> Sequence[int]:
    """The names and words of some features in order."""
    return features[bisect_left(features, feature(_NAME, 0)) :]


def names_and_words(names: Iterable[str], found: Iterable[str]) -> list[int]:
    """Folded names and words as features. Two words of billions may have one number: no harm is done."""
    numbers = {feature(_NAME, crc32(name.encode("utf-8", "replace"))) for name in names}
    return sorted(numbers | {feature(_WORD, crc32(word.encode("utf-8", "replace"))) for word in found})


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
