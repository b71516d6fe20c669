"""Waiting for a server or a pipe, which another thread may give up."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tui.domain.errors import SourceError

GLANCE = 0.1
"""Seconds between two looks at whether it was given up."""
_given_up = 0
_here = threading.local()


class GivenUpError(SourceError):
    """Waiting was given up: nothing is wrong with the input."""


class Patience:
    """Made when waiting begins; ends with the next :func:`give_up`, whichever thread calls it."""

    def __init__(self) -> None:
        self._begun = getattr(_here, "begun", _given_up)

    def look(self, name: str) -> None:
        """Raises SourceError if waiting for the input called ``name`` was given up."""
        if self._begun != _given_up:
            raise GivenUpError(f"{name} was given up before it was there.")


@contextmanager
def waiting() -> Iterator[None]:
    """Waiting in this thread counts as begun now: what is imported first may be given up too."""
    _here.begun = _given_up
    try:
        yield
    finally:
        del _here.begun


def give_up() -> None:
    """End all waiting that has begun, and what is being read in a process of its own."""
    global _given_up
    _given_up += 1
    if (limited := sys.modules.get("tui.sources.limited")) is not None:
        limited.give_up()
