"""Screens that go once, by themselves and no other, however many keys ask them to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[Any]
else:
    _Base = object  # of several bases, Textual takes styles from the first one that is a node


class DismissedOnce(_Base):
    """Mixed into a screen. Textual's ``dismiss`` takes away whichever screen is on top at that moment.

    That is another one where two keys came at once, or work that was waited for ends under a second dialog: a
    screen that has gone is not dismissed again, and one that is covered goes once it is on top.
    """

    _due: tuple[Any] | None = None

    def dismiss(self, result: Any = None) -> AwaitComplete:
        stack = self.app.screen_stack
        if stack and stack[-1] is self and len(stack) > 1:
            return super().dismiss(result)
        if self in stack[1:]:
            self._due = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        if self._due is not None:
            (result,), self._due = self._due, None
            self.dismiss(result)
