"""Who wrote a page: its head, its lines, its links, and what an extractor makes of them."""

from __future__ import annotations

import pytest
from lxml import html

from tui.sources.cleaning.byline_tails import without_tail
from tui.sources.formats.authors import found_author, linked_author, shown_authors, stated_author
from tui.sources.formats.metadata import metadata_of


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Mira Sand December", "Mira Sand"),
        ("Mira Sand Sept", "Mira Sand"),
        ("Mira Sand Published", "Mira Sand"),
        ("Mira Sand Follow", "Mira Sand"),
        ("Mira Sand •", "Mira Sand"),
        ("Mira Sand · Tarnow News", "Mira Sand"),
        ("Mira Sand Senior Politics Editor", "Mira Sand"),
        ("Mira Sand More stories by Mira Sand", "Mira Sand"),
        ("Mira Sand Edited by Max Bell", "Mira Sand"),
        ("Mira Sand Mira Sand", "Mira Sand"),
        ("Mira Sand 1", "Mira Sand"),
        ("作者：余聪", "余聪"),
        ("余聪2017-03-01 14:27:02", "余聪"),
        ("September", ""),
        ("May Lee", "May Lee"),
        ("Mira May", "Mira May"),
        ("Jane Reporter", "Jane Reporter"),
        ("Max Am Ende", "Max Am Ende"),
    ],
)
def test_what_is_glued_to_a_name(line: str, names: str) -> None:
    assert without_tail(line) == names


@pytest.mark.parametrize(
    ("author", "page", "names"),
    [
        ("Mira L Sand December", "<p>By <a href=/m>Mira L. Sand</a>, December 3", "Mira L. Sand"),
        ("Mira Sand Tarnow Post", "<div>By <span>Mira Sand</span><i>Tarnow Post</i></div>", "Mira Sand"),
        ("Mira Sand Making good harbours", "<p>Mira Sand</p><p>Making good harbours</p>", "Mira Sand"),
        ("Mira Sand May ; Tools", "<a href=/m>Mira Sand</a>", "Mira Sand"),
        ("Mira Sand; Max Bell July", "<b>Mira Sand</b> and <b>Max Bell</b>", "Mira Sand and Max Bell"),
        ("Seasand", "<a href=/user/1>seasand</a>", "seasand"),
        ("Reuters", "", "Reuters"),
        ("December", "<b>December</b>", None),
        ("Lesedauer", "<span>Lesedauer</span>", None),
        ("See full bio", "<span>See full bio</span>", None),
        (None, "", None),
    ],
)
def test_an_extractors_author_as_the_page_writes_it(author: str | None, page: str, names: str | None) -> None:
    assert found_author(author, html.fromstring(f"<body>{page}</body>")) == names


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("<div><a rel=author>Mira Sand</a> and <a rel=author>Max Bell</a></div>", "Mira Sand and Max Bell"),
        (
            "<address><a rel=author>Mira Sand</a><a rel=author>Max Bell</a></address>",
            "Mira Sand and Max Bell",
        ),
        ("<p class=byline><span>Mira Sand</span><span>Max Bell</span></p>", "Mira Sand and Max Bell"),
        ("<p class=byline>By Mira Sand</p><p class=byline>By <a rel=author>Mira Sand</a></p>", "Mira Sand"),
        ("<p class=byline>Mira Sand Staff Writer</p>", "Mira Sand"),
        ("<p><a rel=author>Mira Sand</a></p><p><a rel=author>Max Bell</a></p>", None),
    ],
)
def test_names_in_the_line_that_is_shown(page: str, names: str | None) -> None:
    assert shown_authors(html.fromstring(f"<body>{page}</body>")) == names


def test_the_one_author_whose_page_is_linked() -> None:
    one = "<a href='/authors/mira-sand'>Mira Sand</a>"
    other = "<a href='https://arlen.example/author/max-bell/'>Max Bell</a>"
    assert linked_author(html.fromstring(f"<p>{one}</p>")) == "Mira Sand"
    assert linked_author(html.fromstring(f"<div><p>{one}</p><p>{other}</p></div>")) is None
    assert linked_author(html.fromstring("<p><a href='/authors/'>All Authors</a></p>")) is None


def test_of_two_stated_authors_the_one_that_is_meant() -> None:
    page = html.fromstring("<body><p>By Mira Sand</p><p>© Arlen Nast</p></body>")
    assert stated_author(["Arlen Nast", "Mira Sand"], page) == "Mira Sand"
    assert stated_author(["Mira Sand", "Arlen Nast"], page) == "Mira Sand"
    assert stated_author(["Max Bell", "Ada Holt"], page) == "Max Bell"
    assert stated_author(["Mira Sand", "Mira Sand, Max Bell and Ada Holt"], page) == (
        "Mira Sand, Max Bell and Ada Holt"
    )
    assert stated_author([], page) is None


@pytest.mark.parametrize(
    ("site", "byline"), [("Arlen Gulls", "Mira Sand"), ("Tarnow Port", "Arlen Gulls Staff")]
)
def test_a_papers_staff_gives_way_to_the_name_that_is_shown(site: str, byline: str) -> None:
    head = f"<meta name=author content='Arlen Gulls Staff'><meta property=og:site_name content='{site}'>"
    page = f"<html><head>{head}</head><body><p class=byline>By Mira Sand</p></body></html>"
    assert metadata_of(html.fromstring(page)).byline == byline
