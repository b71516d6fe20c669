"""What both parsers compute of a state: a hidden layer of the vectors of some tokens, then a score a move."""

from __future__ import annotations

from typing import Any

import numpy as np

from tui.nlp.arrays.embedding import Floats

_PIECES = 2


class Scorer:
    """The layers above the tokens' vectors of a TransitionBasedParser.v2.

    ``slots`` is the number of tokens that a state is told by; each adds its share to the hidden layer, so
    that the shares of all tokens are computed once, and a state's are added up.
    """

    @staticmethod
    def fits(model: Any, slots: int) -> bool:
        """Whether a network has the shape that is known here, with so many tokens to a state."""
        lower = model.get_ref("lower")
        known = lower.get_dim("nF") == slots and lower.get_dim("nP") == _PIECES
        return known and model.attrs["has_upper"] and not model.attrs["unseen_classes"]

    def __init__(self, model: Any) -> None:
        self._multiply = model.ops.gemm
        reduce = next(part for part in model.layers[0].layers if part.name == "linear")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")  # slots, units, pieces, width
        self.slots, self.units, pieces, width = weights.shape
        self.share = self.units * pieces
        self._reduce = np.ascontiguousarray(reduce.get_param("W").T)
        self._reduce_bias = reduce.get_param("b")
        turned = np.ascontiguousarray(weights.transpose(3, 0, 2, 1))
        lower.set_param("W", turned.transpose(1, 3, 2, 0))  # the same numbers, not held twice
        self._lower = turned.reshape(width, self.slots * self.share)
        self._bias = np.ascontiguousarray(lower.get_param("b").T.reshape(-1))
        self.absent = np.ascontiguousarray(lower.get_param("pad")[0].transpose(0, 2, 1).reshape(-1))
        """The shares of a slot in which no token stands, slot by slot."""
        self._upper = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias = upper.get_param("b")

    def reduced(self, vectors: Floats) -> Floats:
        """The tokens' vectors as narrow as the parser wants them."""
        reduced: Floats = self._multiply(vectors, self._reduce) + self._reduce_bias
        return reduced

    def shares(self, reduced: Floats, out: Floats | None = None) -> Floats:
        """Each token's share in each slot: (tokens, slots × share)."""
        shares: Floats = self._multiply(reduced, self._lower, out=out)
        return shares

    def scores(self, sums: Floats) -> Floats:
        """The scores of all moves for states whose shares are added up; ``sums`` is changed."""
        sums += self._bias
        hidden = np.maximum(sums[:, : self.units], sums[:, self.units :])
        scores: Floats = self._multiply(hidden, self._upper)
        scores += self._upper_bias
        return scores
