"""Words to look for, taken apart once, and a text's words to look for them in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tui.domain.text.tokens import MARKS, Token, tokens

EDGE_MARKS = frozenset(".,;:-…!")
"""Marks at the end of the words asked for that the article need not have there. A question mark is none."""
_LEFT_OUT = 100
"""Words that an ellipsis may stand for."""
_PUT_IN = 8
"""Words of the article that a bracket may stand for: “[the mayor]” for “he”."""
_EDGES = "".join(EDGE_MARKS) + " "
_ELLIPSIS = r"(?:…|\.(?:\s?\.){2,3})"
_GAP = re.compile(
    rf"[\[(]\s*{_ELLIPSIS}\s*[\])]|{_ELLIPSIS}|\[(?P<letter>\w)\](?=\w)|\[(?P<put>[^\[\]]{{0,200}})\]"
)


class Reading(NamedTuple):
    """Pieces that stand in order, and between each two the most words that may lie there."""

    pieces: list[list[Token]]
    between: list[int]


class Sought:
    """Words to check. False where there is no word in them.

    ``readings`` are the ways to take them: as they are, and with ellipses and brackets as one writes them in
    quoting: “… more”, “[T]he”, “[the mayor]”, “[sic]”.
    """

    def __init__(self, words: str) -> None:
        self.given = words.strip()
        self.words = " ".join(words.split())
        self.bare = _without_outer_marks(self.words)
        """Without the marks that somebody put around them to quote them."""
        self.trimmed = self.bare.rstrip(_EDGES)
        literal = _keyed(self.bare)
        taken = _taken_apart(self.bare)
        self.readings = [Reading([literal], [])] if literal else []
        if taken is not None and taken.pieces:
            self.readings.append(taken)
        self.tokens = literal if taken is None else [one for piece in taken.pieces for one in piece]
        """Words and marks without brackets and ellipses."""
        self.spoken = [one.key for one in self.tokens if one.is_word]
        self.letters = sum(map(len, self.spoken))

    def __bool__(self) -> bool:
        return bool(self.spoken)

    @property
    def tail(self) -> str:
        """The marks at the end of the words."""
        return self.bare[len(self.trimmed) :].strip()


class Text:
    """A text's words and marks but for quotation marks, and where each stands among them."""

    def __init__(self, text: str, known: list[Token] | None = None) -> None:
        self.text = text
        self.tokens = _keyed(text) if known is None else known
        self.keys = [one.key for one in self.tokens]
        self.at: defaultdict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self.keys):
            self.at[key].append(number)


def _keyed(text: str) -> list[Token]:
    return [one for one in tokens(text) if one.key]


def _without_outer_marks(words: str) -> str:
    bare = words.strip()
    while len(bare) > 1 and bare[0] in MARKS and bare[-1] in MARKS:
        bare = bare[1:-1].strip()
    if bare[:1] in MARKS and not any(mark in bare[1:] for mark in MARKS - {"'", "’"}):
        bare = bare[1:].strip()
    return bare


def _taken_apart(words: str) -> Reading | None:
    """The words without brackets and ellipses; None where there are none."""
    found = list(_GAP.finditer(words))
    if not found:
        return None
    parts: list[str] = [""]
    between: list[int] = []
    at = 0
    for gap in found:
        parts[-1] += words[at : gap.start()]
        at = gap.end()
        if gap["letter"]:
            parts[-1] += gap["letter"]
        else:
            between.append(_LEFT_OUT if gap["put"] is None else _PUT_IN)
            parts.append("")
    parts[-1] += words[at:]
    reading = Reading([], [])
    room = 0
    for number, part in enumerate(parts):
        piece = _keyed(part)
        room = max(room, between[number - 1]) if number else 0
        if any(one.is_word for one in piece):
            if reading.pieces:
                reading.between.append(room)
            reading.pieces.append(piece)
            room = 0
    return reading


def trimmed(keys: Sequence[str]) -> Sequence[str]:
    """Keys of words without the marks at both ends that need not stand there."""
    first, last = 0, len(keys)
    while first < last - 1 and keys[first] in EDGE_MARKS:
        first += 1
    while first < last - 1 and keys[last - 1] in EDGE_MARKS:
        last -= 1
    return keys[first:last]
