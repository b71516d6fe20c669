"""The terminal itself: whether it will do, which stream leads to it, its modes, and putting it in order.

No Textual in here: the door asks before the app is imported.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from types import FrameType
from typing import Any, TextIO

from tui.domain.text.safe import one_line

UNFIT = ("dumb", "unknown")
"""What ``TERM`` says of terminals that cannot move their cursor: Textual would draw nothing, deaf to keys."""
_IN_ORDER = (
    "\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l\x1b[?2048l"
    "\x1b[<u\x1b[?7h\x1b[0m\x1b[?25h\x1b[?1049l"
)
"""No marks of pastes, no mouse, no reports, the old keyboard, wrapping, a cursor, the first screen."""
_NAMES = ("SIGHUP", "SIGTERM")  # Windows has no SIGHUP
_modes: list[Any] | None = None


def refusal(environment: Mapping[str, str]) -> str | None:
    """Why the reader cannot be shown, in a sentence; None if it can."""
    if is_served(environment):
        return None
    if not sys.stdout.isatty():
        return "The reader needs a terminal: sayso text SOURCE and sayso quotes SOURCE do not."
    name = environment.get("TERM", "")
    if name.lower() in UNFIT:
        return (
            f"The reader needs more of a terminal than TERM={name} says there is: set TERM (to "
            "xterm-256color, say), or use sayso text SOURCE and sayso quotes SOURCE."
        )
    return None


def is_served(environment: Mapping[str, str]) -> bool:
    """Whether a browser is the terminal: textual-serve starts the reader so, with pipes."""
    return environment.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def screen() -> TextIO | None:
    """The stream that leads to the terminal: standard error, else standard output, else none."""
    for stream in (sys.__stderr__, sys.__stdout__):
        if stream is not None and not stream.closed and stream.isatty():
            return stream
    return None


def ending_signals() -> list[signal.Signals]:
    """The signals by which a process is told to end."""
    return [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]


def remember() -> None:
    """Keep the terminal's modes, and put it in order should the process be told to end before the app is."""
    global _modes
    with suppress(ImportError, OSError, ValueError, AttributeError):
        import termios

        with suppress(termios.error):
            _modes = termios.tcgetattr(0)

    def end(number: int, frame: FrameType | None) -> None:
        put_in_order()
        os._exit(128 + number)

    for number in ending_signals():
        with suppress(ValueError):  # only the main thread is told
            signal.signal(number, end)


def put_in_order(said: str = "") -> None:
    """Give the terminal back as it was, whatever state it is in, and say a sentence on it if there is one.

    Never raises, never waits for the app.
    """
    stream = screen()
    if stream is not None:
        words = f"sayso: {one_line(said)}\n" if said else ""
        with suppress(OSError, ValueError):
            os.write(stream.fileno(), (_IN_ORDER + words).encode("utf-8", "replace"))
    if _modes is not None:
        import termios

        with suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(0, termios.TCSANOW, _modes)
