"""What is set for the whole process, seen in a process of its own."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import asyncio, gc, sys, weakref
from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static, TextArea
from tui.app.startup import garbage

gone = StylesCache()
gone.get_inner_outer(Color(0, 0, 0), Color(1, 1, 1))
lines = weakref.ref(gone)
del gone

class Nobody:
    screen_stack = ()

app = Nobody()
garbage.begin()
assert gc.get_freeze_count() > 1_000
assert sys.getswitchinterval() < 0.001
runs = []
gc.callbacks.append(lambda phase, info: phase == "stop" and runs.append(info["generation"]))
garbage.sweep(app)
assert runs == [], "there is nothing to look through"
kept = [[] for _ in range(30_000)]
assert runs == [], "as many objects as many frames make, and none of them looked at in between"
garbage.sweep(app)
assert runs == [1]

class Ring:
    def __init__(self):
        self.itself = self

for number in range(2_000):
    Region(0, 0, number, 1).grow((1, 1, 1, 1))
given = []
garbage.give_back = lambda: given.append(None)
left, before = weakref.ref(Ring()), gc.get_freeze_count()
garbage.more_stays()
assert gc.get_freeze_count() == before, "what is garbage by then does not stay"
for _ in range(9):
    kept += [[] for _ in range(3_000)]
    garbage.sweep(app)
assert 2 in runs, "now and then all is gone through"
assert len(given) == 1, "and what is free is given back, at another time"
assert lines() is None, "what was drawn of a widget that is gone goes too"
assert left() is None
assert Region.grow.cache_info().currsize == 0, "what was worked out of thousands of regions as well"
assert gc.get_freeze_count() >= before + 40_000, "what is there then stays"

frozen = Ring()
gc.freeze()
frozen = weakref.ref(frozen)
gc.collect()
assert frozen() is not None
for _ in range(40):
    garbage.sweep(app)
assert frozen() is None, "half a minute later, once nobody types, what stays is gone through as well"


class Writing(App):
    def compose(self):
        yield TextArea("a note")
        yield Input("a search")

    def known(self):
        told = list(self.screen.text_selection_started_signal._subscriptions)
        return told + [widget for widget, _ in getattr(self, "__watchers")["theme"]]

async def written():
    app = Writing()
    async with app.run_test():
        note, search = app.query_one(TextArea), app.query_one(Input)
        garbage.release(app)
        assert {note, search} <= set(app.known()), "they are there"
        await note.remove()
        await search.remove()
        assert {note, search} <= set(app.known()), "Textual lets them go by itself now"
        garbage.release(app)
        assert not {note, search} & set(app.known()), "what was written in goes with its box"

asyncio.run(written())


class Piled(App):
    def get_default_screen(self):
        return Told("first")

class Told(Screen):
    def __init__(self, words):
        super().__init__()
        self.words = words

    def compose(self):
        yield Static(self.words)

    def lines(self):
        return sum(len(widget._styles_cache._cache) for widget in self.walk_children(with_self=True))

class Asked(ModalScreen):
    pass

async def piled():
    app = Piled()
    async with app.run_test(size=(40, 12)) as pilot:
        first, second, third = app.screen, Told("second"), Told("third")
        drawn = app.export_screenshot()
        for screen in (second, third, Asked()):
            await app.push_screen(screen)
            await pilot.pause()
        assert all(screen.lines() for screen in (first, second, third))
        garbage.release(app)
        assert second.lines() and third.lines(), "what is shown under a dialog, and what lies next below"
        assert first.lines() == 0, "of others nothing that was drawn is kept"
        while app.screen is not first:
            await app.pop_screen()
        await pilot.pause()
        assert first.lines()
        assert app.export_screenshot() == drawn

asyncio.run(piled())
"""


def test_collections_wait_for_their_turn() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
