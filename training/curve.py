"""The accuracy-for-size curve of the syntax part: LAS, megabytes and speed of layers of several sizes.

    python -m training.curve CORPORA [--out training/out/curve] [--steps 600]

Each size is trained from nothing for the same few steps of 800 words, with the learning rate falling to
nothing: far from finished, but equally far. Prints a Markdown table, row by row. A size that is
finished in OUT is only measured again. Words a second count the processor time of the syntax part alone.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from training.__main__ import train_part
from training.annotations.compile import read_jsonl
from training.assemble import size
from training.evaluate import score, speech

ROWS = (5000, 1000, 2500, 1500, 50)
BATCH = 800  # words
SPEED_TEXTS = 60  # articles of wikinews.jsonl


@dataclass(frozen=True)
class Layers:
    """Sizes of the syntax part: ``rows`` of the hashed attributes, ``hidden`` units of the parser."""

    width: int
    depth: int = 4
    rows: tuple[int, ...] = ROWS
    hidden: int = 128

    @property
    def name(self) -> str:
        return f"w{self.width}d{self.depth}r{sum(self.rows)}h{self.hidden}"

    def overrides(self) -> dict[str, Any]:
        """What changes in ``configs/syntax.cfg``."""
        listeners = ("tagger", "morphologizer", "parser")
        return {
            "components.tok2vec.model.embed.width": self.width,
            "components.tok2vec.model.embed.rows": list(self.rows),
            "components.tok2vec.model.encode.width": self.width,
            "components.tok2vec.model.encode.depth": self.depth,
            "components.parser.model.hidden_width": self.hidden,
            **{f"components.{name}.model.tok2vec.width": self.width for name in listeners},
        }


HALF = tuple(rows // 2 for rows in ROWS)
CURVE = (
    Layers(128),
    Layers(64),
    Layers(96),
    Layers(160, rows=HALF),
    Layers(128, rows=HALF),
    Layers(128, depth=2),
    Layers(128, depth=6),
    Layers(128, hidden=64),
)


def schedule(steps: int) -> dict[str, Any]:
    """A run of ``steps`` whose learning rate falls to nothing; its one look at the dev set is a glance."""
    return {
        "training.max_steps": steps,
        "training.eval_frequency": steps + 1,
        "training.batcher.size.start": BATCH,
        "training.batcher.size.stop": BATCH,
        "training.optimizer.learn_rate.warmup_steps": steps // 10,
        "training.optimizer.learn_rate.total_steps": steps,
        "corpora.dev.limit": 8,
    }


def words_a_second(nlp: Language, texts: list[str]) -> int:
    """Words of ``texts`` a second of processor time, tokenizer included; the better of two runs."""
    speeds = []
    for _ in range(2):
        start = time.process_time()
        words = sum(len(doc) for doc in nlp.pipe(texts))
        speeds.append(words / (time.process_time() - start))
    return round(max(speeds))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "out" / "curve")
    parser.add_argument("--steps", type=int, default=600)
    args = parser.parse_args(argv)
    paths = {f"paths.{part}": str(args.corpora / f"syntax_{part}.spacy") for part in ("train", "dev")}
    texts = [article["text"] for article in read_jsonl(args.corpora / "wikinews.jsonl")][:SPEED_TEXTS]
    print("| width | depth | rows | parser | MB | UAS | LAS | sents F | speech subjects | words/s |")
    print("| --- " * 10 + "|", flush=True)
    for layers in CURVE:
        overrides = paths | schedule(args.steps) | layers.overrides()
        state = train_part("syntax", args.out / layers.name, overrides, "last", quiet=True)
        nlp = spacy.load(state)
        dev = list(DocBin().from_disk(paths["paths.dev"]).get_docs(nlp.vocab))
        scores = score(nlp, dev, ("dep_uas", "dep_las", "sents_f")) | speech(nlp, dev)
        megabytes = sum(size(state / name) for name in nlp.pipe_names) / 1e6
        cells = [layers.width, layers.depth, sum(layers.rows), layers.hidden, f"{megabytes:.1f}"]
        cells += [scores[name] for name in ("dep_uas", "dep_las", "sents_f", "subjects of speech verbs")]
        print(f"| {' | '.join(map(str, cells))} | {words_a_second(nlp, texts)} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
