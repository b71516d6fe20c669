"""``sayso export`` and ``sayso import``: an article with its quotes and notes out, notes in."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.annotation import Correction
from tui.domain.errors import ExportError
from tui.domain.safe import one_line
from tui.door.articles import Analysed
from tui.door.notes import open_library
from tui.door.output import say
from tui.door.rows import counted

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article

_LARGEST_IMPORT = 64 * 1024 * 1024
"""Bytes. A note takes about one kilobyte."""
_WITHOUT_ANALYSIS = frozenset({"w3c"})


def run(arguments: argparse.Namespace) -> int:
    """Export or import; returns 1 if the article could not be read. Raises SaysoError."""
    return _export(arguments) if arguments.command == "export" else _import(arguments)


def _export(arguments: argparse.Namespace) -> int:
    from tui.export.exporter import FileExporter

    if arguments.format in _WITHOUT_ANALYSIS:
        from tui.door.articles import load

        article = load(arguments.source, clean=arguments.clean)
        text = FileExporter().export(article, None, _notes(arguments, article), arguments.format)
    else:
        articles = Analysed(arguments, [arguments.source])
        pair = next(iter(articles), None)
        if pair is None:
            return 1
        article, analysis = pair
        notes = _notes(arguments, article)
        text = FileExporter().export(article, _corrected(article, analysis, notes), notes, arguments.format)
    if arguments.output is None:
        _print(text)
    else:
        _write(Path(arguments.output), text)
        if not arguments.quiet:
            say(f"written to {arguments.output}")
    return 0


def _notes(arguments: argparse.Namespace, article: Article) -> list[Annotation]:
    return open_library(arguments.library).annotations(article.id)


def _corrected(article: Article, analysis: Analysis, notes: list[Annotation]) -> Analysis:
    """The analysis as the reader corrected it."""
    from tui.domain.corrections import apply

    return apply(analysis, article.text, [n for n in notes if isinstance(n, Correction)]).analysis


def _print(text: str) -> None:
    """Text on standard output, in UTF-8 whatever the locale: exports say that they are."""
    if sys.stdout.isatty():
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def _write(path: Path, text: str) -> None:
    """A file replaced as a whole, never left half written. Raises ExportError."""
    temporary: str | None = None
    try:
        if path.is_dir():
            raise ExportError(f"{one_line(str(path))} is a folder: name a file to write to.")
        if path.exists() and not path.is_file():  # /dev/stdout, a named pipe
            path.write_text(text, encoding="utf-8")
            return
        target = path.resolve()
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(temporary, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())  # noqa: PTH101
        os.replace(temporary, target)  # noqa: PTH105
        temporary = None
    except OSError as error:
        raise ExportError(f"{one_line(str(path))} could not be written: {error.strerror}.") from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _import(arguments: argparse.Namespace) -> int:
    from tui.export.importer import merge, read_annotations

    came = read_annotations(_read(arguments.file))
    library = open_library(arguments.library)
    merged = merge(library.annotations(), came.annotations)
    for reading in came.readings:
        if library.reading(reading.article_id) is None:
            library.keep_reading(reading)
    library.add(*merged.added)
    library.replace(*merged.newer)
    if not arguments.quiet:
        parts = [f"{counted(len(merged.added), 'annotation')} added"]
        if merged.newer:
            parts.append(f"{len(merged.newer):,} brought up to date")
        if merged.known:
            parts.append(f"{merged.known:,} there already")
        if came.skipped:
            parts.append(f"{came.skipped:,} left out (replies, or notes on no passage)")
        say(", ".join(parts))
    return 0


def _read(name: str) -> str:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST_IMPORT + 1)
        else:
            with Path(name).expanduser().open("rb") as file:
                data = file.read(_LARGEST_IMPORT + 1)
    except OSError as error:
        raise ExportError(f"{one_line(name)} cannot be read: {error.strerror}.") from error
    if len(data) > _LARGEST_IMPORT:
        raise ExportError(f"{one_line(name)} is too large to be an export of annotations (over 64 MB).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExportError(f"{one_line(name)} is not UTF-8, so it is no export of annotations.") from error
