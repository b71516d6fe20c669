"""Where the words of a text stand, for counting them."""

from __future__ import annotations

import re

from tui.domain.article import Span

_RUN = re.compile(r"\S+")
_SAYS = re.compile(r"\w")


def word_spans(text: str) -> list[Span]:
    """The words in their order: runs without white space that hold a letter or a digit."""
    return [
        Span(*run.span())
        for run in _RUN.finditer(text)
        if text[run.start()].isalnum() or _SAYS.search(text, *run.span())
    ]
