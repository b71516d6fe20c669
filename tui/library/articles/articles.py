"""The kept articles as the rest of the program sees them; see ``domain.ports.Articles``."""

from __future__ import annotations

import os
from collections.abc import Iterator

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.kept import Arrival, KeptArticle, Listed, Version
from tui.domain.text.safe import one_line
from tui.library.articles.files import ANALYSIS, named
from tui.library.articles.older import move_in
from tui.library.articles.removed import RemovedArticles
from tui.library.articles.store import SHARDS, ArticleStore
from tui.library.paths import articles_folder, library_path, texts_folder


class Sizes(msgspec.Struct, frozen=True):
    """How many articles there are, and bytes on the disk."""

    articles: int
    texts: int
    analyses: int
    removed_articles: int
    removed: int


class KeptArticles:
    """The articles kept beside a library; implements ``domain.ports.Articles``.

    Safe with threads and processes: nothing is held open between two calls but the index.
    """

    def __init__(self, library: str | os.PathLike[str] | None = None) -> None:
        """``library`` is the library's file (default: ``library_path()``); nothing is opened yet."""
        self._library = library_path(library)
        self._older = texts_folder(library)
        self.store = ArticleStore(articles_folder(library))
        self.removed = RemovedArticles(self.store.folder)
        self._settled = False

    @property
    def path(self) -> str:
        """The folder that they are kept in."""
        return str(self.store.folder)

    @property
    def notice(self) -> str | None:
        """A sentence the user should see (a damaged file was put aside), or None."""
        return self.store.notice

    def keep(self, article: Article, analysis: Analysis | None = None) -> Arrival:
        """Keep this text of the article, and what was found in it, and tell whether it was new."""
        self._settle()
        return self.store.keep(article, analysis)

    def kept(self, article_id: str, text_hash: str | None = None) -> KeptArticle | None:
        """The version with that text, or the current one; None if there is none."""
        self._settle()
        return self.store.kept(article_id, text_hash)

    def versions(self, article_id: str) -> list[Version]:
        """The article's versions, the current one last. Empty: it is not kept."""
        self._settle()
        return self.store.versions(article_id)

    def listed(self) -> list[Listed]:
        """Every kept article, the one seen last first."""
        rows = [_listed(kept, len(self.store.versions(kept.article.id))) for kept in self.each()]
        return sorted(rows, key=lambda row: row.seen, reverse=True)

    def each(self) -> Iterator[KeptArticle]:
        """The current version of every kept article, one after the other."""
        self._settle()
        return self.store.current()

    def remove(self, *article_ids: str) -> None:
        """Remove articles with all their versions, from the list of what was read too. Their notes stay."""
        self._settle()
        paths = [
            path for article_id in dict.fromkeys(article_ids) for path in self.store.files_of(article_id)
        ]
        if paths:
            self.removed.put(paths, [])

    def undo_removal(self) -> int:
        """Bring back what the last ``remove`` took away; how many articles that were."""
        identities, _ = self.removed.bring_back()
        return len(identities)

    def sizes(self) -> Sizes:
        """How much there is, on the disk."""
        self._settle()
        articles: set[str] = set()
        texts = analyses = 0
        for shard in SHARDS:
            for name, size in self.store.file_sizes(shard):
                if name.endswith(ANALYSIS):
                    analyses += size
                elif (known := named(name)) is not None:
                    articles.add(known[0])
                    texts += size
        return Sizes(len(articles), texts, analyses, self.removed.count(), self.removed.size())

    def _settle(self) -> None:
        """Take in, once, what an older version kept."""
        if not self._settled:
            self._settled = True
            if self._older.is_dir():
                move_in(self._older, self.store)


def _listed(kept: KeptArticle, versions: int) -> Listed:
    article, analysis = kept.article, kept.analysis
    return Listed(
        article_id=article.id,
        text_hash=article.text_hash,
        title=one_line(article.title),
        source=article.source,
        words=kept.version.words,
        seen=kept.version.last_seen,
        versions=versions,
        byline=article.byline,
        published=article.published,
        quotes=len(analysis.quotes) if analysis is not None else None,
    )
