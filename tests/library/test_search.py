"""Searching what is kept: queries understood, places found, in the order of what is most likely meant."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.articles import analysis, article
from tests.library.making import WHEN, anchor, note, reading
from tui.domain.annotation import Correction, SpeakerIs
from tui.domain.article import Article
from tui.domain.errors import QueryError
from tui.domain.kept import Hit, Where
from tui.library.articles.articles import KeptArticles
from tui.library.articles.search.places import best, places, snippet
from tui.library.articles.search.query import Query, Term, parse
from tui.library.articles.words import words
from tui.library.library import TinyLibrary

BUDGET = (
    "The budget passes\n\nThe minister of finance praised the budget for the ferries. "
    "“Zoë’s café-crème budget was a façade”, said Bruno Åkesson, who sits in parliament."
)


QUERY_PIECES = [
    "ferries", "spring*", '"will sail"', "said:lima", "said:", "in:quotes", "in:title", "-budget", "#tag",
    "source:news", "after:2026", "before:x", "*", '"', "AND", "NOT", "NEAR(a b)", "title:x", "^x",
    "(", ")", "a+b", "{x}:y",
]  # fmt: skip


def term(*parts: str, prefix: bool = False) -> Term:
    return Term(parts, prefix)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("ferry harbour", Query((term("ferry"), term("harbour")))),
        ('"new ferry" harb*', Query((term("new", "ferry"), term("harb", prefix=True)))),
        ("“new ferry”", Query((term("new", "ferry"),))),
        ("Façade U.S. O'Brien", Query((term("facade"), term("u", "s"), term("o", "brien")))),
        ("said:macron ukraine", Query((term("ukraine"),), said=(term("macron"),))),
        ('said:"ana lima" -spring', None),
        ("budget -ferry", Query((term("budget"),), (term("ferry"),))),
        ("x in:quotes,title", Query((term("x"),), where=frozenset({Where.QUOTE, Where.TITLE}))),
        ("x source:BBC.co", Query((term("x"),), sources=("bbc.co",))),
        ("x after:2026 before:2026-03-05", Query((term("x"),), after="2026", before="2026-03-05")),
        ("#To-Check", Query(tags=("to-check",))),
        ('#"to  check"', Query(tags=("to check",))),
        ("at 10:30 http://a.example", Query((term("at"), term("10", "30"), term("http", "a", "example")))),
    ],
)
def test_a_query_is_understood(text: str, query: Query | None) -> None:
    if query is None:
        with pytest.raises(QueryError):
            parse(text)
    else:
        assert parse(text) == query


@pytest.mark.parametrize(
    "text",
    ["", " … ", '"not closed', "in:pictures x", "in: x", "after:yesterday x", "source: x", "-x", "y" * 1001],
)
def test_a_query_that_asks_nothing_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(text)
    assert str(refused.value).endswith((".", "understood."))
    assert "\n" not in str(refused.value)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_no_query_does_more_than_be_refused(text: str) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    assert all(word == words(word)[0] for one in query.terms for word in one.words)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.integers(0, 20))
def test_every_word_that_is_indexed_is_found_at_a_place(text: str, at: int) -> None:
    found = words(text)
    if not found:
        return
    word = found[at % len(found)]
    spans = places(text, [Term((word,))])[0]
    assert spans
    assert word in words(spans[0].of(text))
    passage = best([spans])
    assert passage is not None
    line, matches = snippet(text, passage)
    assert "\n" not in line
    assert all(0 <= start < end <= len(line) for start, end in matches)


@pytest.fixture
def ferries() -> Article:
    return article("/news/ferries.txt", published="2026-03-01")


@pytest.fixture
def budget() -> Article:
    return article("https://paper.example/budget", BUDGET, published="2026-04-01T08:00:00Z")


@pytest.fixture
def articles(path: Path, ferries: Article, budget: Article) -> KeptArticles:
    kept = KeptArticles(path)
    for one in (ferries, budget):
        kept.keep(one, analysis(one))
    return kept


def seen(hits: list[Hit], *of: Article) -> list[tuple[str, str]]:
    """Where each hit is, and the words there."""
    texts = {one.id: one.text for one in of}
    return [(str(hit.where), texts[hit.article_id][hit.start : hit.end]) for hit in hits]


def test_the_title_counts_more_and_a_place_is_named_once(
    articles: KeptArticles, ferries: Article, budget: Article
) -> None:
    hits = articles.search("ferries")
    assert seen(hits, ferries, budget) == [("title", "Ferries"), ("quote", "ferries"), ("text", "ferries")]
    assert [hit.article_id for hit in hits] == [ferries.id, ferries.id, budget.id]
    assert hits[1].speaker == "Ana Lima"
    for hit in hits:
        assert [hit.snippet[start:end].lower() for start, end in hit.matches] == ["ferries"]
    assert (hits[2].title, hits[2].source, hits[2].published) == (
        "The budget passes", "https://paper.example/budget", "2026-04-01T08:00:00Z",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cafe creme", [("quote", "café-crème")]),
        ("CAFÉ facade", [("quote", "café-crème budget was a façade")]),
        ('"minister of finance"', [("text", "minister of finance")]),
        ('"finance minister"', []),
        ("in:text parl*", [("text", "parliament")]),
        ("in:text minister -ferries", []),
        ("said:akesson", [("quote", "Zoë’s café-crème budget was a façade")]),
        ("said:bruno budget", [("quote", "budget")]),
        ("said:lima budget", []),
        ("in:quotes finance", []),
        ("in:actors lima", [("actor", "Ana Lima")]),
        ("in:actors harbour", [("actor", "Ana Lima"), ("actor", "Bruno Åkesson")]),
        ("in:title passes", [("title", "passes")]),
        ("source:paper.ex budget in:title", [("title", "budget")]),
        ("in:title the after:2026-03-02", [("title", "The")]),
        ("in:title ferries before:2026-03-01", []),
        ("in:title ferries before:2026-03-02", [("title", "Ferries")]),
        ("spring budget", []),
    ],
)
def test_queries_find(
    articles: KeptArticles, ferries: Article, budget: Article, query: str, found: list[tuple[str, str]]
) -> None:
    hits = seen(articles.search(query), ferries, budget)
    assert sorted((where, words.strip("“”")) for where, words in hits) == found


def test_letters_that_fold_to_several_are_found_where_they_stand(articles: KeptArticles) -> None:
    articles.keep(
        one := article("/x", "Straßenfest\n\nThe ﬁnal Æbelø ferry, a sol\u00aduti\u00adon, Ange\u0301lique.")
    )
    for query, there in (
        ("strassenfest", "Straßenfest"), ("aebelo", "Æbelø"), ("final", "ﬁnal"),
        ("solution", "sol\u00aduti\u00adon"), ("angelique", "Ange\u0301lique"),
    ):  # fmt: skip
        hit = articles.search(query)[0]
        assert one.text[hit.start : hit.end] == there


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(QUERY_PIECES) | st.text(max_size=6), max_size=8))
def test_no_query_harms_the_index(articles: KeptArticles, pieces: list[str]) -> None:
    before = articles.index.path.stat().st_ino
    with contextlib.suppress(QueryError):
        articles.search(" ".join(pieces))
    assert articles.index.path.stat().st_ino == before


def test_many_words_are_refused_and_a_long_passage_is_not(articles: KeptArticles) -> None:
    letters = " ".join(f"{one}{two}" for one in "abcdefgh" for two in "abcdefghij")
    with pytest.raises(QueryError):
        articles.search(letters)
    assert articles.search(f'"{letters}"') == []
    assert articles.search(" ".join(letters.split()[:60])) == []


def test_limit_and_parts(articles: KeptArticles) -> None:
    assert len(articles.search("ferries", limit=2)) == 2
    assert {hit.where for hit in articles.search("ferries", where=[Where.TEXT])} == {Where.TEXT}
    assert articles.search("ferries in:title", where=[Where.NOTE]) == []


def test_notes_are_searched_as_the_library_holds_them(
    articles: KeptArticles, path: Path, ferries: Article
) -> None:
    library = TinyLibrary(path)
    one = note("ask the *harbour* office", article=ferries.id, tags=("to check",))
    library.add(one, note("no kept article", article="f" * 16))
    hits = articles.search("office")
    assert [(hit.where, hit.article_id, hit.start, hit.title) for hit in hits] == [
        (Where.NOTE, ferries.id, one.anchor.start, ferries.title)
    ]
    assert [hit.where for hit in KeptArticles(path).search("office")] == [Where.NOTE]
    library.keep_reading(reading(ferries.id))
    assert [hit.where for hit in articles.search("office")] == [Where.NOTE]
    assert [hit.article_id for hit in articles.search('#"to check"')] == [ferries.id]
    library.replace(msgspec.structs.replace(one, tags=("check",)))
    assert [hit.where for hit in articles.search("#check")] == [Where.NOTE]
    assert articles.search("#chec") == []
    library.remove(one.id)
    assert articles.search("office") == []


def test_what_the_reader_corrected_is_what_is_searched(
    articles: KeptArticles, path: Path, ferries: Article
) -> None:
    start = ferries.text.index("The ferries")
    wrong = Correction(
        article_id=ferries.id,
        anchor=anchor(start, ferries.text[start : ferries.text.index(", said")]),
        right=SpeakerIs("Carla Nunes"),
        created=WHEN,
        modified=WHEN,
    )
    library = TinyLibrary(path)
    assert articles.search("said:nunes") == []
    library.add(wrong)
    assert [hit.speaker for hit in articles.search("said:nunes")] == ["Carla Nunes"]
    assert articles.search("said:lima") == []
    library.undo()
    assert [hit.speaker for hit in articles.search("said:lima")] == ["Ana Lima"]


def test_rows_for_whoever_follows_a_person(articles: KeptArticles, ferries: Article, budget: Article) -> None:
    people = articles.people()
    assert [(one.name, one.role, one.quotes, one.article_id) for one in people] == [
        ("Ana Lima", "harbour master", 1, ferries.id), ("Bruno Åkesson", "harbour master", 1, budget.id),
    ]  # fmt: skip
    assert articles.named("LIMA ana") == [people[0]] == articles.actors_in(ferries.id)
    assert people[0].first.of(ferries.text) == "Ana Lima"
    (quote,) = articles.said_by([people[0]])
    assert (quote.text, quote.speaker, quote.cue, quote.start) == (
        "The ferries will sail again in spring", "Ana Lima", "said", ferries.text.index("The ferries"),
    )  # fmt: skip
    assert articles.quotes_in([ferries.id]) == [quote]
    assert [one.article_id for one in articles.quotes_in()] == [ferries.id, budget.id]
    assert articles.holding("minister of finance", every=True) == [(budget.id, budget.text_hash)]
    assert articles.holding("finance of minister", every=True) == []
    assert articles.holding("the finance of xyz")[0] == (budget.id, budget.text_hash)
