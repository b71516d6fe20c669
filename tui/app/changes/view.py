"""The changes, drawn line by line: only what is visible costs anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.changes.entries import Entry
from tui.app.changes.layout import MARGIN, SIDE_BY_SIDE, Line, lines
from tui.app.panes.layered import LateComponents, layered
from tui.app.text.cells import cut

_KEYS = ("gone", "come", "section", "title", "who", "muted", "bar")
_CONTEXT = 3
"""Lines above a change that is gone to."""


class ChangesView(LateComponents, ScrollView, can_focus=True, inherit_bindings=False):
    """Entries to scroll through, from change to change. ``current`` is the number of that one is at."""

    ALLOW_SELECT = False
    LATE_COMPONENTS: ClassVar[frozenset[str]] = frozenset(f"changes--{key}" for key in _KEYS)
    DEFAULT_CSS = """
    ChangesView {
        height: 1fr;
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .changes--gone { color: $text-error; background: $error 14%; text-style: strike; }
        & > .changes--come { color: $text-success; background: $success 16%; text-style: bold; }
        & > .changes--section { color: $text-primary; text-style: bold underline; }
        & > .changes--title { text-style: bold; }
        & > .changes--who { color: $text-primary; }
        & > .changes--muted { color: $text-muted; }
        & > .changes--bar { color: $primary; text-style: bold; }
        &:ansi {
            & > .changes--gone { color: ansi_red; background: ansi_default; text-style: strike; }
            & > .changes--come { color: ansi_green; background: ansi_default; text-style: bold underline; }
            & > .changes--section { color: ansi_default; }
            & > .changes--who { color: ansi_default; }
        }
        &:nocolor {
            & > .changes--gone { text-style: strike; }
            & > .changes--come { text-style: bold underline; }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "lines(1)", "Next line", show=False, id="changes.line-down"),
        Binding("k,up", "lines(-1)", "Previous line", show=False, id="changes.line-up"),
        Binding("d", "pages(0.5)", "Half a page down", show=False, id="changes.half-page-down"),
        Binding("u", "pages(-0.5)", "Half a page up", show=False, id="changes.half-page-up"),
        Binding("space,pagedown", "pages(1)", "Page down", show=False, id="changes.page-down"),
        Binding("b,pageup", "pages(-1)", "Page up", show=False, id="changes.page-up"),
        Binding("g,home", "end(-1)", "Beginning", show=False, id="changes.top"),
        Binding("G,end", "end(1)", "End", show=False, id="changes.bottom"),
    ]

    current: reactive[int | None] = reactive(None, init=False)
    beside: reactive[bool] = reactive(False, init=False)
    """Whether both versions are shown side by side, where there is room."""

    class Moved(Message):
        """The reader is at another change."""

    class Chosen(Message):
        """A change was chosen by a click."""

    def __init__(self, *, id: str | None = None, brackets: bool = False) -> None:
        super().__init__(id=id)
        self._brackets = brackets
        self._entries: Sequence[Entry] = ()
        self._changes: list[Entry] = []
        self._lines: list[Line] = []
        self._firsts: list[int] = []  # the first line of each change
        self._laid_out = (0, False)
        self._styles_of: dict[str, Style] = {}

    @property
    def count(self) -> int:
        """How many changes there are."""
        return len(self._changes)

    @property
    def entry(self) -> Entry | None:
        """The change that the reader is at."""
        return self._changes[self.current] if self.current is not None else None

    @property
    def fits_beside(self) -> bool:
        """Whether there is room for two columns."""
        return self.size.width >= SIDE_BY_SIDE

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other entries; the reader stays at the change of that number, if there is one."""
        self._entries = entries
        self._changes = [entry for entry in entries if entry.changed]
        current = min(self.current or 0, len(self._changes) - 1)
        self.set_reactive(ChangesView.current, current if self._changes else None)
        self._lay_out(anew=True)

    # ── going from change to change ──────────────────────────────────────────────────────────────────────

    def step(self, by: int) -> bool:
        """Go so many changes on; whether there was one."""
        if not self._changes:
            return False
        wanted = (self.current or 0) + by
        self.go_to(min(max(wanted, 0), len(self._changes) - 1))
        return 0 <= wanted < len(self._changes)

    def go_to(self, number: int) -> None:
        """Go to a change and show it."""
        self.current = number
        first = self._firsts[number]
        last = self._firsts[number + 1] if number + 1 < len(self._firsts) else len(self._lines)
        top, height = round(self.scroll_y), self.size.height
        if not (top <= first and min(last, first + height) <= top + height):
            self.scroll_to(y=max(first - _CONTEXT, 0), animate=False, immediate=True, force=True)
        self.post_message(self.Moved())

    def watch_current(self) -> None:
        self.refresh()

    def watch_beside(self) -> None:
        self._lay_out(anew=True)

    def action_lines(self, by: int) -> None:
        self.scroll_relative(y=by, animate=False, immediate=True)

    def action_pages(self, by: float) -> None:
        self.scroll_relative(y=round(by * max(self.size.height - 1, 1)), animate=False, immediate=True)

    def action_end(self, direction: int) -> None:
        self.scroll_to(y=0 if direction < 0 else self.max_scroll_y, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        at = event.y + round(self.scroll_y)
        if event.button == 1 and 0 <= at < len(self._lines):
            number = self._lines[at].change
            if number is not None and number == self.current:
                self.post_message(self.Chosen())
            elif number is not None:
                self.current = number
                self.post_message(self.Moved())

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self, *, anew: bool = False) -> None:
        width = self.scrollable_content_region.width
        beside = self.beside and self.fits_beside
        if not width or (not anew and self._laid_out == (width, beside)):
            return
        at_top = self._change_at(round(self.scroll_y)) if self._lines else None
        self._laid_out = width, beside
        self._lines = lines(self._entries, width, beside=beside, brackets=self._brackets)
        firsts: dict[int, int] = {}
        for number, line in enumerate(self._lines):
            if line.change is not None:
                firsts.setdefault(line.change, number)
        self._firsts = list(firsts.values())
        self.virtual_size = Size(width, len(self._lines))
        if at_top is not None and at_top < len(self._firsts):  # what was read stays where it is
            self.scroll_to(y=self._firsts[at_top], animate=False, immediate=True, force=True)
        self.refresh()

    def _change_at(self, line: int) -> int | None:
        """The first change at or after a line; None at the beginning and behind the last."""
        if line <= 0:
            return None
        return next((number for number, first in enumerate(self._firsts) if first >= line), None)

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    def notify_style_update(self) -> None:
        self._styles_of.clear()
        super().notify_style_update()

    def _style(self, key: str) -> Style:
        known = self._styles_of.get(key)
        if known is None:
            known = self._styles_of[key] = layered(self, (f"changes--{key}",) if key else ())
        return known

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        at = y + round(self.scroll_y)
        if at >= len(self._lines):
            return Strip.blank(width, self._style(""))
        line = self._lines[at]
        here = line.change is not None and line.change == self.current
        segments = [Segment("▌ " if here else " " * MARGIN, self._style("bar" if here else ""))]
        left = width - MARGIN
        for text, key in line.pieces:
            shown = cut(text, left)
            segments.append(Segment(shown, self._style(key)))
            left -= cell_len(shown)
        if left > 0:
            segments.append(Segment(" " * left, self._style("")))
        return Strip(segments, width)
