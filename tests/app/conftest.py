"""No test reaches the clipboard of whoever runs it, none depends on how fast what is said goes again."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.terminal.clipboard.clipboard_programs", lambda _: [])


@pytest.fixture(autouse=True)
def words_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.panes.bars._SHORTEST", 3600)
    monkeypatch.setattr("textual.notifications.Notification.has_expired", False)
