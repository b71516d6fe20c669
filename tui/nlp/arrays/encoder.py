"""The window encoder: what a token's vector becomes by those beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.tokens import Doc

from tui.nlp.arrays.embedding import Embedding, Floats

_TOGETHER = 384
"""Rows that go through all layers together: with what is computed of them they stay in a core's own cache."""
_PIECES = 3
_TINY = np.float32(1e-8)
_EMBEDDING = 5
"""Layers of an embedding that has features of words only."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One residual layer. ``weights`` is (3 × width, pieces × width): window by pieces, then units."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats


class Encoder:
    """A Tok2Vec.v2 of a MultiHashEmbed and a MaxoutWindowEncoder with windows of three tokens."""

    @staticmethod
    def fits(model: Any) -> bool:
        """Whether a network has the shape that is known here."""
        parts = [part.name for part in model.walk()]
        windows = [part.attrs["window_size"] for part in model.walk() if part.name == "expand_window"]
        pieces = {part.get_dim("nP") for part in model.walk() if part.name == "maxout"}
        embed = model.get_ref("embed").layers if "embed" in model.ref_names else ()
        return (
            len(embed) == _EMBEDDING
            and "extract_features" in parts
            and "static_vectors" not in parts
            and pieces == {_PIECES}
            and windows == [1] * (parts.count("maxout") - 1)
        )

    def __init__(self, model: Any) -> None:
        self._multiply = model.ops.gemm  # NumPy's on one thread, else spaCy's: see tui.nlp.pipeline
        self._embedding = Embedding(model.get_ref("embed"))
        encode = model.get_ref("encode")
        layers = {
            name: [part for part in encode.walk() if part.name == name] for name in ("maxout", "layernorm")
        }
        self.width = self._embedding.width
        self._layers = [
            _layer(maxout, norm) for maxout, norm in zip(layers["maxout"], layers["layernorm"], strict=True)
        ]
        self._apart = len(self._layers)
        rows = _TOGETHER + 2 * self._apart
        self._windows = np.zeros((rows, 3 * self.width), np.float32)
        self._pieces = np.empty((rows, _PIECES * self.width), np.float32)
        self._units = np.empty((rows, self.width), np.float32)

    def vectors(self, docs: Sequence[Doc]) -> list[Floats]:
        """A matrix for each doc, a row for each token."""
        rows = self._embedding.vectors(docs, self._apart)
        before = rows[:0]
        for start in range(0, len(rows), _TOGETHER):
            end = min(start + _TOGETHER, len(rows))
            stretch = np.concatenate([before, rows[start : end + self._apart]])
            known = len(before)
            before = rows[max(end - self._apart, 0) : end].copy()
            for layer in self._layers:
                self._add(layer, stretch)
            rows[start:end] = stretch[known : known + end - start]
        found, at = [], self._apart
        for doc in docs:
            found.append(rows[at : at + len(doc)].copy() if len(docs) > 1 else rows[at : at + len(doc)])
            at += len(doc) + self._apart
        return found

    def _add(self, layer: _Layer, rows: Floats) -> None:
        """Add to ``rows`` what the layer makes of each and its two neighbours."""
        count, width = rows.shape
        windows, pieces, units = self._windows[:count], self._pieces[:count], self._units[:count]
        windows[0, :width] = 0
        windows[1:, :width] = rows[:-1]
        windows[:, width : 2 * width] = rows
        windows[:-1, 2 * width :] = rows[1:]
        windows[-1, 2 * width :] = 0
        self._multiply(windows, layer.weights, out=pieces)
        pieces += layer.bias
        np.maximum(pieces[:, :width], pieces[:, width : 2 * width], out=units)
        np.maximum(units, pieces[:, 2 * width :], out=units)
        units -= units.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", units, units) / np.float32(width)
        units *= (1 / np.sqrt(variance + _TINY))[:, None]
        units *= layer.scale
        units += layer.shift
        rows += units


def _layer(maxout: Any, norm: Any) -> _Layer:
    weights = maxout.get_param("W")  # units, pieces, window
    turned = np.ascontiguousarray(weights.transpose(2, 1, 0))
    maxout.set_param("W", turned.transpose(2, 1, 0))  # the same numbers, not held twice
    return _Layer(
        turned.reshape(weights.shape[2], -1),
        np.ascontiguousarray(maxout.get_param("b").T.reshape(-1)),
        norm.get_param("G"),
        norm.get_param("b"),
    )
