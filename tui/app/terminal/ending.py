"""A closed terminal and requests to end (SIGHUP, SIGTERM): the end within a second, a note kept first."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from types import FrameType

from tui.app.terminal.tty import ending_signals, put_in_order, screen

CHECK_EVERY = 2.0
"""Seconds between two looks at whether the terminal is still there: not everybody is told by a signal."""
HANGUP = 129
"""The exit status of a process that a closed terminal ended."""
AT_MOST = 0.8
"""Seconds between being told to end and the end, whatever the app is busy with."""
Handler = Callable[[int, FrameType | None], object]


def on_end_signals(end: Callable[[int], object], *, last: Callable[[], str] | None = None) -> None:
    """Call ``end`` with the exit status, on the event loop, when the process is told to end.

    With ``last`` the process is the reader's alone: should it still be there after :data:`AT_MOST`, ``last``
    is called in another thread, the terminal put in order, what it returned said, and that is the end. Only
    the main thread is told.
    """
    loop, context = asyncio.get_running_loop(), copy_context()  # a signal comes in no context at all

    def told(number: int, frame: FrameType | None) -> None:
        if last is not None:
            end_at_last(128 + number, last, AT_MOST)
        with suppress(RuntimeError):  # the loop is closed already
            loop.call_soon_threadsafe(end, 128 + number, context=context)

    for number in ending_signals():
        with suppress(ValueError):
            signal.signal(number, told)


def restore_signals() -> None:
    """Let signals do again what they do by themselves."""
    for number in ending_signals():
        with suppress(ValueError):
            signal.signal(number, signal.SIG_DFL)


def end_at_last(status: int, last: Callable[[], str] | None = None, seconds: float = AT_MOST) -> None:
    """End the process after some seconds, if it has not ended by then."""

    def end() -> None:
        time.sleep(seconds)
        said = ""
        try:
            said = last() if last is not None else ""
        finally:
            put_in_order(said)
            os._exit(status)

    threading.Thread(target=end, name="end", daemon=True).start()


@contextmanager
def signals_handled_by(handler: Handler) -> Iterator[None]:
    """Have another program's signals (ctrl+c, and those that end) handled otherwise for a while."""
    before = {}
    for number in (signal.SIGINT, *ending_signals()):
        with suppress(ValueError):
            before[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, handled in before.items():
            signal.signal(number, handled)


def terminal_is_gone() -> bool:
    """Whether the terminal that the app writes to was closed."""
    return screen() is None


def redirect_to_nowhere() -> None:
    """Redirect what the app reads and writes to nowhere: Textual would wait for ever on a closed terminal."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
