"""Actors and quotes of all kept articles as rows: what the index gives is what going through them gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.app.fakes import make_analysis, make_article
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Correction, SpeakerIs
from tui.domain.article import Span
from tui.domain.collection.rows import Said
from tui.domain.collection.scan import Scan
from tui.domain.collection.stories import stories
from tui.library.articles.articles import KeptArticles
from tui.library.library import TinyLibrary


@pytest.fixture
def articles(tmp_path: Path) -> KeptArticles:
    kept = KeptArticles(tmp_path / "library.json")
    for number in range(3):
        article = make_article(source=f"/news/{number}.txt", published=f"2026-03-0{number + 1}")
        analysis = make_analysis(article)
        quotes = [replace(one, also=("tomas-okoro",)) if one.id == "q1" else one for one in analysis.quotes]
        kept.keep(article, replace(analysis, quotes=tuple(quotes)) if number else analysis)
    return kept


def _words(rows: Sequence[Said]) -> list[tuple[object, ...]]:
    return sorted(
        (
            one.about.article_id,
            one.about.published,
            one.kind,
            one.text,
            one.start,
            one.end,
            one.actors,
            one.speaker,
            one.cue,
            one.confidence,
        )
        for one in rows
    )


def test_the_index_gives_what_the_articles_hold(articles: KeptArticles) -> None:
    index, scan = articles.rows(), Scan(articles.each())
    okoro = scan.named({"okoro"})
    assert [row.key for row in index.named({"okoro", "nobody"})] == [row.key for row in okoro]
    assert {
        (row.name, row.kind, row.role, row.quotes, row.about) for row in index.named({"brandt", "okoro"})
    } == {(row.name, row.kind, row.role, row.quotes, row.about) for row in scan.named({"brandt", "okoro"})}
    assert sorted(row.key for row in index.quoted()) == sorted(row.key for row in scan.quoted())
    keys = {row.key for row in okoro}
    assert _words(index.said_by(keys)) == _words(scan.said_by(keys))
    assert _words(articles.rows().said_by(keys)) == _words(scan.said_by(keys))
    assert [row.key for row in index.appearing([okoro[0].key, ("nonsense", "x"), ("0" * 16, "x")])] == [
        okoro[0].key
    ]
    mine = index.said_by([okoro[0].key])
    parted = index.parted([okoro[0].key])
    assert _words(parted.alike) == _words(mine)
    assert not {row.key for row in parted.echoes} & {row.key for row in mine}
    assert {row.text for row in parted.echoes} == {row.text for row in mine}
    assert index.named(set()) == index.said_by([]) == index.parted([]).alike == []


def test_an_article_that_is_indexed_again_meanwhile(articles: KeptArticles, tmp_path: Path) -> None:
    rows = articles.rows()
    keys = [row.key for row in rows.named({"okoro"})]
    before = rows.said_by(keys)
    text = make_article().text
    at = text.index("We are not")
    TinyLibrary(tmp_path / "library.json").add(
        Correction(
            article_id=keys[0][0], anchor=make_anchor(text, Span(at, at + 20)), right=SpeakerIs("Tomas Okoro")
        )
    )
    after = rows.said_by(keys)
    assert len(after) == len(before) + 1
    assert {row.key for row in before} < {row.key for row in after}


def test_stories_are_kept_until_something_comes(
    articles: KeptArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    (story,) = articles.stories(apart=True)
    assert len(story.articles) == 3

    def never(*_: object) -> None:
        raise AssertionError("looked for once more")

    with monkeypatch.context() as patch:
        patch.setattr("tui.domain.collection.stories.stories", never)
        library = articles.path.removesuffix(".articles") + ".json"
        assert articles.stories() == [story] == KeptArticles(library).stories()
    assert articles.stories() == stories(articles.rows().features())
    articles.keep(make_article(source="/news/9.txt", published="2026-03-02"))
    assert len(articles.stories()[0].articles) == 4
    assert articles.stories() == stories(articles.rows().features()), "found with what was compared before"
    articles.remove(story.articles[0].article_id)
    assert len(articles.stories()[0].articles) == 3
    assert articles.stories() == stories(articles.rows().features())
