"""Where things stand on the reader's screen, in cells: shared by the screen and the first page."""

from __future__ import annotations

ALONE, WIDE = 60, 100
"""Cells below which the article is alone, and from which the lists stand one below the other."""
LEAST_SIDE, LEAST_ARTICLE = 22, 28
"""Cells that the lists and the article have at least, side by side."""
NARROW_LINE, WIDE_LINE = 72, 80
"""Cells of text in a line: in a pane of usual width, and in one of at least ``WIDE_PANE`` cells."""
WIDE_PANE = 112
MARGIN = 4
"""Cells left of the text: note, highlight or bookmark, quote bar, a space."""
NUMBERS = 5
"""Cells before the margin for the numbers of the paragraphs, where they are asked for."""
BULLET = "•"
_NARROW_PANE = 24  # below, only the bar is left of the margin
_SIDE_SHARE, _SIDE_USUAL = 0.36, (24, 46)
_SIDE_MOST = 92  # cells that the lists take of a very wide screen: what the text leaves


def side(width: int, wanted: int | None = None) -> int:
    """Cells of the lists beside the article on a screen ``width`` cells wide; 0 where the article is alone.

    ``wanted`` is what the reader chose.
    """
    if width < ALONE:
        return 0
    low, high = _SIDE_USUAL
    left = min(width - WIDE_PANE - 1, _SIDE_MOST)
    usual = max(min(max(round(width * _SIDE_SHARE), low), high), left)
    most = max(width - LEAST_ARTICLE, LEAST_SIDE)
    return max(min(wanted or usual, most), LEAST_SIDE)


def margin(pane: int) -> int:
    """Cells of margin in a pane so many cells wide."""
    return MARGIN if pane >= _NARROW_PANE else 1


def numbers(pane: int) -> int:
    """Cells for the numbers of the paragraphs in a pane so many cells wide."""
    return NUMBERS if pane >= 2 * _NARROW_PANE else 0


def text_width(pane: int, measure: int = 0, before: int = 0) -> int:
    """Cells of text in a line of such a pane; ``measure`` is the most the reader wants, 0: as is usual.

    ``before`` cells are taken by something else.
    """
    measure = measure or (WIDE_LINE if pane >= WIDE_PANE else NARROW_LINE)
    return max(min(measure, pane - margin(pane) - 1 - before), 2)


def before_margin(pane: int, text: int, before: int = 0) -> int:
    """Cells left of the margin and what stands before it: the column stands in the middle of its pane."""
    return max((pane - margin(pane) - before - text) // 2, 0)
