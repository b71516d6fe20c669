"""Articles that are kept: their versions, a row of the list, a hit of a search."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.article import Article, Span
from tui.domain.codes import ActorKind, QuoteKind, Via


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


class Listed(msgspec.Struct, frozen=True, gc=False):
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


class ActorRow(msgspec.Struct, frozen=True, gc=False):
    """An actor as one kept article has it, the reader's corrections applied.

    ``row`` is its number in the index, which is another one after the article was indexed again: use it at
    once. ``aliases`` are those that are more than a part of the name; ``first`` is the first mention,
    ``mentions`` and ``quotes`` are counts. ``seen`` is when the article was kept (ISO 8601, UTC).
    """

    row: int
    article_id: str
    actor_id: str
    name: str
    kind: ActorKind
    title: str
    source: str
    published: str | None
    seen: str
    role: str | None
    affiliation: str | None
    aliases: tuple[str, ...]
    first: Span
    mentions: int
    quotes: int


class QuoteRow(msgspec.Struct, frozen=True, gc=False):
    """A quote of a kept article, the reader's corrections applied.

    ``speaker`` and ``cue`` are the words beside it, empty if there are none; ``actor`` and ``also`` are rows
    of :class:`ActorRow`. ``confidence`` is rounded to hundredths.
    """

    article_id: str
    text_hash: str
    title: str
    source: str
    published: str | None
    seen: str
    kind: QuoteKind
    start: int
    end: int
    text: str
    content: tuple[Span, ...]
    speaker: str
    cue: str
    via: Via
    confidence: float
    actor: int | None
    also: tuple[int, ...]


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
    ``speaker`` is who says a quote, as the list of actors calls them.
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
    speaker: str | None = None
