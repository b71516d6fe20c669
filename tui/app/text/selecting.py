"""How a selection grows: from the unit where it began to the unit at the caret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from tui.domain.article import Span

Mode = Literal["character", "word", "sentence", "line"]
Unit = Callable[[Mode, int], Span]
"""What a mode takes at an offset: the cluster, word, sentence or line there."""


class Selecting:
    """The unit a selection began with and the ``mode`` it grows in; None while nothing is selected."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._fixed = Span(0, 0)
        self.mode: Mode | None = None

    def begin(self, mode: Mode, offset: int) -> None:
        """Begin at ``offset``, or go on in another mode from where the selection began."""
        at = offset if self.mode is None else self._fixed.start
        self.mode = mode
        self._fixed = self._unit(mode, at)

    def take(self, span: Span) -> None:
        """Begin with a passage that came from elsewhere; it grows by words."""
        self.mode = "word"
        self._fixed = span

    def drop(self) -> None:
        self.mode = None

    def to(self, caret: int) -> Span:
        """The selection when the caret stands on ``caret``."""
        assert self.mode is not None
        if caret in self._fixed:
            return self._fixed
        unit = self._unit(self.mode, caret)
        return Span(min(self._fixed.start, unit.start), max(self._fixed.end, unit.end))

    def swap(self, caret: int) -> int:
        """Make the end at the caret the fixed one; the offset at which the caret belongs now."""
        assert self.mode is not None
        fixed, moving = self._fixed, self._unit(self.mode, caret)
        if moving.start >= fixed.start and moving.end <= fixed.end:  # one unit: from its end to its other end
            return fixed.start if caret > fixed.start else max(fixed.end - 1, fixed.start)
        self._fixed = moving
        return fixed.start if fixed.start <= moving.start else max(fixed.end - 1, fixed.start)
