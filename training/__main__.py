"""Train the bundled pipeline anew.

    python -m training CORPORA [--out training/out] [--into tui/nlp/model] [--quick]

CORPORA is the folder of DocBin files described in training/README.md. The parts are trained one after
the other (syntax, and once more with reported speech; names, and once more on a better mixture), put
together, scored and saved. A part that is finished in OUT is not trained again, so a run that was broken off
goes on where it stopped. About two hours on one core.
``--quick`` takes a few steps only: a check that everything fits, not a pipeline to use.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

import training.augment  # noqa: F401  (registers the augmenter)
from training import attribution, wikinews
from training.assemble import assemble, save, size
from training.card import write_card
from training.evaluate import BUNDLED, evaluate

CONFIGS = Path(__file__).parent / "configs"
VERSION = "1.0.0"
QUICK = {"training.max_steps": 4, "training.eval_frequency": 2}


def train_part(
    name: str, out: Path, overrides: dict[str, Any], state: str = "best", *, quiet: bool = False
) -> Path:
    """Train the part that ``configs/NAME.cfg`` describes, unless it is finished; the folder of its state.

    ``state`` is ``best`` (on the dev set) or ``last``. ``quiet`` prints nothing.
    """
    folder = out / name
    finished = folder / "finished"
    if not finished.exists():
        if not quiet:
            print(f"training {name}", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        config = util.load_config(CONFIGS / f"{name}.cfg", overrides=overrides, interpolate=False)
        train(init_nlp(config), folder, stdout=io.StringIO() if quiet else sys.stdout)
        finished.touch()
    return folder / f"model-{state}"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "out")
    parser.add_argument("--into", type=Path, help="where the finished pipeline goes (none: OUT/pipeline)")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args(argv)
    missing = [
        n for n in ("syntax_train.spacy", "ner_train_augmented.spacy") if not (args.corpora / n).exists()
    ]
    if missing:
        parser.error(f"{args.corpora} does not hold {', '.join(missing)}: see training/README.md")

    def data(train_file: Path, dev_file: str) -> dict[str, Any]:
        paths = {"paths.train": str(train_file), "paths.dev": str(args.corpora / dev_file)}
        return {**paths, **(QUICK if args.quick else {})}

    args.out.mkdir(parents=True, exist_ok=True)
    treebank, names_file = args.corpora / "syntax_train.spacy", args.corpora / "ner_train_augmented.spacy"
    first = train_part("syntax", args.out, data(treebank, "syntax_dev.spacy"))
    reported = attribution.mixture(treebank, args.out / "syntax_mixture.spacy")
    tuning = data(reported, "syntax_dev.spacy") | {"paths.source": str(first)}
    syntax = train_part("syntax_tune", args.out, tuning, "last")

    first = train_part("ner", args.out, data(names_file, "ner_dev.spacy"))
    mixed = wikinews.mixture(args.corpora, first, args.out)
    tuning = data(mixed, "ner_dev.spacy") | {"paths.source": str(first)}
    # The dev set is mostly of one source, with errors of its own: it must not choose when to stop here.
    names = train_part("ner_tune", args.out, tuning, "last")

    nlp = assemble(syntax, names, VERSION)
    folder = args.into or args.out / "pipeline"
    report = {} if args.quick else evaluate(nlp, args.corpora)
    fresh = args.out / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    save(nlp, fresh, report)
    began = time.process_time()
    spacy.load(fresh)
    if report:
        report["seconds of processor time to load"] = round(time.process_time() - began, 2)
    write_card(fresh, report)
    # Only now, when all of it is there and loads, does it take the old one's place.
    if folder.exists():
        shutil.rmtree(folder)
    shutil.move(fresh, folder)
    print(json.dumps(report, indent=1))
    print(f"{folder}: {size(folder) / 1e6:.1f} MB" + (" (the package's own)" if folder == BUNDLED else ""))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
