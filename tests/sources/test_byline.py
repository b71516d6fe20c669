"""Bylines: people's names, whole or glued to the first sentence, and what only looks like one."""

from __future__ import annotations

import pytest

from tui.sources.cleaning.byline import glued_byline, is_role, stated_names, whole_byline
from tui.sources.cleaning.dates import date_line, read_date


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE", "Jane Roe"),
        ("BY J.R. O’NEILL-ROE", "J.R. O’Neill-Roe"),
        ("By: Jane Roe", "Jane Roe"),
        ("By Jane Roe and John Doe", "Jane Roe and John Doe"),
        ("BY JANE ROE AND JOHN DOE", "Jane Roe and John Doe"),
        ("By Jane Roe, John Doe and Ada Novak", "Jane Roe, John Doe and Ada Novak"),
        ("By Jane Roe, Reporter", "Jane Roe"),
        ("By Jane Roe, Carrow Courier", "Jane Roe"),
        ("By Jane Roe, Senior Editor, and John Doe", "Jane Roe and John Doe"),
        ("By Jane Roe in Kazan", "Jane Roe"),
        ("By Jane Roe (Kazan)", "Jane Roe"),
        ("By Jane Roe, New York", "Jane Roe"),
        ("By Jane Roe @janeroe", "Jane Roe"),
        ("Jane Roe reports from Hemsby", "Jane Roe"),
        ("Jane Roe and John Doe, reporting from Hemsby, County Carrow", "Jane Roe and John Doe"),
        ("Written by Ahmed al-Sayed", "Ahmed al-Sayed"),
        ("By Jan van der Berg", "Jan van der Berg"),
        ("By José Álvarez-Núñez", "José Álvarez-Núñez"),
        ("By Michael O’Neill, Political Correspondent", "Michael O’Neill"),
        ("By Ngozi N. Okafor for The Carrow Courier", "Ngozi N. Okafor"),
        ("By May Lee", "May Lee"),
        ("By Reuters", "Reuters"),
        ("Jane Roe | 24 October", "Jane Roe"),
    ],
)
def test_whole_bylines(line: str, names: str) -> None:
    found = whole_byline(line)
    assert found is not None
    assert found.names == names


@pytest.mark.parametrize(
    "line",
    [
        "By Monday",
        "By the time it rained",
        "By Popular Demand",
        "By Land and Sea",
        "By Order of the King",
        "By Tuesday Morning",
        "By Gosh",
        "Jane Roe",
        "Jane Roe | The mayor",
        "By Jane Roe, who has lived here for years",
        "By far the best",
        "Jane Roe reports from Hemsby that the boat is late",
        "Police reports from Hemsby",
        "",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert whole_byline(line) is None


@pytest.mark.parametrize(
    ("paragraph", "names", "rest"),
    [
        ("By Jane Roe In a letter to the town,", "Jane Roe", "In a letter to the town,"),
        ("By John F. Kennedy The nation had to wait.", "John F. Kennedy", "The nation had to wait."),
        (
            "By Jane Roe and John Doe The city slept all day.",
            "Jane Roe and John Doe",
            "The city slept all day.",
        ),
        ("By JANE ROE KAZAN, Russia (AP) — They met.", "Jane Roe", "KAZAN, Russia (AP) — They met."),
        ("By Abdul al-Amin After nine days it is over.", "Abdul al-Amin", "After nine days it is over."),
    ],
)
def test_glued_bylines(paragraph: str, names: str, rest: str) -> None:
    assert glued_byline(paragraph) == (names, rest)


@pytest.mark.parametrize(
    "paragraph",
    [
        "By Monday The Hague had emptied and the river was low.",
        "By Labor Day The Hague will have had enough of it.",
        "By New York Mayor Eric Adams’s own estimate it cost a million.",
        "By Jane Roe Police said on Monday that two people were hurt.",
        "By the time The Beatles arrived the hall was full.",
        "By then President Roe had left the town for good.",
        "By Jane Roe In vain.",
    ],
)
def test_sentences_keep_their_beginning(paragraph: str) -> None:
    assert glued_byline(paragraph) is None


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("Jane Roe", "Jane Roe"),
        ("By Jane Roe", "Jane Roe"),
        ("Jane Roe; John Doe; Ada Novak", "Jane Roe, John Doe and Ada Novak"),
        ("https://example.org/jane", None),
        ("jane@example.org", None),
        ("msand5", None),
        ("mira.sand", None),
        ("", None),
    ],
)
def test_stated_names(stated: str, names: str | None) -> None:
    assert stated_names(stated) == names


def test_offices() -> None:
    assert is_role("Senior Political Correspondent")
    assert not is_role("Senior citizens")


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("24 October 2024", "2024-10-24"),
        ("Oct. 24, 2024", "2024-10-24"),
        ("on the 3rd March 2025 at noon", "2025-03-03"),
        ("31 February 2025", None),
        ("2025-13-01", None),
        ("24 October", None),
        ("2025-02-11T06:30:00+00:00", "2025-02-11T06:30:00+00:00"),
    ],
)
def test_dates(words: str, date: str | None) -> None:
    assert read_date(words) == date


@pytest.mark.parametrize(
    "line", ["In May 2024 it rained", "24 people came", "May", "On 24 October 2024 he left.", ""]
)
def test_lines_that_only_hold_a_date_among_words(line: str) -> None:
    assert date_line(line) is None
