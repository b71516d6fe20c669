"""``sayso export`` and ``sayso import``: an article with its quotes and notes out, notes in."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.errors import ExportError
from tui.domain.labels.formats import format_of
from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line, printable
from tui.door.articles import AnalysedArticles
from tui.door.commands.notes import keep_article, open_library
from tui.door.output import say

if TYPE_CHECKING:
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article
    from tui.export.importer import Imported, Merged
    from tui.library.library import TinyLibrary

_LARGEST_IMPORT = 64 * 1024 * 1024
"""Bytes. A note takes about one kilobyte."""
_WITHOUT_ANALYSIS = frozenset({"w3c"})


def run(arguments: argparse.Namespace) -> int:
    """Export or import; returns 1 if the article could not be read. Raises SaysoError."""
    return _export(arguments) if arguments.command == "export" else _import(arguments)


def _export(arguments: argparse.Namespace) -> int:
    if arguments.format is None:
        named = format_of(arguments.output) if arguments.output else None
        arguments.format = named or (_usual_format() if arguments.source else "json")
    target = None if arguments.output is None else _target(arguments)
    text = _whole_library(arguments) if arguments.source is None else _exported(arguments)
    if text is None:
        return 1
    if target is None:
        _print(text)
    else:
        _write(target, text)
        if not arguments.quiet:
            say(f"written to {arguments.output}")
    return 0


def _usual_format() -> str:
    from tui.app.theme.choice import user_folder
    from tui.domain import settings

    return settings.read(user_folder()).words("export")


def _whole_library(arguments: argparse.Namespace) -> str:
    """All annotations and readings, without the articles' texts. Raises ExportError."""
    from tui.export.formats.own import library_to_json

    if arguments.format != "json":
        raise ExportError(
            f"Name the article to export as {arguments.format}: without one, --format json gives the whole "
            "library."
        )
    library = open_library(arguments.library)
    return library_to_json(library.annotations(), library.readings())


def _exported(arguments: argparse.Namespace) -> str | None:
    """One article in the format asked for; None if it could not be read, which has then been said."""
    from tui.export.exporter import FileExporter

    if arguments.format in _WITHOUT_ANALYSIS:
        from tui.door.articles import load

        article = load(arguments.source, clean=arguments.clean)
        annotations = _annotations(arguments, article.id)
        return FileExporter().export(article, None, annotations, arguments.format)
    articles = AnalysedArticles(
        arguments, [arguments.source], lambda key: _annotations(arguments, key), first_alone=True
    )
    read = next(iter(articles), None)
    if read is None:
        return None
    return FileExporter().export(read.article, read.analysis, read.annotations, arguments.format)


def _annotations(arguments: argparse.Namespace, article_id: str) -> list[Annotation]:
    return open_library(arguments.library).annotations(article_id)


def _print(text: str) -> None:
    """Text on standard output, in UTF-8 whatever the locale: exports say that they are."""
    if sys.stdout.isatty():
        sys.stdout.write(printable(text))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def _target(arguments: argparse.Namespace) -> Path:
    """The file to write to, links followed. Raises ExportError for a folder, the library and the article."""
    from tui.library.paths import expanded, library_path

    path = expanded(arguments.output)
    name = one_line(str(path))
    try:
        if path.is_dir():
            raise ExportError(f"{name} is a folder: name a file to write to.")
        if path.exists() and not path.is_file():  # /dev/stdout, a named pipe
            return path
        target = path.resolve()
        if target == library_path(arguments.library).resolve():
            raise ExportError(f"{name} is the library itself: name another file.")
        if arguments.source is not None and target == expanded(arguments.source).resolve():
            raise ExportError(f"{name} is the article itself: name another file.")
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a NUL
        raise ExportError(f"{name} cannot be written: {error}.") from error
    return target


def _write(target: Path, text: str) -> None:
    """A file replaced as a whole, never left half written. Raises ExportError."""
    from tui.library.safety import atomic

    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
        else:
            atomic.replace(target, text.encode(), durable=False, mode=0o666 & ~_umask())
    except OSError as error:
        raise ExportError(f"{one_line(str(target))} could not be written: {error.strerror}.") from error


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _import(arguments: argparse.Namespace) -> int:
    from tui.export.importer import by_title, knows_titles_alone, merge, onto, read_annotations

    came = read_annotations(_read(arguments.file))
    library = open_library(arguments.library, changing=True)
    article = None
    if arguments.article is not None:
        from tui.door.articles import load

        article = load(arguments.article, clean=True)
        came = onto(came, article.id)
    elif knows_titles_alone(came):
        came = by_title(came, _titles(arguments.library, library))
    with library.together():  # nobody's change between looking and writing, and all of it or nothing
        merged = merge(library.annotations(), came.annotations, came.undated)
        there = {reading.article_id for reading in library.readings()}
        new = {reading.article_id: reading for reading in came.readings if reading.article_id not in there}
        if new:
            library.keep_readings(new.values())
        if article is not None:
            keep_article(library, article)
        library.add(*merged.added)
        library.replace(*merged.newer)
    if not arguments.quiet:
        told = [*_came_in(merged, came.left_out), *(_not_there(article, came) if article is not None else ())]
        say(", ".join(told))
    return 0


def _titles(path: str | None, library: TinyLibrary) -> Iterator[tuple[str, str]]:
    """The ids and titles of all that is kept, or was read."""
    from tui.door.kept import kept_articles

    yield from ((row.article_id, row.title) for row in kept_articles(path).listed())
    yield from ((reading.article_id, reading.title) for reading in library.readings())


def _not_there(article: Article, came: Imported) -> Iterator[str]:
    """In words, how many of the passages do not stand in the article."""
    from tui.export.placing import place

    lost = len(place(article.text, came.annotations).orphans)
    if lost:
        yield f"{counted(lost, 'passage')} not found in it"


def _came_in(merged: Merged, left_out: dict[str, int]) -> Iterator[str]:
    yield f"{counted(len(merged.added), 'annotation')} added"
    if merged.newer:
        yield f"{len(merged.newer):,} brought up to date"
    if merged.known:
        yield f"{merged.known:,} there already"
    if merged.older:
        yield f"{merged.older:,} changed here since and kept so"
    if merged.undated:
        yield f"{merged.undated:,} without a date, with other words here, kept as here"
    if left_out:
        reasons = ", ".join(f"{count:,} {why}" for why, count in sorted(left_out.items()))
        yield f"{sum(left_out.values()):,} left out ({reasons})"


def _read(name: str) -> str:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST_IMPORT + 1)
        else:
            from tui.library.paths import expanded

            with expanded(name).open("rb") as file:
                data = file.read(_LARGEST_IMPORT + 1)
    except OSError as error:
        raise ExportError(f"{one_line(name)} cannot be read: {error.strerror}.") from error
    if len(data) > _LARGEST_IMPORT:
        raise ExportError(f"{one_line(name)} is too large to be an export of annotations (over 64 MB).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExportError(f"{one_line(name)} is not UTF-8, so it is no export of annotations.") from error
