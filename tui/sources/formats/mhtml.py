"""Pages that a browser saved in one file with all that belongs to them (MHTML): the page and its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.message import Message

from tui.domain.errors import SourceError
from tui.sources.draft import Draft
from tui.sources.formats.mime import field, leaves, message_of, words_of

PageReader = Callable[[str, str | None], Draft]
"""Makes an article of a page's source and address."""


def draft_of_saved(data: bytes, name: str, read_page: PageReader) -> Draft:
    """The article of a saved page. Raises SourceError, calling it ``name``, where it holds no page."""
    message = message_of(data, name)
    page = _page(message, name)
    address = field(message, "Snapshot-Content-Location") or field(page, "Content-Location")
    web = address if address.startswith(("http://", "https://")) and " " not in address else None
    draft = read_page(words_of(page), web)
    return replace(
        draft, address=draft.address or web, title=draft.title or field(message, "Subject") or None
    )


def _page(message: Message, name: str) -> Message:
    """The part that is the page itself, not a frame in it: the one named as the start, else the first."""
    pages = [part for part in leaves(message, name) if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    named = [part for part in pages if start and part.get("Content-ID") == start]
    for page in [*named, *pages]:
        return page
    raise SourceError(f"{name} is a saved page that holds no page of HTML.")


_PAGES = ("text/html", "application/xhtml+xml")
