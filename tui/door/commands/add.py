"""``sayso add SOURCE...``: articles read, kept and analysed, without opening them."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tui.domain.article import Article
from tui.domain.collection.changes import changes, in_one_line
from tui.domain.errors import NoArticleError, SourceError
from tui.domain.kept import Arrival
from tui.domain.text.phrases import counted, listed, shortened
from tui.door.articles import AnalysedArticles, load_all
from tui.door.folders import Sources, expanded, may_be_read, told_passed_over, with_path
from tui.door.kept import kept_articles
from tui.door.loader import piped
from tui.door.output import printed_json, say, show
from tui.door.tables import Cell, Table, words, writer

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.library.articles.articles import KeptArticles

_COLUMNS = ("arrival", "title", "words", "quotes", "source", "id")
_WORDS = {Arrival.NEW: "new", Arrival.CHANGED: "changed since", Arrival.KNOWN: "known already"}


def run(arguments: argparse.Namespace) -> int:
    """Add the articles; returns 1 if a source failed. Raises LibraryError where nothing can be kept."""
    sources = expanded(arguments.sources, recursive=arguments.recursive)
    keeper = Keeper(kept_articles(arguments.library), sources, clean=arguments.clean)
    analysed = AnalysedArticles(arguments, sources.named, _no_annotations, load=keeper.load)
    rows: list[tuple[Cell, ...]] = []
    for read in analysed:
        keeper.articles.keep_analysis(read.article, read.analysis)
        article = read.article
        if keeper.arrivals[article.id, article.text_hash] is Arrival.CHANGED and not arguments.quiet:
            keeper.say_what_changed(article, read.analysis)
        rows.append(
            (
                str(keeper.arrivals[article.id, article.text_hash]),
                article.title,
                len(article.text.split()),
                len(read.analysis.quotes),
                article.source,
                article.id,
            )
        )
    failed = analysed.failed + keeper.say_failures()
    keeper.articles.refresh()
    _print(rows, failed, arguments.format)
    if not arguments.quiet:
        keeper.say_what_was_kept()
    return 1 if failed else 0


class Keeper:
    """Keeps the articles of sources as they are loaded: what was read is kept, whatever comes after."""

    def __init__(self, articles: KeptArticles, sources: Sources, *, clean: bool) -> None:
        self.articles = articles
        self.arrivals: dict[tuple[str, str], Arrival] = {}
        """What keeping did, by the article's id and the text's hash."""
        self._sources = sources
        self._clean = clean

    def load(self, source: str) -> list[Article]:
        """Every article of a source, kept; none where a folder held the file and it is no article.

        Raises SourceError, and LibraryError where nothing can be kept.
        """
        in_folder = source in self._sources.found
        if in_folder:
            may_be_read(source)
        try:
            found = load_all(source, clean=self._clean)
        except NoArticleError as error:
            if not in_folder:
                raise
            self._sources.no_articles.append(with_path(source, error.what))
            return []
        except SourceError as error:
            raise SourceError(with_path(source, str(error)) if in_folder else str(error)) from error
        if source == "-":
            found = [piped(one) for one in found]
        for one in found:
            arrival = self.articles.keep(one, at_once=False)
            self.arrivals.setdefault((one.id, one.text_hash), arrival)
        return found

    def say_what_changed(self, article: Article, analysis: Analysis) -> None:
        """One line: what changed since the version before, quotes first."""
        versions = [one for one in self.articles.versions(article.id) if one.text_hash != article.text_hash]
        before = self.articles.kept(article.id, versions[-1].text_hash) if versions else None
        if before is not None:
            now = analysis if before.analysis is not None else None
            found = changes(before.article, article, before.analysis, now)
            say(f"{shortened(article.title, 60)}: {in_one_line(found)}.")

    def say_failures(self) -> int:
        """Name what could not be looked into; returns how many that were."""
        for sentence in self._sources.failures:
            say(sentence)
        return len(self._sources.failures)

    def say_what_was_kept(self) -> None:
        """How many are kept, in one line, and what was passed over."""
        counts = Counter(self.arrivals.values())
        how = listed(f"{counts[arrival]:,} {word}" for arrival, word in _WORDS.items() if counts[arrival])
        if how:
            say(f"{counted(sum(counts.values()), 'article')} kept: {how}.")
        for what in self._sources.no_articles:
            say(f"Passed over: {what}.")
        if passed_over := told_passed_over(self._sources.passed_over):
            say(passed_over)


def _print(rows: list[tuple[Cell, ...]], failed: int, form: str | None) -> None:
    if form is None:
        return
    objects: list[dict[str, Any]] = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    if form == "json":
        show(printed_json({"articles": objects, "failed": failed}, indent=2))
    elif form == "jsonl":
        for one in objects:
            show(printed_json(one))
    else:
        writer(form)(Table("Added", ("article", "articles"), _COLUMNS, rows, _COLUMNS[:5], _sentence))


def _sentence(row: dict[str, Cell]) -> str:
    return f"- {words(row['title'])} ({row['arrival']}): {words(row['source'])}"


def _no_annotations(_: str) -> Sequence[Any]:
    return ()
