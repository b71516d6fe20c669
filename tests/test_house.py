"""The house's order: which module may import which, and how little is imported before the first paint."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.terminal import PATIENCE

ROOT = Path(__file__).parents[1]
HEAVY = {
    "spacy",
    "thinc",
    "numpy",
    "pydantic",
    "httpx",
    "httpx2",
    "requests",
    "trafilatura",
    "lxml",
    "tinydb",
    "orjson",
    "distributed",
    "rapidfuzz",
    "markdown_it",
    "multiprocessing",
}


def imported(program: str, *, folder: Path) -> set[str]:
    """The modules that a new interpreter has imported once it has run ``program``."""
    report = "\nimport sys; sys.stderr.write('\\n'.join(['', 'MODULES', *sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", program + report],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder)},
    )
    before, found, names = done.stderr.partition("\nMODULES\n")
    assert found, before
    return set(names.split())


def heavy_among(modules: set[str]) -> set[str]:
    return HEAVY & modules


def run_main(*arguments: str) -> str:
    return (
        "from tui.cli import main\n"
        "try:\n"
        f"    status = main({list(arguments)!r})\n"
        "except SystemExit as end:\n"
        "    status = end.code\n"
        "assert status == 0, status\n"
    )


def test_contracts_between_rooms_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["quotes", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    modules = imported(run_main(*arguments), folder=tmp_path)
    assert not heavy_among(modules)
    assert not {"textual", "rich", "msgspec"} & modules


def test_the_text_of_a_plain_file_needs_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nA paragraph that ends with a full stop.\n")
    modules = imported(run_main("text", "a.txt"), folder=tmp_path)
    assert not heavy_among(modules)
    assert not {"textual", "rich"} & modules


def on_a_terminal(command: list[str], *steps: tuple[str, str], folder: Path) -> str:
    """What Python (-X importtime) and the reader write to a terminal of 120x40.

    Each step waits for some words and then types keys; after the last one the program has to end, unless its
    keys are empty: then it is killed.
    """
    primary, secondary = pty.openpty()
    fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(folder))
    # A size of the terminal that pytest was given is not this one's.
    outer = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", *command],
        stdin=secondary,
        stdout=secondary,
        stderr=secondary,
        cwd=folder,
        env={**outer, **homes, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    os.close(secondary)
    seen, end = b"", time.monotonic() + PATIENCE
    try:
        for words, keys in steps:
            while words.encode() not in seen:
                assert time.monotonic() < end, seen[-2000:]
                if select.select([primary], [], [], 0.2)[0]:
                    seen += os.read(primary, 1 << 16)
            os.write(primary, keys.encode())
        while steps[-1][1]:
            assert time.monotonic() < end, seen[-2000:]
            if select.select([primary], [], [], 0.2)[0]:
                seen += os.read(primary, 1 << 16)
    except OSError:  # the program has ended
        assert steps[-1][0].encode() in seen, seen[-2000:]
    finally:
        ended = sys.exc_info()[0] is None and steps[-1][1]
        if not ended and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=PATIENCE)
        os.close(primary)
    return seen.decode("utf-8", "replace")


ALTERNATE = "\x1b[?1049h"
"""The terminal's other screen is put up: once by the first page, once by the app."""


def imports_in(written: str) -> set[str]:
    return set(re.findall(r"import time:[^|\n]*\|[^|\n]*\|\s*([\w.]+)", written))


def test_the_article_can_be_read_before_textual_is_imported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Quillfeather case\n\nAna Lopez said that it was over.\n")
    written = on_a_terminal(["-m", "tui", "a.txt"], ("it was over", ""), folder=tmp_path)
    modules = imports_in(written.split("it was over")[0])
    assert "tui.app.startup.first_page" in modules
    assert not {"textual", "rich.console", "tempfile"} & modules
    assert not heavy_among(modules)


def test_the_screen_opens_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Quillfeather case\n\nAna Lopez said that it was over.\n")
    written = on_a_terminal(["-m", "tui", "a.txt"], ("ctrl+p", ""), folder=tmp_path)
    # The first row of the app's first frame: by its last row the frame may have waited for the terminal.
    modules = imports_in(written[: written.index("Quillfeather", written.rindex(ALTERNATE))])
    assert "textual.app" in modules
    assert not heavy_among(modules)


def test_keys_typed_before_the_screen_opens_are_not_lost(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Quillfeather case\n\nAna Lopez said that it was over.\n")
    steps = ("it was over", "/case"), ("match 1", "")
    written = on_a_terminal(["-m", "tui", "a.txt"], *steps, folder=tmp_path)
    first, rest = written.split(ALTERNATE, 2)[1:]
    assert "/case" not in first  # no echo
    assert rest


_PATIENT = """
import sys
from tui.cli import main
from tui.nlp.workers.client import RemoteAnalyser

RemoteAnalyser.__init__.__kwdefaults__["grace"] = 600
sys.exit(main())
"""
"""The reader, that gives the look at what is kept all the time that it may need on a busy machine."""


def test_a_second_opening_needs_no_spacy_and_no_process(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Quillfeather case\n\n“It is over,” Ana Lopez said.\n")
    first, second = (
        imports_in(on_a_terminal(["-c", _PATIENT, "a.txt"], ("· direct", "q"), folder=tmp_path))
        for _ in range(2)
    )
    assert "tui.nlp.workers.link" in first
    assert "tui.nlp.workers.link" not in second
    for modules in (first, second):
        assert not {"spacy", "thinc", "numpy", "trafilatura", "httpx", "httpx2"} & modules
