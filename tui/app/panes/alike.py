"""Widgets all of whose rows look the same: one is made, and stands for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget

    _Widget = Widget
else:
    _Widget = object  # each class of widgets costs a quarter of a millisecond


class AlikeRows(_Widget):
    """For a widget without borders or spaces above and below, whose rows are all drawn alike.

    Stands before its other bases. Textual makes every row of every container though others cover it: half of
    all rows of a screen.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        return super().render_lines(Region(crop.x, crop.y, crop.width, min(crop.height, 1))) * crop.height


class AlikeHorizontal(AlikeRows, Horizontal):
    """Widgets beside each other."""
