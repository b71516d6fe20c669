"""Writing a note: Markdown, several lines, tags as #tag."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static, TextArea

from tui.app.dialogs.dialog import AIRY, Dialog
from tui.domain.text.phrases import shortened

Keep = Callable[[str], Awaitable[bool]]
"""Keeps a body; False: it could not be kept, and the editor stays open."""


class NoteEditor(Dialog[bool]):
    """A box to write in. What cannot be kept stays in it."""

    # Without the newer keyboard protocols alt+enter arrives as a plain enter, and ctrl+enter too.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,alt+enter,ctrl+o", "save", show=False, id="editor.save")
    ]
    HINTS = (("F2 or ctrl+o", "save", "save"), ("escape", "give up", "give_up"), ("#word", "a tag", ""))

    def __init__(self, passage: str, body: str, *, new: bool, keep: Keep) -> None:
        super().__init__("A note on" if new else "The note on")
        self._passage = passage
        self._body = body
        self._keep = keep
        self._saving = False
        self._warned = False

    def inside(self) -> ComposeResult:
        longest = 180 if self.app.size.height >= AIRY else 60
        yield Static(Content(f"“{shortened(self._passage, longest)}”"), classes="muted")
        area = TextArea(self._body, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        area.move_cursor(area.document.end)
        yield area

    def on_mount(self) -> None:
        self.set_focus(self.query_one(TextArea))

    def on_key(self, event: events.Key) -> None:
        """Keys that were typed before the box was there belong into it."""
        if event.is_printable and event.character is not None:
            event.stop()
            self.query_one(TextArea).insert(event.character)

    def action_save(self) -> None:
        # Behind the keys that the box has yet to take.
        self.query_one(TextArea).call_later(self._begin_saving)

    def _begin_saving(self) -> None:
        if not self._saving:
            self._saving = True
            self.run_worker(self._save(), group="library")

    async def _save(self) -> None:
        try:
            kept = await self._keep(self.query_one(TextArea).text)
        finally:
            self._saving = False
        if kept:
            self.dismiss(True)

    @property
    def unkept(self) -> str:
        """What was typed and is not in the library yet; empty if that is nothing."""
        areas = self.query(TextArea)
        text = areas.first().text if areas else ""
        return text if text.strip() and text != self._body else ""

    async def keep_now(self) -> bool:
        """Keep what was typed, if anything was: there is nobody left to ask. False if it was not kept."""
        return not self.unkept or await self._keep(self.unkept)

    def action_give_up(self) -> None:
        if self.query_one(TextArea).text != self._body and not self._warned:
            self._warned = True
            self.key_bar.say("Escape again throws away what you typed. F2 saves it.", 8)
            self.set_timer(8, self._forget_warning)
            return
        self.dismiss(None)

    def _forget_warning(self) -> None:
        self._warned = False
