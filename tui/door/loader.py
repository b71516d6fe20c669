"""The reader's loader: articles that have no file of their own are kept, so that they open again."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import msgspec

from tui.domain.article import Article, article_id
from tui.domain.errors import LibraryError, SourceError
from tui.domain.text.parts import part_source, without_part
from tui.door import read_before

if TYPE_CHECKING:
    from concurrent.futures import Future

    from tui.library.articles.articles import KeptArticles

_PIPED = "-#"
"""What stands before the id in the source of an article that came through standard input."""


class KeepingLoader:
    """Loads articles; see ``domain.ports.Loader``.

    A text from standard input gets the source ``-#ID``, under which it opens again. An address that
    cannot be reached gives the text that was read there last, if there is one.
    """

    def __init__(self, library: str | None) -> None:
        self._library = library
        self._begun: dict[str, Future[Article]] = {}

    def begin(self, source: str, *, clean: bool, seconds: float) -> Article | None:
        """Begin to read, and give the article if it is there in that time.

        None: :meth:`load` waits for the rest; a thread that nobody waits for reads on. Raises SourceError.
        """
        import threading
        from concurrent.futures import Future  # 10 ms: not before each first page

        future: Future[Article] = Future()

        def work() -> None:
            try:
                future.set_result(self.load(source, clean=clean))
            except BaseException as error:  # noqa: BLE001  (it is raised where the article is waited for)
                future.set_exception(error)

        threading.Thread(target=work, name="sayso-read", daemon=True).start()
        try:
            return future.result(seconds)
        except TimeoutError:
            self._begun[source] = future
            return None

    def give_up(self) -> None:
        """End what is waited for or read in a process of its own."""
        if "tui.sources.loader" in sys.modules:
            from tui.sources.loader import FileLoader

            FileLoader().give_up()

    def load(self, source: str, *, clean: bool = True) -> Article:
        """The article at ``source``, the first of several. Raises SourceError with one sentence."""
        if (begun := self._begun.pop(source, None)) is not None:
            return begun.result()
        return self.load_all(source, clean=clean)[0]

    def load_all(self, source: str, *, clean: bool = True) -> list[Article]:
        """Every article at ``source``. Raises SourceError with one sentence."""
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
        articles = FileLoader().load_all(source, clean=clean)
        if key is not None and key == read_before.key_of(source, clean=clean):  # as it was before the reading
            read_before.remember(key, articles)
        if source == "-":
            articles = [msgspec.structs.replace(one, source=_PIPED + one.id) for one in articles]
            self._keep(articles)
        return articles

    def known(self, source: str, *, clean: bool) -> list[Article] | None:
        """The articles of a file that takes long to read, if it was read before and has not changed."""
        if source == "-" or "://" in source or not read_before.takes_long(source):
            return None
        return read_before.recall(read_before.key_of(source, clean=clean))

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
            articles_kept = self._kept()
            kept = articles_kept.kept(article_id(part_source(known_as, part)))
            kept = kept or articles_kept.kept(article_id(known_as))
            if kept is None:
                raise
            return [kept.article]
        self._keep(articles)
        return articles

    def _keep(self, articles: list[Article]) -> None:
        kept = self._kept()
        with contextlib.suppress(LibraryError):  # reading goes on where nothing can be kept
            for article in articles:
                kept.keep(article)

    def _kept(self) -> KeptArticles:
        from tui.library.articles.articles import KeptArticles

        return KeptArticles(self._library)
