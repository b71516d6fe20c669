"""Lines that say when an article was published, read to an ISO 8601 date."""

from __future__ import annotations

import re
from datetime import date, datetime

from msgspec import Struct

from tui.domain.text.patterns import late

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ISO = late(
    r"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?: ?Z|[+-]\d\d:?\d\d)?)?)(?!\d)"
)
_WRITTEN = (
    late(rf"\b{_DAY} +{_MONTH}(?:,? +{_YEAR})?\b", re.IGNORECASE),
    late(rf"\b{_MONTH} +{_DAY}\b(?:,? +{_YEAR})?", re.IGNORECASE),
)
_PUBLISHED = late(r"\b(?:first )?(?:published|posted|created)\b", re.IGNORECASE)
_UPDATED = late(r"\b(?:last )?(?:updated|modified|edited)\b", re.IGNORECASE)
_AROUND = late(
    r"\b(?:mon|tues?|wed|wednes|thurs?|fri|sat|satur|sun)(?:day)?\b\.?"
    r"|\b\d{1,2}[:.]\d\d(?::\d\d)?\b|\b[0-2]\d[0-5]\d(?= [A-Z]{3,4}\b)|\b\d{1,2} ?(?=[ap]\.?m)"
    r"|(?:[ap]\.m\.|\b[ap]m\b)"
    r"|\b(?:(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d\d)?)?|BST|UK|CES?T|EE?S?T|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|IST|MSK|HKT|JST|Z)\b"
    r"|\b\d+ (?:minute|hour|day|week)s? ago\b"
    r"|\b(?:on|at|date|time|ago)\b|\b\d+[ -]min(?:ute)?s?(?: read)?\b|[\s|,;:.·•()/–—-]",
    re.IGNORECASE,
)


# "October 24, 20244:02 PM GMT+2Updated 5 hours ago": so it is copied from elements that stand apart.
_GLUED = late(r"(?<=\b(?:19|20)\d\d)(?=\d{1,2}:\d\d)|(?<=[\w)])(?=(?:Updated|Published|Last updated)\b)")


class DateLine(Struct, frozen=True):
    """What a line of dates says. ``published`` is None where it gives no year.

    ``updated``: it tells when the text was last changed.
    """

    published: str | None
    updated: bool = False


def read_date(words: str) -> str | None:
    """An ISO 8601 date from what a page or a front matter states as one, or None."""
    iso = _ISO.search(words)
    if iso is not None:
        return _valid(iso["iso"])
    for pattern in _WRITTEN:
        match = pattern.search(words)
        if match is not None and match["year"]:
            return _built(match)
    return None


def written_dates(text: str) -> set[str]:
    """The ISO dates of a text that are written with the month in words."""
    found = (_built(match) for pattern in _WRITTEN for match in pattern.finditer(text))
    return {iso for iso in found if iso is not None}


def mail_date(words: str) -> str | None:
    """An ISO 8601 date-time from one as mail writes it ("Tue, 03 Nov 2026 09:00:00 +0000"), or None."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def date_line(words: str) -> DateLine | None:
    """What a line says that holds a date and nothing else ("Published: 24 October 2024, 10:15"), or None."""
    if len(words) > 160 or not any(map(str.isdecimal, words)):
        return None
    words = _GLUED.sub(" ", words)
    rest, published, dated = words, None, False
    updated = _UPDATED.search(words)
    if updated is not None and updated.start() > 0 and _PUBLISHED.search(words[: updated.start()]):
        # "Published …, updated …": the first date is the one.
        updated = None
    for pattern in (_ISO, *_WRITTEN):
        for match in list(pattern.finditer(rest)):
            dated = True
            if published is None:
                published = _valid(match["iso"]) if pattern is _ISO else _built(match)
        rest = pattern.sub(" ", rest)
    if not dated:
        return None
    rest = _UPDATED.sub(" ", _PUBLISHED.sub(" ", rest))
    if _AROUND.sub("", rest):
        return None
    return DateLine(published, updated is not None)


def _built(match: re.Match[str]) -> str | None:
    if not match["year"]:
        return None
    month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match["month"].lower()[:3]))
    try:
        return date(int(match["year"]), month, int(match["day"])).isoformat()
    except ValueError:
        return None


def _valid(iso: str) -> str | None:
    try:
        datetime.fromisoformat(iso.replace(" Z", "Z"))
    except ValueError:
        return None
    return iso.replace(" Z", "Z").replace(" ", "T")
