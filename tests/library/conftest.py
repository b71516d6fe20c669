"""A library in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.library.library import TinyLibrary


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.json"


@pytest.fixture
def library(path: Path) -> TinyLibrary:
    return TinyLibrary(path)
