"""What ``sayso library`` does with kept articles: remove, undo, analyse, export-all, import-all."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from rich.filesize import decimal

from tui.domain.article import Article, article_id
from tui.domain.errors import ExportError
from tui.domain.text.address import canonical
from tui.domain.text.phrases import counted, listed
from tui.domain.text.safe import one_line
from tui.door.commands.notes import open_library
from tui.door.kept import kept_articles
from tui.door.output import say, show

if TYPE_CHECKING:
    from tui.library.articles.articles import KeptArticles


def remove(arguments: argparse.Namespace) -> int:
    """Remove articles; those that are not kept are named, the others go. 1 if there were any."""
    articles = kept_articles(arguments.library)
    found, missing = _named(articles, arguments.articles)
    articles.remove(*found)
    if found and not arguments.quiet:
        say(f"{counted(len(found), 'article')} removed; “sayso library undo” brings them back.")
    for name in missing:
        say(f"{one_line(name)} is not kept.")
    return 1 if missing else 0


def undo(arguments: argparse.Namespace) -> int:
    """Bring back what was removed last. 1 if there is nothing."""
    count = kept_articles(arguments.library).undo_removal()
    if not count:
        say("Nothing was removed that could be brought back.")
        return 1
    if not arguments.quiet:
        say(f"{counted(count, 'article')} brought back.")
    return 0


def clear_removed(arguments: argparse.Namespace) -> int:
    """Throw removed articles away for good."""
    show(f"{decimal(kept_articles(arguments.library).removed.clear())} set free.")
    return 0


def analyse(arguments: argparse.Namespace) -> int:
    """Analyse the articles named, or all that were not analysed; 1 if one failed."""
    from tui.door.articles import AnalysedArticles

    if arguments.gently:
        with suppress(OSError, AttributeError):
            os.nice(10)
    articles = kept_articles(arguments.library)
    if arguments.articles:
        wanted, missing = _named(articles, arguments.articles)
    else:
        wanted, missing = [row.article_id for row in articles.listed() if row.quotes is None], []
    for name in missing:
        say(f"{one_line(name)} is not kept.")

    def load(name: str) -> list[Article]:
        kept = articles.kept(name)
        return [] if kept is None else [kept.article]

    analysed = AnalysedArticles(arguments, wanted, _no_annotations, load=load)
    count = 0
    for read in analysed:
        articles.keep_analysis(read.article, read.analysis)
        count += 1
    articles.refresh()
    if not arguments.quiet:
        say(f"{counted(count, 'article')} analysed.")
    return 1 if analysed.failed or missing else 0


def export_all(arguments: argparse.Namespace) -> int:
    """Write everything into one file. Raises LibraryError and ExportError."""
    from tui.library.articles.bundle import lines

    articles = kept_articles(arguments.library)
    library = open_library(arguments.library)
    if arguments.file == "-":
        for line in lines(articles.store, library):
            show(line)
        return 0
    from pathlib import Path

    from tui.library.paths import expanded

    path = expanded(arguments.file)
    unfinished = Path(f"{path}.part")
    count = -1
    try:
        with unfinished.open("w", encoding="utf-8", errors="surrogatepass") as file:
            for line in lines(articles.store, library):
                file.write(line + "\n")
                count += 1
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise ExportError(
            f"{one_line(str(path))} could not be written ({error.strerror or error}): choose another place."
        ) from error
    if not arguments.quiet:
        say(f"{counted(count, 'entry', 'entries')} written to {one_line(str(path))}.")
    return 0


def import_all(arguments: argparse.Namespace) -> int:
    """Take in what export-all has written; 1 if something in it could not be understood."""
    from tui.library.articles.bundle import take_in

    articles = kept_articles(arguments.library)
    library = open_library(arguments.library, changing=True)
    with _opened(arguments.file) as file:
        taken = take_in(_lines(file, arguments.file), articles.store, library)
    articles.refresh()
    if not arguments.quiet:
        also = [counted(taken.decisions, "decision about people", "decisions about people")]
        parts = [
            counted(taken.versions, "text"),
            counted(taken.annotations, "new note"),
            counted(taken.readings, "new reading"),
            *(also if taken.decisions else []),
        ]
        say(f"{listed(parts)} taken in.")
    if taken.left_out:
        say(f"{counted(taken.left_out, 'line')} could not be understood and were left out.")
    return 1 if taken.left_out else 0


def _opened(name: str) -> IO[str]:
    if name == "-":
        return os.fdopen(os.dup(sys.stdin.fileno()), encoding="utf-8", errors="surrogatepass")
    from tui.library.paths import expanded

    try:
        return expanded(name).open(encoding="utf-8", errors="surrogatepass")
    except OSError as error:
        raise ExportError(f"{one_line(name)} cannot be read ({error.strerror or error}).") from error


def _lines(file: IO[str], name: str) -> Iterator[str]:
    try:
        yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{one_line(name)} is no text in UTF-8, or broke off while it was read.") from error


def _named(articles: KeptArticles, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The ids of the articles that people name by id or source, and the names of those that are not there."""
    found, missing = [], []
    for name in names:
        known = next((one for one in _candidates(name) if articles.knows(one)), None)
        if known is None:
            missing.append(name)
        else:
            found.append(known)
    return found, missing


def _candidates(name: str) -> Iterator[str]:
    yield name
    if name.startswith("-#"):
        yield name[2:]
    elif "://" in name:
        with suppress(ValueError):
            yield article_id(canonical(name))
        yield article_id(name)
    else:
        with suppress(ValueError):
            real = os.path.realpath(os.path.expanduser(name))  # noqa: PTH111
            yield article_id(real)


def _no_annotations(_: str) -> Sequence[Any]:
    return ()
