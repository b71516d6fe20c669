"""Keys and pastes are handled one after the other, in the order in which they were typed.

Textual hands a key to the widget that has the focus and takes the next one at once: what the first does (an
input opens, a dialog closes) may come too late for the second, when both come in one write over a slow line,
from a macro or from another program. Here the next one waits until the last has been dealt with. Those typed
before the first screen stood wait for it.

A key is followed by a callback through the queues that it goes through, from the widget that was given it up
to the app: where the callback is, the key has been. No clock says when a key is done: a machine that stands
still for a second would let the next one go before its time. There is a limit for a widget that hangs; it
counts turns of the event loop.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

_TURN = 0.1  # seconds from one turn to the next; one that comes late counts once
_MOST_TURNS = 50  # for a key; a widget that hangs does not make the whole app deaf
_MOST_LOOKS = 20  # at whether what a key set going has been dealt with

_Typed = events.Key | events.Paste


class KeyOrder:
    """Holds back the keys and pastes of an app while one of them is under way."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[_Typed] = deque()
        self._due: _Typed | None = None  # the one that is being handled
        self._acted = False  # it came back to the app, where it is looked up among the commands
        self._looked_on: DOMNode | None = None  # the screen after whose next drawing the next one is to come
        self._turn: asyncio.TimerHandle | None = None
        self._begun = False
        self.released = False
        """Whether those that were typed before the first screen stood have been handled."""

    @property
    def at_rest(self) -> bool:
        """Whether no key is under way and none waits."""
        return self.released and self._due is None and not self._waiting

    @property
    def none_waits(self) -> bool:
        """Whether all that was typed is handled or on its way."""
        return not self._waiting

    def hold(self, event: _Typed) -> bool:
        """Whether an event has to wait: it is not to be handled now."""
        if event is self._due:
            return False
        if self._begun and self._due is None:
            self._due = event
            return False
        self._waiting.append(event)
        return True

    def follow(self, event: _Typed, target: DOMNode) -> None:
        """The one that is under way has been given to a widget: see when it is done there and above it."""
        if event is not self._due:
            return
        self._acted = False
        self._looked_on = None
        self._count(event)
        self._walk(event, target.ancestors_with_self, self._dealt_with)

    def came_back(self) -> None:
        """No widget took the key that is under way for itself."""
        self._acted = True

    def release(self) -> None:
        """The next one, if there is one."""
        if self._turn is not None:
            self._turn.cancel()
        self._begun = True
        self._due = self._waiting.popleft() if self._waiting else None
        if self._due is None:
            self.released = True
        else:
            self._app.post_message(self._due)

    def _walk(self, due: _Typed, way: Sequence[DOMNode], then: Callable[[_Typed], object]) -> None:
        """Call ``then`` once each node of ``way`` has done what it was given so far, one after the other."""
        if due is not self._due:
            return
        for number, node in enumerate(way, 1):
            if node.call_later(self._walk, due, way[number:], then):
                return
        then(due)

    def _dealt_with(self, due: _Typed) -> None:
        if self._waiting:
            self._look(due)
        else:
            self.release()

    def _look(self, due: _Typed, number: int = 1) -> None:
        """An input that opens or closes, a screen that comes or goes, has its time to do so."""
        app, screen = self._app, self._screen()
        if due is not self._due or screen is None:
            return
        way = (screen.focused or screen).ancestors_with_self
        # What the app itself is to do comes before the next key in any case: that is sent to it as well.
        if number < _MOST_LOOKS and any(node.message_queue_size for node in way if node is not app):
            self._walk(due, way, partial(self._look, number=number + 1))
        elif self._acted:
            self._looked_on = screen
            self._walk(due, way, partial(app.call_after_refresh, self._done))
        else:
            self._walk(due, way, self._done)

    def _done(self, due: _Typed) -> None:
        if due is self._due:
            self.release()

    def _count(self, due: _Typed, turn: int = 1) -> None:
        """Watch over the key that is under way."""
        if due is not self._due:
            return
        if turn > _MOST_TURNS:
            self.release()
            return
        # A screen that goes takes with it what was to be done after it is next drawn.
        if self._looked_on is not None and self._looked_on is not self._screen():
            self._looked_on = None
            self._look(due)
        self._turn = asyncio.get_running_loop().call_later(_TURN, self._count, due, turn + 1)

    def _screen(self) -> Screen[Any] | None:
        stack = self._app.screen_stack
        return stack[-1] if stack else None
