"""What the screens look like, at the three widths that differ: compared with SVGs that were looked at."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.app.fakes import (
    ARTICLE,
    PARAGRAPHS,
    FakeArticles,
    FakeLibrary,
    make_analysis,
    make_app,
    make_article,
    make_kept,
    span,
)
from tests.app.quiet import settled, until
from tests.app.test_app import OTHER, read_before
from tests.app.test_changes import NEW, NEW_FOUND, Analyses, TwoVersions
from tests.app.test_dossier import articles as several_papers
from tests.app.test_exporting import FakeExporter
from tui.app.library import screen as library_screen
from tui.domain.analysis import Analysis
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Bookmark, Colour, Highlight, Note
from tui.domain.article import Article, Span


def library() -> FakeLibrary:
    """One annotation of three kinds."""

    def at(words: str) -> dict[str, Any]:
        return {"article_id": ARTICLE.id, "anchor": make_anchor(ARTICLE.text, span(words))}

    return FakeLibrary(
        Bookmark(**at("The council of Port Ellery")),
        Highlight(**at("badly counted"), colour=Colour.GREEN),
        Note(**at("two crews"), body="Who pays for the second? #money", tags=("money",)),
    )


def keys(*pressed: str, theme: str = "sayso-dark") -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def run(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme
        await settled(pilot.app)
        for key in pressed:
            await pilot.press(key)
            await settled(pilot.app)
        for box in pilot.app.screen.query("TextArea, Input"):
            box.cursor_blink = False  # type: ignore[attr-defined]
        await settled(pilot.app)

    return run


@pytest.mark.parametrize(
    ("size", "pressed", "theme"),
    [
        ((120, 40), ("2", "J"), "sayso-dark"),
        ((80, 24), ("3", "J"), "sayso-light"),
        ((58, 20), ("f4", "down", "enter"), "sayso-dark"),
        ((80, 24), ("2", "J", "x"), "sayso-dark"),
    ],
    ids=["wide", "tabs", "over", "dialog"],
)
def test_reader(
    snap_compare: Any, tmp_path: Path, size: tuple[int, int], pressed: tuple[str, ...], theme: str
) -> None:
    app = make_app(tmp_path, library=library())
    assert snap_compare(app, terminal_size=size, run_before=keys(*pressed, theme=theme))


@pytest.mark.parametrize(
    ("pressed", "size"),
    [
        (("2", "J", "enter"), (80, 24)),
        (("f1",), (80, 24)),
        (("colon",), (80, 24)),
        (("J", "a", *"Who counted?", "enter", "number_sign", *"money"), (80, 24)),
        (("E",), (80, 24)),
        (("J", "semicolon"), (60, 20)),
        (("i",), (40, 12)),
    ],
    ids=["card", "help", "palette", "note", "export", "letters", "legend"],
)
def test_dialogs(snap_compare: Any, tmp_path: Path, pressed: tuple[str, ...], size: tuple[int, int]) -> None:
    app = make_app(tmp_path, library=library())
    app.services.exporter = FakeExporter()
    assert snap_compare(app, terminal_size=size, run_before=keys(*pressed))


@pytest.fixture
def stocked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A library in which two articles were read, and three are kept; the same day everywhere."""
    monkeypatch.setattr(library_screen, "today", lambda: date(2026, 3, 7))
    read = read_before()
    for reading in read.readings():
        read.keep_reading(replace(reading, opened=reading.opened.replace(hour=12)))
    read.add(
        Note(article_id=OTHER.id, anchor=make_anchor(OTHER.text, Span(0, 7)), body="#sea", tags=("sea",))
    )
    titles = ("A harbour master resigns", "Who will pay for the second boat, and when")
    new = [
        make_article(
            (title, *PARAGRAPHS[1:]), source=f"https://www.example.org/{number}", published=published
        )
        for number, (title, published) in enumerate(zip(titles, ("2026-03-06", "2024-10-24"), strict=True))
    ]
    store = FakeArticles(
        make_kept(ARTICLE, make_analysis()), *(make_kept(one, analysed_as(one)) for one in new)
    )
    return {"library": read, "articles": store}


def analysed_as(article: Article) -> Analysis:
    """The known analysis, for an article with another title."""
    by = len(article.title) - len(ARTICLE.title)
    known = make_analysis()
    quotes = tuple(
        replace(one, content=tuple(piece.shifted(by) for piece in one.content), speaker=None)
        for one in known.quotes
    )
    return replace(known, text_hash=article.text_hash, quotes=quotes)


@pytest.mark.parametrize(
    ("size", "pressed", "theme"),
    [
        ((100, 20), ("j", "space"), "sayso-dark"),
        ((60, 20), ("z", "s"), "sayso-light"),
        ((120, 24), ("A",), "sayso-dark"),
        ((60, 20), ("A", "tab"), "ansi-dark"),
    ],
    ids=["wide", "groups", "audit", "audit-articles"],
)
def test_library(
    snap_compare: Any,
    tmp_path: Path,
    stocked: dict[str, Any],
    size: tuple[int, int],
    pressed: tuple[str, ...],
    theme: str,
) -> None:
    app = make_app(tmp_path, article=None, **stocked)
    assert snap_compare(app, terminal_size=size, run_before=keys(*pressed, theme=theme))


@pytest.mark.parametrize(
    ("size", "pressed", "colours"),
    [
        ((120, 40), ("J", "D", "right", "down"), True),
        ((80, 24), ("J", "D", "right", "down"), False),
        ((60, 20), ("J", "D", "tab", "right"), True),
    ],
    ids=["beside", "below-without-colours", "narrow-people"],
)
def test_dossier(
    snap_compare: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    pressed: tuple[str, ...],
    colours: bool,
) -> None:
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(tmp_path, articles=several_papers())
    assert snap_compare(app, terminal_size=size, run_before=keys(*pressed))


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Versions say when they were seen in the time of the place."""
    with monkeypatch.context() as here:
        here.setenv("TZ", "UTC0")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("pressed", "size", "theme"),
    [
        (("C",), (60, 20), "ansi-dark"),
        (("C", "s", "a", "n"), (80, 24), "sayso-light"),
        (("equals_sign",), (60, 20), "sayso-dark"),
    ],
    ids=["inline", "beside", "check"],
)
def test_changes(
    snap_compare: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    utc: None,
    pressed: tuple[str, ...],
    size: tuple[int, int],
    theme: str,
) -> None:
    monkeypatch.setattr("tui.app.terminal.clipboard.taken_from", lambda _: "“We will never sign it”")
    versions = TwoVersions()
    versions.keep(NEW, NEW_FOUND)  # known already: what changed is not told, only shown
    app = make_app(tmp_path, article=NEW, analyser=Analyses(), articles=versions)

    async def run(pilot: Pilot[Any]) -> None:
        await until(lambda: app.screen.state.complete)
        await keys(*pressed, theme=theme)(pilot)

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_empty_library(snap_compare: Any, tmp_path: Path) -> None:
    app = make_app(tmp_path, article=None, sample="sample.txt")
    assert snap_compare(app, terminal_size=(80, 24), run_before=keys())
