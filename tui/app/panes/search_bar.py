"""The row in which the words to look for are typed: imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from tui.app.panes.bars import SEARCH_INPUT


class SearchBar(Horizontal):
    """Asks for the words to look for; made when it is first needed."""

    DEFAULT_CSS = """
    SearchBar { height: 1; background: $panel; }
    SearchBar Input { height: 1; border: none; background: $panel; width: 1fr; padding: 0; }
    SearchBar .prompt { width: 2; color: $text-primary; text-style: bold; }
    SearchBar .found { width: auto; min-width: 14; color: $foreground; text-align: right; padding: 0 1; }
    """

    class Changed(Message):
        """Other words are being typed."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Accepted(Changed):
        """The words were entered."""

    class Cancelled(Message):
        """The search was given up."""

    def __init__(self, direction: int, queries: Sequence[str] = ()) -> None:
        super().__init__(id="search")
        self.direction = direction
        self._queries = queries
        """What was searched for before, the latest last."""
        self._at = len(queries)  # which of them is shown

    def compose(self) -> ComposeResult:
        from textual.widgets import Input, Static

        yield Static("/ " if self.direction > 0 else "? ", classes="prompt", markup=False)
        yield Input(id=SEARCH_INPUT, compact=True)
        yield Static("", classes="found", markup=False)

    def on_mount(self) -> None:
        self.screen.set_focus(self.query_one(f"#{SEARCH_INPUT}"))

    def found(self, words: str) -> None:
        """Say how many there are; nothing while the bar is being made or taken away."""
        from textual.widgets import Static

        for place in self.query(".found").results(Static):
            place.update(words)

    def on_input_changed(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Changed(getattr(event, "value", "")))

    def on_input_submitted(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Accepted(getattr(event, "value", "")))

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.post_message(self.Cancelled())
        elif event.key in ("up", "down"):
            event.stop()
            self._recall(-1 if event.key == "up" else 1)

    def _recall(self, step: int) -> None:
        """An earlier search, or a later one; after the latest nothing."""
        from textual.widgets import Input

        self._at = min(max(self._at + step, 0), len(self._queries))
        asking = self.query_one(f"#{SEARCH_INPUT}", Input)
        asking.value = self._queries[self._at] if self._at < len(self._queries) else ""
        asking.cursor_position = len(asking.value)
