"""What stands around what people open: walls, page numbers, a second copy, pages that only lead on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.support import loaded, shown
from tui.sources.cleaning.furniture import is_furniture
from tui.sources.draft import Block
from tui.sources.formats.alignment import without_copies
from tui.sources.leading_on import leads_to

TEXTS = [
    "The ferry to Arlen will not sail before Monday, the port said in a statement on Friday.",
    "“We will not sail in this wind,” said Dana Holt, the captain of the ferry.",
    "Omar Petit, the mayor of Arlen, told reporters that the town had food for a week.",
    "The last boat came in on Wednesday with forty passengers from the islands.",
]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement 2",
        "Share this Story: Ferry stays in port",
        "Supported by",
        "Thanks for reading Arlen Post.",
        "Subscribe to Arlen Post",
        "1 2 3 Next page",
        "Page 1 of 3",
        "Back | Print this page",
        "Printed from: https://arlen.example/ferry",
        "Already have an account? Log in",
        "Already a paid subscriber? Sign in",
        "Subscribe to continue reading this article.",
        "To continue reading, please log in or create a free account.",
        "Subscribe to Arlen Letters to keep reading this post and get 7 days of access to the post archives.",
        "This post is for paid subscribers",
        "This article is only available to subscribers.",
        "You’ve read 3 of 3 free articles this month.",
        "Want to read more? Support independent journalism.",
        "[contains quote post or other embedded content]",
    ],
)
def test_lines_that_are_no_text(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "1918 1945 1989",
        "2026",
        "This section is for members of the public.",
        "This article is for the people of Arlen, and subscribers of hope.",
        "Subscribe to the plan, he said, or leave.",
        "Register offices closed on Monday.",
        "You have read the stories of the storm.",
        "Thanks for reading this far, all of you who did.",
        "Supported by the mayor, the captain stayed in port.",
        "“This post is for paid subscribers,” said Dana Holt.",
        "Want to read? Ask at the library.",
    ],
)
def test_lines_that_are_text(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "body",
    [
        "<div class=phone>{0}</div><div class=desk>{0}</div>",
        "<div>{0}</div><p>Read it once more:</p><div>{0}</div>",
    ],
)
def test_a_page_that_holds_its_article_twice(body: str, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXTS)
    page = f"<html><body><h1>Ferry stays</h1>{body.format(paragraphs)}</body></html>"
    lines = shown(loaded(tmp_path, page, "a.html"))
    assert [line for line in lines if "once more" not in line] == [
        "h1 Ferry stays",
        *(f"p {text}" for text in TEXTS),
    ]


def test_which_copy_is_kept() -> None:
    plain = [Block(text) for text in TEXTS]
    fuller = [*plain[:3], Block("Behind it."), *plain[:2], Block("Holt adds that it was cold."), plain[2]]
    assert without_copies(fuller) == fuller[3:]
    again = [each for block in plain for each in (block, block)]
    assert without_copies(again) == plain
    song = [plain[0], Block("A verse of its own, with as many words as it takes."), plain[0]] * 3
    assert without_copies(song) == song


@pytest.mark.parametrize(
    ("page", "to"),
    [
        ('<meta http-equiv="refresh" content="0; url=/ferry">', "https://short.example/ferry"),
        (
            "<META CONTENT='1;URL=https://arlen.example/a?b=1&amp;c' HTTP-EQUIV=Refresh>",
            "https://arlen.example/a?b=1&c",
        ),
        (
            '<noscript><meta http-equiv="refresh" content="0;URL=https://arlen.example/f"></noscript>'
            "<title>https://arlen.example/f</title>",
            "https://arlen.example/f",
        ),
        (r'<script>location.replace("https:\/\/arlen.example\/f")</script>', "https://arlen.example/f"),
        (
            '<script>redirectToUrlAfterTimeout("https://arlen.example/f", 0);</script>Click here',
            "https://arlen.example/f",
        ),
        ('<meta http-equiv="refresh" content="300">', None),
        ('<meta http-equiv="refresh" content="300; url=/ferry">', None),
        ('<meta http-equiv="refresh" content="0; url=https://short.example/a">', None),
        (f'<meta http-equiv="refresh" content="0; url=/ferry"><p>{" ".join(TEXTS)} {TEXTS[0]}</p>', None),
    ],
)
def test_pages_that_only_lead_on(page: str, to: str | None) -> None:
    assert leads_to(page.encode(), "text/html", "https://short.example/a") == to
    assert leads_to(page.encode(), "text/plain", "https://short.example/a") is None


def test_a_page_that_would_take_long_to_look_through() -> None:
    begun = b"<meta content=0;url " * 1_000 + b"<meta http-equiv=refresh " * 800
    assert leads_to(begun[:20_000], None, "https://short.example/a") is None
