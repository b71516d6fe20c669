"""The feeds' screen: real feeds from files, kept in a real library; keys, mouse, and what it looks like."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.fakes import FakeLibrary, make_app
from tests.app.quiet import settled
from tests.app.test_pictures import keys as pressing
from tests.feed_server import item, rss
from tui.app.app import SaysoApp
from tui.app.dialogs.dialog import Choose
from tui.app.feeds.screen import FeedsScreen
from tui.app.feeds.shelf import Shelf
from tui.app.library.screen import LibraryScreen
from tui.app.reader.screen import ReaderScreen
from tui.door.feeds import KeptFeeds

HOME = "<title>{}</title><link>https://arlen.example/</link>"
LONG = " ".join(["The boats came home one after the other and nobody had counted them."] * 20)


def whole(number: int, title: str | None = None) -> str:
    """An item that is the whole article."""
    summary = item(number, title)
    return summary.replace("</description>", f" {LONG}</description>")


def paper(folder: Path, name: str, *items: str) -> Path:
    path = folder / f"{name.split()[0].lower()}.xml"
    path.write_bytes(rss(*items, about=HOME.format(name)))
    return path


def two_papers(folder: Path) -> KeptFeeds:
    """Kestrel Post with three whole articles, Sea Mail with two summaries under a tag."""
    feeds = KeptFeeds(str(folder / "library.json"))
    titles = [
        "Council keeps the night ferry",
        "“We will not sail,” says last captain",
        "Bakers want their bridge",
    ]
    items = [whole(n, title) for n, title in enumerate(titles, 1)]
    feeds.add(str(paper(folder, "Kestrel Post", *items)))
    sea = [item(11, "Port closed after the storm", link="/s/1"), item(12, "Lighthouse sold", link="/s/2")]
    feeds.add(str(paper(folder, "Sea Mail", *sea)), tags=["sea"])
    return feeds


@asynccontextmanager
async def open_feeds(
    folder: Path, feeds: KeptFeeds, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[Any], FeedsScreen]]:
    app: SaysoApp = make_app(folder, article=None, library=FakeLibrary(), feeds=feeds)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("F")
        await settle(pilot)
        assert isinstance(app.screen, FeedsScreen)
        yield pilot, app.screen


async def settle(pilot: Pilot[Any]) -> None:
    await settled(pilot.app)


def titles(screen: FeedsScreen) -> list[str]:
    return [f"{'' if row.read else '*'}{row.title}" for row in screen.items_list.rows]


def counts(screen: FeedsScreen) -> dict[str, int]:
    return {row.title: row.unread for row in screen.feeds_list.rows}


async def test_reading_one_unread_item_after_the_other(tmp_path: Path) -> None:
    async with open_feeds(tmp_path, two_papers(tmp_path)) as (pilot, screen):
        app = pilot.app
        assert counts(screen) == {"All feeds": 5, "#sea": 2, "Kestrel Post": 3, "Sea Mail": 2}
        assert titles(screen)[0] == "*Lighthouse sold"
        await pilot.press("j", "j", "enter")  # Kestrel Post, its items
        assert titles(screen) == [
            "*Bakers want their bridge",
            "*“We will not sail,” says last captain",
            "*Council keeps the night ferry",
        ]
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.state.article.source == "https://arlen.example/news/3"
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is screen
        assert counts(screen)["Kestrel Post"] == 2
        await pilot.press("n", "enter")
        await settle(pilot)
        await pilot.press("right_square_bracket", "i")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.state.article.title == "Council keeps the night ferry"
        assert len(app.screen_stack) == 3
        await pilot.press("q")
        await settle(pilot)
        assert app.screen is screen
        await pilot.press("N")
        await settle(pilot)
        assert counts(screen)["Kestrel Post"] == 1
        await pilot.press("N")
        await settle(pilot)
        assert counts(screen)["Kestrel Post"] == 0
        await pilot.press("n")  # nothing more here: the next feed
        assert screen.items_list.row is not None
        assert screen.items_list.row.title == "Lighthouse sold"
        await pilot.press("f")
        assert titles(screen) == ["*Lighthouse sold", "*Port closed after the storm"]
        await pilot.press("A")
        await settle(pilot)
        assert counts(screen)["All feeds"] == 0
        assert len(titles(screen)) == 2, "what was just read does not go from under the eyes"
        await pilot.press("n")
        assert screen.key_bar.message == "Nothing is unread."
        await pilot.press("u")
        await settle(pilot)
        assert counts(screen)["Sea Mail"] == 2
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)


async def test_a_feed_with_summaries_is_asked_about_once(tmp_path: Path) -> None:
    feeds = two_papers(tmp_path)
    async with open_feeds(tmp_path, feeds) as (pilot, screen):
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Choose)
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        await pilot.press("escape")
        await settle(pilot)
        sea = next(one for one in feeds.listed() if one.subscription.title == "Sea Mail")
        assert sea.subscription.full is False
        await pilot.press("j", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        await pilot.press("q")
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert "whole articles" in screen.key_bar.message


async def test_updating_adding_and_removing(tmp_path: Path) -> None:
    feeds = two_papers(tmp_path)
    async with open_feeds(tmp_path, feeds) as (pilot, screen):
        paper(
            tmp_path, "Kestrel Post", whole(4, "Mayor: no money"), whole(1, "Council keeps the night ferry")
        )
        (tmp_path / "sea.xml").write_bytes(b"<html><body>gone</body></html>")
        await pilot.press("R")
        await settle(pilot)
        assert screen.key_bar.message == "1 new item · 1 feed failed (!)"
        assert counts(screen)["Kestrel Post"] == 4
        assert next(row.problem for row in screen.feeds_list.rows if row.title == "Sea Mail")
        await pilot.press("a", *"nowhere.xml", "enter")
        await settle(pilot)
        assert screen.query_one(Input).value == "nowhere.xml", "what was typed stays"
        field = screen.query_one(Input)
        field.value = str(paper(tmp_path, "Land Post", whole(9, "Hills")))
        await pilot.press("enter")
        await settle(pilot)
        assert screen.key_bar.message == "Land Post: 1 item."
        assert titles(screen) == ["*Hills"]
        await pilot.press("d")
        await settle(pilot)
        assert "Land Post" not in counts(screen)
        await pilot.press("u")
        await settle(pilot)
        assert counts(screen)["Land Post"] == 1
        await pilot.press("slash", *"MONEY", "enter")
        await settle(pilot)
        assert titles(screen) == []
        await pilot.press("escape", "g", "slash", *"money", "enter")
        assert titles(screen) == ["*Mayor: no money"]
        await pilot.press("escape")
        assert len(titles(screen)) == 7, "with the one of the other paper"


async def test_a_search_finds_what_stands_in_texts(tmp_path: Path) -> None:
    async with open_feeds(tmp_path, two_papers(tmp_path)) as (pilot, screen):
        await pilot.press("slash", *"waited", "space", *"11")
        await settle(pilot)
        assert titles(screen) == ["*Port closed after the storm"], "a quote in its text"
        screen.query_one(Input).value = "lighthouse"
        await settle(pilot)
        assert titles(screen) == ["*Lighthouse sold"], "what was found for other words is no answer"


async def test_next_unread_before_anything_is_listed(tmp_path: Path) -> None:
    async with open_feeds(tmp_path, two_papers(tmp_path)) as (pilot, screen):
        screen.feeds_list.list_rows(())
        screen.items_list.list_rows(())
        await pilot.press("n")
        assert screen.key_bar.message == "Nothing is unread."


async def test_the_mouse_and_a_narrow_screen(tmp_path: Path) -> None:
    async with open_feeds(tmp_path, two_papers(tmp_path), (60, 20)) as (pilot, screen):
        assert not screen.items_list.region
        await pilot.click(screen.feeds_list, offset=(5, 2))
        await pilot.pause()
        assert not screen.feeds_list.region
        assert len(titles(screen)) == 3
        await pilot.click(screen.items_list, offset=(5, 3))
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert titles(screen)[1] == "“We will not sail,” says last captain"
        await pilot.press("escape")
        assert screen.focused is screen.feeds_list
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_two_thousand_items_cost_no_more_than_those_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "wire.xml"
    path.write_bytes(
        rss(*(f"<title>Item {n}</title><link>https://w.example/{n}</link>" for n in range(2000)))
    )
    feeds = KeptFeeds(str(tmp_path / "library.json"))
    feeds.add(str(path))
    async with open_feeds(tmp_path, feeds) as (pilot, screen):
        drawn: list[str] = []
        draw = screen.items_list.draw

        def counting(row: Any, width: int) -> Any:
            drawn.append(row.id)
            return draw(row, width)

        screen.items_list.draw = counting  # type: ignore[method-assign]
        await pilot.press("enter", "G")
        await pilot.pause()
        assert screen.items_list.row is not None
        assert screen.items_list.row.title == "Item 1999"
        assert len(set(drawn)) < 100


def test_a_shelf_of_no_feeds_lists_nothing() -> None:
    shelf = Shelf()
    shelf.take([], [])
    assert shelf.rows() == shelf.listed() == []


@pytest.mark.parametrize(
    ("size", "pressed", "theme"),
    [((120, 30), ("F", "j", "j", "enter"), "sayso-dark"), ((60, 16), ("F",), "sayso-light")],
    ids=["wide", "narrow"],
)
def test_pictures(
    snap_compare: Any, tmp_path: Path, size: tuple[int, int], pressed: tuple[str, ...], theme: str
) -> None:
    feeds = two_papers(tmp_path)
    feeds.mark([feeds.items()[-1].id], read=True)

    async def run(pilot: Pilot[Any]) -> None:
        await pressing(theme=theme)(pilot)
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    app = make_app(tmp_path, article=None, library=FakeLibrary(), feeds=feeds)
    assert snap_compare(app, terminal_size=size, run_before=run)
