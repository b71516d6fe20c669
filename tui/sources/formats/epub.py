"""Books in EPUB to paragraphs: the pages of the spine in their order, each unpacked within limits.

A book of the news, as calibre makes them of feeds, is one article for each of its own: see :mod:`.news_book`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from tui.domain.article import ParagraphKind
from tui.domain.errors import SourceError
from tui.sources.cleaning.byline import stated_names
from tui.sources.cleaning.clean import same_title
from tui.sources.cleaning.dates import date_line, read_date
from tui.sources.detect import Kind
from tui.sources.draft import Block, Draft, Part
from tui.sources.encoding import declared_in, decode
from tui.sources.formats.archive import Unpacking, unpacking, xml_of
from tui.sources.formats.elements import blocks_of
from tui.sources.formats.news_book import Page, is_of_news, news_articles, taken_from_news
from tui.sources.formats.signatures import sign_quotations
from tui.sources.formats.text import safe_text
from tui.sources.formats.writers import settle_written
from tui.sources.heavy import HeavyError, is_heavy

BLOCK_LIMIT = 500_000
"""A book of more paragraphs is refused, as a text of so many lines is."""
_BOOK = "book"
_TITLE_PAGE = 8
"""A page with the title and the authors has so many lines at most."""
_NO_TITLES = frozenset(("title here", "no data", "untitled", "unknown", "unknown title"))
"""What programs write for the title of a book whose maker gave none."""
_RUNNING = 12
"""A paragraph of more words is the book's own."""


def parts_of_book(data: bytes, name: str, *, anything: bool = True) -> list[Part]:
    """The text of a book, or the articles of one of the news.

    Raises SourceError, calling it ``name``: damaged, locked, too large, no text. Raises HeavyError for one
    with a page that may take its parser long, unless ``anything`` is read.
    """
    with unpacking(data, name, _BOOK) as book:
        return _read(book, name, anything=anything)


def _is_locked(book: Unpacking, name: str) -> bool:
    """Whether pages are encrypted; fonts often are, which does not matter."""
    listed = xml_of(book.read("META-INF/encryption.xml", missing=b"<none/>"), name, _BOOK)
    uris = (reference.get("URI", "") for reference in listed.iterfind(".//{*}CipherReference"))
    return any(uri.lower().endswith(("html", "htm", "xml")) for uri in uris)


def beginning_of_book(data: bytes, name: str, words: int) -> Draft | None:
    """The first so many words of a book, and the rest of their page; None for a book of the news.

    Raises SourceError and HeavyError as :func:`parts_of_book` does.
    """
    with unpacking(data, name, _BOOK) as book:
        package, folder = _package(book, name)
        blocks: list[Block] = []
        for path in _spine(package, folder):
            if is_of_news(path):
                return None
            blocks += _page_of(book, path, anything=False).blocks
            if sum(len(block.text.split()) for block in blocks) >= words:
                break
        return _titled(blocks, package, _language(package)) if blocks else None


def _package(book: Unpacking, name: str) -> tuple[Any, str]:
    """The element that tells of the book's pages, and the folder that their paths begin at."""
    if _is_locked(book, name):
        raise SourceError(f"{name} is locked by its seller: only the seller's own programs can open it.")
    container = xml_of(book.read("META-INF/container.xml"), name, _BOOK)
    rootfile = container.find(".//{*}rootfile")
    if rootfile is None or not rootfile.get("full-path"):
        raise SourceError(f"{name} is a damaged book: it does not say where its pages are.")
    path = rootfile.get("full-path")
    return xml_of(book.read(path), name, _BOOK), posixpath.dirname(path)


def _language(package: Any) -> str:
    return (_field(package, "language") or "en")[:2].lower()


def _page_of(book: Unpacking, path: str, *, anything: bool) -> Page:
    data = book.read(path, missing=b"<p></p>")
    if not anything and is_heavy(Kind.HTML, data.decode("latin-1")):
        raise HeavyError
    return _page(path, data)


def _read(book: Unpacking, name: str, *, anything: bool) -> list[Part]:
    package, folder = _package(book, name)
    pages: list[Page] = []
    count = 0
    for path in _spine(package, folder):
        pages.append(_page_of(book, path, anything=anything))
        count += len(pages[-1].blocks)
        if count > BLOCK_LIMIT:
            raise SourceError(f"{name} has over {BLOCK_LIMIT:,} paragraphs: no book has.")
    if not count:
        raise SourceError(f"{name} is a book without text.")
    language = _language(package)
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
    if title is not None and title.strip("[]() ").casefold() in _NO_TITLES:
        title = next(
            (block.text for block in blocks[:_TITLE_PAGE] if block.kind is ParagraphKind.HEADING), None
        )
    authors = [" ".join((e.text or "").split()) for e in package.iterfind(".//{*}metadata/{*}creator")]
    shown = " ".join(safe_text(title).split()) if title else None
    byline = stated_names("; ".join(author for author in authors if author))
    if shown:
        blocks = [Block(shown, ParagraphKind.HEADING, 1), *_below_title(blocks, shown, byline, authors)]
    return Draft(
        tuple(blocks),
        title=shown or blocks[0].text[:120],
        byline=safe_text(byline) if byline else None,
        published=read_date(_field(package, "date") or ""),
        language=language,
    )


def _below_title(blocks: list[Block], title: str, byline: str | None, authors: list[str]) -> list[Block]:
    """The blocks without a page that says the title once more, the authors and the date."""
    names = {name.casefold() for name in (byline, *authors) if name}
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        if place >= _TITLE_PAGE or len(block.text.split()) > _RUNNING:
            return kept + blocks[place:]
        words = block.text.casefold().removeprefix("by ")
        if not (same_title(title, block.text) or words in names or date_line(block.text)):
            kept.append(block)
    return kept or blocks


def _page(path: str, data: bytes) -> Page:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(decode(data, declared_in(data)).encode(), parser)
    if root is None:
        return Page(path, [])
    address = taken_from_news(root) if is_of_news(path) else None
    settle_written(root)
    sign_quotations(root)
    blocks, _ = blocks_of(root)
    found = []
    for block in blocks:
        words = " ".join(safe_text(block.text).split())
        level = block.level + 1 if block.kind is ParagraphKind.HEADING else 0
        if words:
            found.append(Block(words, block.kind, level))
    return Page(path, found, address)


def _field(package: Any, tag: str) -> str | None:
    element = package.find(".//{*}metadata/{*}" + tag)
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None
