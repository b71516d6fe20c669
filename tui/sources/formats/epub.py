"""Books in EPUB to paragraphs: the pages of the spine in their order, each unpacked within limits.

A book of the news, as calibre makes them of feeds, is one article for each of its own: see :mod:`.news_book`.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from tui.domain.article import ParagraphKind
from tui.domain.errors import SourceError
from tui.sources.cleaning.byline import stated_names
from tui.sources.cleaning.dates import read_date
from tui.sources.detect import Kind
from tui.sources.draft import Block, Draft, Part
from tui.sources.formats.elements import blocks_of
from tui.sources.formats.news_book import Page, is_of_news, news_articles, taken_from_news
from tui.sources.formats.text import safe_text
from tui.sources.heavy import HeavyError, is_heavy

BOOK_LIMIT = 32 * 1024 * 1024
"""How much of a book is unpacked in all, in bytes: a small file can unpack to a huge one."""
PAGE_LIMIT = 8 * 1024 * 1024
"""How long one page of a book may be, in bytes: whole novels have a tenth of it."""
BLOCK_LIMIT = 500_000
"""A book of more paragraphs is refused, as a text of so many lines is."""
_CHUNK = 1 << 18
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, KeyError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError),
)
"""What zipfile raises for archives whose bytes are damaged, or made to lie about places and sizes."""


def parts_of_book(data: bytes, name: str, *, anything: bool = True) -> list[Part]:
    """The text of a book, or the articles of one of the news.

    Raises SourceError, calling it ``name``: damaged, locked, too large, no text. Raises HeavyError for one
    with a page that may take its parser long, unless ``anything`` is read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(_Unpacking(archive, name), name, anything=anything)
    except _DAMAGED:
        raise SourceError(f"{name} is a damaged or locked book: it cannot be unpacked.") from None


class _Unpacking:
    """The entries of an archive, read until BOOK_LIMIT bytes are spent."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._left = BOOK_LIMIT

    def read(self, entry: str, *, missing: bytes | None = None) -> bytes:
        """An entry unpacked; ``missing`` in place of one that is not there. Raises KeyError, SourceError."""
        data = bytearray()
        if missing is not None and entry not in self._archive.NameToInfo:
            return missing
        with self._archive.open(entry) as file:
            while chunk := file.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise SourceError(
                        f"{self._name} unpacks to more than {BOOK_LIMIT // 1024**2} MB: no book does."
                    )
                data += chunk
                if len(data) > PAGE_LIMIT:
                    raise SourceError(
                        f"{self._name} has a page of more than {PAGE_LIMIT // 1024**2} MB: no book has."
                    )
        return bytes(data)


def _is_locked(book: _Unpacking, name: str) -> bool:
    """Whether pages are encrypted; fonts often are, which does not matter."""
    listed = _xml(book.read("META-INF/encryption.xml", missing=b"<none/>"), name)
    uris = (reference.get("URI", "") for reference in listed.iterfind(".//{*}CipherReference"))
    return any(uri.lower().endswith(("html", "htm", "xml")) for uri in uris)


def _read(book: _Unpacking, name: str, *, anything: bool) -> list[Part]:
    if _is_locked(book, name):
        raise SourceError(f"{name} is locked by its seller: only the seller's own programs can open it.")
    container = _xml(book.read("META-INF/container.xml"), name)
    rootfile = container.find(".//{*}rootfile")
    if rootfile is None or not rootfile.get("full-path"):
        raise SourceError(f"{name} is a damaged book: it does not say where its pages are.")
    package_path = rootfile.get("full-path")
    package = _xml(book.read(package_path), name)
    pages: list[Page] = []
    count = 0
    for path in _spine(package, posixpath.dirname(package_path)):
        data = book.read(path, missing=b"<p></p>")
        if not anything and is_heavy(Kind.HTML, data.decode("latin-1")):
            raise HeavyError
        pages.append(_page(path, data))
        count += len(pages[-1].blocks)
        if count > BLOCK_LIMIT:
            raise SourceError(f"{name} has over {BLOCK_LIMIT:,} paragraphs: no book has.")
    if not count:
        raise SourceError(f"{name} is a book without text.")
    language = (_field(package, "language") or "en")[:2].lower()
    if articles := news_articles(pages, language):
        return articles
    return [Part("", _titled([block for page in pages for block in page.blocks], package, language))]


def _spine(package: Any, folder: str) -> Iterator[str]:
    """The paths of the pages in the order of reading; each comes once, however often it is listed."""
    pages = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        item = pages.pop(reference.get("idref"), None)
        if item is None or "html" not in (item.get("media-type") or "") or reference.get("linear") == "no":
            continue
        href = unquote((item.get("href") or "").partition("#")[0])
        yield posixpath.normpath(posixpath.join(folder, href))


def _titled(blocks: list[Block], package: Any, language: str) -> Draft:
    """The draft with what the book's metadata say: title, authors, date, language."""
    title = _field(package, "title")
    authors = [" ".join((e.text or "").split()) for e in package.iterfind(".//{*}metadata/{*}creator")]
    shown = " ".join(safe_text(title).split()) if title else None
    if shown:
        blocks.insert(0, Block(shown, ParagraphKind.HEADING, 1))
    byline = stated_names("; ".join(author for author in authors if author))
    return Draft(
        tuple(blocks),
        title=shown or blocks[0].text[:120],
        byline=safe_text(byline) if byline else None,
        published=read_date(_field(package, "date") or ""),
        language=language,
    )


def _page(path: str, data: bytes) -> Page:
    from lxml import etree

    root = etree.fromstring(
        data, etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    )
    if root is None:
        return Page(path, [])
    address = taken_from_news(root) if is_of_news(path) else None
    blocks, _ = blocks_of(root)
    found = []
    for block in blocks:
        words = " ".join(safe_text(block.text).split())
        level = block.level + 1 if block.kind is ParagraphKind.HEADING else 0
        if words:
            found.append(Block(words, block.kind, level))
    return Page(path, found, address)


def _xml(data: bytes, name: str) -> Any:
    from lxml import etree

    # Entities and external files are never followed: they are the classic way to make a reader swell or tell.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise SourceError(f"{name} is a damaged book: its table of contents cannot be read.") from None


def _field(package: Any, tag: str) -> str | None:
    element = package.find(".//{*}metadata/{*}" + tag)
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None
