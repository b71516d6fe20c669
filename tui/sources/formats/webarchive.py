"""Pages that Safari saved with all that belongs to them (a property list): the page and its address."""

from __future__ import annotations

import plistlib
from dataclasses import dataclass
from typing import Any
from xml.parsers.expat import ExpatError

from msgspec.structs import replace

from tui.domain.errors import SourceError
from tui.sources.draft import Draft
from tui.sources.encoding import declared_in, decode
from tui.sources.formats.frames import PageReader, draft_of_frames

_DAMAGED = (
    *(plistlib.InvalidFileException, ExpatError, ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(OverflowError, RecursionError, OSError, LookupError),
)
"""What plistlib raises for lists whose bytes are damaged, or made to lie about places and sizes."""


def draft_of_archive(data: bytes, name: str, read_page: PageReader) -> Draft:
    """The article of a page that Safari saved. Raises SourceError, calling it ``name``."""
    try:
        archive = plistlib.loads(data)
        main = _resource(archive)
        frames = [_resource(frame) for frame in archive.get("WebSubframeArchives") or ()]
    except _DAMAGED:
        raise SourceError(f"{name} is a damaged web archive: it cannot be unpacked.") from None
    if not main.is_page:
        raise SourceError(f"{name} is a web archive of {main.kind}, not of a page.")
    draft = draft_of_frames(main.words(), (frame.words() for frame in frames if frame.is_page), read_page)
    return replace(draft, address=draft.address or main.web)


@dataclass(frozen=True, slots=True)
class _Resource:
    """What an archive holds of one page or frame."""

    data: Any
    kind: str
    encoding: str | None
    web: str | None

    @property
    def is_page(self) -> bool:
        return isinstance(self.data, bytes) and "html" in self.kind

    def words(self) -> tuple[str, str | None]:
        """Its source, and where it stands on the web."""
        return decode(self.data, self.encoding or declared_in(self.data)), self.web


def _resource(archive: Any) -> _Resource:
    main = archive["WebMainResource"]
    # Taken only where they are words: written out, a list may hold one part two to the sixtieth times.
    kind, encoding, address = (
        value if isinstance(value, str) else None
        for value in (
            main.get("WebResourceMIMEType", "text/html"),
            main.get("WebResourceTextEncodingName"),
            main.get("WebResourceURL"),
        )
    )
    web = address if address is not None and address.startswith(("http://", "https://")) else None
    return _Resource(main["WebResourceData"], kind or "something unnamed", encoding, web)
