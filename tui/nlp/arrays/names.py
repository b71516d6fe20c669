"""Names found as spaCy's transition-based recogniser finds them, many at once.

Outside a name its state is told by the token alone, so the move there is known for all tokens at once:
none, a name of one token, or the first of several. From each first token the name is followed to its end,
all names of a text side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from tui.nlp.arrays.embedding import Floats, side_by_side
from tui.nlp.arrays.encoder import Encoder
from tui.nlp.arrays.scorer import Scorer

Name = tuple[int, int, int]
"""First token, token behind the last, label."""
_TOGETHER = 768
"""Tokens whose shares are held at the same time, one and a half kilobytes each."""
_OUT, _UNIT, _BEGIN = range(3)


class Names:
    """A recogniser of BILUO moves; a state is told by this token, the open name's first, the one before."""

    @staticmethod
    def fits(model: Any) -> bool:
        """Whether a network has the shape that is known here."""
        return Scorer.fits(model, slots=3) and Encoder.fits(model.get_ref("tok2vec").layers[0])

    def __init__(self, model: Any, moves: Sequence[str], strings: Any) -> None:
        """``moves`` are names as "B-PERSON", in the order of the network's outputs."""
        self._encoder = Encoder(model.get_ref("tok2vec").layers[0])
        self._scorer = Scorer(model)
        kinds = {"O": _OUT, "U": _UNIT, "B": _BEGIN}
        columns: dict[str, int] = {move: column for column, move in enumerate(moves)}
        outside = [(column, kinds[move[0]], move[2:]) for move, column in columns.items() if move[0] in kinds]
        outside = [(column, kind, label) for column, kind, label in outside if label or kind == _OUT]
        self._columns = [column for column, _, _ in outside]
        self._kinds = np.array([kind for _, kind, _ in outside])
        self._labels = [label and strings[label] for _, _, label in outside]
        # Of a name that began with a move: the columns of going on and of the last token.
        self._going_on = np.array([columns.get(f"I-{label}", 0) for _, _, label in outside])
        self._last = np.array([columns.get(f"L-{label}", 0) for _, _, label in outside])

    def found(self, docs: Sequence[Doc]) -> list[list[Name]]:
        """The names in each doc, in its tokens."""
        blank, final = _borders(docs)
        reduced = self._scorer.reduced(side_by_side(self._encoder.vectors(docs)))
        move = np.empty(len(final), np.intp)
        ends: dict[int, int] = {}
        for first, end in _stretches(final):
            here = slice(first, end)
            shares = self._scorer.shares(reduced[here])
            move[here] = self._outside(shares, blank[here], final[here])
            for start, after in self._ends(shares, move[here], final[here]).items():
                ends[first + start] = first + after
        kinds = self._kinds[move]
        found: list[list[Name]] = []
        at = 0
        for doc in docs:
            names: list[Name] = []
            cursor = at
            for start in (np.flatnonzero(kinds[at : at + len(doc)] != _OUT) + at).tolist():
                if start >= cursor:
                    cursor = ends.get(start, start + 1)
                    names.append((start - at, cursor - at, self._labels[move[start]]))
            found.append(names)
            at += len(doc)
        return found

    def _outside(
        self, shares: Floats, blank: NDArray[np.bool_], final: NDArray[np.bool_]
    ) -> NDArray[np.intp]:
        """For each token the move where no name is open, by its place among those possible there."""
        width = self._scorer.share
        sums = shares[:, :width] + self._scorer.absent[width : 2 * width] + self._scorer.absent[2 * width :]
        scores = self._scorer.scores(sums)[:, self._columns]
        scores[np.ix_(blank, self._kinds != _OUT)] = -np.inf
        scores[np.ix_(final, self._kinds == _BEGIN)] = -np.inf
        move: NDArray[np.intp] = scores.argmax(axis=1)
        return move

    def _ends(self, shares: Floats, move: NDArray[np.intp], final: NDArray[np.bool_]) -> dict[int, int]:
        """Where the names end that begin with the moves, by their first tokens."""
        ends: dict[int, int] = {}
        shares = shares.reshape(-1, self._scorer.share)
        starts = np.flatnonzero(self._kinds[move] == _BEGIN)
        at = starts + 1
        while len(starts):
            scores = self._scorer.scores(shares[3 * at] + shares[3 * starts + 1] + shares[3 * (at - 1) + 2])
            rows = np.arange(len(starts))
            opened = move[starts]
            on, last = self._going_on[opened], self._last[opened]
            going, ending = scores[rows, on], scores[rows, last]
            # Of two equal scores the move that stands first is taken.
            goes_on = ((going > ending) | ((going == ending) & (on < last))) & ~final[at]
            ends.update(zip(starts[~goes_on].tolist(), (at[~goes_on] + 1).tolist(), strict=True))
            starts, at = starts[goes_on], at[goes_on] + 1
        return ends


def _stretches(final: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """All tokens as ranges of whole sentences, beyond which no name goes. The last token is final."""
    first = end = 0
    for after in (np.flatnonzero(final) + 1).tolist():
        if after - first > _TOGETHER and end > first:
            yield first, end
            first = end
        end = after
    if end > first:
        yield first, end


def _borders(docs: Sequence[Doc]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tokens are blank, and which are the last of their sentence."""
    both = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
    final = np.ones(len(both), np.bool_)
    final[:-1] = both[1:, 1] == 1
    at = 0
    for doc in docs:
        at += len(doc)
        if len(doc):
            final[at - 1] = True
    return both[:, 0] != 0, final
