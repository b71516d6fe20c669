"""``sayso library stories``: articles that tell the same story, and who is quoted in which of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui.domain.errors import LibraryError
from tui.domain.text.phrases import counted, listed
from tui.domain.text.safe import one_line
from tui.door.kept import kept_articles
from tui.door.output import printed_json, show

if TYPE_CHECKING:
    from tui.domain.collection.stories import Story, Voice
    from tui.door.tables import Cell

_Found = tuple["Story", list["Voice"]]


def run(arguments: argparse.Namespace) -> int:
    """Print the stories, the latest first. Raises LibraryError where nothing is kept."""
    from tui.domain.collection.stories import voices

    articles = kept_articles(arguments.library)
    rows, count = articles.rows(), len(articles.listed())
    if not count:
        raise LibraryError("No article is kept yet: “sayso add SOURCE” keeps one.")
    found = [
        (story, voices(rows.appearing_in([one.article_id for one in story.articles])))
        for story in articles.stories()
    ]
    if arguments.format == "json":
        show(printed_json({"stories": [_object(*one) for one in found]}, indent=2))
    elif arguments.format == "jsonl":
        for one in found:
            show(printed_json(_object(*one)))
    else:
        _print(found, count, arguments.format)
    return 0


def _object(story: Story, quoted: list[Voice]) -> dict[str, Any]:
    return {
        "articles": [
            {"article": one.article_id, "title": one.title, "source": one.source, "published": one.published}
            for one in story.articles
        ],
        "names": list(story.names),
        "voices": [
            {"name": one_line(one.name), "articles": list(one.articles), "quotes": one.quotes}
            for one in quoted
        ],
    }


def _print(found: list[_Found], articles: int, form: str) -> None:
    from tui.door.tables import Table, writer

    columns = ("story", "published", "article", "quoted", "only here", "source", "id")
    rows = [row for number, one in enumerate(found, 1) for row in _rows(number, *one)]
    told = counted(len(found), "story", "stories")
    title = f"{told} that more than one of {counted(articles, 'article')} tells"
    writer(form)(Table(title, ("article", "articles"), columns, rows, columns[:5], _sentence))


def _rows(number: int, story: Story, quoted: list[Voice]) -> Iterator[tuple[Cell, ...]]:
    """A row an article: who is quoted in others too, and who in this one alone."""
    for one in story.articles:
        here = [voice for voice in quoted if one.article_id in voice.articles]
        yield (
            number,
            one.day,
            one.title or one.source,
            listed(one_line(voice.name) for voice in here if voice.only is None),
            listed(one_line(voice.name) for voice in here if voice.only is not None),
            one.source,
            one.article_id,
        )


def _sentence(row: dict[str, Cell]) -> str:
    from tui.door.tables import words

    only = f"; only here: {words(row['only here'])}" if row["only here"] else ""
    also = f"quoted: {words(row['quoted'])}" if row["quoted"] else "nobody of the others is quoted"
    return f"- {row['story']}: **{words(row['article'])}** ({words(row['published'])}): {also}{only}"
