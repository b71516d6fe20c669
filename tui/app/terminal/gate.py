"""The last gate before the terminal: nothing that is drawn holds a character that acts.

What is shown has passed :mod:`tui.domain.text.safe` long before. Should a way in be missed (a widget of
Textual's that draws a value as it is), the character goes here, from the finished line, whatever drew it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui.domain.text.safe import ACTING


class Gate(LineFilter):
    """Takes characters that act out of the segments of a line. Its width in cells stays.

    ``others`` are the app's other filters, which change styles alone: what they make of one is kept, and no
    line is made anew for each of them.
    """

    def __init__(self, others: Sequence[LineFilter] = ()) -> None:
        super().__init__()
        self.others = tuple(others)
        self._filtered: Callable[[Style, Color], Style | None] = lru_cache(4096)(self._through_others)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        filtered = self._filtered
        return [
            Segment(
                text if text.isprintable() or not ACTING.search(text) else _harmless(text),
                None if style is None else filtered(style, background),
                control,
            )
            for text, style, control in segments
        ]

    def _through_others(self, style: Style, background: Color) -> Style | None:
        segments = [Segment(" ", style)]
        for other in self.others:
            segments = other.apply(segments, background)
        return segments[0].style


def _harmless(text: str) -> str:
    return ACTING.sub(lambda found: "\N{REPLACEMENT CHARACTER}" * cell_len(found[0]), text)
