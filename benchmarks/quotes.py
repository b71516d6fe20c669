"""Who said what, measured on news that nobody here wrote: the table of quote extractors with our row.

    python -m benchmarks.quotes [FOLDER] [--corpus FILE] [--model NAME] [--view speech|all] [--errors]

FOLDER holds ``dev.jsonl`` and its scorer ``score_quotes.py`` (default: ``../shared/quote-eval`` beside the
checkout). Prints F with 95 % intervals (bootstrap over articles), the same for halves of the articles and
for our own annotations of Wikinews articles (those tuned on and those held out; ``training/annotations``,
the texts from the corpus), words a second with and without the extraction (CPU time, the best of three
runs), and a calibration table: what confidence says against the share that is right. Wants no network.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from tui.nlp import pipeline
from tui.nlp.attribution.attribution import attributions_of
from tui.nlp.document.prepare import prepared

_ROOT = Path(__file__).resolve().parent.parent
_GOLD = _ROOT / "training" / "annotations"
CORPUS = _ROOT.parent / "shared" / "corpora" / "wikinews.jsonl"
FOLDER = _ROOT.parent / "shared" / "quote-eval"
KINDS = ("total", "direct", "mixed", "indirect")
# Measured once with the same scorer on the same articles (the folder's README tells with which parses).
OTHERS = (
    ("every quoted passage, nearest name", 20.4, 33.1, 0.0, 0.0, 40.8),
    ("textacy 0.13, paragraph by paragraph", 40.4, 73.0, 36.8, 0.2, 78.4),
    ("GenderGapTracker", 51.9, 50.7, 54.4, 52.6, 63.9),
    ("BBC Citron, as published", 59.2, 61.2, 58.7, 57.9, 67.6),
    ("BBC Citron, trained on this corpus", 68.0, 67.4, 71.2, 66.8, 76.3),
    ("people, against each other", 90.9, 98.4, 93.1, 83.5, 97.6),
)
Record = dict[str, Any]


def main() -> int:
    """Run the benchmark; 0 also where there is nothing to measure on."""
    parser = argparse.ArgumentParser(prog="benchmarks.quotes", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="texts of the Wikinews articles")
    parser.add_argument("--model", help="an installed pipeline instead of the bundled one")
    parser.add_argument("--view", choices=["speech", "all"], default="speech")
    parser.add_argument("--errors", action="store_true", help="list what is wrong, by kind and rule")
    args = parser.parse_args()
    if not (args.folder / "dev.jsonl").is_file():
        print(f"Skipped: {args.folder} holds no dev.jsonl to measure on.")
        return 0
    scorer = _scorer(args.folder)
    gold = [json.loads(line) for line in (args.folder / "dev.jsonl").open(encoding="utf-8") if line.strip()]
    nlp = pipeline.load(args.model)
    docs = [pipeline.doc_of(nlp, article["text"]) for article in gold]
    found = [{"id": a["id"], "quotes": quotes_of(doc)} for a, doc in zip(gold, docs, strict=True)]
    result = scorer.score(gold, found, view=args.view)
    _table(result, _intervals(scorer, gold, found, args.view))
    _row("odd articles", scorer.score(gold[::2], found, view=args.view))
    _row("even articles", scorer.score(gold[1::2], found, view=args.view))
    for title, suffix in (("Wikinews, tuned on", ""), ("Wikinews, held out", "_heldout")):
        own = read(_GOLD / f"quotes_wikinews{suffix}.jsonl", args.corpus)
        if own:
            ours = [{"id": a["id"], "quotes": quotes_of(pipeline.doc_of(nlp, a["text"]))} for a in own]
            _row(f"{title}, {len(own)} articles", scorer.score(own, ours, view=args.view))
    print()
    judged = judgements(scorer, gold, found, args.view)
    _calibration(judged)
    _rules(judged)
    if args.errors:
        _errors(judged)
    _speed(nlp, [article["text"] for article in gold])
    return 0


def quotes_of(doc: Doc) -> list[Record]:
    """The attributions of a Doc as the scorer reads quotes: code points, with what we know beside."""

    def characters(piece: tuple[int, int]) -> list[int]:
        start, end = piece
        return [doc[start].idx, doc[end - 1].idx + len(doc[end - 1])]

    return [
        {
            "content": [characters(piece) for piece in found.content],
            "cue": [characters(piece) for piece in found.cue],
            "speaker": [characters((found.source.start, found.source.end))] if found.source else [],
            "confidence": found.confidence,
            "found": found.rule,
            "how": found.source.evidence if found.source else "",
            "lemma": found.cue_lemma,
        }
        for found in attributions_of(doc)
    ]


def read(path: Path, corpus: Path) -> list[Record]:
    """Annotated articles with their texts; none where the corpus is not at hand, or a text has changed."""
    if not corpus.exists():
        return []
    texts = {r["id"]: r["text"] for r in map(json.loads, corpus.read_text("utf-8").splitlines())}
    records = [
        {**r, "text": texts.get(r["id"], "")} for r in map(json.loads, path.read_text("utf-8").splitlines())
    ]
    return [r for r in records if hashlib.sha256(r["text"].encode()).hexdigest() == r["sha256"]]


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_quotes", folder / "score_quotes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_quotes"] = module
    spec.loader.exec_module(module)
    return module


def _intervals(
    scorer: ModuleType, gold: list[Record], found: list[Record], view: str, rounds: int = 1000
) -> dict[tuple[str, str], tuple[float, float]]:
    """95 % intervals of F by article, for every figure of the table."""
    by_id = {article["id"]: article for article in found}
    rows = []
    for article in gold:
        base = scorer.Article(article)
        rows.append(scorer.count(base, scorer.Article(by_id[article["id"]], base), view, False))
    wanted = [("said_by", kind) for kind in KINDS] + [("marks said_by", "total")]
    drawn: dict[tuple[str, str], list[float]] = {key: [] for key in wanted}
    draw = random.Random(1)
    for _ in range(rounds):
        sample = draw.choices(rows, k=len(rows))
        for key in wanted:
            sums = [sum(c) for c in zip(*(row[key] for row in sample if key in row), strict=True)]
            drawn[key].append(scorer.prf(sums)[2])
    return {
        key: (sorted(values)[int(rounds * 0.025)], sorted(values)[int(rounds * 0.975)])
        for key, values in drawn.items()
    }


def _figures(result: Record) -> list[float]:
    """F of what the table shows: said_by in all and by kind, and the marks."""
    figures = [result["said_by"].get(kind, {}).get("F", 0.0) for kind in KINDS]
    return [*figures, result["marks said_by"]["total"]["F"]]


def _row(name: str, result: Record) -> None:
    print(f"{name:40}" + "".join(f" {figure:12.1f}" for figure in _figures(result)))


def _table(result: Record, intervals: dict[tuple[str, str], tuple[float, float]]) -> None:
    print(f"{'F, %':40} {'said_by':>12} {'direct':>12} {'mixed':>12} {'indirect':>12} {'marks':>12}")
    for name, *figures in OTHERS[:-1]:
        print(f"{name:40}" + "".join(f" {figure:12.1f}" for figure in figures))
    _row("sayso", result)
    spans = [intervals[key] for key in (*(("said_by", kind) for kind in KINDS), ("marks said_by", "total"))]
    print(f"{'  95 % interval':40}" + "".join(f" {f'{low:.1f}–{high:.1f}':>12}" for low, high in spans))
    name, *figures = OTHERS[-1]
    print(f"{name:40}" + "".join(f" {figure:12.1f}" for figure in figures))
    total, speaker = result["said_by"]["total"], result["speaker"]["total"]["F"]
    print(
        f"\nprecision {total['P']:.1f}, recall {total['R']:.1f}; found {result['found']['total']['F']:.1f}, "
        f"speaker right of the found {speaker:.1f}; by words {result['words']['total']['F']:.1f}\n"
    )


def judgements(scorer: ModuleType, gold: list[Record], found: list[Record], view: str) -> list[Record]:
    """Each quote found that counts, with ``verdict``: right, speaker (wrong one) or spurious."""
    out = []
    for article, prediction in zip(gold, found, strict=True):
        base = scorer.Article(article)
        ours = scorer.Article(prediction, base)
        wanted = [view == "all" or quote["speech"] for quote in base.quotes]
        spare = base.ignore.union(*(q["words"] for q, w in zip(base.quotes, wanted, strict=True) if not w))
        kept = [quote for quote in ours.quotes if view == "all" or quote["speech"]]
        matches = _matches(base.quotes, kept)
        for place, quote in enumerate(kept):
            match = matches.get(place)
            if match is None:
                if len(quote["words"] & spare) * 2 >= len(quote["words"]):
                    continue
                verdict = "spurious"
            elif not wanted[match]:
                continue
            else:
                same = scorer.same_speaker(base.quotes[match]["heads"], quote["heads"])
                verdict = "right" if same else "speaker"
            text = " … ".join(article["text"][start:end] for start, end in quote["content"])
            out.append({**quote, "verdict": verdict, "text": text, "article": article["id"]})
    return out


def _matches(gold: list[Record], found: list[Record]) -> dict[int, int]:
    """For quotes found the annotated one that each is, both by their place: those that overlap most first.

    Half of the words of both together have to be shared.
    """
    pairs = sorted(
        (-len(one["words"] & other["words"]) / len(one["words"] | other["words"]), place, of_found)
        for place, one in enumerate(gold)
        for of_found, other in enumerate(found)
        if one["words"] & other["words"]
    )
    matches: dict[int, int] = {}
    taken: set[int] = set()
    for overlap, place, of_found in pairs:
        if -overlap >= 0.5 and place not in taken and of_found not in matches:
            matches[of_found] = place
            taken.add(place)
    return matches


def _calibration(judged: list[Record]) -> None:
    print("confidence      n   says  right")
    for low in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.0: 0.3, 0.3: 0.5}.get(low, low + 0.1)
        bucket = [
            q for q in judged if low <= q["confidence"] < high or (high > 0.99 and q["confidence"] >= 0.9)
        ]
        if bucket:
            says = sum(q["confidence"] for q in bucket) / len(bucket)
            right = sum(q["verdict"] == "right" for q in bucket) / len(bucket)
            print(f"{low:.1f}–{min(high, 1.0):.1f} {len(bucket):9} {says:6.2f} {right:6.2f}")
    brier = sum((q["confidence"] - (q["verdict"] == "right")) ** 2 for q in judged) / max(len(judged), 1)
    print(f"Brier score {brier:.3f}\n")


def _rules(judged: list[Record]) -> None:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for quote in judged:
        counts[f"{quote['found']}, {quote['kind']}"][quote["verdict"]] += 1
    print(f"{'rule':28} {'n':>5} {'right':>6} {'wrong speaker':>14} {'spurious':>9}")
    for rule, row in sorted(counts.items(), key=lambda item: -sum(item[1].values())):
        n = sum(row.values())
        if n >= 5:
            right, speaker, spurious = (row[verdict] / n for verdict in ("right", "speaker", "spurious"))
            print(f"{rule:28} {n:5} {right:6.2f} {speaker:14.2f} {spurious:9.2f}")
    print()


def _errors(judged: list[Record]) -> None:
    for quote in sorted(judged, key=lambda q: (q["verdict"], q["found"])):
        if quote["verdict"] != "right":
            print(f"{quote['verdict']:9} {quote['found']:12} {quote['article']}: {quote['text'][:150]!r}")
    print()


def _speed(nlp: Language, texts: list[str]) -> None:
    """Words a second (CPU time) of the pipeline with and without the components for quotes."""
    sample = [prepared(text) for text in texts[:60]]
    words = sum(len(text.split()) for text in sample)
    ours = [name for name in ("sayso_paragraphs", "sayso_attributions") if name in nlp.pipe_names]

    def seconds() -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            for _doc in nlp.pipe(sample):
                pass
            best = min(best, time.process_time() - start)
        return best

    whole = seconds()
    with nlp.select_pipes(disable=ours):
        bare = seconds()
    print(
        f"{words / whole:,.0f} words/s with the quotes, {words / bare:,.0f} without:"
        f" {whole / bare - 1:+.1%} of time"
    )


if __name__ == "__main__":
    raise SystemExit(main())
