"""Handing the selection or the article to a command of the reader's, and having it read aloud."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import suppress

from tui.app.reader.ports import Background, Dialogs, Feedback, TextPane
from tui.app.state.reader_state import ReaderState
from tui.app.text.motions import sentence_at
from tui.domain.errors import SaysoError
from tui.domain.settings import Settings
from tui.domain.text.phrases import counted

_SECONDS = 30.0
"""How long a command may take to answer."""
_SPEAKING = {"espeak-ng": "espeak-ng --stdin", "spd-say": "spd-say -w -e", "say": "say"}
"""Programs that read aloud what comes on their standard input, the likeliest first."""
_STOPS = {"spd-say": "spd-say -S"}
"""What is to be said besides to a program that hands its words on to a service."""


class HandingOn:
    """``settings`` may name the commands."""

    def __init__(
        self,
        state: ReaderState,
        text: TextPane,
        dialogs: Dialogs,
        background: Background,
        feedback: Feedback,
        settings: Settings,
    ) -> None:
        self._state = state
        self._text = text
        self._dialogs = dialogs
        self._background = background
        self._feedback = feedback
        self._settings = settings
        self._last = settings.words("pipe")
        self._speaking = False

    # ── a command ────────────────────────────────────────────────────────────────────────────────────────

    def pipe(self) -> None:
        """Ask for a command and give it the selection, else the article."""
        article = self._state.article
        if article is None:
            return
        from tui.app.dialogs.pipe_to import PipeTo
        from tui.app.terminal.command import Answer, answer

        selection = self._text.selection
        words = article.text if selection is None else selection.of(article.text)
        count = counted(len(words.split()), "word")
        what = f"the article ({count})" if selection is None else f"what is selected ({count})"

        async def run(command: str) -> Answer:
            self._last = command
            return await answer(command, words, seconds=_SECONDS)

        self._dialogs.open_dialog(PipeTo(what, self._last, run))

    # ── reading aloud ────────────────────────────────────────────────────────────────────────────────────

    def speak(self) -> None:
        """Read the selection aloud, else the article from the caret's sentence on; again: stop."""
        article = self._state.article
        if article is None:
            return
        if self._speaking:
            self._background.cancel("speaking")
            return
        command = self._settings.words("speak") or next(filter(None, map(_there, _SPEAKING)), "")
        if not command:
            self._feedback.say(
                "Nothing here reads aloud: install espeak-ng or speech-dispatcher, or name a command "
                "(sayso config)."
            )
            return
        if self._text.selection is not None:
            words = self._text.selection.of(article.text)
        else:
            from tui.domain.spoken import spoken

            picture = self._state.picture
            here = sentence_at(article, self._text.caret)
            start = here.start if here is not None else self._text.caret
            words = spoken(article, picture.analysis if picture is not None else None, start=start)
        self._background.run_too("speaking", self._speak(command, words))

    async def _speak(self, command: str, words: str) -> None:
        from tui.app.terminal.command import answer

        self._speaking = True
        stops = self._feedback.keys_of("article.speak")
        self._feedback.say(f"Reading aloud; {stops} stops.")
        try:
            found = await answer(command, words, seconds=None)
        except SaysoError as error:
            self._feedback.say(str(error))
        except asyncio.CancelledError:
            if stop := _STOPS.get(command.split()[0]):
                with suppress(SaysoError):
                    await answer(stop, "", seconds=2)
            self._feedback.say("No longer read aloud.")
            raise
        else:
            if found.status:
                self._feedback.say(f"{command} failed: {' '.join(found.text.split())[:120] or found.status}")
        finally:
            self._speaking = False


def _there(program: str) -> str:
    return _SPEAKING[program] if shutil.which(program) else ""
