"""``docs/json.md`` names every key that the commands print, and none besides."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Sayso
from tests.feed_server import item, rss

PAGE = Path(__file__).parents[2] / "docs" / "json.md"


def documented(title: str) -> set[str]:
    """The keys in the table under a heading."""
    section = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert section is not None
    return set(re.findall(r"^\| `(\w+)` \|", section[1], re.MULTILINE))


def printed(sayso: Sayso, *arguments: object) -> Any:
    status, out, err = sayso(*arguments)
    assert status == 0, err
    return json.loads(out)


def keys(objects: list[dict[str, Any]]) -> set[str]:
    assert objects
    return {key for one in objects for key in one}


@pytest.fixture
def annotated(sayso: Sayso, story: Path) -> Path:
    """The story with a note and a bookmark in the library."""
    sayso("note", "add", story, "--quote", "four years", "--text", "check", "--tag", "t", "--colour", "green")
    sayso("bookmark", "add", story, "--quote", "on Monday")
    return story


def test_what_is_found(sayso: Sayso, story: Path) -> None:
    found = printed(sayso, "quotes", story, "--format", "json", "--explain")
    assert set(found) == {"article", "quotes", "actors", "entities"}
    assert set(found["article"]) == documented("article") - {"address"}  # a copy's, of the original
    for name in ("quotes", "actors", "entities"):
        assert keys(found[name]) == documented(name)
    assert set(printed(sayso, "actors", story, "--format", "jsonl")) == {"article", "actors"}
    assert set(printed(sayso, "entities", story, "--format", "jsonl")) == {"article", "entities"}
    assert keys(printed(sayso, "quotes", story, "--format", "json")["quotes"]) == documented("quotes") - {
        "why"
    }


def test_what_was_noted(sayso: Sayso, annotated: Path) -> None:
    of_corrections = {"right", "was"}  # which only the reader makes
    notes = printed(sayso, "notes", "--format", "json")
    assert keys(notes) == documented("annotations") - of_corrections - {"article_id"} | {"article"}
    assert set(notes[0]["article"]) == {"id", "title", "source"}
    assert set(notes[0]["anchor"]) == {"exact", "prefix", "suffix", "start", "end"}
    assert keys(printed(sayso, "library", "search", "check", "--format", "json")) == keys(notes[1:])
    exported = printed(sayso, "export", annotated, "--format", "json")
    about = {"format", "version", "pipeline", "language", "text_hash"}
    assert set(exported) == about | {"article", "quotes", "actors", "entities", "annotations"}
    assert keys(exported["annotations"]) == documented("annotations") - of_corrections


def test_the_library(sayso: Sayso, annotated: Path) -> None:
    whole = printed(sayso, "export", "--format", "json")
    assert set(whole) == {"format", "version", "annotations", "readings"}
    assert keys(whole["readings"]) == documented("readings") - {"share", "kept"}
    assert keys(printed(sayso, "library", "list", "--format", "json")) == documented("readings")


def test_feeds(sayso: Sayso, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item(1)))
    found = printed(sayso, "feed", path, "--format", "json")
    assert set(found) == {"feed", "items"}
    assert set(found["feed"]) == {"title", "address"}
    assert keys(found["items"]) == documented("feed")
    sayso("feed", "add", path)
    assert keys(printed(sayso, "feed", "list", "--format", "json")["feeds"]) == documented("feeds")


def test_versions_and_words_that_are_checked(sayso: Sayso, story: Path) -> None:
    page = PAGE.read_text("utf-8")
    sayso("changes", story)
    story.write_text(story.read_text("utf-8").replace("will bring", "will soon bring"), encoding="utf-8")
    found = printed(sayso, "changes", story, "--format", "json")
    (place,) = printed(sayso, "check", "will soon bring", story, "--format", "json")["found"]
    for title, named in (
        ("changes", {*found, *found["quotes"], *found["passages"][0]}),
        ("check", set(place)),
    ):
        section = page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
        assert named <= set(re.findall(r"`(\w+)`", section))


def test_what_is_kept(sayso: Sayso, story: Path) -> None:
    added = printed(sayso, "add", story, "--format", "json", "-q")
    assert set(added) == {"articles", "failed"}
    assert keys(added["articles"]) == {"arrival", "title", "source", "id", "words", "quotes"}
    found = printed(sayso, "search", "bridge", "--format", "json")
    assert set(found) == {"query", "hits"}
    section = PAGE.read_text("utf-8").partition("\n## search\n")[2].partition("\n## ")[0]
    assert keys(found["hits"]) <= set(re.findall(r"`(\w+)`", section))
