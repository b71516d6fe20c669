"""Text folded for comparing: names and words that people type, and passages with the way back.

:func:`fold` is for names and queries: no case, no accents, plain marks and spaces. :class:`Folded` and
:func:`fold_passage` are for passages: what changes between two cleanings of one article (curly or straight
marks, dashes, no-break and zero-width spaces, line ends, composed or decomposed accents) is the same when
folded, and an offset can be brought back. :class:`Unspaced` leaves white space out besides, for passages from
programs that put none between two paragraphs, or other than ours.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from tui.domain.article import Span

SINGLE_MARKS = "'`´‘’‚‛′ʼʻ＇"
DOUBLE_MARKS = '"“”„‟″＂'
DASHES = "-‐‑‒–—―−﹣－"
"""Characters that stand for one another: quotation marks and apostrophes, hyphens and dashes."""
_MARKS = "\"'`´‘’‚‛“”„‟«»‹›′″＂＇"
_GONE = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"
_DROP = "\0"
# Runs that become one character; white space around a dash is a matter of typography.
_RUNS = re.compile(r" *-[ -]*|  +|\.\.+|''+|\0+")
_UNSPACED = re.compile(f"[^ {_DROP}]+")


class _Table(dict[int, str]):
    """One character for each, so that offsets stay; what has not been seen yet is worked out and kept."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter.isspace() or code < 0x20:
            folded = " "
        elif unicodedata.combining(letter):
            folded = _DROP
        else:
            folded = (unicodedata.normalize("NFKD", letter)[0].lower() or letter)[0]
        self[code] = folded
        return folded


_TABLE = _Table()
_TABLE.update({ord(mark): "'" for mark in _MARKS})
_TABLE.update({ord(dash): "-" for dash in DASHES})
_TABLE.update({ord(gone): _DROP for gone in _GONE})
_TABLE[ord("…")] = "."


class Folded:
    """A text folded, and the map from its offsets back to those of the text it was made from."""

    def __init__(self, original: str) -> None:
        level = original.translate(_TABLE)
        pieces: list[str] = []
        self._here: list[int] = [0]  # offsets in the folded text from which a new shift holds
        self._there: list[int] = [0]  # the offsets in the original that they stand for
        done = length = 0
        for run in _RUNS.finditer(level):
            start, end = run.span()
            first = level[start]
            one = "-" if "-" in run[0] else "" if first == _DROP else first
            if end - start == len(one) and level[start:end] == one:
                continue
            pieces += (level[done:start], one)
            length += start - done
            if one:  # the dash stands for the run, not the space before it
                self._here.append(length)
                self._there.append(start + run[0].index(one))
            length += len(one)
            self._here.append(length)
            self._there.append(end)
            done = end
        pieces.append(level[done:])
        self.text = "".join(pieces)

    def back(self, start: int, end: int) -> Span:
        """The span of the original that the folded text's ``[start, end)``, not empty, was made from."""
        return Span(self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, at: int) -> int:
        index = bisect_right(self._here, at) - 1
        return self._there[index] + at - self._here[index]


class Unspaced:
    """A text folded, a character for each, without any white space; and the way back."""

    def __init__(self, original: str) -> None:
        runs = [(run.start(), run[0]) for run in _UNSPACED.finditer(original.translate(_TABLE))]
        self._there = [start for start, _ in runs]
        self._here = [0, *accumulate(len(letters) for _, letters in runs)]
        self.text = "".join(letters for _, letters in runs)

    def back(self, start: int, end: int) -> Span:
        """The span of the original that this text's ``[start, end)``, not empty, was made from."""
        return Span(self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, at: int) -> int:
        index = bisect_right(self._here, at) - 1
        return self._there[index] + at - self._here[index]


def fold_passage(text: str) -> str:
    """A short passage folded, without the way back."""
    return Folded(text).text


_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
"""Letters that no decomposition of Unicode's takes apart."""
_PLAIN = str.maketrans(
    _LETTERS
    | dict.fromkeys(SINGLE_MARKS, "'")
    | dict.fromkeys(DOUBLE_MARKS, '"')
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys(_GONE, "")
)


def folded(text: str) -> str:
    """``text`` for comparing: lower case, no accents, one kind of mark and hyphen, single spaces."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).translate(_PLAIN).split())


@lru_cache(maxsize=1 << 17)
def fold(name: str) -> str:
    """A name or a few words folded as :func:`folded` does, and remembered: names come again and again."""
    return folded(name)


def holds_words(text: str, query: str) -> bool:
    """Whether every word of the query stands in the text, in whatever order: "erdogan" finds "Erdoğan"."""
    hay = folded(text)
    return all(word in hay for word in folded(query).split())
