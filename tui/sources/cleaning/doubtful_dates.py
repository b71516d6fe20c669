"""Dates in numbers alone, of which nobody can tell the day from the month: 11/03/2026, say.

Extractors take one of the two without a sign of doubt. What else the page says decides; where nothing does,
no date is better than a wrong one.
"""

from __future__ import annotations

import re
from datetime import date

from tui.sources.cleaning.dates import WEEKDAYS, written_dates

_NUMBERS = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/.-]*\d)"
)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3}\Z", re.IGNORECASE)
_LONGEST_WEEKDAY = 14
"""Code points of what stands before the numbers: a weekday, its dot or comma, and blanks."""
_MOST = 200
"""So many dates of a page are looked at."""


def without_doubt(found: str, page: str, locale: str) -> str | None:
    """The date (ISO 8601) that was ``found`` in a page's source, or with day and month exchanged, or None.

    ``locale`` is what the page says of its language and country ("en-US", "en").
    """
    year, month, day = (int(part) for part in found[:10].split("-"))
    if day > 12 or day == month:
        return found
    other = date(year, day, month).isoformat()
    numbers = [match for _, match in zip(range(_MOST), _NUMBERS.finditer(page), strict=False)]
    doubtful = [match for match in numbers if _is_of(match, year, month, day)]
    if not doubtful or _is_written(found[:10], page):
        return found
    if _is_written(other, page):
        return other
    days = {day_of for match in doubtful if (day_of := _by_weekday(match)) is not None}
    if len(days) == 1:
        return days.pop()
    if any(match["mark"] == "." for match in doubtful):
        return _read(doubtful[0], month_first=False)
    order = _order(numbers, locale)
    return None if order is None else _read(doubtful[0], month_first=order)


def _is_of(match: re.Match[str], year: int, month: int, day: int) -> bool:
    return int(match["year"]) == year and {int(match["first"]), int(match["second"])} == {month, day}


def _is_written(iso: str, page: str) -> bool:
    """Whether the page says a date in a way that leaves no doubt: the year first, or the month in words."""
    year, month, day = iso.split("-")
    plain = re.search(rf"(?<!\d){year}(?P<mark>[-/]?){month}(?P=mark){day}(?!\d)", page)
    return plain is not None or iso in written_dates(page)


def _by_weekday(match: re.Match[str]) -> str | None:
    """The reading that falls on the weekday before the numbers."""
    before = _WEEKDAY.search(match.string, max(match.start() - _LONGEST_WEEKDAY, 0), match.start())
    if before is None:
        return None
    readings = {_read(match, month_first=order) for order in (True, False)}
    named = before[1].lower()
    fitting = [one for one in readings if WEEKDAYS[date.fromisoformat(one).weekday()].startswith(named)]
    return fitting[0] if len(fitting) == 1 else None


def _read(match: re.Match[str], *, month_first: bool) -> str:
    first, second = int(match["first"]), int(match["second"])
    month, day = (first, second) if month_first else (second, first)
    return date(int(match["year"]), month, day).isoformat()


def _order(numbers: list[re.Match[str]], locale: str) -> bool | None:
    """Whether the page writes the month first, by its other dates, else its country; None: nothing says."""
    month_first = any(int(match["second"]) > 12 >= int(match["first"]) for match in numbers)
    day_first = any(int(match["first"]) > 12 >= int(match["second"]) for match in numbers)
    if month_first != day_first:
        return month_first
    language, _, country = locale.lower().replace("_", "-").partition("-")
    if country in ("us", "ph"):
        return True
    return False if country or (language and language != "en") else None
