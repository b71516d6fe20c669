"""Where the lines of a paragraph begin when it is wrapped to a width in cells.

A line is broken before a word (spaces at the end of a line hang beyond it, they are never drawn there),
between wide characters, or inside a word that is longer than a line. Line ends inside a paragraph are kept.
"""

from __future__ import annotations

import re

from tui.app.cells import (
    NEVER_FIRST,
    NEVER_LAST,
    NOT_PLAIN,
    TOKEN,
    graphemes,
    space_width,
)
from tui.domain.safe import printable

_LINE_END = re.compile(r"\r\n|\n|\r")


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
    if NOT_PLAIN.search(text, start, end) is None:
        _wrap_plain(text, start, end, width, starts)
    else:
        _wrap_any(text, start, end, width, starts)


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


def _wrap_any(text: str, start: int, end: int, width: int, starts: list[int]) -> None:
    safe = printable(text[start:end])
    line = 0  # where the line begins, in code points of ``safe``
    x = 0  # cells used on it so far
    chance, chance_x = 0, 0  # the last place where the line may be broken, and the cells before it
    before, before_wide = "", False  # the head of the cluster before, and whether it takes two cells

    def new_line(at: int, used: int) -> None:
        nonlocal line, x, chance
        starts.append(start + at)
        line = chance = at
        x = used

    for token in TOKEN.finditer(safe):
        first, last = token.span()
        kind = token.lastgroup
        if kind == "space":
            for index in range(first, last):
                x += space_width(safe[index], x)
            chance, chance_x = last, x
            before, before_wide = "", False
        elif kind == "single":
            if before_wide and before not in NEVER_LAST and safe[first] not in NEVER_FIRST:
                chance, chance_x = first, x
            if x + last - first > width and chance > line:
                new_line(chance, x - chance_x)
            position = first
            while x + last - position > width:  # a word longer than a line
                position += max(width - x, 0)
                new_line(position, 0)
            x += last - position
            before, before_wide = safe[last - 1], False
        elif kind == "wide":
            if before not in NEVER_LAST:
                chance, chance_x = first, x
            position = first
            while position < last:
                taken = max(min((width - x) // 2, last - position), 0)
                if taken:
                    x += 2 * taken
                    position += taken
                    if position - 1 > first:
                        chance, chance_x = position - 1, x - 2
                    if position < last:
                        new_line(position, 0)
                elif chance > line:
                    new_line(chance, x - chance_x)
                else:
                    new_line(position, 0)
            before, before_wide = safe[last - 1], True
        else:
            for cluster, _, size in graphemes(token.group()):
                at = first + cluster
                head = safe[at]
                if (
                    size
                    and (size == 2 or before_wide)
                    and head not in NEVER_FIRST
                    and before not in NEVER_LAST
                ):
                    chance, chance_x = at, x
                if x + size > width and chance > line:
                    new_line(chance, x - chance_x)
                if x + size > width and at > line:
                    new_line(at, 0)
                x += size
                before, before_wide = head, size == 2
