"""A list of rows that draws only what is visible: thousands of rows cost nothing.

Rows are of equal height, or each as high as it says.

A row is given in pieces, each a text with the keys of its styles (component classes ``row--KEY``); nothing
in a piece is read as markup, and every text is made safe and cut to the cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.app.keys import keymap
from tui.app.panes.layered import LateComponents, layered
from tui.app.text.cells import cut, wrapped
from tui.app.text.letters import RowLetters
from tui.app.text.paint import COLOUR_KEYS, SPEAKER_COLOURS
from tui.app.theme import hues
from tui.domain.text.safe import one_line

Piece = tuple[str, str]
"""A text and the keys of its styles, separated by spaces."""
Line = Sequence[Piece]
Row = TypeVar("Row")

_SPEAKERS = tuple(f"speaker-{number}" for number in range(SPEAKER_COLOURS))
_COLOURS = tuple(f"colour-{name}" for name in COLOUR_KEYS)
_INKS = tuple(f"ink-{name}" for name in COLOUR_KEYS)
_LOOKS = ("cursor", "cursor-idle", "chosen", "name", "unnamed", "muted", "spark", "bar", "warning")
_LETTERS = ("letter", "letter-typed")
_KEYS = (*_LOOKS, *_LETTERS, *_SPEAKERS, *_COLOURS, *_INKS)


class RowList(LateComponents, ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows to move through. ``cursor`` is the index of the row the reader is at, None for none."""

    ALLOW_SELECT = False
    LATE_COMPONENTS: ClassVar[frozenset[str]] = frozenset(f"row--{key}" for key in _KEYS)
    FIRST_COMPONENTS: ClassVar[frozenset[str]] = frozenset({"row--muted"})
    SOON_COMPONENTS: ClassVar[frozenset[str]] = frozenset(
        f"row--{key}" for key in ("name", "unnamed", "muted", "spark", "cursor-idle", *_SPEAKERS)
    )
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        overflow-y: auto;
        & > .row--muted { color: $text-muted; }
    }
    """
    LATE_CSS: ClassVar[str] = """
    RowList {
        & > .row--cursor { background: $primary 32%; text-style: bold; }
        & > .row--cursor-idle { background: $foreground 12%; }
        & > .row--chosen { text-style: bold underline; }
        & > .row--name { text-style: bold; }
        & > .row--unnamed { text-style: italic; }
        & > .row--spark { color: $text-muted; }
        & > .row--bar { color: $primary; }
        & > .row--warning { color: $text-warning; }
        & > .row--letter { background: $accent; color: auto 95%; text-style: bold; }
        & > .row--letter-typed { background: $accent 40%; color: auto 80%; }
        &:ansi {
            & > .row--cursor { background: ansi_default; text-style: bold reverse; }
            & > .row--cursor-idle { background: ansi_default; text-style: bold; }
            & > .row--spark { color: ansi_bright_black; }
            & > .row--letter { background: ansi_default; color: ansi_default; text-style: bold reverse; }
            & > .row--letter-typed { background: ansi_default; color: ansi_default; text-style: underline; }
        }
        &:nocolor {
            & > .row--cursor { text-style: bold reverse; }
            & > .row--letter-typed { text-style: underline; }
        }
    }
    """ + hues.css("RowList", "row", hues.speaker_rules(), hues.ink_rules("ink"), hues.ground_rules("colour"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next row", show=False, id="list.down"),
        Binding("k,up", "move(-1)", "Previous row", show=False, id="list.up"),
        Binding("space,pagedown", "page(1)", "Page down", show=False, id="list.page-down"),
        Binding("b,pageup", "page(-1)", "Page up", show=False, id="list.page-up"),
        Binding("g,home", "end(-1)", "First row", show=False, id="list.top"),
        Binding("G,end", "end(1)", "Last row", show=False, id="list.bottom"),
        Binding("enter", "choose", "Go there", show=False, id="list.choose"),
        *keymap.bindings("list"),
    ]
    COMMANDS_OF = "list"

    cursor: reactive[int | None] = reactive(None, init=False)
    empty_text: reactive[str] = reactive("", init=False)
    """Shown while there are no rows."""
    row_height: reactive[int] = reactive(1, init=False)

    gap: int = 0
    """Rows of cells at the end of each row that stay empty, also under the cursor."""
    always_active: bool = False
    """Whether the cursor is drawn as if the list always had the focus."""

    class Moved(Message):
        """The reader moved to another row by key (nothing is chosen yet)."""

        def __init__(self, rows: RowList[Any], index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index
            self.row: Any = rows.rows[index]
            """The row itself: another one may stand there when the message arrives."""

        @property
        def control(self) -> RowList[Any]:
            return self.rows

    class Chosen(Moved):
        """A row was chosen, by enter, by a click or by its letters."""

    class Lettered(Message):
        """Letters stand on the rows, or do no longer; ``wrong`` was typed and stands on none."""

        def __init__(self, rows: RowList[Any], *, shown: bool, wrong: str = "") -> None:
            super().__init__()
            self.rows = rows
            self.shown = shown
            self.wrong = wrong

    def __init__(self, *, id: str | None = None, empty_text: str = "", row_height: int = 1) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.set_reactive(RowList.empty_text, empty_text)
        self.set_reactive(RowList.row_height, row_height)
        self._tops: Sequence[int] = ()  # of each row, and the end; empty where all are of equal height
        self._drawn: dict[tuple[int, int, str], list[Strip]] = {}
        self._styles_of: dict[str, Style] = {}
        self._letters = RowLetters()

    # ── what is listed ───────────────────────────────────────────────────────────────────────────────────

    def draw(self, row: Row, width: int) -> Iterable[Line]:
        """The lines of a row, as many as it is high, ``width`` cells wide. To be overridden."""
        raise NotImplementedError

    def heights(self, width: int) -> Sequence[int]:
        """How high each row is in a list so wide; empty: all of them ``row_height``."""
        return ()

    def list_rows(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        """List other rows, with the cursor at an index; nothing is posted."""
        self.rows = rows
        self._end_letters()
        self._forget()
        self.set_reactive(RowList.cursor, cursor if cursor is not None and cursor < len(rows) else None)
        self._extent()
        self._show_cursor()

    def point(self, index: int | None) -> None:
        """Put the cursor on a row and show it; nothing is posted."""
        if index != self.cursor:
            self.cursor = index
        self._show_cursor()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor is not None and self.cursor < len(self.rows) else None

    def _extent(self) -> None:
        before, width = self.virtual_size, self.scrollable_content_region.width
        heights = self.heights(width) if width else ()
        self._tops = list(accumulate(heights, initial=0)) if heights else ()
        size = Size(width, self._top(len(self.rows)))
        if self.show_vertical_scrollbar and size.width == before.width and size.height >= before.height:
            # A longer list keeps its scroll bar: no need to lay the whole screen out for it.
            self.set_reactive(Widget.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size
        self.refresh()

    def _top(self, index: int) -> int:
        """The first line of a row, counted from that of the first one."""
        return self._tops[index] if self._tops else index * self.row_height

    def row_at(self, line: int) -> tuple[int, int]:
        """The row that a line belongs to, counting on where there is none, and which of its lines it is."""
        if not self._tops:
            return divmod(line, self.row_height)
        index = bisect_right(self._tops, line) - 1
        return index, line - self._tops[index]

    def _forget(self) -> None:
        self._drawn.clear()

    def watch_cursor(self) -> None:
        self.refresh()

    def watch_empty_text(self) -> None:
        self.refresh()

    def watch_row_height(self) -> None:
        self._forget()
        self._extent()
        self._show_cursor()

    def on_resize(self, event: events.Resize) -> None:
        self._end_letters()
        self._forget()
        self._extent()
        self._show_cursor()

    def notify_style_update(self) -> None:
        self._forget()
        self._styles_of.clear()
        super().notify_style_update()

    def _show_cursor(self) -> None:
        if self.cursor is not None and self.size.height:
            top = self._top(self.cursor)
            region = Region(0, top, 1, self._top(self.cursor + 1) - top)
            self.scroll_to_region(region, animate=False, immediate=True, force=True)

    # ── moving ───────────────────────────────────────────────────────────────────────────────────────────

    def _go(self, index: int) -> None:
        if not self.rows:
            return
        index = min(max(index, 0), len(self.rows) - 1)
        self.point(index)
        self.post_message(self.Moved(self, index))

    def action_move(self, by: int) -> None:
        if self.cursor is None:
            self._go(0 if by > 0 else len(self.rows) - 1)
        else:
            self._go(self.cursor + by)

    def action_page(self, by: int) -> None:
        here = self.cursor or 0
        there = self.row_at(max(self._top(here) + by * self.size.height, 0))[0]
        self._go(max(there - 1, here + 1) if by > 0 else min(there + 1, here - 1))

    def action_end(self, direction: int) -> None:
        self._go(0 if direction < 0 else len(self.rows) - 1)

    def action_choose(self) -> None:
        if self.cursor is None and self.rows:
            self.point(0)
        if self.cursor is not None and self.rows:
            self.post_message(self.Chosen(self, self.cursor))

    def on_focus(self) -> None:
        if self.cursor is None and self.rows:
            self.point(0)
        self._forget()
        self.refresh()

    def on_blur(self) -> None:
        self._end_letters()
        self._forget()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        index, _ = self.row_at(event.y + round(self.scroll_y))
        if event.button == 1 and 0 <= index < len(self.rows):
            self.point(index)
            self.post_message(self.Chosen(self, index))

    # ── letters ──────────────────────────────────────────────────────────────────────────────────────────

    def action_letters(self) -> None:
        """Put letters on the rows that begin in view."""
        top = round(self.scroll_y)
        first, line = self.row_at(top)
        last, _ = self.row_at(top + self.scrollable_content_region.height - 1)
        in_view = range(first + (line > 0), min(last + 1, len(self.rows)))
        if in_view:
            self._letters.put(in_view)
            self.post_message(self.Lettered(self, shown=True))
            self.refresh()

    def _end_letters(self) -> None:
        if self._letters.on:
            self._letters = RowLetters()
            self.post_message(self.Lettered(self, shown=False))
            self.refresh()

    def on_key(self, event: events.Key) -> None:
        """While letters stand on the rows they are typed; a key that is no sign does what it does."""
        if not self._letters.on:
            return
        if event.character is not None and event.character.isalpha():
            event.stop()
            self._type(event.character)
            return
        if event.is_printable or event.key in ("escape", "backspace"):
            event.stop()
        self._end_letters()

    def _type(self, letter: str) -> None:
        try:
            index = self._letters.take(letter)
        except KeyError as wrong:
            self.post_message(self.Lettered(self, shown=True, wrong=wrong.args[0]))
            return
        if index is None:
            self.refresh()
            return
        self._end_letters()
        self._go(index)
        if letter.islower():
            self.post_message(self.Chosen(self, index))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._end_letters()  # other rows are in view

    def on_mouse_down(self) -> None:
        self._end_letters()

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────────────

    def style_of(self, keys: str) -> Style:
        """The styles of some keys laid over one another, see-through grounds blended."""
        known = self._styles_of.get(keys)
        if known is None:
            known = layered(self, map("row--{}".format, keys.split()))
            few = self.app.current_theme.ansi or self.app.no_color
            if few and keys.partition(" ")[0] == "cursor":
                # In reverse each colour would be a patch of its own: one row is one bar.
                known = known.without_color
            self._styles_of[keys] = known
        return known

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self.rows:
            return self._empty(y, width)
        index, line = self.row_at(y + round(self.scroll_y))
        if index >= len(self.rows):
            return Strip.blank(width, self.style_of(""))
        ground = ""
        if index == self.cursor and line < self._top(index + 1) - self._top(index) - self.gap:
            ground = "cursor" if self.has_focus or self.always_active else "cursor-idle"
        strips = self._drawn.get((index, width, ground))
        if strips is None:
            if len(self._drawn) > 500:
                self._drawn.clear()
            strips = [self._strip(pieces, width, ground) for pieces in self.draw(self.rows[index], width)]
            self._drawn[index, width, ground] = strips
        strip = strips[line] if line < len(strips) else self._strip((), width, ground)
        return strip if line or index not in self._letters.on else self._lettered(strip, index)

    def _lettered(self, strip: Strip, index: int) -> Strip:
        keys, typed = self._letters.on[index], len(self._letters.typed)
        written = Strip(
            [
                Segment(keys[:typed], self.style_of("letter-typed")),
                Segment(keys[typed:], self.style_of("letter")),
            ]
        )
        return Strip.join([written, strip.crop(len(keys), strip.cell_length)])

    def _strip(self, pieces: Line, width: int, ground: str = "") -> Strip:
        left = width
        segments = []
        for text, keys in pieces:
            shown = cut(one_line(text), left)
            if shown:
                segments.append(Segment(shown, self.style_of(f"{ground} {keys}")))
                left -= cell_len(shown)
        if left > 0:
            segments.append(Segment(" " * left, self.style_of(ground)))
        return Strip(segments, width)

    def _empty(self, y: int, width: int) -> Strip:
        lines = self._lines_of_nothing(self.empty_text, width)
        if y >= len(lines):
            return Strip.blank(width, self.style_of(""))
        return self._strip(((f" {lines[y]}", "muted"),), width)

    @staticmethod
    @lru_cache(maxsize=16)
    def _lines_of_nothing(words: str, width: int) -> Sequence[str]:
        return wrapped(words, max(width - 2, 1), 6)
