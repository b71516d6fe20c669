"""What the analysis costs: import and load, extraction beside the bare pipeline, many files."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.table import Row, ratio, spread
from benchmarks.terminal import environment
from benchmarks.texts import article_of, book_of, seeds

_START = """
import json, time
began = time.process_time()
{imports}
loaded = time.process_time()
{load}
print(json.dumps([loaded - began, time.process_time() - loaded]))
"""
_PLAIN = ("import spacy", "from tui.nlp.identity import BUNDLED\nspacy.load(BUNDLED)")
_OURS = ("import tui.nlp.pipeline", "tui.nlp.pipeline.load()")


def start(rounds: int) -> list[Row]:
    """CPU time to import and to load, each in a new process, as spaCy does it and as sayso does, in turns."""
    runs: dict[tuple[str, str], list[list[float]]] = {_PLAIN: [], _OURS: []}
    for _ in range(rounds):
        for way, times in runs.items():
            program = _START.format(imports=way[0], load=way[1])
            done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
            times.append(json.loads(done.stdout))
    rows = []
    parts: tuple[tuple[str, Callable[[list[float]], float], float | None], ...] = (
        ("import of spaCy", lambda times: times[0], None),
        ("load of the pipeline", lambda times: times[1], None),
        ("both", sum, 1.0),
    )
    for name, part, limit in parts:
        ours, plain = (list(map(part, runs[way])) for way in (_OURS, _PLAIN))
        told = f"{spread(ours)}; {spread(plain)} of CPU"
        rows.append(Row(f"{name}, by plain spaCy's", ratio(ours, plain), limit, told=told))
    return rows


def extraction(rounds: int) -> list[Row]:
    """CPU time of entities, actors and quotes beside the bare pipeline on the same words, in turns.

    The bare pipeline is measured as spaCy computes it, which the budget is for, and as it is computed here.
    """
    import spacy

    from tui.nlp.analysis import analyses_of
    from tui.nlp.document.prepare import prepared
    from tui.nlp.identity import BUNDLED, identify
    from tui.nlp.pipeline import load

    nlp, identity, theirs = load(), identify(), spacy.load(BUNDLED)
    texts = [text for _ in range(6) for text in seeds()]
    articles = [article_of(text, number) for number, text in enumerate(texts)]
    ready = [prepared(text) for text in texts]
    words = sum(len(text.split()) for text in texts)
    ours = [name for name in nlp.pipe_names if name.startswith("sayso_")]

    def bare() -> None:
        with nlp.select_pipes(disable=ours):
            for _ in nlp.pipe(ready, batch_size=16):
                pass

    def spacys() -> None:
        for _ in theirs.pipe(ready, batch_size=16):
            pass

    def full() -> None:
        for _ in analyses_of(nlp, identity, articles):
            pass

    works = (spacys, bare, full)
    for work in works:
        work()
    times = list(zip(*([_cpu(work) for work in works] for _ in range(rounds)), strict=True))
    by_spacy, here, ours = (words / statistics.median(each) for each in times)
    told = f"{ours:,.0f}; {by_spacy:,.0f} words a second of CPU"
    return [
        Row("full extraction, by the bare pipeline of spaCy", ratio(times[2], times[0]), 1.25, told=told),
        Row("… by the same as computed here", ratio(times[2], times[1]), None, told=f"{here:,.0f}"),
    ]


def _cpu(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def many(home: Path, files: int, rounds: int) -> list[Row]:
    """``sayso quotes *.txt`` on one core and on all, in turns; the order of what comes out."""
    names = [f"{number:04}.txt" for number in range(files)]
    words = 0
    for number, name in enumerate(names):
        text = book_of(seeds()[number % 2 :], 700)
        words += len(text.split())
        (home / name).write_text(f"{number}. {text}", encoding="utf-8")
    cores = len(os.sched_getaffinity(0))
    cpu: dict[int, list[float]] = {1: [], cores: []}
    clock: dict[int, list[float]] = {1: [], cores: []}
    out: dict[int, bytes] = {}
    for _ in range(rounds):
        for jobs, times in clock.items():
            command = (sys.executable, "-m", "tui", "quotes", "--no-cache", "--jobs", str(jobs))
            used, began = _children_cpu(), time.perf_counter()
            done = subprocess.run(
                [*command, "--format", "jsonl", *names],
                check=True,
                capture_output=True,
                cwd=home,
                env=environment(home),
            )
            times.append(time.perf_counter() - began)
            cpu[jobs].append(_children_cpu() - used)
            out[jobs] = done.stdout
    if len(set(out.values())) > 1:
        raise SystemExit("Several processes found something else, or in another order, than one.")
    per_second = f"{words / statistics.median(clock[cores]):,.0f} words a second"
    told = f"{spread(clock[cores], 's', 1)}; {spread(clock[1], 's', 1)}; {per_second}"
    what = f"{files} files on {cores} cores, by one core: how much faster"
    # Other programs take cores away by the clock. What N processes would gain on N free ones:
    free = cores * ratio(cpu[1], cpu[cores])
    limit = 0.75 * cores if cores > 1 else None
    return [Row(what, ratio(clock[1], clock[cores]), limit, low=True, told=told, cpu=free)]


def _children_cpu() -> float:
    """Seconds of CPU that the processes started so far, and theirs, have taken."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
