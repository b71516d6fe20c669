"""Whatever way words come in, nothing in them acts on the terminal: its raw bytes are searched."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Sayso
from tests.terminal import Terminal

SAYSO = str(Path(sys.executable).with_name("sayso"))
ODD = "\x1b]2;acted\x07\x9b7;7H\x90q\x9c\u202e"
"""It would set the terminal's title, move its cursor, begin a string for a device and turn words around."""
SHOWN = "␛]2;acted␇�7;7H�q��"
ACTS = re.compile(rb"\x1b\]2;|acted\x07|\xc2[\x80-\x9f]|\xe2\x80\xae")
TEXT = f"The mill\n\n“We go on,” Ana Lopez said on Monday. It was{ODD}late.\n\nRain fell in Quillfeather."


_ALL = """
import json, sys
from contextlib import suppress
from tui.cli import main

for command in json.loads(sys.argv[1]):
    with suppress(SystemExit):
        main(command)
"""
"""The commands one after the other in one process: starting one for each would take most of the time."""


def paste(words: str) -> str:
    """Words as a terminal hands on a paste: without ESC, which could end it, but with C1 controls."""
    words = words.replace("\x1b", "")
    return f"\x1b[200~{words}\x1b[201~"


def acting(terminal: Terminal) -> list[bytes]:
    """What of the odd words acts on the terminal, each with what stands before it."""
    return [terminal.raw[max(found.start() - 60, 0) : found.end()] for found in ACTS.finditer(terminal.raw)]


def web_annotation(source: str, words: str, body: str) -> dict[str, Any]:
    """A note of another program on a passage, with a tag, as JSON."""
    return {
        "type": "Annotation",
        "motivation": "commenting",
        "body": [
            {"type": "TextualBody", "value": body, "purpose": "commenting"},
            {"type": "TextualBody", "value": f"tag{ODD}", "purpose": "tagging"},
        ],
        "target": {"source": source, "selector": {"type": "TextQuoteSelector", "exact": words}},
    }


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """An article that is read as it is, in a file of an odd name."""
    path = tmp_path / f"story{ODD}.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def noted(sayso: Sayso, story: Path, home: Path) -> Path:
    """The story with three notes: imported, imported and lost, and changed by hand in the library's file."""
    items = [
        web_annotation(str(story), "We go on,", f"imported{ODD}"),
        web_annotation(str(story), f"What is not {ODD} there at all.", f"orphaned{ODD}"),
        web_annotation(str(story), "Rain fell", "changed by HAND"),
    ]
    (story.parent / "notes.json").write_text(json.dumps(items), encoding="utf-8")
    assert sayso("import", "notes.json")[0] == 0
    [library] = home.rglob("library.json")
    kept = library.read_text(encoding="utf-8")
    assert "HAND" in kept
    library.write_text(kept.replace("HAND", json.dumps(f"HAND{ODD}")[1:-1]), encoding="utf-8")
    return story


@pytest.fixture
def settings(home: Path) -> Path:
    """Odd names in the keymap and in the theme file; an editor that gives odd words back."""
    (home / "sayso").mkdir(exist_ok=True)
    odd = json.dumps(ODD)[1:-1]
    keys = f'"quote.next" = "J,{odd}"\n"no{odd}such" = "x"\n'
    (home / "sayso" / "keymap.toml").write_text(keys, encoding="utf-8")
    (home / "sayso" / "theme").write_text(f"nord{ODD}", encoding="utf-8")
    editor = home / "editor"
    words = f"from outside {ODD}"
    script = f"import pathlib, sys\npathlib.Path(sys.argv[1]).write_text({words!r}, 'utf-8')"
    editor.write_text(f"#!{sys.executable}\n{script}\nprint('edited outside')\n", encoding="utf-8")
    editor.chmod(0o755)
    return editor


def test_in_the_reader(noted: Path, settings: Path) -> None:
    environment = {**os.environ, "EDITOR": str(settings), "VISUAL": ""}
    with Terminal(
        [SAYSO, "--no-clean", noted.name], folder=noted.parent, environment=environment
    ) as terminal:
        shows = terminal.shows
        # Of the keymap; a pane that is drawn meanwhile may cut the line before it.
        terminal.has_shown("such”", "Quotes 1")
        shows("give up", "\x1b[15~", "g", "a")  # the box to write in, over the imported note
        shows(f"here{SHOWN[1:]}", paste(f"here{ODD}"))
        shows("Note changed.", "\x1bOQ")
        shows(f"orphaned{SHOWN}", "G", "a")
        shows("left as it is", "\x1bOQ")
        shows("edited outside", "e")
        shows("Note changed.")
        shows(f"by HAND{SHOWN}", "g", "j", "a")
        shows("left as it is", "\x1bOQ")
        shows("end search", "\x1bOQ", "/", "zzz")
        shows(f"sought{SHOWN[1:]}", paste(f"sought{ODD}"))
        shows("is not in this article", "\r")
        shows("Somebody else says", "K", "x")
        shows("type", "\r")
        shows("as typed", paste(f"somebody{ODD}"))
        shows(SHOWN[:9], "\x1b", "\x1bOP", " ")  # the help, a key of the reader's own in it
    assert acting(terminal) == []


def test_in_the_list_of_what_was_read(noted: Path, settings: Path) -> None:
    with Terminal([SAYSO], folder=noted.parent, environment=os.environ) as terminal:
        shows = terminal.shows
        shows(f"story{SHOWN}")
        shows("zzz", "/", "zzz")
        shows(f"sought{SHOWN[1:]}", paste(f"sought{ODD}"))
        shows("end search", "\r")
        shows("a path or an", "o")
        shows("opened", paste("opened"))
        shows(SHOWN[1:], paste(ODD))
        shows(SHOWN[1:], "\r")  # what is said of it
    assert acting(terminal) == []


def test_by_the_commands(noted: Path, settings: Path) -> None:
    """What each prints on a terminal, and what it says of odd names."""
    odd = f"none{ODD}"
    commands = [
        *(["notes", "--format", form] for form in ("table", "json", "jsonl", "csv", "md")),
        ["text", "--no-clean", noted.name],
        ["text", odd],
        ["audit", "--no-clean", noted.name],
        ["export", "--no-clean", "--format", "w3c", noted.name],
        ["export", "--format", "json"],
        ["import", odd],
        ["library", "check"],
        ["library", "check", "--library", odd],
        ["quotes", "--model", odd, noted.name],
        ["quotes", "--scheduler", odd, noted.name],
        ["note", "add", "--no-clean", noted.name, "--quote", odd],
        ["changes", odd],
        ["check", odd, odd],
        [odd, odd],
    ]
    command = [sys.executable, "-P", "-c", _ALL, json.dumps(commands)]
    with Terminal(command, folder=noted.parent, environment=os.environ) as terminal:
        terminal.ends()
    assert acting(terminal) == []
    assert terminal.raw.count(b"2;acted") > len(commands)
