"""Writing to standard output and standard error so that nothing in an article acts on the terminal."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from tui.domain.errors import SaysoError
from tui.domain.text.safe import one_line, printable

if TYPE_CHECKING:
    from rich.console import Console

# A span, which would take four lines. Within a JSON string a line never breaks, so none is touched.
_PAIR = re.compile(r"\[\n\s*(\d+),\n\s*(\d+)\n\s*\]")

_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "--", "…": "..."})


def printed_json(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON for standard output: in letters it can say, a span on one line."""
    from tui.domain.text.json_text import json_text

    text = json_text(value, indent=indent, ascii_only=not _is_utf8(sys.stdout))
    return text if indent is None else _PAIR.sub(r"[\1, \2]", text)


def show_objects(objects: Iterable[object], form: str) -> None:
    """Objects on standard output: for ``json`` one list of them, for ``jsonl`` a line each."""
    if form == "json":
        show(printed_json(list(objects), indent=2))
        return
    for one in objects:
        show(printed_json(one))


def _is_utf8(stream: TextIO) -> bool:
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").replace("_", "") == "utf8"


def prepare_streams() -> None:
    """Make both streams write what their encoding cannot say in plain letters, instead of raising.

    Raises SaysoError if standard output is closed.
    """
    _open_nowhere()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        raise SaysoError("Standard output is closed: there is nowhere to write to.")
    codecs.register_error("sayso.plainly", _plainly)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="sayso.plainly")


def _open_nowhere() -> None:
    """Where a standard stream is closed, keep its number from becoming that of some other file."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
            os.set_inheritable(number, True)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What stands in ASCII for what an encoding lacks: plain marks, letters without accents, else "?"."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import unicodedata

    lacking = error.object[error.start : error.end]
    plain = unicodedata.normalize("NFKD", lacking.translate(_PLAIN))
    return "".join(c if c < "\x80" else "?" for c in plain if not unicodedata.combining(c)), error.end


def say(message: str) -> None:
    """One line on standard error: a warning, or what could not be done."""
    try:
        sys.stderr.write(f"sayso: {one_line(message)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # a full disk, a closed terminal: there is nowhere left to say it
        return


def show(text: str) -> None:
    """Text on standard output, with a newline at its end; nothing in it acts on a terminal."""
    text = printable(text) if sys.stdout.isatty() else text
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def console(*, error: bool = False) -> Console:
    """A Rich console that interprets no markup and colours only on a terminal (and never with NO_COLOR)."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    width = None
    if not stream.isatty() and not os.environ.get("COLUMNS", "").isdigit():
        width = 120  # Rich's own guess for a pipe, 80, leaves a table's text no room
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False)


def drop_stdout() -> None:
    """After a broken pipe: let nothing more be written, so that the interpreter ends quietly."""
    if sys.stdout is None:
        return
    with open(os.devnull, "w") as nowhere, suppress(OSError, ValueError):  # noqa: PTH123  (a device)
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
