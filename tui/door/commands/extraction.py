"""``sayso quotes``, ``actors``, ``entities`` and ``text``: what is found in articles, and their text."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line
from tui.door.articles import AnalysedArticles, load_all
from tui.door.corrections import corrections_if_any
from tui.door.output import printed_json, say, show

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.domain.article import Article
    from tui.door.tables import Table

_BETWEEN = "\n\n* * *\n\n"
"""What parts the texts of several articles in one file."""


def run(arguments: argparse.Namespace) -> int:
    """Print what was asked for; returns 1 if a source failed. Raises SaysoError."""
    if arguments.command == "text":
        if arguments.explain and arguments.clean:
            return _explain(arguments.source)
        articles = load_all(arguments.source, clean=arguments.clean)
        # As it is into a file or a pipe; to a terminal, show() hands no control characters.
        if sys.stdout.isatty() or arguments.clean:
            show(_BETWEEN.join(article.text for article in articles))
        else:
            sys.stdout.write(articles[0].text)
        return 0
    analysed = AnalysedArticles(arguments, arguments.sources, corrections_if_any(arguments))
    form = arguments.format
    if getattr(arguments, "shards", None):
        return _shards(analysed, arguments)
    if form in ("json", "jsonl"):
        build = _object(arguments)
        for read in analysed:
            show(printed_json(build(read.article, read.analysis), indent=2 if form == "json" else None))
            sys.stdout.flush()
    else:
        from tui.door import tables

        table_of: dict[str, Callable[[Article, Analysis], Table]] = {
            "quotes": lambda article, analysis: tables.quotes(
                article, analysis, arguments.speaker, arguments.kind, explain=arguments.explain
            ),
            "actors": tables.actors,
            "entities": tables.entities,
        }
        write = tables.writer(form)
        # Of many articles those are passed over in which a filter leaves nothing.
        filtered = arguments.command == "quotes" and bool(arguments.speaker or arguments.kind)
        empty = shown = 0
        for read in analysed:
            table = table_of[arguments.command](read.article, read.analysis)
            if filtered and not table.rows and len(arguments.sources) > 1:
                empty += 1
                continue
            shown += 1
            write(table)
        if empty:
            rest = "the others" if shown else "any of them"
            say(f"{counted(shown, 'article')} shown; no such quote in {rest} ({empty:,}).")
    return 1 if analysed.failed else 0


def _explain(source: str) -> int:
    """Print the texts, and below them what was left out."""
    from tui.door.articles import explain

    articles, left = explain(source)
    show(_BETWEEN.join(article.text for article in articles))
    lines = [f"- {one.words}  ({one.why})" for one in left]
    show("\n".join(["", "Left out:", *lines] if lines else ["", "Nothing was left out."]))
    return 0


def _shards(analysed: AnalysedArticles, arguments: argparse.Namespace) -> int:
    from tui.library.shards.writing import ShardWriter

    with ShardWriter(arguments.shards) as shards:
        for read in analysed:
            shards.add(read.article, read.analysis)
    if not arguments.quiet:
        say(f"{counted(shards.written, 'article')} written to {one_line(arguments.shards)}.")
    return 1 if analysed.failed else 0


def _object(arguments: argparse.Namespace) -> Callable[[Article, Analysis], dict[str, Any]]:
    """What builds the JSON object of one article."""
    from tui.export.formats import report

    if arguments.command == "actors":
        return report.actors_object
    if arguments.command == "entities":
        return report.entities_object

    def quotes(article: Article, analysis: Analysis) -> dict[str, Any]:
        found = report.article_object(article, analysis, speaker=arguments.speaker, kinds=arguments.kind)
        if arguments.explain:
            from tui.domain.labels.evidence import why

            kept = {quote.id: quote for quote in analysis.quotes}
            for quote in found["quotes"]:
                quote["why"] = why(kept[quote["id"]], article.text, analysis.actors)
        return found

    return quotes
