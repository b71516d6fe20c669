"""Real processes on one library: killed at random moments, and writing at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.making import note
from tui.domain.annotation import Note
from tui.library.library import TinyLibrary

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and signal 9")

WRITER = """
import sys
from tests.library.making import note
from tui.library.library import TinyLibrary

library = TinyLibrary(sys.argv[1], lock_seconds=600)
for number in range(250):
    library.add(note(f"{sys.argv[2]} {number}"))
"""


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A library in memory, where there is a folder for that.

    What the system has not brought to the disk yet, a kill loses no more than what it has; waiting for the
    disk would take most of the time. ``benchmarks.library --kills`` does it on a disk.
    """
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path / "library.json"
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder) / "library.json"


def test_150_kills_lose_nothing_that_was_acknowledged(path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.library.kills", str(path), "75", "4"],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    figures = json.loads(run.stdout)
    assert figures["kills"] == 150
    assert figures["acknowledged"] >= 36  # as often as each is waited for
    assert (figures["lost"], figures["unreadable"]) == (0, 0)
    assert figures["litter after it"] == 0


def test_four_writers_at_once_lose_nothing(path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(number)], cwd=ROOT)
        for number in range(4)
    ]
    assert [writer.wait(timeout=300) for writer in writers] == [0, 0, 0, 0]
    found = [one.body for one in TinyLibrary(path).annotations() if isinstance(one, Note)]
    assert sorted(found) == sorted(f"{writer} {number}" for writer in range(4) for number in range(250))


def test_a_script_adds_while_a_reader_has_it_open(path: Path) -> None:
    reader = TinyLibrary(path)
    mine = note("mine")
    reader.add(mine)
    before = reader.revision()
    code = WRITER.replace("250", "2")
    subprocess.run([sys.executable, "-c", code, str(path), "script"], cwd=ROOT, check=True, timeout=300)
    assert reader.revision() != before
    assert {one.body for one in reader.annotations() if isinstance(one, Note)} == {
        "mine",
        "script 0",
        "script 1",
    }
    assert reader.undo() == "note added"
    assert {one.body for one in reader.annotations() if isinstance(one, Note)} == {"script 0", "script 1"}
