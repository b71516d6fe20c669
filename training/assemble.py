"""Put the trained parts together: one tokenizer, the syntax, a lemmatizer by rule, the names; nothing else.

What a pipeline drags along from training (strings of every word ever seen, lookups for other languages) is
left out: it costs size and time to load and changes no prediction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.lookups import load_lookups

LICENCE = "CC-BY-SA-4.0"
HINT = "sayso_hint"
"""The component that is there while training only (``training/hint.py``)."""


def assemble(syntax: Path, ner: Path, version: str) -> Language:
    """The whole pipeline from the two trained ones. The names keep an embedding layer of their own."""
    nlp: Language = spacy.load(syntax, exclude=[HINT])
    names: Language = spacy.load(ner)
    names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=names)
    nlp.add_pipe("lemmatizer", config={"mode": "rule"}, before="ner")
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    tables = load_lookups("en", ["lemma_rules", "lemma_exc", "lemma_index"])
    lemmatizer.initialize(list, nlp=nlp, lookups=tables)
    nlp.meta.update(
        lang="en",
        name="sayso_news",
        version=version,
        description="A small English pipeline for the news",
        license=LICENCE,
        author="the sayso authors",
    )
    nlp.meta.pop("performance", None)
    return nlp


def save(nlp: Language, folder: Path, performance: dict[str, Any]) -> None:
    """Write the pipeline to ``folder``, trimmed."""
    nlp.meta["performance"] = performance
    # The training configuration names files of the machine it ran on, and nothing reads it again.
    for section in ("paths", "corpora", "training", "initialize", "pretraining"):
        nlp.config[section] = {}
    nlp.to_disk(folder)
    _trim_strings(nlp, folder)


def _trim_strings(nlp: Language, folder: Path) -> None:
    """Keep only the strings the components name: words are stored again as they are met."""
    needed = sorted(set(_named_strings(nlp)))
    (folder / "vocab" / "strings.json").write_text(json.dumps(needed, ensure_ascii=False), encoding="utf-8")
    for name in ("vectors", "key2row", "vectors.cfg", "lookups.bin"):
        if not nlp.vocab.vectors.shape[0] or name == "lookups.bin":
            (folder / "vocab" / name).touch()


def _named_strings(nlp: Language) -> Iterable[str]:
    for _, pipe in nlp.components:
        yield from getattr(pipe, "labels", ())
    yield from (str(label) for label in nlp.pipe_labels)
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    yield from lemmatizer.lookups.tables


def size(folder: Path) -> int:
    """Bytes on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
