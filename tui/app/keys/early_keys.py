"""Keys that were typed before the first screen stood: they go to it in their order once it does."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import App

_PACE = 0.005  # seconds between a key and the first look, and between two looks
_MOST_LOOKS = 50  # at whether a key has been dealt with, before the next one goes all the same


class EarlyKeys:
    """Holds back the keys of an app until :meth:`release`."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._keys: list[events.Key] = []
        self._due: events.Key | None = None  # the one that is being handled
        self.released = False
        """Whether all of them have been handled: keys go straight to the app."""

    def hold(self, key: events.Key) -> bool:
        """Whether a key is held back: it is not to be handled now."""
        if key is self._due:
            return False
        self._keys.append(key)
        return True

    def release(self) -> None:
        """One after the other, as if typed now: an input that opens or closes has its time to do so."""
        if not self._keys:
            self.released = True
            return
        self._due = self._keys.pop(0)
        self._app.post_message(self._due)
        self._app.set_timer(_PACE, self._look)

    def _look(self, number: int = 1) -> None:
        """The next key waits until what came of the last one has been dealt with."""
        app = self._app
        nodes = app.focused.ancestors_with_self if app.focused is not None else (app.screen, app)
        if number < _MOST_LOOKS and any(node.message_queue_size for node in nodes):
            app.set_timer(_PACE, lambda: self._look(number + 1))
            return
        # No message waits; the screen and the app may still be at their last one.
        if not app.screen.call_later(app.call_after_refresh, self.release):
            app.call_after_refresh(self.release)
