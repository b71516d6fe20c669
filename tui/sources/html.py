"""Pages to paragraphs: trafilatura finds the article among other things; a simple page is read whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from tui.domain.article import ParagraphKind
from tui.domain.errors import SourceError
from tui.sources.blocks import blocks_of
from tui.sources.byline import stated_names
from tui.sources.clean import same_title
from tui.sources.dates import read_date
from tui.sources.draft import Block, Draft
from tui.sources.text import draft_of

_SITE = re.compile(r"\s+[|·•»]\s+|\s+[-–—]\s+|\s+::\s+")
_UNREAD = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_BYLINE_META = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl")
_DATE_META = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "parsely-pub-date",
    "dc.date", "dc.date.issued", "sailthru.date",
)  # fmt: skip
_SIMPLE_LINKS = 0.25
_SIMPLE_MARKUP = 2
"""A page is simple if less than this share of its characters is links, and it is shorter than this many times
its words and 2000 characters: a news page, with its scripts and frames, is ten times as long or more."""


@dataclass(frozen=True, slots=True)
class _Meta:
    title: str | None
    byline: str | None
    published: str | None
    language: str


def draft_of_page(page: str, address: str | None = None) -> Draft:
    """The article of a page of HTML. ``address`` helps to find its date.

    A simple page (few links, little mark-up) is read whole. Of any other trafilatura's reading is taken,
    unless it finds nothing or runs all paragraphs into one. Raises SourceError when there is only mark-up.
    """
    tree, cut = _tree(page)
    meta = _meta(tree)
    whole, links = blocks_of(_main(tree))
    size = sum(len(block.text) for block in whole)
    blocks = whole
    if cut:
        blocks = _bare(page)
    elif links >= _SIMPLE_LINKS or len(page) >= _SIMPLE_MARKUP * size + 2000:
        found, meta = _extracted(page, address, meta)
        blocks = found if found and not _unparted(found, whole) else whole
    if not blocks:
        raise SourceError(
            "This page holds no text: it may be made by a script; save it from a browser as text."
        )
    return Draft(
        tuple(_below_title(blocks, meta.title)),
        title=meta.title,
        byline=meta.byline,
        published=meta.published,
        language=meta.language,
    )


def _bare(page: str) -> list[Block]:
    """The page's words without any tags."""
    return list(draft_of(unescape(_TAG.sub("\n", _UNREAD.sub("\n", page)))).blocks)


def _unparted(found: list[Block], whole: list[Block]) -> bool:
    """Whether trafilatura fell back on a page's bare words, all in one paragraph, where there are several."""
    longest = max(len(block.text) for block in found)
    kept, size = (sum(len(block.text) for block in blocks) for blocks in (found, whole))
    return 2 * longest > kept > 0.8 * size and all(2 * len(block.text) < longest for block in whole)


def _tree(page: str) -> tuple[Any, bool]:
    """The page's elements, and whether the parser left out some that nest too deeply (2,048)."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        # An XML declaration with an encoding is refused in a str.
        text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", page).replace("\x00", "")
        tree = document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise SourceError("This page holds nothing but mark-up: there is nothing to read.") from None
    cut = any("depth" in entry.message for entry in parser.error_log)
    return tree, cut


def _main(tree: Any) -> Any:
    """The element that holds the article: the only ``article``, ``main`` or role, else the body."""
    for path in (".//article", ".//main", ".//*[@role='main']"):
        found = tree.findall(path)
        if len(found) == 1 and len("".join(found[0].itertext()).split()) > 50:
            return found[0]
    body = tree.find(".//body")
    return tree if body is None else body


def _extracted(page: str, address: str | None, meta: _Meta) -> tuple[list[Block], _Meta]:
    """What trafilatura takes for the article, and what it knows of title, author and date beyond ``meta``."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        document = bare_extraction(
            page,
            url=address,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            # Looking further costs seconds and finds dates that are none.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        # Odd pages make it stumble in many places; the page is then read whole.
        return [], meta
    if not isinstance(document, Document) or document.body is None:
        return [], meta
    blocks: list[Block] = []
    _gather(document.body, blocks)
    known = _Meta(
        meta.title or document.title,
        meta.byline or stated_names(document.author or ""),
        meta.published or read_date(document.date or ""),
        meta.language,
    )
    return [block for block in blocks if block.text.strip()], known


def _gather(element: Any, blocks: list[Block], kind: ParagraphKind = ParagraphKind.PARAGRAPH) -> None:
    """The blocks of trafilatura's own tree: head, p, list and item, quote, table, row and cell, lb."""
    for child in element:
        match child.tag:
            case "head":
                level = (
                    int(child.get("rend", "h2")[1:2] or 2) if child.get("rend", "h2")[1:2].isdigit() else 2
                )
                blocks.append(Block(_words(child), ParagraphKind.HEADING, level))
            case "list":
                _gather(child, blocks, ParagraphKind.LIST_ITEM)
            case "quote":
                if len(child):
                    if child.text and child.text.strip():
                        blocks.append(Block(" ".join(child.text.split()), ParagraphKind.QUOTE_BLOCK))
                    _gather(child, blocks, ParagraphKind.QUOTE_BLOCK)
                else:
                    blocks.append(Block(_words(child), ParagraphKind.QUOTE_BLOCK))
            case "table":
                for row in child.iter("row"):
                    cells = (_words(cell) for cell in row.iter("cell"))
                    blocks.append(Block(" | ".join(cell for cell in cells if cell), kind))
            case "item" if any(inner.tag in ("p", "list", "quote") for inner in child):
                if child.text and child.text.strip():
                    blocks.append(Block(" ".join(child.text.split()), ParagraphKind.LIST_ITEM))
                _gather(child, blocks, ParagraphKind.LIST_ITEM)
            case "item":
                blocks.append(Block(_words(child), ParagraphKind.LIST_ITEM))
            case "graphic" | "lb":
                pass
            case "div":
                _gather(child, blocks, kind)
            case _:
                blocks.append(Block(_words(child), kind))
        if child.tail and child.tail.strip():
            blocks.append(Block(" ".join(child.tail.split()), kind))


def _words(element: Any) -> str:
    for line_break in element.iter("lb"):
        line_break.tail = " " + (line_break.tail or "")
    return " ".join("".join(element.itertext()).split())


def _meta(tree: Any) -> _Meta:
    """Title, author, date and language as the page states them in its head, its title in its heading."""
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            stated.setdefault(name, content)
    headings = [_plain(h) for h in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    element = tree.find(".//title")
    page_title = stated.get("og:title") or (_plain(element) if element is not None else "")
    byline = next((names for key in _BYLINE_META if (names := stated_names(stated.get(key, "")))), None)
    published = next((date for key in _DATE_META if (date := read_date(stated.get(key, "")))), None)
    language = (tree.get("lang") or tree.get("xml:lang") or "en")[:2].lower()
    return _Meta(
        _title(page_title, headings, stated.get("og:site_name")),
        byline,
        published,
        language if language.isalpha() and len(language) == 2 else "en",
    )


def _title(stated: str, headings: list[str], site: str | None) -> str | None:
    """The article's title: its one heading, or the page's title without the site's name."""
    for heading in headings:
        if stated and same_title(stated, heading):
            return heading
    parts = _SITE.split(stated)
    if len(parts) > 1:
        last = parts[-1]
        named = site is not None and last.casefold() == site.casefold()
        head = stated[: stated.rfind(last)].rstrip(" |·•»-–—:")
        if named or (len(head) >= 15 and len(last) <= 30 and "|" in stated[len(head) :]):
            return head
        if len(headings) == 1 and len(head) < 15:
            return headings[0]
    if len(headings) == 1 and (not stated or stated.casefold() == (site or "").casefold()):
        return headings[0]
    return stated or (headings[0] if headings else None)


def _below_title(blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks, with headings of level 1 other than the title set below it."""
    return [
        Block(b.text, b.kind, 2)
        if b.kind is ParagraphKind.HEADING
        and b.level <= 1
        and title is not None
        and not same_title(b.text, title)
        else b
        for b in blocks
    ]


def _plain(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
