"""The measure of whole pages counts words as it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.pages import main, word_f, words_of


@pytest.mark.parametrize(
    ("found", "expected", "score"),
    [
        ("One two, two", "one TWO two", 100.0),
        ("one two", "one two two three", 200 * 2 / 6),
        ("", "one", 0.0),
        ("", "", 100.0),
    ],
)
def test_word_f(found: str, expected: str, score: float) -> None:
    assert word_f(words_of(found), words_of(expected)) == pytest.approx(score)


def test_a_folder_of_one_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The ferry between Brannock and Tarnow lay in the harbour, and nobody came to see it on Monday."
    (tmp_path / "ferry.html").write_text(
        f"<title>Ferry stops</title><h1>Ferry stops</h1><p>{text}</p>", "utf-8"
    )
    (tmp_path / "ferry.expected.txt").write_text(text + " Rain fell.", "utf-8")
    (tmp_path / "alone.html").write_text("<p>No text to compare this with.</p>", "utf-8")
    scores = tmp_path / "scores.json"
    monkeypatch.setattr("sys.argv", ["pages", str(tmp_path), "--json", str(scores)])
    assert main() == 0
    assert "| **mean of 1** |" in capsys.readouterr().out
    (score,) = json.loads(scores.read_text("utf-8"))
    assert (score["name"], score["missing"], score["added"]) == ("ferry", 2, 0)


def test_without_a_folder_it_explains(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["pages"])
    assert main() == 0
    assert "None come with sayso" in capsys.readouterr().out
