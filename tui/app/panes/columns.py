"""The row above a list that names its columns and by which of them it is sorted; a click sorts by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.app.panes.layered import ReadableText
from tui.app.text.cells import fit


class Column(NamedTuple):
    """A column: what it is sorted by, its name, its width in cells with the one before, its side."""

    key: str
    name: str
    width: int
    right: bool = True


def aligned(text: str, column: Column) -> str:
    """A cell of the column: cut to it, with spaces to its width."""
    shown = fit(text, max(column.width - 1, 0))
    pad = " " * (column.width - cell_len(shown))
    return pad + shown if column.right else f" {shown}{pad[1:]}"


class ColumnNames(ReadableText):
    """``layout`` gives the columns for a width in cells."""

    DEFAULT_CSS = """
    ColumnNames { height: 1; background: $panel; color: $text-muted; }
    ColumnNames:ansi { text-style: underline; }
    """

    order: reactive[str] = reactive("")
    """The key of the column that the list is sorted by."""
    down: reactive[bool] = reactive(False)
    """Whether the greatest comes first."""
    scrolls: reactive[bool] = reactive(False)
    """Whether the list under it has a scroll bar."""

    class Pressed(Message):
        """The name of the column ``order`` was clicked."""

        def __init__(self, order: str) -> None:
            super().__init__()
            self.order = order

    def __init__(self, layout: Callable[[int], Sequence[Column]]) -> None:
        super().__init__()
        self._layout = layout

    def lay_out(self, layout: Callable[[int], Sequence[Column]]) -> None:
        """Other columns."""
        self._layout = layout
        self.refresh()

    def _columns(self) -> Sequence[Column]:
        return self._layout(self.size.width - (1 if self.scrolls else 0))

    def render_line(self, y: int) -> Strip:
        base = self.readable_style
        segments = []
        for column in self._columns():
            mine = column.key == self.order and bool(column.key)
            words = f"{column.name}{'▾' if self.down else '▴'}" if mine else column.name
            if cell_len(words) >= column.width:
                words = words[:1] + words[-1:] if mine else words
            segments.append(Segment(aligned(words, column), base + Style(bold=True) if mine else base))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        x = event.x
        for column in self._columns():
            if x < column.width:
                if column.key:
                    self.post_message(self.Pressed(column.key))
                return
            x -= column.width
