"""Widgets all of whose rows look the same: one is made, and stands for all."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class AlikeRows(Widget):
    """A widget without borders or spaces above and below, whose rows are all drawn alike.

    Textual makes every row of every container though others cover it: half of all rows of a screen. Stands
    after the class that a widget has its default CSS from: Textual follows the first base alone.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        return super().render_lines(Region(crop.x, crop.y, crop.width, min(crop.height, 1))) * crop.height


class AlikeHorizontal(Horizontal, AlikeRows):
    """Widgets beside each other."""


class AlikeVertical(Vertical, AlikeRows):
    """Widgets below each other."""
