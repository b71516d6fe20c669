"""What is left out of an article is told, and why; what is in it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.printing import pdf_of
from tui.sources.loader import FileLoader

FIRST = "The ferry to Gull Island stopped at noon on Friday after its crew of nine had gone home unpaid."
SAID = "“Nobody will row,” said Ines Falk, who owns the boat. “Not for nothing, and not for thanks.”"
PAGE = f"""<html><head><title>Ferry stops</title></head><body><nav><a>Home</a> <a>Our island</a></nav>
<header>Gull Courier</header><article><h1>Ferry stops</h1><p>By Ines Quist</p><p>6 November 2026</p>
<p>{FIRST}</p><p>Share this article</p><p>{SAID}</p><p style="display: none">Seen by nobody</p></article>
<aside><a>A cow was found on the beach</a></aside><footer>Gull Courier, Quay 1</footer>
<script>var a = "no words";</script></body></html>"""
TOLD = {
    "Home Our island": "the page's menu",
    "Gull Courier": "the page's head",
    "By Ines Quist": "the byline",
    "6 November 2026": "the date",
    "Share this article": "a button, a label or an invitation",
    "Seen by nobody": "hidden on the page",
    "A cow was found on the beach": "beside the article",
    "Gull Courier, Quay 1": "the page's foot",
}


def _told(folder: Path, content: str | bytes, name: str) -> dict[str, str]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    articles, left = FileLoader().explain(str(path))
    assert articles == FileLoader().load_all(str(path))
    return {one.words: one.why for one in left}


@pytest.mark.parametrize("heavy", [False, True], ids=["here", "in a process of its own"])
def test_a_page(tmp_path: Path, heavy: bool) -> None:
    page = PAGE.replace("<script>", "<div>" * 200 + "<script>") if heavy else PAGE
    assert _told(tmp_path, page, "a.html") == TOLD


def test_a_letter_and_its_page(tmp_path: Path) -> None:
    letter = f"Subject: Ferry stops\nMIME-Version: 1.0\nContent-Type: text/html\n\n{PAGE}"
    assert set(_told(tmp_path, letter, "a.eml")) <= set(TOLD)


def test_texts(tmp_path: Path) -> None:
    head = "Feed: Gull\nTitle: Ferry\nLink: http://g.example/a\n\n"
    text = f"{head}{FIRST[:-7]}[1] unpaid.\n\nLinks: \n[1]: http://g.example/b (link)\n"
    assert _told(tmp_path, text, "a.txt") == {
        "Feed: Gull": "a line of the head",
        "Title: Ferry": "a line of the head",
        "Link: http://g.example/a": "a line of the head",
        "Links:": "around the article",
        "[1]: http://g.example/b (link)": "an address",
    }
    assert _told(tmp_path, f"{FIRST}\n", "a.txt") == {}


def test_a_pdf(tmp_path: Path) -> None:
    lines = [
        (50.0, 800.0, 8.0, "Gull Courier"),
        (50.0, 700.0, 10.0, FIRST[:40] + "-"),
        (50.0, 688.0, 10.0, "row"),
    ]
    lines += [(50.0, 660.0, 10.0, "Nobody will row for nothing at all.")]
    assert _told(tmp_path, pdf_of([lines, lines[:1]]), "a.pdf") == {"Gull Courier": "around the article"}
