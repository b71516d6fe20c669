"""The article pane under keys and mouse: every key moves, counts, selects and scrolls as it should."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES, Theme

from tests.app.quiet import until
from tests.app.texts import STRIKE, article_of, long_article, strike
from tui.app.panes import layered
from tui.app.panes.article_view import ArticleView
from tui.app.text.column import Column
from tui.app.text.find import Search
from tui.app.text.paint import COLOUR_KEYS, ENTITY_KEYS, Layers
from tui.app.theme import themes
from tui.domain.article import Article, Span


class Bench(App[None]):
    """Nothing but the pane, and a list of what it says."""

    def __init__(self, article: Article | None, position: int = 0) -> None:
        super().__init__()
        self.start = (article, position)
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield ArticleView(empty_text="Nothing to read yet.\nOpen something.")

    def on_mount(self) -> None:
        view = self.query_one(ArticleView)
        view.focus()
        if self.start[0] is not None:
            view.show(self.start[0], self.start[1])

    def note(self, message: Message) -> None:
        self.said.append(message)

    on_article_view_caret_moved = note
    on_article_view_clicked = note
    on_article_view_selection_changed = note
    on_article_view_count_changed = note
    on_article_view_scrolled = note

    def of(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.said if isinstance(message, kind)]


Opened = tuple[Pilot[None], ArticleView, Bench]


@asynccontextmanager
async def opened(
    article: Article | None, size: tuple[int, int] = (60, 20), position: int = 0
) -> AsyncIterator[Opened]:
    app = Bench(article, position)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app.query_one(ArticleView), app


def rows(view: ArticleView) -> list[str]:
    return [view.render_line(row).text.rstrip() for row in range(view.size.height)]


def row_with(view: ArticleView, words: str) -> int:
    return next(number for number, row in enumerate(rows(view)) if words in row)


def cell_of(view: ArticleView, words: str) -> tuple[int, int]:
    row = row_with(view, words)
    return view.render_line(row).text.index(words), row


def style_at(view: ArticleView, words: str):  # type: ignore[no-untyped-def]
    x, row = cell_of(view, words)
    at = 0
    for segment in view.render_line(row):
        at += segment.cell_length
        if at > x:
            return segment.style
    raise AssertionError


def at(words: str) -> int:
    return STRIKE.index(words)


async def settled(view: ArticleView) -> None:
    """Until the heights are put right."""
    await until(lambda: view._column is not None and view._column.index.complete)


async def test_first_look() -> None:
    async with opened(strike(), (100, 30)) as (_, view, _app):
        shown = rows(view)
        assert shown[1].endswith("Harbour council ends the strike")
        assert shown[2].endswith("Jane Doe · 24 October 2024")
        assert row_with(view, "• First point") > row_with(view, "What the council says")
        left = shown[1].index("Harbour")
        assert shown[row_with(view, "• First point") + 1].index("width of any") == left + 2
        assert view.text_width == 72
        assert left == (99 - 4 - 72) // 2 + 4
        assert (view.top_offset, view.bottom_offset, view.share) == (0, len(STRIKE), 1.0)


@pytest.mark.parametrize(("width", "measure"), [(120, 80), (100, 72), (60, 54), (20, 17), (3, 2)])
async def test_the_measure_fits_the_pane(width: int, measure: int) -> None:
    async with opened(strike(), (width, 10)) as (_, view, _app):
        assert view.text_width == measure
        assert all(view.render_line(row).cell_length == view.size.width for row in range(10))
        view.measure = 40
        assert view.text_width == min(40, measure)


async def test_nothing_to_show() -> None:
    async with opened(None) as (pilot, view, app):
        assert "Nothing to read yet." in "\n".join(rows(view))
        await pilot.press("j", "G", "space", "v", "w", "escape", "5", "percent_sign")
        await pilot.click(ArticleView, offset=(20, 3))
        view.show(article_of(""))
        await pilot.pause()
        await pilot.press("j", "G", "0", "dollar_sign")
        view.move_caret(5)
        view.reveal(Span(0, 3))
        assert (view.caret, view.share, view.selection) == (0, 0.0, None)
        assert not app.of(ArticleView.Clicked)


MOVES: list[tuple[list[str], str, str]] = [
    (["w"], "Dockers", "in the port"),
    (["3", "w"], "Dockers", "port of"),
    (["W"], "Dockers", "in the port"),
    (["ctrl+left"], "in the port", "Dockers"),
    (["l", "l"], "Dockers", "ckers"),
    (["right"], "Dockers", "ockers"),
    (["h"], "ockers", "Dockers"),
    (["left"], "ockers", "Dockers"),
    (["right_parenthesis"], "Dockers", "“We asked"),
    (["left_parenthesis"], "asked for", "“We asked"),
    (["right_curly_bracket"], "Dockers", "What the council"),
    (["2", "right_curly_bracket"], "Dockers", "The chair"),
    (["left_curly_bracket"], "asked for", "Dockers"),
    (["dollar_sign"], "Dockers", "n\u0020Monday"),
    (["0"], "port of", "Dockers"),
    (["j"], "Dockers", "Monday after"),
    (["down", "down"], "Dockers", "over night"),
    (["2", "j"], "Dockers", "over night"),
    (["k"], "Monday after", "Dockers"),
    (["2", "up"], "over night", "Dockers"),
    (["g"], "Dockers", "Harbour"),
    (["home"], "Dockers", "Harbour"),
    (["4", "g"], "Harbour", "The chair"),
    (["2", "G"], "Nobody", "Dockers"),
    (["5", "0", "percent_sign"], "Harbour", "wrong"),
]


async def test_every_motion() -> None:
    async with opened(strike(), (56, 20)) as (pilot, view, _app):
        for keys, start, target in MOVES:
            view.move_caret(at(start))
            await pilot.press(*keys)
            if target == "wrong":
                assert view.caret == pytest.approx(len(STRIKE) / 2, abs=1)
            else:
                assert view.caret == at(target), (keys, start, target)
            assert view.count == 0
        await pilot.press("G")
        assert view.caret == len(STRIKE) - 1
        await pilot.press("end", "j", "l")
        assert view.caret == len(STRIKE) - 1


async def test_a_column_is_kept_across_short_lines() -> None:
    async with opened(strike(), (56, 30)) as (pilot, view, _app):
        view.move_caret(at("council of the harbour"))
        await pilot.press(*"jjj")
        assert rows(view)[view._column.row_of(view.caret)] == "    union."  # type: ignore[union-attr, index]
        await pilot.press(*"jjkkkkk")
        assert view.caret == at("council of the harbour")


async def test_pages_take_the_caret_along() -> None:
    article = long_article(120)
    async with opened(article, (60, 20)) as (pilot, view, app):
        await settled(view)
        await pilot.press("5", "j")
        row = view._column.row_of(view.caret)  # type: ignore[union-attr]
        for key, distance in [
            ("space", 18),
            ("pagedown", 18),
            ("d", 10),
            ("u", -10),
            ("b", -18),
            ("pageup", -18),
        ]:
            before = view.scroll_offset.y
            await pilot.press(key)
            assert view.scroll_offset.y == before + distance
            assert abs(view._column.row_of(view.caret) - row) <= 1  # type: ignore[union-attr, operator]
        await pilot.press("2", "space")
        assert view.scroll_offset.y == 36
        await pilot.press("G")
        assert view.share == 1.0
        assert view.scroll_offset.y == view.max_scroll_y
        await pilot.press("space")
        assert view.caret >= article.paragraphs[-1].start
        await pilot.press("g", "b")
        assert (view.caret, view.scroll_offset.y) == (0, 0)
        scrolled = app.of(ArticleView.Scrolled)
        assert scrolled[-1].top == 0  # type: ignore[attr-defined]


async def test_moving_keeps_a_margin_and_reveals() -> None:
    async with opened(long_article(120), (60, 20)) as (pilot, view, _app):
        await pilot.press(*"40j")
        assert view._column.row_of(view.caret) == 16  # type: ignore[union-attr]
        await pilot.press(*"30k")
        assert view._column.row_of(view.caret) == 3  # type: ignore[union-attr]
        target = view.article.text.index("Paragraph 70")  # type: ignore[union-attr]
        view.reveal(Span(target, target + 9))
        assert view._column.row_of(target) == 6  # type: ignore[union-attr]
        place = view.scroll_offset.y
        view.reveal(Span(target, target + 9))
        assert view.scroll_offset.y == place, "what is visible stays where it is"
        view.move_caret(target)
        assert view.line_of(target) == view.scroll_offset.y + 6


async def test_counts() -> None:
    async with opened(strike()) as (pilot, view, app):
        await pilot.press("1", "0", "7")
        assert view.count == 107
        assert view.take_count() == 107
        assert view.take_count() == 1
        assert view.take_count(0) == 0
        await pilot.press("4", "escape")
        assert view.count == 0
        await pilot.press(*["9"] * 12)
        assert view.count == 999_999
        await pilot.press("j")
        assert view.caret >= at("Nobody")
        await pilot.pause()
        assert [message.count for message in app.of(ArticleView.CountChanged)][:4] == [1, 10, 107, 0]  # type: ignore[attr-defined]


async def test_selecting_by_words_and_lines() -> None:
    async with opened(strike(), (56, 30)) as (pilot, view, app):
        view.move_caret(at("port of"))
        await pilot.press("v")
        assert view.selection.of(STRIKE) == "port"  # type: ignore[union-attr]
        await pilot.press("2", "w")
        assert view.selection.of(STRIKE) == "port of Ruda"  # type: ignore[union-attr]
        await pilot.press("o", "ctrl+left")
        assert view.selection.of(STRIKE) == "the port of Ruda"  # type: ignore[union-attr]
        await pilot.press("o", "w")
        assert view.selection.of(STRIKE) == "the port of Ruda went"  # type: ignore[union-attr]
        await pilot.press("3", "right_curly_bracket")
        assert view.selection == Span(at("the port"), at("First") + len("First"))
        await pilot.press("escape")
        assert view.selection is None
        assert not view.selecting
        view.move_caret(at("asked"))
        await pilot.press("V")
        line = view.selection
        assert line.of(STRIKE).startswith("over night shifts")  # type: ignore[union-attr]
        await pilot.press("k")
        assert view.selection.end == line.end  # type: ignore[union-attr]
        assert view.selection.of(STRIKE).startswith("Monday after")  # type: ignore[union-attr]
        await pilot.press("v")
        assert view.selection.of(STRIKE).count("\n") == 0  # type: ignore[union-attr]
        await pilot.press("v")
        assert view.selection is None
        await pilot.pause()
        assert app.of(ArticleView.SelectionChanged)[-1].span is None  # type: ignore[attr-defined]


async def test_a_selection_crosses_screens() -> None:
    async with opened(long_article(90), (60, 12)) as (pilot, view, _app):
        await pilot.press("right_curly_bracket", "v", "space", "space", "space")
        assert view.selection.start == view.article.text.index("Paragraph 1")  # type: ignore[union-attr]
        assert view.caret in view.selection  # type: ignore[operator]
        assert view.selection.end > view.top_offset > view.selection.start  # type: ignore[union-attr]


async def test_selecting_from_outside() -> None:
    async with opened(strike()) as (pilot, view, _app):
        view.select(Span(at("Mira"), at("Mira") + 9))
        await pilot.press("w", "w")
        assert view.selection.of(STRIKE) == "Mira Holt, who"  # type: ignore[union-attr]
        view.selection = None
        await pilot.press("w")
        assert view.selection is None


async def test_clicks() -> None:
    async with opened(strike(), (56, 30)) as (pilot, view, app):
        x, y = cell_of(view, "port of")
        await pilot.click(ArticleView, offset=(x + 1, y))
        assert view.caret == at("port of") + 1
        assert view.selection is None
        await pilot.click(ArticleView, offset=(x + 1, y), times=2)
        assert view.selection.of(STRIKE) == "port"  # type: ignore[union-attr]
        await pilot.click(ArticleView, offset=(x + 1, y), times=3)
        assert view.selection.of(STRIKE).startswith("Dockers")  # type: ignore[union-attr]
        assert view.selection.of(STRIKE).endswith("shifts.")  # type: ignore[union-attr]
        await pilot.click(ArticleView, offset=(x, y))
        assert view.selection is None
        clicks = [(click.offset, click.chain) for click in app.of(ArticleView.Clicked)]  # type: ignore[attr-defined]
        assert clicks[0] == (at("port of") + 1, 1)
        assert {chain for _, chain in clicks} == {1, 2, 3}
        count = len(clicks)
        await pilot.click(ArticleView, offset=(2, 0))
        assert len(app.of(ArticleView.Clicked)) == count, "no text there"


async def drag(pilot: Pilot[None], steps: list[tuple[int, int]], *, drop: bool = True) -> None:
    view = pilot.app.query_one(ArticleView)
    for number, (x, y) in enumerate(steps):
        kind = MouseDown if number == 0 else MouseMove
        pilot.app.post_message(mouse(kind, x, y))
        await pilot.pause()
    if drop:
        pilot.app.post_message(mouse(MouseUp, *steps[-1]))
        await pilot.pause()
    assert view.app.mouse_captured is (None if drop else view)


def mouse(kind, x: int, y: int, button: int = 1):  # type: ignore[no-untyped-def]
    return kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)


async def test_dragging_selects() -> None:
    async with opened(strike(), (56, 30)) as (pilot, view, app):
        first, last = cell_of(view, "the port"), cell_of(view, "asked for")
        await drag(pilot, [first, (first[0] + 3, first[1]), (last[0] + 4, last[1])])
        assert view.selection == Span(at("the port"), at("asked for") + 5)
        assert not app.of(ArticleView.Clicked), "the end of a drag is no click"
        await pilot.press("w")
        assert view.selecting, "motions go on from there"
        await drag(pilot, [last, first])
        assert view.selection == Span(at("the port"), at("asked for") + 1)


async def test_a_button_let_go_outside_the_terminal_ends_the_drag() -> None:
    async with opened(strike(), (56, 30)) as (pilot, view, _app):
        first, last = cell_of(view, "the port"), cell_of(view, "asked for")
        await drag(pilot, [first, (first[0] + 3, first[1])], drop=False)
        pilot.app.post_message(mouse(MouseMove, *last, button=0))
        await pilot.pause()
        assert view.selection.of(STRIKE) == "the "  # type: ignore[union-attr]
        assert view.app.mouse_captured is None


async def test_dragging_beyond_an_edge_scrolls() -> None:
    async with opened(long_article(90), (60, 12)) as (pilot, view, _app):
        await drag(pilot, [(10, 5), (10, 8), (10, 14)], drop=False)
        await until(lambda: view.scroll_offset.y > 8)
        pilot.app.post_message(mouse(MouseUp, 10, 14))
        await pilot.pause()
        rested = view.scroll_offset.y
        assert view.selection.end > view.top_offset  # type: ignore[union-attr]
        await asyncio.sleep(0.15)
        assert view.scroll_offset.y == rested


async def test_the_wheel_scrolls_and_takes_the_caret_along() -> None:
    async with opened(long_article(90), (60, 12)) as (pilot, view, _app):
        pilot.app.post_message(mouse(MouseScrollDown, 10, 5))
        await pilot.pause()
        assert view.scroll_offset.y == 3
        assert view.top_offset <= view.caret < view.bottom_offset
        pilot.app.post_message(mouse(MouseScrollUp, 10, 5))
        await pilot.pause()
        assert view.scroll_offset.y == 0


async def test_the_scroll_bar_scrolls() -> None:
    async with opened(long_article(900), (60, 12)) as (pilot, view, _app):
        await settled(view)
        view.scroll_to(y=700, animate=False)
        await pilot.pause()
        assert view.scroll_offset.y == 700
        assert view._column.index.row(view._column.top) == 700  # type: ignore[union-attr]
        assert view.top_offset <= view.caret < view.bottom_offset
        view.scroll_end(animate=False)
        await pilot.pause()
        assert view.share == 1.0


async def test_resizing_keeps_the_place() -> None:
    async with opened(long_article(400), (100, 24)) as (pilot, view, _app):
        target = view.article.text.index("Paragraph 200")  # type: ignore[union-attr]
        view.move_caret(target)
        view.reveal(Span(target, target + 1))
        row = view._column.row_of(target)  # type: ignore[union-attr]
        for width, height in [(60, 24), (33, 24), (140, 24), (100, 40)]:
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert view._column.row_of(target) == row  # type: ignore[union-attr]
            await settled(view)
            assert view._column.row_of(target) == row  # type: ignore[union-attr]
        await pilot.resize_terminal(100, 5)
        await pilot.pause()
        assert view._column.row_of(target) is not None  # type: ignore[union-attr]


async def test_the_top_stays_the_top_when_the_pane_changes() -> None:
    async with opened(strike(), (100, 24)) as (pilot, view, _app):
        view.move_caret(STRIKE.index("Mira Holt"))
        for width in (30, 120, 44):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert view.top_offset == 0
            assert view._column.row_of(view.caret) is not None  # type: ignore[union-attr]


async def test_the_first_frame_of_another_size_is_wrapped_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(long_article(400), (100, 24)) as (pilot, view, _app):
        widths: list[int] = []
        real = view.render_line

        def render_line(y: int) -> Strip:
            assert view._column is not None
            widths.append(view._column.index.width)
            return real(y)

        monkeypatch.setattr(view, "render_line", render_line)
        await pilot.resize_terminal(50, 24)
        await pilot.pause()
        assert set(widths) == {view.text_width}


async def test_what_is_seen_does_not_move_while_heights_are_put_right() -> None:
    async with opened(None, (50, 20)) as (pilot, view, _app):
        view.show(long_article(4_000))
        column = view._column
        assert isinstance(column, Column)
        view.move_caret(len(column.article.text) * 2 // 3)
        before, estimate = rows(view), column.index.total
        assert not column.index.complete
        await settled(view)
        await pilot.pause()
        assert column.index.total != estimate
        assert rows(view) == before
        assert column.index.row(column.top) == view.scroll_offset.y
        assert view.virtual_size.height == column.index.total


async def test_layers_are_drawn_without_wrapping() -> None:
    async with opened(strike(), (56, 30)) as (pilot, view, _app):
        column = view._column
        quote = Span(at("We asked"), at("We asked") + 34)
        search = Search(STRIKE, "town hall")
        view.set_layers(
            Layers(
                entities=[(Span(at("Ruda"), at("Ruda") + 4), "place")],
                quotes=[(quote, 1, "a")],
                current=[quote],
                annotations=[
                    (Span(at("gave way"), at("gave way") + 8), "highlight", "pink", "h"),
                    (Span(at("less glad"), at("less glad") + 9), "note", None, "n"),
                    (Span(at("Second"), at("Second") + 6), "bookmark", None, "b"),
                    (Span(at("Nobody"), at("Nobody") + 6), "correction", None, "c"),
                ],
                matches=search.shown,
                current_match=None,
            )
        )
        await pilot.pause()
        assert view._column is column
        plain = style_at(view, "Dockers in")
        for words in ("Ruda", "We asked", "gave way", "town hall", "less glad", "Nobody"):
            assert style_at(view, words) != plain, words
        assert style_at(view, "less glad").underline
        assert style_at(view, "Nobody").strike
        assert rows(view)[row_with(view, "We asked")].startswith("  ▌ ")
        assert rows(view)[row_with(view, "gave way")].startswith(" 4")
        assert rows(view)[row_with(view, "less glad")].startswith("✎")
        assert rows(view)[row_with(view, "Second")].startswith(" ⚑")
        assert rows(view)[row_with(view, "Nobody")].startswith("✗")
        assert view.painted.current == [quote]


@pytest.mark.parametrize(
    ("marks", "signs"),
    [
        ([("highlight", "yellow"), ("highlight", "blue")], "13"),
        ([("highlight", "blue"), ("note", None)], "✎3"),
        ([("note", None), ("correction", None)], "✎✗"),
        ([("bookmark", None), ("highlight", "pink")], "⚑4"),
        ([("highlight", "pink"), ("note", None), ("highlight", "green")], "✎+"),
        ([("highlight", "yellow"), ("highlight", "green"), ("highlight", "pink")], "1+"),
    ],
)
async def test_what_lies_over_each_other_is_told_in_the_margin(
    marks: list[tuple[str, str | None]], signs: str
) -> None:
    async with opened(strike()) as (pilot, view, _):
        place = Span(at("gave way"), at("gave way") + 8)
        view.set_layers(Layers(annotations=[(place, kind, colour, kind) for kind, colour in marks]))
        await pilot.pause()
        assert rows(view)[row_with(view, "gave way")].startswith(signs)


async def test_the_caret_shows_whether_the_pane_has_the_focus() -> None:
    async with opened(strike(), (56, 30)) as (pilot, view, app):
        view.move_caret(at("Ruda"))
        focused = style_at(view, "Ruda")
        app.set_focus(None)
        await pilot.pause()
        idle = style_at(view, "Ruda")
        plain = style_at(view, "went")
        assert focused != idle
        assert plain not in (focused, idle)


HOSTILE = (
    "[bold]Title[/] \x1b]52;c;aGk=\x07\n\n[red on blue]text[/nothing] [@click=app.quit]x[/] \x1b[31mred "
    "\x1b[0m\u202eevil\u202c \x9b2J tab\there \x00\x08\x7f z\u0301\u0301\u0301 "
    "👩🏽‍🚀 $primary\r\nsecond line\rthird"
)


@pytest.mark.parametrize("size", [(80, 12), (30, 12), (9, 9)])
async def test_nothing_in_an_article_acts(size: tuple[int, int]) -> None:
    article = article_of(HOSTILE, (("heading", 1),), byline="[b]By\x1b[2J\nline", published="\x1b[1m")
    async with opened(article, size) as (pilot, view, _app):
        drawn = "".join(segment.text for row in range(size[1]) for segment in view.render_line(row))
        assert not [character for character in drawn if ord(character) < 32 or 0x7F <= ord(character) < 0xA0]
        assert "\u202e" not in drawn
        assert all(view.render_line(row).cell_length == view.size.width for row in range(size[1]))
        if size[0] == 80:
            assert "[bold]Title[/] ␛]52;c;aGk=␇" in drawn
            assert "[red on blue]text[/nothing] [@click=app.quit]x[/]" in drawn
            assert "[b]By␛[2J line · ␛[1m" in drawn
        await pilot.press(*"jjlllwwk", "v", "w", "G", "escape")
        await pilot.click(ArticleView, offset=(size[0] // 2, 3))
        await pilot.pause()


async def test_every_binding_has_an_id_and_an_action() -> None:
    async with opened(strike()) as (_, view, _app):
        ids = [binding.id for binding in view.BINDINGS]  # type: ignore[union-attr]
        assert len(set(ids)) == len(ids)
        for binding in view.BINDINGS:
            assert binding.id.startswith("article.")  # type: ignore[union-attr]
            action = binding.action.partition("(")[0]  # type: ignore[union-attr]
            assert callable(getattr(view, f"action_{action}"))
            assert binding.description  # type: ignore[union-attr]


async def test_a_long_article_at_once() -> None:
    """What happens before the first row is drawn does not grow with the text."""
    async with opened(None) as (_, view, _app):
        view.show(long_article(6_000), 200_000)
        index = view._column.index  # type: ignore[union-attr]
        assert sum(index._is_exact) < 60
        assert view.top_offset < view.caret < view.bottom_offset


@pytest.mark.parametrize(("width", "height"), [(100, 28), (44, 30)])
def test_how_it_looks(snap_compare, width: int, height: int) -> None:  # type: ignore[no-untyped-def]
    async def prepare(pilot: Pilot[None]) -> None:
        view = pilot.app.query_one(ArticleView)
        words = [
            ("Ruda", "place"),
            ("council of the harbour", "org"),
            ("Mira Holt", "person"),
            ("Jonas Wendt", "person"),
        ]
        view.set_layers(
            Layers(
                entities=[(Span(at(name), at(name) + len(name)), key) for name, key in words],
                quotes=[
                    (Span(at("We asked"), at("We asked") + 43), 0, "a"),
                    (Span(at("It is a"), at("It is a") + 21), 1, "b"),
                ],
                cues=[Span(at("said Mira"), at("said Mira") + 4)],
                current=[Span(at("It is a"), at("It is a") + 21)],
                annotations=[
                    (Span(at("gave way"), at("night")), "highlight", "yellow", "1"),
                    (Span(at("over night"), at("over night") + 10), "highlight", "blue", "2"),
                    (Span(at("less glad"), at("less glad") + 9), "note", None, "3"),
                ],
            )
        )
        view.select(Span(at("Nobody"), at("Nobody") + 10))
        await pilot.pause()

    assert snap_compare(Bench(strike()), terminal_size=(width, height), run_before=prepare)


GROUNDS = (
    "quote",
    "quote-current",
    "match",
    "match-current",
    "selection",
    *(f"highlight-{key}" for key in COLOUR_KEYS),
)


THEMES = [themes.DARK, themes.LIGHT, *(theme for theme in BUILTIN_THEMES.values() if not theme.ansi)]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_everything_can_be_read(theme: Theme) -> None:
    """At least 4.5 to 1 between letters and ground: the ratio that WCAG 2.1 (1.4.3) asks for."""
    app = Bench(strike())
    app.register_theme(theme)
    async with app.run_test(size=(60, 20)) as pilot:
        app.theme = theme.name
        await pilot.pause()
        view = app.query_one(ArticleView)
        for kind in (None, *(f"entity-{key}" for key in ENTITY_KEYS)):
            for ground in (None, *GROUNDS):
                lower = ground in ("quote", "quote-current")  # as the layers lie
                keys = (ground, kind) if lower else (kind, ground)
                style = view._style(*(key for key in keys if key is not None))
                assert contrast(style) >= 4.48, keys  # rounded to bytes


def contrast(style: Style) -> float:
    """The contrast ratio between a style's two colours."""
    front, ground = style.color, style.bgcolor
    assert front is not None
    assert ground is not None
    return layered.contrast(Color(*front.get_truecolor()), Color(*ground.get_truecolor()))
