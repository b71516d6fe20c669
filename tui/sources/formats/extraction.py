"""The article that trafilatura finds in a page, as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.breaks import BREAK, joined, parted
from tui.sources.draft import Block

_SECOND_LEVEL = 2
_LEAST = 500
"""So many code points make an article. With fewer, all of trafilatura's ways of looking are tried."""


class Extraction(Struct, frozen=True):
    """What trafilatura takes for the article, and what it knows of it where it was asked."""

    blocks: tuple[Block, ...]
    """What it is sure of."""
    further: tuple[Block, ...]
    """What it finds when asked to miss nothing: captions, teasers and bylines too."""
    title: str | None
    author: str | None
    published: str | None


def extracted(page: Any, address: str | None, *, about: bool) -> Extraction | None:
    """The article in a page's lxml tree; None where trafilatura finds none or stumbles.

    It looks for title, author and date if that is asked ``about``; ``address`` helps it to find the date.
    """
    document = _document(page, address, wide=True, about=about)
    if document is None:
        return None
    further = _found(document)
    if _size(further) < _LEAST:
        further = max(further, _found(_document(page, address, wide=False)), key=_size)
    blocks = _found(_document(page, address, wide=False, fast=True))
    if _size(blocks) < _LEAST:
        blocks = further
    return Extraction(blocks, further, document.title, document.author, document.date)


def _found(document: Any) -> tuple[Block, ...]:
    return () if document is None else tuple(_blocks(document.body, ParagraphKind.PARAGRAPH))


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _document(page: Any, address: str | None, *, wide: bool, about: bool = False, fast: bool = False) -> Any:
    """trafilatura's document with its tree as ``body``; None without one.

    A ``wide`` one misses nothing; a ``fast`` one is found by trafilatura's own rules alone; one ``about`` the
    article has its metadata, which take a fifth of the time.
    """
    from tui.sources.formats.extractor import trafilatura

    module = trafilatura()
    try:
        document = module.bare_extraction(
            page,
            url=address,
            with_metadata=about,
            favor_recall=wide,
            fast=fast,
            include_comments=False,
            include_tables=True,
            # Looking further costs seconds and finds dates that are none.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    return document if isinstance(document, module.settings.Document) and document.body is not None else None


def _blocks(parent: Any, kind: ParagraphKind) -> Iterator[Block]:
    """The blocks of trafilatura's own tree: head, p, list and item, quote, table, row and cell, lb."""
    for element in parent:
        match element.tag:
            case "head":
                yield from _made(_words(element), ParagraphKind.HEADING, _level(element))
            case "list":
                yield from _blocks(element, ParagraphKind.LIST_ITEM)
            case "quote":
                yield from _inside(element, ParagraphKind.QUOTE_BLOCK, nested=len(element) > 0)
            case "item":
                nested = any(inner.tag in ("p", "list", "quote") for inner in element)
                yield from _inside(element, ParagraphKind.LIST_ITEM, nested=nested)
            case "table":
                for row in element.iter("row"):
                    cells = (joined(_words(cell)) for cell in row.iter("cell"))
                    yield from _made(" | ".join(cell for cell in cells if cell), kind)
            case "graphic" | "lb":
                pass
            case "div":
                yield from _blocks(element, kind)
            case _:
                yield from _made(_words(element), kind)
        yield from _made(element.tail or "", kind)


def _inside(element: Any, kind: ParagraphKind, *, nested: bool) -> Iterator[Block]:
    """What an element holds: its words; where others are ``nested`` in it, its first words and those."""
    if not nested:
        yield from _made(_words(element), kind)
        return
    yield from _made(element.text or "", kind)
    yield from _blocks(element, kind)


def _made(words: str, kind: ParagraphKind, level: int = 0) -> Iterator[Block]:
    for paragraph in [joined(words)] if kind is ParagraphKind.HEADING else parted(words):
        if paragraph:
            yield Block(paragraph, kind, level)


def _level(head: Any) -> int:
    digit = head.get("rend", "")[1:2]
    return int(digit) or _SECOND_LEVEL if digit.isdecimal() else _SECOND_LEVEL


def _words(element: Any) -> str:
    """The words of an element, line breaks among them."""
    for line_break in element.iter("lb"):
        line_break.tail = BREAK + (line_break.tail or "")
    return "".join(element.itertext())
