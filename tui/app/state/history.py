"""Where the reader came from: places that were left, to go back to and forward again."""

from __future__ import annotations

_MOST = 500
"""Places that are remembered."""


class History:
    """Places in a text, in code points, before and after the present one."""

    def __init__(self) -> None:
        self._back: list[int] = []
        self._forward: list[int] = []

    def leave(self, here: int) -> None:
        """Remember a place that is left for a new one; nothing lies ahead any more."""
        if not self._back or self._back[-1] != here:
            self._back.append(here)
            del self._back[:-_MOST]
        self._forward.clear()

    def can_step(self, direction: int) -> bool:
        """Whether there is a place one step back (-1) or forward (1)."""
        return bool(self._back if direction < 0 else self._forward)

    def step(self, direction: int, here: int) -> int | None:
        """The place one step back (-1) or forward (1) from ``here``; None: there is none."""
        taken, given = (self._back, self._forward) if direction < 0 else (self._forward, self._back)
        if not taken:
            return None
        given.append(here)
        return taken.pop()
