"""The row for typing what to look for: put on the screen when it is needed, and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.css.query import DOMQuery
from textual.screen import Screen
from textual.widget import Widget

from tui.app.panes.bars import SEARCH_INPUT

if TYPE_CHECKING:
    from tui.app.panes.search_bar import SearchBar


class SearchRow:
    """The :class:`SearchBar` of a screen, above the row ``above``; ``text`` has the focus when it goes."""

    def __init__(self, screen: Screen[Any], above: Widget, text: Widget) -> None:
        self._screen = screen
        self._above = above
        self._text = text

    async def open(self, direction: int, earlier: Sequence[str]) -> None:
        """Show the row and go to it; ``earlier`` are the words of the searches before, the latest last."""
        from tui.app.panes.search_bar import SearchBar

        bars = self._bars()
        if bars:
            bars.first().direction = direction
            self._screen.set_focus(bars.first().query_one(f"#{SEARCH_INPUT}"))
        else:
            await self._screen.mount(SearchBar(direction, earlier), before=self._above)

    def close(self) -> None:
        """Take the row away."""
        self._bars().remove()
        self._screen.set_focus(self._text)

    def show_found(self, words: str) -> None:
        """Say how many there are."""
        for bar in self._bars():
            bar.found(words)

    def _bars(self) -> DOMQuery[SearchBar]:
        return self._screen.query("SearchBar")  # type: ignore[return-value]
