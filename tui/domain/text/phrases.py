"""Small pieces of sentences: a number of things, names in a row, words cut to a length."""

from __future__ import annotations

from collections.abc import Iterable

from tui.domain.text.safe import one_line

_MARKS = ("“", '"', "‘", "«", "„", "‹", "「", "『")


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 note``, ``2,000 notes``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """``23 %`` for 0.23."""
    return f"{round(100 * share)} %"


def listed(names: Iterable[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``; nothing for no names."""
    *others, last = list(names) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def shortened(text: str, length: int) -> str:
    """At most ``length`` code points of the text on one line, cut at a word where that is near."""
    text = " ".join(one_line(text[: length * 2 + 40]).split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > length * 0.6 else cut).rstrip() + "…"


def in_marks(text: str) -> str:
    """The words in quotation marks, unless they begin with some already."""
    return text if text.startswith(_MARKS) else f"“{text}”"
