"""Chunks: every paragraph once, within their size, cut where it hurts least."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.nlp.articles import article_of
from tui.domain.article import ParagraphKind
from tui.nlp.document.chunks import around, chunks

PARAGRAPH = "The council met in the old town hall on Monday and talked about the harbour for three hours."


def test_a_short_text_is_one_chunk() -> None:
    article = article_of(f"{PARAGRAPH}\n\n{PARAGRAPH}")
    [chunk] = chunks(article)
    assert (chunk.start, chunk.end) == (0, len(article.text))
    assert chunk.paragraphs == range(2)
    assert chunk.words == 2 * len(PARAGRAPH.split())


def test_a_text_without_words_has_none() -> None:
    assert chunks(article_of("")) == []
    assert chunks(article_of("\n\n  \n")) == []


def test_a_text_without_paragraphs_is_analysed_all_the_same() -> None:
    article = article_of(PARAGRAPH, paragraphs=())
    [chunk] = chunks(article)
    assert article.text[chunk.start : chunk.end] == PARAGRAPH


def test_the_cut_comes_before_a_heading_if_one_is_near() -> None:
    texts = [PARAGRAPH] * 10
    texts[6] = "What comes next"
    article = article_of("\n\n".join(texts), kinds={6: ParagraphKind.HEADING})
    size = 9 * len(PARAGRAPH.split())
    first, second = chunks(article, whole=10, size=size)
    assert first.paragraphs == range(6)
    assert second.paragraphs == range(6, 10)


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_a_quotation_over_several_paragraphs_is_not_cut(marks: str) -> None:
    opens, closes = marks[0], marks[1]
    texts = [PARAGRAPH] * 8
    texts[4] = f"{opens}{PARAGRAPH}"
    texts[5] = f"{opens}{PARAGRAPH}"
    texts[6] = f"{opens}{PARAGRAPH}{closes} she said."
    size = 6 * (len(PARAGRAPH.split()) + 2)
    pieces = chunks(article_of("\n\n".join(texts)), whole=10, size=size)
    assert len(pieces) == 2
    assert pieces[1].paragraphs.start == 3  # before the plain paragraph that leads to the quotation


def test_a_paragraph_longer_than_a_chunk_is_cut_at_a_sentence() -> None:
    article = article_of(" ".join([PARAGRAPH] * 100))
    pieces = chunks(article, whole=100, size=200)
    assert all(piece.words <= 200 for piece in pieces)
    assert all(article.text[: piece.end].rstrip().endswith("hours.") for piece in pieces)
    assert "".join(article.text[piece.start : piece.end] for piece in pieces) == article.text


def test_an_endless_run_of_letters_is_cut() -> None:
    article = article_of("x" * 1_000_000)
    pieces = chunks(article, whole=1000, size=1000)
    assert len(pieces) > 10
    assert sum(piece.end - piece.start for piece in pieces) == 1_000_000


def test_around_begins_one_paragraph_before_the_focus() -> None:
    article = article_of("\n\n".join([PARAGRAPH] * 100))
    focus = article.paragraphs[50].start + 3
    chunk = around(article, focus, words=100)
    assert chunk is not None
    assert chunk.paragraphs.start == 49
    assert 50 in chunk.paragraphs
    assert chunk.words <= 140
    assert chunk.start == article.paragraphs[49].start
    assert chunk.end == article.paragraphs[chunk.paragraphs.stop - 1].end


_TEXTS = st.lists(
    st.sampled_from(
        ["“Yes,” he said.", "“And on", "A plain one.", '"Odd', "word " * 30, "x" * 500, "é 漢字 🙂"]
    ),
    max_size=40,
).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(_TEXTS, st.integers(1, 60))
def test_every_word_stands_in_exactly_one_chunk(text: str, size: int) -> None:
    article = article_of(text)
    pieces = chunks(article, whole=size, size=size)
    covered = [False] * len(text)
    for piece in pieces:
        assert 0 <= piece.start < piece.end <= len(text)
        for place in range(piece.start, piece.end):
            assert not covered[place]
            covered[place] = True
        assert piece.words <= size or len(piece.paragraphs) == 1
    for word in re.finditer(r"\S+", text):
        assert all(covered[word.start() : word.end()])
    assert pieces == sorted(pieces, key=lambda piece: piece.start)
