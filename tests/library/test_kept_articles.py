"""Articles are kept: every text once, atomically, whoever else keeps them; removed and brought back."""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec
import pytest

from tests.library.articles import FERRY, analysis, article
from tests.library.making import note, reading
from tui.domain.errors import LibraryError
from tui.domain.kept import Arrival
from tui.library.articles.articles import KeptArticles
from tui.library.library import TinyLibrary


@pytest.fixture
def articles(path: Path) -> KeptArticles:
    return KeptArticles(path)


def test_an_article_is_kept_with_its_analysis(articles: KeptArticles, path: Path) -> None:
    one = article(byline="A. Writer", published="2026-03-01")
    assert articles.kept(one.id) is None
    assert articles.keep(one) is Arrival.NEW
    assert articles.keep(one, analysis(one)) is Arrival.KNOWN
    kept = KeptArticles(path).kept(one.id)
    assert kept is not None
    assert (kept.article, kept.analysis) == (one, analysis(one))
    assert kept.version.words == len(FERRY.split())
    row = articles.listed()[0]
    assert (row.title, row.byline, row.published, row.versions, row.quotes) == (
        "Ferries sail again", "A. Writer", "2026-03-01", 1, 1,
    )  # fmt: skip


def test_every_text_is_a_version_and_an_older_one_can_return(articles: KeptArticles) -> None:
    first, second = article(), article(text=FERRY.replace("spring", "autumn"))
    assert [articles.keep(one) for one in (first, second, second, first)] == [
        Arrival.NEW, Arrival.CHANGED, Arrival.KNOWN, Arrival.CHANGED,
    ]  # fmt: skip
    versions = articles.versions(first.id)
    assert [one.text_hash for one in versions] == [second.text_hash, first.text_hash]
    assert versions[1].seen < versions[0].seen < versions[1].last_seen
    current = articles.kept(first.id)
    assert current is not None
    assert current.article == first
    older = articles.kept(first.id, second.text_hash)
    assert older is not None
    assert older.article == second
    assert [row.versions for row in articles.listed()] == [2]


def test_what_is_known_better_of_the_same_text_is_kept(articles: KeptArticles) -> None:
    articles.keep(article())
    assert articles.keep(article(byline="A. Writer")) is Arrival.KNOWN
    assert [(row.byline, row.versions) for row in articles.listed()] == [("A. Writer", 1)]


@pytest.mark.parametrize("text", ["half a pair \ud800 here", "x\x00y", ""])
def test_any_text_can_be_kept(articles: KeptArticles, text: str) -> None:
    articles.keep(one := article(text=text))
    kept = articles.kept(one.id)
    assert kept is not None
    assert kept.article == one


def test_what_is_no_id_reaches_no_file(articles: KeptArticles) -> None:
    wrong = msgspec.structs.replace(article(), id="../../etc/aaaaaa")
    with pytest.raises(ValueError, match="id"):
        articles.keep(wrong)
    assert articles.kept("../../etc/aaaaaa") is None
    assert articles.versions("*") == []
    with pytest.raises(ValueError, match="another text"):
        articles.keep(article(), analysis(article(text=FERRY + " Really.")))


@pytest.mark.parametrize("harm", [b"", b"sayso article 1\nxx", b"<html>"])
def test_a_damaged_file_is_put_aside(articles: KeptArticles, harm: bytes) -> None:
    articles.keep(one := article())
    articles.keep(other := article("/news/other.txt"))
    file = articles.store.path(one.id, one.text_hash)
    file.write_bytes(harm)
    assert [kept.article.id for kept in articles.each()] == [other.id]
    assert articles.notice is not None
    assert "damaged" in articles.notice
    assert (articles.store.folder / "damaged" / file.name).read_bytes() == harm
    assert articles.keep(one) is Arrival.NEW


def test_a_file_under_another_ones_name_is_damaged(articles: KeptArticles) -> None:
    articles.keep(one := article())
    articles.keep(other := article("/news/other.txt"))
    articles.store.path(one.id, one.text_hash).replace(articles.store.path(other.id, other.text_hash))
    assert articles.kept(other.id) is None


def test_a_newer_versions_files_are_left_alone(articles: KeptArticles) -> None:
    articles.keep(one := article(), analysis(article()))
    for ending in ("article", "analysis"):
        file = articles.store.path(one.id, one.text_hash, f".{ending}")
        file.write_bytes(f"sayso {ending} 2\nwho knows".encode())
    assert articles.kept(one.id) is None
    assert articles.store.path(one.id, one.text_hash).exists()
    assert "newer" in str(articles.notice)


def test_an_analysis_that_is_not_understood_is_made_anew(articles: KeptArticles) -> None:
    articles.keep(one := article(), analysis(article()))
    articles.store.path(one.id, one.text_hash, ".analysis").write_bytes(b"sayso analysis 1\nxx")
    kept = articles.kept(one.id)
    assert kept is not None
    assert kept.analysis is None
    articles.keep(one, analysis(one))
    again = articles.kept(one.id)
    assert again is not None
    assert again.analysis == analysis(one)


def test_removed_articles_come_back(articles: KeptArticles, path: Path) -> None:
    first, second = article(), article("/news/other.txt")
    articles.keep(first, analysis(first))
    articles.keep(article(text=FERRY + " Perhaps."))
    articles.keep(second)
    articles.remove(first.id, "0" * 16)
    assert [row.article_id for row in articles.listed()] == [second.id]
    assert (articles.removed.count(), articles.removed.size() > 0) == (1, True)
    articles.remove(second.id)
    other = KeptArticles(path)
    assert other.undo_removal() == 1
    assert [row.article_id for row in other.listed()] == [second.id]
    assert other.undo_removal() == 1
    assert len(other.versions(first.id)) == 2
    kept = other.kept(first.id, first.text_hash)
    assert kept is not None
    assert kept.analysis == analysis(first)
    assert (other.undo_removal(), other.removed.count()) == (0, 0)


def test_what_is_no_utf8_is_found_removed_and_brought_back_like_any_other(
    articles: KeptArticles, path: Path
) -> None:
    library = TinyLibrary(path)
    one = article("/news/caf\udce9.txt")
    articles.keep(one)
    library.add(note("half a pair \ud800", article=one.id))
    library.keep_reading(msgspec.structs.replace(reading(one.id), source=one.source))
    assert {hit.article_id for hit in articles.search("ferries")} == {one.id}
    articles.remove(one.id)
    assert articles.listed() == []
    assert articles.undo_removal() == 1
    back = TinyLibrary(path).reading(one.id)
    assert back is not None
    assert back.source == one.source


def test_what_was_kept_anew_since_its_removal_stays(articles: KeptArticles) -> None:
    articles.keep(one := article())
    articles.remove(one.id)
    articles.keep(article(byline="A. Writer"))
    assert articles.undo_removal() == 1
    assert [row.byline for row in articles.listed()] == ["A. Writer"]
    articles.remove(one.id)
    assert articles.removed.clear() > 0
    assert articles.undo_removal() == 0


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "library.articles").write_text("in the way")
    articles = KeptArticles(tmp_path / "library.json")
    assert articles.listed() == []
    with pytest.raises(LibraryError):
        articles.keep(article())


def test_the_texts_of_an_older_version_are_taken_in(tmp_path: Path) -> None:
    texts = tmp_path / "library.texts"
    texts.mkdir()
    one = article("https://example.org/ferries")
    data = zlib.compress(msgspec.msgpack.encode(one))
    (texts / f"{'0' * 40}.z").write_bytes(b"sayso article 1\n" + bytes(32) + data)
    (texts / f"{'1' * 40}.z").write_bytes(b"nothing of ours")
    articles = KeptArticles(tmp_path / "library.json")
    kept = articles.kept(one.id)
    assert kept is not None
    assert kept.article == one
    assert [path.name for path in texts.iterdir()] == [f"{'1' * 40}.z"]
