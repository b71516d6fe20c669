"""Sources to articles, articles to corrected analyses: what every command that reads articles begins with."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.errors import ModelError, NoArticleError, SourceError
from tui.domain.labels.languages import unread_notice
from tui.domain.text.parts import without_part
from tui.domain.text.phrases import listed
from tui.domain.text.safe import one_line
from tui.door.caches import analysis_cache
from tui.door.corrections import corrected
from tui.door.output import say
from tui.door.progress import Bar

MOST_NAMED = 5
"""So many parts without text are named."""

if TYPE_CHECKING:
    from tui.domain.left_out import LeftOut
    from tui.library.caches.analyses import AnalysisCache


def load(source: str, *, clean: bool) -> Article:
    """One article, the first of several. Raises SourceError with one sentence that names the source."""
    return load_all(source, clean=clean)[0]


def load_all(source: str, *, clean: bool) -> list[Article]:
    """Every article of a source; its parts without text are named in one line on standard error.

    Raises SourceError with one sentence that names the source.
    """
    from tui.sources.loader import FileLoader

    loader = FileLoader()
    try:
        articles = loader.load_all(source, clean=clean)
    except NoArticleError as error:
        raise NoArticleError(_named(source, error.what), error.advice) from error
    except SourceError as error:
        raise SourceError(_named(source, str(error))) from error
    if loader.without_text and not without_part(source)[1]:
        say(told_without_text(source, loader.without_text))
    return articles


def told_without_text(source: str, parts: Sequence[str]) -> str:
    """One line that names the parts of a source which hold no text, the first few of many."""
    names = [f"#{one_line(without_part(part)[1])}" for part in parts[:MOST_NAMED]]
    if len(parts) > MOST_NAMED:
        names.append(f"{len(parts) - MOST_NAMED:,} more")
    holds = "holds" if len(parts) == 1 else "hold"
    return _named(source, f"{listed(names)} {holds} no text.")


def explain(source: str) -> tuple[list[Article], list[LeftOut]]:
    """Every article of a source, and what was left out of them. Raises SourceError likewise."""
    from tui.sources.loader import FileLoader

    try:
        return FileLoader().explain(source)
    except SourceError as error:
        raise SourceError(_named(source, str(error))) from error


def _named(source: str, message: str) -> str:
    """The message with the source before it, unless it says which one it is about."""
    source = "standard input" if source == "-" else one_line(source)
    name = source.rstrip("/").rsplit("/", 1)[-1].casefold()
    return message if name in message.casefold() else f"{source}: {message}"


@dataclass(frozen=True, slots=True)
class AnalysedArticle:
    """An article, its analysis as the reader corrected it, and the reader's annotations of it."""

    article: Article
    analysis: Analysis
    annotations: Sequence[Annotation]


class AnalysedArticles:
    """The articles of some sources with their analyses, in order, those that fail named on standard error.

    A source may be an article that was read already. ``annotations_of`` gives the reader's annotations of an
    article by its id; the corrections among them are applied. Of a source with several articles all come,
    unless ``first_alone``. ``load`` reads a source in another way; it may give none. Iterate once; afterwards
    ``failed`` is the number of articles and sources that gave nothing.
    """

    def __init__(
        self,
        arguments: argparse.Namespace,
        sources: Sequence[str | Article],
        annotations_of: Callable[[str], Sequence[Annotation]],
        *,
        first_alone: bool = False,
        load: Callable[[str], list[Article]] | None = None,
    ) -> None:
        self._arguments = arguments
        self._sources = sources
        self._annotations_of = annotations_of
        self._first_alone = first_alone
        self._load = load or (lambda source: load_all(source, clean=arguments.clean))
        self._kept: set[str] = set()
        self.failed = 0

    def __iter__(self) -> Iterator[AnalysedArticle]:
        cache = analysis_cache() if self._arguments.cache else None
        with Bar(len(self._sources), shown=not self._arguments.quiet) as bar:
            for article, result in self._analysed(self._loaded(cache, bar), cache, bar):
                if isinstance(result, ModelError):
                    self._fail(_named(article.source, str(result)), bar)
                    continue
                if article.text_hash not in self._kept:
                    self._found(article, result, cache)
                bar.step()
                with bar.aside():
                    if result.unread:
                        say(_named(article.source, unread_notice(result)))
                    annotations = self._annotations_of(article.id)
                    yield AnalysedArticle(article, corrected(article, result, annotations), annotations)

    def _loaded(self, cache: AnalysisCache | None, bar: Bar) -> Iterator[tuple[Article, Analysis | None]]:
        """The articles, each with its analysis if that was kept."""
        for source in self._sources:
            try:
                articles = [source] if isinstance(source, Article) else self._load(source)
            except SourceError as error:
                self._fail(str(error), bar)
                continue
            articles = articles[:1] if self._first_alone else articles
            bar.more(len(articles) - 1)
            for article in articles:
                kept = cache.get(_key(self._arguments.model, article)) if cache is not None else None
                if kept is not None:
                    self._kept.add(article.text_hash)
                yield article, kept

    def _found(self, article: Article, analysis: Analysis, cache: AnalysisCache | None) -> None:
        """An analysis that was not kept yet."""
        if cache is not None:
            cache.put(_key(self._arguments.model, article), analysis)

    def _analysed(
        self, articles: Iterable[tuple[Article, Analysis | None]], cache: AnalysisCache | None, bar: Bar
    ) -> Iterator[tuple[Article, Analysis | ModelError]]:
        """The articles in their order, each with its analysis or why there is none."""
        model = self._arguments.model
        if scheduler := getattr(self._arguments, "scheduler", None):
            from tui.nlp.workers.dask import analyse_on_cluster

            return analyse_on_cluster(articles, scheduler, model=model)
        from tui.nlp.workers.pool import analyse_all

        jobs = getattr(self._arguments, "jobs", None)
        return analyse_all(articles, model=model, jobs=jobs, progress=bar.within, store=cache)

    def _fail(self, message: str, bar: Bar) -> None:
        self.failed += 1
        say(message)
        bar.step()


def _key(model: str | None, article: Article) -> str:
    from tui.nlp.identity import identify

    return identify(model).key(article)
