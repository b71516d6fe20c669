"""Editing a note in the user's own editor."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from textual.app import App, SuspendNotSupported

from tui.app.terminal import ending
from tui.app.terminal.note_file import with_comment, without_comment
from tui.domain.errors import SaysoError
from tui.domain.text.safe import one_line

_LAST_WORDS = 0.3
"""Seconds that an editor is given to write its file when the terminal is closed or sayso is told to end."""
_GLANCE = 0.05  # seconds between two looks at whether the editor has ended


def edited_outside(app: App[int], body: str, passage: str) -> str:
    """The body as $VISUAL or $EDITOR (else vi) left it; the app stands still meanwhile.

    Raises SaysoError with one sentence if the editor cannot be run or fails; what was typed is then still
    in the file the sentence names.
    """
    words = _command()
    try:
        handle, name = tempfile.mkstemp(prefix="sayso-note-", suffix=".md")
    except OSError as error:
        raise SaysoError(
            "There is no folder for temporary files that can be written (TMPDIR names one): press a to write "
            "here."
        ) from error
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(with_comment(body, passage))
    except OSError as error:
        path.unlink(missing_ok=True)
        raise SaysoError(f"{name} could not be written ({error.strerror}): press a to write here.") from error
    editor = _Editor()
    try:
        with app.suspend():
            editor.run([*words, name])
            if editor.is_left():
                ending.redirect_to_nowhere()
    except SuspendNotSupported as error:
        path.unlink(missing_ok=True)
        raise SaysoError("This terminal cannot make room for an editor: press a to write here.") from error
    called = one_line(words[0]).strip() or "$EDITOR"
    if not editor.started:
        path.unlink(missing_ok=True)
        raise SaysoError(f"{called} could not be started: set $EDITOR to your editor.")
    if editor.status and not editor.told:
        raise SaysoError(f"{called} failed (status {editor.status}). What you typed is in {name}.")
    try:
        if not path.is_file():  # reading a named pipe would wait for ever
            raise SaysoError(f"The note could not be read back: {name} is no file any more.")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SaysoError(f"The note could not be read back from {name}: {error}") from error
    if not editor.told:  # an editor that has not ended may still write, and the library may be too late
        path.unlink(missing_ok=True)
    return without_comment(text, passage)


def _command() -> list[str]:
    """The words of $VISUAL or $EDITOR, of the first that is not blank. Raises SaysoError."""
    named = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    command = next(filter(None, named), "vi")
    try:
        return shlex.split(command) or ["vi"]
    except ValueError as error:
        raise SaysoError(f"$EDITOR cannot be understood ({error}): {one_line(command)}") from error


class _Editor:
    """A program that has the terminal to itself. ctrl+c is its business; what ends sayso ends it first.

    ``status`` is its exit status, None where it did not end; ``told`` is whether sayso is to end.
    """

    def __init__(self) -> None:
        self.started = False
        self.told = False
        self.status: int | None = None
        self._number = 0
        self._has_terminal = not ending.terminal_is_gone()  # a test has none

    def run(self, command: list[str]) -> None:
        """Wait for the program to end. Never raises: the app has to come back."""
        with ending.signals_handled_by(self._heed):
            try:
                process = subprocess.Popen(command)
            except (OSError, ValueError):
                return
            self.started = True
            while self.status is None:
                with suppress(subprocess.TimeoutExpired):
                    self.status = process.wait(_GLANCE)
                if self._number or self.is_left():
                    self._end(process)
                    break
        if self.told:
            os.kill(os.getpid(), self._number)  # once the app runs again, and has what was typed

    def is_left(self) -> bool:
        """Whether the terminal was closed meanwhile."""
        return self._has_terminal and ending.terminal_is_gone()

    def _heed(self, number: int, frame: FrameType | None) -> None:
        if number != signal.SIGINT:
            self._number = number

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        """Tell the program too, and leave it alone if it does not listen."""
        self.told = True
        self._number = self._number or signal.SIGHUP
        end = time.monotonic() + _LAST_WORDS
        with suppress(ProcessLookupError):
            process.send_signal(self._number)
        while self.status is None and time.monotonic() < end:
            with suppress(subprocess.TimeoutExpired):
                self.status = process.wait(_GLANCE)
