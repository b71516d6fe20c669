"""Python's own housekeeping, timed so that none of it falls into the repaint of a key.

All of it holds for the whole process, so only a program that is nothing but the reader may ask for it.
"""

from __future__ import annotations

import gc
import sys

EVERY = 1.0
"""Seconds between two calls of :func:`sweep`."""
_SWITCH = 0.0005  # seconds after which a thread that computes lets another go on
_DUE = 10  # collections of the middle generation, after which Python would go through everything


def begin() -> None:
    """Once, before the app runs.

    Modules and classes stay: left out, a full collection takes 8 ms instead of 30. It is not to come by
    itself in the middle of a frame, :func:`sweep` sees to it. A thread of Textual's writes what was drawn,
    a few kilobytes at a time: with Python's 5 ms for each turn, a screen comes late by several times that.
    """
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, 100 * _DUE)
    sys.setswitchinterval(_SWITCH)


def keep() -> None:
    """Much was made that stays as long as the article does: no collection goes through it any more."""
    gc.freeze()


def sweep() -> None:
    """Between two keys: the full collection, if it is due."""
    if gc.get_count()[2] >= _DUE:
        gc.collect()
