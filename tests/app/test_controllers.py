"""The reader's parts without a screen: state, navigator, searcher and builder; and how often a key draws."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.app.fakes import ARTICLE, FakeAnalyser, make_analysis, span
from tests.app.test_reader import reading
from tui.app import wording
from tui.app.panes.lists import ActorsList, QuotesList
from tui.app.panes.row_list import RowList
from tui.app.reader.navigator import Navigator
from tui.app.reader.searcher import Searcher
from tui.app.state import words
from tui.app.state.picture_builder import PictureBuilder
from tui.app.state.reader_state import Part, ReaderState
from tui.domain.analysis import Actor, ActorKind, Quote, QuoteKind
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Annotation, Correction, NotAQuote, Note
from tui.domain.article import Span


class FakeText:
    """A pane that shows everything at once."""

    def __init__(self) -> None:
        self.caret = self.count = self.top_offset = 0
        self.bottom_offset = len(ARTICLE.text)
        self.selection: Span | None = None

    def move_caret(self, offset: int, *, reveal: bool = True) -> None:
        self.caret = offset

    def reveal(self, span: Span, where: Any = "third") -> None:
        pass

    def take_count(self, default: int = 1) -> int:
        count, self.count = self.count, 0
        return count or default

    def hold_selection(self) -> None:
        pass


class FakePanes:
    """The article has the focus; nothing is under a cursor."""

    focused = "article"
    reading = True
    quote: Quote | None = None
    actor: Actor | None = None
    note = None

    def show(self, name: str) -> None:
        self.focused = name

    def point_to_note(self, annotation_id: str) -> None:
        pass


class FakeHost:
    """Keeps what was said; work in the background is kept for the test to run."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.work: list[Any] = []

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def warn(self, sentence: str, *, severity: str = "warning") -> None:
        self.said.append(sentence)

    def keys_of(self, command_id: str) -> str:
        return command_id

    def run_latest(self, group: str, work: Callable[..., Any], *arguments: object) -> None:
        self.cancel(group)
        self.work = [work(*arguments)]

    def run_too(self, group: str, work: Any) -> None:
        self.work.append(work)

    def cancel(self, group: str) -> None:
        for work in self.work:
            work.close()
        self.work = []

    async def open(self, direction: int, earlier: Sequence[str]) -> None:
        pass

    def close(self) -> None:
        pass


def known(*annotations: Annotation) -> ReaderState:
    """The state once all is known of the article."""
    state = ReaderState()
    state.open(ARTICLE)
    state.take_picture(PictureBuilder(ARTICLE).build(make_analysis(), annotations))
    return state


def note(words: str) -> Note:
    return Note(article_id=ARTICLE.id, anchor=make_anchor(ARTICLE.text, span(words)), body="why?")


def test_a_walk_goes_from_quote_to_quote_and_back() -> None:
    state, text, host = known(), FakeText(), FakeHost()
    navigator = Navigator(state, text, FakePanes(), host)
    navigator.walk("quote", 1)
    text.count = 2
    navigator.walk("quote", 1)
    assert (state.current_id, text.caret) == ("q3", span("The numbers").start)
    navigator.step_back(-1)
    assert state.current_id == "q1", "the quote goes with the caret"
    navigator.walk("quote", -1)
    assert host.said == ["That was the first quote."]


def test_nothing_is_said_to_be_missing_before_all_is_shown() -> None:
    state, builder = ReaderState(), PictureBuilder(ARTICLE)
    state.open(ARTICLE)
    state.take_picture(builder.first())
    state.building = True  # the analysis is at its end, the picture of it is not
    assert words.empty_lists(state, str)["quotes"] == "reading…"
    nothing = msgspec.structs.replace(make_analysis(), quotes=(), actors=(), mentions=())
    state.take_picture(builder.build(nothing, ()))
    assert words.empty_lists(state, str)["quotes"] == "No quotes found."


def test_a_walk_waits_for_the_first_quote() -> None:
    state, text, host = ReaderState(), FakeText(), FakeHost()
    state.open(ARTICLE)
    navigator = Navigator(state, text, FakePanes(), host)
    navigator.walk("quote", 1)
    assert "No quote was found yet" in host.said[0]
    state.take_picture(PictureBuilder(ARTICLE).build(make_analysis(), ()))
    navigator.walk_waiting()
    assert state.current_id == "q1"


def test_who_has_no_name_looks_unlike_the_others_in_the_lists() -> None:
    found = make_analysis()
    first = msgspec.structs.replace(
        found.actors[0], kind=ActorKind.UNNAMED, role=None, affiliation="Ruda Port"
    )
    picture = PictureBuilder(ARTICLE).build(
        msgspec.structs.replace(found, actors=(first, *found.actors[1:])), ()
    )
    actors, quotes = ActorsList(), QuotesList()
    actors.picture = quotes.picture = picture
    ((sign, name, rest, *_),) = actors.draw(first, 60)
    assert (sign[0], rest[0]) == ("○ ", " Ruda Port")
    assert "unnamed" in name[1].split()
    ((_, name, *_),) = actors.draw(picture.actors[found.actors[1].id], 60)
    assert "unnamed" not in name[1].split()
    said = next(quote for quote in picture.quotes if quote.actor_id == first.id)
    heading, *_ = quotes.draw(said, 60)
    assert "unnamed" in heading[1][1].split()


async def test_a_search_is_found_counted_and_given_up() -> None:
    state, text, host = known(), FakeText(), FakeHost()
    searcher = Searcher(state, text, host, Navigator(state, text, FakePanes(), host), host, host)
    await searcher.ask(1)
    searcher.typed("boat")
    await asyncio.gather(*host.work)
    assert text.caret == span("boat").start
    assert words.found(state) == "match 1/2"
    searcher.give_up()
    assert (text.caret, words.found(state)) == (0, "")


async def test_the_next_match_may_be_asked_for_before_the_first_is_found() -> None:
    state, text, host = known(), FakeText(), FakeHost()
    searcher = Searcher(state, text, host, Navigator(state, text, FakePanes(), host), host, host)
    await searcher.ask(1)
    searcher.typed("boat")
    searcher.accept("boat")
    searcher.again(1)
    await asyncio.gather(*host.work)
    assert text.caret == span("boat", 1).start


@pytest.mark.parametrize("looked_through_first", [True, False])
async def test_words_that_are_nowhere_are_said_however_fast_they_are_entered(
    looked_through_first: bool,
) -> None:
    state, text, host = known(), FakeText(), FakeHost()
    searcher = Searcher(state, text, host, Navigator(state, text, FakePanes(), host), host, host)
    await searcher.ask(1)
    searcher.typed("zebra")
    if looked_through_first:
        await asyncio.gather(*host.work)
        assert host.said == []
        searcher.accept("zebra")
    else:
        searcher.accept("zebra")
        assert host.said == []
        await asyncio.gather(*host.work)
    assert host.said == ["“zebra” is not in this article."]


def test_a_change_names_what_is_to_be_drawn() -> None:
    state, parts = known(), Part.NOTHING

    def changed(more: Part) -> None:
        nonlocal parts
        parts |= more

    state.changed = changed
    state.be_at(state.quotes[1])
    assert parts == Part.TEXT | Part.FOLLOW | Part.STATUS
    parts = Part.NOTHING
    state.be_at(state.quotes[1])
    assert parts == Part.NOTHING, "it is there already"
    state.choose_actor("ada-brandt")
    assert [quote.id for quote in state.quotes] == ["q1", "q2", "q4"]
    assert Part.QUOTES in parts
    assert Part.NOTES not in parts


def test_a_note_builds_the_layer_of_notes_alone() -> None:
    builder, analysis = PictureBuilder(ARTICLE), make_analysis()
    before = builder.build(analysis, ())
    after = builder.build(analysis, (note("two crews"),))
    assert [kind for _, kind, _, _ in after.note_layer] == ["note"]
    assert after.quote_layer is before.quote_layer
    assert after.entity_layer is before.entity_layer
    wrong = make_anchor(ARTICLE.text, span("the town would pay for one boat and two crews"))
    corrected = builder.build(analysis, (Correction(article_id=ARTICLE.id, anchor=wrong, right=NotAQuote()),))
    assert len(corrected.quotes) == 5
    assert sum(quote.kind is QuoteKind.INDIRECT for quote in corrected.quotes) == 1
    assert builder.build(analysis, ()).quotes == before.quotes


async def test_a_key_draws_the_status_and_points_each_list_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    status, point = words.status, RowList.point

    def counted_status(state: ReaderState, share: float) -> str:
        drawn.append("status")
        return status(state, share)

    def counted_point(rows: RowList[Any], index: int | None) -> None:
        drawn.append(rows.id or "")
        point(rows, index)

    async with reading(tmp_path, size=(80, 12)) as r:
        monkeypatch.setattr(words, "status", counted_status)
        monkeypatch.setattr(RowList, "point", counted_point)
        for key in "JJJ":
            drawn.clear()
            top = r.screen.view.top_offset
            await r.press(key)
            assert sorted(drawn) == ["actors", "quotes", "status"]
        assert r.screen.view.top_offset != top, "it was scrolled too"


async def test_another_language_is_said_above_the_panes(tmp_path: Path) -> None:
    assert wording.about(ARTICLE, make_analysis()) == wording.about(ARTICLE)
    unread = msgspec.structs.replace(make_analysis(), actors=(), quotes=(), language="de", unread=True)
    async with reading(tmp_path, analyser=FakeAnalyser(unread)) as r:
        assert r.screen.title_bar.about.endswith(" · German: passages in marks alone")
        assert any("de_core_news_sm" in notice.message for notice in r.app._notifications)
