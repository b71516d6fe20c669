"""``sayso read --plain``: articles as they are to be heard, for a screen reader or a speaking program."""

from __future__ import annotations

import argparse

from tui.domain.spoken import spoken
from tui.door.articles import AnalysedArticles
from tui.door.corrections import corrections_if_any
from tui.door.output import show


def run(arguments: argparse.Namespace) -> int:
    """Print each article; returns 1 if a source failed."""
    analysed = AnalysedArticles(arguments, arguments.sources, corrections_if_any(arguments))
    for number, read in enumerate(analysed):
        show("\n" * bool(number) + spoken(read.article, read.analysis).rstrip("\n"))
    return 1 if analysed.failed else 0
