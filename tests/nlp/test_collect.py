"""From Docs to plain data: offsets, marks, ids, order. No pipeline is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tui.domain.analysis import Analysis, QuoteKind
from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.source_phrases import Source
from tui.nlp.collect import Collector
from tui.nlp.document.prepare import prepared
from tui.nlp.identity import Identity
from tui.nlp.mentions.gather import gather

IDENTITY = Identity(Path("/nowhere"), "en_test", "1.2", "0" * 16)


def collected(words: str, *attributions: Attribution, offset: int = 0) -> Analysis:
    """The analysis of a text given as tokens with blanks between them."""
    doc = Doc(Vocab(), words=words.split(), sent_starts=None)
    doc.user_data["sayso_attributions"] = list(attributions)
    collector = Collector(IDENTITY, "hash")
    collector.add(gather(doc, offset))
    return collector.analysis()


def contents(words: str, *attributions: Attribution) -> list[str]:
    return [quote.text(words) for quote in collected(words, *attributions).quotes]


def test_the_analysis_says_where_it_comes_from() -> None:
    found = collected("Nothing here .")
    assert (found.text_hash, found.pipeline, found.pipeline_version) == ("hash", "en_test", "1.2")
    assert found.quotes == ()


def test_ranges_of_tokens_become_code_points() -> None:
    words = "“ Go 🙂 home , ” Ana said ."
    attribution = Attribution(
        [(0, 6)],
        Rule.AFTER,
        [(7, 8)],
        source=Source(6, 7, 6, SourceEvidence.LEFT),
        kind=QuoteKind.DIRECT,
        confidence=0.9,
    )
    [quote] = collected(words, attribution).quotes
    assert quote.text(words) == "Go 🙂 home ,"
    assert quote.kind is QuoteKind.DIRECT
    assert [span.of(words) for span in quote.cue] == ["said"]
    assert quote.speaker is not None
    assert quote.speaker.of(words) == "Ana"
    assert quote.confidence == 0.9


def test_offsets_count_from_the_beginning_of_the_article() -> None:
    [quote] = collected("“ Go ” he said", Attribution([(0, 3)], Rule.CLAUSE), offset=1000).quotes
    assert (quote.start, quote.end) == (1002, 1004)


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("“ Go home ”", "Go home"),
        ('" Go home "', "Go home"),
        ("‘ Don’t go ’", "Don’t go"),
        ("« Go home »", "Go home"),
        ("“ opened anew", "opened anew"),
        ("closed at last ”", "closed at last"),
        ("“ Go ” and “ come ”", "“ Go ” and “ come ”"),
        ("that it was “ over ”", "that it was “ over ”"),
        ("'Tis the season", "'Tis the season"),
    ],
)
def test_marks_are_left_out_where_they_enclose_a_piece(words: str, content: str) -> None:
    assert contents(words, Attribution([(0, len(words.split()))], Rule.CLAUSE)) == [content]


@pytest.mark.parametrize("content", [[], [(3, 3)], [(2, 1)], [(0, 99)], [(-1, 2)]])
def test_an_attribution_without_content_is_dropped(content: list[tuple[int, int]]) -> None:
    assert contents("He said it .", Attribution(content, Rule.CLAUSE)) == []


def test_a_mark_alone_is_no_content() -> None:
    assert (
        contents("“ ” he said", Attribution([(0, 2)], Rule.CLAUSE), Attribution([(0, 1)], Rule.CLAUSE)) == []
    )


def test_quotes_stand_in_the_order_of_the_text_and_know_what_they_stand_in() -> None:
    words = "a b c d e f"
    outer = Attribution([(0, 6)], Rule.CLAUSE)
    inner = Attribution([(2, 4)], Rule.CLAUSE, within=outer)
    found = collected(words, inner, outer).quotes
    assert [quote.text(words) for quote in found] == [words, "c d"]
    assert found[1].within == found[0].id


def test_ids_hang_on_the_place_alone_and_never_meet() -> None:
    twice = collected("a b c", Attribution([(0, 2)], Rule.CLAUSE), Attribution([(0, 2)], Rule.CLAUSE)).quotes
    again = collected("a b c", Attribution([(0, 2)], Rule.CLAUSE)).quotes
    assert twice[0].id != twice[1].id
    assert again[0].id in {quote.id for quote in twice}


def test_a_confidence_out_of_range_is_brought_back() -> None:
    [quote] = collected("a b", Attribution([(0, 1)], Rule.CLAUSE, confidence=1.7)).quotes
    assert quote.confidence == 1.0


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=400))
def test_preparing_keeps_every_code_point_in_its_place(text: str) -> None:
    ready = prepared(text)
    assert len(ready) == len(text)
    for before, after in zip(text, ready, strict=True):
        assert before == after or not before.isalnum() or len(text) > 300
    assert not any(0xD800 <= ord(character) < 0xE000 for character in ready)


@pytest.mark.parametrize(
    ("text", "ready"),
    [
        ("a\xa0b\tc\u200bd", "a b c d"),
        ("one\r\ntwo\rthree", "one \ntwo\nthree"),
        ("\x93Go\x94, it\x92s", "“Go”, it’s"),
        ("a\ud800b", "a\ufffdb"),
        ("x" * 301 + " y", " " * 302 + "y"),
    ],
)
def test_what_preparing_does(text: str, ready: str) -> None:
    assert prepared(text) == ready
