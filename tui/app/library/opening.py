"""Opening an article from the library: read anew where it lies, else as it was kept."""

from __future__ import annotations

import asyncio

from tui.app.library.entries import Entry
from tui.app.state.services import Services
from tui.domain.article import Article, Span
from tui.domain.errors import LibraryError, SourceError
from tui.domain.kept import Hit


class Opening:
    """Reads articles; every method raises SourceError with one sentence."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def source(self, source: str) -> Article:
        """What lies at a path or an address."""
        loader = self._services.loader
        try:
            return await asyncio.to_thread(loader.load, source, clean=self._services.clean)
        except asyncio.CancelledError:
            loader.give_up()
            raise

    async def entry(self, entry: Entry) -> tuple[Article, str]:
        """An article of the list, and a sentence where it is not as it lies there now.

        One of the web that came in and was not opened yet is shown as it came.
        """
        if entry.is_new and entry.source.startswith(("http://", "https://")):
            kept = await self._kept(entry.article_id)
            if kept is not None:
                return kept, ""
        try:
            return await self.source(entry.source), ""
        except SourceError:
            kept = await self._kept(entry.article_id) if entry.kept is not None else None
            if kept is None:
                raise
            return kept, "It cannot be read where it was: this is the text as it was kept."

    async def hit(self, hit: Hit) -> tuple[Article, Span | None]:
        """The article that a search found something in, and the place there."""
        kept = await self._kept(hit.article_id)
        article = kept if kept is not None else await self.source(hit.source)
        end = min(hit.end, len(article.text))
        return article, Span(hit.start, end) if hit.start < end else None

    async def _kept(self, article_id: str) -> Article | None:
        articles = self._services.articles
        if not articles.available:
            return None
        try:
            kept = await articles.call(lambda store: store.kept(article_id))
        except LibraryError as error:
            raise SourceError(str(error)) from error
        return kept.article if kept is not None else None
