"""Agreement of two annotators: figures worked out by hand on one small article."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.annotations.agreement import compare
from training.annotations.agreement import main as agreement_main
from training.annotations.compile import compile_notation

ARTICLE = {
    "id": "a1",
    "url": "https://example.org/a1",
    "title": "Ferry stays in port",
    "text": 'The ferry stays in port, the harbour master said.\n\n"We wait for calm," Ann Roe told us. '
    'A sailor called it "plain caution" at sea.',
}
FIRST = [
    "# a1",
    "0 | the harbour master | said | The ferry stays in port | -",
    "1 | Ann Roe | told | We wait for calm | Ann Roe",
    '1 | A sailor | called | it "plain caution" at sea | -',
]
SECOND = [
    "# a1",
    "0 | harbour master | said | The ferry stays | -",
    "1 | A sailor | told | We wait for calm | -",
]


def annotated(notation: list[str]) -> list[dict[str, Any]]:
    records, complaints = compile_notation(notation, {"a1": ARTICLE})
    assert complaints == []
    return [{**record, "text": ARTICLE["text"]} for record in records]


def test_everybody_agrees_with_themselves() -> None:
    result = compare(annotated(FIRST), annotated(FIRST))
    assert (result.articles, result.overlap(), result.found()) == (1, 100.0, 100.0)
    assert result.speakers() == result.exact_speakers() == 100.0
    assert result.quotes == {"indirect": 2, "direct": 2, "mixed": 2}
    assert result.differences == []


def test_figures_are_those_worked_out_by_hand() -> None:
    result = compare(annotated(FIRST), annotated(SECOND))
    # Words: 5 + 4 + 5 against 3 + 4, of which 7 in common.
    assert result.overlap() == pytest.approx(100 * 2 * 7 / (14 + 7))
    # Quotes: 3 against 2; both of the second's are found, three words of five being enough.
    assert result.found() == pytest.approx(100 * 4 / 5)
    assert [result.found(kind) for kind in ("direct", "mixed", "indirect")] == [100.0, 0.0, 100.0]
    # Speakers: the harbour master with and without article, and two different people.
    assert (result.speakers(), result.exact_speakers()) == (50.0, 0.0)
    assert [line.split("  ")[1] for line in result.differences] == ["speaker", "only first"]


def test_who_comes_first_makes_no_difference() -> None:
    there, back = (compare(annotated(a), annotated(b)) for a, b in ((FIRST, SECOND), (SECOND, FIRST)))
    assert there.overlap() == back.overlap()
    assert there.found() == back.found()
    assert there.speakers() == back.speakers()


def test_less_than_half_of_the_words_is_another_quote() -> None:
    shorter = ["# a1", "0 | the harbour master | said | The ferry | -"]
    assert compare(annotated(FIRST), annotated(shorter)).found() == 0.0


def test_articles_of_one_alone_do_not_count() -> None:
    alone = [{**record, "id": "a2"} for record in annotated(SECOND)]
    result = compare(annotated(FIRST), alone)
    assert (result.articles, result.overlap(), result.found()) == (0, 0.0, 0.0)


def test_command_prints_the_figures_and_the_differences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    paths = []
    for name, notation in (("first", FIRST), ("second", SECOND)):
        records, _ = compile_notation(notation, {"a1": ARTICLE})
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        paths.append(str(path))
    assert agreement_main([*paths, "--corpus", str(corpus), "--differences"]) == 0
    out = capsys.readouterr().out
    assert "1 articles; content words in common, F 66.7 %" in out
    assert "only first" in out
