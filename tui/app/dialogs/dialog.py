"""Dialogs: a box over the screen, and choosing one of several things in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.app.dialogs.dismissed import DismissedOnce
from tui.app.keys.hints import Hint
from tui.app.panes.bars import KeyBar
from tui.app.panes.row_list import Line, RowList
from tui.app.text.cells import fit, wrapped
from tui.domain.text.folding import holds_words
from tui.domain.text.safe import one_line

Result = TypeVar("Result")

_WIDTH = 72  # cells of a box that does not say otherwise, as in dialogs.tcss
AIRY = 20
"""Rows of a terminal from which an empty one parts an input, what stands below it, and the keys."""


class Dialog(DismissedOnce, ModalScreen[Result | None]):
    """A box with a title and a row of keys. Escape, or a click beside it, gives None."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    AUTO_FOCUS = ""  # a dialog says in on_mount what has the focus, before the next key is handled
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False, id="dialog.give-up")]
    HINTS: ClassVar[Sequence[Hint]] = (("escape", "close", "give_up"),)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (AIRY, "-high")]  # noqa: RUF012 (Textual declares it so)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = Content(fit(one_line(self._title), 64))
            yield from self.inside()
            bar = KeyBar()
            bar.hints = self.hints
            yield bar

    @property
    def hints(self) -> Sequence[Hint]:
        """What the last row shows."""
        return self.HINTS

    def inside(self) -> ComposeResult:
        """What stands in the box."""
        yield from ()

    @property
    def key_bar(self) -> KeyBar:
        return self.query_one(KeyBar)

    def room(self, *others: str, typing: bool = False) -> int:
        """Lines that the box has for a list or a text beside such sentences, and an input if ``typing``."""
        screen, airy = self.app.size, self.app.size.height >= AIRY
        width = max(min(_WIDTH, screen.width * 96 // 100) - 6, 1)
        taken = 4 if airy else 3  # borders, keys, and the row above these
        taken += sum(len(wrapped(one_line(words), width, 9)) for words in others if words)
        taken += (2 if airy else 1) if typing else 0
        return max(screen.height * 92 // 100 - taken, 1)

    def action_give_up(self) -> None:
        self.dismiss(None)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.app.run_action(message.action, self)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.action_give_up()


class Scrolled(Dialog[Result]):
    """A dialog whose words stand in one VerticalScroll."""

    def on_mount(self) -> None:
        self.set_focus(self.query_one(VerticalScroll))

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what it stands for, what to show, a detail beside it, a key that chooses it."""

    value: str
    words: str
    detail: str = ""
    style: str = ""
    key: str = ""


class ChoiceList(RowList[Choice]):
    """The choices, one a row."""

    always_active = True

    def draw(self, row: Choice, width: int) -> Iterable[Line]:
        key = [(f"{row.key} ", "bar name")] if row.key else []
        room = width - sum(cell_len(words) for words, _ in key)
        free = room - cell_len(one_line(row.words)) - 2
        detail = fit(one_line(row.detail), max(room // 3, free)) if row.detail else ""
        words = fit(one_line(row.words), room - (cell_len(detail) + 2 if detail else 0))
        pad = " " * (room - cell_len(words) - cell_len(detail))
        return [[*key, (words, row.style), (pad, ""), (detail, "muted")]]


_MOST_ROWS = 14


class Choose(Dialog[str]):
    """Choose one of several things by arrow keys, a click, its own key, or by typing part of it.

    With ``free`` what was typed may itself be the answer: it is returned with ``=`` before it. ``enter`` says
    what that key does.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        words: str = "",
        typing: bool = False,
        free: str = "",
        enter: str = "choose",
    ) -> None:
        super().__init__(title)
        self._choices = choices
        self._words = words
        self._enter = enter
        self._typing = typing or bool(free)
        self._free = free

    @property
    def hints(self) -> Sequence[Hint]:
        return (("enter", self._enter, "choose"), ("escape", "give up", "give_up"))

    def inside(self) -> ComposeResult:
        if self._words:
            yield Static(Content(one_line(self._words)), classes="muted")
        if self._typing:
            yield Input(placeholder=self._free or "type part of it", compact=True)
        yield ChoiceList(empty_text="Nothing fits.")

    def on_mount(self) -> None:
        self._list("")
        target = Input if self._typing else ChoiceList
        self.set_focus(self.query_one(target))

    def _list(self, typed: str) -> None:
        fitting = [
            choice for choice in self._choices if holds_words(f"{choice.words} {choice.detail}", typed)
        ]
        if self._free and typed.strip():
            fitting.append(Choice(f"={typed.strip()}", f"“{typed.strip()}”", "as typed"))
        rows = self.query_one(ChoiceList)
        rows.list_rows(fitting, 0 if fitting else None)
        self._fit_rows()

    def _fit_rows(self) -> None:
        rows = self.query_one(ChoiceList)
        room = self.room(self._words, typing=self._typing)
        most = max(_MOST_ROWS, self.app.size.height // 2)
        rows.styles.height = max(min(len(rows.rows), most, room), 1)

    def on_resize(self) -> None:
        self._fit_rows()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def on_input_submitted(self) -> None:
        self.action_choose()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        choice: Choice = message.row
        self.dismiss(choice.value)

    def action_choose(self) -> None:
        row = self.query_one(ChoiceList).row
        if row is not None:
            self.dismiss(row.value)

    def on_key(self, event: events.Key) -> None:
        rows = self.query_one(ChoiceList)
        if self._typing and event.key in ("down", "up"):
            event.stop()
            rows.action_move(1 if event.key == "down" else -1)
            return
        if self._typing and event.is_printable and event.character is not None:
            event.stop()  # typed before the input was there
            self.query_one(Input).insert_text_at_cursor(event.character)
            return
        if not self._typing and event.character:
            for choice in self._choices:
                if choice.key == event.character:
                    event.stop()
                    self.dismiss(choice.value)
                    return
