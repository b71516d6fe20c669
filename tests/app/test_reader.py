"""Reading: every key that moves, lists, searches, filters and closes, on an article with a known analysis."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tests.app.fakes import (
    ARTICLE,
    FakeAnalyser,
    FakeArticles,
    FakeLibrary,
    FakeLoader,
    make_analysis,
    make_app,
    make_article,
    span,
)
from tests.app.quiet import settled, until
from tui.app.panes.bars import KeyBar, Status, TitleBar
from tui.app.panes.pane import Heading, Tabs
from tui.app.panes.row_list import RowList
from tui.app.panes.search_bar import SearchBar
from tui.app.panes.strip_map import StripMap
from tui.app.reader.screen import ReaderScreen
from tui.app.reader.search_row import SearchRow
from tui.app.state.picture_builder import PictureBuilder
from tui.app.state.reader_state import ReaderState
from tui.domain.analysis import Update
from tui.domain.annotation import Reading as Kept
from tui.domain.article import Article
from tui.domain.errors import ModelError
from tui.domain.ports import Focus, at_beginning


class Reading:
    """A running reader and what a test asks of it."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.app: Any = pilot.app

    @property
    def screen(self) -> ReaderScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen))

    @property
    def state(self) -> ReaderState:
        return self.screen.state

    async def settle(self) -> None:
        """Until nothing more is going on."""
        await settled(self.app)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    @property
    def caret(self) -> int:
        return self.screen.view.caret

    @property
    def quote(self) -> str | None:
        return self.state.current_id

    @property
    def focused(self) -> str | None:
        return self.screen.focused.id if self.screen.focused is not None else None

    @property
    def status(self) -> str:
        return self.screen.query_one(Status).text

    @property
    def said(self) -> str:
        return self.screen.query_one(KeyBar).message

    @property
    def listed(self) -> list[str]:
        return [quote.id for quote in self.state.quotes]

    @property
    def notices(self) -> list[str]:
        return [notice.message for notice in self.app._notifications]


@asynccontextmanager
async def reading(
    folder: Path, *, size: tuple[int, int] = (120, 40), **arguments: Any
) -> AsyncIterator[Reading]:
    app = make_app(folder, **arguments)
    async with app.run_test(size=size) as pilot:
        opened = Reading(pilot)
        await opened.settle()
        yield opened


async def test_quotes_by_key_and_count(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        assert r.status.startswith("quote –/6")
        await r.press("J")
        assert (r.quote, r.caret) == ("q1", span("We are not an island").start)
        assert r.status.startswith("quote 1/6")
        await r.press("3", "J")
        assert r.quote == "q4"
        assert r.screen.side.quotes.cursor == 3, "the list follows"
        assert r.screen.side.actors.row.id == "ada-brandt", "so does the actors list"
        assert r.screen.view.painted.current == r.state.quotes[3].content
        await r.press("2", "K")
        assert r.quote == "q2"
        await r.press("]", "q")
        assert r.quote == "q3"
        await r.press("[", "q")
        assert r.quote == "q2"
        await r.press("9", "9", "J", "J")
        assert r.quote == "q6"
        assert "last quote" in r.said
        await r.press("9", "K", "K")
        assert r.quote == "q1"
        assert "first quote" in r.said
        await r.press("g", "J")
        assert r.caret == r.state.quotes[0].start, "from the top to the first, which was the last one read"


async def test_pairs_show_what_they_wait_for_and_can_be_left(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("]")
        bar = r.screen.query_one(KeyBar)
        assert bar.lead == "]"
        assert {hint[0] for hint in bar.hints} == {"q", "a", "e", "n", "i"}
        await r.press("escape")
        assert r.state.waiting == ""
        assert bar.lead == ""
        await r.press("]", "z")
        assert "]z" in r.said
        assert not r.screen.has_class("-zen"), "the second key did nothing else"


async def test_mentions_entities_notes_by_pairs(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("]", "e")
        assert r.caret == span("Port Ellery").start
        await r.press("2", "]", "e")
        assert r.caret == span("Ada Brandt").start
        await r.press("]", "a")
        assert r.caret == span("Brandt", 1).start
        assert r.state.actor_id == "ada-brandt"
        await r.press("]", "a")
        assert "last mention" in r.said
        await r.press("[", "a")
        assert r.caret == span("Ada Brandt").start
        await r.press("[", "e")
        assert r.caret == span("Tuesday").start
        await r.press("]", "n")
        assert "no note" in r.said


async def test_panes_by_key(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        assert r.focused == "article"
        for expected in ("quotes", "actors", "notes", "article"):
            await r.press("tab")
            assert r.focused == expected
        await r.press("shift+tab")
        assert r.focused == "notes"
        for key, expected in (("f3", "quotes"), ("f4", "actors"), ("f5", "notes"), ("f2", "article")):
            await r.press(key)
            assert r.focused == expected


async def test_lists_preview_choose_and_come_back(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("f3", "down", "j")
        assert r.quote == "q3"
        assert r.focused == "quotes", "moving in the list previews"
        await r.press("G")
        assert r.quote == "q6"
        await r.press("g", "J")
        assert r.quote == "q2", "J and K work from the list, too"
        await r.press("enter")
        assert r.focused == "article"
        assert r.quote == "q2"
        await r.press("H")
        assert r.caret == span("We are not").start, "J was a jump of its own"
        await r.press("H")
        assert r.caret == 0, "the whole walk through the list was one"
        await r.press("L")
        assert r.caret == span("We are not").start


async def test_choosing_an_actor_marks_and_filters(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("f4", "down", "enter")
        actor = r.state.picture.actors["ada-brandt"]
        assert r.screen.view.painted.actor_mentions == actor.mentions
        assert r.listed == ["q1", "q2", "q4"]
        assert "Ada Brandt" in r.screen.query(Heading).first().title
        assert "3/6" in r.screen.query(Heading).first().title
        await r.press("enter")
        assert r.focused == "article", "a second time goes there"
        await r.press("J", "J", "J")
        assert r.quote == "q4", "J walks the quotes that are listed"
        await r.press("escape")
        assert len(r.listed) == 6
        assert r.screen.view.painted.actor_mentions == ()


async def test_filter_by_kind_and_speaker(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("f", *"two crews", "enter")
        assert [quote.id for quote in r.screen.side.quotes.rows] == ["q4"]
        await r.press("escape", "f", *"indirect", "enter")
        assert r.listed == ["q4", "q5"]
        await r.press("f", *"okoro", "enter")
        assert r.listed == ["q5"]
        await r.press("f", "enter")
        assert len(r.listed) == 6
        await r.press("f", *"okoro", "enter", "f")
        held = [row.value for row in r.app.screen.query_one(RowList).rows if row.detail.endswith("✓")]
        assert held == ["actor:tomas-okoro"]
        await r.press("escape")
        assert r.app.screen is r.screen


async def test_search(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("slash", *"boat")
        assert r.caret == span("boat").start, "found while typing"
        assert "match 1/2" in r.status
        await r.press("enter")
        assert r.focused == "article"
        assert not r.screen.query(SearchBar)
        await r.press("n")
        assert r.caret == span("boat", 1).start
        await r.press("n")
        assert r.caret == span("boat").start
        assert "at the top" in r.said
        await r.press("N")
        assert r.caret == span("boat", 1).start
        await r.press("escape")
        assert "match" not in r.status
        await r.press("g", "question_mark", *"okoro", "enter")
        assert r.caret == ARTICLE.text.lower().rindex("okoro"), "backward, around the beginning"
        await r.press("n")
        assert r.caret == span("Okoro", 1).start
        here = r.caret
        await r.press("slash", *"zebra")
        assert "not found" in r.status
        await r.press("escape")
        assert r.caret == here, "a search given up leaves the reader where he was"
        await r.press("n")
        assert r.caret == span("Okoro").start, "the search before holds again, and its direction"


async def test_searching_again(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("n")
        assert "Nothing was searched" in r.said
        await r.press("slash", "enter")
        assert "Nothing was searched" in r.said
        await r.press("slash", *"boat", "enter", "slash", "enter")
        assert r.caret == span("boat", 1).start, "no words: the last ones once more"
        await r.press("slash", *"midnight", "enter", "n")
        assert r.said == "That is the only match."
        await r.press("escape")
        assert "match" not in r.status
        await r.press("g", "n")
        assert r.caret == span("midnight").start, "n after escape"
        await r.press("slash", "up", "up", "enter")
        assert r.caret == span("boat").start, "earlier searches are recalled"
        await r.press("slash", "up", "down", *"[.*", "enter")
        assert "“[.*” is not in this article." in r.said
        assert "found" not in r.status


async def test_keys_typed_before_the_screen_stands(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    early = [events.Key(_character_to_key(sign), sign) for sign in "/boat"]
    app._key_order._waiting += [*early, events.Key("enter", "\r"), events.Key("n", "n"), events.Key("v", "v")]
    async with app.run_test(size=(120, 40)) as pilot:
        r = Reading(pilot)
        await r.settle()
        assert r.caret == span("boat", 1).start
        assert r.screen.view.selection == span("boat", 1)
        assert not r.screen.query(SearchBar)


async def test_keys_wait_for_one_that_takes_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of them imports an input; a machine that stands still for a while is as slow."""
    open_row = SearchRow.open

    async def open_late(row: SearchRow, direction: int, earlier: Sequence[str]) -> None:
        time.sleep(0.6)
        await open_row(row, direction, earlier)

    monkeypatch.setattr(SearchRow, "open", open_late)
    async with reading(tmp_path) as r:
        for sign in "/boat\rnv":
            r.app.post_message(events.Key("enter" if sign == "\r" else _character_to_key(sign), sign))
        await r.settle()
        assert r.screen.view.selection == span("boat", 1)


async def test_keys_go_on_where_a_screen_went_with_what_they_wait_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.app.keys.order._MOST_TURNS", 1)
    async with reading(tmp_path) as r:
        await r.press("g", "J", "K")
        first = r.quote
        with monkeypatch.context() as gone:
            gone.setattr("textual.screen.Screen._invoke_later", lambda *_: None)
            for _ in range(3):
                r.app.post_message(events.Key("J", "J"))
            await until(lambda: not r.app._key_order._waiting)
        await r.settle()
        await r.press("K", "K", "K")
        assert r.quote == first
        assert r.said == ""


async def test_last_row_says_what_escape_does(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:

        def way_out() -> str:
            return next((words for key, words, _ in r.screen.key_bar.hints if key == "escape"), "")

        assert way_out() == ""
        await r.press("slash", *"boat", "enter")
        assert way_out() == "end search"
        await r.press("f4", "enter")
        for words in ("end search", "all quotes", "article", ""):
            assert way_out() == words
            await r.press("escape")
        await r.press("]", "a")
        assert way_out() == "unmark"
        await r.press("v")
        assert way_out() == "drop"
        await r.press("escape", "escape")
        assert way_out() == ""
        assert r.state.actor_id is None


async def test_words_go_with_the_next_key(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("K")
        assert r.said == "That was the first quote."
        await r.press("J")
        assert r.said == ""


@pytest.mark.parametrize(
    ("size", "hints"),
    [
        ((120, 40), "J/K ]a a B / ctrl+p q ; F1"),
        ((80, 24), "J/K ]a a B / q F1"),
        ((50, 15), "J/K tab ]a F1"),
        ((24, 10), "J/K F1"),
    ],
)
async def test_help_stays_in_the_last_row(tmp_path: Path, size: tuple[int, int], hints: str) -> None:
    async with reading(tmp_path, size=size) as r:
        shown = r.screen.key_bar._shown()
        assert [hint[0] for hint, _, _ in shown] == hints.split()
        row = r.screen.key_bar.render_line(0).text
        assert "F1 help" in row
        await r.pilot.click("#keys", offset=(1 + row.index("F1"), 0))
        await r.settle()
        assert r.app.screen is not r.screen


async def test_jumps_back_and_forward(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("J", "J", "slash", *"winter", "enter")
        winter = r.caret
        await r.press("H")
        assert r.quote == "q2"
        await r.press("alt+left", "alt+right", "L")
        assert r.caret == winter
        await r.press("L")
        assert "further on" in r.said


async def test_card_of_quote_and_actor(tmp_path: Path) -> None:
    from tui.app.dialogs.card import Card

    async with reading(tmp_path) as r:
        await r.press("enter")
        assert "Nothing is known" in r.said
        await r.press("J", "enter")
        card = r.app.screen
        assert isinstance(card, Card)
        words = "".join(text for text, _ in card.parts())
        assert "Ada Brandt · direct quote" in words
        assert "cue “said”" in words
        await r.press("f")
        assert r.app.screen is r.screen
        assert r.listed == ["q1", "q2", "q4"], "only this actor"
        await r.press("escape", "]", "a", "enter")
        words = "".join(text for text, _ in r.app.screen.parts())
        assert "Mayor · person" in words
        assert "2 mentions, 3 quotes" in words
        await r.press("escape")
        assert r.app.screen is r.screen


async def test_clicks_on_quote_entity_and_map(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:

        async def click_on(words: str, number: int = 0) -> None:
            at = span(words, number).start
            view = r.screen.view
            row, column = next(
                (y, x)
                for y in range(view.size.height)
                for x in range(view.size.width)
                if view.offset_at(x, y) == at + 1
            )
            await r.pilot.click(view, offset=(column, row))
            await r.settle()

        await click_on("The numbers are public")
        assert r.quote == "q3"
        await click_on("Ada Brandt")
        assert r.state.actor_id == "ada-brandt"
        assert len(r.listed) == 6, "a click marks, and filters nothing"
        await click_on("Brandt")
        assert r.app.screen is not r.screen, "a second click on the name opens its card"
        await r.press("escape")
        await r.pilot.click(StripMap, offset=(r.screen.query_one(StripMap).size.width - 1, 0))
        await r.settle()
        assert r.caret > span("The next vote").start
        await r.pilot.click("#quotes", offset=(5, 4))
        await r.settle()
        assert r.quote == "q2"


async def test_a_dialog_typed_into_in_one_burst(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        for key in "fokoro":
            r.app.post_message(events.Key(key, key))
        await r.settle()
        await r.press("enter")
        assert r.listed == ["q3", "q5", "q6"]


async def test_heading_opens_its_list_and_its_filter(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.pilot.click("#quotes-pane Heading", offset=(3, 0))
        assert r.focused == "quotes"
        await r.pilot.click("#quotes-pane Heading", offset=(12, 0))
        await r.settle()
        assert r.app.screen is not r.screen
        await r.press("down", "enter")
        assert r.listed == ["q1", "q3", "q6"]


async def test_divider_and_keys_widen_the_lists(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        side = r.screen.query_one("#side")
        usual = side.size.width
        await r.press("less_than_sign")
        assert side.size.width == usual + 4
        await r.press("minus", "minus")
        assert side.size.width == usual - 4
        x = r.screen.query_one("#divider").region.x
        await r.pilot.mouse_down("#divider")
        await r.pilot.hover("#article", offset=(x - 12, 5))
        await r.pilot.mouse_up("#article", offset=(x - 12, 5))
        await r.settle()
        assert side.size.width == usual - 4 + 12
        await r.press(*["plus"] * 40)
        assert r.screen.view.size.width >= 20, "the article never goes"


async def test_lists_keep_their_share_when_the_terminal_changes(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(120, 40)) as r:
        side = r.screen.query_one("#side")
        await r.press("f4", "less_than_sign", "less_than_sign", "less_than_sign")
        wide = side.outer_size.width
        await r.pilot.resize_terminal(80, 24)
        await r.settle()
        assert side.outer_size.width == round(80 * wide / 120)
        await r.pilot.resize_terminal(50, 20)
        await r.settle()
        assert r.focused == "article", "not a list that nobody sees"
        assert "J/K" in [hint[0] for hint in r.screen.key_bar.hints]
        await r.pilot.resize_terminal(120, 40)
        await r.settle()
        assert side.outer_size.width == wide


async def test_short_lists_leave_the_room_to_the_quotes(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        heights = {pane.name: pane.outer_size.height for pane in r.screen.side.panes}
        assert heights == {"quotes": 37 - 6 - 4, "actors": 5 + 1, "notes": 4}
        await r.press("B", "}", "B", "}", "B")
        heights = {pane.name: pane.outer_size.height for pane in r.screen.side.panes}
        assert heights == {"quotes": 37 - 6 - 7, "actors": 6, "notes": 3 * 2 + 1}


async def test_zen_and_close(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("z")
        assert not r.screen.query_one("#side").display
        assert not r.screen.query_one(TitleBar).display
        await r.press("q")
        assert r.screen.query_one("#side").display
        await r.press("z", "escape")
        assert r.screen.query_one("#side").display
        await r.press("slash", "escape", "q")
        await until(lambda: r.app._exit)
        assert r.app.return_code == 0


async def test_tabs_at_80_columns(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(80, 24)) as r:
        tabs = r.screen.query_one(Tabs)
        assert tabs.display
        assert [label for _, label in tabs.labels] == ["Quotes 6", "Actors 5", "Notes 0"]
        assert r.screen.side.quotes.region.width > 0
        assert r.screen.side.actors.region.width == 0
        await r.press("f4")
        assert r.screen.side.actors.region.width > 0
        assert r.screen.side.quotes.region.width == 0
        await r.pilot.click(Tabs, offset=(3, 0))
        await r.settle()
        assert r.focused == "quotes"


async def test_lists_open_over_the_article_below_60_columns(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(58, 20)) as r:
        side = r.screen.query_one("#side")
        assert not side.display
        assert r.screen.view.size.width >= 57
        await r.press("f3")
        assert side.display
        assert side.size.width == 58
        await r.press("escape")
        assert not side.display
        assert r.focused == "article"
        await r.press("f3", "down", "enter")
        assert not side.display
        assert r.quote is not None
        await r.press("f4", "q")
        assert not side.display
        await r.pilot.resize_terminal(120, 40)
        await r.settle()
        assert side.display
        assert 24 <= side.size.width <= 46


async def test_analysis_streams_in(tmp_path: Path) -> None:
    analyser = FakeAnalyser(cached=False)
    async with reading(tmp_path, analyser=analyser) as r:
        assert "reading…" in r.status
        assert "reading…" in r.screen.side.quotes.empty_text
        await r.press("J")
        assert "No quote was found yet" in r.said
        analyser.step(ARTICLE, 2, 3)
        await r.settle()
        assert r.listed == ["q1", "q2"]
        assert r.quote == "q1", "what was asked for is done once it can be"
        assert "42 % · 2,100 words/s · 3 s left" in r.status
        await r.press("J", "J")
        before = dict(r.state.picture.colours)
        analyser.step(make_article(source="/other.txt"), 5, 7)
        analyser.step(ARTICLE, 6, 7, final=True, notice="It was started anew.")
        await r.settle()
        assert r.quote == "q2", "the place is kept"
        assert len(r.listed) == 6
        assert "reading" not in r.status
        assert r.notices == ["It was started anew."]
        assert before.items() <= r.state.picture.colours.items(), "speakers keep their colours"


async def test_update_of_another_article_is_dropped(tmp_path: Path) -> None:
    analyser = FakeAnalyser(cached=False)
    async with reading(tmp_path, analyser=analyser) as r:
        analyser.step(make_article(source="/other.txt"), 6, 7)
        await r.settle()
        assert r.listed == []


async def test_leaving_cancels_the_analysis(tmp_path: Path) -> None:
    analyser = FakeAnalyser(cached=False)
    async with reading(tmp_path, analyser=analyser) as r:
        await r.press("q")
    assert analyser.cancelled
    assert analyser.closed


async def test_analysis_that_fails_leaves_the_article(tmp_path: Path) -> None:
    analyser = FakeAnalyser(cached=False, trouble="The pipeline en_none is not installed.")
    async with reading(tmp_path, analyser=analyser) as r:
        assert r.notices == ["The pipeline en_none is not installed. R tries again."]
        assert "en_none" in r.screen.side.quotes.empty_text
        assert "no analysis" in r.status
        await r.press("j", "j")
        assert r.caret > 0
        await r.press("B")
        assert "Bookmarked" in r.said
        analyser.trouble = ""
        analyser.step(ARTICLE, 2, 3)
        await r.press("R")
        assert r.listed == ["q1", "q2"]
        assert "reading…" in r.status
        analyser.step(ARTICLE, 6, 7, final=True)
        await r.settle()
        assert len(r.listed) == 6
        assert "analysis" not in r.status
        await r.press("R")
        assert "as it was" in r.said


async def test_the_analysis_is_told_where_the_reader_is(tmp_path: Path) -> None:
    article = make_article(("A long day", *(f"Paragraph {number} of them." for number in range(200))))
    analyser = FakeAnalyser(cached=False)
    async with reading(tmp_path, analyser=analyser, article=article) as r:
        assert analyser.focus() == 0
        await r.press("G")
        assert analyser.focus() == r.screen.view.top_offset > 0


async def test_a_jump_waits_for_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All is in the cache, but to work out the picture of a book takes a moment."""
    build = PictureBuilder.build

    def slowly(*arguments: Any) -> Any:
        time.sleep(0.2)
        return build(*arguments)

    monkeypatch.setattr(PictureBuilder, "build", slowly)
    library = FakeLibrary()
    library.keep_reading(
        Kept(
            article_id=ARTICLE.id,
            source=ARTICLE.source,
            title=ARTICLE.title,
            text_hash=ARTICLE.text_hash,
            position=span("We are not an island").start + 30,
            length=len(ARTICLE.text),
        )
    )
    async with make_app(tmp_path, library=library).run_test(size=(120, 40)) as pilot:
        r = Reading(pilot)
        await pilot.press("J")
        await r.settle()
        assert r.quote == "q2", "the next from where the reader stopped the last time"


@pytest.mark.parametrize("key", ["v", "slash", "a", "f1", "f3"])
async def test_a_jump_that_waits_gives_way_to_what_is_done_meanwhile(tmp_path: Path, key: str) -> None:
    analyser = FakeAnalyser(cached=False)
    async with reading(tmp_path, analyser=analyser) as r:
        await r.press("J", key)
        selected = r.screen.view.selection
        analyser.step(ARTICLE, 6, 7)
        await r.settle()
        assert (r.caret, r.screen.view.selection) == (0, selected)


async def test_a_jump_waits_while_what_is_found_lies_the_other_way(tmp_path: Path) -> None:
    analyser = FakeAnalyser(cached=False)
    async with reading(tmp_path, analyser=analyser) as r:
        r.screen.view.move_caret(span("nurses, bakers").start)
        await r.press("J")
        before = r.caret
        analyser.step(ARTICLE, 1, 1)
        await r.settle()
        assert r.caret == before
        analyser.step(ARTICLE, 6, 7, final=True)
        await r.settle()
        assert r.caret > before


async def test_a_jump_that_waits_is_dropped_when_the_reader_goes_elsewhere(tmp_path: Path) -> None:
    analyser = FakeAnalyser(cached=False)
    async with reading(tmp_path, analyser=analyser) as r:
        await r.press("2", "J", "G")
        before = r.caret
        analyser.step(ARTICLE, 6, 7)
        await r.settle()
        assert r.caret == before


async def test_a_jump_that_waited_for_nothing_says_so(tmp_path: Path) -> None:
    analyser = FakeAnalyser(cached=False)
    async with reading(tmp_path, analyser=analyser) as r:
        await r.press("J")
        analyser.step(ARTICLE, 0, 7, final=True)
        await r.settle()
        assert "There are no quotes" in r.said


async def test_analysis_that_breaks_off_is_called_incomplete(tmp_path: Path) -> None:
    class Breaking(FakeAnalyser):
        async def analyse(self, article: Article, *, focus: Focus = at_beginning) -> AsyncIterator[Update]:
            self.step(article, 2, 3)
            yield await self.steps.get()
            raise ModelError("It broke off.")

    async with reading(tmp_path, analyser=Breaking(cached=False)) as r:
        assert r.listed == ["q1", "q2"]
        assert r.screen.side.panes[0].heading.title == "Quotes 2 (incomplete) ▾ all"
        assert "incomplete" in r.status


async def test_source_is_loaded_in_the_background(tmp_path: Path) -> None:
    async with reading(tmp_path, article=None, source=ARTICLE.source) as r:
        await r.press("J")
        assert r.quote == "q1"


async def test_source_that_cannot_be_read(tmp_path: Path) -> None:
    async with reading(tmp_path, article=None, source="/none.txt") as r:
        assert r.screen.view.empty_text == "/none.txt does not exist: check the path."
        await r.press("J", "a", "enter", "f", "x", "B", "y", "slash", "v", "c", "1", "M", "e", "E")
        assert r.state.article is None
        await r.press("q")
        assert r.app.return_value == 1
        assert r.app.closing_message == "/none.txt does not exist: check the path.", "said again in the shell"


async def test_all_of_why_a_source_cannot_be_read_is_shown(tmp_path: Path) -> None:
    source = "/a/" + "long/" * 12 + "none.txt"
    async with reading(tmp_path, size=(80, 24), article=None, source=source) as r:
        shown = [r.screen.view.render_line(y).text.strip() for y in range(r.screen.view.size.height)]
        assert " ".join(filter(None, shown)).endswith("check the path.")
        await r.press("O", "q")
        assert r.app.return_value == 0, "the library was asked for after it"


async def test_a_selection_stays_while_a_list_is_walked(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        r.screen.view.select(span("nurses, bakers"))
        await r.press("f3", "j", "j")
        assert r.screen.view.selection == span("nurses, bakers")
        await r.pilot.click("#map", offset=(3, 0))
        assert r.screen.view.selection == span("nurses, bakers")
        await r.press("escape")
        assert r.screen.view.selection is None


async def test_position_is_kept_and_found_again(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("3", "J", "q")
    kept = library.read[ARTICLE.id]
    assert kept.position == span("The numbers").start
    assert (kept.quotes, kept.actors) == (6, 5)
    assert kept.share == 1.0, "all of it was on the screen"
    async with reading(tmp_path, library=library) as r:
        assert r.caret == kept.position
        assert r.quote == "q3"


HOSTILE = (
    "[bold]Title[/bold] \x1b]52;c;AAAA\x07 [/]",
    "[@click=app.quit]Click[/] \x1b[31mred\x1b[0m “[b]words[/b] \x9b2J” he said. \u202egnirts",
)


async def test_what_fits_the_screen_has_been_read(tmp_path: Path) -> None:
    library = FakeLibrary()
    for _ in range(2):
        async with reading(tmp_path, library=library) as r:
            assert "100 %" in r.status
            assert r.caret == 0
            await r.press("q")
    assert library.read[ARTICLE.id].share == 1.0


async def test_hostile_text_is_shown_as_it_is(tmp_path: Path) -> None:
    article = make_article(HOSTILE, byline="[red]By\x1b[0m", source="/\x1b[2Jx.txt", published="\x07now")
    from tui.domain.analysis import Actor, ActorKind, Analysis, Mention, Quote, QuoteKind

    words = article.text.index("[b]words")
    place = type(article.paragraphs[0].span)(words, words + 12)
    analysis = Analysis(
        article.text_hash,
        "fake",
        "1",
        (Mention(place, "[/x]\x1b", "evil"),),
        (Actor("evil", "[/]\x1b[1mEvil", ActorKind.PERSON, "[red]\x9b", ("\x1b",), (place,)),),
        (Quote("q", QuoteKind.DIRECT, (place,), actor_id="evil"),),
    )
    async with reading(
        tmp_path, article=article, analyser=FakeAnalyser(analysis), loader=FakeLoader(article)
    ) as r:
        await r.press(
            "J", "enter", "escape", "f4", "enter", "f", "escape", "f2", "x", "escape", "a", "x", "f2"
        )
        await r.press("y", "f5", "f1")
        picture = r.app.export_screenshot()
        await r.press("escape")
        picture += r.app.export_screenshot()
        assert not any(character in picture for character in "\x1b\x07\x9b\u202e")
        assert not r.app._exit


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (300, 100)])
async def test_odd_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(tmp_path, size=size) as r:
        await r.press("J", "J", "f4", "escape", "f1", "escape", "ctrl+p", "escape", "a", "x", "f2", "z", "z")
        assert r.quote == "q2"


async def test_empty_article(tmp_path: Path) -> None:
    article = make_article((" ",), source="/blank.txt")
    from tui.domain.analysis import Analysis

    empty = FakeAnalyser(Analysis(article.text_hash, "fake", "1"))
    async with reading(tmp_path, article=article, analyser=empty) as r:
        await r.press("J", "K", "]", "a", "enter", "a", "escape", "f", "escape", "x", "escape", "B", "y", "M")
        await r.press("f3", "enter", "f4", "enter", "f5", "enter", "d", "r", "f2")
        assert r.screen.side.quotes.empty_text == "No quotes found."


async def test_thousands_of_quotes(tmp_path: Path) -> None:
    from msgspec.structs import replace

    from tests.app.fakes import PARAGRAPHS, make_analysis

    article = make_article(PARAGRAPHS * 700, source="/long.txt")
    step = len("\n\n".join(PARAGRAPHS)) + 2
    base = make_analysis()
    quotes = [
        replace(
            q, id=f"{q.id}.{n}", content=tuple(p.shifted(n * step) for p in q.content), cue=(), speaker=None
        )
        for n in range(700)
        for q in base.quotes
    ]
    analysis = replace(base, quotes=tuple(quotes))
    async with reading(tmp_path, article=article, analyser=FakeAnalyser(analysis)) as r:
        assert len(r.listed) == 4200
        await r.press(*["J"] * 10)
        await r.press("f3", "G")
        assert r.quote == "q6.699"


async def test_keys_mean_the_same_at_any_speed(tmp_path: Path) -> None:
    """As a slow line, a macro or ``tmux send-keys`` brings them: in one write."""
    sequences = [
        "]q",
        "[e",
        "]n",
        "]x",
        "c5",
        "c9",
        "2]q",
        "jjjma",
        "gg''",
        "]q]q]e[ey",
        "/boat\rn",
        "G/x/]q\r",
    ]
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:

        def stand() -> tuple[object, ...]:
            marked = sorted((type(note).__name__, note.anchor.start) for note in library.annotations())
            zen = r.screen.has_class("-zen")
            return r.caret, r.quote, r.said, marked, zen, r.app.is_running, len(r.app.screen_stack)

        async def typed(sequence: str, *, at_once: bool) -> tuple[object, ...]:
            await r.press("escape", "g", "3", "J")
            while library.annotations():
                await r.press("U")
            for key in sequence:
                name = "enter" if key == "\r" else _character_to_key(key)
                if at_once:
                    r.app.post_message(events.Key(name, key))
                else:
                    await r.pilot.press(name)
            await r.settle()
            return stand()

        for sequence in sequences:
            slowly = await typed(sequence, at_once=False)
            assert await typed(sequence, at_once=True) == slowly, sequence


async def test_what_is_read_is_kept_with_what_was_found(tmp_path: Path) -> None:
    articles = FakeArticles()
    app = make_app(tmp_path, articles=articles)
    async with app.run_test() as pilot:
        await settled(pilot.app)
    kept = articles.all[ARTICLE.id]
    assert (kept.article, kept.analysis) == (ARTICLE, make_analysis())
    raw = make_article(("The input’s own characters", "They are no newer text."), source=ARTICLE.source)
    app = make_app(tmp_path, articles=articles, article=raw)
    app.services.clean = False
    async with app.run_test() as pilot:
        await settled(pilot.app)
    assert articles.all[ARTICLE.id] is kept
