"""A program on a pseudo-terminal of its own, as a person has it: keys go in, frames come out.

The terminal says that it knows synchronized output (mode 2026, as most do), so a Textual program marks where
each frame ends. CPU time and memory are read from ``/proc``: all of this is for Linux.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

COLUMNS, LINES = 120, 40
PATIENCE = 60.0
_ASKED, _ANSWER, _FRAME_END = b"\x1b[?2026$p", b"\x1b[?2026;2$y", b"\x1b[?2026l"


@dataclass(frozen=True, slots=True)
class Repaint:
    """Seconds from a key to the end of the frame that answered it: by the clock, and of CPU."""

    clock: float
    cpu: float


def environment(home: Path) -> dict[str, str]:
    """The variables of a program whose folders are all below ``home``."""
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(home))
    variables = {**os.environ, **homes, "TERM": "xterm-256color"}
    # With the first no compiled modules are kept, and every import is many times dearer.
    for name in ("PYTHONDONTWRITEBYTECODE", "SAYSO_LIBRARY", "COLORTERM", "NO_COLOR"):
        variables.pop(name, None)
    return variables


class Terminal:
    """A context: the program runs until the end of it, then it is killed with all that it started."""

    def __init__(self, command: Sequence[str], home: Path, size: tuple[int, int] = (COLUMNS, LINES)) -> None:
        self._primary, secondary = pty.openpty()
        self._set_size(secondary, size)
        self.seen = b""
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=secondary,
            stdout=secondary,
            stderr=secondary,
            cwd=home,
            env=environment(home),
            start_new_session=True,
        )
        os.close(secondary)
        self.used = 0.0
        """Seconds of CPU that the program took in all, once it has ended."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self.children():
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        self.used = usage.ru_utime + usage.ru_stime
        os.close(self._primary)

    @property
    def pid(self) -> int:
        return self._process.pid

    def _set_size(self, descriptor: int, size: tuple[int, int]) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    # ── what the program writes ──────────────────────────────────────────────────────────────────────────

    def _read(self, seconds: float) -> bool:
        """Take in what comes next, waiting for so long; False if nothing came. Raises OSError at its end."""
        if not select.select([self._primary], [], [], max(seconds, 0))[0]:
            return False
        data = os.read(self._primary, 1 << 16)
        self.seen += data
        if _ASKED in self.seen[-len(data) - len(_ASKED) :] and data:
            os.write(self._primary, _ANSWER)
        return True

    def until(self, marker: str, patience: float = PATIENCE) -> float:
        """Seconds from the start of the program until it has written ``marker``."""
        wanted, end = marker.encode(), time.perf_counter() + patience
        while wanted not in self.seen:
            try:
                self._read(0.5)
            except OSError:
                break
            if time.perf_counter() > end:
                break
        else:
            return time.perf_counter() - self.began
        raise SystemExit(f"{marker!r} never came:\n{self.seen[-2000:].decode('utf-8', 'replace')}")

    def ended(self) -> float:
        """Seconds from its start until the program has ended by itself."""
        with suppress(OSError):
            while True:
                self._read(PATIENCE)
        return time.perf_counter() - self.began

    def rest(self, seconds: float, still: float = 0.03) -> None:
        """Let it run for so long, and on until nothing has come for a while; then forget what it wrote."""
        end = time.perf_counter() + seconds
        while self._read(end - time.perf_counter()) or time.perf_counter() < end:
            pass
        while self._read(still):
            pass
        self.seen = b""

    # ── what is done to it ───────────────────────────────────────────────────────────────────────────────

    def type(self, keys: str) -> None:
        """Type, whether anybody reads it yet or not."""
        os.write(self._primary, keys.encode())

    def press(self, keys: str, least: int = 0, holds: str = "") -> Repaint:
        """Type, and wait for the end of a frame of at least so many bytes that holds some words."""
        return self._answered(lambda: os.write(self._primary, keys.encode()), least, holds)

    def resize(self, size: tuple[int, int], least: int = 0) -> Repaint:
        """Change the terminal's size, and wait for the frame."""

        def change() -> None:
            self._set_size(self._primary, size)
            os.killpg(self.pid, signal.SIGWINCH)

        return self._answered(change, least, "")

    def _answered(self, act: object, least: int, holds: str) -> Repaint:
        assert callable(act)
        self.seen = b""
        wanted = holds.encode()
        cpu, began = self.cpu(), time.perf_counter()
        act()
        while time.perf_counter() - began < PATIENCE:
            if not self._read(0.5):
                continue
            end = self.seen.rfind(_FRAME_END)
            if end >= max(least, 1) and wanted in self.seen[:end]:
                taken = time.perf_counter() - began
                return Repaint(taken, self.cpu() - cpu)
        raise SystemExit(f"No frame came:\n{self.seen[-2000:].decode('utf-8', 'replace')}")

    # ── what it costs ────────────────────────────────────────────────────────────────────────────────────

    def cpu(self) -> float:
        """Seconds of CPU that its threads have taken so far (not its child processes)."""
        return sum(_run_time(task) for task in Path(f"/proc/{self.pid}/task").iterdir())

    def memory(self) -> float:
        """The most memory that it ever held, in MB."""
        return peak_memory(self.pid)

    def children(self) -> list[int]:
        """Processes that it has started and that still run."""
        return list(_children(self.pid))

    def imported(self, package: str) -> bool:
        """Whether compiled modules of a package are loaded in it."""
        return f"/{package}/" in Path(f"/proc/{self.pid}/maps").read_text()


def _children(pid: int) -> Iterator[int]:
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (task / "children").read_text().split())


def _run_time(task: Path) -> float:
    try:
        return int((task / "schedstat").read_text().split()[0]) / 1e9
    except OSError:  # the thread has ended
        return 0.0


def _status(pid: int, key: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    raise SystemExit(f"/proc/{pid}/status says nothing of {key}")


def peak_memory(pid: int) -> float:
    """The most that a process ever held, in MB."""
    return _status(pid, "VmHWM")


def memory(pid: int) -> float:
    """What a process holds now, in MB."""
    return _status(pid, "VmRSS")
