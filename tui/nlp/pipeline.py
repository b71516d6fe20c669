"""The pipeline: the bundled one or any installed one, with our own components added to it."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import repeat, starmap
from pathlib import Path
from typing import Any

import tui.nlp.quickstart  # isort: skip  (before spaCy)
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import NumpyOps, get_current_ops, set_current_ops

import tui.nlp.spacy_components  # noqa: F401  (registers our components)
from tui.domain.errors import ModelError
from tui.domain.memory import give_back
from tui.nlp.document.known_words import KnownWords
from tui.nlp.document.tokens import tokenized
from tui.nlp.failures import first_line
from tui.nlp.identity import BUNDLED, Identity, identify

# What entities, quotes and actors are read from. Anything else in a foreign pipeline costs time for nothing.
_USED = frozenset(
    {
        "tok2vec",
        "transformer",
        "curated_transformer",
        "tagger",
        "morphologizer",
        "attribute_ruler",
        "parser",
        "lemmatizer",
        "trainable_lemmatizer",
        "ner",
        "entity_ruler",
        "span_ruler",
    }
)
_COMPONENTS = ("sayso_paragraphs", "sayso_entities", "sayso_attributions")
_FOR_OTHERS = ("sayso_paragraphs", "sayso_labels", "sayso_attributions")
"""The components of an English pipeline, and of one for another language."""
_IN_ARRAYS = {"tok2vec": "sayso_vectors", "parser": "sayso_trees", "ner": "sayso_names"}
"""What takes the place of which of spaCy's factories in the bundled pipeline."""
_PARSERS = ("parser", "sayso_trees")
_NEEDED = {_PARSERS: "dependencies", ("ner", "sayso_names"): "named entities"}


@registry.tokenizers("sayso.BareTokenizer.v1")  # type: ignore[untyped-decorator]
def _bare_tokenizer() -> Any:
    """A tokenizer without rules: those come from the pipeline's own file.

    spaCy would first build the language's 1,300 special cases and then, loading the file, the same again.
    """
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

    return lambda nlp: Tokenizer(nlp.vocab)


def load(model: str | None = None) -> Language:
    """The pipeline that ``model`` names (None: the bundled one; else an installed package or a folder).

    Raises ModelError with one sentence where it is missing, damaged, or finds no dependencies
    or no named entities.
    """
    identity = identify(model)
    with warnings.catch_warnings():
        # "trained with another version of spaCy": true of many pipelines that work well.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = _loaded(identity, model)
    called = "The bundled pipeline" if model is None else f"The pipeline {identity.name}"
    factories = {nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    for needed, finds in _NEEDED.items():
        if factories.isdisjoint(needed):
            raise ModelError(f"{called} has no {needed[0]}, so it finds no {finds}: choose another one.")
    nlp.max_length = 1 << 31
    for name in nlp.pipe_names:
        if nlp.get_pipe_meta(name).factory == "lemmatizer":
            _index_lemmas(nlp.get_pipe(name))
    parser = next(name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory in _PARSERS)
    first, *others = _COMPONENTS if nlp.lang == "en" else _FOR_OTHERS
    nlp.add_pipe(first, before=parser)
    for name in others:
        nlp.add_pipe(name)
    give_back()  # loading takes 14 MB for a moment
    return nlp


def _loaded(identity: Identity, model: str | None) -> Language:
    ours = {
        "nlp": {"tokenizer": {"@tokenizers": "sayso.BareTokenizer.v1"}},
        "components": {name: {"factory": factory} for name, factory in _IN_ARRAYS.items()},
    }
    try:
        with _multiplying():
            if identity.folder == BUNDLED:
                return spacy.load(BUNDLED, config=ours)
            return spacy.load(identity.folder, exclude=_unused(identity.folder))
    except Exception as error:
        called = "The bundled pipeline" if model is None else f"The pipeline {model}"
        raise ModelError(f"{called} cannot be loaded: {first_line(error)}") from error


@contextmanager
def _multiplying() -> Iterator[None]:
    """A pipeline that is loaded here multiplies with NumPy, where that keeps to one thread.

    On one thread its OpenBLAS does three times as much in a second of CPU as spaCy's blis on a machine with
    AVX-512, which makes half as much again of the whole analysis; with more threads it takes more of it.
    """
    before: Any = get_current_ops()
    if type(before) is not NumpyOps or os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        yield
        return
    set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


def _index_lemmas(lemmatizer: Any) -> None:
    """Look words up in spaCy's tables instead of searching them.

    It keeps the words of a kind, 57,000 nouns, as a list, and asks ``in`` of it for each form that a rule
    makes: measured a sixth of the time to an article's first quotes, and 11 MB. The answers are the same.
    """
    if "lemma_index" in lemmatizer.lookups:
        table = lemmatizer.lookups.get_table("lemma_index")
        for kind in list(table):
            table[kind] = KnownWords(table[kind])


def _unused(folder: Path) -> list[str]:
    """The names of a foreign pipeline's components that nothing here reads."""
    config = spacy.util.load_config(folder / "config.cfg")
    components = config.get("components", {})
    return [
        name
        for name in config.get("nlp", {}).get("pipeline", [])
        if components.get(name, {}).get("factory", name) not in _USED
    ]


def docs_of(
    nlp: Language,
    texts: Sequence[str],
    *,
    blocks: Sequence[Sequence[tuple[int, int]]] | None = None,
    together: bool = False,
) -> Iterator[Doc]:
    """The Docs of stretches of articles, in order; their offsets count the code points of each text.

    ``blocks`` are the block quotations of each, in its code points.

    ``together`` they go through the pipeline as one batch.
    """
    batch = max(len(texts), 1) if together else 1
    return nlp.pipe(
        starmap(partial(tokenized, nlp), zip(texts, blocks or repeat(()), strict=False)), batch_size=batch
    )


def doc_of(nlp: Language, text: str) -> Doc:
    """The Doc of one stretch of an article."""
    return next(docs_of(nlp, [text]))
