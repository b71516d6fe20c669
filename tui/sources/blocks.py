"""A page's own elements to paragraphs, in full: for simple pages, saved ones and books, by lxml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tui.domain.article import ParagraphKind
from tui.sources.draft import Block

_DROPPED_TAGS = """script style noscript template svg math canvas iframe object embed audio video map
button select option input textarea label dialog figure figcaption picture img head nav footer aside menu"""
_BLOCK_TAGS = """address article blockquote body center dd details div dl dt fieldset form h1 h2 h3 h4 h5 h6
header hr html li main ol p pre section summary table tbody tfoot thead tr ul title"""
_DROPPED = frozenset(_DROPPED_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class _Walk:
    """What is gathered while a tree is walked: finished blocks, and the words of the one being built."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0
    total: int = 0

    def add(self, words: str | None, *, linked: bool) -> None:
        if words:
            self.words.append(words)
            size = len(words.strip())
            self.total += size
            if linked:
                self.linked += size

    def end(self, kind: ParagraphKind, level: int) -> None:
        words = " ".join("".join(self.words).split())
        self.words.clear()
        if words:
            self.blocks.append(Block(words, kind, level))


def blocks_of(root: Any) -> tuple[list[Block], float]:
    """The blocks below an lxml element in order, and the share of their characters that are links' words.

    Scripts, styles, navigation, footers, asides, figures and controls are passed over, and what is hidden.
    """
    walk = _Walk()
    # Iterative, since hostile pages nest without end.
    stack: list[tuple[str, Any, ParagraphKind, int, bool]] = [
        ("open", root, ParagraphKind.PARAGRAPH, 0, False)
    ]
    while stack:
        step, element, kind, level, linked = stack.pop()
        if step == "tail":
            walk.add(element.tail, linked=linked)
            continue
        if step == "close":
            walk.end(kind, level)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        tag = tag.rpartition("}")[2].lower()
        if not tag or _passed_over(element, tag):
            continue
        if tag == "br":
            # Two in a row part paragraphs, as old pages do it; one is a blank.
            following = element.getnext()
            bare = not (element.tail or "").strip()
            if bare and following is not None and following.tag == "br":
                walk.end(kind, level)
            walk.add(" ", linked=False)
            continue
        if tag == "pre":
            walk.end(kind, level)
            walk.blocks.extend(_preformatted(element))
            continue
        inner_kind, inner_level = _inner(tag, kind, level)
        inner_linked = linked or tag == "a"
        if tag in _BLOCKS:
            walk.end(kind, level)
            stack.append(("close", element, inner_kind, inner_level, linked))
        if tag in ("td", "th"):
            walk.add(" ", linked=False)
        for child in reversed(element):
            stack.append(("tail", child, inner_kind, inner_level, inner_linked))
            stack.append(("open", child, inner_kind, inner_level, inner_linked))
        walk.add(element.text, linked=inner_linked)
    walk.end(ParagraphKind.PARAGRAPH, 0)
    return walk.blocks, walk.linked / max(walk.total, 1)


def _inner(tag: str, kind: ParagraphKind, level: int) -> tuple[ParagraphKind, int]:
    if tag in _HEADINGS:
        return ParagraphKind.HEADING, _HEADINGS[tag]
    if tag == "blockquote" or kind is ParagraphKind.QUOTE_BLOCK:
        return ParagraphKind.QUOTE_BLOCK, 0
    if tag == "li":
        return ParagraphKind.LIST_ITEM, 0
    return kind, level


def _passed_over(element: Any, tag: str) -> bool:
    if tag in _DROPPED:
        return True
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
    from tui.sources.text import draft_of

    yield from draft_of("".join(element.itertext())).blocks
