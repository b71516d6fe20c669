"""Every budget of speed measured in one run, one table out: ``python -m benchmarks [--quick] [PART...]``.

Parts: ``start`` (first words on a terminal), ``openings`` (pages, books and feeds, for the first time and
again), ``pipeline`` (import, load, extraction), ``many`` (files on all cores), ``beat`` (the event loop while
analysing), ``growth`` (time against size, for sentences without end),
``book`` (600,000 words read, searched, resized, opened again), ``kept`` (10,000 articles searched, added to).
The whole takes some twenty minutes on a quiet machine, ``--quick`` about three with a book of 30,000 words.
Figures are ratios of things measured in turns; read those, not the milliseconds. A row kept by ``CPU`` is
over its budget by the clock, on a machine that others use too, and within it in CPU time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from benchmarks import against, analysis, book, growth, heartbeat, kept, openings, startup
from benchmarks.table import Row, machine, markdown

PARTS = ("start", "openings", "pipeline", "many", "beat", "growth", "book", "kept")


def measure(part: str, home: Path, options: argparse.Namespace) -> dict[str, list[Row]]:
    """The rows of a part, by their headings. ``home`` is an empty folder."""
    quick = options.quick
    rounds = 5 if quick else 15
    parts: dict[str, Callable[[], dict[str, list[Row]]]] = {
        "start": lambda: {"Start": startup.first_text(home, rounds, options.readers)},
        "openings": lambda: {"Openings": openings.rows_of(home, rounds)},
        "pipeline": lambda: {"Pipeline": [*analysis.start(rounds // 2), *analysis.extraction(rounds // 2)]},
        "many": lambda: {"Many files": analysis.many(home, 24 if quick else 80, 1 if quick else 3)},
        "beat": lambda: {"Event loop": heartbeat.heartbeat(home, 10_000 if quick else 60_000)},
        "growth": lambda: {"Growth": growth.rows_of((1_000, 2_000) if quick else growth.TIMES)},
        "book": lambda: book.rows_of(
            home,
            options.words or (30_000 if quick else 600_000),
            *((50, 20) if quick else (200, 120)),
            rounds,
        ),
        "kept": lambda: {"Kept articles": kept.rows_of(home, 1_000 if quick else kept.MANY)},
    }
    return parts[part]()


@contextmanager
def _one_core_busy() -> Iterator[None]:
    """A context beside which another program computes all the time."""
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as process:
        try:
            yield
        finally:
            process.kill()


def _measured(parts: Sequence[str], options: argparse.Namespace) -> dict[str, list[Row]]:
    """The rows of all that is asked for, by their headings."""
    sections: dict[str, list[Row]] = {}
    for part in parts:
        if sys.stderr.isatty():
            print(f"\r\x1b[Kmeasuring: {part} …", end="", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            sections.update(measure(part, Path(folder), options))
    if options.base:
        rows = against.rows_of(options.base, 3 if options.quick else 9)
        sections[f"The analysing process beside {options.base}"] = rows
    return sections


def main() -> None:
    """Print the table of the parts asked for. Exits with 1 if a budget is not kept."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="default: all")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, a shorter book")
    parser.add_argument("--words", type=int, help="the length of the book")
    parser.add_argument(
        "--readers",
        type=Path,
        metavar="FOLDER",
        help="a folder with the virtual environments frogmouth and baca, which pin old Textuals",
    )
    parser.add_argument(
        "--base",
        metavar="REV",
        help="the analysing process beside that of another revision, built first; without a PART only that",
    )
    parser.add_argument("--busy", action="store_true", help="beside a program that keeps one core busy")
    options = parser.parse_args()
    parts = options.parts or ([] if options.base else list(PARTS))
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(machine(), flush=True)
    with _one_core_busy() if options.busy else nullcontext():
        sections = _measured(parts, options)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    print(f"\n{markdown(sections.items())}")
    broken = [row.what for rows in sections.values() for row in rows if row.verdict() == "NO"]
    if broken:
        raise SystemExit(f"\nNot kept: {'; '.join(broken)}.")


if __name__ == "__main__":
    main()
