"""What articles are made of, noted by the readers of formats while somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Seen(NamedTuple):
    """The sources of pages, and texts."""

    pages: list[str]
    texts: list[str]


_seen: ContextVar[Seen | None] = ContextVar("seen", default=None)


@contextmanager
def noting() -> Iterator[Seen]:
    """Have readers note what they are given."""
    seen = Seen([], [])
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def note_page(page: str) -> None:
    """Note the source of a page that an article is made of."""
    if (seen := _seen.get()) is not None:
        seen.pages.append(page)


def note_text(text: str) -> None:
    """Note a text that an article is made of."""
    if (seen := _seen.get()) is not None:
        seen.texts.append(text)
