"""Dates in numbers alone: what else a page says decides, or nothing does and there is none."""

from __future__ import annotations

import pytest

from tui.sources.cleaning.doubtful_dates import without_doubt

PAGES = {
    "nothing else": ("11/03/2026", "en", None),
    "the United States": ("11/03/2026", "en-US", "2026-11-03"),
    "Britain": ("11/03/2026", "en-GB", "2026-03-11"),
    "another language": ("11/03/2026", "it", "2026-03-11"),
    "a weekday": ("Tue, 11/03/2026 - 10:00", "en", "2026-11-03"),
    "the other weekday": ("Wednesday 11/03/2026", "en-US", "2026-03-11"),
    "a time element": ("<time datetime='2026-11-03T10:00Z'>11/03/2026</time>", "en-GB", "2026-11-03"),
    "words": ("3 November 2026, 11/03/2026", "en-GB", "2026-11-03"),
    "another date": ("11/03/2026, then 11/23/2026", "en-GB", "2026-11-03"),
    "the day first elsewhere": ("11/03/2026, then 23/11/2026", "en-US", "2026-03-11"),
    "points": ("11.03.2026", "en-US", "2026-03-11"),
    "no numbers": ("on that day", "en", "2026-03-11"),
    "no doubt": ("11/03/2026 and 2026/03/11", "en-US", "2026-03-11"),
}


@pytest.mark.parametrize(("page", "locale", "date"), PAGES.values(), ids=PAGES)
def test_what_a_page_says_decides(page: str, locale: str, date: str | None) -> None:
    assert without_doubt("2026-03-11", f"<p>{page}</p>", locale) == date


@pytest.mark.parametrize("found", ["2026-03-13", "2026-03-03T10:00:00+00:00"])
def test_what_leaves_no_doubt(found: str) -> None:
    assert without_doubt(found, "13/03/2026 03/03/2026", "en") == found
