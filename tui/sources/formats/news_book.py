"""Books of the news, as calibre makes them: each article one of its own, without calibre's own lines.

Their pages are called ``feed_N/article_M/index_uK.html`` (so calibre 6.13 names them, K running over all);
lines of links stand above and below, and the last one says where the article was taken from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.clean import clean
from tui.sources.draft import Block, Draft, Part

_ARTICLE = re.compile(r"(?:\A|/)(feed_\d+/article_\d+)/")
_SECTION = re.compile(r"(?:\A|/)feed_\d+/[^/]+\Z")
_TAKEN_FROM = "calibre-downloaded-from"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a book: its path there, its blocks, and where on the web it was taken from."""

    path: str
    blocks: list[Block]
    address: str | None = None


def is_of_news(path: str) -> bool:
    """Whether a page of that path is an article or a section of a book of the news."""
    return _ARTICLE.search(path) is not None or _SECTION.search(path) is not None


def taken_from_news(root: Any) -> str | None:
    """Take the lines that calibre added out of an article's tree; returns where it was taken from."""
    address = None
    for link in root.iter("a"):
        target = link.get("href") or ""
        if _TAKEN_FROM in (link.get("rel") or "") and target.startswith(("http://", "https://")):
            address = target
    for element in [e for e in root.iter("div") if "calibre_navbar" in (e.get("class") or "").split()]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return address


def news_articles(pages: Iterable[Page], language: str) -> list[Part]:
    """The articles among the pages, named by their folders there; none if it is no book of the news.

    One that stands in several sections comes once.
    """
    found: dict[str, list[Page]] = {}
    for page in pages:
        match = _ARTICLE.search(page.path)
        if match is not None:
            # A long article is cut into several pages.
            found.setdefault(match[1], []).append(page)
    parts: dict[Draft, Part] = {}
    for name, article in found.items():
        draft = _draft(article, language)
        parts.setdefault(draft, Part(name, draft))
    return [part for draft, part in parts.items() if draft.blocks]


def _raised(block: Block) -> Block:
    """A heading by the level that it has in its article, which is one above that in the book."""
    return replace(block, level=max(block.level - 1, 2)) if block.level else block


def _draft(pages: list[Page], language: str) -> Draft:
    blocks = [_raised(block) for page in pages for block in page.blocks]
    title = next((b.text for b in blocks[:5] if b.kind is ParagraphKind.HEADING), None)
    address = next((page.address for page in pages if page.address), None)
    return clean(Draft(tuple(blocks), title=title, language=language, address=address))
