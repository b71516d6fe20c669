"""Pages to paragraphs: trafilatura finds the article among other things; a simple page is read whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.domain.article import ParagraphKind
from tui.domain.errors import SourceError
from tui.sources.cleaning.byline import names_people, stated_names, whole_byline
from tui.sources.cleaning.clean import same_title
from tui.sources.cleaning.dates import read_date
from tui.sources.cleaning.mojibake import mended, with_plain_references
from tui.sources.draft import Block, Draft
from tui.sources.formats.alignment import without_copies
from tui.sources.formats.authors import found_author, linked_author
from tui.sources.formats.copies import original_address, without_banner
from tui.sources.formats.elements import blocks_of
from tui.sources.formats.markup import with_marks
from tui.sources.formats.metadata import Metadata, linked_articles, metadata_of
from tui.sources.formats.newsletter import is_letter, without_frame, without_unseen
from tui.sources.formats.signatures import sign_quotations
from tui.sources.formats.stated import LEAST_WORDS, state_body, stated_body
from tui.sources.formats.text import draft_of
from tui.sources.formats.writers import settle_written
from tui.sources.noted import note_page

if TYPE_CHECKING:
    from tui.sources.formats.extraction import Extraction

_UNREAD = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_UNSEEN = frozenset(
    (
        "mw-editsection",
        "reference",
        "sr-only",
        "visually-hidden",
        "screen-reader-text",
        "speechify-ignore",
        "w-condition-invisible",
    )
)
"""Classes of what a page holds for its editors and for reading aloud: wikis' "[edit]" and "[1]", doubles;
and of what the makers of pages with Webflow keep for other pages."""
_SIMPLE_LINKS = 0.25
_SIMPLE_MARKUP = 2
"""A page is simple if less than this share of its characters is links, and it is shorter than this many times
its words and 2000 characters: a news page, with its scripts and frames, is ten times as long or more."""
_NEXT_TO_NOTHING = 0.3
"""A page that shows less than this share of what its scripts state of the article shows a teaser of it."""
_OF_HEAD = frozenset(["base", "basefont", "link", "meta", "noscript", "script", "style", "template", "title"])
_TEASER = 0.5
"""Less than this share of what the scripts state is a teaser, however much else stands beside it."""
_HEAD_BLOCKS = 8
"""So far below its title an article's byline may stand."""
FEW_ELEMENTS = 2_500
"""A page of no more is read at once, in a tenth of a second or so: of 65 saved pages all but one."""
MOST_ELEMENTS = 50_000
"""A page of more elements is read whole: trafilatura takes 0.1 ms for each. News pages have some 5,000."""


def draft_of_page(page: str, address: str | None = None) -> Draft:
    """The article of a page of HTML. ``address`` helps to find its date.

    A simple page (few links, little mark-up) is read whole. Of any other trafilatura's reading is taken,
    unless it finds nothing or runs all paragraphs into one. Raises SourceError when there is only mark-up.
    """
    return _draft(_Seen.of(page, address), address)


def _draft(seen: _Seen, address: str | None) -> Draft:
    meta, blocks = seen.meta, seen.blocks
    if seen.cut:
        blocks = _bare(seen.page)
    elif seen.is_to_be_searched:
        from tui.sources.formats.extraction import extracted

        # Odd pages make trafilatura stumble in many places; the page is then read whole.
        found = extracted(seen.tree, seen.original or address, about=not meta.is_complete)
        if found is not None:
            published = meta.published or _surely(found.published, seen)
            author = meta.byline or found_author(found.author, seen.tree) or linked_author(seen.tree)
            meta = meta.completed(found.title, author, published)
            blocks = blocks if _unparted(found.further, blocks) else _article(seen.tree, found, meta)
    blocks = _or_stated(blocks, seen.tree)
    if not blocks:
        raise SourceError(
            "This page holds no text: it may be made by a script; save it from a browser as text."
        )
    return seen.draft(blocks, meta)


def beginning_of_page(page: str, address: str | None = None) -> tuple[Draft, bool] | None:
    """What a page's article begins with, and whether that is the whole of it.

    The beginning is told without an extractor. Where it takes one, a page of few elements is read in full,
    and of a larger one it is None. Raises SourceError as :func:`draft_of_page` does.
    """
    seen = _Seen.of(page, address)
    if seen.cut:
        return None
    if not seen.is_to_be_searched:
        blocks = _or_stated(seen.blocks, seen.tree)
        return (seen.draft(blocks, seen.meta), True) if blocks else None
    first = None
    if seen.meta.byline:  # else the extractor may find one, which takes a row above the text
        from tui.sources.formats.beginning import first_blocks

        first = first_blocks(seen.tree, seen.meta.title, seen.meta.summary)
    if first is not None:
        return seen.draft(first, seen.meta), False
    return (_draft(seen, address), True) if _has_at_most(FEW_ELEMENTS, seen.tree) else None


class _Seen(Struct, frozen=True):
    """What a page shows before anything is searched in it.

    ``cut``: the parser left some of it out. ``letter``: it is a newsletter's.
    """

    page: str
    tree: Any
    cut: bool
    original: str | None
    meta: Metadata
    main: Any
    blocks: list[Block]
    links: float
    letter: bool

    @classmethod
    def of(cls, page: str, address: str | None) -> _Seen:
        """Raises SourceError when there is only mark-up."""
        page = with_marks(mended(with_plain_references(page)))
        note_page(page)
        tree, cut = _tree(page)
        original = original_address(page, tree, address)
        without_banner(tree)
        meta = metadata_of(tree)
        letter = is_letter(tree)
        if letter:
            without_unseen(tree)
        main = _main(tree)
        blocks, links = blocks_of(main)
        if letter:
            blocks, links = without_frame(blocks), 0.0
        meta = meta.with_shown(_line_of_author(blocks, meta.title), "")
        return cls(page, tree, cut, original, meta, main, blocks, links, letter)

    @property
    def is_to_be_searched(self) -> bool:
        """Whether the article stands among other things, in a page that is not too large for an extractor."""
        if self.letter:
            return False
        size = sum(len(block.text) for block in self.blocks)
        framed = self.links >= _SIMPLE_LINKS or len(self.page) >= _SIMPLE_MARKUP * size + 2000
        return (framed or _has_title_outside(self.tree, self.main)) and _has_at_most(MOST_ELEMENTS, self.tree)

    def draft(self, blocks: list[Block], meta: Metadata) -> Draft:
        """The draft of these blocks."""
        return Draft(
            tuple(_below_title(without_copies(blocks), meta.title)),
            title=meta.title,
            byline=meta.byline,
            published=meta.published,
            language=meta.language,
            address=self.original,
        )


def draft_of_whole_page(page: str, *, letter: bool = False) -> Draft:
    """A page of HTML without a frame, such as a newsletter's (``letter``): all that it shows."""
    page = with_marks(mended(with_plain_references(page)))
    note_page(page)
    tree, cut = _tree(page)
    meta = metadata_of(tree)
    if letter:
        without_unseen(tree)
    body = tree.find(".//body")
    blocks = _bare(page) if cut else blocks_of(tree if body is None else body)[0]
    return Draft(tuple(blocks), title=meta.title, byline=meta.byline, language=meta.language)


def _article(tree: Any, found: Extraction, meta: Metadata) -> list[Block]:
    """What trafilatura found, read from the page's own elements where these hold it."""
    from tui.sources.formats.region import region_of

    body = tree.find(".//body")
    region = region_of(tree if body is None else body, found, meta.title, meta.summary)
    return list(found.further) if region is None else region


def _or_stated(blocks: list[Block], tree: Any) -> list[Block]:
    """What the page shows, or what it only states in its scripts where it shows next to nothing."""
    size = _words(blocks)
    for described in linked_articles(tree):
        stated = stated_body(described)
        if _words(stated) < LEAST_WORDS:
            continue
        if size < _NEXT_TO_NOTHING * _words(stated) or _is_teaser(blocks, stated):
            return stated
    if size >= LEAST_WORDS:
        return blocks
    stated = state_body(tree)
    return stated if size < _NEXT_TO_NOTHING * _words(stated) else blocks


def _is_teaser(blocks: Sequence[Block], stated: Sequence[Block]) -> bool:
    """Whether a page shows only the beginning of what its scripts state, and asks to pay for the rest."""
    from tui.sources.formats.alignment import Runs

    runs = Runs(block.text for block in stated)
    shown = sum(len(block.text.split()) for block in blocks if runs.hold(block.text))
    return 0 < shown < _TEASER * _words(stated)


def _line_of_author(blocks: Sequence[Block], title: str | None) -> str | None:
    """The names in a line "By …" below the title, where no element calls itself a byline."""
    named = (place for place, block in enumerate(blocks) if title and same_title(block.text, title))
    for block in blocks[(place := next(named, -1)) + 1 : place + 1 + _HEAD_BLOCKS]:
        line = whole_byline(block.text) if block.text.startswith("By ") else None
        if line is not None and names_people(line.names):
            return stated_names(line.names)
    return None


def _surely(published: str | None, seen: _Seen) -> str | None:
    """The date that trafilatura found, if numbers alone do not leave it in doubt."""
    iso = read_date(published or "")
    if iso is None:
        return None
    from tui.sources.cleaning.doubtful_dates import without_doubt

    return without_doubt(iso, seen.page, seen.tree.get("lang") or seen.tree.get("xml:lang") or "")


def _words(blocks: Sequence[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _has_at_most(elements: int, tree: Any) -> bool:
    return next(islice(tree.iter(), elements, None), None) is None


def _bare(page: str) -> list[Block]:
    """The page's words without any tags."""
    return list(draft_of(unescape(_TAG.sub("\n", _UNREAD.sub("\n", page)))).blocks)


def _unparted(found: Sequence[Block], whole: Sequence[Block]) -> bool:
    """Whether trafilatura found nothing, or fell back on bare words and ran several paragraphs into one."""
    if not found:
        return True
    longest = max(len(block.text) for block in found)
    kept, size = (sum(len(block.text) for block in blocks) for blocks in (found, whole))
    return 2 * longest > kept > 0.8 * size and all(2 * len(block.text) < longest for block in whole)


def _tree(page: str) -> tuple[Any, bool]:
    """The page's elements, and whether the parser left out some that nest too deeply (2,048)."""
    from lxml import etree
    from lxml.html import HtmlElement, HTMLParser, document_fromstring

    parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    # By default Python is asked for the class of each element that is looked at, which forms need.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        # An XML declaration with an encoding is refused in a str.
        text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", page).replace("\x00", "")
        tree = document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise SourceError("This page holds nothing but mark-up: there is nothing to read.") from None
    cut = any("depth" in entry.message for entry in parser.error_log)
    _settle_body(tree)
    for element in [e for e in tree.iter("div", "span", "sup") if _UNSEEN & set(e.get("class", "").split())]:
        element.drop_tree()
    settle_written(tree)
    sign_quotations(tree)
    return tree, cut


def _settle_body(tree: Any) -> None:
    """What the parser took into the head of a page without tags for head and body is put into the body.

    libxml2 knows no ``article`` and ``main``, and goes on with the head that a ``title`` began.
    """
    head = tree.find("head")
    strange = [] if head is None else [e for e in head if isinstance(e.tag, str) and e.tag not in _OF_HEAD]
    if not strange:
        return
    body = tree.find("body")
    if body is None:
        body = tree.makeelement("body")
        tree.append(body)
    for place, element in enumerate(strange):
        body.insert(place, element)


def _main(tree: Any) -> Any:
    """The element that holds the article: the only ``article``, ``main`` or role, else the body."""
    for path in (".//article", ".//main", ".//*[@role='main']"):
        found = tree.findall(path)
        if len(found) == 1 and len("".join(found[0].itertext()).split()) > 50:
            return found[0]
    body = tree.find(".//body")
    return tree if body is None else body


def _has_title_outside(tree: Any, main: Any) -> bool:
    """Whether a page's only heading of the first level stands above the element that holds the article."""
    headings = tree.findall(".//h1")
    return len(headings) == 1 and main.tag != "body" and main not in headings[0].iterancestors()


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
