"""What is drawn later than the rest: the lists of another picture, and what components look like."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256 as plain_sha256
from types import SimpleNamespace
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tui.app.panes.article_view import ArticleView
from tui.app.panes.layered import LateComponents
from tui.app.panes.row_list import RowList
from tui.app.panes.strip_map import StripMap
from tui.app.reader.drawing import Drawing
from tui.app.state.reader_state import Part, ReaderState
from tui.app.terminal.gate import Gate
from tui.app.terminal.indexed import Indexed
from tui.domain.text.digest import sha256


def drawing(lists: list[Part], next_frame: Callable[[Callable[[], None]], object] | None) -> Drawing:
    """One whose lists note what they are to draw."""
    widgets: dict[str, Any] = {name: SimpleNamespace() for name in ("text", "strip_map", "status", "key_bar")}
    side: Any = SimpleNamespace(draw=lists.append)
    nothing: Any = None
    return Drawing(
        ReaderState(), nothing, nothing, side=side, due=lambda: None, next_frame=next_frame, **widgets
    )


PICTURE = Part.LISTS | Part.TEXT | Part.MAP | Part.FOLLOW


def test_the_lists_of_another_picture_are_drawn_with_the_next_frame() -> None:
    drawn: list[Part] = []
    waiting: list[Callable[[], None]] = []
    some = drawing(drawn, waiting.append)
    some._changed(PICTURE)
    some.draw()
    assert drawn == [Part.TEXT | Part.MAP]
    some._changed(Part.FOLLOW | Part.QUOTE_CURSOR)  # a key: the rows it points to are not listed yet
    some.draw()
    some._changed(PICTURE)
    some.draw()
    assert not any(parts & (Part.LISTS | Part.FOLLOW | Part.QUOTE_CURSOR) for parts in drawn)
    (then,) = waiting
    then()
    some.draw()
    assert drawn[-1] == Part.LISTS | Part.FOLLOW | Part.QUOTE_CURSOR
    some._changed(Part.FOLLOW)
    some.draw()
    assert drawn[-1] == Part.FOLLOW


def test_without_another_frame_all_is_drawn_in_one() -> None:
    drawn: list[Part] = []
    some = drawing(drawn, None)
    some._changed(PICTURE)
    some.draw()
    assert drawn == [PICTURE]


@pytest.mark.parametrize("pane", [ArticleView, RowList, StripMap])
def test_the_rules_of_a_component_stand_together(pane: type[LateComponents]) -> None:
    named = {
        css: set(re.findall(r"\.([\w-]+--[\w-]+)", getattr(pane, css))) for css in ("DEFAULT_CSS", "LATE_CSS")
    }
    assert named["DEFAULT_CSS"] <= pane.FIRST_COMPONENTS
    assert named["LATE_CSS"] <= pane.LATE_COMPONENTS - pane.FIRST_COMPONENTS
    assert pane.LATE_COMPONENTS >= pane.SOON_COMPONENTS > set()


def test_the_gate_does_what_the_other_filters_do() -> None:
    line = [Segment("a\x1bb", Style(color="#102030", bgcolor="#a0b0c0")), Segment("plain", None)]
    black = Color(0, 0, 0)
    alone = Gate().apply(Indexed().apply(line, black), black)
    assert Gate([Indexed()]).apply(line, black) == alone
    assert "\x1b" not in alone[0].text
    assert alone[0].style != line[0].style


@pytest.mark.parametrize("size", [0, 5, 1_000_001])
def test_a_digest_is_the_same_whoever_computes_it(size: int) -> None:
    assert sha256(b"x" * size).hexdigest() == plain_sha256(b"x" * size).hexdigest()
