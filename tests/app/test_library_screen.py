"""The library's screen: a line an article; finding, choosing, changing many at once; the way back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tests.app.fakes import (
    FakeArticles,
    FakeLibrary,
    FakeLoader,
    make_analysis,
    make_app,
    make_article,
    make_kept,
    span,
)
from tests.app.test_app import settle
from tui.app.library.entries import Entry, joined
from tui.app.library.listing import STORY, Group, Listing, Row
from tui.app.library.rows import columns, day
from tui.app.library.screen import LibraryScreen
from tui.app.reader.screen import ReaderScreen
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Annotation, Note, Reading
from tui.domain.article import Article
from tui.domain.kept import Hit, KeptArticle, Where
from tui.domain.text.place import place_and_title, place_of

FERRY = make_article()
QUAY = make_article(
    ("“Quay” is shut", "Nothing moved."), source="https://www.example.org/a/quay", published="2026-03-01"
)
ALDER = make_article(
    ("Alder falls", "It fell."), source="https://example.org/b/alder", published="2025-01-05"
)


def note(article: Article, body: str, *tags: str) -> Note:
    anchor = make_anchor(article.text, article.paragraphs[0].span)
    return Note(article_id=article.id, anchor=anchor, body=body, tags=tags)


def read(article: Article, share: float, day: int = 4) -> Reading:
    return Reading(
        article_id=article.id,
        source=article.source,
        title=article.title,
        published=article.published,
        opened=datetime(2026, 3, day, tzinfo=UTC),
        reached=round(100 * share),
        length=100,
    )


def kept(article: Article, seen: str, *, analysed: bool = True) -> KeptArticle:
    return make_kept(article, make_analysis(article) if analysed else None, seen)


def entries(*annotations: Annotation) -> list[Entry]:
    store = FakeArticles(
        kept(FERRY, "2026-03-02T08:00:00Z"),
        kept(QUAY, "2026-03-03T08:00:00Z", analysed=False),
        kept(ALDER, "2026-03-01T08:00:00Z"),
    )
    return joined(store.listed(), [read(FERRY, 0.5)], annotations)


def titles(rows: list[Row]) -> list[str]:
    return [row.name if isinstance(row, Group) else row.title.split()[0] for row in rows]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("latest", ["Council", "“Quay”", "Alder"]),
        ("date", ["Council", "“Quay”", "Alder"]),
        ("title", ["Alder", "Council", "“Quay”"]),
        ("source", ["Alder", "“Quay”", "Council"]),
        ("quotes", ["Council", "Alder", "“Quay”"]),
        ("read", ["Council", "“Quay”", "Alder"]),
    ],
)
def test_orders(order: str, expected: list[str]) -> None:
    listing = Listing()
    listing.take(entries())
    if order != listing.order:
        listing.sort(order)
    assert titles(listing.rows()) == expected
    listing.sort(order)
    assert listing.reverse
    assert titles(listing.rows())[0] != expected[0] or order in ("quotes", "read")


def test_filters_groups_and_what_is_chosen() -> None:
    listing = Listing()
    listing.take(entries(note(ALDER, "#trees", "trees"), note(FERRY, "who?")))
    listing.words = "EXAMPLE.ORG ald"
    assert titles(listing.rows()) == ["Alder"]
    listing.words = "#tree"
    assert titles(listing.rows()) == ["Alder"]
    listing.show_all()
    listing.only_new = True
    assert titles(listing.rows()) == ["“Quay”", "Alder"]
    listing.show_all()
    listing.group = "source"
    assert titles(listing.rows()) == ["example.org", "“Quay”", "Alder", "news/", "Council"]
    listing.fold("example.org")
    rows = listing.rows()
    assert titles(rows) == ["example.org", "news/", "Council"]
    assert [entry.title.split()[0] for entry in listing.targets(rows[0])] == ["“Quay”", "Alder"]
    listing.toggle(rows[0])
    listing.toggle(rows[2])
    assert len(listing.targets(None)) == 3
    listing.take(entries()[:1])
    assert len(listing.chosen) == 1, "what is gone is not chosen"
    listing.group = "tag"
    assert titles(listing.rows())[0] == "without a tag"
    listing.take(entries())
    listing.group, listing.stories = STORY, {QUAY.id: "Ann Bell", FERRY.id: "Ann Bell"}
    assert titles(listing.rows()) == ["Ann Bell", "Council", "“Quay”", "told once", "Alder"]


def test_columns_and_words() -> None:
    for width in (20, 40, 58, 78, 118, 200):
        assert sum(column.width for column in columns(width)) == width - 1 or width < 24
    assert [column.key for column in columns(58)][1:] == ["title", "date", "quotes", "read"]
    assert [column.key for column in columns(38)][1:] == ["title", "quotes", "read"]
    assert place_of("https://www.example.org/x") == "example.org"
    assert place_of("-#12") == "standard input"
    assert place_and_title("https://www.example.org/x", "Rain") == "example.org: Rain"
    assert place_and_title("/here/rain-2.md", "Rain") == "Rain"
    assert day("2026-02-03", date(2026, 3, 1)) == "3 Feb"
    assert day("2023-02-03", date(2026, 3, 1)) == "Feb 2023"
    assert day("soon", date(2026, 3, 1)) == ""


def on_screen(app: Any) -> str:
    return str(app.export_screenshot()).replace("&#160;", " ")


async def test_many_at_once_with_a_way_back(tmp_path: Path) -> None:
    store = FakeArticles(
        kept(FERRY, "2026-03-02T08:00:00Z"),
        kept(QUAY, "2026-03-03T08:00:00Z", analysed=False),
        kept(ALDER, "2026-03-01T08:00:00Z"),
    )
    library = FakeLibrary()
    library.keep_reading(read(FERRY, 0.5))
    app = make_app(tmp_path, article=None, library=library, articles=store, loader=FakeLoader(FERRY))
    async with app.run_test(size=(100, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, LibraryScreen)

        async def press(*pressed: str) -> None:
            await pilot.press(*pressed)
            await settle(pilot)

        await settle(pilot)
        assert titles(list(screen.entries.rows)) == ["Council", "“Quay”", "Alder"]
        picture = on_screen(app)
        assert "3 articles · 2 new" in picture
        assert "50 %" in picture
        await press("n")
        assert screen.entries.row.title == QUAY.title
        await press("space", "space", "d")
        assert set(store.all) == {FERRY.id}
        assert "Removed 2 articles" in screen.key_bar.message
        await press("u")
        assert len(store.all) == 3
        await press("asterisk", "N")
        assert {key for key, one in library.read.items() if one.share == 1.0} == {FERRY.id, QUAY.id, ALDER.id}
        await press("u")
        assert {key: one.share for key, one in library.read.items()} == {FERRY.id: 0.5}
        await press("g", "v", "j", "t", *"coast port", "enter")
        tagged = library.annotations()
        assert {one.article_id for one in tagged} == {FERRY.id, QUAY.id}
        assert {one.tags for one in tagged if isinstance(one, Note)} == {("coast", "port")}
        assert "#coast" in on_screen(app)
        await press("g", "t")
        assert screen.query_one(Input).value == "coast port"
        await press("escape", "u")
        assert not library.annotations()
        await press("f", *"alder", "enter")
        assert titles(list(screen.entries.rows)) == ["Alder"]
        await press("a")
        assert screen.key_bar.message == "1 article analysed."
        await press("escape")
        assert len(screen.entries.rows) == 3
        await press("s", "t")
        assert titles(list(screen.entries.rows)) == ["Alder", "Council", "“Quay”"]
        await press("z", *["down"] * 4, "enter")
        assert screen.key_bar.message == "No story is told by more than one article."
        screen.listing.stories = {QUAY.id: "The quay", FERRY.id: "The quay"}
        screen._list()
        await press("g", "j", "w")
        assert "Quoted in 2 articles" in on_screen(app)
        assert "all they said" in on_screen(app)
        await press("escape")
        screen.listing.stories = {}
        screen._list()
        store.keep(make_article(source="/news/added.txt"))  # by another process
        await screen._poll()
        assert len(screen.listing.entries) == 4
        store.all.popitem()
        await screen._poll()
        assert titles(list(screen.entries.rows)) == ["told once", "Alder", "Council", "“Quay”"]
        await pilot.click(screen.entries, offset=(1, 1))
        await pilot.click(screen.entries, offset=(20, 2), control=True)
        assert len(screen.listing.chosen) == 2
        assert app.screen is screen, "what is marked is not opened"
        await pilot.click(screen.column_names, offset=(96, 0))
        assert screen.listing.order == "read"


async def test_what_is_gone_is_read_as_it_was_kept_and_found_by_its_words(tmp_path: Path) -> None:
    store = FakeArticles(kept(FERRY, "2026-03-02T08:00:00Z"), kept(QUAY, "2026-03-03T08:00:00Z"))
    place = span("badly counted")
    snippet, marked = "it had been badly counted", ((12, 25),)
    where = (FERRY.id, FERRY.title, FERRY.source, Where.QUOTE, place.start, place.end)
    store.hits = [Hit(*where, snippet, matches=marked)]
    app = make_app(tmp_path, article=None, articles=store, loader=FakeLoader(ALDER))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await pilot.press("G", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert "as it was kept" in next(iter(app._notifications)).message
        await pilot.press("q", "slash", *"badly")
        await settle(pilot)
        assert screen.hits.display
        assert "badly counted" in on_screen(app)
        await pilot.press("enter", "enter")
        await settle(pilot)
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        await settle(pilot)
        assert reader.view.caret == place.start
        await pilot.press("q")
        await settle(pilot)
        assert app.screen is screen
        assert screen.hits.display, "the search is where it was left"
        await pilot.press("escape")
        await settle(pilot)
        assert screen.entries.display


async def test_an_empty_library_invites(tmp_path: Path) -> None:
    app = make_app(tmp_path, article=None, sample=FERRY.source)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        picture = on_screen(app)
        assert "Read the sample article" in picture
        assert "sayso add" in picture
        await pilot.press("j", "enter")
        await settle(pilot)
        assert app.screen.query_one(Input).placeholder == "a path or an http(s) address"
