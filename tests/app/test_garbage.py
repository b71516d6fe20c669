"""What is set for the whole process, seen in a process of its own."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import gc, sys, weakref
from textual._styles_cache import StylesCache
from textual.color import Color
from tui.app.startup import garbage

gone = StylesCache()
gone.get_inner_outer(Color(0, 0, 0), Color(1, 1, 1))
lines = weakref.ref(gone)
del gone

garbage.begin()
assert gc.get_freeze_count() > 1_000
assert sys.getswitchinterval() < 0.001
runs = []
gc.callbacks.append(lambda phase, info: phase == "stop" and runs.append(info["generation"]))
garbage.sweep()
assert runs == [], "there is nothing to look through"
kept = [[] for _ in range(30_000)]
assert runs == [], "as many objects as many frames make, and none of them looked at in between"
garbage.sweep()
assert runs == [1]
for _ in range(12):
    kept += [[] for _ in range(3_000)]
    garbage.sweep()
assert 2 in runs, "now and then all is gone through"
assert lines() is None, "what was drawn of a widget that is gone goes too"
before = gc.get_freeze_count()
garbage.freeze()
assert gc.get_freeze_count() >= before + 60_000
"""


def test_collections_wait_for_their_turn() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
