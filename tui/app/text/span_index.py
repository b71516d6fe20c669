"""An index over sorted spans: what stands over an offset or in a stretch, and what comes next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from tui.domain.article import Span


class SpanIndex:
    """Answers with the indexes of items. Items are spans, or tuples that begin with one; they may nest.

    Raises ValueError if they are not sorted by their start.
    """

    def __init__(self, items: Iterable[Span] | Iterable[tuple[Span, ...]]) -> None:
        self.spans = [item if isinstance(item, Span) else item[0] for item in items]
        self._starts = [span.start for span in self.spans]
        if any(map(int.__gt__, self._starts, self._starts[1:])):
            raise ValueError("the spans of a layer must be sorted by their start")
        self._ends = [max(span.end, span.start + 1) for span in self.spans]  # a bookmark may be a point
        self._furthest = list(accumulate(self._ends, max))

    def within(self, start: int, end: int) -> Iterator[int]:
        """The items that share a code point with ``[start, end)``, in order."""
        first = bisect_right(self._furthest, start)
        for index in range(first, bisect_left(self._starts, end)):
            if self._ends[index] > start:
                yield index

    def over(self, offset: int) -> list[int]:
        """The items that hold ``offset``, the innermost (latest to begin) first."""
        found = [index for index in self.within(offset, offset + 1) if self.spans[index].end > offset]
        return found[::-1]

    def step(self, offset: int, by: int) -> int | None:
        """The item reached from ``offset`` by going ``by`` starts on (back, if negative); None: no more.

        A count that leads past the end stops at the last one.
        """
        if by > 0:
            first = bisect_right(self._starts, offset)
            return None if first >= len(self._starts) else min(first + by - 1, len(self._starts) - 1)
        last = bisect_left(self._starts, offset) - 1
        return None if last < 0 else max(last + by + 1, 0)
