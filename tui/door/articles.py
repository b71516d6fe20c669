"""Sources to articles, articles to analyses: what every command that reads articles begins with."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.errors import ModelError, SourceError
from tui.domain.text.safe import one_line
from tui.door.analyses import analysis_cache
from tui.door.output import say
from tui.door.progress import Bar

if TYPE_CHECKING:
    from tui.library.caches.analyses import AnalysisCache


def load(source: str, *, clean: bool) -> Article:
    """One article. Raises SourceError with one sentence that names the source."""
    from tui.sources.loader import FileLoader

    try:
        return FileLoader().load(source, clean=clean)
    except SourceError as error:
        raise SourceError(_named(source, str(error))) from error


def _named(source: str, message: str) -> str:
    """The message with the source before it, unless it says which one it is about."""
    source = "standard input" if source == "-" else one_line(source)
    name = source.rstrip("/").rsplit("/", 1)[-1].casefold()
    return message if name in message.casefold() else f"{source}: {message}"


class Analysed:
    """The articles of some sources with their analyses, in order, those that fail named on standard error.

    Iterate once; afterwards ``failed`` is the number of sources that gave nothing.
    """

    def __init__(self, arguments: argparse.Namespace, sources: Sequence[str]) -> None:
        self._arguments = arguments
        self._sources = sources
        self._identity_key = ""
        self.failed = 0

    def __iter__(self) -> Iterator[tuple[Article, Analysis]]:
        arguments = self._arguments
        cache = analysis_cache() if getattr(arguments, "cache", True) else None
        with Bar(len(self._sources), shown=not arguments.quiet) as bar:
            for article, result, fresh in self._results(cache, bar):
                if isinstance(result, ModelError):
                    self._fail(_named(article.source, str(result)))
                    bar.step()
                    continue
                if fresh and cache is not None:
                    cache.put(_key(arguments.model, article), result)
                bar.step()
                with bar.aside():
                    yield article, result

    def _results(
        self, cache: AnalysisCache | None, bar: Bar
    ) -> Iterator[tuple[Article, Analysis | ModelError, bool]]:
        known: set[str] = set()

        def items() -> Iterator[tuple[Article, Analysis | None]]:
            for source in self._sources:
                try:
                    article = load(source, clean=self._arguments.clean)
                except SourceError as error:
                    self._fail(str(error))
                    bar.step()
                    continue
                kept = cache.get(_key(self._arguments.model, article)) if cache is not None else None
                if kept is not None:
                    known.add(article.text_hash)
                yield article, kept

        for article, result in self._analysed(items(), cache, bar):
            yield article, result, article.text_hash not in known

    def _analysed(
        self, items: Iterable[tuple[Article, Analysis | None]], cache: AnalysisCache | None, bar: Bar
    ) -> Iterator[tuple[Article, Analysis | ModelError]]:
        arguments = self._arguments
        if getattr(arguments, "scheduler", None):
            from tui.nlp.workers.dask import analyse_on_cluster

            return analyse_on_cluster(items, arguments.scheduler, model=arguments.model)
        from tui.nlp.workers.pool import analyse_all

        jobs = getattr(arguments, "jobs", None)
        return analyse_all(items, model=arguments.model, jobs=jobs, progress=bar.within, store=cache)

    def _fail(self, message: str) -> None:
        self.failed += 1
        say(message)


def _key(model: str | None, article: Article) -> str:
    from tui.nlp.identity import identify

    return identify(model).key(article.text_hash)
