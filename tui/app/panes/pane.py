"""A pane of the side column: a heading with a count, and a list under it."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.app.panes.alike import AlikeRows
from tui.app.panes.layered import ReadableText
from tui.app.panes.row_list import RowList
from tui.app.text.cells import fit

FILTER = "▾"
"""Stands before what is filtered, in a heading."""


class Heading(ReadableText):
    """The first row of a pane: its name, how many there are, and what is filtered."""

    DEFAULT_CSS = """
    Heading { height: 1; color: $text-muted; background: $panel; padding: 0 1; }
    Heading.-active { color: $foreground; text-style: bold; }
    Heading:ansi { text-style: underline; }
    Heading.-active:ansi { text-style: bold underline; }
    """

    title: reactive[str] = reactive("")
    """Plain text, made safe."""

    class Clicked(Message):
        """The heading of the pane ``name`` was clicked; ``filter``: on what it says of the filter."""

        def __init__(self, name: str, *, filter: bool = False) -> None:
            super().__init__()
            self.name = name
            self.filter = filter

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        text = fit(self.title, width)
        return Strip([Segment(text, self.readable_style)]).adjust_cell_length(width, self.readable_style)

    def on_click(self, event: events.Click) -> None:
        before, sign, _ = self.title.partition(FILTER)
        on_filter = bool(sign) and event.x - self.gutter.left >= cell_len(before)
        self.post_message(self.Clicked(str(self.name), filter=on_filter))


class Pane(AlikeRows, Vertical):
    """One list with its heading. ``name`` is quotes, actors or notes."""

    def __init__(self, name: str, rows: RowList[Any]) -> None:
        super().__init__(name=name, id=f"{name}-pane", classes="pane")
        self.rows = rows
        self.heading = Heading(name=name)

    def compose(self) -> ComposeResult:
        yield self.heading
        yield self.rows

    def on_descendant_focus(self) -> None:
        self.heading.add_class("-active")

    def on_descendant_blur(self) -> None:
        self.heading.remove_class("-active")


class Tabs(ReadableText):
    """The names of the panes in one row, where only one of them is shown at a time."""

    DEFAULT_CSS = "Tabs { height: 1; background: $panel; color: $text-muted; }"

    labels: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """For each pane its name and what to write, best first of what fits."""
    active: reactive[str] = reactive("quotes")

    def _places(self) -> list[tuple[str, str]]:
        width = self.size.width
        for before in (" ", ""):
            full = [(name, f"{before}{label} ") for name, label in self.labels]
            if sum(len(label) for _, label in full) <= width:
                return full
        # Too narrow for whole names: the active one whole, the others by their first letters.
        short = []
        for name, label in self.labels:
            title, _, number = label.partition(" ")
            short.append((name, f" {label} " if name == self.active else f" {title[:1]} {number} "))
        return short

    def render_line(self, y: int) -> Strip:
        base = self.readable_style
        segments = []
        for name, label in self._places():
            style = base + Style(bold=True, reverse=True) if name == self.active else base
            segments.append(Segment(label, style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        x = event.x
        for name, label in self._places():
            if x < len(label):
                self.post_message(Heading.Clicked(name))
                return
            x -= len(label)
