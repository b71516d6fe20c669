"""From the start of a process to the article's first words on a terminal of 120x40: sayso beside others.

    python benchmarks/startup.py [--rounds 15] [--words 1000] [--frogmouth PYTHON] [--baca PYTHON]

Drives a real pseudo-terminal. Each round runs every program once, so that a busy moment of the machine
hits all alike; read the ratios. frogmouth and baca pin old versions of Textual: install each into an
environment of its own and give that environment's python.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import platform
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

MARKER = "Quillfeather"
"""A word in the text's first line, in no program's own words. Not the first: the caret may stand there."""
COLUMNS, LINES = 120, 40
PATIENCE = 30.0
SENTENCES = (
    "The harbour council met on Tuesday and heard eleven people speak about the new breakwater.",
    "“We have waited nine winters for this wall,” said Marta Ilves, who mends nets on the north quay.",
    "Engineers from Tallinn told the meeting that the work would take two summers and part of a third.",
    "The mayor, Jonas Pell, said that nobody would be asked to move before the spring.",
)
MINIMAL = """
import sys
from textual.app import App, ComposeResult
from textual.widgets import Static

class Minimal(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(open(sys.argv[1], encoding="utf-8").read(), markup=False)

Minimal().run()
"""


@dataclass(frozen=True)
class Program:
    """A command to time; ``marker`` None: until it ends."""

    name: str
    command: tuple[str, ...]
    marker: str | None = MARKER


def text_of(words: int) -> str:
    """An article of so many words, in paragraphs of two sentences; the marker is in its title."""
    parts = [f"News of {MARKER} and its harbour", ""]
    count = len(parts[0].split())
    number = 0
    while count < words:
        paragraph = " ".join(SENTENCES[(number + step) % len(SENTENCES)] for step in (0, 1))
        parts += [paragraph, ""]
        count += len(paragraph.split())
        number += 1
    return "\n".join(parts)


def seconds_to_text(program: Program, environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds until a program's marker stands on a new pseudo-terminal: by the clock, and of CPU."""
    primary, secondary = pty.openpty()
    fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    began = time.perf_counter()
    process = subprocess.Popen(
        program.command,
        stdin=secondary,
        stdout=secondary,
        stderr=secondary,
        env=dict(environment),
        start_new_session=True,
        close_fds=True,
    )
    os.close(secondary)
    try:
        seconds = _wait(program, primary, began)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        os.close(primary)
    return seconds, used.ru_utime + used.ru_stime


def _wait(program: Program, primary: int, began: float) -> float:
    seen = b""
    while time.perf_counter() - began < PATIENCE:
        if not select.select([primary], [], [], 1)[0]:
            continue
        try:
            seen += os.read(primary, 65536)
        except OSError:  # the program has ended: nobody holds the other side any more
            if program.marker is None:
                return time.perf_counter() - began
            break
        if program.marker is not None and program.marker.encode() in seen:
            return time.perf_counter() - began
    raise SystemExit(f"{program.name} showed no text:\n{seen[-2000:].decode('utf-8', 'replace')}")


def programs(article: Path, minimal: Path, others: Mapping[str, str | None]) -> list[Program]:
    """What is timed, the yardstick first."""
    python, path = sys.executable, str(article)
    found = [
        Program("minimal Textual app", (python, str(minimal), path)),
        Program("sayso", (python, "-m", "tui", path)),
        Program("less", ("less", path)),
        Program("python -c pass", (python, "-c", "pass"), None),
    ]
    for name, other in others.items():
        if other is not None:
            found.append(Program(name, (other, "-m", name, path)))
    return found


def table(times: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Medians, spreads and ratios, a program a line. CPU time suffers less from what else is going on."""
    lines = [f"{'':22}{'median':>10}{'10 %':>10}{'90 %':>10}{'ratio':>8}{'CPU':>12}{'ratio':>8}"]
    yardstick: tuple[float, float] | None = None
    for name, measured in times.items():
        clock = sorted(seconds for seconds, _ in measured)
        middle, used = statistics.median(clock), statistics.median(cpu for _, cpu in measured)
        yardstick = yardstick or (middle, used)
        low, high = clock[len(clock) // 10], clock[-1 - len(clock) // 10]
        spread = "".join(f"{1000 * value:7.0f} ms" for value in (middle, low, high))
        shares = f"{middle / yardstick[0]:8.2f}{1000 * used:9.0f} ms{used / yardstick[1]:8.2f}"
        lines.append(f"{name:22}{spread}{shares}")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--words", type=int, default=1000)
    parser.add_argument("--frogmouth", metavar="PYTHON", help="the python of an environment with frogmouth")
    parser.add_argument("--baca", metavar="PYTHON", help="the python of an environment with baca")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        article, minimal = home / "article.txt", home / "minimal.py"
        article.write_text(text_of(arguments.words), encoding="utf-8")
        minimal.write_text(MINIMAL, encoding="utf-8")
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "HOME": folder,
            "XDG_DATA_HOME": folder,
            "XDG_CACHE_HOME": folder,
            "XDG_CONFIG_HOME": folder,
        }
        # With it no compiled modules are kept, and every import is many times dearer.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment.pop("SAYSO_LIBRARY", None)
        timed = programs(article, minimal, {"frogmouth": arguments.frogmouth, "baca": arguments.baca})
        for program in timed:  # once without counting: compiled modules, the disk's cache
            seconds_to_text(program, environment)
        times: dict[str, list[tuple[float, float]]] = {program.name: [] for program in timed}
        for _ in range(arguments.rounds):
            for program in timed:
                times[program.name].append(seconds_to_text(program, environment))
    print(
        f"First words on {COLUMNS}x{LINES}, {arguments.words:,} words, {arguments.rounds} rounds. "
        f"Python {platform.python_version()}, Textual {version('textual')}, {platform.machine()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}."
    )
    print(table(times))


if __name__ == "__main__":
    main()
