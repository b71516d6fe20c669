"""Python's garbage collection, timed so that none of it falls into the repaint of a key.

All of it holds for the whole process, so only a program that is nothing but the reader may ask for it.
"""

from __future__ import annotations

import gc
import sys

from textual._styles_cache import StylesCache

EVERY = 1.0
"""Seconds between two calls of :func:`sweep`."""
_SWITCH = 0.0005  # seconds after which a thread that computes lets another go on
_MANY = 50_000  # new objects after which Python looks through them all the same; a frame makes some thousand
_SOME = 2_000  # new objects worth a sweep
_DUE = 10  # sweeps of what is new, after which all is gone through


def begin() -> None:
    """Once, when the app begins to run.

    Modules and classes stay: left out, a full collection takes 8 ms instead of 30. None is to come by itself
    in the middle of a frame, :func:`sweep` sees to that. A thread of Textual's writes what was drawn, a few
    kilobytes at a time: with Python's 5 ms for each turn, a screen comes late by several times that.
    """
    gc.freeze()
    _, middle, old = gc.get_threshold()
    gc.set_threshold(_MANY, middle, old)
    sys.setswitchinterval(_SWITCH)


def freeze() -> None:
    """Much was made that stays as long as the article does: no collection goes through it until then."""
    gc.freeze()


def release() -> None:
    """An article was left: what was kept with it, and is garbage now, goes. Some tens of milliseconds."""
    gc.unfreeze()
    _forget_what_is_not_shown()
    gc.collect()
    gc.freeze()


def sweep() -> None:
    """Between two keys: collect what has become garbage, if there may be much."""
    if not gc.isenabled():  # the app has only just opened
        return
    new, _, sweeps = gc.get_count()
    if sweeps >= _DUE:
        _forget_what_is_not_shown()
        gc.collect()
    elif new >= _SOME:
        gc.collect(1)


def _forget_what_is_not_shown() -> None:
    """Let go of the drawn lines of widgets that are gone.

    Textual 8.2 keeps two colours for each widget in an ``lru_cache`` on a method, and with them the widget's
    lines, of up to 1,024 widgets. That was most of what an hour of opening and closing dialogs added.
    """
    StylesCache.get_inner_outer.cache_clear()
