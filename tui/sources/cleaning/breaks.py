"""What a line break inside an element parts: the turns of an interview, a list, verse; else it is a blank."""

from __future__ import annotations

from tui.sources.cleaning.lines import begins_turn, is_listed, join_lines, paragraph_lines

BREAK = "\u2028"
"""Stands for a line break in words that are being gathered."""
_NARROW = 60
"""Lines no longer than this, in code points, were broken on purpose, unless they read like wrapped ones."""
_VERSE = 3
"""So many narrow lines are taken for verse, an address, or a byline with its date."""


def parted(words: str) -> list[str]:
    """The paragraphs that an element's words make up, each on one line. Blanks are counted once."""
    lines = [line for piece in words.split(BREAK) if (line := " ".join(piece.split()))]
    if len(lines) < 2:
        return lines
    if len(lines) >= _VERSE and all(len(line) <= _NARROW for line in lines):
        text = "\n".join(lines)
        return [join_lines(text, found) for found in paragraph_lines(text)]
    paragraphs = [lines[0]]
    for line in lines[1:]:
        if begins_turn(line) or is_listed(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] += " " + line
    return paragraphs


def joined(words: str) -> str:
    """The same words as one paragraph."""
    return " ".join(words.replace(BREAK, " ").split())
