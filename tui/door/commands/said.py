"""``sayso said``: what one person said in all articles kept, the same words once."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.domain.errors import LibraryError
from tui.domain.text.phrases import counted, listed
from tui.domain.text.safe import one_line
from tui.door.collection import decisions
from tui.door.kept import kept_articles
from tui.door.output import printed_json, say, show

if TYPE_CHECKING:
    from tui.domain.collection.said import Dossier
    from tui.domain.collection.tellings import Entry
    from tui.domain.ports import Rows
    from tui.door.tables import Cell

_NAMED = 5
"""People of one name that are named on standard error."""


def run(arguments: argparse.Namespace) -> int:
    """Print what was said. Raises LibraryError where nothing is kept or nobody is called so."""
    from tui.domain.codes import QuoteKind
    from tui.domain.collection.said import Filters, dossier, people_called

    name = " ".join(" ".join(arguments.name).split())
    known = _rows(arguments)
    people = people_called(name, known, decisions(arguments.library))
    if not people:
        raise LibraryError(_nobody(name, arguments))
    filters = Filters(
        arguments.since or "",
        arguments.until or "",
        frozenset(map(QuoteKind, arguments.kind or ())),
        arguments.source,
        arguments.about,
    )
    found = dossier(name, people, known, filters)
    if not arguments.quiet:
        _tell(found)
    _print(found, arguments.format)
    return 0


def _rows(arguments: argparse.Namespace) -> Rows:
    if arguments.over is None:
        return kept_articles(arguments.library).rows()
    from tui.library.shards.rows import ShardRows

    return ShardRows(arguments.over)


def _nobody(name: str, arguments: argparse.Namespace) -> str:
    if arguments.over is not None:
        return f"Nobody called “{one_line(name)}” is in the shards in {one_line(arguments.over)}."
    listed_articles = kept_articles(arguments.library).listed()
    if not listed_articles:
        return "No article is kept yet: “sayso add SOURCE” keeps one."
    where = f"in the {counted(len(listed_articles), 'article')} kept"
    waiting = sum(row.quotes is None for row in listed_articles)
    more = f" ({waiting} of them not analysed yet)" if waiting else ""
    return f"Nobody called “{one_line(name)}” is {where}{more}."


def _tell(found: Dossier) -> None:
    """Say on standard error what the output alone does not: several people, nothing said."""
    from tui.domain.labels.people import person_in_words

    people = found.people
    if len(people) > 1:
        names = [person_in_words(one) for one in people[:_NAMED]]
        if len(people) > _NAMED:
            names.append(f"{len(people) - _NAMED:,} more")
        say(f"{len(people):,} are called “{found.name}”: {listed(names)}.")
    if not found.entries:
        say(
            "Nothing that was asked for was said by " + ("them." if len(people) > 1 else f"{people[0].name}.")
        )


def _print(found: Dossier, form: str) -> None:
    from tui.export.formats import dossier as written

    if form == "json":
        show(printed_json(written.dossier_object(found), indent=2))
    elif form == "jsonl":
        for entry in found.entries:
            show(printed_json(written.entry_object(entry)))
    elif form == "csv":
        show(written.to_csv(found))
    elif form == "md":
        show(written.to_markdown(found))
    else:
        _table(found)


def _table(found: Dossier) -> None:
    from tui.domain.labels.people import names_apart
    from tui.door.tables import Table, writer

    several = len(found.people) > 1
    columns = ("date", "kind", "who", "quote", "told", "article", "confidence")
    shown = tuple(name for name in columns if several or name != "who")
    who = names_apart(found.people)
    printed: list[tuple[Cell, ...]] = [_row(entry, who) for entry in found.entries]
    title = found.name if several else found.people[0].name
    writer("table")(Table(f"What {title} said", ("quote", "quotes"), columns, printed, shown, lambda _: ""))


def _row(entry: Entry, who: dict[tuple[str, str], str]) -> tuple[Cell, ...]:
    row = entry.main
    names = [who[key] for actor in row.actors if (key := (row.about.article_id, actor)) in who]
    times = len(entry.tellings)
    told = (
        ""
        if times == 1
        else f"{times}× the same"
        if all(t.same for t in entry.tellings)
        else f"{times}×, differing"
    )
    return (
        row.about.day,
        str(row.kind),
        listed(dict.fromkeys(names)),
        row.text,
        told,
        row.about.title or row.about.source,
        round(row.confidence, 2),
    )
