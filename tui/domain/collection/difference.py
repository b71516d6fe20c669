"""How two wordings differ, word by word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from tui.domain.text.tokens import Token, tokens

_LONGEST = 4_000
"""Words of either side beyond which the quicker of two alignments is taken: it reads less well."""


class Step(StrEnum):
    """What became of a stretch of words: both have it, only the first has it, only the second."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


Difference = tuple[tuple[Step, str], ...]
"""Stretches in order. Those that are equal are written as the second text has them."""
_Block = tuple[str, int, int, int, int]


def difference(before: str, after: str, *, marks: bool = True) -> Difference:
    """What has to go from ``before`` and come in, word by word, for it to be ``after``.

    EQUAL and INSERT together are ``after``; EQUAL and DELETE are ``before`` but for white space. Without
    ``marks``, words that differ in case, accents, quotation marks and kinds of dashes alone are equal.
    """
    key: Callable[[Token], str] = (lambda one: one.text) if marks else (lambda one: one.key)
    was = [one for one in tokens(before) if marks or one.key]
    now = [one for one in tokens(after) if marks or one.key]
    written = _Writing(before, after, was, now)
    for tag, from_was, to_was, from_now, to_now in _readable(
        _blocks([*map(key, was)], [*map(key, now)]), was
    ):
        if tag == "equal":
            written.equal(from_now, to_now)
        else:
            written.replaced(from_was, to_was, from_now, to_now)
    return written.done()


def _blocks(was: Sequence[str], now: Sequence[str]) -> list[_Block]:
    if max(len(was), len(now)) <= _LONGEST:
        return list(SequenceMatcher(None, was, now, autojunk=False).get_opcodes())
    from rapidfuzz.distance import LCSseq

    found = LCSseq.opcodes(list(was), list(now))
    return [(one.tag, one.src_start, one.src_end, one.dest_start, one.dest_end) for one in found]


def _readable(blocks: Sequence[_Block], was: Sequence[Token]) -> list[_Block]:
    """The blocks with lone marks and little words between two changes made part of these.

    "a man of 40" for "the age of 50" is one change, not two with "of" between.
    """
    joined: list[_Block] = []
    for number, block in enumerate(blocks):
        tag, a, b, c, d = block
        inner = tag == "equal" and 0 < number < len(blocks) - 1
        if inner and b - a <= 2 and sum(len(one.text) for one in was[a:b] if one.is_word) <= 3:
            before, after = blocks[number - 1], blocks[number + 1]
            if min(_size(before), _size(after)) > b - a:
                tag = "replace"
        if joined and tag != "equal" and joined[-1][0] != "equal":
            first = joined.pop()
            joined.append(("replace", first[1], b, first[3], d))
        else:
            joined.append((tag, a, b, c, d))
    return joined


def _size(block: _Block) -> int:
    """How many words a change takes out or brings in, whichever is more."""
    return max(block[2] - block[1], block[4] - block[3])


class _Writing:
    """Stretches of two texts put one after the other, the white space between words where it reads well."""

    def __init__(self, before: str, after: str, was: Sequence[Token], now: Sequence[Token]) -> None:
        self._before, self._after = before, after
        self._was, self._now = was, now
        self._steps: list[tuple[Step, str]] = []
        self._held = ""  # white space that belongs before what comes next

    def equal(self, start: int, end: int) -> None:
        self._put(Step.EQUAL, self._take_held() + _slice(self._after, self._now, start, end))

    def replaced(self, from_was: int, to_was: int, from_now: int, to_now: int) -> None:
        gone = _slice(self._before, self._was, from_was, to_was)
        come = _slice(self._after, self._now, from_now, to_now)
        lead = self._take_held()
        if gone and come:
            space = come[len(come.rstrip()) :]
            if space and gone != gone.rstrip():
                gone, come, self._held = gone.rstrip(), come.rstrip(), space
        elif gone and not lead and self._steps and not self._steps[-1][1][-1:].isspace():
            gone = _space_before(self._before, self._was, from_was) + gone
        if lead:
            self._put(Step.EQUAL, lead)
        self._put(Step.DELETE, gone)
        self._put(Step.INSERT, come)

    def done(self) -> Difference:
        self._put(Step.EQUAL, self._take_held())
        return tuple(self._steps)

    def _take_held(self) -> str:
        held, self._held = self._held, ""
        return held

    def _put(self, step: Step, words: str) -> None:
        if not words:
            return
        if self._steps and self._steps[-1][0] is step:
            words = self._steps.pop()[1] + words
        self._steps.append((step, words))


def _slice(text: str, known: Sequence[Token], start: int, end: int) -> str:
    """The words from one to another, with the white space after them (and before the text's first)."""
    if start >= end:
        return ""
    first = 0 if start == 0 else known[start].start
    last = len(text) if end == len(known) else known[end].start
    return text[first:last]


def _space_before(text: str, known: Sequence[Token], at: int) -> str:
    end = known[at].start
    return text[len(text[:end].rstrip()) : end]


def word_diff(found: Difference) -> str:
    """A difference as ``git diff --word-diff`` writes it: ``We [-will-]{+never+} sign``. On one line."""
    signs = {Step.EQUAL: ("", ""), Step.DELETE: ("[-", "-]"), Step.INSERT: ("{+", "+}")}
    return " ".join("".join(f"{signs[step][0]}{words}{signs[step][1]}" for step, words in found).split())


def same_words(text: str) -> Difference:
    """The difference of a text from itself."""
    return ((Step.EQUAL, text),) if text else ()
