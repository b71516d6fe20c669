"""Writing a new file into the working folder; one that is there already is never touched."""

from __future__ import annotations

from pathlib import Path

from tui.domain.errors import ExportError
from tui.domain.text.slug import file_stem


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
