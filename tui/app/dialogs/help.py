"""All keys, from the keymap."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.app.dialogs.dialog import Dialog
from tui.app.keys import keymap as keys
from tui.app.panes import article_look
from tui.app.text.cells import fit

_KEYS_WIDTH = 22  # cells


class Help(Dialog[None]):
    """What every key does. The user's keymap is shown, not what it replaces."""

    BINDINGS = [  # noqa: RUF012
        Binding("q,f1", "give_up", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("space,d", "scroll(12)", show=False),
        Binding("b,u", "scroll(-12)", show=False),
    ]
    HINTS = (("↑ ↓ space", "scroll", ""), ("escape", "close", "give_up"))

    def __init__(self, user_keys: Mapping[str, str]) -> None:
        super().__init__("Keys")
        self._user_keys = user_keys

    def inside(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self._content())

    def on_mount(self) -> None:
        self.set_focus(self.query_one(VerticalScroll))

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _content(self) -> Content:
        parts: list[tuple[str, str] | str] = []

        def group(title: str, rows: list[tuple[str, str]]) -> None:
            parts.append((f"\n{title}\n", "bold $primary"))
            for pressed, words in rows:
                shown = fit(pressed, _KEYS_WIDTH)
                parts.append((f"  {shown.ljust(_KEYS_WIDTH)} ", "bold"))
                parts.append(f"{words}\n")

        moving = []
        for binding in article_look.BINDINGS:
            if isinstance(binding, Binding) and not (binding.id or "").startswith("article.digit-"):
                mine = self._user_keys.get(binding.id or "", binding.key)
                moving.append((keys.shown(mine), binding.description))
        moving.append(("1 … 9", "A count before a motion: 3J, 5j, 40%"))
        group("Reading and selecting", moving)
        titles = dict.fromkeys(command.group for command in keys.COMMANDS)
        for title in titles:
            rows = [
                (keys.shown(self._user_keys.get(command.id, command.keys)), command.words)
                for command in keys.COMMANDS
                if command.group == title
            ]
            group(title, rows)
        parts.append(
            (
                "\nMouse: click a quote, a name or a note; drag to select, double click for a word, "
                "for a sentence; drag the line between the panes.\nYour own keys: keymap.toml in the "
                'configuration folder, lines such as "quote.next" = "J,]q".\n',
                "$foreground 65%",
            )
        )
        parts.append(("\nNames for keymap.toml\n", "bold $primary"))
        parts.append(", ".join(command.id for command in keys.COMMANDS))
        return Content.assemble(*parts)
