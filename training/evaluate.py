"""Score a pipeline: on the corpora's dev parts and on our own annotated names from Wikinews.

    python -m training.evaluate CORPORA [--model PATH_OR_NAME] [--json]

Figures are those of spaCy's Scorer (https://spacy.io/api/scorer): accuracies of tags, UAS and LAS without
punctuation, F of sentence starts and of entities, in percent.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import filter_spans

from training.annotations.compile import join, read_jsonl
from training.speakers import words_of

BUNDLED = Path(__file__).parents[1] / "tui" / "nlp" / "model"
NAMES = Path(__file__).parent / "annotations" / "ner_wikinews.jsonl"
SETS = {
    "EWT and GUM dev, syntax": ("syntax_dev.spacy", ("tag_acc", "pos_acc", "dep_uas", "dep_las", "sents_f")),
    "GUM other genres, syntax": (
        "syntax_gum_othergenres_test.spacy",
        ("tag_acc", "pos_acc", "dep_uas", "dep_las", "sents_f"),
    ),
    "GMB and GUM dev, names": ("ner_dev.spacy", ("ents_p", "ents_r", "ents_f", "ents_per_type")),
    "GUM other genres, names": (
        "ner_gum_othergenres_test.spacy",
        ("ents_p", "ents_r", "ents_f", "ents_per_type"),
    ),
}
# Forms, not lemmas, which a pipeline may get wrong.
SPEECH = frozenset(
    words_of(
        "said says say saying told tells tell added adds asked asks wrote writes explained explains argued "
        "argues warned warns claimed claims announced insisted stated states noted notes replied continued"
    )
)
_KINDS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT")


def examples(nlp: Language, references: Iterable[Doc]) -> list[Example]:
    """Examples whose texts are tokenised as they were annotated, unparsed."""
    return [
        Example(Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]), d)
        for d in references
    ]


def score(nlp: Language, references: Iterable[Doc], wanted: Iterable[str]) -> dict[str, Any]:
    """The wanted scores in percent; those by type as a dict of F."""
    scores = nlp.evaluate(examples(nlp, references))
    found: dict[str, Any] = {}
    for name in wanted:
        value = scores.get(name)
        if isinstance(value, dict):
            found[name] = {
                label: round(100 * numbers["f"], 1) for label, numbers in value.items() if label in _KINDS
            }
        elif value is not None:
            found[name] = round(100 * value, 1)
    return found


def speech(nlp: Language, references: list[Doc]) -> dict[str, Any]:
    """F of the subjects of speech verbs, and of the clauses they report, in percent.

    A subject is the token pair of verb and ``nsubj``. A clause is the token pair
    of verb and head of what is said, ``ccomp`` below the verb or ``parataxis`` above it.
    """
    predicted = [example.predicted for example in examples(nlp, references)]
    parsed = list(nlp.pipe(predicted))
    pairs = (_subjects, _clauses)
    found = [{(i, *pair) for i, doc in enumerate(parsed) for pair in pick(doc)} for pick in pairs]
    right = [{(i, *pair) for i, doc in enumerate(references) for pair in pick(doc)} for pick in pairs]
    f = [200 * len(a & b) / (len(a) + len(b)) if a or b else 0.0 for a, b in zip(found, right, strict=True)]
    return {"subjects of speech verbs": round(f[0], 1), "reported clauses": round(f[1], 1)}


def _subjects(doc: Doc) -> Iterable[tuple[int, int]]:
    return ((t.head.i, t.i) for t in doc if t.dep_ == "nsubj" and t.head.lower_ in SPEECH)


def _clauses(doc: Doc) -> Iterable[tuple[int, int]]:
    for token in doc:
        if token.dep_ == "ccomp" and token.head.lower_ in SPEECH:
            yield token.head.i, token.i
        elif token.dep_ == "parataxis" and token.lower_ in SPEECH:
            yield token.i, token.head.i


def wikinews_names(nlp: Language, corpora: Path) -> list[Doc]:
    """Our own annotated names, put back on their texts."""
    corpus = {article["id"]: article for article in read_jsonl(corpora / "wikinews.jsonl")}
    references = []
    for record in join(read_jsonl(NAMES), corpus):
        doc = nlp.make_doc(record["text"])
        entities = record["entities"]
        spans = [doc.char_span(s, e, label=kind, alignment_mode="expand") for s, e, kind in entities]
        doc.set_ents(filter_spans([span for span in spans if span is not None]))
        references.append(doc)
    return references


def without_dates(nlp: Language, references: list[Doc]) -> dict[str, Any]:
    """Entity scores over people, organisations, places and the like: what the annotation holds."""
    predicted = list(nlp.pipe(doc.text for doc in references))
    counts = {kind: [0, 0, 0] for kind in _KINDS}
    for ours, gold in zip(predicted, references, strict=True):
        found = {(e.start_char, e.end_char, e.label_) for e in ours.ents if e.label_ in counts}
        right = {(e.start_char, e.end_char, e.label_) for e in gold.ents if e.label_ in counts}
        for group, place in ((found & right, 0), (found, 1), (right, 2)):
            for *_, label in group:
                counts[label][place] += 1
    total = [sum(numbers) for numbers in zip(*counts.values(), strict=True)]

    def f(numbers: list[int]) -> float:
        hit, found_, right_ = numbers
        return round(200 * hit / (found_ + right_), 1) if found_ + right_ else 0.0

    return {"ents_f": f(total), "ents_per_type": {k: f(n) for k, n in counts.items() if n[2]}}


def evaluate(nlp: Language, corpora: Path, silver: Path | None = None) -> dict[str, Any]:
    """All the scores there are data for, and the speed on the dev texts in words a second.

    ``silver`` is a file of a teacher's trees. The treebanks' trees are compared with those of a pipeline that
    speaks their scheme only.
    """
    report: dict[str, Any] = {}
    universal = "pobj" not in nlp.pipe_labels.get("parser", [])
    for title, (filename, wanted) in SETS.items():
        if (corpora / filename).exists():
            references = list(DocBin().from_disk(corpora / filename).get_docs(nlp.vocab))
            trees = "dep_las" in wanted
            report[title] = score(
                nlp, references, [name for name in wanted if universal or not name.startswith("dep_")]
            )
            if trees and universal:
                report[title] |= speech(nlp, references)
    if silver is not None and silver.exists():
        references = list(DocBin().from_disk(silver).get_docs(nlp.vocab))
        report["agreement with the teacher"] = score(nlp, references, SETS["EWT and GUM dev, syntax"][1])
    if NAMES.exists() and (corpora / "wikinews.jsonl").exists():
        references = wikinews_names(nlp, corpora)
        report[f"Wikinews, {len(references)} articles, names"] = without_dates(nlp, references)
        texts = [doc.text for doc in references]
        start = time.process_time()
        words = sum(len(doc) for doc in nlp.pipe(texts))
        report["words a second of processor time"] = round(words / (time.process_time() - start))
    return report


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--model", default=str(BUNDLED))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    report = evaluate(spacy.load(args.model), args.corpora)
    if args.json:
        json.dump(report, sys.stdout, indent=1)
    else:
        for title, scores in report.items():
            print(f"{title}: {scores}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
