"""Articles as newsboat, lynx, w3m and html2text print them: what the program added goes, the rest stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sources.support import loaded, shown

FIRST = (
    "The ferry to Gull Island stopped at noon on Friday after its crew of nine had gone home for want of pay."
)

NEWSBOAT = """\
Feed: Gull Courier
Title: Ferry &amp; crew <b>stop</b>
Author: Ines Quist
Date: Fri, 06 Nov 2026 12:30:00 +0100
Link: http://gull.example/ferry
Podcast Download URL: http://gull.example/f.mp3 (type: audio/mpeg)
\x20
The ferry to Gull Island stopped at noon on Friday after\x20
its crew of nine had gone home for want of pay.
[image 2 (The ferry)]
\x20
“Nobody will row,” said Ines Falk, who owns[1] the boat\x20
in row [7].
\x20
Links:\x20
[1]: http://gull.example/boat (link)
[2]: http://gull.example/f.jpg (image)
"""
LYNX = """\
   [1]Home [2]Weather today

                                  Ferry and crew stop

   By Ines Quist

   The ferry to Gull Island stopped at noon on Friday after its crew of
   nine had gone home for want of pay.
   [ferry.jpg]

What they say

   “Nobody will row,” said Ines Falk, who [3]owns the boat and lives on
   the island in a house.

   It has [7] rooms.

References

   Visible links:
   1. http://gull.example/
   2. http://gull.example/w
   3. http://gull.example/boat
"""
W3M = """\
[1]Home [2]News

Ferry and crew stop

The ferry to Gull Island stopped at noon on Friday after its crew of nine had
gone home for want of pay.

━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━

“Nobody will row,” said Ines Falk, who has lived on the island for years, and [3]
owns the boat.


References:

[1] http://gull.example/
[2] http://gull.example/n
[3] http://gull.example/boat
"""
HTML2TEXT = """\
Home Weather today
****** Ferry and crew stop, and what the island that they
served has to say of it ******
By Ines Quist
The ferry to Gull Island stopped at noon on Friday after
its crew of nine had gone home for want of pay.
***** What they say *****
[A ferry]
“Nobody will row,” said Ines Falk, who owns the boat.
    * One list
===========================================================
Nobody else did.
"""


def test_columns_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = """   The ferry of Tarnow lay in the
harbour for two days because the
storm had broken the pier. Its
captain, Dana Holt, said that she
would not sail before Friday. “My
crew have families,” she said to
the county’s radio. “They want to
come home in the evening.”""".splitlines()
    right = """   Nobody in Brannock wants to
wait for so long. The mayor has
asked for buses, and the county
has found two of them in a shed.
   They run from Thursday on and
cost nothing, which the bakers of
the town were glad to hear from
Omar""".splitlines()
    rows = [f"{one:<40}{other}" for one, other in zip(left, right, strict=True)]
    text = "\n".join(["Ferry stops after storm", *rows]) + "\x0cPetit, who drives one of them.\n\x0c"
    article = loaded(tmp_path, text.encode(), "ferry.txt")
    paragraphs = article.text.split("\n\n")
    assert [words.split()[0] for words in paragraphs] == ["Ferry", "The", "Nobody", "They"]
    assert paragraphs[1].endswith("“They want to come home in the evening.”")
    assert paragraphs[3].endswith("hear from Omar Petit, who drives one of them.")
    table = "\n".join(f"{name:<40}{number} boats" for name, number in zip("abcdefgh", range(8), strict=True))
    assert "a 0 boats" in loaded(tmp_path, f"Boats\n\n{table}\n\x0c".encode(), "table.txt").text


def test_newsboat(tmp_path: Path) -> None:
    article = loaded(tmp_path, NEWSBOAT)
    assert (article.title, article.byline) == ("Ferry & crew stop", "Ines Quist")
    assert article.published == "2026-11-06T12:30:00+01:00"
    assert article.address == "http://gull.example/ferry"
    assert shown(article) == [
        "h1 Ferry & crew stop",
        f"p {FIRST}",
        "p “Nobody will row,” said Ines Falk, who owns the boat in row [7].",
    ]


@pytest.mark.parametrize("listed", [True, False])
def test_lynx(tmp_path: Path, listed: bool) -> None:
    bare = re.sub(r"\[[123]\]|   \[ferry.jpg\]\n", "", LYNX[: LYNX.index("References")])
    article = loaded(tmp_path, LYNX if listed else bare)
    assert (article.title, article.byline) == ("Ferry and crew stop", "Ines Quist")
    assert shown(article) == [
        "h1 Ferry and crew stop",
        f"p {FIRST}",
        "h2 What they say",
        "p “Nobody will row,” said Ines Falk, who owns the boat and lives on the island in a house.",
        "p It has [7] rooms.",
    ]


@pytest.mark.parametrize("listed", ["", "References\n\n   1. http://a.example/\n   3. http://a.example/b\n"])
def test_elinks_and_its_numbers_for_pictures(tmp_path: Path, listed: str) -> None:
    text = f"   By [1]Ines Quist\n\n   [2]A boat\n\n   {FIRST} It was [3]cold.\n\n{listed}"
    assert shown(loaded(tmp_path, text))[-2:] == ["h1 A boat", f"p {FIRST} It was cold."]


def test_w3m(tmp_path: Path) -> None:
    article = loaded(tmp_path, W3M)
    assert shown(article) == [
        "h1 Ferry and crew stop",
        f"p {FIRST}",
        "p “Nobody will row,” said Ines Falk, who has lived on the island for years, and owns the boat.",
    ]


def test_html2text(tmp_path: Path) -> None:
    article = loaded(tmp_path, HTML2TEXT)
    title = "Ferry and crew stop, and what the island that they served has to say of it"
    assert (article.title, article.byline) == (title, "Ines Quist")
    assert shown(article) == [
        f"h1 {title}",
        f"p {FIRST}",
        "h2 What they say",
        "p “Nobody will row,” said Ines Falk, who owns the boat.",
        "p * One list",
        "p Nobody else did.",
    ]


def test_letters_struck_over_and_sets_of_letters(tmp_path: Path) -> None:
    article = loaded(tmp_path, "\x1b(B\x1b[mT\bTh\bhe ferry _\bs_\bt_\bo_\bp_\bs.\n")
    assert article.text == "The ferry stops."


@pytest.mark.parametrize(
    "text",
    [
        "Links:\n\n[1] is a mark\n",
        f"{FIRST}\n\nReferences\n\n1. A book of ferries, Port Ellery 1999\n",
        f"Title: a word\n\n{FIRST}\n",
        f"It says [1] and [2].\n\n{FIRST}\n",
    ],
)
def test_what_no_program_wrote_stays(tmp_path: Path, text: str) -> None:
    words = loaded(tmp_path, text).text
    assert words.split() == text.split()
