"""The dossier: what one person said in all articles kept, who is taken for one, by keys and mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.widgets import Static

from tests.app.fakes import ARTICLE, FakeArticles, FakeLibrary, make_analysis, make_article, make_kept, span
from tests.app.test_reader import Reading, reading
from tui.app.dossier.detail import Detail
from tui.app.dossier.filtering import facets, parsed
from tui.app.dossier.lists import PeopleList, SaidList
from tui.app.dossier.rows import PersonRow, at
from tui.app.dossier.screen import DossierScreen
from tui.app.panes.bars import TitleBar
from tui.app.reader.screen import ReaderScreen
from tui.domain.codes import ActorKind, QuoteKind
from tui.domain.collection.people import Member, person
from tui.domain.collection.rows import About, Appearance
from tui.export.exporter import FileExporter

_OTHER = tuple(
    words.replace("We are not an island by choice,", "We are no island by choice,")
    for words in ARTICLE.text.split("\n\n")
)


def articles() -> FakeArticles:
    """The ferry in three articles: one rewords a quote, one has no first name and gives a quote to Brandt."""
    analysis = make_analysis()
    reworded = make_article(_OTHER, source="https://herald.example/ferry", published="2026-03-05")
    moved = len(ARTICLE.text) - len(reworded.text)
    quotes = [
        replace(one, content=tuple(piece.shifted(-moved) for piece in one.content)) if one.id != "q1"
        else replace(one, content=(replace(one.content[0], end=one.content[0].end - moved),))
        for one in analysis.quotes
    ]  # fmt: skip
    surname = make_article(source="https://post.example/ferry", published=None)
    actors = [
        replace(one, name="Brandt", role=None) if one.id == "ada-brandt" else one for one in analysis.actors
    ]
    given = [replace(one, actor_id="ada-brandt") if one.id == "q6" else one for one in analysis.quotes]
    return FakeArticles(
        make_kept(ARTICLE, analysis),
        make_kept(reworded, replace(analysis, quotes=tuple(quotes))),
        make_kept(surname, replace(analysis, actors=tuple(actors), quotes=tuple(given))),
    )


class Opened(Reading):
    """A dossier over the reader."""

    @property
    def dossier(self) -> DossierScreen:
        assert isinstance(self.app.screen, DossierScreen)
        return self.app.screen

    @property
    def title(self) -> tuple[str, str]:
        bar = self.dossier.query_one(TitleBar)
        return bar.title, bar.about

    @property
    def said_rows(self) -> list[Any]:
        return list(self.dossier.query_one(SaidList).rows)

    @property
    def people_rows(self) -> list[Any]:
        return list(self.dossier.query_one(PeopleList).rows)

    @property
    def detail(self) -> str:
        return str(self.dossier.query_one(Detail).query_one(Static).content)

    @property
    def message(self) -> str:
        return self.dossier.key_bar.message


@asynccontextmanager
async def dossier(folder: Path, *keys: str, **arguments: Any) -> AsyncIterator[Opened]:
    async with reading(folder, articles=articles(), **arguments) as r:
        opened = Opened(r.pilot)
        await opened.press(*(keys or ("J", "D")))
        yield opened


async def test_from_a_quote_to_all_they_said_and_back(tmp_path: Path) -> None:
    async with dossier(tmp_path) as d:
        assert d.title == ("Ada Brandt · Mayor", "3 quotes in 2 articles · 2026 · 1 other shares the name")
        first, *_ = d.said_rows
        assert [one.said.about.published for one in first.entry.tellings] == [
            "2026-03-03",
            "2026-03-05",
            None,
        ]
        assert [(one.same, one.mine) for one in first.entry.tellings] == [
            (True, True),
            (False, True),
            (True, False),
        ]
        assert "given to Brandt" in d.detail
        assert "[−not an][+no] island" in d.detail
        await d.press("right")
        assert len(d.said_rows) == 5
        await d.press("down")
        assert "herald.example" in d.detail
        await d.press("left")
        assert len(d.said_rows) == 3

        def tellings() -> int:
            found = d.dossier._known.found
            return sum(len(entry.tellings) for entry in found.entries) if found is not None else 0

        before = tellings()
        # Enter opens the article at the quote; H comes back to the row.
        await d.press("down", "enter")
        assert isinstance(d.app.screen, ReaderScreen)
        assert d.app.screen.view.caret == span("that the cost had").start
        kept = d.app.services.articles._opened.all
        given = kept[ARTICLE.id].analysis.quotes
        fewer = tuple(one for one in given if one.id != "q4")
        kept[ARTICLE.id] = replace(
            kept[ARTICLE.id], analysis=replace(kept[ARTICLE.id].analysis, quotes=fewer)
        )
        await d.press("B", "H")
        assert d.dossier.query_one(SaidList).cursor == 1
        assert tellings() == before - 1, "what was corrected meanwhile is gone"
        await d.press("escape")
        assert d.app.screen is d.app.screen_stack[0]


async def test_filters(tmp_path: Path) -> None:
    async with dossier(tmp_path) as d:
        await d.press("slash", *"kind:i")
        assert len(d.said_rows) == 1
        assert d.title[1] == "1 of 3 quotes in 2 articles · 2026 · 1 other shares the name · “kind:i”"
        await d.press("enter", "escape")
        assert len(d.said_rows) == 3
        await d.press("f", "down", "enter")
        assert [str(row.telling.said.kind) for row in d.said_rows] == ["mixed"]
        await d.press("slash", *" zz")
        assert d.said_rows == []
        await d.press("escape", "escape")
        assert len(d.said_rows) == 3


async def test_joining_and_parting_people(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with dossier(tmp_path, "J", "D", "tab", library=library) as d:
        names = [(row.person.name, row.person.articles) for row in d.people_rows]
        assert names == [("Ada Brandt", 2), ("Brandt", 1)]
        await d.press("right", "down")
        assert "Counted to Ada Brandt: the first that was found." in d.detail
        await d.press("s", "n")
        assert library.decisions() == []
        await d.press("s", "y")
        assert [row.person.articles for row in d.people_rows] == [1, 1, 1]
        assert d.message == "Kept. u undoes it."
        await d.press("u")
        assert library.decisions() == []
        assert [row.key for row in d.people_rows if row.person.articles == 2]
    # From everybody: the surname alone is marked and joined with who it is.
    async with reading(tmp_path, articles=articles(), library=library) as r:
        d = Opened(r.pilot)
        r.app.push_screen(DossierScreen(r.app.services))
        await d.settle()
        assert d.title == ("Everybody who is quoted", "3 persons and bodies")
        names = [(row.person.name, row.person.articles) for row in d.people_rows]
        assert names == [("Tomas Okoro", 3), ("Ada Brandt", 2), ("Brandt", 1)]
        await d.press("G")
        assert "A surname alone is joined with nobody" in d.detail
        await d.press("space", "up", "m")
        assert "are one?" in d.app.export_screenshot().replace("&#160;", " ")
        await d.press("y")
        assert ("Ada Brandt", 3) in [(row.person.name, row.person.articles) for row in d.people_rows]
        assert d.app.screen.query_one(PeopleList).row.person.name == "Ada Brandt"
        await d.press("enter")
        assert d.title[0].startswith("Ada Brandt")
        assert len(d.said_rows) == 4, "with the quote that the third article gives to Brandt"
        await d.press("escape", "escape")
        assert isinstance(d.app.screen, ReaderScreen)


def test_the_cursor_stays_with_who_was_joined() -> None:
    early, late, other = (
        person(
            [Member(Appearance(About(f"a{day}", "", "", f"2026-03-0{day}"), "x", "Ann", ActorKind.PERSON))]
        )
        for day in (1, 2, 3)
    )
    joined = [PersonRow(other), PersonRow(person([*late.members, *early.members]))]
    assert at(joined, PersonRow(late), 0) == at(joined, PersonRow(early), 0) == 1
    assert at([PersonRow(other), PersonRow(early)], PersonRow(late), 2) == 1, "gone: the cursor stays near"


async def test_by_mouse_and_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with dossier(tmp_path, size=(80, 24)) as d:
        d.app.services.exporter = FileExporter()
        await d.pilot.click(SaidList, offset=(2, 0))
        assert len(d.said_rows) == 5
        await d.pilot.click(SaidList, offset=(20, 3))
        await d.settle()
        assert "herald.example" in d.detail
        await d.pilot.click(SaidList, offset=(20, 3))
        await d.settle()
        assert isinstance(d.app.screen, ReaderScreen)
        await d.press("q")
        for moves in (0, 1, 2):
            await d.press("E", *["down"] * moves, "enter")
        assert sorted(path.name for path in tmp_path.glob("ada-brandt-said.*")) == [
            "ada-brandt-said.csv", "ada-brandt-said.json", "ada-brandt-said.md",
        ]  # fmt: skip
        assert "island" in (tmp_path / "ada-brandt-said.md").read_text("utf-8")


async def test_where_nothing_is_kept(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        d = Opened(r.pilot)
        await d.press("J", "D")
        assert d.dossier.query_one(SaidList).empty_text == "There is no library here: nothing is kept."


def test_what_is_typed_as_a_filter() -> None:
    filters = parsed("kind:dir,mix since:2024-10 until:20 source:post night ferry")
    assert filters.kinds == {QuoteKind.DIRECT, QuoteKind.MIXED}
    assert (filters.since, filters.until, filters.source, filters.about) == (
        "2024-10",
        "",
        "post",
        "night ferry",
    )
    assert (parsed("year:2024").since, parsed("year:2024").until) == ("2024", "2024")
    assert parsed("kind:nonsense").kinds == frozenset()
    assert facets([]) == []
