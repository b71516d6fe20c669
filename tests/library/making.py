"""Annotations and readings to store, in our own words."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.domain.annotation import Anchor, Bookmark, Colour, Highlight, Note, Reading

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
ARTICLE = "0123456789abcdef"


def anchor(at: int = 10, words: str = "the ferries sail again") -> Anchor:
    return Anchor(words, "they said that ", " before spring", at, at + len(words))


def note(
    body: str = "check this", *, at: int = 10, article: str = ARTICLE, tags: tuple[str, ...] = ()
) -> Note:
    return Note(article_id=article, anchor=anchor(at), body=body, tags=tags, created=WHEN, modified=WHEN)


def highlight(at: int = 10) -> Highlight:
    return Highlight(article_id=ARTICLE, anchor=anchor(at), colour=Colour.BLUE, created=WHEN, modified=WHEN)


def bookmark(at: int = 10) -> Bookmark:
    return Bookmark(article_id=ARTICLE, anchor=anchor(at), mark="a", created=WHEN, modified=WHEN)


def reading(article: str = ARTICLE, position: int = 5) -> Reading:
    return Reading(article_id=article, source="/tmp/a.txt", title="Ferries", position=position, opened=WHEN)
