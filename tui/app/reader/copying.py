"""Copying the passage with its evidence, to the terminal's clipboard and to what else there is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from tui.app.reader.passage import Passage
from tui.app.reader.ports import Background, Feedback, TextPane
from tui.app.state.reader_state import ReaderState
from tui.domain.text.phrases import counted


class Copying:
    """``to_terminal`` hands words to the terminal's own clipboard."""

    def __init__(
        self,
        state: ReaderState,
        text: TextPane,
        passage: Passage,
        background: Background,
        feedback: Feedback,
        to_terminal: Callable[[str], None],
    ) -> None:
        self._state = state
        self._text = text
        self._passage = passage
        self._background = background
        self._feedback = feedback
        self._to_terminal = to_terminal

    def copy(self) -> None:
        """Copy the selection, else the quote, else the sentence, with who says it and where."""
        from tui.app.state.evidence import with_evidence

        article, span = self._state.article, self._passage.span()
        if article is None or span is None:
            return
        quote = self._passage.quote() if self._text.selection is None else None
        words = with_evidence(article, self._state.picture, span, quote)
        self._to_terminal(words)
        copied = f"Copied {counted(len(span.of(article.text).split()), 'word')} with the source"
        self._background.run_too("copying", self._copy_outside(words, copied))

    async def _copy_outside(self, words: str, copied: str) -> None:
        from tui.app.terminal.clipboard import clipboard_programs, given_to

        took = await asyncio.to_thread(given_to, words, clipboard_programs(os.environ))
        if took is None:
            self._feedback.say(
                f"{copied}. If pasting gives nothing, this terminal does not take OSC 52: E exports instead."
            )
        else:
            self._feedback.say(f"{copied}, also by {took}{': prefix ] pastes it' if took == 'tmux' else ''}.")
