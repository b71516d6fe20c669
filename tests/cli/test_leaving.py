"""The end of the process without Python's own: what has to be done at the end is done all the same."""

from __future__ import annotations

import subprocess
import sys

BEGIN = """
import atexit, threading, time, tui.cli
from tui.door import leaving
tui.cli._run = lambda argv: print("said") or leaving.ask_for_it() or spoken.set() or 3
spoken = threading.Event()
class Object:
    def __del__(self):
        print("taken apart")
kept = Object()
atexit.register(print, "called at the end")
"""


def ended(script: str) -> tuple[int, list[str], str]:
    done = subprocess.run([sys.executable, "-c", BEGIN + script], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_nothing_is_taken_apart_but_all_is_said_and_called() -> None:
    assert ended("raise SystemExit(tui.cli.main())") == (3, ["said", "called at the end"], "")


def test_a_thread_that_still_keeps_something_is_waited_for() -> None:
    status, said, errors = ended(
        "threading.Thread(target=lambda: spoken.wait() and time.sleep(0.2) or print('kept')).start()\n"
        "raise SystemExit(tui.cli.main())"
    )
    assert (status, errors) == (3, "")
    assert said == ["said", "kept", "called at the end", "taken apart"]


def test_another_programs_call_comes_back() -> None:
    status, said, _ = ended("status = tui.cli.main([])\nprint('and goes on with', status)")
    assert status == 0
    assert said == ["said", "and goes on with 3", "called at the end", "taken apart"]
