"""What is read is kept: the article as soon as it stands, what was found in it when that is complete."""

from __future__ import annotations

from collections.abc import Callable

from tui.app.reader.ports import Background, Feedback
from tui.app.state.library_client import ArticlesClient
from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.errors import LibraryError
from tui.domain.kept import Arrival
from tui.domain.ports import Articles


class ArticleKeeper:
    """Hands articles to those that are kept, in their thread.

    ``changed`` is called with an article of which another text was kept before. ``clean``: whether articles
    are read cleaned.
    """

    group = "keeping"

    def __init__(
        self,
        articles: ArticlesClient,
        background: Background,
        feedback: Feedback,
        changed: Callable[[Article], None],
        *,
        clean: bool,
    ) -> None:
        self._articles = articles
        self._background = background
        self._feedback = feedback
        self._changed = changed
        self._clean = clean
        self._said = ""
        self._doubtful = ""

    def doubt(self, article: Article | None) -> None:
        """Do not keep that text: it may be out of date. None: there is no doubt any more."""
        self._doubtful = "" if article is None else article.text_hash

    def keep(self, article: Article, analysis: Analysis | None = None) -> None:
        """Keep it, beside whatever else goes on. What fails is said once."""
        if self._articles.available and article.text_hash != self._doubtful:
            self._background.run_too(self.group, self._keep(article, analysis))

    async def _keep(self, article: Article, analysis: Analysis | None) -> None:
        def keep(articles: Articles) -> Arrival:
            versions = [] if self._clean else articles.versions(article.id)
            if versions and all(version.text_hash != article.text_hash for version in versions):
                return Arrival.KNOWN  # the input's own characters are no newer text of the article
            return articles.keep(article, analysis)

        try:
            arrival = await self._articles.call(keep)
        except LibraryError as error:
            if str(error) != self._said:
                self._said = str(error)
                self._feedback.warn(f"The article is not kept. {error}")
            return
        if arrival is Arrival.CHANGED:
            self._changed(article)
