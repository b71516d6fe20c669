"""A page's article read from its own elements, where trafilatura says that it stands.

trafilatura is good at telling the article from the rest of a page, and drops much inside it: quotations in
figures, headings behind a time, the lead above the body's own container, words of ``<time>``. So its text is
only looked up here in the page's elements; what stands among and directly around them is read in full, but
for what its classes or its links give away as the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.clean import same_title
from tui.sources.draft import Block
from tui.sources.formats.alignment import Place, Runs, aligned, innermost, without_repeats
from tui.sources.formats.elements import Piece, pieces_of
from tui.sources.formats.extraction import Extraction

_REPEATED = 0.8
"""A caption or a pull quote whose runs of words stand elsewhere to this share says nothing new."""
_MOST_LINKED = 0.4
"""A piece with more of its code points in links is a list of other pages."""
_LEAST_WORDS = 6
_TELLING = ("data-gu-name", "data-testid", "data-component", "data-qa", "itemprop")
"""Attributes, beside class and id, in which pages say what a part of them is."""
_NEAR = 3
"""So many elements outwards are looked at."""
_LONGEST_HEAD = 8
"""So many pieces may stand from the title to the first paragraph: standfirst, byline, date, caption."""


def _named(words: str) -> re.Pattern[str]:
    """What finds one of some words, patterns each, as a word of an element's class or id."""
    return re.compile(rf"(?:\A|[-_\s])(?:{'|'.join(words.split())})(?=\Z|[-_\s])", re.IGNORECASE)


_SENTENCE_END = re.compile(r"[.!?…:。！？؟][\"'”’»)\]]*\Z")
_MARKED = re.compile(r"[“„«»\"”「]")
_FOREIGN = _named(
    r"""about-?author ads? advert\w* author-?\w+ bio breadcrumbs? byline\w* cards? carousel\w* comments?
    consent cookies? copyright disclaimer disqus follow\w* footer\w* gallery-?\w* hidden hide legal login
    menu\w* modal\w* more-?\w+ most-?read nav\w* newsletters? outbrain pager pagination paywall\w* player\w*
    poll pop-?up\w* popular print-?only promo\w* quiz rating\w* read-?more recirc\w* recommend\w* regist\w+
    related\w* respond rss screen-?reader\w* share\w* sharing sidebar\w* sign-?up slideshow\w* social\w*
    sponsor\w* sr-only subscri\w* survey taboola\w* taglist tags? teasers? toolbar\w* trending
    video-?\w* widget\w*"""
)
"""Words of classes and ids that pages give to what is not the article's."""
_OWN = _named(
    r"""abstract bajada chapeau chapo dec?k description embed\w* excerpt ingress intro\w*
    kg-(?:callout|image)-card kicker-?text lead lede perex sottotitolo stand-?first strapline sub-?head\w*
    sub-?title summary teaser vorspann"""
)
"""Words of classes of standfirsts, and of posts from elsewhere that an article shows; they weigh more."""


def region_of(root: Any, found: Extraction, title: str | None, summary: str | None) -> list[Block] | None:
    """The article below ``root``, an lxml element, that ``found`` is trafilatura's reading of.

    ``summary`` is what the page states as its description. None where the two cannot be brought together.
    """
    pieces, _ = pieces_of(root)
    places = aligned(pieces, found)
    return None if places is None else _Region(root, places, title, summary).blocks()


class _Region:
    """The part of a page in which the article stands, and what of it belongs to the article."""

    def __init__(self, root: Any, places: Sequence[Place], title: str | None, summary: str | None) -> None:
        region, self._taken_in = innermost(root, places)
        self._element = _article_around(region)
        self._inside = set(self._element.iter())
        self._places = without_repeats(places, self._inside)
        self._summary = Runs([summary or ""])
        taken = [(index, place.piece) for index, place in enumerate(self._places) if place.taken]
        # The title may be taken and the standfirst below it not: the text begins with what is no heading.
        running = [index for index, piece in taken if piece.block.kind is not ParagraphKind.HEADING]
        self._first = (running or [taken[0][0]])[0]
        self._title = self._title_above(title)
        self._beside = {self._container(piece.element) for _, piece in taken}
        self._makes = {_make(container) for container in self._beside if container is not None} - {None}
        self._holders = {piece.element for _, piece in taken}
        self._told = Runs(piece.block.text for _, piece in taken if not piece.caption)
        self._foreign: dict[Any, bool] = {}

    def _title_above(self, title: str | None) -> int | None:
        """Where the title stands above the first piece that was taken, else the last heading of level 1."""
        above = [self._places[index].piece.block for index in range(self._first + 1)]
        named = [index for index, block in enumerate(above) if title and same_title(block.text, title)]
        headings = [index for index, block in enumerate(above) if block.level == 1]
        return max(named or headings, default=None)

    def blocks(self) -> list[Block]:
        """The blocks of the article in their order."""
        kept = []
        for index, place in enumerate(self._places):
            kept.append(self._belongs(index))
            if kept[-1] and (place.piece.caption or not place.taken):
                self._told.add(place.piece.block.text)
        self._with_headings(kept)
        return [place.piece.block for place, keep in zip(self._places, kept, strict=True) if keep]

    def _belongs(self, index: int) -> bool:
        place = self._places[index]
        piece = place.piece
        repeated = (piece.caption or not place.taken) and self._told.share(piece.block.text) >= _REPEATED
        if place.taken:
            return not repeated
        if _is_linked(piece):
            return False
        if piece.element in self._holders and index > self._first:
            # Another paragraph of the same element: lines of code, or parted by line breaks.
            return not (piece.caption and repeated)
        if repeated:
            return False
        if index < self._first and not piece.caption:
            return self._leads(place, index)
        return self._stands_inside(place)

    def _stands_inside(self, place: Place) -> bool:
        """Whether a piece that trafilatura is not sure of is the article's, by what stands around it."""
        piece = place.piece
        if piece.element not in self._inside or self._is_foreign(piece.element):
            return False
        if piece.block.kind is ParagraphKind.QUOTE_BLOCK or piece.caption or place.further:
            return True
        if piece.block.kind is ParagraphKind.HEADING:
            return False
        return self._is_near(piece.element) and (_reads_like_text(place) or piece.element.tag == "pre")

    def _leads(self, place: Place, index: int) -> bool:
        """Whether a piece before the first that was taken is the article's standfirst or lead."""
        below_title = self._title is not None and 0 < index - self._title <= _LONGEST_HEAD
        inside = place.piece.element in self._inside
        if (below_title or inside) and self._summary.hold(place.piece.block.text):
            return True
        if self._is_foreign(place.piece.element):
            return False
        if not below_title and not self._is_near(place.piece.element):
            return False
        return _reads_like_text(place) or (below_title and _calls_itself_lead(place))

    def _with_headings(self, kept: list[bool]) -> None:
        """Headings directly above something that is kept belong to it."""
        following = False
        for index in range(len(kept) - 1, -1, -1):
            place = self._places[index]
            heading = place.piece.block.kind is ParagraphKind.HEADING
            if heading and not kept[index] and following and index >= self._first:
                element = place.piece.element
                kept[index] = (
                    element in self._inside and not _is_linked(place.piece) and not self._is_foreign(element)
                )
            caption = place.piece.caption
            following = (kept[index] and not caption) or (following and place.size <= 3 and not heading)

    def _is_near(self, element: Any) -> bool:
        """Whether what is around an element holds some of what was taken, or is a part made like that."""
        container = self._container(element)
        return container in self._beside or (container is not None and _make(container) in self._makes)

    def _container(self, element: Any) -> Any:
        """What stands around the element of a piece."""
        parent = element.getparent()
        while parent is not None and parent.tag in ("p", "blockquote", "figure", "li", "ul", "ol", "span"):
            parent = parent.getparent()
        return parent if element is not self._element else element

    def _is_foreign(self, element: Any) -> bool:
        """Whether an element, or one around it inside the region, names itself part of the page's frame."""
        chain = []
        foreign = False
        while element is not None and element is not self._element and element not in self._taken_in:
            if element in self._foreign:
                foreign = self._foreign[element]
                break
            names = f"{element.get('class', '')} {element.get('id', '')}"
            chain.append(element)
            if _OWN.search(names):
                break
            if _FOREIGN.search(names):
                foreign = True
                break
            element = element.getparent()
        for passed in chain:
            self._foreign[passed] = foreign
        return foreign


def _article_around(element: Any) -> Any:
    """The element that names itself an article around one, else that one."""
    for around in element.iterancestors():
        if around.tag in ("article", "main") or around.get("itemprop") == "articleBody":
            return around
    return element


def _make(element: Any) -> tuple[str, str] | None:
    """How the parts of one article are alike: their tag and classes; None without classes."""
    names = element.get("class")
    return (element.tag, " ".join(names.split())) if names else None


def _is_linked(piece: Piece) -> bool:
    return piece.linked > _MOST_LINKED * len(piece.block.text)


def _calls_itself_lead(place: Place) -> bool:
    """Whether a line of some words, without a full stop, stands in what calls itself a standfirst."""
    element, steps = place.piece.element, _NEAR
    while element is not None and steps and place.size >= _LEAST_WORDS:
        names = " ".join(element.get(name) or "" for name in ("class", "id", *_TELLING))
        if _OWN.search(names):
            return True
        element, steps = element.getparent(), steps - 1
    return False


def _reads_like_text(place: Place) -> bool:
    """Whether a piece is a sentence, or someone's words in marks."""
    text = place.piece.block.text
    return place.size >= _LEAST_WORDS and (
        _SENTENCE_END.search(text) is not None or _MARKED.search(text) is not None
    )
