"""The audits of the kept articles, worked out piece by piece in the thread that asks for them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator
from itertools import islice

from tui.app.state.services import Services
from tui.domain.annotation import Annotation, Correction
from tui.domain.collection.audit import ArticleAudit, audit
from tui.domain.kept import KeptArticle
from tui.domain.ports import Articles

_AT_ONCE = 20  # articles between two looks at the screen


class Gathering:
    """Iterate over it: lists of audits as they are worked out. Raises LibraryError.

    ``total`` is how many articles there are, known after the first list; ``skipped`` how many were not
    analysed yet.
    """

    def __init__(self, services: Services, article_ids: Collection[str]) -> None:
        self._services = services
        self._ids = frozenset(article_ids)
        self.total = 0
        self.skipped = 0

    async def __aiter__(self) -> AsyncIterator[list[ArticleAudit]]:
        articles, library = self._services.articles, self._services.library
        corrections: dict[str, list[Annotation]] = {}
        if library.available:
            for one in await library.call(lambda known: known.annotations()):
                if isinstance(one, Correction):
                    corrections.setdefault(one.article_id, []).append(one)
        if not articles.available:
            return
        self.total = len(self._ids) or await articles.call(lambda store: len(store.listed()))
        each = await articles.call(self._wanted)
        while True:
            some = await articles.call(lambda _: list(islice(each, _AT_ONCE)))
            if not some:
                return
            yield await articles.call(lambda _, some=some: list(self._audited(some, corrections)))  # type: ignore[misc]

    def _wanted(self, store: Articles) -> Iterator[KeptArticle]:
        if not self._ids:
            return store.each()
        return (kept for key in self._ids if (kept := store.kept(key)) is not None)

    def _audited(
        self, some: list[KeptArticle], corrections: dict[str, list[Annotation]]
    ) -> Iterator[ArticleAudit]:
        for kept in some:
            analysis = kept.analysis
            if analysis is None:
                self.skipped += 1
                continue
            mine = [one for one in corrections.get(kept.article.id, ()) if isinstance(one, Correction)]
            if mine:
                from tui.domain.corrections.apply import apply

                analysis = apply(analysis, kept.article.text, mine).analysis
            yield audit(kept.article, analysis)
