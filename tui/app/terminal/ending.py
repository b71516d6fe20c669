"""A closed terminal and requests to end (SIGHUP, SIGTERM): what is being written is kept first."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable

CHECK_EVERY = 2.0
"""Seconds between two looks at whether the terminal is still there: not everybody is told by a signal."""
HANGUP = 129
"""The exit status of a process that a closed terminal ended."""
_NAMES = ("SIGHUP", "SIGTERM")  # Windows has no SIGHUP


def _signals() -> list[signal.Signals]:
    return [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]


def on_end_signals(end: Callable[[int], object]) -> None:
    """Call ``end`` with the exit status when the process is told to end. Only the main thread is told."""
    loop = asyncio.get_running_loop()
    for number in _signals():
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, end, 128 + number)


def restore_signals() -> None:
    """Let signals do again what they do by themselves."""
    loop = asyncio.get_running_loop()
    for number in _signals():
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.remove_signal_handler(number)


def terminal_is_gone() -> bool:
    """Whether the terminal that the app writes to was closed."""
    return sys.__stderr__ is None or not sys.__stderr__.isatty()


def redirect_to_nowhere() -> None:
    """Redirect what the app reads and writes to nowhere: Textual would wait for ever on a closed terminal."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
