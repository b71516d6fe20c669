"""A sorted sequence of spans that is asked what stands over an offset and what comes next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from tui.domain.article import Span


class Spans:
    """A sorted sequence of things with spans: finds those over an offset, and the next and previous ones."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = list(spans)
        self.starts = [span.start for span in self.spans]
        self._furthest = list(accumulate((span.end for span in self.spans), max))

    def over(self, offset: int) -> list[int]:
        """The indexes of those that hold ``offset``, the innermost (latest to begin) first."""
        first = bisect_right(self._furthest, offset)
        last = bisect_right(self.starts, offset)
        return [index for index in range(last - 1, first - 1, -1) if self.spans[index].end > offset]

    def step(self, offset: int, by: int) -> int | None:
        """The index reached from ``offset`` by going ``by`` starts on (back, if negative); None: no more.

        A count that leads past the end stops at the last one.
        """
        if by > 0:
            first = bisect_right(self.starts, offset)
            return None if first >= len(self.starts) else min(first + by - 1, len(self.starts) - 1)
        last = bisect_left(self.starts, offset) - 1
        return None if last < 0 else max(last + by + 1, 0)
