"""Characters that were read in the wrong encoding once, set right: ``â€œ``, and controls for marks."""

from __future__ import annotations

import re

from tui.domain.text.patterns import late

_ROUNDS = 2
"""Some texts were damaged so many times over."""
_UPPER = late("[\x80-\x9f]")
_MARKS = {code: mark for code in range(0x80, 0xA0) if (mark := bytes([code]).decode("cp1252", "ignore"))}
"""What Windows-1252 writes where Unicode has control characters; browsers read these so as well."""
_SURE_MARKS = late("[\x91-\x97]")
_LINE_END = 0x85
_REFERENCE = late(r"&#(?:0*(1[2-5][0-9])|[xX]0*([89][0-9a-fA-F]));")

_BYTES = {mark: code for code, mark in _MARKS.items()} | {chr(code): code for code in range(0x80, 0xC0)}
"""The second and later bytes of a character in UTF-8, by how Windows-1252 or Latin-1 shows them."""
_TAIL = "[" + re.escape("".join(_BYTES)) + "]"
_SIGNS = late(f"â€{_TAIL}?")
"""The marks and dashes of U+2000 to U+203F. Windows-1252 lacks the last byte of ”, often lost."""
_LETTERS = late(f"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}")
_FEW = 2
"""So many letters of this kind, without any such mark, are no accident."""
_ACCENTED = late(f"[\u00c2\u00c3]{_TAIL}")


_WRITTEN = late(
    r"&(?P<name>[lr][sd]quo|quot|apos|[nm]dash|hellip|nbsp|amp);|&#0*(?P<number>39|34|160|8[12]\d\d);"
    r"|&#[xX]0*(?P<hex>27|22|20[0-3][0-9a-fA-F]);|\\u(?P<escape>20[0-3][0-9a-f])"
)
"""Marks, dashes and blanks as HTML and JSON write them."""


_WRITTEN_CODE = late(r"(?:\^\[|\\033|\\e|\\x1[bB])\[[0-9;]*[mK]")
_WRITTEN_RESET = late(r"(?:\^\[|\\033|\\e|\\x1[bB])\[0?m")
"""What colours a text on a terminal, and ends it, written out: ``^[[31m``, ``\\033[0m``."""


def with_written_marks(text: str) -> str:
    """A plain text with the marks that references of HTML and escapes of JSON stand for: ``&ldquo;``.

    Codes of colours that stand in it as letters are left out, where one of them ends a colour.
    """
    if ("^[[" in text or "\\" in text) and _WRITTEN_RESET.search(text):
        text = _WRITTEN_CODE.sub("", text)
    return _WRITTEN.sub(_written, text) if "&" in text or "\\u20" in text else text


def _written(found: re.Match[str]) -> str:
    if found["name"]:
        from html import unescape  # a table of two thousand names

        return unescape(found[0])
    return chr(int(found["number"])) if found["number"] else chr(int(found["hex"] or found["escape"], 16))


def mended(text: str) -> str:
    """``text`` with its marks and letters as they were written; without such damage as it is."""
    if text.isascii():
        return text
    for _ in range(_ROUNDS):
        damaged = "â€" in text or "â\x80" in text
        if not damaged and not ("Ã" in text or "Â" in text):
            break
        # Letters first: a mark may be half of one that was damaged twice.
        if damaged or len(_ACCENTED.findall(text)) >= _FEW:
            text = _LETTERS.sub(_read_again, text)
        text = _SIGNS.sub(_sign, text)
    return with_windows_marks(text)


def with_windows_marks(text: str) -> str:
    """``text`` with marks for the control characters U+0080 to U+009F, as Windows-1252 means them.

    U+0085 ends a line unless there are quotation marks or dashes of this kind.
    """
    if _UPPER.search(text) is None:
        return text
    marks = _MARKS if _SURE_MARKS.search(text) else {c: m for c, m in _MARKS.items() if c != _LINE_END}
    return text.translate(marks)


def with_plain_references(page: str) -> str:
    """A page's source with marks for references to control characters, such as ``&#147;``."""
    return _REFERENCE.sub(_referred, page) if "&#" in page else page


def _referred(found: re.Match[str]) -> str:
    code = int(found[1]) if found[1] else int(found[2], 16)
    return _MARKS.get(code, found[0])


def _sign(found: re.Match[str]) -> str:
    return "”" if len(found[0]) == 2 else _read_again(found)


def _read_again(found: re.Match[str]) -> str:
    characters = found[0]
    data = bytes([ord(characters[0]), *(_BYTES[character] for character in characters[1:])])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return characters
