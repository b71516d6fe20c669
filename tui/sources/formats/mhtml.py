"""Pages that a browser saved in one file with all that belongs to them (MHTML): the page and its address."""

from __future__ import annotations

from email.message import Message

from msgspec.structs import replace

from tui.domain.errors import SourceError
from tui.domain.text.address import web_address
from tui.sources.draft import Draft
from tui.sources.formats.frames import PageReader, draft_of_frames
from tui.sources.formats.mime import field, leaves, message_of, words_of


def draft_of_saved(data: bytes, name: str, read_page: PageReader) -> Draft:
    """The article of a saved page. Raises SourceError, calling it ``name``, where it holds no page."""
    message = message_of(data, name)
    page, *frames = _pages(message, name)
    web = web_address(field(message, "Snapshot-Content-Location")) or _address(page)
    draft = draft_of_frames((words_of(page), web), ((words_of(f), _address(f)) for f in frames), read_page)
    return replace(
        draft, address=draft.address or web, title=draft.title or field(message, "Subject") or None
    )


def _pages(message: Message, name: str) -> list[Message]:
    """The part that is the page itself, the one named as the start or else the first, and frames in it."""
    pages = [part for part in leaves(message, name) if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    if not pages:
        raise SourceError(f"{name} is a saved page that holds no page of HTML.")
    return sorted(pages, key=lambda part: not (start and part.get("Content-ID") == start))


def _address(part: Message) -> str | None:
    return web_address(field(part, "Content-Location"))


_PAGES = ("text/html", "application/xhtml+xml")
