"""Finds the stories in a process of its own: ``python -P -m tui.library.articles.grouping LIBRARY``.

Thousands of articles take seconds of computing, in which a thread would make keys wait.
"""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys

_NICE = 10


def run_apart(library: str) -> None:
    """Find and keep the stories of a library; returns when the process has ended, however it did."""
    command = [sys.executable, "-P", "-m", __name__, library]
    with contextlib.suppress(OSError):
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def main() -> None:
    """Find the stories of the library that is named."""
    from tui.library.articles.articles import KeptArticles

    gc.disable()  # hundreds of thousands of numbers, none of them garbage
    with contextlib.suppress(OSError):
        os.nice(_NICE)
    KeptArticles(sys.argv[1]).stories()


if __name__ == "__main__":
    main()
