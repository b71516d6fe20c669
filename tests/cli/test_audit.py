"""``sayso audit``: its JSON as the contract has it, and the other formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.conftest import Sayso
from tui.door.articles import load
from tui.library.articles.articles import KeptArticles

_ARTICLE = ["article", "title", "words", "quoted_words", "sources"]
_SOURCE = [
    "name", "kind", "named", "role", "affiliation", "quotes", "quoted_words", "direct", "mixed", "indirect",
    "first",
]  # fmt: skip


def test_the_contract(found: Callable[..., Any], story: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "Water\n\n“The well is dry,” said Ana Lopez, the mayor. She said that rain would come.\n", "utf-8"
    )
    audited = found("audit", story, other)
    assert list(audited) == ["articles", "total"]
    first, second = audited["articles"]
    assert list(first) == list(second) == _ARTICLE
    assert [list(source) for source in first["sources"]] == [_SOURCE, _SOURCE]
    lopez, reyes = sorted(first["sources"], key=lambda source: source["name"])
    assert (lopez["name"], lopez["kind"], lopez["named"], lopez["role"]) == (
        "Ana Lopez",
        "person",
        True,
        "Mayor",
    )
    assert (lopez["quotes"], lopez["quoted_words"], lopez["direct"], lopez["first"]) == (1, 7, 1, True)
    assert (reyes["name"], reyes["indirect"], reyes["first"]) == ("Tomas Reyes", 1, False)
    assert first["words"] == len(story.read_text("utf-8").split())
    assert first["quoted_words"] == lopez["quoted_words"] + reyes["quoted_words"]
    total = audited["total"]
    assert (total["articles"], total["sources"], total["named"], total["unnamed"]) == (2, 3, 3, 0)
    assert total["quoted_words"] == first["quoted_words"] + second["quoted_words"]
    assert total["quotes"] == sum(
        source["quotes"] for one in audited["articles"] for source in one["sources"]
    )
    most = total["most_quoted"][0]
    assert (most["name"], most["articles"], most["quotes"], most["type"]) == ("Ana Lopez", 2, 3, "official")


def test_without_a_source_everything_kept(sayso: Sayso, found: Callable[..., Any], story: Path) -> None:
    status, out, err = sayso("audit", "--format", "json")
    assert (status, out) == (1, "")
    assert err == "sayso: No article is kept yet: sayso add SOURCE keeps one.\n"
    kept = KeptArticles()
    kept.keep(load(str(story), clean=True))
    audited = found("audit")
    assert [len(one["sources"]) for one in audited["articles"]] == [2]
    again = next(kept.each())
    assert again.analysis is not None, "what was analysed is kept"
    story.unlink()
    assert found("audit") == audited


def test_the_other_formats(sayso: Sayso, story: Path, tmp_path: Path) -> None:
    status, out, err = sayso("audit", story, "--format", "csv")
    assert status == 0, err
    rows = list(csv.DictReader(io.StringIO(out)))
    types = {row["name"]: (row["type"], row["first"]) for row in rows}
    assert types == {"Ana Lopez": ("official", "yes"), "Tomas Reyes": ("other", "no")}
    _, out, _ = sayso("audit", story, "--format", "jsonl")
    assert list(json.loads(out)) == _ARTICLE
    _, out, _ = sayso("audit", story)
    assert "Ana Lopez" in out
    assert "2 quotes: 1 direct, 0 mixed, 1 indirect, 0 without a speaker" in " ".join(out.split())
    assert "[" not in out
    missing = tmp_path / "missing.txt"
    status, out, err = sayso("audit", story, missing, "--format", "md")
    assert status == 1
    assert "missing.txt" in err
    assert "**Ana Lopez** (person, official, Mayor): 1 quote, 7 words" in out
