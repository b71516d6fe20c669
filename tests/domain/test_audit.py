"""The audit's figures on an article that is made here, quote by quote."""

from __future__ import annotations

import re

import pytest

from tui.domain.analysis import Actor, ActorKind, Analysis, Quote, QuoteKind, Via
from tui.domain.article import Article, Paragraph, ParagraphKind, Span, article_id, text_hash
from tui.domain.collection.audit import ArticleAudit, audit, total
from tui.domain.collection.source_types import SourceType, source_type

HEADLINE = "Harbour is safe, says mayor"
TEXT = f"""{HEADLINE}

A spokeswoman for the port said that the gates had held. “We have checked each of them,” the spokeswoman said.

Mayor Ana Reyes said that Tom Vance had told her: “All is dry.”

“It is a lie,” Reyes said. “Water stood here.”
"""


def article(text: str = TEXT, source: str = "harbour.txt") -> Article:
    found = re.finditer(r"[^\n]+", text)
    paragraphs = tuple(
        Paragraph(*p.span(), ParagraphKind.HEADING if p.start() == 0 else ParagraphKind.PARAGRAPH)
        for p in found
    )
    return Article(article_id(source), text_hash(text), text.partition("\n")[0], text, paragraphs, source)


def span(words: str, after: int = 0, text: str = TEXT) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def quote(
    number: int, kind: QuoteKind, words: str, actor: str | None = None, speaker: str = "", **more: object
) -> Quote:
    said_by = span(speaker) if speaker else None
    return Quote(
        f"q{number}",
        kind,
        (span(words),),
        speaker=said_by,
        actor_id=actor,
        via=Via.NAME,
        **more,  # type: ignore[arg-type]
    )


REYES = Actor("ana-reyes", "Ana Reyes", ActorKind.PERSON, "Mayor")
VANCE = Actor("tom-vance", "Tom Vance", ActorKind.PERSON)
QUOTES = (
    quote(0, QuoteKind.INDIRECT, "Harbour is safe", "ana-reyes", "mayor"),
    quote(1, QuoteKind.INDIRECT, "the gates had held", speaker="A spokeswoman for the port"),
    quote(2, QuoteKind.DIRECT, "We have checked each of them,", speaker="A spokeswoman for the port"),
    quote(3, QuoteKind.MIXED, "Tom Vance had told her: “All is dry.”", "ana-reyes"),
    quote(4, QuoteKind.DIRECT, "All is dry.", "tom-vance", within="q3"),
    quote(5, QuoteKind.DIRECT, "It is a lie,", "ana-reyes"),
    quote(6, QuoteKind.DIRECT, "Water stood here."),
)


def audited(**changes: object) -> ArticleAudit:
    one = article()
    return audit(one, Analysis(one.text_hash, "test", "1", (), (REYES, VANCE), QUOTES))


def test_each_word_is_counted_once_and_for_who_says_it() -> None:
    found = audited()
    by_name = {one.name: one for one in found.sources}
    assert list(by_name) == ["Ana Reyes", "A spokeswoman for the port", "Tom Vance"]
    # Three of the headline, five of what she tells without what he told her, four of her own.
    assert (by_name["Ana Reyes"].quotes, by_name["Ana Reyes"].quoted_words) == (3, 3 + 5 + 4)
    assert (by_name["Tom Vance"].quotes, by_name["Tom Vance"].quoted_words) == (1, 3)
    assert by_name["A spokeswoman for the port"].quoted_words == 4 + 6
    assert (found.unattributed, found.unattributed_words) == (1, 3)
    assert found.quoted_words == 12 + 3 + 10 + 3
    assert (found.quotes, found.direct, found.mixed, found.indirect) == (7, 4, 1, 2)
    reyes = by_name["Ana Reyes"]
    assert (reyes.direct, reyes.mixed, reyes.indirect) == (1, 1, 1)
    assert found.words == len(TEXT.split())


def test_who_is_named_and_who_speaks_first() -> None:
    sources = {one.name: one for one in audited().sources}
    woman = sources["A spokeswoman for the port"]
    assert (woman.kind, woman.named, woman.type) == ("unnamed", False, SourceType.SPOKESPERSON)
    assert sources["Ana Reyes"].named
    assert sources["Ana Reyes"].type is SourceType.OFFICIAL
    assert sources["Tom Vance"].type is SourceType.OTHER
    assert woman.first, "the headline counts only where nobody speaks below it"
    assert [one.name for one in sources.values() if one.first] == [woman.name]


def test_a_headline_alone_has_a_first_source() -> None:
    one = article()
    found = audit(one, Analysis(one.text_hash, "test", "1", (), (REYES,), QUOTES[:1]))
    assert found.first is not None
    assert found.first.name == "Ana Reyes"


def test_what_several_say_together_counts_for_each_and_once_in_all() -> None:
    one = article()
    both = quote(1, QuoteKind.DIRECT, "It is a lie,", "ana-reyes", also=("tom-vance",))
    found = audit(one, Analysis(one.text_hash, "test", "1", (), (REYES, VANCE), (both,)))
    assert [(source.quotes, source.quoted_words) for source in found.sources] == [(1, 4), (1, 4)]
    assert (found.quotes, found.quoted_words) == (1, 4)


def test_an_article_without_quotes() -> None:
    one = article("", "empty.txt")
    found = audit(one, Analysis(one.text_hash, "test", "1"))
    assert (found.words, found.quoted_words, found.sources, found.first) == (0, 0, (), None)
    assert total([]).quoted_share == total([found]).quoted_share == 0


def test_the_total_joins_whole_names_and_no_unnamed() -> None:
    again = article(source="again.txt")
    single = Actor("vance", "Vance", ActorKind.PERSON)
    quotes = (quote(4, QuoteKind.DIRECT, "All is dry.", "vance"), *QUOTES[1:2], QUOTES[5])
    second = audit(again, Analysis(again.text_hash, "test", "1", (), (single, REYES), quotes))
    both = total([audited(), second])
    assert (both.articles, both.sources, both.quotes) == (2, 6, 10)
    assert both.quoted_words == audited().quoted_words + second.quoted_words
    voices = {voice.name: voice for voice in both.most_quoted}
    assert set(voices) == {"Ana Reyes", "Tom Vance", "Vance"}, "a surname alone is joined with nobody"
    assert (voices["Ana Reyes"].articles, voices["Ana Reyes"].quotes) == (2, 4)
    assert {name: share.sources for name, share in both.shares.items()} == {
        "named": 4,
        "unnamed": 2,
        "document": 0,
    }
    assert sum(share.sources for share in both.types.values()) == both.sources


@pytest.mark.parametrize(
    ("role", "type_"),
    [
        ("a spokeswoman for the health ministry", "spokesperson"),
        ("White House press secretary", "spokesperson"),
        ("Russian President", "official"),
        ("president of the club", "other"),
        ("university president", "other"),
        ("professor of law and former minister", "official"),
        ("Prosecutors", "official"),
        ("Attorney General", "official"),
        ("general manager", "other"),
        ("the Treasury’s chief economist", "official"),
        ("marine biologist at the University of Carrow", "expert"),
        ("Experts", "expert"),
        ("a student at the university", "other"),
        ("police union president", "other"),
        ("retired teacher", "other"),
        ("", "other"),
    ],
)
def test_a_type_is_what_the_words_show(role: str, type_: str) -> None:
    assert source_type(role) is SourceType(type_)
