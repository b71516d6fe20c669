"""Told to end, sayso ends, whatever it is at; its terminal is then in order, and no word is lost.

Each of these would last for a minute, or for ever, if the end waited for what is under way.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tui.domain.annotation import Note
from tui.library.library import TinyLibrary

SAYSO = str(Path(sys.executable).with_name("sayso"))
_PATIENT = """
import sys
from tui.app.terminal import ending
from tui.cli import main

ending.AT_MOST = 300
sys.exit(main())
"""
"""The command, that gives an editor all the time that its last words may take on a busy machine."""
LEFT, ENTERED = b"\x1b[?1049l", b"\x1b[?1049h"


def opened(folder: Path, *arguments: str, **environment: str) -> Terminal:
    return Terminal([SAYSO, *arguments], folder=folder, environment={**os.environ, **environment})


def end(terminal: Terminal, number: signal.Signals) -> None:
    """Tell the program to end; it does, and leaves the terminal as it was."""
    os.kill(terminal.pid, number)
    assert terminal.ends() == 128 + number
    assert terminal.modes() == terminal.modes_before
    assert terminal.raw.rfind(LEFT) > terminal.raw.rfind(ENTERED)
    assert b"Traceback" not in terminal.raw


def bodies(home: Path) -> list[str]:
    notes = TinyLibrary(home / "sayso" / "library.json").annotations()
    return [note.body for note in notes if isinstance(note, Note)]


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_before_the_app_has_come(story: Path) -> None:
    with opened(story.parent, str(story)) as terminal:
        terminal.shows("new bridge")
        end(terminal, signal.SIGTERM)


def test_while_a_named_pipe_is_read(story: Path) -> None:
    pipe = story.with_name("pipe.html")
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR)
    with opened(story.parent) as terminal:
        terminal.shows("a short one to try")
        terminal.shows("Opening", f"o{pipe}\r")  # in one write
        end(terminal, signal.SIGHUP)
    os.close(writer)


def test_over_a_note_that_a_locked_library_does_not_take(story: Path, home: Path) -> None:
    with opened(story.parent, str(story), XDG_STATE_HOME=str(home / "state")) as terminal:
        terminal.shows("Quotes")
        terminal.shows("half a word", "ahalf a word")
        (home / "sayso").mkdir(exist_ok=True)
        with (home / "sayso" / "library.json.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            end(terminal, signal.SIGTERM)
    [kept] = (home / "state").rglob("note-*.md")
    assert kept.read_text(encoding="utf-8") == "half a word"
    assert kept.name.encode() in terminal.raw


def test_in_the_users_editor_which_ctrl_c_does_not_end(story: Path, home: Path) -> None:
    # Its words come when it is told to end; a shell hears that only between two short commands.
    script = """
trap 'echo heard' INT
trap 'echo "the last words" > "$1"; exit 1' TERM
echo the editor is here
while :; do sleep 0.05; done"""
    editor = program(story.with_name("editor"), script)
    command = [sys.executable, "-P", "-c", _PATIENT, str(story)]
    environment = {**os.environ, "EDITOR": editor, "VISUAL": " "}
    with Terminal(command, folder=story.parent, environment=environment) as terminal:
        terminal.shows("Quotes")
        terminal.shows("the editor is here", "e")
        terminal.shows("heard", "\x03")
        end(terminal, signal.SIGTERM)
    assert bodies(home) == ["the last words"]


def test_stopped_and_continued(story: Path) -> None:
    """As by ``kill -STOP``, or by what keeps a program to its share of the processor."""
    with opened(story.parent, str(story)) as terminal:
        terminal.shows("Quotes 2")
        os.kill(terminal.pid, signal.SIGSTOP)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.shows("opens the bridge")
        for words in ("quote 1/2", "quote 2/2"):
            terminal.shows(words, "J")
        terminal.type("q")
        assert terminal.ends() == 0
        assert terminal.modes() == terminal.modes_before


@pytest.mark.parametrize("name", ["dumb", "unknown"])
def test_a_terminal_that_cannot_do_is_one_line(
    name: str, story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tui.cli import main

    monkeypatch.setenv("TERM", name)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main([str(story)]) == 1
    assert capsys.readouterr().err.startswith(f"sayso: The reader needs more of a terminal than TERM={name}")


def test_streams_that_lead_elsewhere_and_bytes_that_are_no_words(story: Path) -> None:
    """Keys and drawing find the terminal; nothing that comes from it ends the app or acts as keys."""
    said = story.with_name("said")
    with Terminal(
        ["sh", "-c", f'exec "{SAYSO}" "{story}" <&- 2>"{said}"'], folder=story.parent, environment=os.environ
    ) as terminal:
        terminal.shows("Quotes")
        for typed in (b"\xff", b"\xe9", b"\x1b[200~caf\xe9 \x1bq q\x1b[31mq\x1b[201~", b"\x1b[99999999u"):
            terminal.type(typed)
        terminal.shows("Reading and selecting", "\x1bOP")  # the help
        terminal.shows("ctrl+p", "\x1bOP")
        terminal.type("q")
        assert terminal.ends() == 0
    assert said.read_text(encoding="utf-8") == ""
