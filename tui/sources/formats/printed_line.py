"""A line of a printed page: what its words are, where they stand and what their letters look like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line on a page: its words, and where they stand in points from the lower left corner."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
