"""The reader's loader: articles that have no file of their own are kept, so that they open again."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import msgspec

from tui.domain.article import Article, article_id
from tui.domain.errors import SourceError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from tui.library.caches.snapshots import Snapshots

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
        """The article at ``source``. Raises SourceError with one sentence."""
        from tui.sources.loader import FileLoader

        if (begun := self._begun.pop(source, None)) is not None:
            return begun.result()
        if source.startswith(_PIPED) and not os.path.lexists(source):
            kept = self._snapshots().get(source.removeprefix(_PIPED))
            if kept is None:
                raise SourceError("The text that came through standard input is not kept any more.")
            return kept
        if "://" in source:
            return self._from_address(source, clean=clean)
        article = FileLoader().load(source, clean=clean)
        if source == "-":
            article = msgspec.structs.replace(article, source=_PIPED + article.id)
            self._snapshots().keep(article)
        return article

    def head(self, source: str, size: int) -> Article | None:
        """The first ``size`` bytes of a long plain text; see ``FileLoader.head``."""
        from tui.sources.loader import FileLoader

        return None if source == "-" or "://" in source else FileLoader().head(source, size)

    def _from_address(self, address: str, *, clean: bool) -> Article:
        from tui.sources.fetch import canonical, checked
        from tui.sources.loader import FileLoader

        try:
            article = FileLoader().load(address, clean=clean)
        except SourceError:
            kept = self._snapshots().get(article_id(canonical(checked(address))))
            if kept is None:
                raise
            return kept
        self._snapshots().keep(article)
        return article

    def _snapshots(self) -> Snapshots:
        from tui.library.caches.snapshots import Snapshots
        from tui.library.paths import library_path, snapshot_folder

        return Snapshots(snapshot_folder(library_path(self._library)))
