"""The line index and the column: rows, cells and characters agree, estimates never move what is seen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.texts import article_of, long_article, strike
from tui.app.text import line_index
from tui.app.text.column import Column
from tui.app.text.line_index import LineIndex, Place
from tui.app.text.wrap import wrap
from tui.domain.article import Article, ParagraphKind

TEXTS = st.text(st.sampled_from("ab c’漢e\u0301\u200d👩❤\ufe0f\t\n\n"), max_size=120).filter(
    lambda text: bool(text.strip())
)


def all_places(index: LineIndex) -> list[Place]:
    """Every row of the article, from exact heights alone."""
    place = index.walk((0, 0), -(1 << 30))
    places = [place]
    while (following := index.walk(places[-1], 1)) != places[-1]:
        places.append(following)
    return places


@given(TEXTS, st.integers(2, 20))
@settings(max_examples=80, deadline=None)
def test_every_row_has_its_place(text: str, width: int) -> None:
    index = LineIndex(article_of(text), width)
    places = all_places(index)
    assert len(places) == index.total
    assert [index.row(place) for place in places] == list(range(len(places)))
    assert [index.place(row) for row in range(len(places))] == places
    for start in range(0, len(places), 3):
        assert index.walk(places[start], 2) == places[min(start + 2, len(places) - 1)]
        assert index.walk(places[start], -2) == places[max(start - 2, 0)]


def test_work_in_slices_finds_what_looking_finds() -> None:
    article = long_article(300)
    looked, worked = LineIndex(article, 30), LineIndex(article, 30)
    places = all_places(looked)
    before = worked.total
    slices = 0
    while not worked.work(0.0):
        slices += 1
        assert worked.total == before, "nothing may move before the work is settled"
    assert slices > 10
    assert worked.settle()
    assert worked.complete
    assert worked.total == looked.total == len(places)
    assert worked.tops == looked.tops


@pytest.mark.parametrize("article", [long_article(300), strike(), article_of("word " * 30_000)])
@pytest.mark.parametrize("known", ["looked", "worked", "half worked", "nothing"])
def test_another_width_is_an_index_of_its_own(article: Article, known: str) -> None:
    index = LineIndex(article, 40, head=1)
    if known == "looked":
        all_places(index)
    elif known != "nothing":
        index.work(60.0 if known == "worked" else 0.0)
        if known == "worked":
            index.settle()
    before = list(index.tops)
    other, fresh = index.at(25), LineIndex(article, 25, head=1)
    assert other.tops == fresh.tops, "estimates"
    assert all_places(other) == all_places(fresh)
    assert other.tops == fresh.tops
    other.work(60.0)
    other.settle()
    assert index.tops == before
    assert index.width == 40


def test_estimates_are_near_the_truth() -> None:
    index = LineIndex(long_article(2_000), 72)
    estimate = index.total
    index.work(60.0)
    index.settle()
    assert abs(estimate - index.total) < index.total * 0.1


@given(TEXTS, st.integers(2, 20), st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_cells_and_characters_agree(text: str, width: int, height: int) -> None:
    column = Column(article_of(text), width, height)
    column.scroll_home()
    seen: list[int] = []
    for _ in range(200):
        for row, place in enumerate(column.places):
            line = column.line(place)
            indent = column.index.indent(place[0])
            if line is None:
                assert column.offset_at(indent, row) is None
                continue
            assert column.cells_in(line) <= max(width, 2)
            cell = indent
            for start, _, size in column.units(column.shown(line)):
                for x in range(cell, cell + size):
                    assert column.offset_at(x, row) == column.nearest(x, row) == start
                if size:
                    assert column.cell_of(start) == cell - indent
                cell += size
                seen.append(start)
                assert column.row_of(start) == row
            assert column.offset_at(cell, row) is None
        before = column.top
        column.scroll_by(1)
        if column.top == before:
            break
    words = {offset for offset, character in enumerate(text) if character in "abc漢👩"}
    joined = {offset for offset in words if text[offset - 1 : offset] == "\u200d"}
    assert words - joined <= set(seen)


@pytest.mark.parametrize("height", [1, 2, 5, 12, 400])
def test_scrolling_stops_at_the_ends(height: int) -> None:
    column = Column(long_article(60), 40, height)
    column.scroll_end()
    rows = len(all_places(column.index))
    assert len(column.places) == min(height, rows)
    assert column.places[-1] == column.index.last_place()
    column.scroll_by(-(1 << 20))
    assert column.index.row(column.top) == 0
    column.scroll_by(3)
    assert column.index.row(column.top) == min(3, max(rows - height, 0))


def test_scrolling_up_into_estimated_text_moves_by_rows() -> None:
    """From the middle of a text that nobody measured, every row up shows exactly one new row."""
    article = long_article(800)
    column = Column(article, 33, 10)
    truth = all_places(LineIndex(article, 33))
    column.scroll_to(column.place_of(len(article.text) // 2))
    at = truth.index(column.top)
    for step in range(1, 120):
        column.scroll_by(-1)
        assert column.top == truth[at - step]


@pytest.mark.parametrize(
    "text", ["word " * 9_000, "x" * 40_000, "e\u0301" * 12_000, "港の組合。" * 5_000, "a\nb" * 9_000]
)
def test_an_enormous_paragraph_is_cut_into_pieces(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_index, "_LONG_PLAIN", 9_000)
    article = article_of(f"Title\n\n{text}\n\nEnd", (("heading", 1),))
    index = LineIndex(article, 50)
    pieces = index.blocks[1:-1]
    assert len(pieces) > 2
    assert [piece.start for piece in pieces] == [7, *(piece.end for piece in pieces)][: len(pieces)]
    assert max(piece.end - piece.start for piece in pieces) <= 9_000
    assert index.continued == set(range(2, len(pieces) + 1))
    lines = sum(len(index.starts(block)) for block in range(1, len(pieces) + 1))
    whole = len(wrap(article.text, 7, 7 + len(text), 50))
    assert whole <= lines <= whole + len(pieces)
    assert index.row((2, 0)) == index.row((1, 0)) + len(index.starts(1)), "no empty row inside a paragraph"


def test_kinds_of_paragraphs_are_spaced_and_set_in() -> None:
    index = LineIndex(strike(), 72, head=1)
    index.work(60.0)
    index.settle()
    rows = [index.row((block, 0)) for block in range(len(index.blocks))]
    assert rows[0] == 1
    assert rows[1] == rows[0] + 1 + 1 + 1  # the title, the byline, an empty row
    assert rows[2] - rows[1] - len(index.starts(1)) == 2
    assert rows[5] == rows[4] + len(index.starts(4))  # list items stand together
    indents = [index.indent(block) for block in range(len(index.blocks))]
    assert indents == [0, 0, 0, 0, 2, 2, 4]
    assert index.blocks[6].kind is ParagraphKind.QUOTE_BLOCK
    assert LineIndex(strike(), 8).indent(6) == 1
