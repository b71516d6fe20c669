"""The analysing process beside that of another revision, which is built in a virtual environment of its own.

Each figure is one of a process on its own, in turns; both get the same texts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.table import Row, ratio, spread
from benchmarks.texts import book_of, seeds

ROOT = Path(__file__).parents[1]
_LONG = 12_000
_MEASURED = """
import json, re, resource, sys, time
from tui.domain.article import Article, Paragraph, article_id, text_hash
try:
    from tui.nlp.analysis import analyse
except ImportError:  # so it was called before
    from tui.nlp.analyse import analyse
from tui.nlp.identity import identify
from tui.nlp.pipeline import load

def article_of(text):
    paragraphs = tuple(Paragraph(m.start(), m.end()) for m in re.finditer(r"\\S[^\\n]*", text))
    return Article(article_id("/a"), text_hash(text), text[:60], text, paragraphs, "/a")

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

short, long = json.load(sys.stdin)
nlp, identity = load(), identify()
for update in analyse(nlp, identity, article_of(short)):
    if update.analysis.quotes:
        break
first, memory = time.process_time(), most()
for _ in analyse(nlp, identity, article_of(long)):
    pass
print(json.dumps([first, memory, time.process_time() - first, most()]))
"""


@contextmanager
def built(revision: str) -> Iterator[Path]:
    """The Python of an environment in which that revision of this repository is installed. Takes a minute."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        tree.mkdir()
        packed = subprocess.run(
            ["git", "archive", revision], cwd=ROOT, check=True, capture_output=True
        ).stdout
        subprocess.run(["tar", "-x", "-C", tree], input=packed, check=True)
        subprocess.run([sys.executable, "-m", "venv", f"{folder}/venv"], check=True)
        python = Path(folder, "venv", "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", tree], check=True)
        yield python


def rows_of(revision: str, rounds: int) -> list[Row]:
    """The rows of the analysing process: start to the first quotes, memory, speed."""
    texts = json.dumps([book_of(seeds(), 1_000), book_of(seeds(), _LONG)])
    found: dict[str, list[list[float]]] = {"now": [], "then": []}
    with built(revision) as python:
        for turn in range(rounds + 1):
            for which, program in (("now", Path(sys.executable)), ("then", python)):
                times = _measured(program, texts)
                if turn:
                    found[which].append(times)
    now, then = (list(zip(*found[which], strict=True)) for which in ("now", "then"))
    speed = ratio(then[2], now[2])
    told = f"{_LONG / sorted(now[2])[len(now[2]) // 2]:,.0f} words a second of CPU"
    return [
        _less("start to the first quotes of 1,000 words, CPU", now[0], then[0], 0.6),
        _less("memory up to then", now[1], then[1], 0.7, "MB", 1),
        Row(f"extraction, by {revision}'s, words a second of CPU", speed, 2.0, low=True, told=told),
        _less(f"memory with {_LONG:,} words", now[3], then[3], 0.7, "MB", 1),
    ]


def _less(
    what: str,
    now: tuple[float, ...],
    then: tuple[float, ...],
    limit: float,
    unit: str = "ms",
    factor: float = 1000,
) -> Row:
    told = f"{spread(now, unit, factor)}; {spread(then, unit, factor)}"
    return Row(f"{what}, by that revision's", ratio(now, then), limit, told=told)


def _measured(python: Path, texts: str) -> list[float]:
    # As the command sets it for the processes that it starts.
    variables = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    variables.pop("PYTHONPATH", None)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [python, "-c", _MEASURED], input=texts, text=True, check=True, capture_output=True,
            env=variables, cwd=folder,
        )  # fmt: skip
    times: list[float] = json.loads(done.stdout)
    return times
