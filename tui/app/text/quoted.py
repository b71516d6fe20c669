"""How much of each stretch of a text is quoted, and in whose colour."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import accumulate

from tui.app.text.paint import SPEAKER_COLOURS, QuoteItem

_PARTS = 4096  # of a text: many times the cells of a row


class Quoted:
    """Counted once for a text of ``length`` code points, in a thread; then asked at any width."""

    def __init__(self, length: int = 0, quotes: Iterable[QuoteItem] = ()) -> None:
        self.length = length
        scale = max(length, 1)
        parts = min(scale, _PARTS)
        shares = [[0] * parts for _ in range(SPEAKER_COLOURS)]
        for span, number, _ in quotes:
            share_of = shares[number % SPEAKER_COLOURS]
            first, last = (min(at * parts // scale, parts - 1) for at in (span.start, max(span.end - 1, 0)))
            for part in range(first, last + 1):
                low, high = part * scale // parts, (part + 1) * scale // parts
                share_of[part] += max(min(span.end, high) - max(span.start, low), 1)
        self._before: list[array[int]] = [array("l", accumulate(of, initial=0)) for of in shares]

    def stretches(self, count: int) -> list[tuple[float, int]]:
        """How much of each of so many equal stretches is quoted (1: all), and most of it in which colour."""
        parts = len(self._before[0]) - 1
        size = max(max(self.length, 1) / max(count, 1), 1)
        result = []
        for stretch in range(count):
            low = stretch * parts // count
            high = max((stretch + 1) * parts // count, low + 1)
            shares = [of[high] - of[low] for of in self._before]
            result.append((sum(shares) / size, shares.index(max(shares))))
        return result
