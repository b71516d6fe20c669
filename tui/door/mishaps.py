"""What is kept when something goes wrong: a report of what nobody foresaw, words the library did not take.

Both are files that only their owner may read, in the user's folder for state, or in the one for temporary
files where that cannot be written. A report holds the traceback, without the values of variables.
"""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

from tui import __version__
from tui.domain.text.safe import one_line

KEPT = 20
"""Reports that are kept; the oldest go."""


def crash(error: BaseException) -> str:
    """Write a report of ``error``; a sentence that says what happened and where the report is."""
    import platform
    import sys
    from traceback import format_exception

    cause = getattr(error, "error", None)  # what a worker of Textual's wraps
    inner = cause if isinstance(cause, BaseException) else error
    what = one_line(f"{type(inner).__name__}: {inner}".strip().rstrip(":"))[:200]
    lines = [
        f"sayso {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"TERM={os.environ.get('TERM', '')}, {datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}",
        f"command: {' '.join(sys.argv[1:2])}",
        "",
        *format_exception(inner),
    ]
    try:
        path = _written("crash", ".txt", "\n".join(lines))
    except OSError as refused:
        return f"Something went wrong inside sayso ({what}); no report could be written ({refused.strerror})."
    return f"Something went wrong inside sayso ({what}). A report is in {path}: it helps to mend this."


def rescued(words: str) -> str:
    """Write words into a file of their own; gives its name. Raises OSError."""
    return str(_written("note", ".md", words))


def folder() -> Path:
    """The user's folder for what a program leaves behind."""
    from platformdirs import user_state_path

    return user_state_path("sayso", appauthor=False)


def _written(kind: str, ending: str, text: str) -> Path:
    data = text.encode("utf-8", "replace")
    stamp = f"{kind}-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}-"
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(ending, stamp, place)
    except (OSError, RuntimeError):  # a home that cannot be found raises the second
        handle, name = tempfile.mkstemp(ending, stamp)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    if kind == "crash":
        for old in sorted(Path(name).parent.glob("crash-*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)
    return Path(name)
