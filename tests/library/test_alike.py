"""Which quotes are told again: found when articles are indexed, whatever comes first, and gone with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tui.domain.analysis import Actor, ActorKind, Analysis, Quote, QuoteKind, Via
from tui.domain.article import Article, Paragraph, ParagraphKind, Span, article_id, text_hash
from tui.domain.collection.said import dossier, people_called
from tui.domain.collection.scan import Scan
from tui.domain.ports import Rows
from tui.domain.text.slug import slug
from tui.library.articles.articles import KeptArticles

_LONG = (
    "We will keep the northern harbour open all winter whatever the ice does to us and whoever tells us that "
    "it cannot be done has never once worked a night on that quay"
)
_CUT = "whoever tells us that it cannot be done"
_TOLD = [
    ("Ada Brandt", _LONG, 2),
    ("Ada Brandt", _CUT, 3),
    ("Ada Brandt", "Never", 2),
    ("Ada Brandt", "never!", 3),
    ("Ada Brandt", "Nobody on this coast has been asked about the second ferry line", 20),
    ("Tomas Okoro", _LONG.replace("all winter", "until spring"), 4),
    ("Ada Brandt", "Something that no other article has of her", 5),
]


def _article(number: int, speaker: str, words: str, day: int) -> tuple[Article, Analysis]:
    text = f"“{words},” said {speaker}."
    source = f"/news/{number}.txt"
    article = Article(
        article_id(source), text_hash(text), f"Number {number}", text,
        (Paragraph(0, len(text), ParagraphKind.PARAGRAPH),), source, published=f"2026-03-{day:02}",
    )  # fmt: skip
    end = 1 + len(words)
    name = Span(len(text) - len(speaker) - 1, len(text) - 1)
    quote = Quote("q", QuoteKind.DIRECT, (Span(1, end),), (), name, slug(speaker), Via.NAME, 0.9)
    actor = Actor(slug(speaker), speaker, ActorKind.PERSON, mentions=(name,))
    return article, Analysis(article.text_hash, "made", "1", (), (actor,), (quote,))


def _entries(rows: Rows) -> list[list[str]]:
    found = dossier("Ada Brandt", people_called("Ada Brandt", rows), rows)
    return [[one.said.about.title for one in entry.tellings] for entry in found.entries]


_EXPECTED = [["Number 0", "Number 1", "Number 5"], ["Number 2", "Number 3"], ["Number 6"], ["Number 4"]]


@pytest.mark.parametrize("order", [range(7), range(6, -1, -1), (1, 5, 3, 0, 6, 2, 4)])
def test_other_tellings_are_found_in_any_order(tmp_path: Path, order: Iterable[int]) -> None:
    articles = KeptArticles(tmp_path / "library.json")
    for number in order:
        articles.keep(*_article(number, *_TOLD[number]))
    assert _entries(articles.rows()) == _EXPECTED == _entries(Scan(articles.each()))
    alone = articles.rows().parted([row.key for row in articles.rows().named({"brandt"})]).alone
    assert len(alone) == 2, "what nothing is like is known by its place"
    articles.index.discard()
    assert _entries(articles.rows()) == _EXPECTED, "the index made anew"
    articles.remove(_article(0, *_TOLD[0])[0].id)
    assert _entries(articles.rows())[:2] == [["Number 2", "Number 3"], ["Number 1", "Number 5"]]


def test_they_are_found_in_shards(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("duckdb")
    from tui.library.shards.rows import ShardRows
    from tui.library.shards.writing import ShardWriter

    with ShardWriter(tmp_path, articles=2) as shards:
        for number, told in enumerate(_TOLD):
            shards.add(*_article(number, *told))
    rows = ShardRows(tmp_path)
    assert _entries(rows) == _EXPECTED
    assert len(rows.parted([row.key for row in rows.named({"brandt"})]).alone) == 2


def test_an_entry_that_is_read_after_its_article_changed(tmp_path: Path) -> None:
    articles = KeptArticles(tmp_path / "library.json")
    for number in (4, 6):
        articles.keep(*_article(number, *_TOLD[number]))
    rows = articles.rows()
    found = dossier("Ada Brandt", people_called("Ada Brandt", rows), rows).entries
    assert (len(found), found.articles(), found.days()) == (2, 2, ("2026-03-05", "2026-03-20"))
    changed, analysis = _article(6, "Ada Brandt", "Other words in its place", 5)
    articles.keep(changed, analysis)
    articles.keep(*_article(0, *_TOLD[0]))
    first, second = (one.main.text for one in found)
    assert first == "(The article was changed or removed meanwhile.)"
    assert second == _TOLD[4][1]
