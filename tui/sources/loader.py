"""Loading an article from wherever it is: the one way in for every source and format."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tui.domain.article import Article, article_id
from tui.domain.errors import NoArticleError, SourceError
from tui.domain.text.digest import sha256
from tui.domain.text.parts import part_source
from tui.sources.cleaning.clean import clean as cleaned
from tui.sources.detect import Kind, kind_of_data, kind_of_source, unreadable
from tui.sources.draft import Part, assemble
from tui.sources.files import shown
from tui.sources.formats.text import as_it_is, draft_of_file
from tui.sources.given import Given, given_again, taken
from tui.sources.heavy import LONGEST, HeavyError
from tui.sources.patience import give_up as give_up_waiting
from tui.sources.reading import beginning_of, decoded, parts_of, refuse_unreadable

if TYPE_CHECKING:
    from tui.domain.left_out import LeftOut

_FIRST_WORDS = 1_000
"""So many words of a book fill any screen."""


class FileLoader:
    """Loads articles from paths, http(s) addresses and standard input (``-``). See domain.ports.Loader."""

    def __init__(self) -> None:
        self.without_text: list[str] = []
        """The parts of what was loaded last that hold no text, as ``SOURCE#NAME``."""

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

            articles, self.without_text = read_limited(given.data, given.told(), given.shown())
        if not given.part:
            return articles
        if part_source(given.source, given.part) in self.without_text:
            raise SourceError(f"{given.shown()}#{shown(given.part)} holds no text.")
        return [_named(articles, given)]

    def beginning(self, source: str) -> tuple[list[Article], bool] | None:
        """What a file begins with, where that is quick to tell, and whether that is all there is of it.

        Markdown, feeds and plain pages are read in full, and are what :meth:`load_all` gives. Of a book the
        first pages are read, of a page with other things around its article what is plainly that (no article
        where nothing is). None for anything else, and for what cannot be read: :meth:`load_all` says why.
        """
        path = os.path.expanduser(source)  # noqa: PTH111
        try:
            if "://" in source or not os.path.isfile(path):  # noqa: PTH113
                return None
            given = taken(path)
            refuse_unreadable(given)
            if len(given.data) <= LONGEST and (feed := _items_of_feed(given, anything=False)) is not None:
                return feed, True
            begun = beginning_of(given, _FIRST_WORDS)
            if begun is None:
                return None
            draft, whole = begun
            return [] if draft is None else _assembled([Part("", draft)], given), whole
        except (SourceError, HeavyError):
            return None

    def load_apart(self, source: str) -> list[Article]:
        """As :meth:`load_all`, read by another process while this one does other things. Blocking."""
        from tui.sources.limited import read_limited

        given = taken(source)
        articles, self.without_text = read_limited(given.data, given.told(), given.shown())
        return articles

    def explain(self, source: str) -> tuple[list[Article], list[LeftOut]]:
        """What :meth:`load_all` gives, and what of the input is in no article, with why."""
        from tui.sources.explaining import left_out
        from tui.sources.noted import noting

        given = taken(source)
        try:
            with noting() as seen:
                articles = self._read(given, clean=True)
            left = left_out(seen, articles)
        except HeavyError:
            from tui.sources.limited import explain_limited

            articles, left = explain_limited(given.data, given.told(), given.shown())
        return [_named(articles, given)] if given.part else articles, left

    def give_up(self) -> None:
        """End what is waited for or read in a process of its own; its :meth:`load` raises SourceError."""
        give_up_waiting()

    def _read(self, given: Given, *, clean: bool, anything: bool = False) -> list[Article]:
        """The articles in an input. Raises HeavyError for one not to be read here, unless ``anything`` is."""
        refuse_unreadable(given)
        if clean:
            feed = _items_of_feed(given, anything=anything)
            if feed is not None:
                return feed
            parts = parts_of(given, anything=anything)
            self.without_text = [
                part_source(given.source, part.name) for part in parts if part.name and not part.draft.blocks
            ]
            return _assembled(parts, given)
        kind = kind_of_data(given.data)
        if kind is not None:
            raise SourceError(f"{given.shown()} is {kind}: it has no characters to take as they are.")
        # An offset counts the input's own code points, and a byte order mark is the first of them.
        text = decoded(given)
        mark = "\ufeff" if given.data.startswith(codecs.BOM_UTF8) else ""
        return [as_it_is(mark + text, identity=article_id(given.canonical or text), source=given.source)]

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
        if not text or unreadable(data) is not None or text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
            return None  # perhaps JSON, which half of it does not tell
        if kind_of_data(data) is not None or kind_of_source(real, text, None) is not Kind.TEXT:
            return None
        return assemble(cleaned(draft_of_file(text)), identity=article_id(real), source=os.path.abspath(path))  # noqa: PTH100


def read_again(data: bytes, about: dict[str, Any]) -> tuple[list[Article], list[str]]:
    """The articles in ``data`` in any case, where a process was started for that, and the parts without text.

    Raises SourceError.
    """
    loader = FileLoader()
    return loader._read(given_again(data, about), clean=True, anything=True), loader.without_text


def explain_again(data: bytes, about: dict[str, Any]) -> tuple[list[Article], list[LeftOut]]:
    """Likewise, with what was left out."""
    from tui.sources.explaining import left_out
    from tui.sources.noted import noting

    with noting() as seen:
        articles, _ = read_again(data, about)
    return articles, left_out(seen, articles)


def _items_of_feed(given: Given, *, anything: bool) -> list[Article] | None:
    """The items of a feed, each an article; None for anything else.

    Raises SourceError, and HeavyError unless ``anything`` is read.
    """
    if given.data[:256].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] not in (b"<", b"{"):
        return None
    from tui.sources.feeds.sniffing import is_feed, is_heavy_feed

    text = decoded(given)
    if not is_feed(text):
        return None
    if not anything and is_heavy_feed(text):
        raise HeavyError
    from tui.sources.feeds.reading import articles_of_feed

    return articles_of_feed(given)


def _assembled(parts: Iterable[Part], given: Given) -> list[Article]:
    """The articles of the parts that hold any text. Raises SourceError if none does."""
    canonical = given.canonical or _fingerprint(given)
    articles = []
    for part in parts:
        if part.draft.blocks:
            identity = article_id(part_source(canonical, part.name))
            source = part_source(given.source, part.name)
            articles.append(assemble(part.draft, identity=identity, source=source))
    if not articles:
        raise NoArticleError(f"{given.shown()} holds no text that could be read as an article")
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
    """What an input is known by that has no place of its own: its text, or its bytes."""
    if kind_of_data(given.data) is None:
        return decoded(given)
    return sha256(given.data).hexdigest()
