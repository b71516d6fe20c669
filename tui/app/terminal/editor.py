"""Editing a note in the user's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from tui.app.terminal.note_file import with_comment, without_comment
from tui.domain.errors import SaysoError
from tui.domain.text.safe import one_line


def edited_outside(app: App[int], body: str, passage: str) -> str:
    """The body as $VISUAL or $EDITOR (else vi) left it; the app stands still meanwhile.

    Raises SaysoError with one sentence if the editor cannot be run or fails; what was typed is then still
    in the file the sentence names.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(command) or ["vi"]
    except ValueError as error:
        raise SaysoError(f"$EDITOR cannot be understood ({error}): {one_line(command)}") from error
    handle, name = tempfile.mkstemp(prefix="sayso-note-", suffix=".md")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(with_comment(body, passage))
    try:
        with app.suspend():
            status = _run([*words, name])
    except SuspendNotSupported as error:
        path.unlink()
        raise SaysoError("This terminal cannot make room for an editor: press a to write here.") from error
    if status is None:
        path.unlink()
        raise SaysoError(f"{one_line(words[0])} could not be started: set $EDITOR to your editor.")
    if status:
        raise SaysoError(f"{one_line(words[0])} failed (status {status}). What you typed is in {name}.")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SaysoError(f"The note could not be read back from {name}: {error}") from error
    path.unlink()
    return without_comment(text, passage)


def _run(command: list[str]) -> int | None:
    """The exit status; None if the program cannot be started. Never raises: the app has to come back."""
    try:
        return subprocess.run(command, check=False).returncode
    except (OSError, ValueError):
        return None
