"""The reader's corrections over what the commands found."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tui.domain.annotation import Annotation, Correction
from tui.domain.errors import LibraryError
from tui.door.output import say

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.domain.article import Article
    from tui.library.library import TinyLibrary


def corrected(
    arguments: argparse.Namespace, found: Iterable[tuple[Article, Analysis]]
) -> Iterator[tuple[Article, Analysis]]:
    """Articles with their analyses as the reader corrected them, unless ``--uncorrected`` was asked for.

    A library that cannot be read is said on standard error, and nothing is corrected then.
    """
    library = None if arguments.uncorrected else _library(arguments)
    for article, analysis in found:
        notes = library.annotations(article.id) if library is not None else ()
        yield article, with_corrections(article, analysis, notes)


def with_corrections(article: Article, analysis: Analysis, notes: Iterable[Annotation]) -> Analysis:
    """The analysis with the corrections among the notes applied."""
    corrections = [note for note in notes if isinstance(note, Correction)]
    if not corrections:
        return analysis
    from tui.domain.corrections.apply import apply

    return apply(analysis, article.text, corrections).analysis


def _library(arguments: argparse.Namespace) -> TinyLibrary | None:
    from tui.library.paths import library_path

    if not library_path(arguments.library).exists():
        return None
    from tui.library.library import TinyLibrary

    try:
        library = TinyLibrary(arguments.library)
    except LibraryError as error:
        say(f"Your corrections are left out. {error}")
        return None
    return library
