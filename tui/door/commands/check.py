"""``sayso check``: whether words stand in articles, word for word, and who says them there."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tui.domain.collection.checking import Found, candidates, check, in_words, ranked, word_for_word_in
from tui.domain.collection.difference import word_diff
from tui.domain.collection.sought import Sought
from tui.domain.errors import SaysoError, SourceError
from tui.domain.text.phrases import counted, shortened
from tui.domain.text.safe import one_line
from tui.door.articles import AnalysedArticles, load_all
from tui.door.corrections import corrections_if_any
from tui.door.kept import kept_articles
from tui.door.output import printed_json, say, show
from tui.door.tables import Cell, Table, words, writer

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.domain.article import Article

_LARGEST = 4 * 1024 * 1024
"""Bytes of a file of passages."""
_COLUMNS = (
    "words", "match", "likeness", "who", "difference", "text", "speaker", "confidence", "start", "end",
    "title", "source", "article",
)  # fmt: skip
_SHOWN = ("match", "who", "difference", "title")


def run(arguments: argparse.Namespace) -> int:
    """Print where the words stand; returns 0 if all of them do so word for word. Raises SaysoError."""
    checks = [Sought(line) for line in _lines(arguments)]
    if not checks:
        raise SaysoError("There are no words to check.")
    for sought in checks:
        if not sought:
            raise SaysoError(f"There is no word to check in “{shortened(sought.words, 40)}”.")
    looked_in = _LookedIn(arguments)
    found = looked_in.all(checks)
    form = arguments.format
    write = writer(form) if form not in ("json", "jsonl") else None
    for sought, places in zip(checks, found, strict=True):
        if write is None:
            from tui.export.formats.checks import check_object

            value = check_object(sought.words, places)
            show(printed_json(value, indent=2 if form == "json" else None))
        else:
            write(_table(sought, places))
    return 0 if all(map(word_for_word_in, found)) and not looked_in.failed else 1


def _lines(arguments: argparse.Namespace) -> list[str]:
    """The passages to check, one a line of the file. Raises SourceError."""
    name = arguments.file
    if name is None:
        return [arguments.words]
    from tui.library.paths import expanded

    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with expanded(name).open("rb") as file:
                data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise SourceError(f"{one_line(name)} is too large to be checked at once (over 4 MB).")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"{one_line(name)} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{one_line(name)} is not UTF-8.") from error
    return [line.strip() for line in text.splitlines() if line.strip()]


class _LookedIn:
    """The articles to look in: those of the sources named, or everything kept."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        self._corrections = corrections_if_any(arguments)
        self.failed = 0

    def all(self, checks: list[Sought]) -> list[list[Found]]:
        """For each of the words where they stand, best first.

        Articles are looked through first, and only those that hold something are analysed.
        """
        wanted: dict[str, tuple[Article, Analysis | None, list[int]]] = {}
        for article, analysis in self._articles(checks):
            holding = [number for number, sought in enumerate(checks) if check(sought, article, None)]
            if holding:
                wanted[article.id] = article, analysis, holding
        found: list[list[Found]] = [[] for _ in checks]
        analysed = {read[0].id: read for read in self._analysed(wanted.values())}
        for key, (article, _, holding) in wanted.items():
            article, analysis = analysed.get(key, (article, None))
            for number in holding:
                found[number] += check(checks[number], article, analysis)
        return [ranked(places) for places in found]

    def _articles(self, checks: list[Sought]) -> Iterator[tuple[Article, Analysis | None]]:
        if not self._arguments.sources:
            yield from self._kept(checks)
            return
        from tui.door.folders import expanded

        sources = expanded(self._arguments.sources, recursive=False)
        for source in sources.named:
            try:
                articles = self._loaded(source)
            except SourceError as error:
                if source not in sources.found:  # a folder may hold what is no article
                    sources.failures.append(str(error))
                continue
            yield from ((article, None) for article in articles)
        for sentence in sources.failures:
            say(sentence)
        self.failed += len(sources.failures)

    def _loaded(self, source: str) -> list[Article]:
        """The articles of a source; as they were kept where it is not there any more. Raises SourceError."""
        try:
            return load_all(source, clean=self._arguments.clean)
        except SourceError as error:
            from tui.door.loader import KeepingLoader

            loader = KeepingLoader(self._arguments.library, keeping=False)
            try:
                articles = loader.load_all(source, clean=self._arguments.clean)
            except SourceError:
                raise error from None
            for article in articles:
                if notice := loader.notice(article.id):
                    say(f"{shortened(article.title, 60)}: {notice}")
            return articles

    def _kept(self, checks: list[Sought]) -> Iterator[tuple[Article, Analysis | None]]:
        articles = kept_articles(self._arguments.library)
        wanted = dict.fromkeys(one for sought in checks for one in candidates(sought, articles))
        for article_id, text_hash in wanted:
            kept = articles.kept(article_id, text_hash)
            if kept is not None:
                yield kept.article, kept.analysis

    def _analysed(
        self, articles: Iterable[tuple[Article, Analysis | None, list[int]]]
    ) -> Iterator[tuple[Article, Analysis]]:
        from tui.door.corrections import corrected

        waiting: list[Article] = []
        for article, analysis, _ in articles:
            if analysis is None:
                waiting.append(article)
            else:
                yield article, corrected(article, analysis, self._corrections(article.id))
        if waiting:
            for read in AnalysedArticles(self._arguments, waiting, self._corrections):
                yield read.article, read.analysis


def _table(sought: Sought, found: list[Found]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            sought.words,
            one.match.value,
            one.likeness,
            one.name or one.speaker,
            word_diff(one.difference),
            one.text,
            one.speaker,
            round(one.quote.confidence, 3) if one.quote is not None else None,
            one.span.start,
            one.span.end,
            one.article.title,
            one.article.source,
            one.article.id,
        )
        for one in found
    ]
    verdict = in_words(found[0]) if found else "nowhere"
    places = f", {counted(len(found), 'place')}" if found else ""
    title = f"“{shortened(sought.words, 200)}”: {verdict}{places}"
    return Table(title, (), _COLUMNS, rows, _SHOWN, _sentence)


def _sentence(row: dict[str, Cell]) -> str:
    who = f" {words(row['who'])}:" if row["who"] else ""
    place = f"{words(row['title'])}, {words(row['source'])}"
    return f"- **{row['match']}**{who} {words(row['difference'])} ({place})"
