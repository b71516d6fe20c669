"""What comes from the terminal, on its way to Textual: nothing in it ends the app, no paste acts as keys.

Textual's own thread ends the app over a byte that is not UTF-8 (a terminal of another encoding, an 8-bit meta
key, a broken paste), and its parser takes what follows an ESC within a paste for keys. Here such bytes are
replaced, and so is an ESC in a paste. See :class:`Pastes` for the rest.
"""

from __future__ import annotations

import asyncio
import os
import re
import select
import termios
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual._parser import ParseError
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui.app.terminal.tty import screen

if TYPE_CHECKING:
    from typing import Any

    from textual.app import App

_ESCAPE, _SHOWN = "\x1b", "\N{SYMBOL FOR ESCAPE}"
_BEFORE_ESCAPES = re.compile(f"(?={_ESCAPE})")
_AT_ONCE = 4096  # bytes
_TICK = 0.1  # seconds between two looks for a lone escape key and for the end
_STUCK = 1.0
"""Seconds of silence after which a lone escape or ctrl+c says that a paste will not end any more."""
_WAY_OUT = (_ESCAPE, "\x03")


class Pastes:
    """Takes ESC out of pastes, from pieces of input as they come, markers cut in two among them.

    Only an ESC that begins the mark of a paste's end stays; the others become their picture. A paste whose
    end was lost would take all keys for its own: after a second's silence a lone escape, or ctrl+c, ends it.
    """

    def __init__(self) -> None:
        self.inside = False
        self._seen = ""  # what of a mark has come so far
        self._fed_at = monotonic()

    def safe(self, data: str) -> str:
        """What of the input is to be parsed now. What may be the beginning of an end mark is held back."""
        silence, self._fed_at = monotonic() - self._fed_at, monotonic()
        if self.inside and data in _WAY_OUT and silence > _STUCK:
            self.inside, self._seen = False, ""
            return BRACKETED_PASTE_END
        if not self.inside and not self._seen and _ESCAPE not in data:
            return data
        return "".join(self._pieces(data))

    def _pieces(self, data: str) -> Iterator[str]:
        for character in data:
            if self.inside:
                yield from self._pasted(character)
                continue
            seen = self._seen + character
            if not BRACKETED_PASTE_START.startswith(seen):
                seen = character if character == _ESCAPE else ""
            self.inside = seen == BRACKETED_PASTE_START
            self._seen = "" if self.inside else seen
            yield character

    def _pasted(self, character: str) -> Iterator[str]:
        seen = self._seen + character
        if seen == BRACKETED_PASTE_END:
            self.inside, self._seen = False, ""
            yield seen
        elif BRACKETED_PASTE_END.startswith(seen):
            self._seen = seen
        else:
            begins = character == _ESCAPE
            self._seen = _ESCAPE if begins else ""
            yield (seen[:-1] if begins else seen).replace(_ESCAPE, _SHOWN)


class Driver(LinuxDriver):
    """Textual's driver for this system, with input that is made safe, and drawing where the terminal is."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._modes: list[Any] | None = None  # the terminal's, while the app is on the screen
        stream = screen()
        if stream is not None:
            self._file = cast(TextIOWrapper, stream)

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        with suppress(termios.error):
            self._modes = termios.tcgetattr(self.fileno)

    def stop_application_mode(self) -> None:
        self._modes = None
        super().stop_application_mode()

    def _sigcont_application(self, *_: object) -> None:
        """Continued: by ``fg``, after ctrl+z, or after a mere stop, before which nothing was put in order.

        Textual begins anew in any case: with a second thread that takes keys, and with its own modes of the
        terminal for those that were there before.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._modes is not None:
            asyncio.get_running_loop().call_soon_threadsafe(self._put_up_again)

    def _put_up_again(self) -> None:
        """The screen as it was, should another program have used the terminal meanwhile."""
        with suppress(OSError, termios.error):
            if self._modes is None or os.tcgetpgrp(self.fileno) != os.getpgrp():
                return
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._modes)
            self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h")
            self._enable_mouse_support()
            self._enable_bracketed_paste()
            self._disable_line_wrap()
            self._app.screen.refresh(layout=True)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001  (the app says it, and keeps what was being written)
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read keys until the app leaves the terminal, or the terminal the app."""
        parser, pastes = XTermParser(self._debug), Pastes()
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            typed = ""
            if select.select([self.fileno], [], [], _TICK)[0]:
                data = self._read()
                if not data:
                    self._app.call_later(self._app.terminal_was_closed)  # type: ignore[attr-defined]
                    break
                typed = pastes.safe(decode(data))
            for text in _BEFORE_ESCAPES.split(typed):
                try:
                    for event in parser.feed(text) if text else parser.tick():
                        self.process_message(event)
                except (ValueError, OverflowError):  # a sequence with numbers that no key has
                    parser = XTermParser(self._debug)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _read(self) -> bytes:
        """What has come; nothing if the terminal was closed."""
        try:
            return os.read(self.fileno, _AT_ONCE)
        except OSError:
            return b""
