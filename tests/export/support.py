"""An article with its analysis and annotations, small enough to check by eye."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.domain.analysis import Actor, ActorKind, Analysis, Mention, Quote, QuoteKind, Via
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import (
    Anchor,
    Annotation,
    Bookmark,
    Colour,
    Correction,
    Highlight,
    Note,
    SpeakerIs,
)
from tui.domain.article import Article, Paragraph, ParagraphKind, Span, article_id, text_hash

TITLE = "Mayor keeps her word"
FIRST = "“I came,” said Ada Novak, the mayor of Carrow, on Monday."
SECOND = "She added that the [bold]harbour[/] was hers, and <b>smiled</b>."
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND}"
WHEN = datetime(2025, 3, 1, 12, 30, tzinfo=UTC)


def span(words: str, text: str = TEXT) -> Span:
    """Where words stand in the text, the first time."""
    start = text.index(words)
    return Span(start, start + len(words))


def article(text: str = TEXT, source: str = "/home/ada/mayor.txt", title: str = TITLE) -> Article:
    """The article, or another of one heading and its paragraphs."""
    paragraphs = []
    at = 0
    for index, words in enumerate(text.split("\n\n")):
        kind, level = (ParagraphKind.HEADING, 1) if index == 0 else (ParagraphKind.PARAGRAPH, 0)
        paragraphs.append(Paragraph(at, at + len(words), kind, level))
        at += len(words) + 2
    return Article(
        id=article_id(source),
        text_hash=text_hash(text),
        title=title,
        text=text,
        paragraphs=tuple(paragraphs),
        source=source,
        byline="Jane Roe",
        published="2025-03-01",
    )


def analysis() -> Analysis:
    """Two quotes of one actor, and a place."""
    mayor = Actor(
        id="ada-novak",
        name="Ada Novak",
        kind=ActorKind.PERSON,
        role="mayor of Carrow",
        aliases=("Novak",),
        mentions=(span("Ada Novak"),),
    )
    carrow = Actor(id="carrow", name="Carrow", kind=ActorKind.PLACE, mentions=(span("Carrow"),))
    return Analysis(
        text_hash=text_hash(TEXT),
        pipeline="test",
        pipeline_version="1",
        mentions=(
            Mention(span("Ada Novak"), "PERSON", "ada-novak"),
            Mention(span("Carrow"), "GPE", "carrow"),
            Mention(span("Monday"), "DATE"),
        ),
        actors=(mayor, carrow),
        quotes=(
            Quote(
                id="q1",
                kind=QuoteKind.DIRECT,
                content=(span("I came,"),),
                cue=(span("said"),),
                speaker=span("Ada Novak"),
                actor_id="ada-novak",
                via=Via.NAME,
                confidence=0.98765,
            ),
            Quote(
                id="q2",
                kind=QuoteKind.INDIRECT,
                content=(span("that the [bold]harbour[/] was hers"),),
                cue=(span("added"),),
                speaker=span("She"),
                actor_id="ada-novak",
                via=Via.PRONOUN,
                confidence=0.5,
            ),
        ),
    )


def anchor(words: str, text: str = TEXT) -> Anchor:
    """An anchor on words of the text."""
    return make_anchor(text, span(words, text))


def annotations() -> list[Annotation]:
    """One of each kind."""
    about = {"article_id": article().id, "created": WHEN, "modified": WHEN}
    return [
        Note(
            anchor=anchor("I came"),
            body="Check the *tape*.\n\n=1+1 <script>alert(1)</script>",
            tags=("to check", "mayor"),
            id="11111111-1111-4111-8111-111111111111",
            **about,
        ),
        Highlight(
            anchor=anchor("harbour"),
            colour=Colour.GREEN,
            id="22222222-2222-4222-8222-222222222222",
            **about,
        ),
        Bookmark(anchor=anchor("smiled"), mark="a", id="33333333-3333-4333-8333-333333333333", **about),
        Correction(
            anchor=anchor("that the [bold]harbour[/] was hers"),
            right=SpeakerIs("Jane Roe", "jane-roe"),
            was="Ada Novak",
            id="44444444-4444-4444-8444-444444444444",
            **about,
        ),
    ]
