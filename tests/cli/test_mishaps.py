"""What nobody foresaw: one line and a report in a file; the reader's note is kept, its terminal in order."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Sayso
from tests.terminal import Terminal
from tui.domain.annotation import Note
from tui.door import mishaps
from tui.library.library import TinyLibrary

ROOT = Path(__file__).resolve().parents[2]
_APP = """
import asyncio, os, sys
from pathlib import Path
from tests.app.fakes import ARTICLE, FakeAnalyser, FakeLoader
from tui import cli
from tui.app.app import run_reader
from tui.door.commands import reader
from tui.door.mishaps import rescued
from tui.library.library import TinyLibrary

class Odd(FakeAnalyser):
    async def analyse(self, article, **_):
        while not Path("now").exists():
            await asyncio.sleep(0.02)
        raise RuntimeError("odd\x1b]2;indeed")
        yield

reader.run = lambda arguments: run_reader(
    loader=FakeLoader(), analyser=Odd(cached=False), library=TinyLibrary, article=ARTICLE, rescue=rescued
)
sys.exit(cli.main([]))
"""


@pytest.fixture
def state(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    return home / "state" / "sayso"


def broken(*_: object, **__: object) -> object:
    raise KeyError("odd\x1b]2;indeed")


def test_a_command(sayso: Sayso, story: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.sources.loader.FileLoader.load_all", broken)
    status, _, err = sayso("text", story)
    assert status == 1
    assert err.startswith("sayso: Something went wrong inside sayso (KeyError: ")
    assert err.count("\n") == 1
    assert "\x1b" not in err
    [report] = state.glob("crash-*.txt")
    assert str(report) in err
    assert "in broken" in report.read_text(encoding="utf-8")
    assert report.stat().st_mode & 0o077 == 0


def test_few_reports_are_kept_and_none_is_needed(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mishaps, "KEPT", 2)
    for number in range(4):
        assert "A report is in" in mishaps.crash(ValueError(f"odd {number}"))
    assert len(list(state.glob("crash-*.txt"))) == 2
    monkeypatch.setattr("tempfile.mkstemp", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    assert "no report could be written (No space left)" in mishaps.crash(ValueError("odd"))


def test_in_the_reader_over_a_note(state: Path, home: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Terminal([sys.executable, "-c", _APP], folder=tmp_path, environment=environment) as terminal:
        terminal.shows("Notes")
        terminal.shows("half a word", "a", "half a word")
        (tmp_path / "now").touch()
        assert terminal.ends() == 1
        assert terminal.modes() == terminal.modes_before
    assert b"Something went wrong inside sayso (RuntimeError: odd" in terminal.raw
    assert b"Traceback" not in terminal.raw
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
    [report] = state.glob("crash-*.txt")
    assert "in analyse" in report.read_text(encoding="utf-8")
    [note] = TinyLibrary().annotations()
    assert isinstance(note, Note)
    assert note.body == "half a word"
