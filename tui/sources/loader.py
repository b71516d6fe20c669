"""Loading an article from wherever it is: the one way in for every source and format."""

from __future__ import annotations

import codecs
import os
import sys
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from tui.domain.article import Article, article_id
from tui.domain.errors import SourceError
from tui.domain.text.safe import one_line
from tui.sources.cleaning.clean import clean as cleaned
from tui.sources.detect import Kind, is_epub, kind_of_source, unreadable
from tui.sources.draft import Draft, assemble, without_empty
from tui.sources.encoding import declared_in, decode
from tui.sources.files import read_file, read_standard_input, shown
from tui.sources.formats.text import as_it_is, draft_of, safe_text
from tui.sources.heavy import HeavyError, is_heavy
from tui.sources.patience import give_up as give_up_waiting

RICH_LIMIT = 8 * 1024 * 1024
"""The longest HTML (without its scripts and pictures) or Markdown that is read, in code points: their parsers
need a multiple of it in memory."""

LINE_LIMIT = 500_000
"""A text of more lines, empty ones too, is refused: a book of 600,000 words has 70,000."""


@dataclass(frozen=True, slots=True)
class _Input:
    """Bytes with what is known of them. ``canonical`` gives the article's id, complaints use ``called``."""

    data: bytes
    source: str
    canonical: str | None
    name: str
    content_type: str | None = None
    charset: str | None = None
    called: str = ""


_TOLD = ("source", "canonical", "name", "content_type", "charset")
"""What a process that reads an input is told of it."""


class FileLoader:
    """Loads articles from paths, http(s) addresses and standard input (``-``). See domain.ports.Loader."""

    def load(self, source: str, *, clean: bool = True) -> Article:
        """The article at ``source``. Blocking: seconds for an address, milliseconds for a file.

        With ``clean`` false, ``Article.text`` is the decoded input to the character (of HTML and Markdown
        the source itself): for UTF-8 what ``bytes.decode`` gives, a byte order mark too. Paragraphs are spans
        of it. Raises SourceError with one clear sentence.

        What may take its parser long is read in a process of its own; see :mod:`.limited`.
        """
        given = _take(source)
        try:
            return self._read(given, clean=clean)
        except HeavyError:
            from tui.sources.limited import read_limited

            about = {name: getattr(given, name) for name in _TOLD} | {"called": _name(given)}
            article = read_limited(given.data, about, _name(given))
            return msgspec.structs.replace(article, source=given.source)

    def give_up(self) -> None:
        """End what is waited for or read in a process of its own; its :meth:`load` raises SourceError."""
        give_up_waiting()
        if (limited := sys.modules.get("tui.sources.limited")) is not None:
            limited.give_up()

    def _read(self, given: _Input, *, clean: bool, anything: bool = False) -> Article:
        """The article in an input. Raises HeavyError for one not to be read here, unless ``anything`` is."""
        what = unreadable(given.data)
        if what is not None:
            raise SourceError(
                f"{_name(given)} is {what}: sayso reads plain text, Markdown, HTML and EPUB; "
                "save the article as one of those."
            )
        if is_epub(given.data):
            return self._load_book(given, clean=clean, anything=anything)
        text = _decoded(given)
        identity = article_id(text if given.canonical is None else given.canonical)
        if not clean:
            # An offset counts the input's own code points, and this mark is the first of them.
            mark = "\ufeff" if given.data.startswith(codecs.BOM_UTF8) else ""
            return as_it_is(mark + text, identity=identity, source=given.source)
        kind = kind_of_source(given.name, text, given.content_type)
        if not anything and is_heavy(kind, text):
            raise HeavyError
        if kind is Kind.HTML and len(text) > RICH_LIMIT:
            from tui.sources.formats.markup import without_ballast

            text = without_ballast(text)
        if kind is not Kind.TEXT and len(text) > RICH_LIMIT:
            raise SourceError(
                f"{_name(given)} is {len(text) / 1024**2:.1f} MB of {kind}; sayso opens up to "
                f"{RICH_LIMIT // 1024**2} MB of that: split it, or save it as plain text."
            )
        article = assemble(cleaned(_draft(kind, text, given)), identity=identity, source=given.source)
        if not article.paragraphs:
            raise SourceError(f"{_name(given)} holds no text that could be read as an article.")
        return article

    def head(self, source: str, size: int) -> Article | None:
        """The beginning of a plain text file of more than ``size`` bytes, to be shown while the rest is read.

        Its paragraphs are those that :meth:`load` finds, unless what follows makes it see the text otherwise.
        None for anything shorter, anything else than plain text in UTF-8, and what cannot be read.
        """
        path = os.path.expanduser(source)  # noqa: PTH111
        try:
            if not os.path.isfile(path) or os.path.getsize(path) <= size:  # noqa: PTH113, PTH202
                return None
            with open(path, "rb") as file:  # noqa: PTH123
                data = file.read(size)
            text = data[: data.rfind(b"\n") + 1].decode("utf-8")
        except (OSError, ValueError):
            return None
        real = os.path.realpath(path)
        if not text or unreadable(data) is not None or kind_of_source(real, text, None) is not Kind.TEXT:
            return None
        return assemble(cleaned(draft_of(text)), identity=article_id(real), source=os.path.abspath(path))  # noqa: PTH100

    def _load_book(self, given: _Input, *, clean: bool, anything: bool) -> Article:
        from tui.sources.formats.epub import draft_of_book

        if not clean:
            raise SourceError(f"{_name(given)} is a packed book: it has no characters to take as they are.")
        identity = article_id(given.canonical or given.source)
        draft = draft_of_book(given.data, _name(given), anything=anything)
        return assemble(draft, identity=identity, source=given.source)


def read_again(data: bytes, about: dict[str, Any]) -> Article:
    """The article in ``data`` in any case, where a process was started for that. Raises SourceError."""
    given = _Input(data, **{name: about[name] for name in (*_TOLD, "called")})
    return FileLoader()._read(given, clean=True, anything=True)


def _decoded(given: _Input) -> str:
    """The characters of an input. Raises SourceError if there are only blanks, or far too many lines."""
    text = decode(given.data, given.charset or declared_in(given.data))
    if not text.strip(" \t\r\n\f\v\ufeff\u200b\u00a0\x00"):
        raise SourceError(f"{_name(given)} is empty: there is nothing to read.")
    if max(text.count("\n"), text.count("\r")) > LINE_LIMIT:
        raise SourceError(
            f"{_name(given)} has over {LINE_LIMIT:,} lines: it looks like data, not like an article."
        )
    return text


def _draft(kind: Kind, text: str, given: _Input) -> Draft:
    if kind is Kind.TEXT:
        return draft_of(text)
    if kind is Kind.MARKDOWN:
        from tui.sources.formats.markdown import draft_of_markdown

        draft = draft_of_markdown(text)
    else:
        from tui.sources.formats.html import draft_of_page

        draft = draft_of_page(text, given.source if "://" in given.source else None)
    # Entities and escapes may bring in what the source's own characters did not hold.
    blocks = without_empty(replace(b, text=" ".join(safe_text(b.text).split())) for b in draft.blocks)
    return replace(
        draft,
        blocks=blocks,
        title=_line(draft.title),
        byline=_line(draft.byline),
        published=_line(draft.published),
    )


def _line(words: str | None) -> str | None:
    return (" ".join(one_line(words).split()) or None) if words else None


def _take(source: str) -> _Input:
    if source == "-":
        return _Input(read_standard_input(), "-", None, "")
    if ":" in source and (page := _fetched(source)) is not None:
        return page
    path = os.path.expanduser(source)  # noqa: PTH111
    if not path.strip():
        raise SourceError("No file is named: give a path, an address, or - for standard input.")
    data = read_file(path)
    real = os.path.realpath(path)
    return _Input(data, os.path.abspath(path), real, real, called=path)  # noqa: PTH100


def _fetched(source: str) -> _Input | None:
    """The page at an address; None for a path with a colon in it."""
    from tui.sources.fetch import canonical, checked, fetch, is_address

    if not is_address(source):
        return None
    known_as = canonical(checked(source))
    page = fetch(source)
    return _Input(page.data, known_as, known_as, known_as.split("?")[0], page.content_type, page.charset)


def _name(given: _Input) -> str:
    return "Standard input" if given.source == "-" else shown(given.called or given.source)
