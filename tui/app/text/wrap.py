"""Where the lines of a paragraph begin when it is wrapped to a width in cells.

A line is broken before a word (spaces at the end of a line hang beyond it, they are never drawn there),
between wide characters, or inside a word that is longer than a line. Line ends inside a paragraph are kept.
"""

from __future__ import annotations

import re

from tui.app.text.cells import NEVER_FIRST, NEVER_LAST, NOT_PLAIN, SPACES, clusters
from tui.domain.text.safe import printable

_LINE_END = re.compile(r"\r\n|\n|\r")
_SURE = 48  # code points before the end of a window that are not trusted


def wrap(text: str, start: int, end: int, width: int) -> list[int]:
    """The offsets at which the lines of ``text[start:end]`` begin; the first is always ``start``.

    ``width`` is in cells and taken as at least 2, so that every character fits. Offsets are code points of
    ``text``.
    """
    width = max(width, 2)
    starts = [start]
    if NOT_PLAIN.search(text, start, end) is None:
        _wrap_plain(text, start, end, width, starts)
        return starts
    for ending in _LINE_END.finditer(text, start, end):
        _wrap_part(text, starts[-1], ending.start(), width, starts)
        starts.append(ending.end())
    _wrap_part(text, starts[-1], end, width, starts)
    if len(starts) > 1 and starts[-1] == end:
        starts.pop()  # a paragraph that ends in a line end has no empty line after it
    return starts


def _wrap_part(text: str, start: int, end: int, width: int, starts: list[int]) -> None:
    """A stretch without line ends. Lines without anything strange in them take the quick way."""
    position = start
    while True:
        if NOT_PLAIN.search(text, position, min(position + width + 1, end)) is not None:
            following = _next_line(text, position, end, width)
        elif end - position <= width:
            return
        else:
            space = text.rfind(" ", position, position + width + 1)
            following = position + width
            if space >= 0:
                following = space + 1
                while following < end and text[following] in SPACES:
                    following += 1
        if following >= end:
            return
        starts.append(following)
        position = following


def _wrap_plain(text: str, start: int, end: int, width: int, starts: list[int]) -> None:
    """Every character is one cell, every space an ordinary one."""
    position = start
    find = text.rfind
    while end - position > width:
        space = find(" ", position, position + width + 1)
        if space < 0:
            position += width
        else:
            position = space + 1
            while position < end and text[position] == " ":
                position += 1
            if position >= end:
                return
        starts.append(position)


def _next_line(text: str, start: int, end: int, width: int) -> int:
    """Where the line after the one at ``start`` begins; ``end`` if there is none. Cluster by cluster."""
    window = start + 2 * width + _SURE
    while True:
        stop = min(window, end)
        found = _overflow(printable(text[start:stop]), width)
        # Near the end of the window a cluster may have been cut in two.
        if stop == end or (found is not None and found < stop - start - _SURE):
            return end if found is None else start + found
        window = stop + 2 * (stop - start)


def _overflow(safe: str, width: int) -> int | None:
    """How many code points of ``safe`` make a line, None if it is not longer than one."""
    x = chance = 0
    before, before_size, after_space = "", 0, False
    for at, _, size in clusters(safe):
        head = safe[at]
        if head in SPACES:
            after_space = True
            x += size
            continue
        if after_space or (
            size and (size == 2 or before_size == 2) and head not in NEVER_FIRST and before not in NEVER_LAST
        ):
            chance = at
        if x + size > width and at:
            return chance or at
        x += size
        before, before_size, after_space = head, size, False
    return None
