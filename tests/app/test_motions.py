"""Motions over the text: where they land, that they can be undone, that they never leave the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.texts import STRIKE, article_of, strike
from tui.app.text import motions
from tui.app.text.cells import clusters
from tui.domain.article import Article, Span
from tui.domain.text.safe import printable

ARTICLE = strike()
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab .’”“ \n\n!?漢字e\u0301\u200d👩🏽❤\ufe0f\t"), st.characters(max_codepoint=0x1FFFF)
    ),
    max_size=60,
).filter(lambda text: bool(text.strip()))


def standing(article: Article) -> list[int]:
    """Every offset the caret can stand on, from the clusters of whole paragraphs."""
    found: list[int] = []
    for paragraph in article.paragraphs:
        start = paragraph.start
        for part in article.text[paragraph.start : paragraph.end].splitlines(keepends=True):
            words = part.rstrip("\r\n")
            found += [start + first for first, _, _ in clusters(printable(words).replace("\n", " "))]
            found += range(start + len(words), start + len(part))
            start += len(part)
    return found


def at(words: str) -> int:
    return STRIKE.index(words)


@given(TEXTS, st.integers(-3, 70))
@settings(max_examples=200, deadline=None)
def test_the_caret_only_stands_on_clusters(text: str, offset: int) -> None:
    article = article_of(text)
    places = [place for paragraph in article.paragraphs for place in range(paragraph.start, paragraph.end)]
    stands = motions.clamp(article, offset)
    assert stands in places
    assert motions.clamp(article, stands) == stands
    cluster = motions.cluster_at(article, stands)
    assert cluster.start == stands
    assert all(motions.clamp(article, inside) == stands for inside in range(cluster.start, cluster.end))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_walking_by_character_visits_every_cluster_once(text: str) -> None:
    article = article_of(text)
    visited = [motions.clamp(article, 0)]
    while (following := motions.characters(article, visited[-1], 1)) != visited[-1]:
        visited.append(following)
    assert visited == sorted(set(visited))
    back = [visited[-1]]
    while (previous := motions.characters(article, back[-1], -1)) != back[-1]:
        back.append(previous)
    assert back[::-1] == visited
    covered = [motions.cluster_at(article, offset) for offset in visited]
    for paragraph in article.paragraphs:
        inside = [cluster for cluster in covered if cluster.start in paragraph.span]
        assert inside[0].start == paragraph.start
        assert inside[-1].end == paragraph.end
        assert all(one.end == other.start for one, other in pairwise(inside))


@given(TEXTS, st.integers(0, 60), st.sampled_from(["words", "sentence_starts", "paragraph_starts"]))
@settings(max_examples=150, deadline=None)
def test_motions_go_on_and_come_to_an_end(text: str, offset: int, name: str) -> None:
    article = article_of(text)
    motion = getattr(motions, name)
    for direction in (1, -1):
        place = motions.clamp(article, offset)
        for _ in range(200):
            following = motion(article, place, direction)
            if following == place:
                break
            assert (following - place) * direction > 0
            place = following
        else:
            pytest.fail("the motion never ends")


@given(TEXTS, st.integers(0, 60), st.integers(1, 5))
@settings(max_examples=80, deadline=None)
def test_a_count_is_so_many_single_motions(text: str, offset: int, count: int) -> None:
    article = article_of(text)
    start = motions.clamp(article, offset)
    for motion in (motions.characters, motions.words, motions.sentence_starts):
        for direction in (1, -1):
            place = start
            for _ in range(count):
                place = motion(article, place, direction)
            assert motion(article, start, direction * count) == place


def test_words() -> None:
    start = at("Dockers")
    assert motions.words(ARTICLE, start, 2) == at("the port")
    assert motions.words(ARTICLE, at("the port"), -2) == start
    assert motions.words(ARTICLE, at("strike"), 1) == start
    assert motions.word_at(ARTICLE, at("Ruda") + 2).of(STRIKE) == "Ruda"
    assert motions.word_at(ARTICLE, at(" of Ruda")).of(STRIKE) == " "


def test_words_of_other_scripts_and_inside_clusters() -> None:
    hindi = article_of("नमस्ते दुनिया, क्षमा")
    assert [motions.word_at(hindi, at).of(hindi.text) for at in (2, 8, 16)] == ["नमस्ते", "दुनिया", "क्षमा"]
    assert motions.words(hindi, 0, 1) == 7
    odd = article_of("0\ua9260 end")  # a vowel sign that \w does not count as a letter
    assert motions.words(odd, 0, 1) == 2
    assert motions.words(odd, 0, 2) == 4


def test_sentences_of_a_paragraph() -> None:
    assert motions.sentence_at(ARTICLE, at("rest is")).of(STRIKE).startswith("“We asked for rest")
    assert motions.sentence_at(ARTICLE, at("rest is")).of(STRIKE).endswith("the union.")
    assert motions.sentence_starts(ARTICLE, at("Dockers"), 1) == at("“We asked")
    assert motions.sentence_starts(ARTICLE, at("“We asked"), 1) == at("What the council")
    assert motions.sentence_starts(ARTICLE, at("asked"), -1) == at("“We asked")
    assert motions.sentence_starts(ARTICLE, at("What the"), -1) == at("“We asked")


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Holt met Gen. J. R. Wendt in the U.S. on Monday.", "They spoke."],
        ["“Is it over?” she asked.", "“No.”", "He left."],
        ["It cost 3.5 million… or so.", "Nobody knows!"],
        ["首都は静かだ。", "「帰る」と言った。", "雨。"],
        ["no capital here. nor here.", "But here."],
    ],
)
def test_where_sentences_end(sentences: list[str]) -> None:
    text = (" " if sentences[0].isascii() or "“" in sentences[0] or "…" in sentences[0] else "").join(
        sentences
    )
    assert [span.of(text) for span in motions.sentences(text, 0, len(text))] == sentences


def test_paragraphs() -> None:
    assert motions.paragraph_starts(ARTICLE, at("port"), 1) == at("What the council")
    assert motions.paragraph_starts(ARTICLE, at("port"), -1) == at("Dockers")
    assert motions.paragraph_starts(ARTICLE, at("Dockers"), -1) == 0
    assert motions.paragraph_starts(ARTICLE, 0, 3) == at("The chair")
    assert motions.paragraph_starts(ARTICLE, 0, 99) == len(STRIKE) - 1


def test_an_article_without_text() -> None:
    empty = article_of("")
    assert motions.clamp(empty, 5) == 0
    assert motions.sentence_at(empty, 0) == Span(0, 0)
