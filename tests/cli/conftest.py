"""A home folder of its own for each test, and the command as a function."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main

STORY = """\
Lopez opens the bridge

Mayor Ana Lopez opened the new bridge in Valparaiso on Monday.

“The bridge will bring our people together,” Lopez said.

The engineer Tomas Reyes said that the work had taken four years.
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders for the library and the cache that no other test sees; the working folder too."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("SAYSO_LIBRARY", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A small article in a file."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


Sayso = Callable[..., tuple[int, str, str]]


@pytest.fixture
def sayso(capsys: pytest.CaptureFixture[str]) -> Sayso:
    """Runs the command; gives its exit status, standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def found(sayso: Sayso) -> Callable[..., Any]:
    """Runs the command, which has to succeed, and reads its JSON."""

    def run(*arguments: object) -> Any:
        status, out, err = sayso(*arguments, "--format", "json")
        assert status == 0, err
        return json.loads(out)

    return run
