"""spaCy's components with their predictions made here: those of the bundled pipeline.

Everything else about them is spaCy's: their files, labels, training. Where a model has another shape than
the one that is known here, or a Doc comes with names already, spaCy's own code predicts too. Weights are
taken over at the first prediction: to train on, load the folder with spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from spacy.pipeline import DependencyParser, EntityRecognizer, Tok2Vec
from spacy.pipeline._parser_internals.nonproj import (  # type: ignore[import-not-found]
    DELIMITER,
    deprojectivize,
)
from spacy.tokens import Doc, Span

from tui.nlp.arrays.embedding import side_by_side
from tui.nlp.arrays.encoder import Encoder
from tui.nlp.arrays.names import Names
from tui.nlp.arrays.trees import Trees


class ArrayVectors(Tok2Vec):
    """The vectors that tags and trees are made of."""

    def predict(self, docs: Iterable[Doc]) -> Any:
        """A matrix for each doc."""
        if not hasattr(self, "_encoder"):
            self._encoder = Encoder(self.model) if Encoder.fits(self.model) else None
        if self._encoder is None:
            return super().predict(docs)
        return self._encoder.vectors(list(docs))


class ArrayTrees(DependencyParser):  # type: ignore[misc]
    """The parser; it reads the vectors that ``ArrayVectors`` left in ``Doc.tensor``."""

    def predict(self, docs: Sequence[Doc]) -> Any:
        """Heads and labels for each doc."""
        if not hasattr(self, "_trees"):
            self._trees = (
                Trees(self.model, _moves(self), self.vocab.strings) if Trees.fits(self.model) else None
            )
            labels = {move[2:] for move in _moves(self)}
            self._decorated = {self.vocab.strings[label] for label in labels if DELIMITER in label}
        if self._trees is None or any(len(doc) != len(doc.tensor) for doc in docs):
            return super().predict(docs)
        vectors: list[Any] = [doc.tensor for doc in docs]
        return self._trees.found(docs, side_by_side(vectors))

    def set_annotations(self, docs: Sequence[Doc], found: Any) -> None:
        """Write them on the docs."""
        if self._trees is None or not found or not isinstance(found[0], tuple):
            super().set_annotations(docs, found)
            return
        for doc, (heads, labels) in zip(docs, found, strict=True):
            relative = np.array(heads, np.int64) - np.arange(len(doc))
            columns = [relative.view(np.uint64), np.array(labels, np.uint64)]
            table: Any = np.stack(columns, axis=1)
            doc.from_array(["HEAD", "DEP"], table)
            if not self._decorated.isdisjoint(labels):
                deprojectivize(doc)


class ArrayNames(EntityRecognizer):  # type: ignore[misc]
    """The recogniser of names, which has vectors of its own."""

    def predict(self, docs: Sequence[Doc]) -> Any:
        """The names in each doc."""
        if not hasattr(self, "_names"):
            self._names = (
                Names(self.model, _moves(self), self.vocab.strings) if Names.fits(self.model) else None
            )
        if self._names is None or any(doc.has_annotation("ENT_IOB") for doc in docs):
            return super().predict(docs)
        return self._names.found(docs)

    def set_annotations(self, docs: Sequence[Doc], found: Any) -> None:
        """Write them on the docs."""
        if self._names is None or not found or not isinstance(found[0], list):
            super().set_annotations(docs, found)
            return
        for doc, names in zip(docs, found, strict=True):
            doc.set_ents([Span(doc, start, end, label=label) for start, end, label in names])


def _moves(parser: Any) -> list[str]:
    """The names of a parser's moves, in the order of its network's outputs."""
    return [parser.moves.get_class_name(number) for number in range(parser.moves.n_moves)]
