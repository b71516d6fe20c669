"""The same words in several articles: which are one entry, in which words, and what a dossier holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.codes import ActorKind, QuoteKind
from tui.domain.collection.entries import Parted
from tui.domain.collection.people import join
from tui.domain.collection.rows import About, Appearance, Said
from tui.domain.collection.said import Filters, dossier, people_called
from tui.domain.collection.tellings import entry, tellings, words
from tui.domain.decisions import Named, PeopleAreOne

_LONG = "We will keep the night ferry running for another year, whatever it costs"


def telling(
    number: int, text: str, actor: str = "ada-brandt", day: int | None = 1, kind: QuoteKind = QuoteKind.DIRECT
) -> Said:
    about = About(
        f"a{number}", f"Title {number}", f"/news/{number}.txt", None if day is None else f"2026-03-{day:02d}"
    )
    return Said(about, f"q{number}", kind, text, 10, 10 + len(text), (actor,), actor, "said", 0.9)


def groups(*rows: Said) -> list[list[str]]:
    """The ids of the articles of each group; actors of one id are one person."""
    who: dict[tuple[str, str], object] = {
        (row.about.article_id, actor): actor for row in rows for actor in row.actors
    }
    return [[row.about.article_id for row in group] for group in tellings(rows, who)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_LONG, _LONG),
        (_LONG, "“We will keep the night ferry running — for another year; whatever it costs.”"),
        (_LONG, "We will keep the night ferry running"),
        (_LONG, "keep the night ferry running … whatever it costs"),
        (_LONG, "We'll keep the night ferry running for one more year, whatever it costs"),
        ("It is going to be a hard winter", "It will be a very hard winter"),
        ("Nobody asked us", "nobody asked us"),
        ("We are ready. Nobody asked us about it", "Nobody asked us about"),
    ],
)
def test_one_entry(first: str, second: str) -> None:
    assert groups(telling(0, first), telling(1, second)) == [["a0", "a1"]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (telling(0, _LONG), telling(1, "The older boat needs a new engine before the winter")),
        (
            telling(0, "The dead are 12 in the town of Dover"),
            telling(1, "The dead are 15 in the town of Dover"),
        ),
        (telling(0, "No comment"), telling(1, "No comment", day=20)),
        (telling(0, "No comment"), telling(1, "No comment", "tomas-okoro")),
        (telling(0, "We will keep the ferry"), telling(1, "We will close the port")),
        (telling(0, _LONG), telling(1, "We will keep the night ferry running", day=28)),
        (telling(0, _LONG), telling(0, _LONG)),
        (
            telling(0, "thoughts and prayers for all"),
            telling(1, "thoughts and prayers with all of them", "b"),
        ),
    ],
)
def test_two_entries(first: Said, second: Said) -> None:
    assert len(groups(first, second)) == 2


def test_given_to_somebody_else() -> None:
    rows = [telling(0, _LONG), telling(1, _LONG, "tomas-okoro"), telling(2, _LONG[:40], "tomas-okoro", None)]
    (group,) = tellings(rows)
    found = entry(group, [rows[0].key])
    assert found.main is rows[0]
    assert [(one.same, one.mine) for one in found.tellings] == [(True, True), (True, False), (False, False)]
    assert found.day == "2026-03-01"
    # Without anybody asked for the fullest words are the entry's.
    assert entry([rows[2], rows[1]], []).main is rows[1]


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from(["a b c d e", "a b c d f", "x", "", "a b c d e f g"]))
    )
)
def test_every_quote_is_in_one_group(told: list[tuple[int, str]]) -> None:
    rows = [telling(article, text) for article, text in told]
    found = groups(*rows)
    assert sorted(one for group in found for one in group) == sorted(row.about.article_id for row in rows)
    assert all(len(set(group)) == len(group) for group in found)


def test_words_are_folded() -> None:
    assert words("“Café—Bar”, don't!") == ["cafe", "bar", "dont"]


class _Rows:
    """Rows in memory, more than were asked for as an index may give."""

    def __init__(self, appearances: list[Appearance], said: list[Said]) -> None:
        self.appearances, self.quotes = appearances, said

    def named(self, words: object) -> list[Appearance]:
        return self.appearances

    def appearing(self, keys: object) -> list[Appearance]:
        return self.appearances

    def parted(self, keys: dict[tuple[str, str], object]) -> Parted:
        own = [row for row in self.quotes if (row.about.article_id, row.actors[0]) in keys]
        return Parted(own, self.quotes)


def _library() -> _Rows:
    quotes = [
        telling(0, _LONG),
        telling(1, _LONG, "brandt", 2),
        telling(2, "The port is full and nobody comes", day=9, kind=QuoteKind.INDIRECT),
        telling(3, _LONG, "tomas-okoro", 3),
    ]
    names = ("Ada Brandt", "Brandt", "Ada Brandt", "Tomas Okoro")
    rows = [
        Appearance(row.about, row.actors[0], name, ActorKind.PERSON, quotes=1)
        for row, name in zip(quotes, names, strict=True)
    ]
    return _Rows(rows, quotes)


def test_a_dossier() -> None:
    rows = _library()
    people = people_called("brandt", rows)
    assert [(one.name, one.articles) for one in people] == [("Ada Brandt", 2), ("Brandt", 1)]
    found = dossier("brandt", people, rows)
    assert [len(one.tellings) for one in found.entries] == [3, 1]
    assert [one.mine for one in found.entries[0].tellings] == [True, True, False]
    assert people_called("Ada", rows)[0].name == "Ada Brandt"
    assert people_called("nobody", rows) == people_called(" ", rows) == []
    one = PeopleAreOne(people=((Named("a0", "ada-brandt"),), (Named("a1", "brandt"),)), name="Ada Brandt")
    assert [person.articles for person in people_called("Ada Brandt", rows, [one])] == [3]


@pytest.mark.parametrize(
    ("filters", "entries"),
    [
        (Filters(), 2),
        (Filters(since="2026-03-02"), 1),
        (Filters(until="2026-03-01"), 1),
        (Filters(until="2026-03"), 2),
        (Filters(until="2025"), 0),
        (Filters(kinds=frozenset({QuoteKind.INDIRECT})), 1),
        (Filters(source="news/2"), 1),
        (Filters(about="port NOBODY"), 1),
        (Filters(about="title 0"), 1),
    ],
)
def test_filters(filters: Filters, entries: int) -> None:
    rows = _library()
    people = [one for one in join(rows.appearances) if one.name == "Ada Brandt"]
    assert len(dossier("Ada Brandt", people, rows, filters).entries) == entries
