"""The kept articles, for whatever command needs them. Little is imported until they are asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.domain.errors import LibraryError
from tui.door.articles import AnalysedArticles

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article
    from tui.door.progress import Bar
    from tui.library.articles.articles import KeptArticles
    from tui.library.caches.analyses import AnalysisCache
    from tui.library.library import TinyLibrary


def kept_articles(library: str | None, opened: Callable[[], TinyLibrary] | None = None) -> KeptArticles:
    """The articles kept beside the library of that path (None: the usual one). Nothing is opened yet.

    ``opened`` gives that library where somebody has it open already.
    """
    from tui.library.articles.articles import KeptArticles

    return KeptArticles(library, opened=opened)


class AnalysedKept(AnalysedArticles):
    """Every kept article with its analysis, the kept one where there is one; see the class it stands on.

    What is analysed now is kept with its article. Raises LibraryError while it is iterated over.
    """

    def __init__(
        self, arguments: argparse.Namespace, annotations_of: Callable[[str], Sequence[Annotation]]
    ) -> None:
        super().__init__(arguments, (), annotations_of)
        self._articles = kept_articles(arguments.library)

    def _loaded(self, cache: AnalysisCache | None, bar: Bar) -> Iterator[tuple[Article, Analysis | None]]:
        bar.more(len(self._articles.listed()))
        for one in self._articles.each():
            analysis = one.analysis
            if analysis is not None:
                self._kept.add(one.article.text_hash)
            yield one.article, analysis

    def _found(self, article: Article, analysis: Analysis, cache: AnalysisCache | None) -> None:
        super()._found(article, analysis, cache)
        with suppress(LibraryError):  # a library that cannot be written to can be read all the same
            self._articles.keep(article, analysis)
