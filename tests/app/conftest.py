"""No test reaches the clipboard of whoever runs it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.terminal.clipboard.clipboard_programs", lambda _: [])
