"""A page's own elements to paragraphs, in full: for simple pages, saved ones and books, by lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.breaks import BREAK, joined, parted
from tui.sources.draft import Block

_DROPPED_TAGS = """script style noscript noframes template svg math canvas iframe object embed audio video map
button select option input textarea label dialog figure figcaption picture img head nav footer aside menu"""
_BLOCK_TAGS = """address article blockquote body center dd details div dl dt fieldset form h1 h2 h3 h4 h5 h6
header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul title"""
_DROPPED = frozenset(_DROPPED_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_NOTE_MARK = re.compile(r"\s*\[?(?:\d{1,3}|[*†‡a-z])\]?\s*")
"""What stands as a link to a footnote."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LAID_OUT = (*_HEADINGS, "p", "div", "table", "tr", "td", "ul", "ol", "dl", "blockquote")
_CELL = 200
"""A table's cell with more code points than this, or with paragraphs of its own, lays out a page."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: the kind and level of what is read there, and whether it is a link."""

    kind: ParagraphKind = ParagraphKind.PARAGRAPH
    level: int = 0
    linked: bool = False

    def inside(self, tag: str) -> _Place:
        """The place below an element."""
        kind, level = self.kind, self.level
        if tag in _HEADINGS:
            kind, level = ParagraphKind.HEADING, _HEADINGS[tag]
        elif tag == "blockquote" or kind is ParagraphKind.QUOTE_BLOCK:
            kind, level = ParagraphKind.QUOTE_BLOCK, 0
        elif tag == "li":
            kind, level = ParagraphKind.LIST_ITEM, 0
        return _Place(kind, level, self.linked or tag == "a")


class _Walk:
    """A walk through a tree: the finished blocks, and the words of the one being built."""

    def __init__(self, root: Any) -> None:
        self.blocks: list[Block] = []
        self.linked = self.total = 0
        self._words: list[str] = []
        self._cells: set[Any] = set()
        # Steps to come, the next one last: hostile pages nest without end.
        self._steps: list[tuple[str, Any, _Place]] = [("open", root, _Place())]
        while self._steps:
            step, element, place = self._steps.pop()
            if step == "open":
                self._open(element, place)
            elif step == "close":
                self._end(place)
            else:
                self._add(element.tail, place)
        self._end(_Place())

    def _open(self, element: Any, place: _Place) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        tag = tag.rpartition("}")[2].lower()
        if not tag or _passed_over(element, tag):
            return
        if tag == "br":
            self._break(element, place)
            return
        if tag == "pre":
            self._end(place)
            self.blocks.extend(_preformatted(element))
            return
        if tag == "tr":
            self._cells.update(_cells_of_data(element))
        inside = place.inside(tag)
        if element in self._cells:
            self._words.append(" | " if any(words.strip() for words in self._words) else " ")
        elif tag in _BLOCKS:
            self._end(place)
            self._steps.append(("close", element, inside))
        for child in reversed(element):
            self._steps.append(("tail", child, inside))
            self._steps.append(("open", child, inside))
        self._add(element.text, inside)

    def _break(self, element: Any, place: _Place) -> None:
        """A line break: two in a row part paragraphs, as old pages do it."""
        following = element.getnext()
        bare = not (element.tail or "").strip()
        if bare and following is not None and following.tag == "br":
            self._end(place)
        self._words.append(BREAK)

    def _add(self, words: str | None, place: _Place) -> None:
        if words:
            self._words.append(words)
            size = len(words.strip())
            self.total += size
            self.linked += size if place.linked else 0

    def _end(self, place: _Place) -> None:
        words = "".join(self._words)
        self._words.clear()
        for paragraph in [joined(words)] if place.kind is ParagraphKind.HEADING else parted(words):
            if paragraph:
                self.blocks.append(Block(paragraph, place.kind, place.level))


def blocks_of(root: Any) -> tuple[list[Block], float]:
    """The blocks below an lxml element in order, and the share of their characters that are links' words.

    Scripts, styles, navigation, footers, asides, figures and controls are passed over, and what is hidden.
    """
    walk = _Walk(root)
    return walk.blocks, walk.linked / max(walk.total, 1)


def _cells_of_data(row: Any) -> list[Any]:
    """The cells of a table's row that hold anything; none where the table only lays out a page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if any(next(cell.iterdescendants(*_LAID_OUT), None) is not None for cell in cells):
        return []
    texts = ["".join(cell.itertext()).strip() for cell in cells]
    if any(len(text) > _CELL for text in texts):
        return []
    return [cell for cell, text in zip(cells, texts, strict=True) if text]


def _passed_over(element: Any, tag: str) -> bool:
    if tag in _DROPPED:
        return True
    if tag == "sup":
        linked = element.getparent().tag == "a" or element.find(".//a") is not None
        return linked and _NOTE_MARK.fullmatch("".join(element.itertext())) is not None
    if tag == "header":
        # A page's own header is furniture; an article's holds its title.
        inside = any(parent.tag in ("article", "main", "section") for parent in element.iterancestors())
        return not inside and element.find(".//h1") is None
    attributes = element.attrib
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") in ("navigation", "banner", "contentinfo", "search", "complementary"):
        return True
    style = attributes.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _preformatted(element: Any) -> Iterator[Block]:
    from tui.sources.formats.text import draft_of

    yield from draft_of("".join(element.itertext())).blocks
