"""Rows as high as their words, the name before all else, and lists that fit into their box."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.fakes import ARTICLE, make_analysis, make_app
from tests.app.test_pictures import keys
from tui.app.dialogs.dialog import Dialog
from tui.app.dialogs.palette import EntryList
from tui.app.panes.bars import KeyBar
from tui.app.panes.lists import QuotesList
from tui.app.panes.row_list import RowList
from tui.app.state.picture import build


@pytest.fixture
def quotes(monkeypatch: pytest.MonkeyPatch) -> QuotesList:
    """The quotes of the known article in a list that shows at most three lines of each."""
    monkeypatch.setattr(QuotesList, "_most", 3)
    rows = QuotesList()
    rows.picture = build(ARTICLE, make_analysis())
    rows.rows = rows.picture.quotes
    return rows


def test_a_row_is_as_high_as_its_words(quotes: QuotesList) -> None:
    heights = list(quotes.heights(30))
    assert heights == [1 + 2, 1 + 3, 1 + 2, 1 + 2, 1 + 2, 1 + 2]
    assert set(quotes.heights(90)) == {2}
    quotes._tops = [0, 3, 7, 10, 13, 16, 19]
    assert [quotes.row_at(line) for line in (0, 2, 3, 6, 7, 18)] == [
        (0, 0),
        (0, 2),
        (1, 0),
        (1, 3),
        (2, 0),
        (5, 2),
    ]
    assert quotes.row_at(40)[0] == len(quotes.rows), "below the last there is none"
    for row, height in zip(quotes.rows, heights, strict=True):
        assert len(list(quotes.draw(row, 30))) == height
    assert list(list(quotes.draw(quotes.rows[1], 18))[-1])[-1][0].endswith("…")
    quotes.rows = list(quotes.rows) * 200
    assert quotes.heights(30) == (), "nothing is measured in a book"


def test_the_kind_gives_way_before_the_name(quotes: QuotesList) -> None:
    def heading(width: int) -> str:
        return "".join(words for words, _ in next(iter(quotes.draw(quotes.rows[0], width))))

    assert heading(40) == "▌Ada Brandt · direct"
    assert heading(18) == "▌Ada Brandt"
    quotes.speaker = quotes.rows[0].actor_id
    assert heading(18) == "▌direct", "the list's heading has the name"


@pytest.mark.parametrize("pressed", [("colon", *12 * ("down",)), ("f", "up", *4 * ("down",))])
async def test_the_cursor_of_a_dialog_stays_in_view(tmp_path: Path, pressed: tuple[str, ...]) -> None:
    async with make_app(tmp_path).run_test(size=(40, 12)) as pilot:
        await keys(*pressed)(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Dialog)
        rows, bar = dialog.query_one(RowList), dialog.query_one(KeyBar)
        assert rows.region.bottom <= bar.region.y
        assert rows.cursor is not None
        assert rows.scroll_y <= rows.cursor < rows.scroll_y + rows.size.height
        said = "It is part of another source: that one is to be opened again."
        bar.say(said)
        await pilot.pause()
        shown = [bar.render_line(y).text.strip() for y in range(bar.size.height)]
        assert (len(shown), " ".join(shown)) == (2, said), "a message is whole"
        bar.clear_message()
        await pilot.pause()
        assert bar.size.height == 1


async def test_the_theme_that_is_worn_has_the_cursor(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await keys("colon", *"theme", "enter", theme="sayso-light")(pilot)
        assert pilot.app.screen.query_one(EntryList).row.id == "sayso-light"
        await pilot.press("down")
        await pilot.pause()
        assert pilot.app.theme == "ansi-dark", "worn while the cursor is on it"
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.theme == "sayso-light"
