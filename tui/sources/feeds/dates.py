"""The dates of feeds, in the ways that they are really written, to ISO 8601.

feedparser takes the zones it does not know (CEST, BST) for UTC, and a Unix time for a year and a month,
without a sign of doubt; so the words themselves are read here. What is ambiguous (``02/11/2026``) is no date.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

_ZONES = {
    # Hours east of Greenwich. IST is India's here, as in the feeds that write it.
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0.0),
    **dict.fromkeys(("bst", "cet", "mez", "west", "wat"), 1.0),
    **dict.fromkeys(("cest", "mesz", "eet", "sast", "cat"), 2.0),
    **dict.fromkeys(("eest", "msk", "eat", "idt", "trt"), 3.0),
    "gst": 4.0,
    "pkt": 5.0,
    "ist": 5.5,
    "wib": 7.0,
    "hkt": 8.0,
    "sgt": 8.0,
    "awst": 8.0,
    "jst": 9.0,
    "kst": 9.0,
    "acst": 9.5,
    "aest": 10.0,
    "aedt": 11.0,
    "nzst": 12.0,
    "nzdt": 13.0,
    "nst": -3.5,
    "ndt": -2.5,
    "brt": -3.0,
    "art": -3.0,
    "adt": -3.0,
    "ast": -4.0,
    "edt": -4.0,
    "est": -5.0,
    "cdt": -5.0,
    "cst": -6.0,
    "mdt": -6.0,
    "mst": -7.0,
    "pdt": -7.0,
    "pst": -8.0,
    "akdt": -8.0,
    "akst": -9.0,
    "hst": -10.0,
}
_MONTH_NAMES = """
jan january janvier janv januar jänner jän enero ene gennaio gen januari janeiro
feb february février févr fev februar februari febrero febbraio fevereiro fév
mar march mars märz mrz marzo maart mrt março
apr april avril avr abril abr aprile
may mai mayo maggio mag mei maio
jun june juin juni junio giugno giu junho
jul july juillet juil juli julio luglio lug julho
aug august août aout agosto ago augustus
sep sept september septembre septiembre settembre set setembro
oct october octobre okt oktober octubre ottobre ott outubro out
nov november novembre noviembre novembro
dec december décembre déc dez dezember diciembre dic dicembre desember december dezembro
"""
_MONTHS = {
    name: number for number, line in enumerate(_MONTH_NAMES.strip().splitlines(), 1) for name in line.split()
}
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?:\s*(?P<half>[ap])\.?m\.?)?"
_ZONE = r"(?:\s*\(?(?P<name>[A-Za-z]{1,5})?(?P<offset>\s?[+-]\d{1,2}:?(?:\d\d)?)?(?![\w:]))?"
_CLOCK = rf"(?:(?:,|\s|\bat\b|\bà\b|\bum\b|[T–-])*{_TIME}{_ZONE})?"
_FORMS = (
    re.compile(
        rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?!\d){_CLOCK}", re.IGNORECASE
    ),
    re.compile(
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?"
        r"(?P<half>\b)?(?P<name>Z)?(?P<offset>[+-]\d\d:?\d\d)?)?\Z"
    ),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de\s+)?(?P<month>[^\W\d_]{{3,10}})\.?,?[\s-]+(?:de\s+)?"
        rf"(?P<year>\d{{4}}|\d\d(?=\s)){_CLOCK}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<month>[^\W\d_]{{3,10}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_CLOCK}",
        re.IGNORECASE,
    ),
)
# What the C library's ctime and date print: Tue Nov  3 09:00:00 CET 2026
_CTIME = re.compile(
    rf"\b(?P<month>[A-Za-z]{{3}})\s+(?P<day>\d{{1,2}})\s+{_TIME}(?:\s+(?P<name>[A-Za-z]{{1,5}}))?(?P<offset>\s*[+-]\d{{4}})?\s+"
    r"(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_UNIX = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_EARLIEST = 1980
"""Years before the web are what programs write for no date at all."""
_LONGEST = 120


def read_feed_date(words: str) -> str | None:
    """An ISO 8601 date or date-time, with the zone's offset if one is given, or None.

    >>> read_feed_date("Mon, 02 Nov 2026 10:00:00 CEST")
    '2026-11-02T10:00:00+02:00'
    """
    words = " ".join(words.split())
    if not words or len(words) > _LONGEST:
        return None
    if _UNIX.fullmatch(words):
        seconds = float(words) / (1000 if len(words.partition(".")[0]) > 10 else 1)
        return _checked(datetime.fromtimestamp(seconds, UTC))
    for form in (*_FORMS, _CTIME):
        if (found := form.search(words)) is not None and (when := _built(found)) is not None:
            return when
    return None


def _built(found: re.Match[str]) -> str | None:
    month = found["month"]
    number = int(month) if month.isdecimal() else _MONTHS.get(month.casefold().rstrip("."))
    if number is None:
        return None
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year < 70 else 1900
    try:
        day = date(year, number, int(found["day"]))
        if found["hour"] is None:
            return day.isoformat() if year >= _EARLIEST else None
        hour = int(found["hour"])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
        over, hour = divmod(hour, 24) if hour == 24 else (0, hour)  # the midnight at a day's end
        second = min(int(found["second"] or 0), 59)  # a leap second
        when = datetime(year, number, day.day, hour, int(found["minute"]), second)
        return _checked((when + timedelta(days=over)).replace(tzinfo=_zone(found["name"], found["offset"])))
    except (ValueError, OverflowError):
        return None


def _zone(name: str | None, offset: str | None) -> timezone | None:
    """The zone of a name or an offset; None for a name that nobody here knows."""
    if offset is not None:
        digits = offset.strip().replace(":", "")
        sign, digits = (-1 if digits[0] == "-" else 1), digits[1:]
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        return timezone(sign * timedelta(hours=hours, minutes=minutes))
    known = _ZONES.get((name or "").casefold())
    return None if known is None else timezone(timedelta(hours=known))


def _checked(when: datetime) -> str | None:
    return when.isoformat() if when.year >= _EARLIEST else None
