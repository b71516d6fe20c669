"""What happens to kept articles and their index: kills, crowds, full disks, an index that is harmed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.library.articles import FERRY, analysis, article
from tui.library.articles.articles import KeptArticles

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork, signals and limits")

ADDER = """
import sys
from tests.library.articles import FERRY, analysis, article
from tui.library.articles.articles import KeptArticles

articles = KeptArticles(sys.argv[1])
for number in range(12):
    name = number if number % 3 else f"{sys.argv[2]}-{number}"
    one = article(f"/news/{name}.txt", FERRY + " " + "So. " * number)
    articles.keep(one, analysis(one))
"""
READER = """
import sys
from tui.library.articles.articles import KeptArticles

articles = KeptArticles(sys.argv[1])
for _ in range(25):
    rows = articles.listed()
    assert all(hit.title == "Ferries sail again" for hit in articles.search("harbour said:lima ferries"))
    assert all(row.quotes == 1 or row.quotes is None for row in rows)
"""


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A library in memory, where there is a folder for that: see ``test_processes``."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path / "library.json"
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder) / "library.json"


def test_kills_lose_nothing_that_was_acknowledged(path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.library.article_kills", str(path), "12", "5"],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    figures = json.loads(run.stdout)
    assert figures["kills"] == 24
    assert figures["acknowledged"] >= 10
    assert (figures["lost"], figures["not found"], figures["damaged"]) == (0, 0, 0)


def test_adders_and_readers_at_once(path: Path) -> None:
    crowd = [
        subprocess.Popen([sys.executable, "-c", code, str(path), f"p{number}"], cwd=ROOT)
        for number, code in enumerate((*[ADDER] * 3, READER))
    ]
    assert [one.wait(timeout=300) for one in crowd] == [0] * 4
    articles = KeptArticles(path)
    rows = articles.listed()
    assert len(rows) == 8 + 3 * 4
    assert {(row.quotes, row.versions) for row in rows} == {(1, 1)}
    assert articles.notice is None


@pytest.fixture
def articles(path: Path) -> KeptArticles:
    kept = KeptArticles(path)
    for number in range(3):
        one = article(f"/news/{number}.txt", FERRY + " More." * number)
        kept.keep(one, analysis(one))
    assert len(kept.listed()) == 3
    return kept


def _delete(index: Path) -> None:
    index.unlink()


def _cut(index: Path) -> None:
    os.truncate(index, index.stat().st_size // 3)


def _empty(index: Path) -> None:
    os.truncate(index, 0)


def _overwrite(index: Path) -> None:
    index.write_bytes(b"no database at all" * 400)


def _delete_all(index: Path) -> None:
    for one in index.parent.glob("index*"):
        one.unlink()


def _other_schema(index: Path) -> None:
    with sqlite3.connect(index) as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE name = 'signature'")


@pytest.mark.parametrize("harm", [_delete, _cut, _empty, _overwrite, _delete_all, _other_schema])
@pytest.mark.parametrize("while_open", [True, False])
def test_an_index_that_is_harmed_is_made_again(
    articles: KeptArticles, path: Path, harm: Callable[[Path], None], while_open: bool
) -> None:
    if not while_open:
        articles.close()
    harm(articles.index.path)
    for asked in (articles, KeptArticles(path)):
        assert len(asked.listed()) == 3
        assert len(asked.search("in:quotes spring")) == 3
    one = article("/news/late.txt")
    articles.keep(one)
    assert len(KeptArticles(path).listed()) == 4


def test_damage_is_told_and_mended(articles: KeptArticles) -> None:
    assert (articles.check(), articles.repair()) == ([], [])
    row = articles.listed()[0]
    articles.store.path(row.article_id, row.text_hash).write_bytes(b"sayso article 1\nnothing")
    articles.close()
    _overwrite(articles.index.path)
    assert [one.split()[0] for one in articles.check()] == ["1", "The"]
    assert "put aside" in articles.repair()[0]
    assert articles.check() == []
    assert len(articles.listed()) == 2


def test_what_others_did_to_the_files_is_found(articles: KeptArticles, path: Path) -> None:
    other = KeptArticles(path.with_name("other.json"))
    other.keep(late := article("/news/late.txt"), analysis(late))
    file = other.store.path(late.id, late.text_hash)
    home = articles.store.path(late.id, late.text_hash)
    home.parent.mkdir(exist_ok=True)
    home.write_bytes(file.read_bytes())
    assert [row.quotes for row in articles.listed() if row.article_id == late.id] == [None]
    home.with_suffix(".analysis").write_bytes(file.with_suffix(".analysis").read_bytes())
    assert [row.quotes for row in articles.listed() if row.article_id == late.id] == [1]
    home.unlink()
    assert len(articles.listed()) == 3
    assert late.id not in {hit.article_id for hit in articles.search("ferries")}


def test_an_index_with_much_that_went_is_made_anew(
    articles: KeptArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.articles.index.freshness._MANY_DEAD", 1)
    before = articles.index.path.stat().st_ino
    ids = [row.article_id for row in articles.listed()]
    articles.remove(*ids[:2])
    articles.listed()
    assert [row.article_id for row in articles.listed()] == ids[2:]
    assert articles.index.path.stat().st_ino != before


def test_where_the_index_cannot_be_written_it_is_one_in_memory(articles: KeptArticles, path: Path) -> None:
    articles.close()
    _delete_all(articles.index.path)
    articles.index.path.mkdir()
    asked = KeptArticles(path)
    assert len(asked.listed()) == 3
    asked.keep(article("/news/late.txt"))
    assert len(asked.search("in:title ferries")) == 4


LIMITED = """
import resource, sys
from tests.library.articles import FERRY, analysis, article
from tui.domain.errors import LibraryError
from tui.library.articles.articles import KeptArticles

one = article("/news/large.txt", FERRY + "".join(f" w{number}" for number in range(3000)))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
articles = KeptArticles(sys.argv[1])
try:
    articles.keep(one, analysis(one))
except LibraryError as error:
    print(error)
print(len(articles.listed()), len(articles.search("in:title ferries")))
"""


@pytest.mark.parametrize(("limit", "count"), [(3_000, 3), (30_000, 4)])
def test_a_disk_that_takes_no_more(articles: KeptArticles, path: Path, limit: int, count: int) -> None:
    """The article's file is refused, or only the index's."""
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(limit)],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    *said, figures = run.stdout.splitlines()
    assert figures == f"{count} {count}"
    assert [bool(said), "limit" in " ".join(said)] == [count == 3] * 2
    assert len(KeptArticles(path).listed()) == count
    assert not list(path.parent.glob("library.articles/*/*.tmp"))


def test_an_index_that_goes_while_it_is_made_is_not_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = KeptArticles(tmp_path / "library.json")
    for number in range(3):
        articles.keep(article(f"/news/{number}.txt"), at_once=False)
    for folder in Path(articles.path).iterdir():
        os.utime(folder, (1_000_000_000, 1_000_000_000))  # long settled: nobody looks through it twice
    made, gone = articles._freshness._index, []

    def then_removed(states: dict[str, int], **how: bool) -> None:
        made(states, **how)
        if not gone:
            gone.append(articles.index.path.unlink())

    monkeypatch.setattr(articles._freshness, "_index", then_removed)
    assert len(articles.listed()) == 3
    assert gone
