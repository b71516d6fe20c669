"""The audit on the screen: of the article that is open, of what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.app.fakes import ARTICLE, FakeArticles, make_analysis, make_app, make_article, make_kept
from tests.app.test_app import settle
from tests.app.test_exporting import FakeExporter
from tests.app.test_library_screen import on_screen
from tests.app.test_reader import reading
from tui.app.audit import figures
from tui.app.audit.lists import article_columns, source_columns, voice_columns
from tui.app.audit.screen import AuditScreen
from tui.app.library.screen import LibraryScreen
from tui.app.panes.bars import TitleBar
from tui.domain.collection.audit import audit, total

OTHER = replace(make_article(source="/news/again.txt", published="2026-03-20"), title="The ferry again")


def test_bars_are_never_longer_than_their_room() -> None:
    assert figures.bar(0.0, 4) == "    "
    assert figures.bar(0.001, 4) == "▏   "
    assert figures.bar(0.5, 4) == "██  "
    assert figures.bar(2.0, 4) == "████"
    one = audit(ARTICLE, make_analysis())
    for width in (58, 78, 198):
        for line in figures.bars(total([one]), width):
            assert len("".join(text for text, _ in line)) <= width
        for laid_out in (source_columns, voice_columns, article_columns):
            assert sum(column.width for column in laid_out(width)) == width - 1


def test_a_timeline_counts_each_source_once() -> None:
    one = audit(ARTICLE, make_analysis())
    dated = [replace(one, published=f"2026-01-{day:02}") for day in (1, 1, 4)]
    assert figures.timeline(dated, 40)[0] == "█  ▄"
    assert figures.timeline(dated[:2], 40) == ("", "")
    row, ends = figures.timeline([*dated, replace(one, published="2024-01-01")], 20)
    assert len(row) <= 20
    assert "1 Jan 2024" in ends
    assert figures.spread((0, 5, 99), 100, 4) == "█  ▄"


async def test_of_an_article_and_back_to_its_quotes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading(tmp_path) as r:
        r.app.services.exporter = FakeExporter()
        await r.press("A")
        screen = r.app.screen
        assert isinstance(screen, AuditScreen)
        picture = on_screen(r.app)
        assert "6 quotes: 3 direct, 1 mixed, 2 indirect" in picture
        assert "First source" in picture
        assert [row.name for row in screen.sources.rows] == ["Ada Brandt", "Tomas Okoro"]
        await r.press("s", *["down"] * 2, "enter", "S")
        assert [row.name for row in screen.sources.rows] == ["Tomas Okoro", "Ada Brandt"], "Z to A"
        await r.press("E")
        await r.settle()
        [path] = tmp_path.glob("audit*.csv")
        assert path.read_text("utf-8") == "Ada Brandt\nTomas Okoro\n"
        await r.press("g", "enter")
        assert r.app.screen is r.screen
        assert r.caret == make_analysis().quotes[2].start


async def test_of_all_that_is_kept(tmp_path: Path) -> None:
    store = FakeArticles(
        make_kept(ARTICLE, make_analysis()),
        make_kept(OTHER, make_analysis(OTHER)),
        make_kept(make_article(("Not analysed", "Yet."), source="/news/new.txt")),
    )
    app = make_app(tmp_path, article=None, articles=store)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("A")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, AuditScreen)
        picture = on_screen(app)
        assert "2 articles · 4 sources · 1 not analysed" in picture
        assert [(row.name, row.articles, row.quotes) for row in screen.voices.rows] == [
            ("Ada Brandt", 2, 6),
            ("Tomas Okoro", 2, 6),
        ]
        screen._progress = "20 of 3,000 articles …"
        screen._describe()
        assert screen.query_one(TitleBar).about == "20 of 3,000 articles …", "not as if it were all of it"
        screen._progress = ""
        await pilot.press("tab")
        assert {row.title for row in screen.articles.rows} == {ARTICLE.title, OTHER.title}
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is not screen
        assert "20 Mar" in on_screen(app)
        await pilot.press("q", "q")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
