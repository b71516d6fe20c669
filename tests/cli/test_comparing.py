"""``sayso changes`` and ``sayso check``: what became of an article, and whether words stand in one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import STORY, Sayso

EDITED = STORY.replace("bring our people", "never bring our people").replace("four years", "five years")


def read(sayso: Sayso, *arguments: object) -> Any:
    status, out, err = sayso(*arguments, "--format", "json")
    assert status == 0, err
    return json.loads(out)


def test_a_changed_file(sayso: Sayso, story: Path) -> None:
    first = read(sayso, "changes", story)
    assert first["from"] is None
    assert len(first["versions"]) == 1
    story.write_text(EDITED, encoding="utf-8")
    found = read(sayso, "changes", story)
    assert [one["text_hash"] for one in found["versions"]] == [found["from"], found["to"]]
    (reworded,) = [one for one in found["quotes"]["reworded"] if "never" in one["after"]]
    assert "never" not in reworded["before"]
    assert ["insert", "never "] in reworded["difference"]
    assert found["paragraphs"] == {"added": 0, "removed": 0, "changed": 2, "moved": 0}
    story.unlink()  # what was kept is there still
    assert read(sayso, "changes", story)["to"] == found["to"]
    assert read(sayso, "changes", story, "--from", 2, "--to", found["from"][:8])["to"] == found["from"]


def test_adding_a_changed_text_tells_what_changed(sayso: Sayso, story: Path) -> None:
    assert sayso("add", story)[0] == 0
    story.write_text(EDITED, encoding="utf-8")
    status, _, err = sayso("add", story)
    assert status == 0
    assert "Lopez opens the bridge: 2 quotes reworded; 2 paragraphs changed." in err


@pytest.mark.parametrize("form", ["table", "csv", "md", "jsonl"])
def test_changes_in_other_formats(sayso: Sayso, story: Path, form: str) -> None:
    sayso("changes", story)
    story.write_text(EDITED, encoding="utf-8")
    status, out, _ = sayso("changes", story, "--format", form)
    assert status == 0
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(out)))
        assert {"quote reworded", "paragraph changed"} <= {row["change"] for row in rows}
    else:
        assert ("**never**" if form == "md" else "never") in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nothing.txt"], "No version of nothing.txt is kept"),
        (["story.txt", "--from", "2019"], "“2019” names no version of the 1 kept"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    sayso: Sayso, story: Path, arguments: list[str], sentence: str
) -> None:
    status, out, err = sayso("changes", *arguments)
    assert (status, out) == (1, "")
    assert sentence in err


def test_whether_words_stand_there(sayso: Sayso, story: Path) -> None:
    found = read(sayso, "check", "The bridge will bring our people together", story)
    (place,) = found["found"]
    assert (place["match"], place["name"]) == ("exact", "Ana Lopez")
    assert STORY[place["start"] : place["end"]] == place["text"] == found["words"]
    status, out, _ = sayso(
        "check", "The bridge will never bring our people together", story, "--format", "json"
    )
    assert status == 1
    (place,) = json.loads(out)["found"]
    assert place["match"] == "reworded"
    assert ["delete", "never "] in place["difference"]
    assert sayso("check", "Nobody has said anything like it", story)[0] == 1


def test_a_folder_and_a_file_that_is_gone(sayso: Sayso, story: Path) -> None:
    folder = story.parent / "folder"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    assert sayso("check", "the work had taken four years", folder)[0] == 0
    sayso("add", story)
    story.unlink()
    status, _, err = sayso("check", "the work had taken four years", story)
    assert status == 0
    assert "as it was kept on" in err


def test_everything_kept_is_looked_through(sayso: Sayso, story: Path) -> None:
    assert sayso("check", "the work had taken four years")[0] == 1
    sayso("changes", story)  # keeps it
    story.unlink()
    (place,) = read(sayso, "check", "the work had taken four years")["found"]
    assert place["name"] == "Tomas Reyes"


def test_many_from_a_file(sayso: Sayso, story: Path, tmp_path: Path) -> None:
    listed = tmp_path / "quotes.txt"
    listed.write_text("will bring our people together\n\n“four years.”\n", encoding="utf-8")
    status, out, _ = sayso("check", "--file", listed, story, "--format", "jsonl")
    assert [json.loads(line)["found"][0]["match"] for line in out.splitlines()] == ["exact", "exact"]
    assert status == 0
    listed.write_text("will bring our people together\nfifty years\n", encoding="utf-8")
    assert sayso("check", "--file", listed, story)[0] == 1


@pytest.mark.parametrize("arguments", [[], ["--file", "-", "-"]])
def test_wrong_usage(sayso: Sayso, arguments: list[str]) -> None:
    assert sayso("check", *arguments)[0] == 2


@pytest.mark.parametrize("arguments", [["…"], ["--file", "nix.txt"], ["words", "nix.txt"]])
def test_nothing_to_check(sayso: Sayso, arguments: list[str]) -> None:
    status, _, err = sayso("check", *arguments)
    assert status == 1
    assert err.startswith("sayso: ")
