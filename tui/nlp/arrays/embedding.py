"""The vectors of words: each known word's is kept, since an embedding sees the word alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Floats = NDArray[np.float32]

_KEYED_BY: list[int | str] = ["ORTH", "NORM", "SPACY"]
"""What settles every feature of a token: its form, its norm (which may differ), the blank behind it."""
_ODD = np.array([[1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F]], dtype=np.uint64)
_FIRST = 1_024
_TOGETHER = 128
"""Words that are learnt together: ten kilobytes each for a moment, which was 7 MB for an article's."""
_MOST = 16_384
"""Words that are kept at most; then all are forgotten. A book of 600,000 words has some 30,000."""


class Embedding:
    """The lower half of a Tok2Vec: features, hash tables, the layer that mixes them."""

    def __init__(self, model: Any) -> None:
        """``model`` is the ``embed`` part of a Tok2Vec.v2: a MultiHashEmbed.v2 without static vectors."""
        extract, _, tables, mixer, _ = model.layers
        self.width: int = model.get_dim("nO")
        self._features: list[int | str] = list(extract.attrs["columns"])
        self._tables, self._mixer = tables.layers[0], mixer.layers[0]
        self._rows: dict[int, int] = {}
        self._vectors: Floats = np.empty((_FIRST, self.width), np.float32)

    def vectors(self, docs: Sequence[Doc], apart: int) -> Floats:
        """The vectors of all tokens, ``apart`` rows of zeros before, between and behind the docs."""
        if len(self._rows) > _MOST:
            self._rows.clear()
        total = sum(map(len, docs)) + apart * (len(docs) + 1)
        found = np.zeros((total, self.width), np.float32)
        at = apart
        for doc in docs:
            found[at : at + len(doc)] = self._vectors_of(doc)
            at += len(doc) + apart
        return found

    def _vectors_of(self, doc: Doc) -> Floats:
        keys = (doc.to_array(_KEYED_BY) * _ODD).sum(axis=1, dtype=np.uint64).tolist()
        rows = [self._rows.get(key, -1) for key in keys]
        if -1 in rows:
            self._learn(doc, keys, (at for at, row in enumerate(rows) if row < 0))
            rows = [self._rows[key] for key in keys]
        vectors: Floats = self._vectors[rows]
        return vectors

    def _learn(self, doc: Doc, keys: list[int], missing: Iterable[int]) -> None:
        first = {keys[at]: at for at in missing}
        features = doc.to_array(self._features)[list(first.values())]
        known = len(self._rows)
        need = known + len(first)
        if need > len(self._vectors):
            wider = np.empty((max(need, 2 * len(self._vectors)), self.width), np.float32)
            wider[:known] = self._vectors[:known]
            self._vectors = wider
        for at in range(0, len(first), _TOGETHER):
            learnt = self._mixer.predict(self._tables.predict(features[at : at + _TOGETHER]))
            self._vectors[known + at : known + at + len(learnt)] = learnt
        self._rows.update(zip(first, range(known, need), strict=True))


def side_by_side(matrices: Sequence[Floats]) -> Floats:
    """The rows of all, one matrix behind the other; those of a single one are not copied."""
    rows: Floats = matrices[0] if len(matrices) == 1 else np.concatenate(matrices)
    return rows
