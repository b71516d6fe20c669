"""The reader's loader: articles that have no file of their own are kept, so that they open again."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.domain.article import Article, article_id
from tui.domain.errors import LibraryError, SourceError
from tui.domain.text.parts import part_source, without_part
from tui.door import read_before

if TYPE_CHECKING:
    from tui.domain.left_out import LeftOut
    from tui.library.articles.articles import KeptArticles

_PIPED = "-#"
"""What stands before the id in the source of an article that came through standard input."""


def piped(article: Article) -> Article:
    """The article of a text from standard input, with a source under which it opens again once it is kept."""
    return msgspec.structs.replace(article, source=_PIPED + article.id)


class Beginning(NamedTuple):
    """An article, or what is known of it at first."""

    article: Article | None
    whole: bool


class _Reading(threading.Thread):
    """A thread that reads an article, begun at once. A ``Future`` would be 10 ms before each first page."""

    def __init__(self, read: Callable[[], Article]) -> None:
        super().__init__(name="sayso-read", daemon=True)
        self._to_read = read
        self._article: Article | None = None
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._article = self._to_read()
        except BaseException as error:  # noqa: BLE001  (it is raised where the article is waited for)
            self._error = error

    def result(self, seconds: float | None = None) -> Article:
        """The article. Raises TimeoutError if it is not there in that time, or what reading it raised."""
        self.join(seconds)
        if self.is_alive():
            raise TimeoutError
        if self._article is None:
            raise self._error or AssertionError
        return self._article


class KeepingLoader:
    """Loads articles; see ``domain.ports.Loader``.

    A text from standard input gets the source ``-#ID``, under which it opens again. An address that
    cannot be reached gives the text that was read there last, if there is one.
    """

    def __init__(self, library: str | None, *, keeping: bool = True) -> None:
        """Not ``keeping``: somebody else keeps what is loaded."""
        self._library = library
        self._keeping = keeping
        self._notices: dict[str, str] = {}
        self._begun: dict[str, _Reading] = {}
        self._last_time: set[str] = set()
        self._to_keep: Callable[[], object] | None = None

    def begin(self, source: str, *, clean: bool, seconds: float) -> Article | None:
        """Begin to read, and give the article if it is there in that time.

        None: :meth:`load` waits for the rest; a thread that nobody waits for reads on. Raises SourceError.
        """
        reading = _Reading(partial(self.load, source, clean=clean))
        try:
            return reading.result(seconds)
        except TimeoutError:
            self._begun[source] = reading
            return None

    def beginning(self, source: str) -> Beginning | None:
        """What a file begins with, where that is quick to tell; see ``FileLoader.beginning``.

        Where it is not the whole, another process reads that from now on, and :meth:`load` waits for it.
        Where it is, :meth:`keep_read` keeps it, which may come after the first page.
        """
        from tui.sources.loader import FileLoader

        key = read_before.key_of(source, clean=True)
        begun = FileLoader().beginning(source)
        if begun is None:
            return None
        articles, whole = begun
        if whole:
            self._to_keep = partial(self._keep_read, source, key, articles)
            return Beginning(articles[0], whole=True)
        self._begun[source] = _Reading(partial(self._load_apart, source, key))
        return Beginning(articles[0] if articles else None, whole=False)

    def keep_read(self) -> None:
        """Keep what :meth:`beginning` read in full: for the next opening, and articles beside the first."""
        keep, self._to_keep = self._to_keep, None
        if keep is not None:
            keep()

    def _keep_read(self, source: str, key: str | None, articles: list[Article]) -> None:
        self._remember(source, key, articles)
        self._first(articles)

    def _load_apart(self, source: str, key: str | None) -> Article:
        from tui.sources.loader import FileLoader
        from tui.sources.patience import waiting

        with waiting():
            articles = FileLoader().load_apart(source)
        self._remember(source, key, articles)
        return self._first(articles)

    def give_up(self) -> None:
        """End what is waited for or read in a process of its own, also where that has hardly begun."""
        from tui.sources.patience import give_up

        give_up()

    def load(self, source: str, *, clean: bool = True) -> Article:
        """The article at ``source``, the first of several. Raises SourceError with one sentence."""
        if (begun := self._begun.pop(source, None)) is not None:
            return begun.result()
        return self._first(self.load_all(source, clean=clean))

    def _first(self, articles: list[Article]) -> Article:
        """The first of several articles; the others are kept."""
        if len(articles) > 1 and not self._keeping:  # the one that is opened is kept by whoever opens it
            threading.Thread(target=self._keep, args=(articles[1:],), name="sayso-keep").start()
        return articles[0]

    def load_all(self, source: str, *, clean: bool = True) -> list[Article]:
        """Every article at ``source``. Raises SourceError with one sentence."""
        from tui.sources.patience import waiting

        with waiting():
            return self._load_all(source, clean=clean)

    def _load_all(self, source: str, *, clean: bool) -> list[Article]:
        if source.startswith(_PIPED) and not os.path.lexists(source):
            kept = self._kept().kept(source.removeprefix(_PIPED))
            if kept is None:
                raise SourceError("The text that came through standard input is not kept any more.")
            return [kept.article]
        if "://" in source:
            return self._from_address(source, clean=clean)
        if (known := self.known(source, clean=clean)) is not None:
            return known
        from tui.sources.loader import FileLoader

        key = read_before.key_of(source, clean=clean) if read_before.takes_long(source) else None
        try:
            articles = FileLoader().load_all(source, clean=clean)
        except SourceError:
            lost = self._of_lost_file(source)
            if lost is None:
                raise
            return [lost]
        self._remember(source, key, articles, clean=clean)
        if source == "-":
            articles = [piped(one) for one in articles]
            if self._keeping:
                self._keep(articles)
        return articles

    def _remember(self, source: str, key: str | None, articles: list[Article], *, clean: bool = True) -> None:
        if key is not None and key == read_before.key_of(source, clean=clean):  # as it was before the reading
            read_before.remember(key, articles)

    def known(self, source: str, *, clean: bool) -> list[Article] | None:
        """The articles of a file that takes long to read, if it was read before and has not changed.

        Of an address those that it gave the last time, which :meth:`is_of_last_time` then says.
        """
        if source.startswith(("http://", "https://")):
            articles = read_before.recall(read_before.key_of_address(source, clean=clean))
            self._last_time.update(article.id for article in articles or ())
            return articles
        if source == "-" or "://" in source or not read_before.takes_long(source):
            return None
        return read_before.recall(read_before.key_of(source, clean=clean))

    def notice(self, article_id: str) -> str | None:
        """What is to be said of an article that was loaded, once: that it comes from what is kept."""
        return self._notices.pop(article_id, None)

    def is_of_last_time(self, article_id: str) -> bool:
        """Whether an article is what its address gave the last time, so that it is to be read anew; once."""
        found = article_id in self._last_time
        self._last_time.discard(article_id)
        return found

    def _of_lost_file(self, source: str) -> Article | None:
        """The article that is kept of a file which is not there any more."""
        path, part = without_part(source)
        if source == "-" or os.path.lexists(os.path.expanduser(source)):  # noqa: PTH111
            return None
        names = [os.path.realpath(os.path.expanduser(source))]  # noqa: PTH111
        if part and not os.path.lexists(os.path.expanduser(path)):  # noqa: PTH111
            names.append(part_source(os.path.realpath(os.path.expanduser(path)), part))  # noqa: PTH111
        return self._of_kept(names, "The file is not there any more")

    def _of_kept(self, names: Sequence[str], why: str) -> Article | None:
        """What is kept under the first of these canonical sources that is."""
        articles = self._kept()
        for name in names:
            try:
                kept = articles.kept(article_id(name))
            except LibraryError:
                return None
            if kept is not None:
                day = kept.version.last_seen[:10]
                self._notices[kept.article.id] = f"{why}: this is its text as it was kept on {day}."
                return kept.article
        return None

    def explain(self, source: str) -> tuple[list[Article], list[LeftOut]]:
        """Every article at ``source``, and what was left out. Raises SourceError with one sentence."""
        from tui.sources.loader import FileLoader

        if source.startswith(_PIPED) and not os.path.lexists(source):
            raise SourceError("The text came through standard input: what was left out of it is not kept.")
        return FileLoader().explain(source)

    def head(self, source: str, size: int) -> Article | None:
        """The first ``size`` bytes of a long plain text; see ``FileLoader.head``."""
        from tui.sources.loader import FileLoader

        return None if source == "-" or "://" in source else FileLoader().head(source, size)

    def _from_address(self, address: str, *, clean: bool) -> list[Article]:
        from tui.sources.fetch import canonical, checked
        from tui.sources.loader import FileLoader

        try:
            articles = FileLoader().load_all(address, clean=clean)
        except SourceError:
            known_as, part = canonical(checked(address)), without_part(address)[1]
            names = (part_source(known_as, part), known_as)
            known = self._of_kept(names, "The address could not be read now")
            if known is None:
                raise
            return [known]
        if self._keeping:
            self._keep(articles)
        else:
            read_before.remember(read_before.key_of_address(address, clean=clean), articles)
        return articles

    def _keep(self, articles: list[Article]) -> None:
        kept = self._kept()
        with contextlib.suppress(LibraryError):  # reading goes on where nothing can be kept
            for article in articles:
                kept.keep(article, at_once=False)

    def _kept(self) -> KeptArticles:
        from tui.library.articles.articles import KeptArticles

        return KeptArticles(self._library)
