"""No test reaches the clipboard of whoever runs it, none depends on how fast words go or the machine is."""

from __future__ import annotations

import pytest

from tests.app.quiet import waits_for_quiet


@pytest.fixture(autouse=True)
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.terminal.clipboard.clipboard_programs", lambda _: [])


@pytest.fixture(autouse=True)
def words_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.panes.bars._SHORTEST", 3600)
    monkeypatch.setattr("textual.notifications.Notification.has_expired", False)


@pytest.fixture(autouse=True)
def pilots_wait_for_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    waits_for_quiet(monkeypatch)
