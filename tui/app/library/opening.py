"""Opening an article from the library: read anew where it lies, else as it was kept."""

from __future__ import annotations

from tui.app.library.entries import Entry
from tui.app.messages import OpenArticle
from tui.app.state.services import Services
from tui.domain.article import Article, Span
from tui.domain.errors import LibraryError, SourceError
from tui.domain.kept import Hit


class Opening:
    """Reads articles and gives what the app is to be asked; raises SourceError with one sentence."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def source(self, source: str) -> OpenArticle:
        """What lies at a path or an address."""
        return OpenArticle(source, await self._services.load(source))

    async def entry(self, entry: Entry) -> OpenArticle:
        """An article of the list; where it is not as it lies there now, that is said."""
        article, sentence = await self.article(entry)
        if sentence:
            self._services.warn(sentence)
        return OpenArticle(entry.source, article)

    async def hit(self, hit: Hit) -> OpenArticle:
        """The article that a search found something in, at the place."""
        kept = await self._kept(hit.article_id)
        article = kept if kept is not None else await self._services.load(hit.source)
        end = min(hit.end, len(article.text))
        return OpenArticle(hit.source, article, Span(hit.start, end) if hit.start < end else None)

    async def article(self, entry: Entry) -> tuple[Article, str]:
        """An article of the list, and a sentence where it is not as it lies there now.

        One of the web that came in and was not opened yet is given as it came.
        """
        if entry.is_new and entry.source.startswith(("http://", "https://")):
            kept = await self._kept(entry.article_id)
            if kept is not None:
                return kept, ""
        try:
            return await self._services.load(entry.source), ""
        except SourceError:
            kept = await self._kept(entry.article_id) if entry.kept is not None else None
            if kept is None:
                raise
            return kept, "It cannot be read where it was: this is the text as it was kept."

    async def _kept(self, article_id: str) -> Article | None:
        articles = self._services.articles
        if not articles.available:
            return None
        try:
            kept = await articles.call(lambda store: store.kept(article_id))
        except LibraryError as error:
            raise SourceError(str(error)) from error
        return kept.article if kept is not None else None
