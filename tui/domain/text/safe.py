"""Text from outside made safe to show: nothing in an article may act on the terminal.

The replacement is one code point for one, so offsets into the safe text are offsets into the text.
"""

from __future__ import annotations

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
# Bidirectional overrides and isolates can make a line read other than it is (CVE-2021-42574).
_HIDDEN = [0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)]
_TABLE = {**_PICTURES, **dict.fromkeys(_HIDDEN, 0xFFFD), 0x2028: 0x20, 0x2029: 0x20, 0xFEFF: 0xFFFD}
_LINE_TABLE = {**_TABLE, 0x09: 0x20, 0x0A: 0x20}


def printable(text: str) -> str:
    """``text`` with every control character but tab and newline replaced, one code point for one.

    C0 controls become their pictures (``␛``); C1 controls, DEL, bidirectional controls and lone surrogates
    become ``\N{REPLACEMENT CHARACTER}``; Unicode's line and paragraph separators become a space.
    """
    return text.translate(_TABLE)


def one_line(text: str) -> str:
    """Like :func:`printable`, with tabs and newlines as spaces too: for titles, names and file names."""
    return text.translate(_LINE_TABLE)
