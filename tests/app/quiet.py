"""When the app has done what there is to do: asked of what it has still to do, never of a clock.

Textual's pilot waits until the process uses little of the processor for a fiftieth of a second. On a machine
that has no time for the process this comes too early, on any other too late.
"""

from __future__ import annotations

import asyncio
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual._context import active_app
from textual.app import App

_SHORT = 0.1  # seconds of a timer that is waited for: a resize, the moment that keys have before an article
_PATIENCE = 120  # seconds after which what is waited for has failed
_ELSEWHERE = 0.002  # seconds until one looks again at what is under way in a thread

_jobs: weakref.WeakSet[asyncio.Future[Any]] = weakref.WeakSet()
_held = threading.Semaphore(0)


@contextmanager
def held() -> Iterator[None]:
    """Around what a thread of a test waits for until a key is pressed: nobody else is to wait for it."""
    _held.release()
    try:
        yield
    finally:
        _held.acquire()


async def quiet(*_: object) -> None:
    """Until no message is under way, nothing is to be drawn, no thread works and no short timer runs."""
    loop: Any = asyncio.get_running_loop()
    still = 0
    while still < 2:  # twice: what came from outside is seen by a turn of the loop, dealt with by the next
        await asyncio.sleep(0)
        if loop._ready:
            still = 0
        elif _elsewhere():
            still = 0
            await asyncio.sleep(_ELSEWHERE)
        elif _drew():
            still = 0
        else:
            still += 1


async def settled(app: App[Any]) -> None:
    """Quiet, all keys handled, all workers done but an analysis: that goes on as a test lets it."""
    await until(lambda: not app.is_running or _at_rest(app))


async def until(comes: Callable[[], object]) -> None:
    """Until something is true that comes by itself, with what follows from it dealt with."""
    end = time.monotonic() + _PATIENCE
    await quiet()
    while not comes():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(_ELSEWHERE)
        await quiet()


def _at_rest(app: App[Any]) -> bool:
    order = getattr(app, "_key_order", None)
    return (order is None or order.at_rest) and all(
        worker.is_finished or worker.group == "analysis" for worker in app.workers
    )


def _elsewhere() -> bool:
    loop = asyncio.get_running_loop()
    working = sum(not job.done() for job in _jobs if job.get_loop() is loop)
    if working > _held._value:  # type: ignore[attr-defined]
        return True
    app = active_app.get(None)
    return app is not None and any(
        timer._repeat == 0
        and timer._interval <= _SHORT
        and timer._task is not None
        and not timer._task.done()
        for pump in (app, *app.screen_stack)
        for timer in pump._timers
    )


def _drew() -> bool:
    """Whether there was something to draw: it need not wait for the next sixtieth of a second."""
    app = active_app.get(None)
    if app is None or not app.screen_stack or app._batch_count:
        return False
    screen = app.screen
    if not screen.is_running or not (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    ):
        return False
    screen._on_timer_update()
    return True


def waits_for_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the pilot wait like this, and see what is handed to threads."""
    begin: Callable[..., asyncio.Future[Any]] = asyncio.BaseEventLoop.run_in_executor

    def run_in_executor(*arguments: Any) -> asyncio.Future[Any]:
        job = begin(*arguments)
        _jobs.add(job)
        return job

    monkeypatch.setattr(asyncio.BaseEventLoop, "run_in_executor", run_in_executor)
    monkeypatch.setattr("textual.app.wait_for_idle", quiet)
    monkeypatch.setattr("textual.pilot.wait_for_idle", quiet)
