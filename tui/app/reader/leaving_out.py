"""What was left out of the article when it was read, and why: a list to look through."""

from __future__ import annotations

import asyncio

from tui.app.reader.asking import ask
from tui.app.reader.ports import Background, Dialogs, Feedback
from tui.app.state.reader_state import ReaderState
from tui.domain.errors import SourceError
from tui.domain.ports import Loader
from tui.domain.text.phrases import counted


class LeavingOut:
    """Reads the source of the article once more, and lists what is not in it."""

    group = "leaving-out"

    def __init__(
        self, state: ReaderState, loader: Loader, dialogs: Dialogs, background: Background, feedback: Feedback
    ) -> None:
        self._state = state
        self._loader = loader
        self._dialogs = dialogs
        self._background = background
        self._feedback = feedback

    def show(self) -> None:
        """Show the list, as soon as the source has been read."""
        article = self._state.article
        if article is None:
            self._feedback.say("There is no article yet.")
            return
        self._background.run_latest(self.group, self._show, article.source)

    async def _show(self, source: str) -> None:
        try:
            _, left = await asyncio.to_thread(self._loader.explain, source)
        except SourceError as error:
            self._feedback.warn(str(error), severity="error")
            return
        if not left:
            self._feedback.say("Nothing was left out.")
            return
        listed = [(str(number), one.words, one.why) for number, one in enumerate(left)]
        title = f"Left out: {counted(len(left), 'piece')}"
        ask(self._dialogs, title, listed, lambda _: None, typing=True)
