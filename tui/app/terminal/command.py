"""A command of the reader's own, given words, and what it answers as text.

No shell stands between, so nothing in an article can be more than words on its standard input. The program is
sought in the folders that PATH names from the root, never in the current one, and it runs in the user's home.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tui.domain.errors import SaysoError
from tui.domain.text.safe import one_line, plain_text, without_escape_codes

MOST = 200_000
"""Bytes of an answer that are shown; a program that writes more is ended."""
_GLANCE = 0.05  # seconds between two looks at whether it has ended


class Answer(NamedTuple):
    """What a command wrote, safe to show, and its exit status; ``cut``: it wrote more than is shown."""

    text: str
    status: int
    cut: bool = False


def parted(command: str) -> list[str]:
    """The words of a command, its program by its whole path. Raises SaysoError with one sentence."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise SaysoError(f"This command cannot be understood ({error}).") from error
    if not words:
        raise SaysoError("There is no command.")
    name = os.path.expanduser(words[0])  # noqa: PTH111
    if os.path.isabs(name):  # noqa: PTH117
        program = name if os.access(name, os.X_OK) else None
    elif os.sep in name:
        raise SaysoError(f"{one_line(name)}: name a program by its whole path, or one that PATH leads to.")
    else:
        folders = [one for one in os.get_exec_path() if os.path.isabs(one)]  # noqa: PTH117
        program = shutil.which(name, path=os.pathsep.join(folders))
    if program is None:
        raise SaysoError(f"There is no program “{one_line(name)}” here.")
    return [program, *words[1:]]


async def answer(command: str, words: str, *, seconds: float | None) -> Answer:
    """Give the words to a command and wait for it to end, ``seconds`` long at most (None: as it takes).

    What it started and left running (as wl-copy does) is left alone; told to stop by being cancelled, it
    ends at once with all that it started. Raises SaysoError.
    """
    program = parted(command)
    # Files, not pipes: a program that stays in the background may hold a pipe open for ever.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(words.encode("utf-8", "replace"))
        given.seek(0)
        try:
            process = await asyncio.create_subprocess_exec(
                *program,
                stdin=given,
                stdout=written,
                stderr=asyncio.subprocess.STDOUT,
                cwd=Path.home() if Path.home().is_dir() else "/",
                env={**os.environ, "PYTHONSAFEPATH": "1"},
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise SaysoError(f"{one_line(program[0])} could not be started ({error}).") from error
        waiting = asyncio.ensure_future(process.wait())
        cut, end = False, None if seconds is None else asyncio.get_running_loop().time() + seconds
        try:
            while not waiting.done():
                await asyncio.wait([waiting], timeout=_GLANCE)
                cut = os.fstat(written.fileno()).st_size > MOST
                if cut:
                    break
                if end is not None and asyncio.get_running_loop().time() > end and not waiting.done():
                    raise SaysoError(f"{one_line(command)} had not ended after {seconds:.0f} seconds.")
        finally:
            if not waiting.done():
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                await waiting
        written.seek(0)
        text = written.read(MOST).decode("utf-8", "replace")
    return Answer(plain_text(without_escape_codes(text)), process.returncode or 0, cut)
