"""What is copied, and by what."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from tests.app.fakes import ARTICLE, make_analysis, span
from tests.app.test_reader import reading
from tui.app.state import picture
from tui.app.state.evidence import with_evidence
from tui.app.terminal import clipboard as copying
from tui.app.terminal.clipboard import given_to

PROGRAMS = copying.clipboard_programs  # as it is before the fixture puts it out of reach
PICTURE = picture.build(ARTICLE, make_analysis())


async def test_a_quote_with_its_evidence(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("2", "J", "y")
        assert "Copied" in r.said
        assert "OSC 52" in r.said
        lines = r.app.clipboard.splitlines()
        assert lines[0] == "“that the cost had been “badly counted” by the Harbour Office”"
        assert lines[1] == "— Ada Brandt (“She”, added), mixed quote"
        assert lines[2] == f"{ARTICLE.title} · Ines Vale · 3 March 2026 · /news/ferry.txt"
        assert lines[3] == "Speaker found by machine: check against the original."
        await r.press("g", "v", "w", "y")
        assert "Ada Brandt" not in r.app.clipboard
        assert r.app.clipboard.endswith("\nCheck against the original.")


async def test_the_program_that_took_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    took = tmp_path / "took"
    code = f"import sys; open({str(took)!r}, 'w').write(sys.stdin.read())"
    monkeypatch.setattr(
        "tui.app.terminal.clipboard.clipboard_programs", lambda _: [(sys.executable, "-c", code)]
    )
    async with reading(tmp_path) as r:
        await r.press("J", "y")
        assert f"also by {sys.executable}" in r.said
        assert took.read_text() == r.app.clipboard


def test_a_selection_within_a_quote_has_its_speaker() -> None:
    words = with_evidence(ARTICLE, PICTURE, span("public and anybody"), None)
    assert words.splitlines()[:2] == ["“public and anybody”", "— Tomas Okoro (“Okoro”, told), direct quote"]


def test_a_selection_over_two_quotes_has_both() -> None:
    whole = ARTICLE.paragraphs[2].span
    lines = with_evidence(ARTICLE, PICTURE, whole, None).splitlines()
    assert lines[1] == "— “We are not an island by choice,”: Ada Brandt (said), direct quote"
    assert lines[2].endswith(": Ada Brandt (“She”, added), mixed quote")


@pytest.mark.parametrize(
    ("environment", "platform", "names"),
    [
        ({}, "linux", []),
        ({"TMUX": "/tmp/s,1,0", "DISPLAY": ":0"}, "linux", ["tmux", "tmux", "xclip", "xsel"]),
        ({"TMUX": "/tmp/s,1,0", "DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, "linux", ["tmux", "tmux"]),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", ["wl-copy"]),
        ({}, "darwin", ["pbcopy"]),
    ],
)
def test_ways_to_a_clipboard(environment: dict[str, str], platform: str, names: list[str]) -> None:
    assert [command[0] for command in PROGRAMS(environment, platform)] == names


def test_programs_that_fail_or_are_not_there_are_passed_over() -> None:
    fails, works = (sys.executable, "-c", "raise SystemExit(1)"), (sys.executable, "-c", "")
    assert given_to("words", [("no-such-program",), fails, works]) == sys.executable
    assert given_to("words", [("no-such-program",), fails]) is None


def test_a_page_of_the_web_is_named_by_a_link_to_the_words() -> None:
    web = msgspec.structs.replace(ARTICLE, source="https://example.org/ferry")
    lines = with_evidence(web, PICTURE, span("public and anybody"), None).splitlines()
    assert lines[-2] == "https://example.org/ferry#:~:text=public%20and%20anybody"
    assert web.source not in lines[-3]
