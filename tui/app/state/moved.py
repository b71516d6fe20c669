"""Where a place of one text is in another text of the same article."""

from __future__ import annotations

from tui.domain.anchoring.anchors import Reanchorer, make_anchor
from tui.domain.article import Span

_PASSAGE = 80
"""Code points after a place by which it is known."""


def moved(before: str, after: str, offset: int) -> int:
    """The place in ``after`` of what stood at ``offset`` of ``before``; else as far through the text."""
    anchor = make_anchor(before, Span(offset, offset + _PASSAGE))
    placed = Reanchorer(after).place(anchor)
    if placed is not None:
        return placed.span.start
    return offset * len(after) // max(len(before), 1)
