"""Accuracy measured by anybody: the corpus read, quotes scored, the table printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.evaluate import main
from benchmarks.polnear import articles
from benchmarks.scoring import Counts, score_article

TEXT = (
    "''The bridge is safe,'' Ana Lopez said, ''and it is ours.''\n\nTomas Reyes hopes to win. Read more here."
)
READ = TEXT.replace("''", '"')
STAND_OFF = """\
T1\tContent 0 23;40 59\tThe bridge
T2\tCue 34 38\tsaid
T3\tSource 24 33\tAna Lopez
E1\tAttribution:T4 Cue:T2 Source:T3 Content:T1
T4\tAttribution 34 38\tsaid
E2\tAttribution:T8 Cue:T6 Source:T5 Content:T7
T5\tSource 61 72\tTomas Reyes
T6\tCue 73 78\thopes
T7\tContent 79 85\tto win
T8\tAttribution 73 78\thopes
T9\tDiscard 87 102\tRead more here.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for folder, name, content in (
        ("text", "daily_2015-01-01_bridge.txt", TEXT),
        ("attributions", "daily_2015-01-01_bridge_4b22.ann", STAND_OFF),
        ("attributions", "daily_2015-01-01_bridge_5fec.ann", "T1\tContent 0 5\tother"),
        ("text", "daily_2015-01-02_nobody.txt", "Nobody annotated this."),
    ):
        path = tmp_path / "data" / "dev" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def test_the_corpus_is_read(corpus: Path) -> None:
    [article] = articles(corpus, "dev")
    assert article["text"] == READ

    def words(pieces: list[list[int]]) -> list[str]:
        return [READ[start:end] for start, end in pieces]

    said, hoped = article["quotes"]
    assert words(said["content"]) == ['"The bridge is safe,"', '"and it is ours."']
    assert (words(said["cue"]), words(said["speaker"])) == (["said"], ["Ana Lopez"])
    assert (words(hoped["content"]), words(hoped["speaker"])) == (["to win"], ["Tomas Reyes"])
    assert words(article["ignore"]) == ["Read more here."]


def spans(text: str, *pieces: str) -> list[list[int]]:
    return [[text.index(piece), text.index(piece) + len(piece)] for piece in pieces]


def quote(content: list[str], cue: list[str], speaker: list[str]) -> dict[str, Any]:
    return {"content": spans(READ, *content), "cue": spans(READ, *cue), "speaker": spans(READ, *speaker)}


GOLD = {
    "text": READ,
    "quotes": [
        quote(["The bridge is safe", "and it is ours"], ["said"], ["Ana Lopez"]),
        quote(["to win"], ["hopes"], ["Tomas Reyes"]),
    ],
    "ignore": spans(READ, "Read more here."),
}


@pytest.mark.parametrize(
    ("found", "said_by", "is_found"),
    [
        # Cut in two by its cue it is still one; marks do not count.
        (
            [
                quote(['"The bridge is safe,"'], ["said"], ["Lopez"]),
                quote(["and it is ours."], ["said"], ["Lopez"]),
            ],
            Counts(1, 1, 1, 1),
            Counts(1, 1, 1, 1),
        ),
        # The wrong speaker.
        (
            [quote(["The bridge is safe", "and it is ours"], ["said"], ["Tomas Reyes"])],
            Counts(1, 0, 1, 0),
            Counts(1, 1, 1, 1),
        ),
        # Too little of it.
        ([quote(["and it is"], ["said"], ["Ana Lopez"])], Counts(1, 0, 1, 0), Counts(1, 0, 1, 0)),
        # A hope is neither asked for nor held against anybody; nor is what is no part of the article.
        ([quote(["to win"], [], ["Tomas Reyes"])], Counts(0, 0, 1, 0), Counts(0, 0, 1, 0)),
        ([quote(["Read more here"], [], [])], Counts(0, 0, 1, 0), Counts(0, 0, 1, 0)),
        ([], Counts(0, 0, 1, 0), Counts(0, 0, 1, 0)),
    ],
)
def test_scores(found: list[dict[str, Any]], said_by: Counts, is_found: Counts) -> None:
    score = score_article(GOLD, found)
    assert score["said by", "total"] == said_by
    assert score["found", "total"] == is_found


def test_passages_in_marks() -> None:
    right = score_article(GOLD, GOLD["quotes"])
    assert right["marks", "total"] == Counts(2, 2, 2, 2)
    assert right["marks", "total"].f == 100
    wrong = score_article(GOLD, [quote(["The bridge is safe"], ["said"], ["Tomas Reyes"])])
    assert wrong["marks", "total"] == Counts(1, 0, 2, 0)


def test_the_table_and_the_counts(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["polnear", str(corpus)]) == 0
    table = capsys.readouterr().out
    assert table.startswith("Articles: 1.")
    assert "said by, direct" in table
    assert main(["polnear", str(corpus), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["found, total"]["annotated"] == 1
    assert main(["convert", str(corpus)]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == READ


def test_our_own_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = tmp_path / "wikinews.jsonl"
    texts.write_text(json.dumps({"id": "wikinews-000", "text": "Another text."}) + "\n")
    assert main(["wikinews", str(texts)]) == 1
    assert "99 of 99 articles left out" in capsys.readouterr().err


def test_where_it_comes_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources"]) == 0
    assert "git clone" in capsys.readouterr().out
    assert main(["polnear", str(tmp_path)]) == 1
    assert "is it a checkout of" in capsys.readouterr().err
