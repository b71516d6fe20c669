"""Accuracy measured by anybody: where the annotated articles come from, and who-said-what scored on them.

    python -m benchmarks.evaluate sources                     where to get what, under which terms
    python -m benchmarks.evaluate polnear FOLDER [--part dev] on a checkout of PolNeAR
    python -m benchmarks.evaluate wikinews FILE [--held-out]  on our own annotations of Wikinews articles
    python -m benchmarks.evaluate convert FOLDER > dev.jsonl  PolNeAR as JSON lines, for another system

``--model NAME`` measures another pipeline, ``--json`` prints the counts too. Nothing is downloaded. What is
counted how is told in ``benchmarks/scoring.py``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.polnear import PARTS, REPOSITORY, articles
from benchmarks.scoring import KINDS, Score, score_article, total

_SOURCES = f"""\
PolNeAR 1.0: 1,008 US political news articles of 2015 and 2016, every attribution annotated.
  get it    git clone --depth 1 {REPOSITORY}
  measure   python -m benchmarks.evaluate polnear PolNeAR
  terms     no licence is stated and the articles are their publishers': for measuring only. Nothing here
            was trained on it; rules were developed on its part dev and 100 articles of train. Its authors
            ask to test on the part test once.
  cite      Newell, Margolin, Ruths (2018): An Attribution Relations Corpus for Political News. LREC.

Wikinews, annotated by us: 99 articles that were tuned on, 73 whose errors nobody read.
  get it    the annotations are in training/annotations (CC BY 4.0); the texts are Wikinews' (CC BY 2.5),
            each at the url of its record. FILE has a line {{"id": …, "text": …}} for each, an empty line
            between paragraphs; a text whose SHA-256 is not the record's is left out and counted.
  measure   python -m benchmarks.evaluate wikinews FILE --held-out
"""
_ANNOTATIONS = Path(__file__).resolve().parent.parent / "training" / "annotations"
_ROUNDS = 1000
Record = dict[str, Any]


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    arguments = _parser().parse_args(argv)
    if arguments.command == "sources":
        print(_SOURCES, end="")
        return 0
    try:
        gold = _gold(arguments)
    except (OSError, ValueError, KeyError) as error:
        print(f"That cannot be read: {error}", file=sys.stderr)
        return 1
    if arguments.command == "convert":
        for record in gold:
            print(json.dumps(record, ensure_ascii=False))
        return 0
    scores = [
        score_article(record, found)
        for record, found in zip(gold, _found(gold, arguments.model), strict=True)
    ]
    _show(scores, as_json=arguments.json)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="benchmarks.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("sources", help="where the annotated articles come from")
    for name, what in (("polnear", "measure on PolNeAR"), ("convert", "PolNeAR as JSON lines")):
        command = commands.add_parser(name, help=what)
        command.add_argument("folder", type=Path, help="a checkout of PolNeAR")
        command.add_argument("--part", choices=PARTS, default="dev")
        command.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    command = commands.add_parser("wikinews", help="measure on our own annotations")
    command.add_argument("file", type=Path, help="the texts, as JSON lines")
    command.add_argument("--held-out", action="store_true", help="those whose errors nobody read")
    for name in ("polnear", "wikinews"):
        commands.choices[name].add_argument("--model", help="another pipeline than the bundled one")
        commands.choices[name].add_argument("--json", action="store_true", help="the counts as JSON")
    return parser


def _gold(arguments: argparse.Namespace) -> list[Record]:
    if arguments.command == "wikinews":
        from benchmarks.quotes import read

        path = _ANNOTATIONS / f"quotes_wikinews{'_heldout' if arguments.held_out else ''}.jsonl"
        records = read(path, arguments.file)
        wanted = len(path.read_text("utf-8").splitlines())
        if len(records) < wanted:
            print(
                f"{wanted - len(records)} of {wanted} articles left out: no text, or another.",
                file=sys.stderr,
            )
        if not records:
            raise ValueError(f"{arguments.file} holds none of the annotated texts")
        return records
    return list(articles(arguments.folder, arguments.part))[: arguments.limit]


def _found(gold: Iterable[Record], model: str | None) -> Iterable[list[Record]]:
    """The quotes found in each article, as code points of its text."""
    import sayso

    for record in gold:
        yield [
            {
                "content": [[span.start, span.end] for span in quote.content],
                "cue": [[span.start, span.end] for span in quote.cue],
                "speaker": [[quote.speaker.start, quote.speaker.end]] if quote.speaker is not None else [],
            }
            for quote in sayso.analyse(record["text"], model=model).quotes
        ]


def _show(scores: list[Score], *, as_json: bool) -> None:
    """A table of F in percent, precision and recall beside, with the 95 % interval of the sums by article."""
    sums = total(scores)
    keys = [(measure, kind) for measure in ("found", "said by") for kind in KINDS] + [("marks", "total")]
    low_high = _intervals(scores, keys)
    if as_json:
        print(
            json.dumps(
                {
                    f"{measure}, {kind}": {
                        "F": round(sums[measure, kind].f, 1),
                        "interval": [round(figure, 1) for figure in low_high[measure, kind]],
                        "precision": round(sums[measure, kind].precision, 1),
                        "recall": round(sums[measure, kind].recall, 1),
                        "annotated": sums[measure, kind].asked,
                        "found": sums[measure, kind].found,
                    }
                    for measure, kind in keys
                },
                indent=1,
            )
        )
        return
    print(f"Articles: {len(scores)}. Figures in percent.\n")
    print(f"{'':20} {'F':>6} {'95 %':>13} {'precision':>10} {'recall':>7} {'annotated':>10} {'found':>6}")
    for measure, kind in keys:
        counts, (low, high) = sums[measure, kind], low_high[measure, kind]
        print(
            f"{f'{measure}, {kind}':20} {counts.f:6.1f} {f'{low:.1f}–{high:.1f}':>13}"
            f" {counts.precision:10.1f} {counts.recall:7.1f} {counts.asked:10} {counts.found:6}"
        )


def _intervals(
    scores: list[Score], keys: list[tuple[str, str]]
) -> dict[tuple[str, str], tuple[float, float]]:
    """The middle 95 % of F when articles are drawn anew a thousand times (bootstrap, a fixed seed)."""
    draw = random.Random(1)
    drawn: dict[tuple[str, str], list[float]] = {key: [] for key in keys}
    for _ in range(_ROUNDS):
        sums = total(draw.choices(scores, k=len(scores)))
        for key in keys:
            drawn[key].append(sums[key].f)
    middle = (int(_ROUNDS * 0.025), int(_ROUNDS * 0.975))
    return {key: (sorted(figures)[middle[0]], sorted(figures)[middle[1]]) for key, figures in drawn.items()}


if __name__ == "__main__":
    raise SystemExit(main())
