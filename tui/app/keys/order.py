"""Keys and pastes are handled one after the other, in the order in which they were typed.

Textual hands a key to the widget that has the focus and takes the next one at once: what the first does (an
input opens, a dialog closes) may come too late for the second, when both come in one write over a slow line,
from a macro or from another program. Here the next one waits until the last has been dealt with. Those typed
before the first screen stood wait for it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message

_PATIENCE = 0.5  # seconds; a widget that goes takes with it what was sent to it
_OPENING = 2.0  # seconds; a screen that goes takes with it what was to be done after it is next drawn
_MOST_LOOKS = 20  # at whether what a key set going has been dealt with


class Handled(Message):
    """Follows a key on its way through the widgets: where it is, the key has been."""


class KeyOrder:
    """Holds back the keys and pastes of an app while one of them is under way."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._due: events.Key | events.Paste | None = None  # the one that is being handled
        self._acted = False  # it came back to the app, where it is looked up among the commands
        self._follower: Handled | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._begun = False
        self.released = False
        """Whether those that were typed before the first screen stood have been handled."""

    def hold(self, event: events.Key | events.Paste) -> bool:
        """Whether an event has to wait: it is not to be handled now."""
        if event is self._due:
            return False
        if self._begun and self._due is None:
            self._due = event
            return False
        self._waiting.append(event)
        return True

    def follow(self, target: DOMNode) -> None:
        """The one that is under way has been given to a widget: see when it is done there and above it."""
        self._acted = False
        self._follower = follower = Handled()
        self._wait_at_most(_PATIENCE, self.reached, follower)
        if not target.post_message(follower):
            self.reached(follower)

    def came_back(self) -> None:
        """No widget took the key that is under way for itself."""
        self._acted = True

    def reached(self, follower: Message) -> None:
        """What followed a key has come back to the app, or is not to be expected any more."""
        if follower is not self._follower:
            return
        self._follower = None
        if self._waiting and self._acted:
            self._wait_at_most(_OPENING, self._done, self._due)
            self._look(self._due)
        else:
            self.release()

    def release(self) -> None:
        """The next one, if there is one."""
        if self._patience is not None:
            self._patience.cancel()
        self._begun = True
        self._due = self._waiting.popleft() if self._waiting else None
        if self._due is None:
            self.released = True
        else:
            self._app.post_message(self._due)

    def _done(self, due: object) -> None:
        if due is self._due:
            self.release()

    def _wait_at_most(self, seconds: float, then: Callable[[Any], None], what: object) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._patience = asyncio.get_running_loop().call_later(seconds, then, what)

    def _look(self, due: object, number: int = 1) -> None:
        """An input that opens or closes, a screen that comes or goes, has its time to do so."""
        if due is not self._due:
            return
        app = self._app
        # What the app itself is to do comes before the next key in any case: that is sent to it as well.
        nodes = app.focused.ancestors_with_self if app.focused is not None else (app.screen,)
        if number < _MOST_LOOKS and any(node.message_queue_size for node in nodes if node is not app):
            app.call_after_refresh(self._look, due, number + 1)
        # No message waits; the screen and the app may still be at their last one.
        elif not app.screen.call_later(app.call_after_refresh, self._done, due):
            app.call_after_refresh(self._done, due)
