"""Pages that Safari saved with all that belongs to them (a property list): the page and its address."""

from __future__ import annotations

import plistlib
from dataclasses import replace
from xml.parsers.expat import ExpatError

from tui.domain.errors import SourceError
from tui.sources.draft import Draft
from tui.sources.encoding import declared_in, decode
from tui.sources.formats.mhtml import PageReader

_DAMAGED = (
    *(plistlib.InvalidFileException, ExpatError, ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(OverflowError, RecursionError, OSError, LookupError),
)
"""What plistlib raises for lists whose bytes are damaged, or made to lie about places and sizes."""


def draft_of_archive(data: bytes, name: str, read_page: PageReader) -> Draft:
    """The article of a page that Safari saved. Raises SourceError, calling it ``name``."""
    try:
        main = plistlib.loads(data)["WebMainResource"]
        page, kind = main["WebResourceData"], main.get("WebResourceMIMEType", "text/html")
        encoding, address = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    except _DAMAGED:
        raise SourceError(f"{name} is a damaged web archive: it cannot be unpacked.") from None
    if not isinstance(page, bytes) or "html" not in str(kind):
        raise SourceError(f"{name} is a web archive of {kind}, not of a page.")
    text = decode(page, encoding if isinstance(encoding, str) else declared_in(page))
    web = address if isinstance(address, str) and address.startswith(("http://", "https://")) else None
    draft = read_page(text, web)
    return replace(draft, address=draft.address or web)
