"""The progress bar: on a terminal only, and out of the way of results."""

from __future__ import annotations

import io
import sys

import pytest

from tui.domain.analysis import Progress
from tui.door.progress import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal. Call it in the test: after fixtures pytest puts its own back."""
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_it_counts_sources_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    with Bar(2, shown=True) as bar:
        bar.within(Progress(5, 10))  # of one among several: not told
        bar.step()
        bar.step()
    assert "reading" in terminal.getvalue()
    assert "2/2" in terminal.getvalue()
    assert "/11" not in terminal.getvalue()


def test_it_counts_the_paragraphs_of_the_only_source(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    with Bar(1, shown=True) as bar:
        bar.within(Progress(5, 10))
        bar.step()
    assert "6/11" in terminal.getvalue()


def test_it_steps_aside_where_results_go_to_the_same_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setattr(sys, "stdout", terminal)
    with Bar(2, shown=True) as bar:
        bar.step()
        with bar.aside():
            before = len(terminal.getvalue())
            terminal.write("a result\n")
            bar.step()
            assert terminal.getvalue()[before:] == "a result\n"
        assert before


@pytest.mark.parametrize("shown", [True, False])
def test_it_says_nothing_elsewhere(shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO() if shown else Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with Bar(2, shown=shown) as bar:
        bar.step()
        with bar.aside():
            pass
    assert stream.getvalue() == ""
