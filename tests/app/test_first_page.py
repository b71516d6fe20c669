"""The page written before Textual is there: row for row what the app then draws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.app.fakes import make_app, make_article
from tests.app.texts import long_article, strike
from tui.app.panes.bars import TitleBar
from tui.app.reader.screen import ReaderScreen
from tui.app.startup.first_page import LOOKS, FirstPage, Run, page, written
from tui.app.text.paint import Layers
from tui.app.theme import choice as theme_choice
from tui.app.theme.colours import colours_of
from tui.app.wording import about
from tui.domain.article import Article

SIZES = [(120, 40), (80, 24), (60, 20), (44, 12), (200, 50)]
ARTICLES = {
    "every kind of paragraph": strike(),
    "long": long_article(400),
    "without a byline": make_article(byline=None, published=None),
    "hostile": make_article(
        ("A \x1b]52;c;eA==\x07 title [bold]", "Text\twith \x1b[31m tabs\x00 and [/] 漢字 e\u0301.")
    ),
}


def cells_of(row: list[Run]) -> list[tuple[str, str]]:
    """A row as (character, look) for each of its cells; what is wider or narrower than a cell as one."""
    return [(character, look) for text, look in row for character in text]


@pytest.mark.parametrize(
    ("theme", "size"), [*(("sayso-dark", size) for size in SIZES), ("sayso-light", SIZES[0])], ids=str
)
@pytest.mark.parametrize("name", ARTICLES)
async def test_the_app_draws_the_same_rows(
    tmp_path: Path, name: str, size: tuple[int, int], theme: str
) -> None:
    article, looks = ARTICLES[name], LOOKS[theme]
    theme_choice.choose(tmp_path, theme)
    rows = page(article, *size, about(article))
    app = make_app(tmp_path, article=article)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        bar = screen.query_one(TitleBar)
        assert "".join(text for text, _ in rows[0])[1:-1] == bar.render_line(0).text
        view = screen.view
        view.set_layers(Layers())  # before anything is known of the article
        assert view.region.y == 1
        assert view.region.bottom == size[1] - 2
        for y in range(view.size.height):
            strip = view.render_line(y)
            mine = cells_of(rows[1 + y])
            drawn = [(character, segment.style) for segment in strip for character in segment.text]
            words = "".join(character for character, _ in drawn).rstrip()
            assert "".join(character for character, _ in mine)[: len(words)] == words
            assert mine[len(words) : len(words) + 1] in ([], [(" ", "text")])
            for (_, look), (character, style) in zip(mine, drawn, strict=False):
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                ground = style.bgcolor.get_truecolor().hex.lstrip("#")
                if character == " " or ground == looks["text"].colour:
                    continue  # nothing to be seen, or the caret
                assert ground == looks[look].ground
                assert style.color.get_truecolor().hex.lstrip("#") == looks[look].colour
                assert bool(style.bold) == (looks[look].style == "1")
                assert bool(style.italic) == (looks[look].style == "3")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_row_fills_the_screen(size: tuple[int, int]) -> None:
    rows = page(strike(), *size, "5 min")
    assert len(rows) == size[1]
    assert {cell_len("".join(text for text, _ in row)) for row in rows} == {size[0]}


@pytest.mark.parametrize("colours", ["truecolor", "256", "16", "none"])
def test_nothing_of_an_article_acts_on_the_terminal(colours: str) -> None:
    sent = written(page(ARTICLES["hostile"], 80, 24, ""), colours)
    ours = re.sub(r"\x1b\[[0-9;]*[Hm]", "", sent)
    assert not [character for character in ours if ord(character) < 32 or 127 <= ord(character) < 160]
    assert ("38;2;" in sent) == (colours == "truecolor")
    assert ("48;" in sent) == (colours in ("truecolor", "256"))
    assert ("\x1b[0;1;7m" in sent) == (colours == "16"), "the title's row in the terminal's own colours"


@pytest.mark.parametrize(
    ("environment", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "none"),
        ({"TERM": "dumb"}, None),
        ({}, None),
        ({"TERM": "xterm", "TEXTUAL_THEME": "nord"}, None),
    ],
)
def test_colours(environment: dict[str, str], colours: str | None) -> None:
    assert colours_of(environment) == colours


def test_without_a_terminal_there_is_no_page(capsys: pytest.CaptureFixture[str]) -> None:
    empty = Article("id", "hash", "", "", (), "source")
    for article in (strike(), empty):
        with FirstPage(article):
            pass
    assert capsys.readouterr().out == ""
