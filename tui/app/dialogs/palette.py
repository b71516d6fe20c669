"""The palette: every command by its name; and the themes, each worn while the cursor is on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.app.dialogs.dialog import Dialog
from tui.app.keys.palette import Entry, fitting
from tui.app.panes.row_list import Line, RowList
from tui.app.text.cells import fit
from tui.domain.text.safe import one_line

_KEYS_WIDTH, _FIRST_KEY_WIDTH = 14, 7  # cells for all keys of a command, and where only the first has room
_WIDE = 64  # cells of a row from which all keys are shown
_GROUP_WIDTH = 32
_ROWS = 18


class EntryList(RowList[Entry]):
    """A command a row: its keys, its words, and at the first of a group the group."""

    always_active = True

    def list_entries(self, entries: Sequence[Entry]) -> None:
        """List these, the cursor on the first; groups are named where they begin."""
        self._begins = {
            entry.id
            for before, entry in zip((None, *entries), entries, strict=False)
            if before is None or before.group != entry.group
        }
        self.list_rows(entries, 0 if entries else None)

    def draw(self, row: Entry, width: int) -> Iterable[Line]:
        keys_width = _KEYS_WIDTH if width >= _WIDE else _FIRST_KEY_WIDTH
        keys = row.keys if cell_len(row.keys) <= keys_width else row.keys.partition(" ")[0]
        keys = fit(keys, keys_width).rjust(keys_width)
        room = max(width - keys_width - 3, 1)
        words = fit(row.words, room)
        left = room - cell_len(words)
        group = one_line(row.group) if row.id in self._begins else ""
        if cell_len(group) + 2 > left:  # a group's name that is cut tells nothing
            group = ""
        gap = max(left - max(min(_GROUP_WIDTH, left - 2), cell_len(group)), 0)
        return [[(keys, "bar name"), ("  ", ""), (words, ""), (" " * gap, ""), (group, "muted")]]


class _Searched(Dialog[str]):
    """Rows of entries below a line that filters them as one types. Gives the chosen entry's id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "step(1)", show=False),
        Binding("up,ctrl+p", "step(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
    ]
    HINTS = (("enter", "do it", "choose"), ("↑ ↓", "move", ""), ("escape", "give up", "give_up"))

    def __init__(self, title: str, entries: Sequence[Entry], placeholder: str) -> None:
        super().__init__(title)
        self._entries = entries
        self._placeholder = placeholder

    def inside(self) -> ComposeResult:
        yield Input(placeholder=self._placeholder, compact=True, select_on_focus=False)
        yield EntryList(empty_text="Nothing is called that.")

    def on_mount(self) -> None:
        self._list(self._entries)
        self.set_focus(self.query_one(Input))

    def _list(self, entries: Sequence[Entry]) -> None:
        self._rows.list_entries(entries)
        self._fit_rows()

    def _fit_rows(self) -> None:
        most = max(_ROWS, self.app.size.height // 2)
        self._rows.styles.height = max(min(len(self._rows.rows), most, self.room(typing=True)), 1)

    def on_resize(self) -> None:
        self._fit_rows()

    @property
    def _rows(self) -> EntryList:
        return self.query_one(EntryList)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._list(fitting(self._entries, event.value))

    def on_input_submitted(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        if (row := self._rows.row) is not None:
            self.dismiss(row.id)

    def action_step(self, by: int) -> None:
        self._rows.action_move(by)

    def action_turn(self, by: int) -> None:
        self._rows.action_page(by)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        entry: Entry = message.row
        self.dismiss(entry.id)

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character is not None:  # typed before the input was there
            event.stop()
            self.query_one(Input).insert_text_at_cursor(event.character)


class Palette(_Searched):
    """Every command by its name, with its keys."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__("Commands", entries, "type what you want to do")


class Themes(_Searched):
    """The themes, ours first; ``wear`` puts one on while the cursor is on it, and back if it is given up."""

    HINTS = (("enter", "keep it", "choose"), ("↑ ↓", "try", ""), ("escape", "as it was", "give_up"))

    def __init__(self, names: Sequence[str], worn: str, wear: Callable[[str], None]) -> None:
        entries = [Entry(name, name, "● worn now" if name == worn else "", _family(name)) for name in names]
        super().__init__("Themes", entries, "type part of a name")
        self._worn = worn
        self._wear = wear

    def _list(self, entries: Sequence[Entry]) -> None:
        super()._list(entries)
        for index, entry in enumerate(entries):
            if entry.id == self._worn:
                self._rows.point(index)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        entry: Entry = message.row
        self._wear(entry.id)

    def action_give_up(self) -> None:
        self._wear(self._worn)
        super().action_give_up()


def _family(name: str) -> str:
    return "sayso's own" if name.startswith("sayso") else "Textual's"
