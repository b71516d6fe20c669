"""Random keys, mouse and sizes at the real app: ``python -m tests.soak --minutes 60``.

Not part of the suite. Each run of the app gets some hundred events; it must then still answer a
key, and is told to end; it must leave with a status of 0, 1 or by the signal, within two seconds,
without a report of a crash, leaving no process behind. What it says at the end: runs, events,
failures (with the seed and the number of the run, which give the same events again). With
``--stay`` a run begins with an article, no key leaves the app, and what is said as well is the memory
of the last run that came to its end, tenth by tenth. Each screen loads what it needs when it is first
opened: before anything is counted every key is therefore typed once in each, and then come a third as
many random events as are counted. Screens that lie over one another still add up. Linux only.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import random
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.terminal import Terminal

SIZES = ((120, 40), (80, 24), (60, 20))
_KEYS = (
    *"jkdubgGJKnNHLvVcaymMBfxezqoOEURtTsSwWhlrADFCXip/?:;'#* 0123456789{}()$%<>+-=|~",
    "\r",
    "\t",
    "\x1b",
    "\x1b",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[Z",
    "\x1bOP",
    "\x1bOQ",
    "\x1bOR",
    "\x1bOS",
    "\x1b[15~",
    "\x1b[1;3D",
    "\x7f",
    "\x10",
    "\x12",
    "\x03",
    "]q",
    "[q",
    "]a",
    "]e",
    "the ",
    "said",
    "é",
    "語",
)
_LEAVING = ("\x03",)
_STAYING = '"article.close" = "f12"\n"library.close" = "f12"\n'  # the keymap with which no q leaves the app
_WARMING = 3  # times as many events are counted as those before, in which all parts are opened
_OPENING = ("", "\r", "F", "A", "D")  # the first screen, an article, the feeds, the audit, the dossier
_BURSTS = 0.25  # of the events: the next one does not wait for what it does
_QUIET, _SETTLED_WITHIN = 0.03, 1.0  # seconds
_ESCAPE = 0.15  # seconds after which what follows makes no other key of it
_DIALOGS, _AFTER_ESCAPE, _ANSWERS_WITHIN = 4, 0.25, 20.0  # escapes, seconds
_ODD = (b"\xff", b"\xc3", b"\x1b[200~pasted \x1b[2J words\x1b[201~", b"\x1b[99;99;99m", b"\x00")


@dataclass
class Report:
    """What a soak found."""

    runs: int = 0
    events: int = 0
    failures: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    """Megabytes at each tenth of the last run that came to its end."""


def _sources(folder: Path) -> list[str]:
    seeds = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
    long = folder / "long.txt"
    long.write_text("\n\n".join(path.read_text(encoding="utf-8") for path in seeds * 12), encoding="utf-8")
    return [*map(str, seeds), str(long), ""]


def _resize(terminal: Terminal, width: int, height: int) -> None:
    fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    os.kill(terminal.pid, signal.SIGWINCH)


def _mouse(chance: random.Random, width: int, height: int) -> bytes:
    button = chance.choice((0, 0, 0, 2, 32, 64, 65))
    x, y = chance.randint(1, width), chance.randint(1, height)
    press = f"\x1b[<{button};{x};{y}M"
    return (press + (f"\x1b[<{button};{x};{y}m" if button in (0, 2) else "")).encode()


def _memory(pid: int) -> float:
    """Resident megabytes of a process; 0 once it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _left_behind(session: int) -> list[str]:
    """The processes of a session that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except (OSError, IndexError):
            continue
    return found


def _named(seed: str) -> str:
    return seed.replace(" ", "-")


def _settles(terminal: Terminal) -> bool:
    """Wait until the app has drawn what an event changed; false once it has left the terminal."""
    end = time.monotonic() + _SETTLED_WITHIN
    seen = -1
    while seen != len(terminal.raw) and time.monotonic() < end:
        seen = len(terminal.raw)
        if not terminal.drain(_QUIET):
            return False
    return True


def _each_once(terminal: Terminal, keys: list[str]) -> None:
    """Type every key once in every screen, with what closes whatever it opened."""
    for screen in _OPENING:
        for typed in (typed for key in keys for typed in (screen, key, "\x1b", "\x1b", "q")):
            if not (_typed(terminal, typed, _ESCAPE if typed == "\x1b" else 0) and _settles(terminal)):
                return


def _answers(terminal: Terminal) -> bool:
    """Whether the app has ended by itself, or still answers: what is open goes, the help comes."""
    for _ in range(_DIALOGS):
        if not _typed(terminal, "\x1b", _AFTER_ESCAPE):
            return True
    seen = len(terminal.raw)
    end = time.monotonic() + _ANSWERS_WITHIN
    if not _typed(terminal, "\x1bOP", 0):
        return True
    while len(terminal.raw) == seen and time.monotonic() < end:
        if not terminal.drain(0.1):
            return True
    return len(terminal.raw) > seen


def _typed(terminal: Terminal, keys: str, seconds: float) -> bool:
    """Type keys and take in what is written for a while; false once the app has left the terminal."""
    try:
        terminal.type(keys)
    except OSError:
        return False
    return terminal.drain(seconds)


def _one_run(seed: str, sources: list[str], folder: Path, events: int, stay: bool, report: Report) -> None:
    chance = random.Random(seed)
    home = folder / "home"
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "EDITOR": "true"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    width, height = chance.choice(SIZES)
    source = chance.choice([source for source in sources if source or not stay])
    command = [sys.executable, "-m", "tui", *([source] if source else [])]
    if stay:
        config = home / ".config" / "sayso"
        config.mkdir(parents=True, exist_ok=True)
        (config / "keymap.toml").write_text(_STAYING, encoding="utf-8")
    keys = [key for key in _KEYS if not (stay and key in _LEAVING)]
    memory: list[float] = []
    with Terminal(command, folder=folder, environment=environment) as terminal:
        _resize(terminal, width, height)
        terminal.drain(1.0)
        if stay:
            _each_once(terminal, keys)
        for number in range(1 - (events // _WARMING if stay else 0), events + 1):
            if number > 0 and number % max(1, events // 10) == 0:
                memory.append(_memory(terminal.pid))
            kind = chance.random()
            if kind < 0.8:
                event = chance.choice(keys).encode()
            elif kind < 0.95:
                event = _mouse(chance, width, height)
            elif kind < 0.98:
                event = chance.choice(_ODD)
            else:
                width, height = chance.choice(SIZES)
                _resize(terminal, width, height)
                continue
            report.events += 1
            try:
                terminal.type(event)
            except OSError:
                break
            burst = chance.random() < _BURSTS
            if not (terminal.drain(0.0) if burst else _settles(terminal)):
                break
        if not _answers(terminal):
            report.failures.append(f"{seed}: deaf to keys")
            (folder / f"{_named(seed)}-screen.bin").write_bytes(terminal.raw)
        begun = time.monotonic()
        if terminal.runs():
            os.kill(terminal.pid, signal.SIGTERM)
        status = terminal.ends()
        took = time.monotonic() - begun
        tail = terminal.raw[-400:]
        session = terminal.pid
        time.sleep(0.3)
        left = _left_behind(session)
    crashes = sorted((home / "state" / "sayso").glob("crash-*.txt"))
    for crash in crashes:
        report.failures.append(f"{seed}: {crash.read_text(encoding='utf-8').strip().splitlines()[-1]}")
        crash.rename(folder / f"{_named(seed)}-{crash.name}")
    # ctrl+c after the app has left the terminal ends what is left of the process, as everywhere.
    if status not in (0, 1, 128 + signal.SIGTERM, -signal.SIGTERM, -signal.SIGINT):
        report.failures.append(f"{seed}: status {status}, {tail!r}")
        (folder / f"{_named(seed)}-screen.bin").write_bytes(terminal.raw)
    for core in folder.glob("core*"):  # where the system and ``ulimit -c`` let it be written
        core.rename(folder / f"kept-{_named(seed)}-{core.name}")
    if b"Traceback" in terminal.raw:
        report.failures.append(f"{seed}: a traceback")
    if took > 2:
        report.failures.append(f"{seed}: took {took:.1f} s to end")
    if left:
        report.failures.append(f"{seed}: left behind {left}")
    report.runs += 1
    if len(memory) == 10 and all(memory):
        report.memory = memory


def main() -> int:
    """Soak the app; returns 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--run", type=int, help="only this run, to see a failure again")
    parser.add_argument("--events", type=int, default=300, help="events a run")
    parser.add_argument("--stay", action="store_true", help="no key that leaves the app")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    report = Report()
    sources = _sources(folder)
    end = time.monotonic() + arguments.minutes * 60
    number = arguments.run or 0
    while time.monotonic() < end:
        _one_run(f"{arguments.seed} {number}", sources, folder, arguments.events, arguments.stay, report)
        number += 1
        if arguments.run is not None:
            break
    lines = [
        f"{report.runs} runs, {report.events} events",
        "megabytes, tenth by tenth: " + " ".join(f"{size:.0f}" for size in report.memory),
        *report.failures,
        f"{len(report.failures)} failures" + (f"; reports in {folder}" if report.failures else ""),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    if not report.failures:
        shutil.rmtree(folder)
    return 1 if report.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
