"""What pages glue to the name in a byline: a month that lost its day, an office, "Follow", the name again."""

from __future__ import annotations

import re

from tui.sources.cleaning.byline import without_office
from tui.sources.cleaning.dates import MONTHS, WEEKDAYS

_DATES = frozenset((*MONTHS, *WEEKDAYS, *(month[:3] for month in MONTHS), "sept", "at", "on"))
_BUTTONS = frozenset(("follow", "following", "published", "posted", "updated", "subscribe", "ceo", "founder"))
_LEAST = 2
"""So many words of a name stay, whatever stands behind them."""
_EDGES = " ,;:.|/•·–—-"
_MORE = re.compile(
    r"\s+(?:more (?:stories|articles|posts|by|from)|see (?:full )?bio|view (?:all|profile)"
    r"|(?:edited|illustrated|photographs?|pictures|translated) by)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_DATED = re.compile(r"\s*\d{4}[-./年]\d{1,2}.*\Z", re.DOTALL)
_BEFORE = re.compile(r"(?:作者|文字?|撰文|記者|记者|取材・文|著者)\s*[:：|｜/／●]\s*")
_PLACED = re.compile(r"\s+[|·•]\s+.*\Z", re.DOTALL)


def without_tail(names: str) -> str:
    """The names without what is none behind them; nothing where only that was there."""
    names = _DATED.sub("", _MORE.sub("", _BEFORE.sub("", names.strip(), count=1)))
    if len(_PLACED.sub("", names).split()) >= _LEAST:
        names = _PLACED.sub("", names)
    words = names.strip(_EDGES.replace(".", "")).split()
    while words and (shorter := _shorter(words)) is not None:
        words = shorter
    half = len(words) // 2
    if half and words[:half] == words[half:]:
        words = words[:half]
    return " ".join(words)


def _shorter(words: list[str]) -> list[str] | None:
    last = words[-1].strip(_EDGES).casefold()
    if not last or last.isdigit() or last in _BUTTONS:
        return words[:-1]
    if last in _DATES and (len(words) > _LEAST or len(words) == 1):
        return words[:-1]
    shorter = without_office(" ".join(words)).split()
    return shorter if len(shorter) < len(words) else None
