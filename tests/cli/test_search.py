"""``sayso search``: the formats of its answer, and what it says to a wrong question."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Sayso
from tests.library.articles import analysis, article
from tui.domain.article import Article
from tui.library.articles.articles import KeptArticles


@pytest.fixture
def kept(sayso: Sayso, tmp_path: Path) -> Article:
    from tui.library.paths import library_path

    one = article(published="2026-03-01")
    KeptArticles(library_path()).keep(one, analysis(one))
    return one


def test_hits_as_json(sayso: Sayso, kept: Article) -> None:
    status, out, err = sayso("search", "ferries", "will", "--format", "json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert found["query"] == "ferries will"
    (hit,) = found["hits"]
    assert kept.text[hit["start"] : hit["end"]] == "ferries will"
    assert {key: hit[key] for key in ("article", "title", "source", "published", "where", "speaker")} == {
        "article": kept.id, "title": kept.title, "source": kept.source, "published": "2026-03-01",
        "where": "quote", "speaker": "Ana Lima",
    }  # fmt: skip
    assert hit["snippet"][slice(*hit["matches"][0])] == "ferries"
    assert json.loads(sayso("search", "ferries will", "--format", "jsonl")[1]) == hit
    assert json.loads(sayso("search", "nothing-of-it", "--format", "json")[1])["hits"] == []


def test_hits_as_a_table_csv_and_markdown(sayso: Sayso, kept: Article) -> None:
    status, out, _ = sayso("search", "harbour", "--in", "text", "--limit", "1")
    assert status == 0
    assert "“harbour” – 1 place" in out
    rows = list(
        csv.DictReader(io.StringIO(sayso("search", "harbour", "--in", "text,actors", "--format", "csv")[1]))
    )
    assert [row["where"] for row in rows] == ["actor", "text"]
    assert (
        "- Ferries sail again (quote): **Ana Lima**: "
        in sayso("search", "in:quotes spring", "--format", "md")[1]
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ["search", "in:pictures x"],
        ["search", '"open'],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--in", "y"],
    ],
)
def test_a_wrong_question_is_answered_in_one_line(sayso: Sayso, wrong: list[str]) -> None:
    status, out, err = sayso(*wrong)
    assert (status, out) == (2, "")
    assert err.splitlines()[-1].startswith("sayso")


def test_looking_makes_no_folder(sayso: Sayso) -> None:
    from tui.library.paths import articles_folder

    assert sayso("search", "x")[0] == 0
    assert not articles_folder().exists()
