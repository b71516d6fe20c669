"""What a piece of input is: plain text, Markdown, HTML, EPUB, or something that cannot be read."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from tui.sources.encoding import wide_encoding


class Kind(StrEnum):
    """The formats that are read."""

    TEXT = "plain text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    EPUB = "EPUB"


_BY_NAME = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".mkd": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".epub": Kind.EPUB,
}
_BY_TYPE = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/markdown": Kind.MARKDOWN,
    "text/x-markdown": Kind.MARKDOWN,
    "application/epub+zip": Kind.EPUB,
}
_MAGIC = (
    (b"%PDF-", "a PDF"),
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
    (b"PK\x03\x04", "a Word document or an archive"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a document in Rich Text"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|article)\b",
    re.I | re.S,
)
_HTML_TAG = re.compile(r"</(?:p|div|body|article|h[1-6]|span|section)>", re.IGNORECASE)
_FRONT = re.compile(
    r"---[ \t]*\r?\n(?:[\w -]+:.*\r?\n|[ \t]+.*\r?\n|- .*\r?\n)+?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
_MD_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_MD_OTHER = re.compile(
    r"\[[^\]\n]+\]\([^)\s]+\)|^```|^(?:\*\*|__)\S|^> \S|^[-*] \S|\*\*[^*\n]+\*\*", re.MULTILINE
)
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) + b"\x7f"


def unreadable(data: bytes) -> str | None:
    """What ``data`` is if it cannot be read as an article ("a PDF", "a binary file"), else None.

    An EPUB is a zip archive that says so in its first entry, and can be read.
    """
    if is_epub(data):
        return None
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
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


def is_epub(data: bytes) -> bool:
    """Whether it is a packed book, also one that was packed anew without saying so at its beginning."""
    return data.startswith(b"PK\x03\x04") and (
        b"mimetypeapplication/epub+zip" in data[:120] or b"META-INF/container.xml" in data
    )


def kind_of_source(name: str, text: str, content_type: str | None = None) -> Kind:
    """The kind of a decoded text, by the type a server gave, by its name, and by how it begins."""
    head = text[:4096]
    if content_type is not None and content_type in _BY_TYPE:
        return _BY_TYPE[content_type]
    by_name = _BY_NAME.get(PurePath(name).suffix.lower())
    if _HTML_START.match(head):
        return Kind.HTML
    if content_type == "text/plain" and by_name is not Kind.MARKDOWN:
        return Kind.TEXT
    if by_name is not None:
        return by_name
    if head.lstrip().startswith("<") and len(_HTML_TAG.findall(head)) >= 2:
        return Kind.HTML
    if _FRONT.match(head) or (_MD_HEADING.search(head) and _MD_OTHER.search(head)):
        return Kind.MARKDOWN
    return Kind.TEXT
