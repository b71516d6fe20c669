"""From the start of a process to the article's first words on a terminal, sayso beside others.

Each round runs every program once, so that a busy moment of the machine hits all alike.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import Row, ratio, spread
from benchmarks.terminal import Terminal
from benchmarks.texts import MARKER, text_of, write_epub

MINIMAL = """
import sys
from textual.app import App, ComposeResult
from textual.widgets import Static

class Minimal(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(open(sys.argv[1], encoding="utf-8").read(), markup=False)

Minimal().run()
"""
OWN_SCREEN = "ctrl+p"
"""What only the reader's own screen shows: from then on keys are answered."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command to time until its marker stands on the terminal."""

    name: str
    command: tuple[str, ...]
    marker: str = MARKER


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each round, by the clock and of CPU."""

    clock: list[float]
    cpu: list[float]


def rounds_of(programs: Sequence[Program], home: Path, rounds: int) -> dict[str, Times]:
    """The times of each program in turns, after one turn that does not count."""
    times = {program.name: Times([], []) for program in programs}
    for turn in range(rounds + 1):
        for program in programs:
            with Terminal(program.command, home) as terminal:
                seconds = terminal.until(program.marker)
            if turn:
                times[program.name].clock.append(seconds)
                times[program.name].cpu.append(terminal.used)
    return times


def reader(path: Path) -> tuple[str, ...]:
    """The command that opens a file in sayso."""
    return (sys.executable, "-m", "tui", str(path))


def minimal(home: Path, path: Path) -> tuple[str, ...]:
    """The command that opens a file in the least Textual app."""
    script = home / "minimal.py"
    script.write_text(MINIMAL, encoding="utf-8")
    return (sys.executable, str(script), str(path))


def others(folder: Path | None, home: Path, text: str) -> list[Program]:
    """Other readers, where ``folder`` has an environment named after each."""
    if folder is None:
        return []
    markdown, book = home / "article.md", home / "article.epub"
    markdown.write_text(text, encoding="utf-8")
    write_epub(book, text)
    found = []
    for name, path in (("frogmouth", markdown), ("baca", book)):
        command = folder / name / "bin" / name
        if command.exists():
            found.append(Program(name, (str(command), str(path))))
    return found


def first_text(home: Path, rounds: int, readers: Path | None) -> list[Row]:
    """The rows of the first words of 1,000."""
    text = text_of(1_000)
    article = home / "article.txt"
    article.write_text(text, encoding="utf-8")
    rivals = others(readers, home, text)
    programs = [
        Program("minimal", minimal(home, article)),
        Program("sayso", reader(article)),
        Program("own screen", reader(article), OWN_SCREEN),
        Program("less", ("less", str(article))),
        *rivals,
    ]
    times = rounds_of(programs, home, rounds)
    base, ours = times["minimal"], times["sayso"]
    rows = [
        Row(
            "first words, by a minimal Textual app's",
            ratio(ours.clock, base.clock),
            1.25,
            told=f"{spread(ours.clock)}; app {spread(base.clock)}",
        ),
        Row(
            "the same in CPU time",
            ratio(ours.cpu, base.cpu),
            1.25,
            told=f"{spread(ours.cpu)}; app {spread(base.cpu)}",
        ),
        Row(
            "the whole screen, answering keys, by the same app's",
            ratio(times["own screen"].clock, base.clock),
            told=spread(times["own screen"].clock),
        ),
        Row(
            "first words, by less's", ratio(ours.clock, times["less"].clock), told=spread(times["less"].clock)
        ),
    ]
    for rival in rivals:
        theirs = times[rival.name].clock
        rows.append(
            Row(f"first words, by {rival.name}'s", ratio(ours.clock, theirs), 1.0, told=spread(theirs))
        )
    return rows
