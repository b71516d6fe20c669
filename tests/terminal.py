"""A program on a pseudo-terminal of its own: what it writes, byte for byte, and keys typed at it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

PATIENCE = 300
"""Seconds until a program that shows nothing of what is waited for has failed."""

_STYLES = rb"(?:\x1b\[[0-9;]*m)*"


class Terminal:
    """A context: the program runs in a terminal of 40 rows and 120 columns until it ends or is killed."""

    def __init__(self, command: Sequence[str], *, folder: Path, environment: Mapping[str, str]) -> None:
        self.raw = b""
        """Everything that was written to the terminal."""
        self._seen = 0  # up to where it was looked through
        self._primary, secondary = pty.openpty()
        fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.modes_before = self.modes()
        """Those that the program found."""
        # A size of the terminal that pytest was given is not this one's.
        outer = {name: value for name, value in environment.items() if name not in ("COLUMNS", "LINES")}
        self._process = subprocess.Popen(
            command,
            stdin=secondary,
            stdout=secondary,
            stderr=secondary,
            cwd=folder,
            env={**outer, "TERM": "xterm-256color"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # its own: /dev/tty leads there
        )
        os.close(secondary)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=PATIENCE)
        os.close(self._primary)

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._process.pid

    @property
    def master(self) -> int:
        """Our end of the terminal."""
        return self._primary

    def runs(self) -> bool:
        """Whether the program still runs."""
        return self._process.poll() is None

    def drain(self, seconds: float) -> bool:
        """Take in what is written during some seconds; false once the program has left the terminal."""
        end = time.monotonic() + seconds
        while True:
            if select.select([self._primary], [], [], max(end - time.monotonic(), 0))[0]:
                if not self._read():
                    return False
            elif time.monotonic() >= end:
                return True

    def modes(self) -> int:
        """The terminal's local modes (echo, line editing, signals)."""
        return int(termios.tcgetattr(self._primary)[3])

    def type(self, keys: str | bytes) -> None:
        """Send keys as the terminal would."""
        os.write(self._primary, keys.encode() if isinstance(keys, str) else keys)

    def shows(self, words: str, *keys: str | bytes) -> None:
        """Type keys and wait until the words are written after them, in whatever colours.

        Without keys: after the words that were waited for before these. More may have come with those.
        """
        if keys:
            self._seen = len(self.raw)
            for key in keys:
                self.type(key)
        self._seen = self._end_of(words, self._seen)

    def has_shown(self, *words: str) -> None:
        """Wait until all of these have been written at some time, in whatever order."""
        for one in words:
            self._seen = max(self._seen, self._end_of(one, 0))

    def _end_of(self, words: str, start: int) -> int:
        """Where the words end that are written somewhere after ``start``."""
        pattern = re.compile(_STYLES.join(re.escape(bytes([byte])) for byte in words.encode()))
        end = time.monotonic() + PATIENCE
        while (found := pattern.search(self.raw, start)) is None:
            running = time.monotonic() < end and self._read()
            assert running, f"{words!r} is not in {self.raw[start:][-3000:].decode('utf-8', 'replace')!r}"
        return found.end()

    def ends(self) -> int:
        """Wait for the program to end; gives its exit status."""
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end, self.raw[-2000:]
        return self._process.wait(timeout=PATIENCE)

    def _read(self) -> bool:
        """Take in what is written within a moment; false once the program has left the terminal."""
        if select.select([self._primary], [], [], 0.2)[0]:
            try:
                read = os.read(self._primary, 1 << 16)
            except OSError:
                return False
            self.raw += read
            return bool(read)
        return True
