"""The library's list, a line an article, its columns, and the row of details about the one it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.strip import Strip

from tui.app import wording
from tui.app.library.entries import Entry
from tui.app.library.listing import Group, Row
from tui.app.panes.columns import Column, aligned
from tui.app.panes.layered import ReadableText
from tui.app.panes.row_list import Line, Piece, RowList
from tui.app.text.cells import fit
from tui.domain.text.phrases import counted, percent

_LEAST_TITLE = 28  # cells that a title has before another column may stand beside it
_SIGNS = 3  # cells before the title: chosen, new, a space
_SOURCE, _DATE, _QUOTES, _READ = 19, 9, 8, 6  # cells, with the one before

_FILE_NAME = 12  # cells of a file's name
_LOOKED_AT = 1000  # rows whose sources say how wide their column is


def columns(width: int, longest: int = 30) -> list[Column]:
    """The columns of a row so wide. What tells least goes first: the source, the date, the quotes.

    The source takes no more than ``longest``, the cells of the longest one.
    """
    room = width - _SIGNS - _READ - 1  # the last cell stays empty
    source = date_ = quotes = 0
    if room - _QUOTES >= _LEAST_TITLE - 8:
        quotes = _QUOTES
    if room - quotes - _DATE >= _LEAST_TITLE:
        date_ = _DATE
    if room - quotes - date_ - _SOURCE >= _LEAST_TITLE:
        source = min(_SOURCE + max(width - 100, 0) // 6, 30, max(longest, len("Source")) + 3)
    found = [
        Column("", "", _SIGNS - 1, right=False),
        Column("title", "Title", max(room - quotes - date_ - source, 4) + 1, right=False),
        Column("source", "Source", source),
        Column("date", "Date", date_),
        Column("quotes", "Quotes", quotes),
        Column("read", "Read", _READ),
    ]
    return [column for column in found if column.width]


def day(iso: str, today: date) -> str:
    """``24 Oct``, of a year other than this one ``Oct 2023``; nothing for what is no date."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return ""
    near = when.year == today.year or abs((today - when).days) < 180
    return f"{when.day} {when:%b}" if near else f"{when:%b %Y}"


class EntriesList(RowList[Row], inherit_bindings=False):
    """A line an article; the headings of groups between them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(b for b in RowList.BINDINGS if isinstance(b, Binding) and b.id != "list.page-down"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="list.page-down"),
    ]

    def __init__(self, chosen: Set[str], today: date) -> None:
        super().__init__(id="entries")
        self.chosen = chosen
        """The ids of the articles that are chosen."""
        self.today = today
        self._longest = 0  # cells of the longest source

    def columns(self, width: int) -> list[Column]:
        """The columns of a row so wide, for what is listed."""
        return columns(width, self._longest)

    def list_rows(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        entries = (row for row in rows[:_LOOKED_AT] if isinstance(row, Entry))
        self._longest = max(map(_place_width, entries), default=0)
        super().list_rows(rows, cursor)

    class Marked(RowList.Moved):
        """A row was clicked on its sign, or with a key held: it is to be chosen, not opened."""

    def on_click(self, event: events.Click) -> None:
        index = event.y + round(self.scroll_y)
        if event.button == 1 and index < len(self.rows) and (event.x < _SIGNS or event.ctrl or event.shift):
            event.prevent_default()
            self.point(index)
            self.post_message(self.Marked(self, index))

    def redraw(self) -> None:
        """Something else is known of the rows, or chosen."""
        self._forget()
        self.refresh()

    def draw(self, row: Row, width: int) -> Iterable[Line]:
        if isinstance(row, Group):
            sign = "▸" if row.hidden else "▾"
            return [[(f"{sign} {fit(row.name, width - 18)}", "name bar"), (f"  {row.size:,}", "muted")]]
        wide = {column.key: column for column in self.columns(width)}
        chosen = row.article_id in self.chosen
        pieces: list[Piece] = [
            ("▌" if chosen else " ", "bar"),
            ("N" if row.is_new else " ", "warning name"),
            (" ", ""),
        ]
        room = wide["title"].width - 1
        title = fit(row.title, room)
        left = room - cell_len(title)
        pieces.append((title, "chosen" if chosen else "name" if row.is_new else ""))
        more = " ".join([*(["✎" + str(row.noted)] if row.noted else []), *(f"#{tag}" for tag in row.tags)])
        if more and left > 6:
            shown = f"  {fit(more, left - 2)}"
            pieces.append((shown, "muted"))
            left -= cell_len(shown)
        pieces.append((" " * left, ""))
        cells = {
            "source": row.place,
            "date": day(row.dated, self.today),
            "quotes": f"{row.quotes:,}“" if row.quotes is not None else "",
        }
        pieces += [(aligned(text, wide[key]), "muted") for key, text in cells.items() if key in wide]
        pieces.append((aligned(_share(row), wide["read"]), ""))
        return [pieces]


def _place_width(entry: Entry) -> int:
    """Cells for where an article is from: a host whole, a part of a file's name, often the title."""
    return len(entry.place) if "://" in entry.source else min(len(entry.place), _FILE_NAME)


def _share(entry: Entry) -> str:
    return percent(entry.share) if entry.reading is not None else ""


class Detail(ReadableText):
    """One row about the article that the reader is at: who wrote it, how long it is, where it lies."""

    DEFAULT_CSS = "Detail { height: 1; background: $panel; color: $text-muted; padding: 0 1; }"

    text: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        text = fit(self.text, width)
        return Strip([Segment(text, self.readable_style)]).adjust_cell_length(width, self.readable_style)


def about(row: Row | None) -> str:
    """What the row of details says of an article, or of a group."""
    if isinstance(row, Group):
        return counted(row.size, "article")
    if row is None:
        return ""
    parts = [row.byline or "", wording.day(row.published, year=True)]
    if row.kept is not None:
        parts.append(counted(row.kept.words, "word"))
    parts.append(counted(row.quotes, "quote") if row.quotes is not None else "not analysed")
    if row.reading is not None and row.reading.actors is not None:
        parts.append(counted(row.reading.actors, "actor"))
    if row.noted:
        parts.append(counted(row.noted, "note"))
    if row.kept is not None and row.kept.versions > 1:
        parts.append(counted(row.kept.versions, "version"))
    source = row.source if row.source.startswith("http") else row.place
    return " · ".join(part for part in (*parts, source) if part)
