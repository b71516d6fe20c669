"""The reader's corrections over what the commands found."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from tui.domain.annotation import Annotation, Correction
from tui.domain.errors import LibraryError
from tui.door.output import say

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.domain.article import Article


def corrected(article: Article, analysis: Analysis, annotations: Iterable[Annotation]) -> Analysis:
    """The analysis with the corrections among the annotations applied."""
    corrections = [annotation for annotation in annotations if isinstance(annotation, Correction)]
    if not corrections:
        return analysis
    from tui.domain.corrections.apply import apply

    return apply(analysis, article.text, corrections).analysis


def corrections_if_any(arguments: argparse.Namespace) -> Callable[[str], Sequence[Annotation]]:
    """What gives the annotations of an article by its id; none with ``--uncorrected`` or without a library.

    A library that cannot be read is said on standard error, and nothing is corrected then.
    """
    from tui.library.paths import library_path

    if arguments.uncorrected or not library_path(arguments.library).exists():
        return _none
    from tui.library.library import TinyLibrary

    try:
        return TinyLibrary(arguments.library).annotations
    except LibraryError as error:
        say(f"Your corrections are left out. {error}")
        return _none


def _none(_: str) -> Sequence[Annotation]:
    return ()
