"""A page's own elements to paragraphs, by lxml: of simple pages, saved ones, books, and a page's region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.breaks import BREAK, joined, parted
from tui.sources.cleaning.superscripts import SUPERSCRIPTS
from tui.sources.draft import Block

_DROPPED_TAGS = """script style noscript noframes template svg canvas iframe object embed audio video map
button select option input textarea label dialog img head nav menu del rp annotation annotation-xml
amp-ad amp-consent amp-sidebar amp-sticky-ad amp-user-notification"""
_BLOCK_TAGS = """address article aside blockquote body center dd details div dl dt fieldset figure figcaption
footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr
ul title"""
_DROPPED = frozenset(_DROPPED_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_WORD = re.compile(r"\w+")
_NOTE_MARK = re.compile(r"\s*\[?(?:\d{1,3}|[*†‡a-z])\]?\s*")
"""What stands as a link to a footnote."""
_NOTE_NUMBER = re.compile(r"\s*\[?(?:\d{1,3}|[*†‡])\]?\s*")
_WAY_BACK = re.compile(r"\s*[↩↑⏎⤴^]\ufe0e?\s*")
"""What leads from a note to where it is named."""
_RAISED = re.compile(r"[+−-]?[0-9]{1,3}")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LAID_OUT = (*_HEADINGS, "p", "div", "table", "tr", "td", "ul", "ol", "dl", "blockquote")
_PARTED = {"s": "", "strike": "", "rt": " ("}
"""Elements that a browser tells apart from what follows by its looks, as words that no longer hold and the
reading of a word; and what stands before them here."""
_CREDITS = frozenset(("credit", "credits", "copyright", "photographer", "photo-credit", "image-credit"))
"""Words of classes of who took a picture, inside its caption."""
_CREDIT = re.compile(
    r"\s*[(\[|–—-]?\s*\b(?:(?:file )?photo(?:graph)?s?|pictures?|images?|credits?|illustration|video|via)"
    r"(?: (?:credit|by|source|courtesy(?: of)?))?\s?[:/©]\s?[^.!?“”\"]{2,80}[)\].]*\Z"
    r"|(?:\A|(?<=[.!?”\"’)])|\s*[(\[|–—])\s*(?:photo(?:graph)?s?|pictures?|images?|illustration)"
    r" (?:by|courtesy(?: of)?) [^.!?“”\"]{2,80}[)\].]*\Z"
    r"|\s*(?:[(\[©][^()\[\]“”\"]{0,60}\b(?:AP|AFP|EPA|Reuters|Getty|Shutterstock|Alamy)\b"
    r"[^()\[\]“”\"]{0,40}[)\]]?\Z)",
    re.IGNORECASE,
)
"""Who took a picture, at the end of its caption."""
_WHOLE_CREDIT = re.compile(
    r"\A\W*(?:photo|photograph|image|picture|credit|source|illustration|courtesy|getty|reuters|afp|ap|epa)s?\b"
    r"(?=\s?[:/©]|[^.!?]{0,40}\Z)|\A©|\A\(c\)",
    re.IGNORECASE,
)
_CAPTION_LABEL = re.compile(r"\A(?:image|photo|picture|video) caption[,:]?\s+", re.IGNORECASE)
"""What says aloud that a caption follows."""
_OF_POSTS = ("pic.twitter.com/", "pic.x.com/", "https://t.co/", "View this post on ", "A post shared by ")
"""How the words of links begin that a post shows for its pictures and addresses, and for itself."""
_NOTES = frozenset(("footnote", "endnote", "rearnote"))
"""How a book calls an aside that is a note."""
_MARKED = re.compile(r"[“”\"„«»]")
_QUOTATION = re.compile(r"[“\"„«][^“”\"„«»]+[”\"“»]")
_SIGNING = tuple("—–―")
_LEAST_CAPTION = 8
"""A caption of fewer words only names what its picture shows, unless it quotes someone or stands below a
quotation."""
_CELL = 200
"""A table's cell with more code points than this, or with paragraphs of its own, lays out a page."""


class _Place(Struct, frozen=True):
    """Where the walk stands: the kind and level of what is read there, and whether it is a link."""

    kind: ParagraphKind = ParagraphKind.PARAGRAPH
    level: int = 0
    linked: bool = False
    caption: bool = False
    aside: bool = False
    figure: bool = False

    def inside(self, tag: str, *, caption: bool) -> _Place:
        """The place below an element."""
        kind, level = self.kind, self.level
        if tag in _HEADINGS:
            kind, level = ParagraphKind.HEADING, _HEADINGS[tag]
        elif tag == "blockquote" or kind is ParagraphKind.QUOTE_BLOCK:
            kind, level = ParagraphKind.QUOTE_BLOCK, 0
        elif tag == "li":
            kind, level = ParagraphKind.LIST_ITEM, 0
        linked, figure = self.linked or tag == "a", self.figure or tag == "figure"
        return _Place(kind, level, linked, self.caption or caption, self.aside, figure)


class Piece(Struct, frozen=True):
    """A block with the element that holds it, how many of its code points are links' words, and whether it
    stands below a picture."""

    block: Block
    element: Any
    linked: int
    caption: bool
    aside: bool = False


class _Walk:
    """A walk through a tree: the finished pieces, and the words of the one being built."""

    def __init__(self, root: Any) -> None:
        self.pieces: list[Piece] = []
        self.linked = self.total = 0
        self._root = root
        self._words: list[str] = []
        self._piece_linked = 0
        self._cells: set[Any] = set()
        # Steps to come, the next one last: hostile pages nest without end.
        self._steps: list[tuple[str, Any, _Place]] = [("open", root, _Place())]
        while self._steps:
            step, element, place = self._steps.pop()
            if step == "open":
                self._open(element, place)
            elif step == "close":
                self._end(element, place)
            elif step == "part":
                self._words.append(_parting(element))
            else:
                self._add(element.tail, place)
        self._end(root, _Place())

    def _open(self, element: Any, place: _Place) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        tag = tag.rpartition("}")[2].lower()
        if not tag or _passed_over(element, tag, place):
            return
        if self._takes_whole(element, tag, place):
            return
        if tag == "tr":
            self._cells.update(_cells_of_data(element))
        if tag == "aside" and not _is_note(element):
            # Nothing of it is the article's, unless it is a pull quote.
            aside = replace(place, aside=True)
            quotes = [] if place.aside else _outer_quotes(element)
            self._steps.extend(("open", quote, aside) for quote in reversed(quotes))
            return
        inside = place.inside(tag, caption=_is_caption(element, tag))
        if element in self._cells:
            self._words.append(" | " if any(words.strip() for words in self._words) else " ")
        elif tag in _BLOCKS:
            # What stands before it is its parent's own.
            self._end(element.getparent() if element is not self._root else element, place)
            self._steps.append(("close", element, inside))
        elif tag in _PARTED and element.tag == tag:
            self._words.append(_PARTED[tag])
            self._steps.append(("part", element, inside))
        for child in reversed(element):
            self._steps.append(("tail", child, inside))
            self._steps.append(("open", child, inside))
        self._add(element.text, inside)

    def _takes_whole(self, element: Any, tag: str, place: _Place) -> bool:
        """Whether an element is one whose inside is not walked through; it is taken as it is."""
        if tag == "br":
            self._break(element, place)
        elif tag == "sup" and _RAISED.fullmatch(raised := "".join(element.itertext()).strip()):
            self._add(raised.translate(SUPERSCRIPTS), place)  # a power is no digit of its number
        elif tag == "pre":
            self._end(element.getparent(), place)
            self.pieces.extend(Piece(block, element, 0, False) for block in _preformatted(element))
        else:
            return False
        return True

    def _break(self, element: Any, place: _Place) -> None:
        """A line break: two in a row part paragraphs, as old pages do it."""
        following = element.getnext()
        bare = not (element.tail or "").strip()
        if bare and following is not None and following.tag == "br":
            self._end(element.getparent(), place)
        self._words.append(BREAK)

    def _add(self, words: str | None, place: _Place) -> None:
        if words:
            self._words.append(words)
            size = len(words.strip())
            self.total += size
            if place.linked:
                self.linked += size
                self._piece_linked += size

    def _end(self, holder: Any, place: _Place) -> None:
        words = "".join(self._words)
        linked, self._piece_linked = self._piece_linked, 0
        self._words.clear()
        for paragraph in [joined(words)] if place.kind is ParagraphKind.HEADING else parted(words):
            if paragraph:
                block = Block(paragraph, place.kind, place.level)
                self.pieces.append(
                    Piece(block, holder, min(linked, len(paragraph)), place.caption, place.aside)
                )


def pieces_of(root: Any) -> tuple[list[Piece], float]:
    """The blocks below an lxml element in order, and the share of their characters that are links' words.

    Scripts, styles, navigation, footers, asides and controls are passed over, and what is hidden or deleted.
    Of figures the captions are kept, of blockquotes the footers.
    """
    walk = _Walk(root)
    return _without_repeats(list(_captioned(walk.pieces))), walk.linked / max(walk.total, 1)


def _without_repeats(pieces: list[Piece]) -> list[Piece]:
    """The pieces without pull quotes that only say once more what stands in the text."""
    if not any(piece.aside for piece in pieces):
        return pieces
    text = "\n".join(_plain(piece) for piece in pieces if not piece.aside)
    kept: list[Piece] = []
    before: Piece | None = None
    for piece in pieces:
        signs = before is not None and before.aside and piece.block.text.startswith("— ")
        told = kept[-1:] != [before] if signs else _plain(piece) in text
        if not piece.aside or not told:
            kept.append(piece)
        before = piece
    return kept


def _plain(piece: Piece) -> str:
    return " ".join(_WORD.findall(piece.block.text.casefold()))


def blocks_of(root: Any) -> tuple[list[Block], float]:
    """The blocks that :func:`pieces_of` finds, and the share of links' words."""
    pieces, links = pieces_of(root)
    return [piece.block for piece in pieces], links


def _captioned(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, captions without who took the picture, and only those that say something without it."""
    for before, piece in pairwise([None, *pieces]):
        assert piece is not None
        if not piece.caption:
            yield piece
            continue
        words = _CREDIT.sub("", _CAPTION_LABEL.sub("", piece.block.text)).strip()
        below_words = before is not None and (
            before.block.kind is ParagraphKind.QUOTE_BLOCK
            or (words[:1] in _SIGNING and _QUOTATION.fullmatch(before.block.text) is not None)
        )
        quoting = _MARKED.search(words) is not None
        told = quoting or below_words or len(words.split()) >= _LEAST_CAPTION
        if words and told and (quoting or not _WHOLE_CREDIT.search(words)):
            yield replace(piece, block=replace(piece.block, text=words))


def _cells_of_data(row: Any) -> list[Any]:
    """The cells of a table's row that hold anything; none where the table only lays out a page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if any(next(cell.iterdescendants(*_LAID_OUT), None) is not None for cell in cells):
        return []
    texts = ["".join(cell.itertext()).strip() for cell in cells]
    if any(len(text) > _CELL for text in texts):
        return []
    return [cell for cell, text in zip(cells, texts, strict=True) if text]


def _passed_over(element: Any, tag: str, place: _Place) -> bool:
    if (
        tag in _DROPPED
        or (element.get("amp-access") or "").startswith("NOT ")
        or (tag == "a" and (element.text or "").startswith(_OF_POSTS))
    ):
        return True
    if tag == "footer":
        # Below a quotation it says whose words these are; elsewhere it is the page's own.
        return place.kind is not ParagraphKind.QUOTE_BLOCK and not place.figure
    if tag in ("a", "sup") and _is_note_mark(element, tag):
        return True
    if tag == "header":
        # A page's own header is furniture; an article's holds its title.
        inside = any(parent.tag in ("article", "main", "section") for parent in element.iterancestors())
        return not inside and element.find(".//h1") is None
    attributes = element.attrib
    if place.caption and _CREDITS & set(attributes.get("class", "").lower().replace("__", " ").split()):
        return True
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") in ("navigation", "banner", "contentinfo", "search", "complementary"):
        return True
    style = attributes.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _is_note_mark(link: Any, tag: str) -> bool:
    """Whether a link is a note's number: raised, glued to the words before it, or all of a paragraph."""
    words = "".join(link.itertext())
    if tag == "sup":
        linked = link.getparent().tag == "a" or link.find(".//a") is not None
        return linked and _NOTE_MARK.fullmatch(words) is not None
    if _WAY_BACK.fullmatch(words):
        return True
    if not link.get("href", "").startswith("#") or not _NOTE_NUMBER.fullmatch(words):
        return False
    before = link.getprevious()
    own = (link.getparent().text if before is None else before.tail) or ""
    glued = (
        not own[-1:].isspace()
        if own
        else before is not None and before.tag not in _BLOCKS and before.tag != "br"
    )
    return glued or "[" in words or not (link.tail or own).strip()


def _is_caption(element: Any, tag: str) -> bool:
    return tag == "figcaption" or "wp-caption-text" in element.get("class", "")


def _is_note(aside: Any) -> bool:
    """Whether an aside is a note of the text, as books have them at a chapter's end."""
    said = f"{aside.get('epub:type') or ''} {aside.get('role') or ''}".replace("doc-", "").split()
    return not _NOTES.isdisjoint(said)


def _outer_quotes(aside: Any) -> list[Any]:
    """The blockquotes of an aside that stand in no other, nor in another aside."""
    quotes = aside.iter("blockquote")
    return [quote for quote in quotes if next(quote.iterancestors("blockquote", "aside"), None) is aside]


def _parting(element: Any) -> str:
    """What parts an element's words from those that follow it without a blank."""
    if element.tag == "rt":
        return ")"
    following = element.tail or ""
    return " " if not following or following[0].isalnum() else ""


def _preformatted(element: Any) -> Iterator[Block]:
    from tui.sources.formats.text import draft_of

    yield from draft_of("".join(element.itertext())).blocks
