"""An article as it is read: its text, where it came from, and how the text falls into paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from operator import attrgetter
from typing import Self

import msgspec

from tui.domain.text.digest import sha256


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A half-open stretch ``[start, end)`` of an article's text, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two have at least one code point in common."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words this span marks in ``text``."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Self:
        """The same span moved by ``by`` code points."""
        return type(self)(self.start + by, self.end + by)


class ParagraphKind(StrEnum):
    """What a paragraph is for the reader's eye."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTE_BLOCK = "quote block"


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """A paragraph: a span without its line ends, and what kind it is.

    ``level`` is 1 for the title, 2 and more for headings below it, 0 for everything else.
    """

    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.PARAGRAPH
    level: int = 0

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Article(msgspec.Struct, frozen=True):
    """An article. Its ``text`` is never changed after loading, so that offsets hold.

    ``id`` comes from the canonical source (see :func:`article_id`), not from the text: notes find an edited
    article again. ``text`` holds the title as its first paragraph (a heading) and, where the article was
    cleaned, an empty line between paragraphs; the byline is not part of it. ``published`` is an ISO 8601
    date or date-time where one is known, ``language`` a two-letter code: what the source states, else "en"
    (:func:`tui.api.load` looks at the words, too). ``source`` opens it again: a path or an address, with the
    part's name behind ``#`` (see :mod:`tui.domain.text.parts`); ``address`` is where a saved or forwarded
    copy says that it stands on the web.
    """

    id: str
    text_hash: str
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    source: str
    byline: str | None = None
    published: str | None = None
    language: str = "en"
    address: str | None = None

    @property
    def web(self) -> str:
        """Where the article stands on the web, as far as that is known; else where it was read."""
        return self.address or self.source

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph that holds ``offset`` (code points), else of the last one before it.

        An article without paragraphs gives 0.
        """
        return max(bisect_right(self.paragraphs, offset, key=attrgetter("start")) - 1, 0)


def article_id(canonical_source: str) -> str:
    """Sixteen hexadecimal digits for a source: an absolute path, a URL without its fragment, or a text."""
    return sha256(canonical_source.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
