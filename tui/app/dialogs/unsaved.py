"""The note that is being written when the app has to end: it goes to the library, or else into a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

from textual.dom import DOMNode

from tui.app.dialogs.note_editor import NoteEditor

_SECONDS = 0.5
"""How long the library may take for it."""
Rescue = Callable[[str], str]
"""Puts words into a file of their own and gives its name. Raises OSError."""


class Unsaved:
    """``screens`` are those that are open at the moment of asking."""

    def __init__(self, screens: Callable[[], Iterable[DOMNode]], rescue: Rescue | None) -> None:
        self._screens = screens
        self._rescue = rescue
        self._words: str | None = None  # what is not in the library; None: nobody has looked yet

    def _editors(self) -> list[NoteEditor]:
        return [screen for screen in self._screens() if isinstance(screen, NoteEditor)]

    def _written(self) -> str:
        return "\n\n".join(filter(None, (editor.unkept for editor in self._editors())))

    def look(self) -> None:
        """Take up what is being written, while its boxes are still there."""
        self._words = self._written()

    async def keep(self) -> None:
        """Give what is being written to the library. Never raises: see :meth:`rescue`."""
        self.look()
        with suppress(Exception):  # whatever it is, the app is ending, and the words go into a file
            async with asyncio.timeout(_SECONDS):
                if all([await editor.keep_now() for editor in self._editors()]):
                    self._words = ""

    def rescue(self) -> str:
        """Put what is not in the library into a file; a sentence that says so, or none. For any thread.

        Raises OSError.
        """
        words = self._written() if self._words is None else self._words
        self._words = ""
        if not words or self._rescue is None:
            return ""
        return f"The note could not be kept in the library. What you typed is in {self._rescue(words)}."
