"""What the start leaves out until it is asked for, and keys that were typed before there was a screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from textual import events

from tests.app.fakes import make_app
from tests.app.test_reader import Reading

_SEEN = """
import sys
from tui.app.startup import lean
made = lean._a_class
def fails(name):
    raise TypeError(name)
lean._a_class = fails  # as with a release that wants more of it
lean.import_textual()
assert "textual.app" not in sys.modules and "textual.command" not in sys.modules, "left half imported"
lean._a_class = made
lean.import_textual()
import asyncio.sslproto, ssl, textual.app, textual.command
assert asyncio.sslproto.ssl is None and ssl.SSLContext
assert textual.command.CommandPalette is not textual.app.CommandPalette
assert textual.command.CommandPalette.DEFAULT_CSS
"""


def test_textual_comes_without_its_palette_and_whole_where_that_does_not_do() -> None:
    done = subprocess.run([sys.executable, "-c", _SEEN], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


async def test_lists_are_there_for_keys_typed_before_the_screen(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app._key_order._waiting += [events.Key("f3", None)]
    async with app.run_test(size=(120, 40)) as pilot:
        r = Reading(pilot)
        await r.settle()
        assert r.screen.focused is r.screen.side.quotes
