"""On a terminal of 256 colours: each colour that is drawn becomes the one that looks nearest."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui.app.theme import indexed


class Indexed(LineFilter):
    """Takes the true colours of a line to the 256; the terminal's own stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(text, _fewer(style) if style is not None else None, control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=4096)
def _fewer(style: Style) -> Style:
    return style + Style(color=_near(style.color), bgcolor=_near(style.bgcolor))


def _near(color: RichColor | None) -> RichColor | None:
    if color is None or color.type is not ColorType.TRUECOLOR or color.triplet is None:
        return color
    return RichColor.from_ansi(indexed.nearest(*color.triplet))
