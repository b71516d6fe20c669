"""Train the bundled pipeline anew.

    python -m training CORPORA [--out training/out] [--into tui/nlp/model] [--quick]

CORPORA is the folder of DocBin files described in training/README.md. The parts are trained one after
the other (syntax; names; names once more on a better mixture), put together, scored and saved. A part that
is already in OUT is not trained again, so a run that was broken off goes on where it stopped. About two
hours on one core.
``--quick`` takes a few steps only: a check that everything fits, not a pipeline to use.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

import training.augment  # noqa: F401  (registers the augmenter)
from training.assemble import assemble, save, size
from training.card import write_card
from training.evaluate import BUNDLED, evaluate

CONFIGS = Path(__file__).parent / "configs"
VERSION = "1.0.0"
QUICK = {"training.max_steps": 4, "training.eval_frequency": 2}


def train_part(name: str, out: Path, overrides: dict[str, Any]) -> Path:
    """Train the part that ``configs/NAME.cfg`` describes, unless it is there; its best state's folder."""
    best = out / name / "model-best"
    if not (best / "meta.json").exists():
        print(f"training {name}", flush=True)
        (out / name).mkdir(parents=True, exist_ok=True)
        config = util.load_config(CONFIGS / f"{name}.cfg", overrides=overrides, interpolate=False)
        train(init_nlp(config), out / name)
    return best


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "out")
    parser.add_argument("--into", type=Path, help="where the finished pipeline goes (none: OUT/pipeline)")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args(argv)
    missing = [n for n in ("syntax_train.spacy", "ner_train.spacy") if not (args.corpora / n).exists()]
    if missing:
        parser.error(f"{args.corpora} does not hold {', '.join(missing)}: see training/README.md")

    def data(train_file: str, dev_file: str) -> dict[str, Any]:
        paths = {"paths.train": str(args.corpora / train_file), "paths.dev": str(args.corpora / dev_file)}
        return {**paths, **(QUICK if args.quick else {})}

    augmented = "ner_train_augmented.spacy"
    syntax = train_part("syntax", args.out, data("syntax_train.spacy", "syntax_dev.spacy"))
    names = train_part("ner", args.out, data(augmented, "ner_dev.spacy"))
    tuning = data("ner_train_mix.spacy", "ner_dev.spacy") | {"paths.source": str(names)}
    tuned = train_part("ner_tune", args.out, tuning)

    nlp = assemble(syntax, tuned, VERSION)
    folder = args.into or args.out / "pipeline"
    report = {} if args.quick else evaluate(nlp, args.corpora)
    if folder.exists():
        shutil.rmtree(folder)
    save(nlp, folder, report)
    write_card(folder, report)
    spacy.load(folder)
    print(json.dumps(report, indent=1))
    print(f"{folder}: {size(folder) / 1e6:.1f} MB" + (" (the package's own)" if folder == BUNDLED else ""))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
