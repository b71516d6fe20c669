"""The hint: while it learns the teacher's trees, the student's embedding layer also foretells the teacher's.

A tree says one head a word; a token vector of the teacher says how it sees that word, in as many numbers as
it has dimensions, so fewer steps are needed (Romero et al. 2015, "FitNets"). The component is a linear layer
over the shared tok2vec with the squared error as its loss, each dimension brought to mean 0 and spread 1. It
is there while training only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Linear, Model, chain, with_array
from thinc.types import Floats2d

from training.silver import ROWS


@registry.architectures("sayso.Hint.v1")  # type: ignore[untyped-decorator]
def build_hint(tok2vec: Model[list[Doc], list[Floats2d]], width: int) -> Model[list[Doc], list[Floats2d]]:
    """From token vectors of the student to those of the teacher, which have ``width`` numbers."""
    model: Model[list[Doc], list[Floats2d]] = chain(
        tok2vec, with_array(Linear(width, tok2vec.maybe_get_dim("nO")))
    )
    model.set_ref("tok2vec", tok2vec)
    return model


class Hint(TrainablePipe):  # type: ignore[misc]
    """Foretells the rows of ``vectors`` (a NumPy file, memory-mapped) that a reference Doc points to."""

    def __init__(self, vocab: Vocab, model: Any, name: str, *, vectors: Path, weight: float) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {}
        self.weight = weight
        self.vectors = np.load(vectors, mmap_mode="r")
        sample = np.asarray(self.vectors[:100_000], dtype="float32")
        self.mean, self.spread = sample.mean(axis=0), sample.std(axis=0) + 1e-3

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterable[Doc]:
        """Nothing: there is something to do only while training."""
        return stream

    def __call__(self, doc: Doc) -> Doc:
        return doc

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None
    ) -> None:
        docs = [example.predicted for example, _ in zip(get_examples(), range(4), strict=False)]
        self.model.initialize(X=docs)

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Any = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        losses = {} if losses is None else losses
        examples = list(examples)
        guesses, backprop = self.model.begin_update([example.predicted for example in examples])
        gradients, loss = [], 0.0
        for example, guess in zip(examples, guesses, strict=True):
            first = example.reference.user_data.get(ROWS)
            gradient = np.zeros_like(guess)
            # Another tokenisation than the teacher's says nothing: such a Doc is left out.
            if first is not None and len(guess) == len(example.reference):
                rows = np.asarray(self.vectors[first : first + len(guess)], dtype="float32")
                gradient = guess - (rows - self.mean) / self.spread
                loss += float((gradient**2).mean(axis=1).sum())
            gradients.append(gradient * self.weight)
        backprop(gradients)
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] = losses.get(self.name, 0.0) + loss
        return losses


@Language.factory("sayso_hint", default_config={"weight": 0.1})
def create_hint(nlp: Language, name: str, model: Any, vectors: Path, weight: float) -> Hint:
    return Hint(nlp.vocab, model, name, vectors=vectors, weight=weight)


@registry.callbacks("sayso.rarely.v1")  # type: ignore[untyped-decorator]
def create_rarely(component: str, every: int, until: int) -> Callable[[Language, dict[str, Any]], None]:
    """Before step ``until``, train ``component`` only at every ``every``-th step, the others at all of them.

    A parser's step costs twice what those of all other parts cost together, and early on it is the embedding
    layer that has most to learn. States are scored at multiples of ``every``, when all is there.
    """

    def before_update(nlp: Language, info: dict[str, Any]) -> None:
        wanted = info["step"] >= until or info["step"] % every == 0
        if wanted and component in nlp.disabled:
            nlp.enable_pipe(component)
        elif not wanted and component not in nlp.disabled:
            nlp.disable_pipe(component)

    return before_update
