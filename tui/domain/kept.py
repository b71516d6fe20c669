"""Articles that are kept: their versions, a row of the list, a hit of a search."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.article import Article


class Version(msgspec.Struct, frozen=True):
    """One text that an article had. ``seen`` and ``last_seen`` are dates and times in UTC (ISO 8601)."""

    text_hash: str
    seen: str
    last_seen: str
    words: int


class KeptArticle(msgspec.Struct, frozen=True):
    """One version of an article, with what was found in it; ``analysis`` is None until it was analysed."""

    article: Article
    version: Version
    analysis: Analysis | None = None


class Arrival(StrEnum):
    """What keeping an article did."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"


class Listed(msgspec.Struct, frozen=True):
    """A kept article as a line of a list: of its newest version. ``quotes`` is None until it was analysed."""

    article_id: str
    text_hash: str
    title: str
    source: str
    words: int
    seen: str
    versions: int = 1
    byline: str | None = None
    published: str | None = None
    quotes: int | None = None


class Where(StrEnum):
    """Which part of what is kept a search's hit stands in."""

    TEXT = "text"
    TITLE = "title"
    QUOTE = "quote"
    NOTE = "note"
    ACTOR = "actor"


class Hit(msgspec.Struct, frozen=True):
    """A place that a search found. ``start`` and ``end``: code points of the article's text.

    ``snippet`` shows the words around it on one line; ``matches`` are the found words in it, in code points.
    """

    article_id: str
    title: str
    source: str
    where: Where
    start: int
    end: int
    snippet: str
    published: str | None = None
    matches: tuple[tuple[int, int], ...] = ()
