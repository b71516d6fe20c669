"""Plain text to an article: cleaned into paragraphs, or taken as it stands with paragraphs found on it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from tui.domain.article import Article, Paragraph, ParagraphKind, text_hash
from tui.domain.text.patterns import late
from tui.domain.text.safe import UNSAFE, one_line, printable, without_escape_codes
from tui.sources.cleaning.letter import head_of
from tui.sources.cleaning.lines import (
    is_rule,
    join_lines,
    kind_of,
    looks_like_title,
    paragraph_lines,
    talk_in,
    without_mark,
)
from tui.sources.cleaning.mailing import is_mailing, without_mailing_marks
from tui.sources.cleaning.mojibake import mended, with_written_marks
from tui.sources.draft import Block, Draft, title_from

_NEWLINES = late("\r\n|\r|\x0b|\x85|\u2028")
_BREAKS = late("\x0c|\u2029")
# Soft hyphens and zero-width spaces split words for search and analysis, and show nothing.
_INVISIBLE = late("[\u00ad\u200b\u2060\ufeff]")
_OVERSTRUCK = late("[^\\s]\b(?=[^\\s])")
"""The first of two characters in one place: so printers made letters bold, and underlined them."""
_BLANKS = late(r"[ \t]{2,}|\t")


def safe_text(text: str) -> str:
    """``text`` without control characters, newlines as ``\\n``, and without what is invisible in words.

    Characters that were read in the wrong encoding are set right.
    """
    if "\r" in text or not text.isascii() or UNSAFE.search(text):
        text = without_escape_codes(text)
        return printable(_INVISIBLE.sub("", _BREAKS.sub("\n\n", _NEWLINES.sub("\n", mended(text)))))
    return text


def tidy(words: str) -> str:
    """The words of one paragraph with single blanks between them."""
    return _BLANKS.sub(" ", words).strip() if "  " in words or "\t" in words else words.strip()


def draft_of(text: str) -> Draft:
    """The paragraphs of a plain text, not yet cleaned of page furniture. A letter's head gives its title."""
    text = safe_text(with_written_marks(text))
    if is_mailing(text):
        text = without_mailing_marks(text)
    head = head_of(text)
    if head is None:
        return Draft(_blocks(text))
    return Draft(_blocks(text[head.end :]), title=head.subject, byline=head.sender, published=head.date)


def draft_of_file(text: str) -> Draft:
    """Like :func:`draft_of`, of a whole input, which may be what another program printed of a page."""
    if "\b" in text:
        text = _OVERSTRUCK.sub("", text)
    address = None
    if "\x0c" in text:
        from tui.sources.cleaning.printed import unpaged

        text, address = unpaged(_NEWLINES.sub("\n", text))
    dump = None
    if _may_be_printed(text) and not is_mailing(safe := safe_text(text)):
        from tui.sources.cleaning.dumps import undumped

        dump = undumped(safe)
    if dump is None:
        return replace(draft_of(text), address=address)
    return Draft(
        _blocks(dump.text, dump.headings),
        title=dump.title,
        byline=dump.byline,
        published=dump.published,
        address=dump.address,
    )


def _may_be_printed(text: str) -> bool:
    """Whether a text has anything that programs add when they print a page: a look that costs no import."""
    return (
        text[:64].lstrip().startswith(("Feed:", "Title:"))
        or "\nReferences" in text
        or "\nLinks:" in text
        or "** " in text
        or "\n   " in text
    )


def _blocks(text: str, headings: Mapping[str, int] = MappingProxyType({})) -> tuple[Block, ...]:
    paragraphs = [tidy(join_lines(text, lines)) for lines in paragraph_lines(text)]
    talk = talk_in(paragraphs) if "- " in text else set()
    blocks = []
    for index, words in enumerate(paragraphs):
        if is_rule(words):
            continue
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        before = paragraphs[index - 1] if index else None
        kind, level = kind_of(words, before, following)
        if words in headings:
            kind, level = ParagraphKind.HEADING, headings[words]
        if index in talk:
            kind = ParagraphKind.PARAGRAPH
        elif kind in (ParagraphKind.LIST_ITEM, ParagraphKind.QUOTE_BLOCK):
            words = without_mark(words)
        blocks.append(Block(words, kind, level))
    return tuple(blocks)


def as_it_is(text: str, *, identity: str, source: str) -> Article:
    """An article whose text is the input, character by character; its paragraphs are spans of it.

    The title is the first line, or the beginning of the first paragraph; control characters are replaced in
    the title alone, so what shows ``text`` has to make it safe.
    """
    # A byte order mark is one of the text's characters, but none of its words.
    found = paragraph_lines(" " + text[1:] if text.startswith("\ufeff") else text)
    paragraphs: list[Paragraph] = []
    before: str | None = None
    for index, lines in enumerate(found):
        start, end = lines[0].start, lines[-1].end
        words = text[start:end]
        following = found[index + 1] if index + 1 < len(found) else None
        if index == 0 and following is not None and looks_like_title(words):
            kind, level = ParagraphKind.HEADING, 1
        else:
            after = text[following[0].start : following[-1].end] if following is not None else None
            kind, level = kind_of(words, before, after)
        before = words
        paragraphs.append(Paragraph(start, end, kind, level))
    first = text[paragraphs[0].start : paragraphs[0].end] if paragraphs else source
    title = first if paragraphs and paragraphs[0].level == 1 else title_from(first)
    return Article(
        id=identity,
        text_hash=text_hash(text),
        title=" ".join(one_line(title).split()),
        text=text,
        paragraphs=tuple(paragraphs),
        source=source,
    )
