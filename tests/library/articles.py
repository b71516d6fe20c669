"""Articles and analyses to keep, in our own words."""

from __future__ import annotations

from tui.domain.analysis import Actor, ActorKind, Analysis, Quote, QuoteKind
from tui.domain.article import Article, Paragraph, ParagraphKind, Span, article_id, text_hash

FERRY = "Ferries sail again\n\nThe ferries will sail again in spring, said Ana Lima, the harbour master."


def article(source: str = "/news/ferries.txt", text: str = FERRY, **more: str | None) -> Article:
    """An article whose first paragraph is its title."""
    title = text.split("\n")[0]
    paragraphs = [Paragraph(0, len(title), ParagraphKind.HEADING, 1)]
    if len(text) > len(title):
        paragraphs.append(Paragraph(len(title) + 2, len(text)))
    return Article(article_id(source), text_hash(text), title, text, tuple(paragraphs), source, **more)  # type: ignore[arg-type]


def analysis(of: Article) -> Analysis:
    """One quote: what stands before ", said NAME" since the last full stop, said by that name."""
    said = of.text.index(", said ")
    begin = max(of.text.rfind(end, 0, said) + len(end) for end in ("\n", ". ", "“"))
    name = of.text[said + 7 :].split(",")[0].rstrip(".")
    key = name.lower().replace(" ", "-")
    where, cue = Span(said + 7, said + 7 + len(name)), Span(said + 2, said + 6)
    return Analysis(
        of.text_hash, "test", "1",
        actors=(Actor(key, name, ActorKind.PERSON, role="harbour master", mentions=(where,)),),
        quotes=(Quote("q1", QuoteKind.INDIRECT, (Span(begin, said),), (cue,), where, key),),
    )  # fmt: skip
