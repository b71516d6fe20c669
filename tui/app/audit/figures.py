"""The audit's figures as lines: bars of who speaks, and when. Plain texts with the keys of their styles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from tui.app.panes.row_list import Piece
from tui.domain.collection.audit import ArticleAudit, Share, Total
from tui.domain.text import phrases
from tui.domain.text.phrases import counted

_EIGHTHS = " ▏▎▍▌▋▊▉"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_LABEL, _SHARE = 13, 6  # cells
_NAMED = (("named", "named", "bar"), ("unnamed", "unnamed", "warning"), ("document", "documents", "muted"))
_TYPES = ("official", "expert", "spokesperson", "other")


def percent(part: float, whole: float) -> str:
    """``23 %``; a dash where there is no whole."""
    return phrases.percent(part / whole) if whole else "–"


def bar(share: float, cells: int) -> str:
    """A bar of a share (0 to 1) of so many cells, to the eighth of one; what is not nothing shows."""
    eighths = round(max(min(share, 1.0), 0.0) * cells * 8)
    if share > 0 and not eighths:
        eighths = 1
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(cells)


def heading(total: Total) -> str:
    """All of it in a line."""
    kinds = ", ".join(
        f"{number:,} {name}"
        for name, number in (("direct", total.direct), ("mixed", total.mixed), ("indirect", total.indirect))
        if number
    )
    parts = [
        counted(total.words, "word"),
        f"{percent(total.quoted_words, total.words)} quoted",
        counted(total.quotes, "quote") + (f": {kinds}" if kinds else ""),
    ]
    if total.unattributed:
        parts.append(f"{total.unattributed:,} without a speaker")
    return " · ".join(parts)


def bars(total: Total, width: int) -> list[list[Piece]]:
    """Named, unnamed and documents at the left, the types at the right: sources, and shares of words."""
    half = (width - 2) // 2
    digits = max(len(f"{share.sources:,}") for share in (*total.shares.values(), *total.types.values())) + 1
    whole = total.quoted_words
    left = [_bar(words, total.shares[key], whole, half, digits, style) for key, words, style in _NAMED]
    right = [_bar(name, total.types[name], whole, half, digits, "bar") for name in _TYPES]
    left.append([(_kinds(total, half), "muted")])
    return [[*one, ("  ", ""), *other] for one, other in zip(left, right, strict=True)]


def _bar(name: str, share: Share, whole: int, width: int, digits: int, style: str) -> list[Piece]:
    cells = max(width - _LABEL - digits - _SHARE - 1, 1)
    part = share.quoted_words / whole if whole else 0.0
    return [
        (f"{name:<{_LABEL}}", "name"),
        (f"{share.sources:>{digits},} ", "muted"),
        (bar(part, cells), style),
        (f"{percent(share.quoted_words, whole):>{_SHARE}}", ""),
    ]


def _kinds(total: Total, width: int) -> str:
    """How much stands in quotation marks: one bar of three kinds, told apart by their shade."""
    cells = max(width - _LABEL - 1 - _SHARE, 3)
    if not total.quotes:
        return " " * width
    direct = round(cells * total.direct / total.quotes)
    mixed = round(cells * total.mixed / total.quotes)
    shades = "█" * direct + "▒" * min(mixed, cells - direct)
    return f"{'direct quotes':<{_LABEL + 1}}{shades:░<{cells}}{percent(total.direct, total.quotes):>{_SHARE}}"


def spread(starts: Sequence[int], length: int, cells: int) -> str:
    """Where in a text of ``length`` code points a source speaks: a bar for each of ``cells`` equal parts."""
    counts = Counter(min(start * cells // max(length, 1), cells - 1) for start in starts)
    most = max(counts.values(), default=0)
    return "".join(
        _HEIGHTS[-(-counts[cell] * 8 // most) - 1] if counts[cell] else " " for cell in range(cells)
    )


def timeline(audits: Iterable[ArticleAudit], width: int) -> tuple[str, str]:
    """How many sources speak when, by the day of publication: a row of bars and one that names its ends.

    Empty where fewer than two days are known. A bar stands for as many days as there is room for.
    """
    days: Counter[date] = Counter()
    for one in audits:
        try:
            days[date.fromisoformat((one.published or "")[:10])] += len(one.sources)
        except ValueError:
            continue
    if len(days) < 2 or width < 10:
        return "", ""
    first, last = min(days), max(days)
    span = (last - first).days + 1
    cells = min(width, span)
    borders = [first + timedelta(days=-(-span * cell // cells)) for cell in range(cells + 1)]
    counts = [sum(number for day, number in days.items() if a <= day < b) for a, b in pairwise(borders)]
    most = max(counts) or 1
    row = "".join(_HEIGHTS[-(-count * 8 // most) - 1] if count else " " for count in counts)
    ends = (
        f"{_day(first)}",
        f"{_day(last)} · a bar: {counted(max(round(span / cells), 1), 'day')}, most {most:,}",
    )
    gap = max(width - len(ends[0]) - len(ends[1]), 1)
    return row, f"{ends[0]}{' ' * gap}{ends[1]}"


def _day(when: date) -> str:
    return f"{when.day} {when:%b} {when.year}"
