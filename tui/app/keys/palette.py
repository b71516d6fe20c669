"""The commands behind ctrl+p and ``:``, with the words that vim's users type for some of them."""

from __future__ import annotations

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

_SHORT = {"q": "Quit", "q!": "Quit", "qa": "Quit", "wq": "Quit", "x": "Quit", "h": "Help: all keys"}
"""What is typed whole, and the command that is meant by it."""
_FIRST = 1_000.0  # a score above those of names that only look alike


class Commands(SystemCommandsProvider):
    """Every command by its name; one that was typed in short comes first."""

    async def search(self, query: str) -> Hits:
        meant = _SHORT.get(query.strip())
        for command in self.app.get_system_commands(self.screen):
            if command.title == meant:
                yield Hit(_FIRST, command.title, command.callback, help=command.help)
        async for hit in super().search(query):
            if hit.text != meant:
                yield hit
