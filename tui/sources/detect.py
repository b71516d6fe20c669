"""What a piece of input is: text of some kind, something packed that holds articles, or not to be read."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from tui.domain.text.patterns import late
from tui.sources.encoding import wide_encoding


class Kind(StrEnum):
    """The formats that are read."""

    TEXT = "plain text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    EPUB = "a packed book"
    PDF = "a PDF"
    DOCX = "a Word document"
    ODT = "an OpenDocument text"
    PACKED_PAGES = "an archive of pages"
    WEBARCHIVE = "a web archive of Safari"
    MHTML = "a saved page (MHTML)"
    MAIL = "a letter"
    MAILBOX = "a mailbox"
    JSON = "JSON"
    XML = "XML"
    TABLE = "a table"


_BY_NAME = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".mkd": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".eml": Kind.MAIL,
    ".mbox": Kind.MAILBOX,
    ".mht": Kind.MHTML,
    ".mhtml": Kind.MHTML,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSON,
    ".ndjson": Kind.JSON,
}
_BY_TYPE = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/markdown": Kind.MARKDOWN,
    "text/x-markdown": Kind.MARKDOWN,
    "multipart/related": Kind.MHTML,
    "application/x-mimearchive": Kind.MHTML,
    "message/rfc822": Kind.MAIL,
    "application/mbox": Kind.MAILBOX,
    "application/json": Kind.JSON,
    "application/ld+json": Kind.JSON,
    "application/feed+json": Kind.JSON,
    "application/x-ndjson": Kind.JSON,
}
_MAGIC = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"(\xb5/\xfd", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a document in Rich Text"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"AT&TFORM", "a scanned book (DjVu)"),
    (b"ITSF", "a help file"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
)
_ZIPPED = (
    (b"mimetypeapplication/epub+zip", Kind.EPUB),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", Kind.ODT),
    (b"META-INF/container.xml", Kind.EPUB),
    (b"word/document.xml", Kind.DOCX),
)
"""What stands in a zip archive of a kind that is read: its first entry, or the name of another."""
_OTHER_ZIPPED = (
    (b"xl/workbook.xml", "a spreadsheet"),
    (b"Index/Document.iwa", "a document of Apple Pages"),
    (b"ppt/presentation.xml", "a presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a spreadsheet"),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", "a presentation"),
)
_HTML_START = late(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|article)\b",
    re.I | re.S,
)
_HTML_TAG = late(r"</(?:p|div|body|article|h[1-6]|span|section)>", re.IGNORECASE)
_FRONT = late(r"---[ \t]*\r?\n(?:[\w -]+:.*\r?\n|[ \t]+.*\r?\n|- .*\r?\n)+?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_MD_HEADING = late(r"^#{1,6} \S", re.MULTILINE)
_MD_OTHER = late(r"\[[^\]\n]+\]\([^)\s]+\)|^```|^(?:\*\*|__)\S|^> \S|^[-*] \S|\*\*[^*\n]+\*\*", re.MULTILINE)
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) + b"\x7f"


def unreadable(data: bytes) -> str | None:
    """What ``data`` is if it cannot be read as an article ("a PDF", "a binary file"), else None.

    A zip archive may be a book or a document, which can be read.
    """
    if kind_of_data(data) is not None:
        return None
    if data.startswith(b"PK\x03\x04"):
        return next((name for mark, name in _OTHER_ZIPPED if mark in data), "an archive")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[60:68] == b"BOOKMOBI":
        return "a book for Kindle"
    if data[4:8] == b"ftyp":
        return "a film or a picture"
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf")) or wide_encoding(
        data
    ):
        return None
    sample = data[:8192]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls > 0.05 * len(sample):
        return "a binary file"
    if controls and b"\x00" in sample:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return "a binary file"
    return None


def kind_of_data(data: bytes) -> Kind | None:
    """The kind of what is no text but holds articles, by its bytes; None for anything else."""
    if data.startswith(b"PK\x03\x04"):
        # A book may have been packed anew without saying so at its beginning.
        return next((kind for mark, kind in _ZIPPED if mark in data), None) or _packed_pages(data)
    if data.startswith(b"bplist00"):
        return Kind.WEBARCHIVE if b"WebMainResource" in data else None
    start = data.find(b"%PDF-", 0, 1024)
    if start == 0 or (start > 0 and b"startxref" in data[-2048:]):
        return Kind.PDF
    return None


def _packed_pages(data: bytes) -> Kind | None:
    if any(mark in data for mark, _ in _OTHER_ZIPPED):
        return None
    from tui.sources.formats.packed_pages import holds_pages

    return Kind.PACKED_PAGES if holds_pages(data) else None


def kind_of_source(name: str, text: str, content_type: str | None = None) -> Kind:
    """The kind of a decoded text, by the type a server gave, by its name, and by how it begins."""
    head = text[:4096]
    if content_type is not None and content_type in _BY_TYPE:
        return _BY_TYPE[content_type]
    by_name = _BY_NAME.get(PurePath(name).suffix.lower())
    if _HTML_START.match(head):
        return Kind.HTML
    if by_name not in (None, Kind.TEXT):
        return by_name
    plain = by_name is Kind.TEXT or content_type == "text/plain"
    if _may_be_structured(name, head):
        from tui.sources.structured import structured_kind

        structured = structured_kind(name, text)
        if structured is not None:
            return structured
    if plain:
        return Kind.TEXT
    if head.lstrip().startswith("<") and len(_HTML_TAG.findall(head)) >= 2:
        return Kind.HTML
    if _FRONT.match(head) or (_MD_HEADING.search(head) and _MD_OTHER.search(head)):
        return Kind.MARKDOWN
    return Kind.TEXT


def _may_be_structured(name: str, head: str) -> bool:
    """Whether a look is worth an import: by the first words and lines, which prose does not have."""
    start = head[:256].lstrip("\ufeff \t\r\n")
    first = start.partition("\n")[0]
    if (
        start[:1] in ("<", "{", "[")
        or start.startswith("From ")
        or name[-4:].lower() in (".csv", ".tsv", ".tab")
    ):
        return True
    if first.partition(":")[0].replace("-", "").isalnum() and ":" in first:
        return True
    lines = head[:2048].split("\n")[:4]
    return any(0 < first.count(mark) == lines[-1].count(mark) for mark in ",;\t|")
