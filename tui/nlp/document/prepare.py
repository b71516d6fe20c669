"""Text made ready for the pipeline, one code point for one: offsets into it are offsets into the article."""

from __future__ import annotations

import re

_BLANKS = "\t\v\f\xa0\u1680\u180e\u200b\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
# What Windows-1252 keeps where Latin-1 has control characters: quotation marks of a page decoded wrongly.
_MISREAD = {0x82: "‚", 0x84: "„", 0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x96: "–", 0x97: "—"}
# Quotation marks that no tokenizer knows, as those that all know.
_MARKS = {
    **dict.fromkeys("‟❝〝「《", "“"),
    **dict.fromkeys("❞〞〟」》", "”"),
    **dict.fromkeys("″‶ʺ˝ˮ＂", '"'),
    **dict.fromkeys("‹❛『", "‘"),
    **dict.fromkeys("›❜』", "’"),
    **dict.fromkeys("′‵＇", "'"),
    "´": "’",
}
_TABLE: dict[int, str] = {
    **str.maketrans(_MARKS),
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x00AD, *range(0x200C, 0x2010)), " "),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **_MISREAD,
    0x0A: "\n",
    0x2010: "-",
    0x2011: "-",
    0x2015: "—",
    0x2028: "\n",
    0x2029: "\n",
}
_OLD_MAC_LINE_END = re.compile(r"\r(?!\n)")
# Quotation marks of two characters each, as typewriters and TeX have them: ‘‘so’’, ,,so‘‘, <<so>>.
_OPENING = re.compile(r"(?<![^\s(])(?:‘‘|’’|,,|<<)(?=\s?\w)")
_CLOSING = re.compile(r"(?<=\S)(?:‘‘|’’|>>)(?!\w)")
_LONE_TICK = re.compile(r"(?<!`)`(?!`)")
# Marks that open as they close, or point inwards: ”so”, ´so´, ›so‹.
_SAME_OPENING = re.compile(r"(?<![^\s(\[])[”´›](?=\w)")
_INWARDS_CLOSING = re.compile(r"(?<=\S)‹(?!\w)")
# No English word is that long, and the tokenizer takes quadratic time over such a run.
_LONGEST_RUN = 300
_RUN = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")


def prepared(text: str) -> str:
    """``text`` with blanks, line ends and quotation marks that tokenizers know, and nothing that upsets one.

    The result has as many code points as ``text``. Unbroken runs of more than 300 code points become blanks.
    """
    if "“" not in text:
        text = _SAME_OPENING.sub(_opening, text)
    if "‹" in text:
        text = _INWARDS_CLOSING.sub("›", text)
    text = _OLD_MAC_LINE_END.sub("\n", text).translate(_TABLE)
    text = _CLOSING.sub("''", _OPENING.sub("``", text))
    text = _LONE_TICK.sub("‘", text)
    return _RUN.sub(lambda run: " " * len(run[0]), text)


def _opening(found: re.Match[str]) -> str:
    return "“" if found[0] == "”" else "‘"
