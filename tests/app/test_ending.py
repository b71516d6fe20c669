"""A terminal that is closed over a note: in a real process, on a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal import PATIENCE
from tui.domain.annotation import Note
from tui.library.library import TinyLibrary

ROOT = Path(__file__).resolve().parents[2]
APP = """
import sys
from pathlib import Path
from tests.app.fakes import ARTICLE, FakeAnalyser, FakeLoader
from tui.app.app import run_reader
from tui.app.terminal import ending
from tui.library.library import TinyLibrary

ending.AT_MOST = 300  # the disk may be slow
run_reader(
    loader=FakeLoader(), analyser=FakeAnalyser(), library=lambda: TinyLibrary(sys.argv[1]), article=ARTICLE
)
"""


def shown(terminal: int, words: bytes, seconds: float = PATIENCE) -> None:
    """Read the terminal until the words were written to it."""
    seen, end = b"", time.monotonic() + seconds
    while words not in seen:
        assert time.monotonic() < end, seen[-2000:]
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)


@pytest.mark.parametrize("told", [True, False])
def test_a_closed_terminal_loses_no_word_and_leaves_no_process(tmp_path: Path, told: bool) -> None:
    """``told``: by SIGHUP, which only a process gets whose own terminal it is."""
    if told and shutil.which("setsid") is None:
        pytest.skip("no setsid to give a process its own terminal")
    library = tmp_path / "library.json"
    master, slave = pty.openpty()
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "COLUMNS": "100",
        "LINES": "30",
    }
    process = subprocess.Popen(
        [*(["setsid", "--ctty"] if told else []), sys.executable, "-c", APP, str(library)],
        cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=not told,
    )  # fmt: skip
    os.close(slave)
    try:
        shown(master, b"night ferry")
        shown(master, b"Quotes")
        os.write(master, b"Ja")
        shown(master, b"A note on")
        os.write(master, b"half")
        shown(master, b"half")
        os.close(master)
        assert process.wait(timeout=PATIENCE) == 129
    finally:
        process.kill()
    (note,) = TinyLibrary(library).annotations()
    assert isinstance(note, Note)
    assert note.body == "half"
