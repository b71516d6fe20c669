"""A line for a path or an address, with Tab to complete it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.app.library.paths import completed

_SHOWN = 12
"""So many names are told where there are several."""


class PathInput(Input):
    """An input whose Tab completes a path. ``tell`` is called with the names where there are several."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "Complete", show=False)]

    def __init__(self, value: str, tell: Callable[[str], None], *, placeholder: str) -> None:
        super().__init__(value, placeholder=placeholder, compact=True)
        self._tell = tell

    async def action_complete(self) -> None:
        """Complete what stands before the caret, unless something else is typed meanwhile."""
        typed = self.value
        completion = await asyncio.to_thread(completed, typed)
        if self.value != typed or not self.is_attached:
            return
        if completion.value != typed:
            self.value = completion.value
            self.cursor_position = len(self.value)
        if completion.names:
            more = len(completion.names) - _SHOWN
            told = "  ".join(completion.names[:_SHOWN])
            self._tell(f"{told}  … {more} more" if more > 0 else told)
        elif completion.value == typed:
            self._tell("Nothing there begins like that." if typed else "Type the beginning of a path.")
