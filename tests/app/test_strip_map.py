"""The thin map: what each cell shows, and that a click says where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from tui.app.panes.strip_map import NOTE_SIGN, StripMap
from tui.app.text.quoted import Quoted
from tui.domain.article import Span


class Bench(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.jumps: list[float] = []

    def compose(self) -> ComposeResult:
        yield StripMap()

    def on_strip_map_jumped(self, message: StripMap.Jumped) -> None:
        self.jumps.append(message.share)


def test_quotes_rise_with_their_share_and_carry_their_colour() -> None:
    strip = StripMap()
    strip.show(
        Quoted(100, [(Span(0, 10), 3, "a"), (Span(20, 22), 1, "b"), (Span(22, 28), 9, "c")]),
        [(Span(55, 60), "note", None, "n"), (Span(99, 100), "bookmark", None, "m")],
    )
    cells = strip.cells(10)
    assert cells[0] == ("▇", "speaker-3")
    assert cells[1] == (" ", "")
    assert cells[2] == ("▆", "speaker-1")  # 9 is the second time round of 8 colours
    assert cells[5] == (NOTE_SIGN, "note")
    assert cells[9] == (NOTE_SIGN, "note")


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 90))), st.integers(0, 250), st.integers(0, 60))
@settings(max_examples=80, deadline=None)
def test_any_layer_fits_any_width(items: list[tuple[int, int]], length: int, width: int) -> None:
    strip = StripMap()
    spans = sorted(Span(start, start + size) for start, size in items)
    strip.show(
        Quoted(length, [(span, 1, "q") for span in spans]), [(span, "note", None, "n") for span in spans]
    )
    cells = strip.cells(width)
    assert len(cells) == width
    assert all(len(sign) == 1 for sign, _ in cells)


async def test_the_view_is_marked_and_a_click_jumps() -> None:
    app = Bench()
    async with app.run_test(size=(50, 3)) as pilot:
        strip = app.query_one(StripMap)
        await pilot.click(StripMap, offset=(25, 0))
        assert app.jumps == [], "nothing to jump in"
        strip.show(Quoted(1_000, [(Span(100, 300), 0, "a")]))
        strip.view = (500, 700)
        await pilot.pause()
        line = strip.render_line(0)
        assert line.cell_length == 50
        assert line.text[5:15].strip() != ""
        grounds = [segment.style.bgcolor for segment in line for _ in segment.text]
        assert len({str(ground) for ground in grounds[25:35]}) == 1
        assert grounds[25] != grounds[24]
        assert grounds[34] != grounds[36]
        await pilot.click(StripMap, offset=(25, 0))
        assert app.jumps == [pytest.approx(0.5)]
