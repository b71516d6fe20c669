"""``sayso text`` and ``quotes`` of a source with several articles, and what was left out of it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Sayso

SAID = "“Nobody will row,” said Ines Falk."


def _list(folder: Path) -> Path:
    path = folder / "list.json"
    path.write_text(json.dumps([{"title": f"Ferry {n}", "text": f"{SAID} It was {n}."} for n in (1, 2)]))
    return path


def test_all_articles_of_a_source(sayso: Sayso, tmp_path: Path) -> None:
    path = _list(tmp_path)
    _, out, _ = sayso("text", path)
    assert out == f"Ferry 1\n\n{SAID} It was 1.\n\n* * *\n\nFerry 2\n\n{SAID} It was 2.\n"
    assert sayso("text", f"{path}#2")[1] == f"Ferry 2\n\n{SAID} It was 2.\n"
    status, out, _ = sayso("quotes", path, "--format", "jsonl", "--no-cache")
    told = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [one["article"]["source"] for one in told] == [f"{path}#1", f"{path}#2"]
    assert {quote["name"] for one in told for quote in one["quotes"]} == {"Ines Falk"}


def test_what_was_left_out(sayso: Sayso, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Ferry stops\n\nShare this article\n\n{SAID} It was said on Monday.\n")
    assert sayso("text", path, "--explain")[1].endswith(
        "Left out:\n- Share this article  (a button, a label or an invitation)\n"
    )
    path.write_text(f"{SAID}\n")
    assert sayso("text", path, "--explain")[1] == f"{SAID}\n\nNothing was left out.\n"
