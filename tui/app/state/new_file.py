"""Writing a new file into the working folder; one that is there already is never touched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tui.domain.errors import ExportError
from tui.domain.text.safe import one_line
from tui.domain.text.slug import file_stem


class _Warn(Protocol):
    def __call__(self, sentence: str, *, severity: str) -> None: ...


async def export(
    made: Callable[[], str], title: str, ending: str, say: Callable[[str], None], warn: _Warn
) -> None:
    """Write what ``made`` gives, in another thread, into a new file, and say where it is or why it is not."""
    try:
        text = await asyncio.to_thread(made)
        path = await asyncio.to_thread(written, title, ending, text)
    except ExportError as error:
        warn(str(error), severity="error")
    except OSError as error:
        warn(f"Nothing was written: {error.strerror or error}.", severity="error")
    else:
        say(f"Written to {one_line(str(path))}")


def written(title: str, ending: str, text: str) -> Path:
    """Write a file that is called after a title; gives its path. Raises OSError, ExportError."""
    stem = file_stem(title)
    for number in range(1, 1000):
        path = Path.cwd() / f"{stem}{f'-{number}' if number > 1 else ''}.{ending}"
        try:
            file = path.open("x", encoding="utf-8", newline="")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(text)
        except OSError:
            path.unlink(missing_ok=True)  # half of an export is worse than none
            raise
        return path
    raise ExportError(f"There are a thousand exports named {stem} here already: move them first.")
