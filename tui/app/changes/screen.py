"""The screen of changes: what was changed from one version of an article to the one that is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from tui.app.changes.entries import entries
from tui.app.changes.layout import SIDE_BY_SIDE
from tui.app.changes.view import ChangesView
from tui.app.dialogs.dialog import Choice, Choose
from tui.app.keys import keymap
from tui.app.keys.hints import Hint
from tui.app.panes.background import run_latest
from tui.app.panes.bars import KeyBar, TitleBar
from tui.app.state.services import Services
from tui.domain.article import Span
from tui.domain.collection.changes import Changes, in_one_line
from tui.domain.errors import SaysoError
from tui.domain.kept import Version
from tui.domain.ports import Exporter
from tui.domain.text.phrases import counted

Compare = Callable[[str], Awaitable[Changes]]
"""What changed since the version with that text; raises SaysoError."""


_WRITTEN = (
    Choice("md", "Markdown: quotes first, then the paragraphs, with what went and what came"),
    Choice("json", "JSON"),
)


class ChangesScreen(Screen[Span | None]):
    """Inline or side by side; gives the place in the open article that was chosen, or None."""

    CSS_PATH = "changes.tcss"
    COMMANDS_OF = "changes"
    BINDINGS: ClassVar[list[BindingType]] = keymap.bindings("changes")

    def __init__(
        self, services: Services, found: Changes, versions: Sequence[Version], compare: Compare
    ) -> None:
        super().__init__()
        self.services = services
        self._found = found
        self._versions = versions
        self._compare = compare
        self._everything = False
        self.title_bar = TitleBar()
        self.summary = Static(id="summary", markup=False)
        self.key_bar = KeyBar()

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield self.summary
        self.view = ChangesView(brackets=self.app.no_color)
        yield self.view
        yield self.key_bar

    def on_mount(self) -> None:
        self.set_focus(self.view)
        self._show()

    def _show(self) -> None:
        self.view.show(entries(self._found, everything=self._everything))
        self._tell()

    def _tell(self) -> None:
        """Say what is compared, which change one is at, and which keys there are."""
        before, after = self._found.before, self._found.after
        self.title_bar.title = f"What changed: {after.title}"
        seen = {one.text_hash: one for one in self._versions}
        was = seen.get(before.text_hash)
        now = seen.get(after.text_hash)
        self.title_bar.about = f"{when(was)} → {when(now)}" if was and now else ""
        self.summary.update(in_one_line(self._found))
        current = self.view.current
        self.key_bar.lead = f"{current + 1}/{self.view.count}" if current is not None else ""
        self.key_bar.hints = self._hints()

    def _hints(self) -> list[Hint]:
        def hint(command: str, words: str, *more: str) -> Hint:
            names = (command, *more)
            pressed = "/".join(self.services.keys_of(name).split(" ")[0] for name in names)
            return pressed, words, next(one.action for one in keymap.COMMANDS if one.id == command)

        beside = "inline" if self.view.beside else "side by side"
        older = len(self._versions) > 2
        return [
            hint("changes.next", "change", "changes.previous"),
            hint("changes.choose", "go there"),
            *([hint("changes.beside", beside)] if self.size.width >= SIDE_BY_SIDE else []),
            hint("changes.everything", "changes alone" if self._everything else "all of the text"),
            *([hint("changes.versions", "another version")] if older else []),
            hint("changes.export", "export"),
            hint("app.help", "help"),
            hint("changes.close", "back"),
        ]

    def on_resize(self) -> None:
        self._tell()

    def on_changes_view_moved(self) -> None:
        self._tell()

    def on_changes_view_chosen(self) -> None:
        self.action_choose()

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.app.run_action(message.action, self)

    # ── commands ─────────────────────────────────────────────────────────────────────────────────────────

    def action_step(self, by: int) -> None:
        if not self.view.step(by):
            self.key_bar.say("That was the last change." if by > 0 else "That was the first change.")

    def action_choose(self) -> None:
        entry = self.view.entry
        if entry is None or entry.place is None:
            self.key_bar.say("It stands in the older version alone: there is no place to go to.")
        else:
            self.dismiss(entry.place)

    def action_beside(self) -> None:
        if not self.view.beside and not self.view.fits_beside:
            self.key_bar.say(f"Side by side needs {SIDE_BY_SIDE} columns.")
            return
        self.view.beside = not self.view.beside
        self._tell()

    def action_everything(self) -> None:
        self._everything = not self._everything
        self._show()

    def action_versions(self) -> None:
        """Compare with another version."""
        after = self._found.after.text_hash
        choices = [
            Choice(one.text_hash, when(one), counted(one.words, "word"))
            for one in reversed(self._versions)
            if one.text_hash != after
        ]

        def chosen(text_hash: str | None) -> None:
            if text_hash is not None:
                run_latest(self, "compare", self._other, text_hash)

        self.app.push_screen(Choose("Compare with the version of", choices), chosen)

    async def _other(self, text_hash: str) -> None:
        try:
            self._found = await self._compare(text_hash)
        except SaysoError as error:
            self.services.warn(str(error), severity="error")
            return
        self._show()

    def action_export(self) -> None:
        exporter = self.services.exporter
        if exporter is None:
            self.key_bar.say("There is nothing to export it with.")
            return

        def chosen(form: str | None) -> None:
            if form is not None:
                run_latest(self, "export", self._write, exporter, form)

        self.app.push_screen(Choose("Export what changed as", _WRITTEN), chosen)

    async def _write(self, exporter: Exporter, form: str) -> None:
        from tui.app.state.new_file import export

        made = partial(exporter.changes, self._found, self._versions, form)
        title = f"{self._found.after.title} changes"
        await export(made, title, form, self.key_bar.say, self.services.warn)

    def action_close(self) -> None:
        self.dismiss(None)


def when(version: Version) -> str:
    """When a version was seen first: ``28 Nov 10:20``."""
    try:
        seen = datetime.fromisoformat(version.seen).astimezone()
    except ValueError:
        return version.seen
    return f"{seen.day} {seen:%b} {seen:%H:%M}"
