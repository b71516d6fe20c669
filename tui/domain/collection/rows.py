"""The rows over which everything is found that lies across articles: an actor in one article, a quote in one.

They hold the words themselves, so that nothing here needs an article's text.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tui.domain.analysis import Analysis, Quote, speaker_name
from tui.domain.article import Article
from tui.domain.codes import ActorKind, QuoteKind

LONGEST_CUE = 80
"""Code points of a cue in a row at most."""


class About(msgspec.Struct, frozen=True, gc=False):
    """Which article a row is of. ``published`` is an ISO 8601 date or date-time where one is known."""

    article_id: str
    title: str
    source: str
    published: str | None = None

    @property
    def day(self) -> str:
        """``2024-10-24``; empty where no date is known."""
        return (self.published or "")[:10]


class Appearance(msgspec.Struct, frozen=True, gc=False):
    """An actor as one article has it. ``quotes``: how many it speaks there, alone or with others."""

    about: About
    actor_id: str
    name: str
    kind: ActorKind
    role: str | None = None
    affiliation: str | None = None
    aliases: tuple[str, ...] = ()
    quotes: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """The article's id and the actor's within it: no other appearance has both."""
        return self.about.article_id, self.actor_id


def dated(row: Appearance) -> tuple[str, str, str]:
    """By date, those without one last; then by the key. Called for thousands: no property is."""
    about = row.about
    return (about.published or "9999")[:10], about.article_id, row.actor_id


class Said(msgspec.Struct, frozen=True, gc=False):
    """A quote as one article has it. ``start`` and ``end`` are code points of that article's text.

    ``actors`` are the ids, within the article, of those who speak it; ``speaker`` their names, else the words
    beside the cue, else None.
    """

    about: About
    quote_id: str
    kind: QuoteKind
    text: str
    start: int
    end: int
    actors: tuple[str, ...] = ()
    speaker: str | None = None
    cue: str = ""
    confidence: float = 0.0

    @property
    def key(self) -> tuple[str, str]:
        """The article's id and the quote's within it."""
        return self.about.article_id, self.quote_id


def about(article: Article) -> About:
    """The row's part that is the article's."""
    return About(article.id, article.title, article.source, article.published)


def appearances(article: Article, analysis: Analysis) -> Iterator[Appearance]:
    """The actors of an article as rows. ``analysis`` is as the reader corrected it."""
    spoken: dict[str, int] = {}
    for quote in analysis.quotes:
        for actor_id in _speakers(quote):
            spoken[actor_id] = spoken.get(actor_id, 0) + 1
    for actor in analysis.actors:
        yield Appearance(
            about(article),
            actor.id,
            actor.name,
            actor.kind,
            actor.role,
            actor.affiliation,
            actor.aliases,
            spoken.get(actor.id, 0),
        )


def said(article: Article, analysis: Analysis) -> Iterator[Said]:
    """The quotes of an article as rows. ``analysis`` is as the reader corrected it."""
    actors = {actor.id: actor for actor in analysis.actors}
    for quote in analysis.quotes:
        yield Said(
            about(article),
            quote.id,
            quote.kind,
            quote.text(article.text),
            quote.start,
            quote.end,
            _speakers(quote),
            speaker_name(quote, article.text, actors),
            " … ".join(span.of(article.text) for span in quote.cue)[:LONGEST_CUE],
            quote.confidence,
        )


def _speakers(quote: Quote) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in (quote.actor_id, *quote.also) if key is not None))
