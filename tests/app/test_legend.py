"""The legend, the list of headings, and the numbers of the paragraphs."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from tests.app.fakes import ARTICLE, PARAGRAPHS, make_app, make_article
from tests.app.test_pictures import keys
from tui.app.dialogs import legend
from tui.app.dialogs.dialog import ChoiceList
from tui.app.panes.article_view import ArticleView
from tui.app.reader.screen import ReaderScreen
from tui.app.text.paint import NOBODY
from tui.app.wording import KIND_SIGNS
from tui.domain.article import ParagraphKind


def test_the_legend_tells_of_every_sign() -> None:
    told = legend.parts()
    words = "".join(part for part, _ in told)
    for sign in (*KIND_SIGNS.values(), "✎", "✗", "⚑", "▏", "▪"):
        assert sign in words
    assert {f"$speaker-{number}" for number in range(NOBODY + 1)} <= {style for _, style in told}


async def test_legend_contents_and_numbers(tmp_path: Path) -> None:
    article = make_article(PARAGRAPHS)
    paragraphs = [
        replace(one, kind=ParagraphKind.HEADING, level=2) if number == 4 else one
        for number, one in enumerate(article.paragraphs)
    ]
    app = make_app(tmp_path, article=replace(article, paragraphs=tuple(paragraphs)))
    async with app.run_test(size=(100, 30)) as pilot:
        await keys()(pilot)
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(app.screen, legend.Legend)
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        view = app.screen.query_one(ArticleView)
        await pilot.press("o")
        await pilot.pause()
        listed = app.screen.query_one(ChoiceList).rows
        assert [one.words.strip()[:6] for one in listed] == [ARTICLE.title[:6], "Brandt"]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert view.caret == article.paragraphs[4].start
        wide = view.text_width
        await pilot.press("number_sign")
        await pilot.pause()
        rows = ["".join(segment.text for segment in view.render_line(y)) for y in range(view.size.height)]
        fifth = next(row for row in rows if "Brandt said the town" in row)
        assert fifth.split()[0] == "5"
        assert view.text_width <= wide
        await pilot.press("number_sign")
        await pilot.pause()
        rows = ["".join(segment.text for segment in view.render_line(y)) for y in range(view.size.height)]
        assert not any(row.split()[:1] == ["5"] for row in rows)
