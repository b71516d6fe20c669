"""A book in the reader, on a terminal: keys while it is analysed, the second opening, the size of it.

The first opening analyses the whole book. The analysing process is stopped for every other bunch of keys, so
that idle and busy are measured in turns, in one and the same reader. The second opening finds the analysis
kept; there the book is compared, in turns, with an article of 1,000 words.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks import going_on
from benchmarks.startup import OWN_SCREEN, Program, reader, rounds_of
from benchmarks.table import Row, quantile, ratio, spread
from benchmarks.terminal import LINES, Repaint, Terminal, memory, peak_memory
from benchmarks.texts import HIDDEN, LAST, MARKER, book_of, seeds, text_of

LISTED = "· direct"
"""What the list of quotes shows once there are any."""
_BUNCH = 25
_ANALYSED = 3600.0
"""Seconds that the analysis of a book may take."""
WIDTHS = (100, 120)


@dataclass
class Reading:
    """What the first opening of a book gave. Times in seconds, memory in MB."""

    first: float = 0.0
    end: float = 0.0
    idle: list[Repaint] = field(default_factory=list)
    busy: list[Repaint] = field(default_factory=list)
    resident: list[float] = field(default_factory=list)


def read_through(path: Path, home: Path, words: int, presses: int) -> Reading:
    """Open a book for the first time, press keys, and stay until its analysis is kept."""
    found = Reading()
    with Terminal(reader(path), home) as terminal:
        terminal.until(OWN_SCREEN)
        found.first = terminal.until(LISTED)
        [analysing] = terminal.children()
        terminal.rest(2)
        stopped = False
        try:
            for turn in range(2 * max(presses // _BUNCH, 1)):
                stopped = bool(turn % 2)
                os.kill(analysing, signal.SIGSTOP if stopped else signal.SIGCONT)
                terminal.rest(0.5)
                for press in range(_BUNCH):
                    times = found.idle if stopped else found.busy
                    times.append(terminal.press("j" if press % 5 else " "))
                    terminal.rest(0.04)
        finally:
            os.kill(analysing, signal.SIGCONT)
        while not kept(home):
            if time.perf_counter() - terminal.began > _ANALYSED:
                raise SystemExit("The analysis did not end.")
            found.resident.append(memory(analysing))
            say(f"{words:,} words being read, {found.resident[-1]:.0f} MB", terminal.began)
            terminal.rest(2)
        found.end = time.perf_counter() - terminal.began
        with suppress(OSError):
            found.resident.append(peak_memory(analysing))
    return found


def kept(home: Path) -> bool:
    """Whether an analysis is kept below a folder."""
    return any(home.rglob("analyses/*.z"))


def say(words: str, began: float) -> None:
    """A word on standard error, if somebody looks."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{words}, {time.perf_counter() - began:.0f} s", end="", file=sys.stderr, flush=True)


def repaints(paths: tuple[Path, Path], home: Path, rounds: int) -> list[dict[str, list[Repaint]]]:
    """Seconds of each kind of repaint in an article and in a book, both open, a round each in turns."""
    with ExitStack() as stack:
        terminals = [stack.enter_context(Terminal(reader(path), home)) for path in paths]
        for terminal in terminals:
            terminal.until(LISTED)
            terminal.rest(4)
            terminal.press(f"/{HIDDEN}")
            terminal.rest(1)
            terminal.press("\r")
            terminal.rest(1)
        found: list[dict[str, list[Repaint]]] = [{}, {}]
        for turn in range(rounds):
            for terminal, times in zip(terminals, found, strict=True):
                # The caret stands on the first letter of the word, and on the last of the text.
                acts: dict[str, Callable[[], Repaint]] = {
                    "home": partial(terminal.press, "g", holds=MARKER),
                    "search": partial(terminal.press, "n", holds=HIDDEN[1:]),
                    "page down": partial(terminal.press, " ", least=500),
                    "end": partial(terminal.press, "G", holds=LAST[:-1]),
                    "resize": partial(terminal.resize, (WIDTHS[turn % 2], LINES), least=3_000),
                }
                for name, act in acts.items():
                    times.setdefault(name, []).append(act())
                    # After another size, the scroll bar is put right once all is wrapped.
                    terminal.rest(0.6 if name == "resize" else 0.06)
    return found


def rows_of(home: Path, words: int, presses: int, rounds: int, openings: int) -> dict[str, list[Row]]:
    """All rows that a book gives, by the budget they belong to."""
    book, article = home / "book.txt", home / "article.txt"
    book.write_text(book_of(seeds(), words), encoding="utf-8")
    short = text_of(1_000).replace(" the ", f" the {HIDDEN} ", 1)
    article.write_text(f"{short}\n{LAST}\n", encoding="utf-8")
    found = read_through(book, home, words, presses)
    with Terminal(reader(article), home) as terminal:
        terminal.until(LISTED)
        terminal.rest(1)

    programs = [Program("article", reader(article)), Program("book", reader(book))]
    programs += [Program(f"{p.name}, screen", p.command, OWN_SCREEN) for p in programs]
    programs += [Program(f"{p.name}, quotes", p.command, LISTED) for p in programs[:2]]
    opened = rounds_of(programs, home, openings)
    sizes = [_settled(path, home) for path in (article, book)]
    both = repaints((article, book), home, rounds)
    many = f"{words:,} words"
    return {
        "Size": [
            _opening(
                f"first words of {many}, by those of 1,000", opened["book"].clock, opened["article"].clock
            ),
            _opening(
                f"whole screen of {many}, by that of 1,000",
                opened["book, screen"].clock,
                opened["article, screen"].clock,
            ),
            Row(
                f"memory with {many} and all that was found, by 1,000",
                sizes[1] / sizes[0],
                3.0,
                told=f"{sizes[1]:.0f} MB; {sizes[0]:.0f} MB",
            ),
            *(_repaint(name, both[1][name], both[0][name]) for name in both[1]),
        ],
        "Smooth": [_busy(found)],
        "First screen": [
            Row(
                f"first quotes of {many}, by all of them",
                found.first / found.end,
                0.1,
                told=f"{found.first:.1f} s of {found.end:.0f} s; {words / found.end:,.0f} words a second",
            ),
            _flat(found.resident),
        ],
        "Cut short": going_on.rows_of(home, words),
        "Second opening": [
            Row(
                f"quotes of {many} listed again, by the first time",
                quantile(opened["book, quotes"].clock, 0.5) / found.first,
                told=f"{spread(opened['book, quotes'].clock)}; {found.first:.1f} s",
            ),
            _kept_alone(book, home),
        ],
    }


def _opening(what: str, book: list[float], article: list[float]) -> Row:
    return Row(what, ratio(book, article), 2.0, told=f"{spread(book)}; {spread(article)}")


def _repaint(name: str, book: list[Repaint], article: list[Repaint]) -> Row:
    clock = [repaint.clock for repaint in book]
    told = f"{spread(clock)}; 1,000 words {spread([repaint.clock for repaint in article])}"
    cpu = 1000 * quantile([repaint.cpu for repaint in book], 0.99)
    return Row(f"{name}, 99 %", 1000 * quantile(clock, 0.99), 50, "ms", told=told, cpu=cpu)


def _busy(found: Reading) -> Row:
    idle, busy = ([repaint.clock for repaint in some] for some in (found.idle, found.busy))
    told = f"{1000 * quantile(busy, 0.95):.0f}; {1000 * quantile(idle, 0.95):.0f} ms at 95 %; "
    told += f"{spread(busy)}; {spread(idle)}"
    return Row(
        "key to repaint at 95 %, analysing by idle",
        quantile(busy, 0.95) / quantile(idle, 0.95),
        1.5,
        told=told,
    )


def _flat(resident: list[float]) -> Row:
    """The analysing process's memory at the end by that after the first tenth of the book."""
    early = max(resident[: max(len(resident) // 10, 1)])
    return Row(
        "the analysing process's most memory, by that after a tenth of the book",
        max(resident) / early,
        1.5,
        told=f"{early:.0f}, then {max(resident):.0f} MB",
    )


def _settled(path: Path, home: Path) -> float:
    """The most memory that the reader took to open a file and show all that is known of it, in MB."""
    with Terminal(reader(path), home) as terminal:
        terminal.until(LISTED)
        terminal.rest(4)
        return terminal.memory()


def _kept_alone(path: Path, home: Path) -> Row:
    with Terminal(reader(path), home) as terminal:
        terminal.until(LISTED)
        terminal.rest(4)
        extra = len(terminal.children()) + terminal.imported("spacy")
    return Row("processes started and spaCy imported for it", extra, 0, "")
