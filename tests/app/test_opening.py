"""Tab in the line for a path completes it; what was left out of an article is listed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.app.fakes import make_app
from tests.app.test_app import settle
from tests.app.test_reader import reading
from tui.app.dialogs.dialog import ChoiceList
from tui.app.library.paths import Completion, completed
from tui.app.panes.bars import KeyBar


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("ferry.txt", "ferry two.html", "Report.md", ".hidden", "a\x1bb"):
        (tmp_path / name).touch()
    (tmp_path / "news" / "old").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "value", "names"),
    [
        ("fe", "ferry", ("ferry two.html", "ferry.txt")),
        ("ferry.", "ferry.txt", ()),
        ("ferry ", "ferry two.html", ()),
        ("n", "news/", ()),
        ("news/", "news/old/", ()),
        ("rep", "Report.md", ()),
        (".h", ".hidden", ()),
        ("~", "~/", ()),
        ("~/ne", "~/news/", ()),
        ("nothing", "nothing", ()),
        ("none/a", "none/a", ()),
        ("http://fe", "http://fe", ()),
        ("a\x00", "a\x00", ()),
        ("", "", ("ferry two.html", "ferry.txt", "news/", "Report.md")),
    ],
)
def test_paths(folder: Path, typed: str, value: str, names: tuple[str, ...]) -> None:
    assert completed(typed) == Completion(value, names)
    assert completed(os.path.join(folder, "news", "o")).value == f"{folder}/news/old/"  # noqa: PTH118


async def test_tab_completes(folder: Path, tmp_path: Path) -> None:
    app = make_app(tmp_path, article=None)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("o", "f", "tab")
        await settle(pilot)
        line = app.screen.query_one(Input)
        assert (line.value, app.screen.focused) == ("ferry", line)
        assert app.screen.query_one(KeyBar).message == "ferry two.html  ferry.txt"
        await pilot.press(".", "tab")
        await settle(pilot)
        assert (line.value, line.cursor_position) == ("ferry.txt", 9)
        await pilot.press("tab", "x", "tab")
        await settle(pilot)
        assert app.screen.query_one(KeyBar).message == "Nothing there begins like that."


async def test_what_was_left_out_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(tmp_path) as r:
        await r.press("X")
        await r.settle()
        rows = r.app.screen.query_one(ChoiceList).rows
        told = [(row.words, row.detail) for row in rows]
        assert told == [("Share this", "a button"), ("Gull Courier", "the foot")]
        await r.press("escape")
        monkeypatch.setattr(r.app.services.loader, "explain", lambda source: ([], []))
        await r.press("X")
        await r.settle()
        assert r.said == "Nothing was left out."
