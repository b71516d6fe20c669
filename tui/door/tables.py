"""Tables of what was found, and the three ways to print one: Rich, CSV and Markdown."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line

if TYPE_CHECKING:
    from rich.console import Console

Cell = str | int | float | None
Write = Callable[["Table"], None]
_STYLES = {"direct": "green", "mixed": "yellow", "indirect": "cyan"}
_MARKDOWN = str.maketrans({character: "\\" + character for character in "\\`*_[]<>#|~"})
_LONGEST_CELL = 4_000
"""Code points of a cell that a terminal is shown; the other formats have all."""
_ABOUT = ("source", "title")
NO_SHARE = "–"
"""What stands where a percentage of nothing would."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title. ``columns`` are all of them, by name; ``shown`` those a terminal has room for.

    ``what`` is the word for one row and for several (empty: they are not counted), ``sentence`` puts one into
    words for Markdown.
    """

    title: str
    what: tuple[str, str] | tuple[()]
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    shown: tuple[str, ...]
    sentence: Callable[[dict[str, Cell]], str]
    cut: bool = False
    """Whether a row is one line on a terminal, its cells cut to their columns."""


def quotes(
    article: Article,
    analysis: Analysis,
    speaker: str | None,
    kinds: Collection[str] | None,
    *,
    explain: bool,
) -> Table:
    """Who said what: a row a quote, in the order of the text."""
    from tui.domain.labels.evidence import why
    from tui.domain.labels.speakers import speaker_in_words
    from tui.export.formats.report import select

    actors = {actor.id: actor for actor in analysis.actors}
    rows = []
    for quote in select(article, analysis, speaker=speaker, kinds=kinds):
        row: tuple[Cell, ...] = (
            *_about(article),
            quote.id,
            str(quote.kind),
            speaker_in_words(quote, article.text, actors),
            quote.speaker.of(article.text) if quote.speaker else None,
            " … ".join(span.of(article.text) for span in quote.cue),
            quote.text(article.text),
            quote.start,
            quote.end,
            str(quote.via),
            round(quote.confidence, 3),
        )
        rows.append((*row, why(quote, article.text, analysis.actors)) if explain else row)
    columns = (*_ABOUT, "id", "kind", "who", "speaker", "cue", "quote", "start", "end", "via", "confidence")
    shown = ("kind", "who", "quote")
    return Table(
        _title(article),
        ("quote", "quotes"),
        (*columns, "why") if explain else columns,
        rows,
        (*shown, "why") if explain else shown,
        _quote_sentence,
    )


def _quote_sentence(row: dict[str, Cell]) -> str:
    said = words(row["quote"])
    said = f"“{said}”" if row["kind"] == "direct" else said
    reason = f"\n  {words(row['why'])}" if row.get("why") else ""
    return f"- **{words(row['who'])}** ({row['kind']}): {said}{reason}"


def actors(article: Article, analysis: Analysis) -> Table:
    """Who appears: a row an actor, most present first."""
    rows: list[tuple[Cell, ...]] = []
    spoken = Counter(
        key for quote in analysis.quotes for key in {quote.actor_id, *quote.also} if key is not None
    )
    for actor in analysis.actors:
        said = spoken[actor.id]
        aliases = "; ".join(alias for alias in actor.aliases if alias != actor.name)
        mentions = len(actor.mentions)
        row = (actor.id, actor.name, str(actor.kind), actor.role, aliases, mentions, said)
        rows.append((*_about(article), *row))
    columns = ("id", "name", "kind", "role", "aliases", "mentions", "quotes")
    return Table(
        _title(article), ("actor", "actors"), (*_ABOUT, *columns), rows, columns[1:], _actor_sentence
    )


def _actor_sentence(row: dict[str, Cell]) -> str:
    role = f", {words(row['role'])}" if row["role"] else ""
    aliases = f"; also {words(row['aliases'])}" if row["aliases"] else ""
    counts = f"{counted(_number(row['mentions']), 'mention')}, {counted(_number(row['quotes']), 'quote')}"
    return f"- **{words(row['name'])}** ({row['kind']}{role}): {counts}{aliases}"


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def entities(article: Article, analysis: Analysis) -> Table:
    """The named entities: a row a mention, in the order of the text."""
    rows: list[tuple[Cell, ...]] = [
        (*_about(article), m.span.start, m.span.end, m.label, m.span.of(article.text), m.actor_id)
        for m in analysis.mentions
    ]
    columns = (*_ABOUT, "start", "end", "label", "text", "actor")
    return Table(
        _title(article),
        ("entity", "entities"),
        columns,
        rows,
        ("label", "text", "actor", "start"),
        _entity_sentence,
    )


def _entity_sentence(row: dict[str, Cell]) -> str:
    return f"- {words(row['text'])} ({row['label']})"


def words(cell: Cell) -> str:
    """A cell as a line of Markdown that means nothing but its words."""
    return one_line("" if cell is None else str(cell)).translate(_MARKDOWN)


def _about(article: Article) -> tuple[Cell, ...]:
    return (article.source, article.title)


def _title(article: Article) -> str:
    return article.title or article.source


def writer(form: str) -> Write:
    """What prints a table: "table", "csv" or "md". Call it once a table; all have the same columns."""
    if form == "csv":
        return _Csv().write
    return _markdown if form == "md" else _Terminal().write


class _Terminal:
    def __init__(self) -> None:
        from tui.door.output import console

        self._console: Console = console()

    def write(self, table: Table) -> None:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table as RichTable
        from rich.text import Text

        heading = one_line(table.title)
        if table.what:
            heading += f" – {counted(len(table.rows), *table.what)}"
        self._console.print(Text(heading, style="bold"))
        if not table.rows:
            return
        shown = RichTable(box=SIMPLE_HEAD, pad_edge=False, expand=False)
        places = [table.columns.index(name) for name in table.shown]
        fit: Any = {"overflow": "fold"}
        if table.cut and self._console.is_terminal:  # elsewhere the next program wants the whole
            fit = {"overflow": "ellipsis", "no_wrap": True}
        for name in table.shown:
            cells_of = [row[table.columns.index(name)] for row in table.rows]
            number = any(map(_is_number, cells_of)) and all(
                cell in (None, "") or _is_number(cell) for cell in cells_of
            )
            shown.add_column(name, justify="right" if number else "left", **fit)
        for row in table.rows:
            cells = []
            for place in places:
                cell = row[place]
                text = one_line("" if cell is None else str(cell)[: _LONGEST_CELL + 1])
                if len(text) > _LONGEST_CELL:  # a note of megabytes takes a terminal minutes
                    text = text[: _LONGEST_CELL - 1] + "…"
                cells.append(
                    Text(text, style=_STYLES.get(text, "") if table.columns[place] == "kind" else "")
                )
            shown.add_row(*cells)
        self._console.print(shown)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) or (cell or "").endswith(" %") or cell == NO_SHARE


class _Csv:
    def __init__(self) -> None:
        self._writer = csv.writer(sys.stdout, lineterminator="\n")
        self._begun = False

    def write(self, table: Table) -> None:
        from tui.export.formats.table import safe_cell

        if not self._begun:
            self._writer.writerow(table.columns)
            self._begun = True
        for row in table.rows:
            self._writer.writerow(["" if cell is None else safe_cell(cell) for cell in row])


def _markdown(table: Table) -> None:
    lines = [f"# {words(table.title)}", ""]
    lines += [table.sentence(dict(zip(table.columns, row, strict=True))) for row in table.rows]
    sys.stdout.write("\n".join(lines) + "\n\n")
