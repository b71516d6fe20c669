"""Text from outside made safe to show: the one gate before a terminal, whatever way the text came in.

Articles pass it when they are read, what a reader writes when an annotation is made of it, settings when they
are read, pastes when they arrive, messages when they are said; and the app asks :data:`ACTING` once more of
every line it draws. The replacement is one code point for one, so offsets into the safe text are offsets into
the text.
"""

from __future__ import annotations

import re
from functools import cache

from tui.domain.text.patterns import late

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
# Bidirectional overrides and isolates can make a line read other than it is (CVE-2021-42574).
_HIDDEN = [0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)]

_NOT_ASCII = "\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
# A search is 30 times faster than a translation.
UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f{_NOT_ASCII}]")
"""Finds a character that :func:`printable` would replace."""
ACTING = re.compile(f"[\x00-\x1f{_NOT_ASCII}]")
"""Finds a character that :func:`one_line` would replace: nothing that a line on a screen may hold."""
# SGR and erase-in-line of ECMA-48, the choice of letters that goes with them, and the links of OSC 8: what
# programs put into text that they print.
_ESCAPE_CODE = late("(?:\x1b\\[|\x9b)[0-9;:]*[mK]|\x1b[()][0B]|\x1b\\]8;[^\x07\x1b\n]*(?:\x07|\x1b\\\\)")


@cache
def _table() -> dict[int, int]:
    return {**_PICTURES, **dict.fromkeys(_HIDDEN, 0xFFFD), 0x2028: 0x20, 0x2029: 0x20, 0xFEFF: 0xFFFD}


@cache
def _line_table() -> dict[int, int]:
    return {**_table(), 0x09: 0x20, 0x0A: 0x20}


def printable(text: str) -> str:
    """``text`` with every control character but tab and newline replaced, one code point for one.

    C0 controls become their pictures (``␛``); C1 controls, DEL, bidirectional controls and lone surrogates
    become ``\N{REPLACEMENT CHARACTER}``; Unicode's line and paragraph separators become a space.
    """
    return text.translate(_table()) if UNSAFE.search(text) else text


def one_line(text: str) -> str:
    """Like :func:`printable`, with tabs and newlines as spaces too: for titles, names and file names."""
    return text.translate(_line_table()) if ACTING.search(text) else text


def without_escape_codes(text: str) -> str:
    """``text`` without what colours it on a terminal, makes links or clears to the end of a line.

    Each such code goes as a whole; any other escape character stays for :func:`printable`.
    """
    return _ESCAPE_CODE.sub("", text) if "\x1b" in text or "\x9b" in text else text


def plain_text(text: str) -> str:
    """What somebody wrote, pasted or sent, safe: lines end as ``\\n``, whatever their ends were."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))


def safe_json(text: str) -> str:
    """JSON that says the same, with every character escaped that JSON allows and a terminal may act on."""
    return re.sub(f"[{_NOT_ASCII}]", lambda found: f"\\u{ord(found[0]):04x}", text)
