"""From the start of a process to the article's first words on a terminal, and to the answer to a key.

Each round runs every program once, so that a busy moment of the machine hits all alike.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import Row, ratio, spread
from benchmarks.terminal import Terminal
from benchmarks.texts import LAST, MARKER, text_of, write_epub

MINIMAL = """
import sys
from textual.app import App, ComposeResult
from textual.widgets import Static

class Minimal(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(open(sys.argv[1], encoding="utf-8").read(), markup=False)

Minimal().run()
"""
MINIMAL_SCROLLING = """
import sys
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

class Minimal(App[None]):
    BINDINGS = [("G", "end")]

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(open(sys.argv[1], encoding="utf-8").read(), markup=False)

    def action_end(self) -> None:
        # A key typed before the screen stands waits for it, as in sayso.
        self.call_after_refresh(lambda: self.query_one(VerticalScroll).scroll_end(animate=False))

Minimal().run()
"""
OWN_SCREEN = "ctrl+p"
"""What only the reader's own screen shows: the keys in its last row."""
TO_THE_END = "G"
"""The key that goes to the end of the text, in sayso and in the app that scrolls."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command to time until its marker stands on the terminal. ``typed`` is on its way from the start."""

    name: str
    command: tuple[str, ...]
    marker: str = MARKER
    typed: str = ""


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
                terminal.type(program.typed)
                seconds = terminal.until(program.marker)
            if turn:
                times[program.name].clock.append(seconds)
                times[program.name].cpu.append(terminal.used)
    return times


def reader(path: Path) -> tuple[str, ...]:
    """The command that opens a file in sayso."""
    return (sys.executable, "-m", "tui", str(path))


def minimal(home: Path, path: Path, *, scrolling: bool = False) -> tuple[str, ...]:
    """The command that opens a file in the least Textual app, or in the least that answers a key."""
    script = home / ("scrolling.py" if scrolling else "minimal.py")
    script.write_text(MINIMAL_SCROLLING if scrolling else MINIMAL, encoding="utf-8")
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
    text = f"{text_of(1_000)}\n{LAST} it is.\n"  # the caret comes to stand on its end
    article = home / "article.txt"
    article.write_text(text, encoding="utf-8")
    rivals = others(readers, home, text)
    programs = [
        Program("minimal", minimal(home, article)),
        Program("sayso", reader(article)),
        Program("app answers", minimal(home, article, scrolling=True), LAST, TO_THE_END),
        Program("sayso answers", reader(article), LAST, TO_THE_END),
        Program("less", ("less", str(article))),
        *rivals,
    ]
    times = rounds_of(programs, home, rounds)
    base, ours = times["minimal"], times["sayso"]
    app_answers, ours_answers = times["app answers"], times["sayso answers"]
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
            "a key typed at once answered by the whole screen, by the least app that scrolls",
            ratio(ours_answers.clock, app_answers.clock),
            1.1,
            told=f"{spread(ours_answers.clock)}; app {spread(app_answers.clock)}",
            cpu=ratio(ours_answers.cpu, app_answers.cpu),
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
