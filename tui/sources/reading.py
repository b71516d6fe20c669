"""The articles in an input, by its kind: which reader takes it, and what is refused before one does."""

from __future__ import annotations

from msgspec.structs import replace

from tui.domain.errors import NoArticleError, SourceError
from tui.domain.text.safe import one_line
from tui.sources.cleaning.clean import clean
from tui.sources.detect import Kind, kind_of_data, kind_of_source, unreadable
from tui.sources.draft import Draft, Part, without_empty
from tui.sources.encoding import declared_in, decode
from tui.sources.files import shown
from tui.sources.formats.text import draft_of_file, safe_text
from tui.sources.given import Given
from tui.sources.heavy import LONGEST, HeavyError, is_heavy, is_heavy_data
from tui.sources.noted import note_text

RICH_LIMIT = 8 * 1024 * 1024
"""The longest HTML (without its scripts and pictures) or Markdown that is read, in code points: their parsers
need a multiple of it in memory."""

LINE_LIMIT = 500_000
"""A text of more lines, empty ones too, is refused: a book of 600,000 words has 70,000."""

READ = "plain text, Markdown, HTML (saved pages too), EPUB, PDF, DOCX, ODT, mail and JSON with articles in it"
"""What is read, in words."""
_BLANKS = " \t\r\n\f\v\ufeff\u200b\u00a0\x00"


def parts_of(given: Given, *, anything: bool = False) -> list[Part]:
    """The articles in an input, without what is no part of them.

    Raises HeavyError for one not to be read in this process, unless ``anything`` is; SourceError.
    """
    kind = kind_of_data(given.data)
    if kind is None:
        text = decoded(given)
        kind = kind_of_source(given.name, text, given.content_type)
        if kind in _OF_WORDS:
            return [Part("", draft_of_words(kind, text, _address(given), given.shown(), anything=anything))]
    else:
        text = ""
    if not anything and is_heavy_data(kind, given.data):
        raise HeavyError
    return _packed(kind, given, text, anything=anything)


_OF_WORDS = (Kind.TEXT, Kind.MARKDOWN, Kind.HTML)
"""Kinds whose characters are the article's, with some marks."""


def _packed(kind: Kind, given: Given, text: str, *, anything: bool) -> list[Part]:
    """The articles in what holds pages or texts. ``text`` is decoded, of the kinds that are text."""
    name = given.shown()

    def page(source: str, address: str | None) -> Draft:
        return draft_of_words(Kind.HTML, source, address, name, anything=anything)

    def letter(source: str) -> Draft:
        from tui.sources.formats.html import draft_of_whole_page
        from tui.sources.formats.mail import without_blank

        if not anything and is_heavy(Kind.HTML, source):
            raise HeavyError
        return without_blank(draft_of_whole_page(_light(source, Kind.HTML, name), letter=True))

    match kind:
        case Kind.EPUB:
            from tui.sources.formats.epub import parts_of_book

            return parts_of_book(given.data, name, anything=anything)
        case Kind.PACKED_PAGES:
            from tui.sources.formats.packed_pages import parts_of_packed

            def packed(path: str, data: bytes) -> Draft:
                text = decode(data, declared_in(data))
                kind = kind_of_source(path, text)
                if kind not in _OF_WORDS or not text.strip(_BLANKS):
                    return Draft(())
                return draft_of_words(kind, text, None, name, anything=anything)

            return parts_of_packed(given.data, name, packed)
        case Kind.MHTML:
            from tui.sources.formats.mhtml import draft_of_saved

            return [Part("", draft_of_saved(given.data, name, page))]
        case Kind.WEBARCHIVE:
            from tui.sources.formats.webarchive import draft_of_archive

            return [Part("", draft_of_archive(given.data, name, page))]
        case Kind.MAIL | Kind.MAILBOX:
            from tui.sources.formats.mail import parts_of_letter, parts_of_mailbox

            read = parts_of_mailbox if kind is Kind.MAILBOX else parts_of_letter
            return [_cleaned(part) for part in read(given.data, name, letter)]
        case Kind.PDF:
            from tui.sources.formats.pdf import draft_of_pdf

            return [Part("", clean(safe_draft(draft_of_pdf(given.data, name))))]
        case Kind.DOCX:
            from tui.sources.formats.docx import draft_of_docx

            return [Part("", clean(safe_draft(draft_of_docx(given.data, name, anything=anything))))]
        case Kind.ODT:
            from tui.sources.formats.odt import draft_of_odt

            return [Part("", clean(safe_draft(draft_of_odt(given.data, name, anything=anything))))]
        case Kind.JSON:
            from tui.sources.formats.json_articles import parts_of_json

            return [_cleaned(part) for part in parts_of_json(text, name)]
        case _:
            raise refusal(kind, name, text)


def _cleaned(part: Part) -> Part:
    if not part.draft.blocks:  # nothing but a title is no article
        return part
    return Part(part.name, clean(safe_draft(part.draft)))


def draft_of_words(kind: Kind, text: str, address: str | None, name: str, *, anything: bool) -> Draft:
    """The article of a plain text, of Markdown or a page of HTML, cleaned. See :func:`parts_of`."""
    if kind is Kind.TEXT:
        note_text(text)
        return clean(draft_of_file(text))
    if not anything and is_heavy(kind, text):
        raise HeavyError
    text = _light(text, kind, name)
    if kind is Kind.MARKDOWN:
        from tui.sources.formats.markdown import draft_of_markdown

        return clean(safe_draft(draft_of_markdown(text)))
    from tui.sources.formats.html import draft_of_page

    return clean(safe_draft(draft_of_page(text, address)))


def beginning_of(given: Given, words: int) -> tuple[Draft | None, bool] | None:
    """What the article in an input begins with, and whether that is the whole of it; None: that takes longer.

    Of a book it is ``words`` words; of a page there is no draft where only an extractor can tell. Raises
    HeavyError for what is not to be read in this process, and SourceError.
    """
    kind = kind_of_data(given.data)
    if kind is Kind.EPUB:
        from tui.sources.formats.epub import beginning_of_book

        book = beginning_of_book(given.data, given.shown(), words)
        return None if book is None else (book, False)
    if kind is not None or len(given.data) > LONGEST:
        return None
    text = decoded(given)
    kind = kind_of_source(given.name, text, given.content_type)
    if kind is Kind.MARKDOWN:
        return draft_of_words(kind, text, None, given.shown(), anything=False), True
    if kind is not Kind.HTML:
        return None
    if is_heavy(kind, text):
        raise HeavyError
    from tui.sources.formats.html import beginning_of_page

    begun = beginning_of_page(text, _address(given))
    return (None, False) if begun is None else (clean(safe_draft(begun[0])), begun[1])


def _light(text: str, kind: Kind, name: str) -> str:
    """The text, a page without its ballast if it is long. Raises SourceError for one that is too long."""
    if kind is Kind.HTML and len(text) > RICH_LIMIT:
        from tui.sources.formats.markup import without_ballast

        text = without_ballast(text)
    if len(text) > RICH_LIMIT:
        raise SourceError(
            f"{name} is {len(text) / 1024**2:.1f} MB of {kind}; sayso opens up to "
            f"{RICH_LIMIT // 1024**2} MB of that: split it, or save it as plain text."
        )
    return text


def safe_draft(draft: Draft) -> Draft:
    """The draft safe to show: entities and escapes bring in what the source's own characters did not hold."""
    blocks = without_empty(replace(b, text=" ".join(safe_text(b.text).split())) for b in draft.blocks)
    return replace(
        draft,
        blocks=blocks,
        title=_line(draft.title),
        byline=_line(draft.byline),
        published=_line(draft.published),
    )


def refuse_unreadable(given: Given) -> None:
    """Raises SourceError for what is no text, and none of the kinds that are read."""
    what = unreadable(given.data)
    if what is not None:
        raise NoArticleError(
            f"{given.shown()} is {what}", f": sayso reads {READ}; save the article as one of those"
        )


def refusal(kind: Kind, name: str, text: str) -> NoArticleError:
    """The error for data that is told and not read: what it is, and what to do."""
    if kind is Kind.TABLE:
        return NoArticleError(f"{name} is a table (CSV): data, not an article", f"; sayso reads {READ}")
    from tui.sources.structured import xml_root

    root = shown(xml_root(text.lstrip("\ufeff")))
    return NoArticleError(f"{name} is XML ({root}): data, not an article", f"; sayso reads {READ}")


def decoded(given: Given) -> str:
    """The characters of an input. Raises SourceError if there are only blanks, or far too many lines."""
    text = decode(given.data, given.charset or declared_in(given.data))
    if not text.strip(_BLANKS):
        raise NoArticleError(f"{given.shown()} is empty", ": there is nothing to read")
    if max(text.count("\n"), text.count("\r")) > LINE_LIMIT:
        raise SourceError(
            f"{given.shown()} has over {LINE_LIMIT:,} lines: it looks like data, not like an article."
        )
    return text


def _address(given: Given) -> str | None:
    return given.source if "://" in given.source else None


def _line(words: str | None) -> str | None:
    return (" ".join(one_line(words).split()) or None) if words else None
