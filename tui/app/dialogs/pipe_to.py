"""Giving words to a command and reading what it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui.app.dialogs.dialog import Dialog
from tui.app.panes.background import run_latest
from tui.app.terminal.command import Answer
from tui.domain.errors import SaysoError
from tui.domain.text.safe import one_line

Run = Callable[[str], Awaitable[Answer]]
"""Gives the words to a command; raises SaysoError."""

_MOST_LINES = 16  # of an answer


class PipeTo(Dialog[str]):
    """Runs the command at enter, as often as is wanted. ``what`` names the words that it gets."""

    HINTS = (("enter", "run", "run"), ("↑ ↓", "scroll", ""), ("escape", "stop, close", "give_up"))
    DEFAULT_CSS = """
    PipeTo VerticalScroll { height: auto; display: none; }
    PipeTo VerticalScroll.-filled { display: block; }
    """

    def __init__(self, what: str, command: str, run: Run) -> None:
        super().__init__(f"Give {what} to a command")
        self._command = command
        self._run = run

    def inside(self) -> ComposeResult:
        yield Input(self._command, placeholder="a command: wl-copy, dict, trans -b …", compact=True)
        yield Static("", classes="muted")
        with VerticalScroll(can_focus=False):
            yield Static("", id="answer")

    def on_mount(self) -> None:
        asking = self.query_one(Input)
        self.set_focus(asking)
        asking.cursor_position = len(asking.value)

    def on_input_submitted(self) -> None:
        self.action_run()

    def action_run(self) -> None:
        """Run what is typed; what still runs is ended."""
        self._say("Running …", "")
        run_latest(self, "pipe", self._answer, self.query_one(Input).value)

    async def _answer(self, command: str) -> None:
        try:
            found = await self._run(command)
        except SaysoError as error:
            self._say(str(error), "")
            return
        said = "done" if not found.status else f"it ended with status {found.status}"
        if found.cut:
            said = "it wrote too much and was ended; this is the beginning"
        elif not found.text.strip():
            said += ", and answered nothing"
        self._say(f"{one_line(command)}: {said}", found.text.rstrip())

    def _say(self, sentence: str, text: str) -> None:
        self.query_one(".muted", Static).update(Content(sentence))
        self.query_one("#answer", Static).update(Content(text))
        around = self.query_one(VerticalScroll)
        around.set_class(bool(text.strip()), "-filled")
        around.styles.max_height = min(_MOST_LINES, self.room(sentence, typing=True))
        around.scroll_home(animate=False)

    def key_down(self) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=1, animate=False)

    def key_up(self) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=-1, animate=False)
