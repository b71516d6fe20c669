"""Train the bundled pipeline anew.

    python -m training CORPORA [--out training/out] [--into tui/nlp/model] [--gold] [--quick]

CORPORA is the folder of DocBin files described in training/README.md. The parts are trained one after
the other (syntax, and once more with reported speech; trees as a teacher makes them; names, and once more
on a better mixture), put together, scored and saved. A part that is finished in OUT is not trained again, so
a run that was broken off goes on where it stopped. About three hours on one core.
``--gold`` asks no teacher: the trees are those of the treebanks alone.
``--quick`` takes a few steps only: a check that everything fits, not a pipeline to use.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy import util
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

import training.augment
import training.hint  # noqa: F401  (registers what learns from a teacher)
from training import attribution, silver, wikinews
from training.assemble import assemble, save, size
from training.card import write_card
from training.evaluate import BUNDLED, evaluate

CONFIGS = Path(__file__).parent / "configs"
VERSION = "1.0.0"
NEEDED = (
    "syntax_train.spacy",
    "syntax_dev.spacy",
    "ner_train_augmented.spacy",
    "ner_train_mix.spacy",
    "ner_dev.spacy",
)
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


def train_syntax(corpora: Path, out: Path, quick: bool) -> Path:
    """Tags, morphology and trees: on the treebanks, then with reported speech beside them."""
    treebank = corpora / "syntax_train.spacy"
    dev = {"paths.dev": str(corpora / "syntax_dev.spacy")} | (QUICK if quick else {})
    first = train_part("syntax", out, dev | {"paths.train": str(treebank)})
    reported = attribution.mixture(treebank, out / "syntax_mixture.spacy")
    sources = {"paths.train": str(reported), "paths.source": str(first)}
    return train_part("syntax_tune", out, dev | sources, "last")


def train_silver(corpora: Path, out: Path, teacher: str, gold: Path, quick: bool) -> Path:
    """Tags, morphology and trees as ``teacher`` makes them, on the embedding layer of ``gold``."""
    folder = out / "silver_texts"
    finished = folder / "finished"
    if not finished.exists():
        nlp = spacy.load(teacher, exclude=silver.NOT_ASKED)
        train, _ = silver.write(corpora, folder, nlp, limit=silver.QUICK if quick else None)
        silver.label_files(train, folder / "labels", least=1 if quick else 30)
        finished.touch()
    data = {
        "paths.train": str(folder / "silver_train.spacy"),
        "paths.dev": str(folder / "silver_dev.spacy"),
    } | (QUICK if quick else {})
    labels = {"paths.labels": str(folder / "labels")}
    vectors = folder / "silver_train.npy"
    hint = {
        "paths.vectors": str(vectors),
        "components.sayso_hint.model.width": int(np.load(vectors, mmap_mode="r").shape[1]),
    }
    first = train_part("silver", out, data | labels | {"paths.source": str(gold)}, "last")
    if quick:
        hint["training.before_update.every"] = 2  # a state is scored where the parser has just been trained
    second = train_part("silver_hint", out, data | labels | hint | {"paths.source": str(first)}, "last")
    return train_part("silver_tune", out, data | {"paths.source": str(second)}, "last")


def train_names(corpora: Path, out: Path, quick: bool) -> Path:
    """Names: on all there is, then on the better mixture."""
    dev = {"paths.dev": str(corpora / "ner_dev.spacy")} | (QUICK if quick else {})
    first = train_part("ner", out, dev | {"paths.train": str(corpora / "ner_train_augmented.spacy")})
    sources = {"paths.train": str(wikinews.mixture(corpora, first, out)), "paths.source": str(first)}
    # The dev set is mostly of one source, with errors of its own: it must not choose when to stop here.
    return train_part("ner_tune", out, dev | sources, "last")


def install(nlp: Language, report: dict[str, Any], fresh: Path, folder: Path) -> None:
    """Save the pipeline with its card to ``fresh``; when it is all there and loads, it takes FOLDER's place.

    The time to load joins the report.
    """
    shutil.rmtree(fresh, ignore_errors=True)
    save(nlp, fresh, report)
    began = time.process_time()
    spacy.load(fresh)
    report["seconds of processor time to load"] = round(time.process_time() - began, 2)
    write_card(fresh, report)
    if folder.exists():
        shutil.rmtree(folder)
    shutil.move(fresh, folder)


def lacking(corpora: Path) -> str | None:
    """What is missing for a run, in words: better said now than after two hours."""
    for module in ("faker", "spacy_lookups_data"):
        try:
            import_module(module)
        except ImportError:
            return f"{module} is not installed: pip install -e '.[train]'"
    missing = [name for name in NEEDED if not (corpora / name).exists()]
    return f"{corpora} does not hold {', '.join(missing)}: see training/README.md" if missing else None


def no_teacher(teacher: str | None) -> str | None:
    """What to do about a teacher that is not there, in words."""
    if teacher is None or Path(teacher).is_dir() or util.is_package(teacher):
        return None
    return (
        f"the teacher {teacher} is not installed: pip install --no-deps -r tests/official.txt, name another "
        "with --teacher, or train on the treebanks alone with --gold"
    )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "out")
    parser.add_argument("--into", type=Path, help="where the finished pipeline goes (none: OUT/pipeline)")
    parser.add_argument("--teacher", default=silver.TEACHER, help="the pipeline whose trees are learned")
    parser.add_argument("--gold", action="store_true", help="trees of the treebanks alone, no teacher")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args(argv)
    teacher = None if args.gold else args.teacher
    if problem := lacking(args.corpora) or no_teacher(teacher):
        parser.error(problem)
    if args.quick and args.into and args.into.resolve() == BUNDLED:
        parser.error("a quick run makes nothing to ship: name another folder with --into")
    args.out.mkdir(parents=True, exist_ok=True)
    syntax = train_syntax(args.corpora, args.out, args.quick)
    if teacher is not None:
        syntax = train_silver(args.corpora, args.out, teacher, syntax, args.quick)
    names = train_names(args.corpora, args.out, args.quick)
    nlp = assemble(syntax, names, VERSION)
    folder = args.into or args.out / "pipeline"
    report = evaluate(nlp, args.corpora, args.out / "silver_texts" / "silver_dev.spacy" if teacher else None)
    install(nlp, report, args.out / "fresh", folder)
    print(json.dumps(report, indent=1))
    print(f"{folder}: {size(folder) / 1e6:.1f} MB" + (" (the package's own)" if folder == BUNDLED else ""))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
