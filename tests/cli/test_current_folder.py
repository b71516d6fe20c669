"""No process that sayso starts takes a module from the folder its reader stands in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

SAYSO = str(Path(sys.executable).with_name("sayso"))
_RECORDER = """
import os
import sys

HERE = os.environ["TRAPS"]
TOLD = os.environ["TRAPS_TOLD"]


def tell(name, word):
    with open(os.path.join(TOLD, name), "a") as file:
        file.write(word + "\\n")


class Trapper:
    armed = sys.orig_argv[1:3] != ["-m", "tui"]

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if path is not None:
            return
        cls.armed = cls.armed or name == "tui.cli" or "tui" in sys.modules and name != "tui"
        if cls.armed:
            trap(name)


def trap(name):
    # Whichever process looks for the module first makes the file that the next one might take for it.
    path = os.path.join(HERE, name + ".py")
    if not os.path.exists(path):
        with open(path, "w") as file:
            file.write(f"open({os.path.join(TOLD, 'ran')!r}, 'a').write({name!r} + '\\\\n')\\n")
        sys.path_importer_cache.pop(HERE, None)


sys.meta_path.insert(0, Trapper)
tell("processes", " ".join(sys.orig_argv[1:]))
if Trapper.armed:
    for name in list(sys.modules):
        trap(name.partition(".")[0])
"""
"""The ``sitecustomize`` of each Python that is started: for every module that is looked for, in whatever
process, a file of that name comes to lie in the current folder, which tells if it is run."""


@pytest.fixture
def traps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder that fills up with traps; what they and the processes tell lies in ``../told``."""
    here, told, site = tmp_path / "here", tmp_path / "told", tmp_path / "site"
    for folder in (here, told, site):
        folder.mkdir()
    (site / "sitecustomize.py").write_text(_RECORDER, encoding="utf-8")
    for name, value in {"TRAPS": here, "TRAPS_TOLD": told, "PYTHONPATH": site}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    return here


def told(traps: Path, name: str) -> list[str]:
    path = traps.parent / "told" / name
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def articles(folder: Path, count: int) -> list[str]:
    """Files that hold so much that their analysis is shared among processes."""
    said = "The river ran high in Quillfeather. “We go on,” Ana Lopez said, and closed the old mill.\n\n"
    for number in range(count):
        (folder / f"{number}.txt").write_text(f"The mill, part {number}\n\n{said * 290}", encoding="utf-8")
    return [f"{number}.txt" for number in range(count)]


def test_the_processes_of_a_pool(traps: Path) -> None:
    # As a module of Python's, which looks in the current folder by itself until sayso's first line.
    command = [sys.executable, "-m", "tui", "quotes", *articles(traps, 3), "--jobs", "2", "--format", "jsonl"]
    done = subprocess.run(
        command, cwd=traps, capture_output=True, text=True, check=False, timeout=300, stdin=subprocess.DEVNULL
    )
    assert told(traps, "ran") == []
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 3)
    started = "\n".join(told(traps, "processes"))
    assert started.count("spawn_main(") == 2
    assert started.count("resource_tracker import main") == 1
    assert {"multiprocessing", "concurrent", "spacy", "tui", "runpy"} <= {
        path.stem for path in traps.glob("*.py")
    }
    # The traps work: this is what Python does by itself.
    subprocess.run([sys.executable, "-c", "import spacy"], cwd=traps, check=True, timeout=300)
    assert told(traps, "ran")


def test_without_the_environment_no_pool_is_started(traps: Path) -> None:
    """``python -E`` makes multiprocessing's processes deaf to ``PYTHONSAFEPATH``."""
    code = "import sys; from tui.nlp.workers.pool import _starts_unsafely; print(_starts_unsafely())"
    for flags, answer in (("-E", "True"), ("-I", "False"), ("-P", "False")):
        command = [sys.executable, flags, "-c", code]
        done = subprocess.run(command, cwd=traps, capture_output=True, text=True, check=True, timeout=300)
        assert done.stdout.strip() == answer


def test_the_analysing_process_and_the_editor(traps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = traps.parent / "editor"
    editor.write_text(
        f'#!/bin/sh\nenv > "{traps.parent}/told/editor"\necho "a word" > "$1"\n', encoding="utf-8"
    )
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    (traps / "story.txt").write_text("The mill\n\n“We go on,” Ana Lopez said on Monday.\n", encoding="utf-8")
    with Terminal([SAYSO, "story.txt"], folder=traps, environment=os.environ) as terminal:
        terminal.shows("Quotes 1")
        terminal.shows("✎", "e")  # its mark: a notice may lie over the heading of the notes
        terminal.type("q")
        assert terminal.ends() == 0
    assert told(traps, "ran") == []
    assert any("tui.door.analysing" in line for line in told(traps, "processes"))
    assert (traps / "spacy.py").exists()
    # The editor is the user's own, and is told nothing of how sayso starts its processes.
    assert not any(line.startswith("PYTHONSAFEPATH") for line in told(traps, "editor"))
