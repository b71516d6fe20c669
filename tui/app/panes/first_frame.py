"""A screen's first frame: one, where Textual draws four before all widgets have heard of their sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events

if TYPE_CHECKING:
    from textual.screen import Screen

    _Screen = Screen[Any]
else:
    _Screen = object


class OneFirstFrame(_Screen):
    """For a screen that is first drawn when it is laid out to the end. Stands before its other bases.

    Textual draws it as soon as it has places for its widgets, again for each size that changed from nothing,
    again for what they then make of their sizes, and once more as a whole: half as much again as the first
    time, before anything can be answered.
    """

    _drawn = False
    """Whether it was drawn, or is to be at the next occasion."""

    def awaits_no_key(self) -> bool:
        """Whether nothing that was typed before it stood will change it at once. Else both are one frame."""
        return True

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        if not self._drawn:
            event.refresh_styles = False  # all its widgets were given theirs a moment ago

    def _compositor_refresh(self) -> None:
        if self._drawn:
            super()._compositor_refresh()

    def _on_timer_update(self) -> None:
        super()._on_timer_update()
        if self.is_current and not self._drawn:
            self._drawn = True
            self.refresh()
            if self.awaits_no_key():
                super()._on_timer_update()
