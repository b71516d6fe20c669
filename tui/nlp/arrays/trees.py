"""Trees as spaCy's arc-eager parser makes them, all paragraphs of a text side by side.

spaCy goes through a text move by move. But where a sentence is known to begin (at a new paragraph) the parser
starts with nothing in hand, so paragraphs can be parsed at the same time, and one multiplication scores
the next move of each. The one thing lost: spaCy may, at a paragraph's end, have a sentence begin behind the
next one's first token; of 169,000 tokens this touched two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc

from tui.nlp.arrays.embedding import Floats
from tui.nlp.arrays.scorer import Scorer

_TOGETHER = 768
"""Tokens whose shares are held at the same time, eight kilobytes each. Twice as many: a tenth faster."""
_AHEAD = 2
"""Tokens behind a paragraph that its last states look at."""
_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_KINDS = {"S": _SHIFT, "D": _REDUCE, "L": _LEFT, "R": _RIGHT, "B": _BREAK}
_NONE = -1
_Range = tuple[int, int, int]
"""A paragraph's first token, the one behind its last, and the one behind its doc's last."""


class Trees:
    """An arc-eager parser with eight tokens to a state."""

    @staticmethod
    def fits(model: Any) -> bool:
        """Whether a network has the shape that is known here."""
        return Scorer.fits(model, slots=8)

    def __init__(self, model: Any, moves: Sequence[str], strings: Any) -> None:
        """``moves`` are names as "L-nsubj", in the order of the network's outputs."""
        self._scorer = Scorer(model)
        self._kinds = [_KINDS[move[0]] for move in moves]
        self._labels = [strings[move[2:]] if len(move) > 1 else 0 for move in moves]
        self._root = strings["ROOT"]
        possible = np.arange(1 << len(_KINDS))[:, None] >> np.array(self._kinds)[None, :] & 1
        self._masks = np.where(possible, 0, -np.inf).astype(np.float32)
        self._slots = np.arange(self._scorer.slots)
        self._shares = np.empty((_TOGETHER + 1, self._scorer.slots * self._scorer.share), np.float32)

    def found(self, docs: Sequence[Doc], vectors: Floats) -> list[tuple[list[int], list[int]]]:
        """The head of each token of each doc, as a number of the doc, and its label.

        ``vectors`` are those of all their tokens, one doc behind the other.
        """
        given: list[int] = []
        ranges: list[_Range] = []
        for doc in docs:
            ranges += _paragraphs(doc, given)
        reduced = self._scorer.reduced(vectors)
        heads, labels = list(range(len(given))), [self._root] * len(given)
        for group in _groups(ranges):
            part = self._parsed(group, given, reduced)
            for paragraph in part.paragraphs:
                paragraph.write(part.heads, part.labels, heads, labels)
        found = []
        at = 0
        for doc in docs:
            end = at + len(doc)
            found.append(([head - at for head in heads[at:end]], labels[at:end]))
            at = end
        return found

    def _parsed(self, group: list[_Range], given: list[int], reduced: Floats) -> _Part:
        part = _Part(group, given)
        rows = len(part.tokens)
        room = self._shares
        if rows >= len(room):
            room = np.empty((rows + 1, room.shape[1]), np.float32)
        self._scorer.shares(reduced[part.tokens], out=room[:rows])
        room[rows] = self._scorer.absent
        shares = room[: rows + 1].reshape(-1, self._scorer.share)
        kinds, labels, slots = self._kinds, self._labels, len(self._slots)
        while part.active:
            looked, possible = part.looked()
            # -1, no token, is the last row: that of the shares of nothing.
            at = np.array(looked).reshape(-1, slots) * slots + self._slots
            scores = self._scorer.scores(shares[at].sum(axis=1))
            scores += self._masks[possible]
            moves = scores.argmax(axis=1).tolist()
            part.move([(kinds[move], labels[move]) for move in moves])
        return part


def _paragraphs(doc: Doc, given: list[int]) -> Iterator[_Range]:
    """The paragraphs of a doc, as ranges of all tokens so far, which its are added to by how their sentences
    are given: 1 begins one, -1 begins none, 0 is open."""
    starts = doc.to_array("SENT_START").astype(np.int64).tolist()
    first, last = len(given), len(given) + len(starts)
    given += starts
    for at, start in enumerate(starts[1:], first + 1):
        if start == 1:
            yield first, at, last
            first = at
    if first < last:
        yield first, last, last


def _groups(ranges: list[_Range]) -> Iterator[list[_Range]]:
    """Paragraphs of about one length together."""
    group: list[_Range] = []
    size = 0
    for paragraph in sorted(ranges, key=lambda ends: ends[0] - ends[1]):
        length = paragraph[1] - paragraph[0] + _AHEAD
        if group and size + length > _TOGETHER:
            yield group
            group, size = [], 0
        group.append(paragraph)
        size += length
    if group:
        yield group


class _Paragraph:
    """Where the parser is in a paragraph; tokens are numbers of its part.

    ``stack`` has three times -1 at its bottom. ``again`` are tokens that come back before the next one, the
    first of them last. ``limit`` is behind the last token that can be seen, ``shift`` what a token's number
    is less in the text than in the part.
    """

    __slots__ = ("again", "ahead", "end", "first", "limit", "next", "shift", "stack")

    def __init__(self, first: int, end: int, limit: int, shift: int) -> None:
        self.first, self.next, self.end, self.limit, self.shift = first, first, end, limit, shift
        self.stack = [_NONE, _NONE, _NONE]
        self.again: list[int] = []
        self.ahead = (_NONE, _NONE)

    def look_ahead(self) -> tuple[int, int]:
        """The next two tokens, -1 where there is none."""
        again, at, limit = self.again, self.next, self.limit
        if again:
            second = again[-2] if len(again) > 1 else at
            self.ahead = again[-1], second if second < limit else _NONE
        elif at + 1 < limit:
            self.ahead = at, at + 1
        else:
            self.ahead = at if at < limit else _NONE, _NONE
        return self.ahead

    def take(self) -> None:
        """Push the next token."""
        if self.again:
            self.stack.append(self.again.pop())
        else:
            self.stack.append(self.next)
            self.next += 1

    def write(self, heads: list[int], labels: list[int], into: list[int], into_labels: list[int]) -> None:
        """Write the heads that its tokens got into those of the text."""
        for at in range(self.first, self.end):
            if heads[at] >= 0:
                into[at - self.shift] = heads[at] - self.shift
                into_labels[at - self.shift] = labels[at]


class _Part:
    """Some paragraphs of a text, each with the tokens that stand next behind it."""

    def __init__(self, ranges: list[_Range], given: list[int]) -> None:
        self.paragraphs: list[_Paragraph] = []
        self.tokens: list[int] = []
        for first, end, last in ranges:
            at, limit = len(self.tokens), min(end + _AHEAD, last)
            self.tokens.extend(range(first, limit))
            self.paragraphs.append(_Paragraph(at, at + end - first, at + limit - first, at - first))
        self.active = self.paragraphs.copy()
        size = len(self.tokens)
        self._starts = [given[token] for token in self.tokens]
        self.heads, self.labels = [_NONE] * size, [0] * size
        # Each with one more for the token -1. A token's nearest children, the last on each side, and what
        # was its head's last right child before it.
        self._left, self._right, self._before = ([_NONE] * (size + 1) for _ in range(3))
        self._shifted = [False] * (size + 1)

    def looked(self) -> tuple[list[int], list[int]]:
        """The tokens by which each state is told, one after the other, and which kinds of moves it allows."""
        left, right, starts, shifted = self._left, self._right, self._starts, self._shifted
        tokens: list[int] = []
        possible: list[int] = []
        for paragraph in self.active:
            first, second = paragraph.look_ahead()
            third, under, top = paragraph.stack[-3:]
            tokens += (first, second, top, under, third, left[first], left[top], right[top])
            kinds = 0
            if second >= 0 and second == first + 1 and not starts[second] and first != paragraph.end:
                kinds = 1 << _BREAK
            if top < 0:
                kinds |= 1 << _SHIFT
            elif first < 0 or starts[first] == 1:
                kinds |= 1 << _REDUCE
            else:
                kinds |= 1 << _LEFT | 1 << _RIGHT
                if under >= 0 or starts[first] != -1:
                    kinds |= 1 << _REDUCE
                if second >= 0 and not shifted[first]:
                    kinds |= 1 << _SHIFT
            possible.append(kinds)
        return tokens, possible

    def move(self, moves: list[tuple[int, int]]) -> None:
        """Make a move in each paragraph that is not parsed to its end."""
        finished = False
        for paragraph, (kind, label) in zip(self.active, moves, strict=True):
            stack = paragraph.stack
            if kind == _SHIFT:
                paragraph.take()
            elif kind == _REDUCE:
                self._reduce(paragraph)
            elif kind == _LEFT:
                self._attach_left(paragraph, label)
            elif kind == _RIGHT:
                head, child = stack[-1], paragraph.ahead[0]
                self.heads[child], self.labels[child] = head, label
                self._before[child], self._right[head] = self._right[head], child
                paragraph.take()
            else:
                self._starts[paragraph.ahead[1]] = 1
            finished |= paragraph.next >= paragraph.end and stack[-1] < 0 and not paragraph.again
        if finished:
            self.active = [
                paragraph
                for paragraph in self.active
                if paragraph.next < paragraph.end or paragraph.stack[-1] >= 0 or paragraph.again
            ]

    def _reduce(self, paragraph: _Paragraph) -> None:
        stack = paragraph.stack
        top = stack.pop()
        if self.heads[top] < 0 and stack[-1] >= 0:
            self._shifted[top] = True
            paragraph.again.append(top)

    def _attach_left(self, paragraph: _Paragraph, label: int) -> None:
        child, head = paragraph.stack.pop(), paragraph.ahead[0]
        former = self.heads[child]
        if former >= 0 and self._right[former] == child:
            self._right[former] = self._before[child]
        self.heads[child], self.labels[child] = head, label
        self._left[head] = child
        self._shifted[head] = False
