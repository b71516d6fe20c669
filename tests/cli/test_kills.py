"""Commands that write, killed (signal 9) at each step they take in the library's folder.

A step is whatever Python's audit events tell of: opening, linking, renaming, removing, dating a file. However
far a command came, the library then has to hold what it held before or what it holds after, whole; the
command given again has to end as if it had never been killed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.cli import main
from tui.domain.annotation import Annotation, Note
from tui.library.library import TinyLibrary
from tui.library.safety import atomic

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and signal 9")
_SCHEMA_0 = Path(__file__).parents[1] / "library" / "files" / "schema-0.json"
_STEPS = ("open", "os.link", "os.rename", "os.remove", "os.mkdir", "os.utime", "os.chmod")


def killed(arguments: list[str], folder: Path, step: int) -> bool:
    """Run a command in a process of its own that kills itself at that step; False if it ended before."""
    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, values: tuple[object, ...]) -> None:
            nonlocal count
            if event in _STEPS and str(values[0]).startswith(str(folder)):
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        status = 99
        try:
            sys.addaudithook(hook)
            status = main(arguments)
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    assert os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) == 0
    return os.WIFSIGNALED(ended)


def holds(path: Path) -> list[Annotation]:
    """The library's annotations, as whoever opens it next finds them."""
    library = TinyLibrary(path)
    assert library.notice is None or "damaged" in library.notice
    return library.annotations()


def nothing(path: Path) -> None:
    """Leave the library as it is."""


def half(path: Path) -> None:
    """Cut the library's file in two."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def old(path: Path) -> None:
    """Put a library of the first schema in its place."""
    shutil.copy(_SCHEMA_0, path)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of the library, with as many notes again and readings of as many articles."""
    path = tmp_path / "export.json"
    assert main(["export", "--format", "json", "-o", str(path), "-q"]) == 0
    whole = json.loads(path.read_text())
    for number, one in enumerate(list(whole["annotations"])):
        whole["annotations"].append({**one, "id": f"other-{number}", "body": "from elsewhere"})
        whole["readings"].append({**whole["readings"][0], "article_id": f"other-{number}"})
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


@pytest.fixture
def whole(story: Path, home: Path) -> Path:
    """A library with three notes and their backups."""
    for words in ("new bridge", "together", "on Monday"):
        assert main(["note", "add", str(story), "--quote", words, "--text", "seen", "-q"]) == 0
    return home / "sayso" / "library.json"


@pytest.mark.parametrize(
    ("arguments", "prepare"),
    [
        (["note", "add", "STORY", "--quote", "four years", "--text", "new", "-q"], nothing),
        (["note", "add", "STORY", "--quote", "four years", "--text", "new", "-q"], old),
        (["import", "EXPORT", "-q"], nothing),
        (["library", "restore"], nothing),
        (["library", "backup"], nothing),
        (["library", "repair"], half),
    ],
    ids=["note add", "note add to an old schema", "import", "restore", "backup", "repair"],
)
def test_whichever_step_it_is_killed_at(
    arguments: list[str],
    prepare: Callable[[Path], None],
    story: Path,
    export: Path,
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A kill leaves what the system has not brought to the disk yet in its memory: syncing changes nothing.
    monkeypatch.setattr(atomic, "_sync", lambda _: None)
    prepare(whole)
    path = tmp_path / "kept" / whole.name
    names = {"STORY": str(story), "EXPORT": str(export)}
    command = ["--library", str(path), *(names.get(word, word) for word in arguments)]

    def fresh() -> None:
        shutil.rmtree(path.parent, ignore_errors=True)
        shutil.copytree(whole.parent, path.parent)

    fresh()
    before = said(holds(path))
    assert main(command) == 0
    after = said(holds(path))
    steps = 0
    while True:
        fresh()
        if not killed(command, path.parent, steps + 1):
            break
        steps += 1
        assert said(holds(path)) in (before, after)
        if arguments[0] != "note":  # given again, that makes a second note
            assert main(command) == 0
            assert said(holds(path)) in (before, after)
    assert steps >= 5


def said(annotations: list[Annotation]) -> list[tuple[str, str]]:
    """What tells two states of a library apart, though ids are made anew each time."""
    return sorted((one.anchor.exact, one.body) for one in annotations if isinstance(one, Note))
