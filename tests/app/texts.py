"""Articles for the tests of the article pane."""

from __future__ import annotations

from tui.domain.article import Article, Paragraph, ParagraphKind

Kind = tuple[str, int]


def article_of(text: str, kinds: tuple[Kind, ...] = (), **fields: str) -> Article:
    """An article whose paragraphs are what stands between empty lines; ``kinds`` for the first of them."""
    paragraphs: list[Paragraph] = []
    position = 0
    for number, part in enumerate(text.split("\n\n")):
        kind, level = kinds[number] if number < len(kinds) else ("paragraph", 0)
        if part.strip():
            paragraphs.append(Paragraph(position, position + len(part), ParagraphKind(kind), level))
        position += len(part) + 2
    return Article("id", "hash", "Title", text, tuple(paragraphs), "source", **fields)


STRIKE = """Harbour council ends the strike

Dockers in the port of Ruda went back to work on Monday after the council of the harbour gave way over night \
shifts. “We asked for rest, and rest is what we have,” said Mira Holt, who speaks for the union.

What the council says

The chair, Jonas Wendt, was less glad. “It is a costly peace,” he told reporters in the town hall, adding \
that the money would have to come from somewhere. 港の組合は 月曜日に emoji 👩🏽‍🚀 and cafe\u0301.

First point of the plan, which is long enough to be wrapped at the width of any pane, so that its second \
line hangs under the first

Second point

Nobody won, and everybody can sleep again."""

STRIKE_KINDS: tuple[Kind, ...] = (
    ("heading", 1),
    ("paragraph", 0),
    ("heading", 2),
    ("paragraph", 0),
    ("list item", 0),
    ("list item", 0),
    ("quote block", 0),
)


def strike() -> Article:
    """A short article with every kind of paragraph."""
    return article_of(STRIKE, STRIKE_KINDS, byline="Jane Doe", published="2024-10-24")


def long_article(paragraphs: int) -> Article:
    """Numbered paragraphs of uneven length under a title."""
    parts = ["A long report"]
    for number in range(1, paragraphs):
        parts.append(f"Paragraph {number} begins. " + "Words follow words here. " * (number % 9) + "It ends.")
    return article_of("\n\n".join(parts), (("heading", 1),))
