"""A text as words and marks, each with its place: what two texts are compared by, word by word."""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.domain.text.folding import DASHES, DOUBLE_MARKS, SINGLE_MARKS, fold

_COMBINING = "\u0300-\u036f"
_UNSEEN = "\u00ad\u180e\u200b-\u200d\u2060\ufeff"
_LETTER = rf"[\w{_COMBINING}{_UNSEEN}]"
# A number keeps its points and commas, a word its apostrophes; runs of dashes and of dots are one mark.
_TOKEN = re.compile(
    rf"\d+(?:[.,:]\d+)+(?!{_LETTER})|{_LETTER}+(?:[.'’ʼ＇]{_LETTER}+)*"
    rf"|[{re.escape(DASHES)}]+|…|\.(?:\s?\.)+|[^\w\s]"
)
MARKS = frozenset(f"{SINGLE_MARKS}{DOUBLE_MARKS}«»‹›")
"""Characters that open and close quotations."""


class Token(NamedTuple):
    """A word or a mark of a text, ``[start, end)`` in its code points.

    ``key`` is what it is compared by: no case, no accents, one kind of dash, dots and apostrophe. It is empty
    for a quotation mark and for what is not seen.
    """

    text: str
    start: int
    end: int
    key: str

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a digit."""
        return self.key[:1].isalnum()


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and marks of ``text[start:end]`` in order; offsets count from the text's beginning."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(one[0], one.start(), one.end(), _key(one[0])) for one in found]


def _key(token: str) -> str:
    if token in MARKS:
        return ""
    if token[0] in DASHES:
        return "-"
    if token == "…" or token[:2] in ("..", ". "):
        return "…"
    return fold(token) if len(token) < 40 else token.casefold()
