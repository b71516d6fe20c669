"""``sayso search``: words found in every article that is kept."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from tui.domain.errors import QueryError
from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line
from tui.door.kept import kept_articles
from tui.door.output import printed_json, say, show
from tui.door.tables import Cell, Table, words, writer

if TYPE_CHECKING:
    from tui.domain.kept import Hit

_COLUMNS = ("where", "title", "speaker", "snippet", "start", "end", "published", "source", "article")
_WRONG_USAGE = 2


def run(arguments: argparse.Namespace) -> int:
    """Print the hits; 2 where the query cannot be understood. Raises LibraryError."""
    from tui.library.articles.search.query import parts

    query = " ".join(arguments.query)
    articles = kept_articles(arguments.library)
    if not arguments.quiet and sys.stderr.isatty():
        articles.tell_of_indexing(_tell)
    try:
        hits = articles.search(query, where=tuple(parts(",".join(arguments.parts))), limit=arguments.limit)
    except QueryError as error:
        say(str(error))
        return _WRONG_USAGE
    if articles.notice:
        say(articles.notice)
    _print(query, hits, arguments.format)
    return 0


def _print(query: str, hits: list[Hit], form: str) -> None:
    if form == "json":
        show(printed_json({"query": query, "hits": [_object(hit) for hit in hits]}, indent=2))
    elif form == "jsonl":
        for hit in hits:
            show(printed_json(_object(hit)))
    else:
        rows: list[tuple[Cell, ...]] = [
            (
                str(hit.where),
                hit.title,
                hit.speaker,
                hit.snippet,
                hit.start,
                hit.end,
                hit.published,
                hit.source,
                hit.article_id,
            )
            for hit in hits
        ]
        title = f"“{one_line(query)}”"
        writer(form)(Table(title, ("place", "places"), _COLUMNS, rows, _COLUMNS[:4], _sentence))


def _object(hit: Hit) -> dict[str, Any]:
    return {
        "article": hit.article_id,
        "title": hit.title,
        "source": hit.source,
        "published": hit.published,
        "where": str(hit.where),
        "start": hit.start,
        "end": hit.end,
        "snippet": hit.snippet,
        "matches": [list(match) for match in hit.matches],
        "speaker": hit.speaker,
    }


def _sentence(row: dict[str, Cell]) -> str:
    speaker = f"**{words(row['speaker'])}**: " if row["speaker"] else ""
    return f"- {words(row['title'])} ({row['where']}): {speaker}{words(row['snippet'])}"


def _tell(done: int, count: int) -> None:
    say(f"The index is being made: {done:,} of {counted(count, 'article')}.")
