"""Articles that tell the same story: which are grouped, and who is quoted in which of them."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.codes import ActorKind
from tui.domain.collection import comparing
from tui.domain.collection.comparing import Bearing, alike, feature
from tui.domain.collection.rows import About, Appearance
from tui.domain.collection.sketch import SIZE, sketch
from tui.domain.collection.stories import Features, features, stories, voices

_FERRY = ("night", "ferry", "council", "vote", "harbour")
_TRIAL = ("trial", "court", "judge", "verdict", "appeal")


def article(
    number: int, day: str, *things: str, runs: tuple[int, ...] = (), names: tuple[str, ...] = ()
) -> Features:
    about = About(f"a{number}", " ".join(things), f"/{number}", day or None)
    return Features(about, frozenset(runs), frozenset(names), frozenset(things))


def grouped(*articles: Features) -> list[set[str]]:
    """The ids of each story; thirty others that share nothing stand beside."""
    others = [article(100 + at, f"2026-05-{at % 28 + 1:02d}", f"one{at}", f"two{at}") for at in range(30)]
    return [{one.article_id for one in story.articles} for story in stories([*articles, *others])]


def test_the_same_story() -> None:
    first = article(0, "2026-03-03", *_FERRY, names=("ada brandt", "port ellery"))
    same = article(1, "2026-03-04", *_FERRY[:3], "boat", names=("ada brandt", "tomas okoro"))
    later = article(2, "2026-04-20", *_FERRY, names=("ada brandt", "port ellery"))
    other = article(3, "2026-03-03", *_TRIAL, names=("john falk",))
    again = article(4, "2026-03-05", *_TRIAL[:2], names=("john falk",))
    assert sorted(grouped(first, same, later, other, again), key=min) == [{"a0", "a1"}, {"a3", "a4"}]


def test_the_same_quotes_count_most() -> None:
    one = article(0, "2026-03-03", "ferry", "saved", "happy", "nurses", runs=(1, 2, 3, 4))
    two = article(1, "2026-03-03", "boats", "costs", "rise", "again", runs=(2, 3, 4, 9))
    assert grouped(one, two) == [{"a0", "a1"}]
    assert grouped(one, article(1, "2026-03-03", "boats", "costs", "rise", "again", runs=(9,))) == []


def test_without_a_date_and_what_everybody_has() -> None:
    undated = article(1, "", *_FERRY, names=("ada brandt",))
    assert grouped(article(0, "2026-03-03", *_FERRY, names=("ada brandt",)), undated) == [{"a0", "a1"}]
    crowd = [
        article(at, "2026-03-03", "president", "said", f"own{at}", names=("the president",))
        for at in range(60)
    ]
    assert stories(crowd) == []


@pytest.mark.parametrize(("day", "told"), [("2026-03-04", [{"a0", "a1"}]), ("", [])])
def test_a_little_in_common_is_enough_near_in_time_alone(day: str, told: list[set[str]]) -> None:
    own, others = ([f"{letter}{at}" for at in range(6)] for letter in "pq")
    both = article(0, "2026-03-03", "ferry", "boat", *own), article(1, day, "ferry", "boat", *others)
    rest = [article(10 + at, "2026-01-01", *pair) for at, pair in enumerate(zip(own, others, strict=True))]
    assert grouped(*both, *rest) == told


def test_an_article_that_is_like_one_of_many_is_left_out() -> None:
    same = [article(at, "2026-03-03", *_FERRY, names=("ada brandt",)) for at in range(4)]
    bridge = article(9, "2026-03-03", "night", "ferry", *_TRIAL)
    court = [article(20 + at, "2026-03-03", *_TRIAL) for at in range(4)]
    assert all(
        len({one[:1] + str(len(one)) for one in group}) <= 2 for group in grouped(*same, bridge, *court)
    )
    assert {"a0", "a1", "a2", "a3"} in grouped(*same, *court)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "2026-03-03", "2026-03-05", "nonsense"]),
            st.sets(st.sampled_from(_FERRY + _TRIAL)),
        ),
        max_size=15,
    )
)
def test_every_article_is_in_one_story_at_most(told: list[tuple[str, set[str]]]) -> None:
    found = stories(article(at, day, *sorted(things)) for at, (day, things) in enumerate(told))
    ids = [one.article_id for story in found for one in story.articles]
    assert len(ids) == len(set(ids))
    assert all(len(story.articles) > 1 for story in found)


def _bearing(chance: Random, days: int, features: int) -> Bearing:
    some = chance.sample(range(features), chance.randrange(1, 9))
    day = None if chance.random() < 0.25 else chance.randrange(738_000, 738_000 + days)
    return Bearing(day, tuple(sorted(feature(number % 3, number) for number in some)))


@pytest.mark.parametrize("days", [2, 6, 12])
def test_after_a_change_the_same_is_alike_as_from_nothing(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles come, change and go, where three that share something are a crowd."""
    monkeypatch.setattr(comparing, "CROWD", 3)
    comparing._weight.cache_clear()
    for seed in range(40):
        chance = Random(seed)
        made = partial(_bearing, chance, days, chance.choice((20, 60)))
        before = {str(at): made() for at in range(chance.choice((14, 40, 90)))}
        known = alike(before)
        for _ in range(5):
            now = dict(before)
            for key in chance.sample([*before, "new", "newer"], 2):
                now.pop(key, None)
                now |= {key: made()} if chance.random() < 0.7 else {}
            known = alike(now, before, known)
            assert known == alike(now)
            before = now
    comparing._weight.cache_clear()


def test_who_is_quoted_where() -> None:
    abouts = [About(f"a{at}", f"t{at}", f"/{at}", f"2026-03-0{at + 1}") for at in range(3)]
    rows = [Appearance(about, "ada", "Ada Brandt", ActorKind.PERSON, "mayor", quotes=2) for about in abouts]
    rows.append(Appearance(abouts[2], "tomas", "Tomas Okoro", ActorKind.PERSON, quotes=1))
    rows.append(Appearance(abouts[1], "port", "Port Ellery", ActorKind.PLACE, quotes=0))
    assert [(one.name, one.articles, one.quotes, one.only) for one in voices(rows)] == [
        ("Ada Brandt", ("a0", "a1", "a2"), 6, None),
        ("Tomas Okoro", ("a2",), 1, "a2"),
    ]


def test_what_stands_for_an_article() -> None:
    about = About("a0", "The Ferry", "/0")
    found = features(about, "Ferries sail at dawn. " + "x" * 800 + " unseen", ["Ada Bränt"], [1, 1])
    assert (found.names, found.runs) == ({"ada brant"}, {1})
    assert {"ferry", "ferries", "sail", "dawn"} <= found.words
    assert "unseen" not in found.words


@pytest.mark.parametrize(
    ("words", "numbers"), [([], 0), (["a", "b"], 0), (["a", "b", "c"], 1), (list("abcdefgh"), SIZE)]
)
def test_sketches(words: list[str], numbers: int) -> None:
    assert len(sketch(words)) == numbers
    assert sketch(words) == sketch(list(words))
