"""``sayso quotes``, ``actors``, ``entities`` and ``text``: what is found in articles, and their text."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tui.door.articles import AnalysedArticles, load_all
from tui.door.corrections import corrections_if_any
from tui.door.output import printed_json, show

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.domain.article import Article
    from tui.door.tables import Table

_BETWEEN = "\n\n* * *\n\n"
"""What parts the texts of several articles in one file."""


def run(arguments: argparse.Namespace) -> int:
    """Print what was asked for; returns 1 if a source failed. Raises SaysoError."""
    if arguments.command == "text":
        articles = load_all(arguments.source, clean=arguments.clean)
        # As it is into a file or a pipe; to a terminal, show() hands no control characters.
        if sys.stdout.isatty() or arguments.clean:
            show(_BETWEEN.join(article.text for article in articles))
        else:
            sys.stdout.write(articles[0].text)
        return 0
    analysed = AnalysedArticles(arguments, arguments.sources, corrections_if_any(arguments))
    form = arguments.format
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
        for read in analysed:
            write(table_of[arguments.command](read.article, read.analysis))
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
