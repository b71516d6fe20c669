"""Articles with quotes made for tests: these are written «speaker|words» in the text."""

from __future__ import annotations

import re

from tui.domain.analysis import Actor, ActorKind, Analysis, Quote, QuoteKind
from tui.domain.article import Article, Paragraph, Span, article_id, text_hash

_QUOTE = re.compile(r"«([^|»]*)\|([^»]*)»")


def version(marked: str, source: str = "story.txt") -> tuple[Article, Analysis]:
    """An article and its analysis.

    ``«Lund~|words»`` is indirect speech.
    What stands between two slashes belongs to no piece: ``«Lund|“We will,”/ said Lund, /“never.”»``.
    """
    text, quotes, names = "", [], {}
    at = 0
    for found in _QUOTE.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        pieces = []
        for number, part in enumerate(found[2].split("/")):
            if number % 2 == 0 and part:
                bare = part.strip('“”"')
                start = len(text) + part.index(bare)
                pieces.append(Span(start, start + len(bare)))
            text += part
        name = found[1].removesuffix("~")
        kind = QuoteKind.INDIRECT if found[1].endswith("~") else QuoteKind.DIRECT
        key = name.lower().replace(" ", "-")
        if name:
            names[key] = Actor(key, name, ActorKind.PERSON)
        quotes.append(Quote(f"q{len(quotes)}", kind, tuple(pieces), actor_id=key or None, confidence=0.9))
    text += marked[at:]
    paragraphs = tuple(Paragraph(*one.span()) for one in re.finditer(r"[^\n]*\S[^\n]*", text))
    article = Article(article_id(source), text_hash(text), text.partition("\n")[0], text, paragraphs, source)
    analysis = Analysis(article.text_hash, "test", "1", actors=tuple(names.values()), quotes=tuple(quotes))
    return article, analysis
