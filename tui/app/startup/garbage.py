"""Python's garbage collection, timed so that none of it falls into the repaint of a key.

All of it holds for the whole process, so only a program that is nothing but the reader may ask for it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

from msgspec import Struct
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.app import App
from textual.css.scalar import Scalar
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from tui.domain.memory import give_back

EVERY = 1.0
"""Seconds between two calls of :func:`sweep`."""
_SWITCH = 0.0005  # seconds after which a thread that computes lets another go on
_MANY = 50_000  # new objects after which Python looks through them all the same; a frame makes some thousand
_SOME = 2_000  # new objects worth a sweep
_DUE = 5  # sweeps of what is new, after which all but what stays is gone through
_QUIET = 3  # sweeps in a row that found next to nothing new: nobody types
_MUCH = 1_000  # entries of a cache of Textual's, after which it begins anew
_APART = 30  # sweeps at least between two times that what stays is gone through as well
_OFTEN = 10  # times that more was found to stay, after which it is gone through whether anybody types or not


class _Since(Struct):
    """What has been since everything was gone through, also what stays."""

    sweeps: int = 0
    quiet: int = 0
    more_stays: bool = False
    frozen: int = 1
    """Times that what is there was left out of all collections from then on."""
    to_give_back: bool = False


_since = _Since()


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


def screen_stands() -> None:
    """Its widgets and their styles stay: left out as well, what is gone through after it is less by half."""
    gc.freeze()


def more_stays() -> None:
    """Much was made that stays as long as the article does: after the next full collection it is left out.

    Left out at once, what is garbage by now would stay as well, which was a fifth of all objects.
    """
    _since.more_stays = True


def release(app: App[Any]) -> None:
    """Go through everything, also what stays: an article was left, or it is time. Takes 50 to 90 ms.

    What is free then goes back to the system: 1 to 6 MB of 90, in a millisecond.
    """
    global _since
    gc.unfreeze()
    _forget_what_is_not_shown(app)
    gc.collect()
    gc.freeze()
    give_back()
    _since = _Since(frozen=0)


def sweep(app: App[Any]) -> None:
    """Between two keys: collect what has become garbage, if there may be much, or if nobody types."""
    if not gc.isenabled():  # the app has only just opened
        return
    new, _, sweeps = gc.get_count()
    _since.sweeps += 1
    _since.quiet = _since.quiet + 1 if new < _SOME else 0
    if _is_time_for_all():
        release(app)
    elif sweeps >= _DUE:
        _forget_what_is_not_shown(app)
        gc.collect()
        if _since.more_stays:
            gc.freeze()
            _since.more_stays = False
            _since.frozen += 1
        _since.to_give_back = True
    elif _since.to_give_back:  # in a turn of its own: a millisecond, the first time four
        give_back()
        _since.to_give_back = False
    elif new >= _SOME:
        gc.collect(1)


def _is_time_for_all() -> bool:
    if _since.sweeps < _APART or not (_since.frozen or _since.more_stays):
        return False
    return _since.quiet >= _QUIET or _since.frozen >= _OFTEN


def _forget_what_is_not_shown(app: App[Any]) -> None:
    """Let go of widgets that are gone, and of what was drawn of them.

    Textual 8.2 keeps two colours for each widget in an ``lru_cache`` on a method, and with them the widget's
    lines, of up to 1,024 widgets: most of what an hour of opening and closing dialogs added. It keeps every
    ``TextArea`` (with its text and all that can be undone) until the theme is changed, which it watches, and
    every ``Input`` until text is selected or its screen goes. What it works out of regions it keeps up to
    4,096 times for each kind of question, and is quick to work out again. A line that was drawn takes two
    kilobytes, a screen has up to two thousand: those below the one that is gone back to draw them anew.
    """
    StylesCache.get_inner_outer.cache_clear()
    for kept in _caches():
        if kept.cache_info().currsize > _MUCH:
            kept.cache_clear()
    for watching in getattr(app, "__watchers", {}).values():
        watching[:] = [one for one in watching if one[0].is_running]
    for screen in _far_below(app.screen_stack):
        for covered in screen.walk_children(Widget, with_self=True):
            covered.notify_style_update()  # what a widget keeps of its own
            covered._styles_cache.clear()
    for screen in app.screen_stack:
        told = screen.text_selection_started_signal
        for widget in list(told._subscriptions):
            if not widget.is_running:
                told.unsubscribe(widget)


def _far_below(stack: Sequence[Screen[Any]]) -> Sequence[Screen[Any]]:
    """The screens below the one that is gone back to from the topmost that is no dialog."""
    whole = [number for number, screen in enumerate(stack) if not screen.is_modal]
    return stack[: whole[-2]] if len(whole) > 1 else ()


@cache
def _caches() -> tuple[Any, ...]:
    of_regions = [one for one in vars(Region).values() if hasattr(one, "cache_clear")]
    return (*of_regions, Scalar.resolve, Segment._split_cells)
