"""A row in which something is typed: what to search for, which feed to add."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static


class AskRow(Horizontal):
    """A prompt and an input. ``purpose`` is what is asked for."""

    DEFAULT_CSS = """
    AskRow { height: 1; background: $panel; }
    AskRow Input { height: 1; border: none; background: $panel; width: 1fr; padding: 0; }
    AskRow .prompt { width: auto; color: $text-primary; text-style: bold; padding: 0 1; }
    """

    def __init__(self, purpose: str, prompt: str, placeholder: str, value: str = "") -> None:
        super().__init__()
        self.purpose = purpose
        self._prompt = prompt
        self.input = Input(value, placeholder=placeholder, compact=True)

    def compose(self) -> ComposeResult:
        yield Static(self._prompt, classes="prompt", markup=False)
        yield self.input
