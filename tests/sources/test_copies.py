"""Copies of pages, of archives and of programs: the original's address, and nothing of the banner."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.support import loaded, shown

WORDS = [
    "The ferry to Gull Island stopped at noon on Friday after its crew of nine had gone home unpaid.",
    "“Nobody will row,” said Ines Falk, who owns the boat. “Not for nothing, and not for a word of thanks.”",
    "The council of the island will meet on Monday, and will hear what the crew has to say, its mayor said.",
    "Until then the mail waits in the harbour, where the first boat of the week is due on Tuesday.",
]
ORIGINAL = "https://gull.example/news/ferry?page=2"
ARTICLE = "<article><h1>Ferry stops</h1>" + "".join(f"<p>{words}</p>" for words in WORDS) + "</article>"
LINKS = '<nav><a href="/">Home</a></nav>' + "<script>var a = 1;</script>" * 200
WHOLE = ["h1 Ferry stops", *(f"p {words}" for words in WORDS)]

WAYBACK = f"""<!DOCTYPE html><html><head><title>Ferry stops</title>
<link rel="canonical" href="https://web.archive.org/web/20261106120000/{ORIGINAL}"></head><body>
<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><p>The Wayback Machine - https://web.archive.org/</p>
<p>12 captures, 6 Nov 2026 - 9 Nov 2026. About this capture: collected by a crawl of news.</p></div>
<div id="donato"><p>Please donate to the archive, which keeps the web of all of us for years.</p></div>
<!-- END WAYBACK TOOLBAR INSERT -->{ARTICLE}{LINKS}</body></html>
<!-- FILE ARCHIVED ON 12:00:00 Nov 06, 2026 -->"""
TODAY = f"""<html><head><title>Ferry stops</title>
<link rel="canonical" href="https://archive.ph/2026.11.06-120000/{ORIGINAL}">
<meta property="og:url" content="https://archive.ph/aBcDe"></head><body>
<div id="HEADER"><table><tr><td>archive.today webpage capture</td><td>Saved from <form><input name="q"
value="{ORIGINAL}"></form></td><td>6 Nov 2026 12:00:00 UTC</td></tr></table></div>
<div id="hashtags">share download .zip report bug or abuse</div>
<div id="SOLID"><div id="CONTENT">{ARTICLE}</div></div>{LINKS}</body></html>"""
SINGLE_FILE = f"""<!DOCTYPE html> <html lang="en"><!--
 Page saved with SingleFile
 url: {ORIGINAL}
 saved date: Fri Nov 06 2026 12:00:00 GMT+0100
--><meta charset="utf-8"><title>Ferry stops</title><body>{ARTICLE}{LINKS}"""
AMP = f"""<!doctype html><html ⚡><head>
<title>Ferry stops</title><link rel="canonical" href="{ORIGINAL}"></head>
<body><amp-sidebar><p>A menu that nobody asked for, with words enough for a sentence.</p></amp-sidebar>
<amp-consent><p>We and our 300 partners would like to keep what you read, and would like it for ever.</p>
</amp-consent>{ARTICLE}{LINKS}</body></html>"""
BROWSER = (
    f"<!DOCTYPE html>\n<!-- saved from url=(0038){ORIGINAL} -->\n<html><title>Ferry stops</title>{ARTICLE}"
)
MONOLITH = (
    f"<!-- Saved from {ORIGINAL} at 2026-11-06T12:00:00Z using monolith v2.8.3 -->\n<html>{ARTICLE}</html>"
)
TWICE = SINGLE_FILE.replace(f"url: {ORIGINAL}", "url: https://archive.ph/aBcDe").replace(
    "<title>", f'<link rel="canonical" href="http://archive.today/20261106120000/{ORIGINAL}"><title>'
)


@pytest.mark.parametrize(
    "page",
    [WAYBACK, TODAY, SINGLE_FILE, AMP, BROWSER, MONOLITH, TWICE],
    ids=["wayback", "archive.today", "SingleFile", "AMP", "browser", "monolith", "both"],
)
def test_a_copy(tmp_path: Path, page: str) -> None:
    article = loaded(tmp_path, page, "ferry.html")
    assert shown(article) == WHOLE
    assert (article.title, article.address) == ("Ferry stops", ORIGINAL)
    assert article.source == str(tmp_path / "ferry.html")


@pytest.mark.parametrize(
    ("address", "original"),
    [
        ("https://web.archive.org/web/20261106120000id_/gull.example/a", "http://gull.example/a"),
        ("http://web.archive.org/web/2026/https:/gull.example/a", "https://gull.example/a"),
        ("https://archive.is/o/aBcDe/https%3A%2F%2Fgull.example%2Fa", "https://gull.example/a"),
        ("https://www.google.com/amp/s/gull.example/a", "https://gull.example/a"),
        ("https://gull-example.cdn.ampproject.org/c/s/gull.example/a", "https://gull.example/a"),
        ("https://web.archive.org/web/2026/https://archive.ph/newest/https://gull.example/a", "https://gull.example/a"),
        ("https://archive.org/details/gulls", None),
        ("javascript:alert(1)", None),
        ("https://gull.example/a b", None),
        ("https://gull.example/" + "a" * 3_000, None),
    ],
)  # fmt: skip
def test_addresses_in_addresses(tmp_path: Path, address: str, original: str | None) -> None:
    page = f'<html><head><link rel="canonical" href="{address}"></head><body>{ARTICLE}</body></html>'
    assert loaded(tmp_path, page, "a.html").address == original


def test_a_page_of_its_own_keeps_what_is_called_like_a_banner(tmp_path: Path) -> None:
    page = f'<html><body><div id="HEADER"><p>{WORDS[0]}</p></div><div><p>{WORDS[1]}</p></div></body></html>'
    article = loaded(tmp_path, page, "a.html")
    assert WORDS[0] in article.text
    assert article.address is None
