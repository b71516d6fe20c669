"""Articles made from a text, for tests."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tui.domain.article import Article, Paragraph, ParagraphKind, article_id, text_hash


def article_of(
    text: str,
    *,
    source: str = "/tmp/article.txt",
    paragraphs: tuple[Paragraph, ...] | None = None,
    kinds: Mapping[int, ParagraphKind] | None = None,
) -> Article:
    """An article whose paragraphs are the lines of ``text`` that are not blank."""
    if paragraphs is None:
        lines = [m for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
        paragraphs = tuple(
            Paragraph(
                m.start() + len(m[0]) - len(m[0].lstrip()),
                m.end() - len(m[0]) + len(m[0].rstrip()),
                (kinds or {}).get(index, ParagraphKind.PARAGRAPH),
            )
            for index, m in enumerate(lines)
        )
    return Article(
        id=article_id(source),
        text_hash=text_hash(text),
        title=text.split("\n", 1)[0][:60],
        text=text,
        paragraphs=paragraphs,
        source=source,
    )
