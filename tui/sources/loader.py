"""Loading an article from wherever it is: the one way in for every source and format."""

from __future__ import annotations

import codecs
import hashlib
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tui.domain.article import Article, article_id
from tui.domain.errors import SourceError
from tui.domain.text.parts import part_source
from tui.domain.text.safe import one_line
from tui.sources.cleaning.clean import clean as cleaned
from tui.sources.detect import Kind, is_epub, kind_of_source, unreadable
from tui.sources.draft import Draft, Part, assemble, without_empty
from tui.sources.encoding import declared_in, decode
from tui.sources.feeds.sniffing import is_feed, is_heavy_feed
from tui.sources.files import shown
from tui.sources.formats.text import as_it_is, draft_of_file, safe_text
from tui.sources.given import Given, given_again, taken
from tui.sources.heavy import HeavyError, is_heavy
from tui.sources.patience import give_up as give_up_waiting

RICH_LIMIT = 8 * 1024 * 1024
"""The longest HTML (without its scripts and pictures) or Markdown that is read, in code points: their parsers
need a multiple of it in memory."""

LINE_LIMIT = 500_000
"""A text of more lines, empty ones too, is refused: a book of 600,000 words has 70,000."""


class FileLoader:
    """Loads articles from paths, http(s) addresses and standard input (``-``). See domain.ports.Loader."""

    def load(self, source: str, *, clean: bool = True) -> Article:
        """The article at ``source``. Blocking: seconds for an address, milliseconds for a file.

        Of a source with several articles (a book of the news, a mailbox, a list) the one that ``#NAME`` or
        ``#NUMBER`` behind it names, else the first one.

        With ``clean`` false, ``Article.text`` is the decoded input to the character (of HTML and Markdown
        the source itself): for UTF-8 what ``bytes.decode`` gives, a byte order mark too. Paragraphs are spans
        of it. Raises SourceError with one clear sentence.

        What may take its parser long is read in a process of its own; see :mod:`.limited`.
        """
        return self.load_all(source, clean=clean)[0]

    def load_all(self, source: str, *, clean: bool = True) -> list[Article]:
        """Every article at ``source`` in its order, the one alone that is named; never none.

        Each is opened by its own ``source`` and known by its own ``id``. See :meth:`load`.
        """
        given = taken(source)
        try:
            articles = self._read(given, clean=clean)
        except HeavyError:
            from tui.sources.limited import read_limited

            articles = read_limited(given.data, given.told(), given.shown())
        return [_named(articles, given)] if given.part else articles

    def give_up(self) -> None:
        """End what is waited for or read in a process of its own; its :meth:`load` raises SourceError."""
        give_up_waiting()
        if (limited := sys.modules.get("tui.sources.limited")) is not None:
            limited.give_up()

    def _read(self, given: Given, *, clean: bool, anything: bool = False) -> list[Article]:
        """The articles in an input. Raises HeavyError for one not to be read here, unless ``anything`` is."""
        what = unreadable(given.data)
        if what is not None:
            raise SourceError(
                f"{given.shown()} is {what}: sayso reads plain text, Markdown, HTML and EPUB; "
                "save the article as one of those."
            )
        if is_epub(given.data):
            return _assembled(_book(given, clean=clean, anything=anything), given, _fingerprint(given))
        text = _decoded(given)
        identity = article_id(text if given.canonical is None else given.canonical)
        if not clean:
            # An offset counts the input's own code points, and this mark is the first of them.
            mark = "\ufeff" if given.data.startswith(codecs.BOM_UTF8) else ""
            return [as_it_is(mark + text, identity=identity, source=given.source)]
        if is_feed(text):
            return _items_of_feed(given, text, anything=anything)
        kind = kind_of_source(given.name, text, given.content_type)
        if not anything and is_heavy(kind, text):
            raise HeavyError
        if kind is Kind.HTML and len(text) > RICH_LIMIT:
            from tui.sources.formats.markup import without_ballast

            text = without_ballast(text)
        if kind is not Kind.TEXT and len(text) > RICH_LIMIT:
            raise SourceError(
                f"{given.shown()} is {len(text) / 1024**2:.1f} MB of {kind}; sayso opens up to "
                f"{RICH_LIMIT // 1024**2} MB of that: split it, or save it as plain text."
            )
        return _assembled([Part("", cleaned(_draft(kind, text, given)))], given, given.canonical or text)

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
        return assemble(cleaned(draft_of_file(text)), identity=article_id(real), source=os.path.abspath(path))  # noqa: PTH100


def read_again(data: bytes, about: dict[str, Any]) -> list[Article]:
    """The articles in ``data`` in any case, where a process was started for that. Raises SourceError."""
    return FileLoader()._read(given_again(data, about), clean=True, anything=True)


def _items_of_feed(given: Given, text: str, *, anything: bool) -> list[Article]:
    """The items of a feed, each an article. Raises SourceError, and HeavyError unless ``anything`` is
    read.
    """
    if not anything and is_heavy_feed(text):
        raise HeavyError
    from tui.sources.feeds.reading import articles_of_feed

    return articles_of_feed(given)


def _assembled(parts: Iterable[Part], given: Given, canonical: str) -> list[Article]:
    """The articles of the parts that hold any text. Raises SourceError if none does."""
    articles = []
    for part in parts:
        if part.draft.blocks:
            identity = article_id(part_source(canonical, part.name))
            source = part_source(given.source, part.name)
            articles.append(assemble(part.draft, identity=identity, source=source))
    if not articles:
        raise SourceError(f"{given.shown()} holds no text that could be read as an article.")
    return articles


def _named(articles: list[Article], given: Given) -> Article:
    """The article that the part's name or number names. Raises SourceError."""
    source = part_source(given.source, given.part)
    for article in articles:
        if article.source == source:
            return article
    several = articles[0].source != given.source
    if several and given.part.isdecimal() and 0 < int(given.part[:9]) <= len(articles):
        return articles[int(given.part[:9]) - 1]
    if not several:
        if "://" in given.source:  # a place in a page
            return articles[0]
        raise SourceError(f"{given.shown()} is one article: there is no #{shown(given.part)} in it.")
    raise SourceError(
        f"{given.shown()} holds {len(articles)} articles, and none is called #{shown(given.part)}: they have "
        f"the numbers #1 to #{len(articles)}."
    )


def _fingerprint(given: Given) -> str:
    """What a packed input is known by: where it is, or what it holds."""
    return given.canonical or hashlib.sha256(given.data).hexdigest()


def _book(given: Given, *, clean: bool, anything: bool) -> list[Part]:
    from tui.sources.formats.epub import draft_of_book

    if not clean:
        raise SourceError(f"{given.shown()} is a packed book: it has no characters to take as they are.")
    return [Part("", draft_of_book(given.data, given.shown(), anything=anything))]


def _decoded(given: Given) -> str:
    """The characters of an input. Raises SourceError if there are only blanks, or far too many lines."""
    text = decode(given.data, given.charset or declared_in(given.data))
    if not text.strip(" \t\r\n\f\v\ufeff\u200b\u00a0\x00"):
        raise SourceError(f"{given.shown()} is empty: there is nothing to read.")
    if max(text.count("\n"), text.count("\r")) > LINE_LIMIT:
        raise SourceError(
            f"{given.shown()} has over {LINE_LIMIT:,} lines: it looks like data, not like an article."
        )
    return text


def _draft(kind: Kind, text: str, given: Given) -> Draft:
    if kind is Kind.TEXT:
        return draft_of_file(text)
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
