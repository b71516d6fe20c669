"""Letters on what is in view: which, where they stand, and what they do."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.app.fakes import (
    ARTICLE,
    PARAGRAPHS,
    FakeAnalyser,
    FakeLibrary,
    FakeLoader,
    make_analysis,
    make_article,
    span,
)
from tests.app.test_reader import Reading, reading
from tui.app.dialogs.card import Card
from tui.app.panes.bars import KeyBar
from tui.app.panes.row_list import RowList
from tui.app.reader.screen import ReaderScreen
from tui.app.state.labels import Target, lettered, targets
from tui.app.state.picture import build
from tui.app.text.letters import RowLetters
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Note

ADDRESS = "https://example.org/tides?month=3"
LINKED = make_article((*PARAGRAPHS, f"The tables stand at {ADDRESS}, and (HTTPS://example.org/x)."))


def at(found: list[Target]) -> list[str]:
    """The words that the letters stand on."""
    return [ARTICLE.text[one.start : one.start + 6] for one in found]


def test_what_is_in_view_has_letters() -> None:
    picture = build(ARTICLE, make_analysis())
    title, quote = span(PARAGRAPHS[1]).start, span("We are not")
    found = targets(ARTICLE, picture, title, quote.end)
    assert at(found) == ["Port E", "We are"], "names and quotes, no dates"
    below = targets(ARTICLE, picture, quote.start + 7, quote.start + 40)
    assert at(below) == ["not an", "Ada Br"], "a quote that begins above, where it comes into view"
    whole = targets(ARTICLE, picture, 0, len(ARTICLE.text))
    assert at(whole).count("Okoro ") == 1
    assert [one.address for one in targets(LINKED, None, 0, len(LINKED.text))] == [
        ADDRESS,
        "HTTPS://example.org/x",
    ]


def test_no_letters_are_the_beginning_of_others() -> None:
    for number in (1, 9, 10, 81, 82, 700, 800):
        keys = list(lettered([Target(start, start + 1) for start in range(number)]))
        assert len(set(keys)) == number
        assert len({len(key) for key in keys}) == 1
        assert (len(keys[0]) == 1) == (number <= 9)
    assert set("".join(lettered([Target(1, 2)] * 81))) <= set("asdfghjkl"), "where the fingers rest"


def test_letters_of_rows_are_typed_one_by_one() -> None:
    letters = RowLetters()
    letters.put(range(40, 52))
    assert (letters.on[40], letters.on[49]) == ("aa", "sa")
    assert letters.take("S") is None
    assert list(letters.on) == [49, 50, 51]
    with pytest.raises(KeyError, match="sx"):
        letters.take("x")
    assert letters.take("d") == 51
    letters.put(range(7, 9))
    assert letters.take("s") == 8


async def lettered_rows(r: Reading) -> None:
    """The quotes have the focus: letters stand on what is in view of the list."""
    rows, bar = r.screen.side.quotes, r.screen.key_bar
    await r.press("semicolon")
    assert not r.state.labels
    assert rows.render_line(0).text.startswith("a")
    assert not rows.render_line(1).text.startswith(("a", "s"))
    assert "only move there" in shown(bar)
    await r.press("x")
    assert bar.message == "“x” stands on no row."
    await r.press("S")
    assert (rows.cursor, r.screen.focused) == (1, rows), "a capital only moves there"
    assert "only move there" not in shown(bar)
    await r.press("semicolon", "d")
    assert rows.cursor == 2
    assert r.screen.focused is r.screen.view, "a small one is as enter"
    await r.press("f3", "semicolon", "j")
    assert rows.cursor == 2, "“j” is a letter"
    for end in (("escape",), ("down",), ("f4", "f3")):
        await r.press("semicolon", *end)
        assert not rows._letters.on
    await r.press("semicolon")
    await r.pilot.click(rows, offset=(4, 0))
    assert not rows._letters.on
    await r.press("f3")


def shown(bar: KeyBar) -> str:
    return bar.render_line(0).text


async def test_going_by_letters(tmp_path: Path) -> None:
    note = Note(
        article_id=ARTICLE.id, anchor=make_anchor(ARTICLE.text, span("one crossing")), body="Who pays?"
    )
    other = make_article(("Tides", "High water is at four."), source=ADDRESS)
    analyser = FakeAnalyser(replace(make_analysis(), text_hash=LINKED.text_hash))
    async with reading(
        tmp_path,
        size=(60, 20),
        article=LINKED,
        analyser=analyser,
        library=FakeLibrary(note),
        loader=FakeLoader(other),
    ) as r:
        view = r.screen.view

        def rows() -> list[str]:
            return [view.render_line(y).text for y in range(view.size.height)]

        async def letters_of(words: str) -> str:
            await r.press("semicolon")
            return next(keys for keys, one in r.state.labels.items() if one.start == LINKED.text.index(words))

        before = rows()
        assert await letters_of("We are not")
        assert rows() != before
        assert [len(row) for row in rows()] == [len(row) for row in before], "nothing moves"
        await r.press("escape")
        assert rows() == before
        assert not r.state.labels

        wanted = await letters_of("Ada Brandt")
        await r.press(*wanted.upper())
        assert r.caret == span("Ada Brandt").start
        assert isinstance(r.app.screen, ReaderScreen), "capitals only go there"
        assert r.state.actor_id == "ada-brandt"
        wanted = await letters_of("Harbour Office")
        assert len(wanted) == 2
        await r.press(wanted[0])
        assert all(keys.startswith(wanted[0]) for keys in r.state.labels)
        await r.press(wanted[1])
        assert isinstance(r.app.screen, Card)
        await r.press("escape", "semicolon", "z")
        assert r.state.waiting == "label", "a letter that is none leaves them where they are"
        await r.press("down")
        assert not r.state.waiting, "a key that is no letter does what it does"
        await r.press("semicolon", "G")
        assert r.state.waiting == "label"
        await r.press("escape", "G", "semicolon")
        assert span("one crossing").start in {one.start for one in r.state.labels.values()}
        view._scroll_rows(-5)
        await r.pilot.pause()
        assert not r.state.labels, "other text is in view"
        await r.press("semicolon")
        assert r.state.labels
        await r.pilot.click(view, offset=(8, 4))
        await r.settle()
        assert not r.state.labels, "the mouse has its way"
        await r.press("semicolon", "f3")
        assert not r.state.labels, "another pane is gone to"
        await lettered_rows(r)
        r.app.post_message(RowList.Lettered(RowList(), shown=False))
        await r.settle()
        assert r.app.is_running, "a list that went with its screen"
        await r.press("G", "f2", "G")
        await r.press(*await letters_of("HTTPS://example.org/x"))
        assert "does not exist" in r.notices[-1]
        await r.press(*await letters_of(ADDRESS))
        assert r.app.screen.state.article == other
