"""Exporting from the reader: which format, and where to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.app.dialogs.dialog import Choice, Choose
from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.errors import ExportError
from tui.domain.labels.formats import EXPORT_FORMATS
from tui.domain.ports import Exporter
from tui.domain.text.safe import one_line
from tui.domain.text.slug import file_stem

if TYPE_CHECKING:
    from tui.app.reader.screen import ReaderScreen


def export_dialog(
    screen: ReaderScreen,
    exporter: Exporter,
    article: Article,
    analysis: Analysis | None,
    annotations: Sequence[Annotation],
) -> None:
    """Ask for a format and write a new file in the working folder; an existing file is never touched."""
    choices = [Choice(code, known.name, known.holds) for code, known in EXPORT_FORMATS.items()]

    async def write(key: str) -> None:
        try:
            text = await asyncio.to_thread(exporter.export, article, analysis, annotations, key)
            path = await asyncio.to_thread(_written, article.title, EXPORT_FORMATS[key].ending, text)
        except ExportError as error:
            screen.sayso.warn(str(error), severity="error")
        except OSError as error:
            screen.sayso.warn(f"Nothing was written: {error.strerror or error}.", severity="error")
        else:
            screen.say(f"Written to {one_line(str(path))}")

    def chosen(key: str | None) -> None:
        if key is not None:
            screen.run_worker(write(key), group="export")

    screen.app.push_screen(Choose("Export this article as", choices), chosen)


def _written(title: str, ending: str, text: str) -> Path:
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
