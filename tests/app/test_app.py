"""The app around the reader: the library screen, help, palette, the user's keymap, themes."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual._context import active_message_pump
from textual.binding import Binding
from textual.content import Content
from textual.css.query import NoMatches
from textual.keys import _character_to_key
from textual.widget import MountError
from textual.widgets import Input, Static
from textual.worker import WorkerFailed

from tests.app.fakes import (
    ARTICLE,
    FakeAnalyser,
    FakeLibrary,
    FakeLoader,
    SlowLoader,
    make_app,
    make_article,
    span,
)
from tests.app.quiet import settled, until
from tests.app.test_article_view import contrast
from tests.app.test_reader import reading
from tui.app import screens
from tui.app.app import SaysoApp, run_reader
from tui.app.dialogs.help import Help
from tui.app.dialogs.palette import EntryList
from tui.app.dossier.screen import DossierScreen
from tui.app.keys import keymap
from tui.app.library.screen import LibraryScreen
from tui.app.messages import CloseArticle, OpenArticle, ShowDossier, ShowLibrary
from tui.app.panes import article_look
from tui.app.panes.bars import KeyBar
from tui.app.reader.screen import ReaderScreen
from tui.app.startup import garbage
from tui.app.theme import choice as theme_choice
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Note, Reading
from tui.domain.errors import LibraryError

OTHER = make_article(("A quiet harbour", "Nothing happened here."), source="/news/quiet.txt")


def read_before() -> FakeLibrary:
    """A library in which two articles were read and one note was written."""
    library = FakeLibrary(
        Note(article_id=ARTICLE.id, anchor=make_anchor(ARTICLE.text, span("two crews")), body="who are they")
    )
    for number, article in enumerate((OTHER, ARTICLE)):
        library.keep_reading(
            Reading(
                article_id=article.id,
                source=article.source,
                title=article.title,
                byline=article.byline,
                opened=datetime(2026, 3, 4 + number, tzinfo=UTC),
                position=len(article.text) // 2,
                length=len(article.text),
                quotes=6,
                actors=5,
            )
        )
    return library


async def settle(pilot: Any) -> None:
    await settled(pilot.app)


async def test_the_library_and_the_way_back(tmp_path: Path) -> None:
    library = read_before()
    app = make_app(tmp_path, article=None, library=library, loader=FakeLoader(ARTICLE, OTHER))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        root = app.screen
        await pilot.press("j", "enter")
        await settle(pilot)
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        assert reader.state.article is OTHER
        await pilot.press("O")
        await settle(pilot)
        over = app.screen
        assert isinstance(over, LibraryScreen)
        assert over is not root
        assert over.entries.row.title == OTHER.title, "at what is being read"
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is reader
        await pilot.press("O")
        await settle(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert app.screen is reader, "q goes back, it does not quit"
        await pilot.press("O")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is reader, "the article that is open is not opened a second time"
        await pilot.press("O")
        await settle(pilot)
        await pilot.press("G", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.state.article is ARTICLE
        assert app.screen_stack == [root, app.screen]
        assert reader.finished
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is root, "escape, with nothing to take away, goes back too"
        assert root.entries.row.title == ARTICLE.title, "the place is that of what was read"
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is root
        await pilot.press("o", *"/news/none.txt", "enter")
        await settle(pilot)
        assert [notice.message for notice in app._notifications] == [
            "/news/none.txt does not exist: check the path."
        ]
        assert app.screen.query_one(Input).value == "/news/none.txt", "to be mended, not typed again"
        await pilot.press("escape")
        await settle(pilot)
        for key in "o/news/ferry.txt":  # in one burst, as over a slow line
            app.post_message(events.Key(_character_to_key(key), key))
        app.post_message(events.Key("enter", "\r"))
        await settle(pilot)
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        await pilot.press("q")
        await settle(pilot)
        await pilot.press("q")
    assert app.return_code == 0


async def test_from_an_article_to_the_library_and_back(tmp_path: Path) -> None:
    async with reading(tmp_path, library=read_before()) as r:
        shown = r.status.rpartition("·")[2].strip()
        await r.press("O")
        await settle(r.pilot)
        assert isinstance(r.app.screen, LibraryScreen)
        assert shown in r.app.export_screenshot().replace("&#160;", " "), "as much read as the reader said"
        await r.press("escape")
        assert r.app.screen is r.screen
        await r.press("J")
        assert r.quote == "q4", "it goes on where it was"


async def test_enter_typed_before_the_terminal_is_set_up(tmp_path: Path) -> None:
    """It arrives as a line feed, which Textual calls ctrl+j."""
    app = make_app(tmp_path, article=None, library=read_before(), loader=FakeLoader(ARTICLE, OTHER))
    async with app.run_test(size=(100, 30)) as pilot:
        for key in "o/news/ferry.txt":
            app.post_message(events.Key(_character_to_key(key), key))
        app.post_message(events.Key("ctrl+j", "\n"))
        await settle(pilot)
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.state.article is ARTICLE


async def test_first_run_offers_the_sample(tmp_path: Path) -> None:
    app = make_app(tmp_path, article=None, sample=ARTICLE.source)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "sample article" in app.export_screenshot().replace("&#160;", " ")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)


async def test_library_that_cannot_be_opened(tmp_path: Path) -> None:
    def broken() -> FakeLibrary:
        raise LibraryError("The library is held by another process: try again.")

    app = make_app(tmp_path)
    app.services.library._source = broken
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert next(notice.message for notice in app._notifications).startswith("The library is held")
        assert isinstance(app.screen, ReaderScreen)
        await pilot.press("J", "B")
        await settle(pilot)
        await pilot.press("q")
        await until(lambda: app._exit)
        assert app.return_code == 0
        assert "not kept" in app.closing_message


def shown_help(screen: Help, width: int) -> str:
    return "\n".join("".join(words for words, _ in line) for line in screen.lines(width))


async def test_help_shows_every_command(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("f1")
        assert isinstance(r.app.screen, Help)
        for width in (110, 60):
            words = shown_help(r.app.screen, width)
            for command in keymap.COMMANDS:
                assert all(word in words for word in command.words.split())
                assert all(key in words for key in keymap.shown(command.keys).split())
        assert shown_help(r.app.screen, 60).startswith("Reading")
        assert str(tmp_path / "keymap.toml") in shown_help(r.app.screen, 200)
        await r.press("j", "space", "f1")
        assert r.app.screen is r.screen


async def test_every_command_is_in_the_palette_and_help_is_found(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("colon")
        listed = {entry.words for entry in r.app.screen.query_one(EntryList).rows}
        assert {
            c.words for c in keymap.COMMANDS if c.where in ("reader", "app") and c.id != "app.palette"
        } <= listed
        await r.press(*"all keys", "enter")
        await r.settle()
        assert isinstance(r.app.screen, Help)


async def test_palette_asked_for_twice_and_paged_while_empty(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        r.app.action_command_palette()
        r.app.action_command_palette()
        await r.press(*"zzz", "pagedown", "down", "up", "pageup", "enter")
        rows = r.app.screen.query_one(EntryList)
        assert not rows.rows
        await r.press("escape", "escape", "ctrl+p", "escape")
        await r.settle()
        assert r.app.screen is r.screen


async def test_a_theme_is_worn_while_the_cursor_is_on_it(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("colon", *"theme", "enter")
        rows = r.app.screen.query_one(EntryList)
        assert [entry.id for entry in rows.rows[:2]] == ["sayso-dark", "sayso-light"]
        assert rows.row.id == "sayso-dark"
        await r.press("down")
        assert r.app.theme == "sayso-light"
        await r.press("escape")
        assert r.app.theme == "sayso-dark"
        assert not (tmp_path / "theme").exists()
        await r.press("colon", *"theme", "enter", "down", "enter")
        await r.settle()
        assert r.app.theme == "sayso-light"
        assert (tmp_path / "theme").read_text() == "sayso-light\n"


@pytest.mark.parametrize("typed", ["q", "wq"])
async def test_palette_knows_how_vim_is_left(tmp_path: Path, typed: str) -> None:
    async with reading(tmp_path) as r:
        await r.press("colon", *typed, "enter")
        await r.settle()
        assert r.app.return_value == 0


async def test_hints_can_be_clicked(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.pilot.click(KeyBar, offset=(3, 0))
        await r.settle()
        assert r.quote == "q1"


async def test_user_keymap(tmp_path: Path) -> None:
    (tmp_path / "keymap.toml").write_text(
        'quote.next = "ctrl+n,]w"\n[keys]\n"note.write" = "I"\n"none.such" = "x"\n"view.zen" = 3\n'
    )
    async with reading(tmp_path) as r:
        (problem,) = r.notices
        assert "“none.such”" in problem
        assert "“view.zen”" in problem
        await r.press("ctrl+n")
        assert r.quote == "q1"
        await r.press("]", "w")
        assert r.quote == "q2"
        await r.press("J", "]", "q")
        assert r.quote == "q2", "the old keys are free"
        await r.press("I", "escape", "f1")
        assert "I                Write a note" in shown_help(r.app.screen, 60)


async def test_clash_in_the_keymap_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "keymap.toml").write_text('"note.write" = "B"\n')
    async with reading(tmp_path) as r:
        await r.press("J", "K", "J")
        assert len(r.notices) == 1
        assert "keymap.toml" in r.notices[0]
        assert "bookmark.add" in r.notices[0]


@pytest.mark.parametrize(
    "broken", ['"quote.next = ', "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")]
)
async def test_keymap_that_is_not_toml(tmp_path: Path, broken: str) -> None:
    (tmp_path / "keymap.toml").write_text(broken)
    async with reading(tmp_path) as r:
        assert len(r.notices) == 1
        assert "was not used" in r.notices[0]
        await r.press("J")
        assert r.quote == "q1"


async def test_settings_that_are_named_pipes_are_not_waited_for(tmp_path: Path) -> None:
    for name in ("keymap.toml", "theme"):
        os.mkfifo(tmp_path / name)
    async with reading(tmp_path) as r:
        assert r.app.theme == "sayso-dark"
        assert len(r.notices) == 1
        assert "it is no plain file" in r.notices[0]


async def test_every_theme_can_be_worn(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        assert r.app.theme == "sayso-dark"
        for theme in ("sayso-light", "nord", "textual-ansi", "solarized-light"):
            if theme in r.app.available_themes:
                r.app.theme = theme
                await r.pilot.pause()
                assert "Ada" in r.app.export_screenshot()


async def test_a_chosen_theme_is_worn_the_next_time(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        assert not (tmp_path / "theme").exists(), "nobody chose one"
        r.app.theme = "nord"
        await r.settle()
    assert make_app(tmp_path).theme == "nord"
    for odd in (b"no such theme\n", b"\xff\xfe", b""):
        (tmp_path / "theme").write_bytes(odd)
        assert make_app(tmp_path).theme == "sayso-dark"


async def test_a_theme_that_cannot_be_kept_is_worn_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    async with reading(tmp_path / "file") as r:
        r.app.theme = "nord"
        await r.settle()
        assert r.app.theme == "nord"
        assert any("not kept for the next time" in notice for notice in r.notices)


async def test_every_word_on_the_screen_can_be_read_in_every_theme(tmp_path: Path) -> None:
    """Lists, headings and bars, with and without the focus: at least 4.5 to 1."""
    pictures = set("▁▂▃▄▅▆▇█▌▏│▪")

    def scan(when: str) -> None:
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                if segment.style is not None and segment.style.color and set(segment.text) - pictures - {" "}:
                    assert contrast(segment.style) >= 4.48, (app.theme, when, segment)  # rounded to bytes

    library = FakeLibrary(
        Note(article_id=ARTICLE.id, anchor=make_anchor(ARTICLE.text, span("two crews")), body="who are they")
    )
    async with reading(tmp_path, library=library) as r:
        app = r.app
        places = (("J", "f4", "enter"), ("f5",), ("escape", "escape", "B"))
        themes = [name for name, theme in app.available_themes.items() if not theme.ansi]
        for number, theme in enumerate(themes):
            app.theme = theme
            await r.press("g")
            # Other people's themes are seen in one place each, ours in all three.
            for keys in places if theme.startswith("sayso") else (places[number % len(places)],):
                await r.press(*keys)
                scan(" ".join(keys))


@pytest.mark.parametrize(
    ("terminal", "chosen", "theme"),
    [
        ({"TERM": "linux"}, "", "ansi-dark"),
        ({"TERM": "linux"}, "nord", "ansi-dark"),
        ({"TERM": "linux"}, "ansi-light", "ansi-light"),
        ({"TERM": "xterm-256color"}, "", "sayso-dark"),
        ({"TERM": "xterm-256color"}, "nord", "nord"),
        ({"TERM": "linux", "NO_COLOR": "1"}, "", "sayso-dark"),
        ({"TERM": "linux", "NO_COLOR": "1"}, "ansi-dark", "sayso-dark"),
    ],
)
def test_few_colours_are_the_terminals_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: dict[str, str], chosen: str, theme: str
) -> None:
    monkeypatch.setattr(theme_choice, "user_folder", lambda: tmp_path)
    monkeypatch.setattr(garbage, "begin", lambda: None)
    if chosen:
        theme_choice.choose(tmp_path, chosen)
    for name in ("COLORTERM", "NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)
    worn: list[str] = []
    monkeypatch.setattr(SaysoApp, "run", lambda app: worn.append(app.theme))
    run_reader(loader=FakeLoader(), analyser=FakeAnalyser(), article=ARTICLE)
    assert worn == [theme]


async def test_without_colour_text_stands_out_from_its_ground(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(tmp_path) as r:
        for theme in ("sayso-dark", "sayso-light", "ansi-dark", "textual-ansi"):
            if theme not in r.app.available_themes:
                continue
            r.app.theme = theme
            await r.press("J")
            strips = r.app.screen._compositor.render_strips()
            for segment in (segment for strip in strips for segment in strip):
                style = segment.style
                if style is not None and segment.text.strip() and style.color and style.bgcolor:
                    assert style.color != style.bgcolor, segment


def test_every_binding_has_an_id_and_no_key_a_terminal_cannot_send() -> None:
    forbidden = {f"ctrl+{key}" for key in "bsqimhj"} | {"ctrl+left_square_bracket"}
    tables = [
        ReaderScreen.BINDINGS,
        LibraryScreen.BINDINGS,
        SaysoApp.BINDINGS,
        article_look.BINDINGS,
        keymap.bindings("notes"),
    ]
    for table in tables:
        for binding in table:
            assert isinstance(binding, Binding)
            assert binding.id
            assert not forbidden & set(binding.key.split(","))


def test_no_two_commands_of_a_screen_share_a_key() -> None:
    for where in ("reader", "library", "notes"):
        taken: dict[str, str] = {}
        for command in keymap.COMMANDS:
            if command.where in (where, "app"):
                for key in command.keys.split(","):
                    assert key not in taken, f"{key}: {command.id} and {taken.get(key)}"
                    taken[key] = command.id


def test_first_paint_imports_nothing_heavy() -> None:
    code = (
        "import sys, tui.app.app, tui.app.reader.screen;"
        "bad = [name for name in ('spacy', 'tinydb', 'httpx2', 'trafilatura', 'rapidfuzz',"
        " 'textual.widgets._text_area', 'textual.widgets._markdown')"
        " if name in sys.modules]; sys.exit(', '.join(bad) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


async def test_a_widget_that_draws_what_it_was_given_is_stopped_at_the_gate(tmp_path: Path) -> None:
    odd = "a\x1b]2;b\x07\x9bc\x7fd\u202ee\ud800f"
    async with reading(tmp_path) as r:
        await r.app.screen.mount(Static(Content(odd)), before=0)
        await r.settle()
        strips = r.app.screen._compositor.render_strips()
        [strip] = [strip for strip in strips if "a]2;b" in strip.text]
        assert strip.text.startswith("a]2;bcde�f ")
        assert sum(cell_len(segment.text) for segment in strip) == strip.cell_length == r.app.size.width
        await r.press("slash")
        r.app.post_message(events.Paste(f"x{odd}\r\ny"))
        await r.settle()
        assert r.app.screen.query_one("#search-words", Input).value == "xa␛]2;b␇�c�d�e�f"


async def test_what_takes_long_to_open_is_given_up_by_a_key(tmp_path: Path) -> None:
    loader = SlowLoader()
    app = make_app(tmp_path, article=None, loader=loader)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("o", *"/slow", "enter")
        await until(loader.begun.is_set)
        await pilot.press("escape")
        await until(loader.given_up.is_set)
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.query_one(KeyBar).message == "Not opened."


async def test_q_does_not_wait_for_what_takes_long_to_open(tmp_path: Path) -> None:
    loader = SlowLoader()
    app = make_app(tmp_path, article=None, source="/slow", loader=loader)
    async with app.run_test() as pilot:
        await until(loader.begun.is_set)
        await pilot.press("q")
    assert loader.given_up.is_set()


async def test_q_does_not_wait_for_what_was_asked_for_in_the_library(tmp_path: Path) -> None:
    loader = SlowLoader()
    app = make_app(tmp_path, article=None, loader=loader)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("o", *"/slow", "enter")
        await until(loader.begun.is_set)
        await pilot.press("q")
    assert loader.given_up.is_set()


async def test_what_goes_goes_once_and_takes_nothing_with_it(tmp_path: Path) -> None:
    """Two keys at once, work that ends under a second dialog: never the screen that lies below or above."""
    app = make_app(tmp_path, article=None, library=read_before(), loader=FakeLoader(ARTICLE))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        library = app.screen
        app.post_message(OpenArticle(ARTICLE.source, ARTICLE))
        await settle(pilot)
        reader = app.screen
        first, second = Help({}), Help({})
        await app.push_screen(first)
        for _ in range(3):
            first.dismiss()
        await pilot.pause()
        assert app.screen_stack == [library, reader]
        first = Help({})
        await app.push_screen(first)
        await app.push_screen(second)
        first.dismiss()
        await pilot.pause()
        assert app.screen is second
        second.dismiss()
        await settle(pilot)
        assert app.screen_stack == [library, reader]
        for message in (CloseArticle(), CloseArticle(), ShowLibrary()):
            app.post_message(message)
        await settle(pilot)
        assert app.screen_stack == [library]
        await pilot.press("ctrl+p")
        palette = app.screen
        palette.dismiss()
        palette.dismiss()
        await pilot.pause()
        assert app.screen_stack == [library]


async def test_of_a_high_tower_of_screens_the_oldest_but_the_first_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "_MOST", 3)
    app = make_app(tmp_path, article=None, library=read_before(), loader=FakeLoader(ARTICLE))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        library = app.screen
        app.post_message(OpenArticle(ARTICLE.source, ARTICLE))
        await settle(pilot)
        reader: Any = app.screen
        for _ in range(2):
            app.post_message(ShowDossier())
            await settle(pilot)
        first, second, third = app.screen_stack
        assert first is library
        assert {type(second), type(third)} == {DossierScreen}
        assert reader.finished, "how far it was read is kept"
        assert not reader.is_running
        for below in (second, first):
            await pilot.press("q")
            await settle(pilot)
            assert app.screen is below
        assert not third.is_running


async def test_a_missing_widget_of_a_screen_that_has_gone_is_no_failure(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("f1")
        gone = r.app.screen
        await r.press("escape")
        await r.settle()
        token = active_message_pump.set(gone)
        try:
            assert r.app._is_of_what_goes()
            r.app._handle_exception(NoMatches("of what has gone"))
            r.app._handle_exception(WorkerFailed(MountError("likewise")))
        finally:
            active_message_pump.reset(token)
        token = active_message_pump.set(r.screen)
        try:
            assert not r.app._is_of_what_goes()
        finally:
            active_message_pump.reset(token)
