"""``sayso note add``, ``bookmark add``, ``notes`` and ``library``."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Sayso


def test_a_note_is_found_again(sayso: Sayso, found: Callable[..., Any], story: Path) -> None:
    status, out, err = sayso(
        "note",
        "add",
        story,
        "--quote",
        "had taken four years",
        "--text",
        "check *this* #due",
        "--tag",
        "#todo",
    )
    assert (status, out) == (0, "")
    assert "had taken four years" in err
    assert sayso("bookmark", "add", story, "--quote", "the new bridge", "-q") == (0, "", "")
    assert sayso("note", "add", story, "--quote", "on Monday", "--colour", "pink", "-q")[0] == 0
    bookmark, highlight, note = found("notes", story)
    assert [one["type"] for one in (bookmark, highlight, note)] == ["bookmark", "highlight", "note"]
    assert note["body"] == "check *this* #due"
    assert note["tags"] == ["due", "todo"]
    assert highlight["colour"] == "pink"
    assert bookmark["anchor"]["exact"] == "the new bridge"
    assert note["article"]["title"] == "Lopez opens the bridge"
    assert found("notes") == [bookmark, highlight, note]
    assert [one["id"] for one in found("library", "search", "#todo", "years")] == [note["id"]]
    for form in ("table", "csv", "md", "jsonl"):
        status, out, _ = sayso("notes", "--format", form)
        assert status == 0
        assert "had taken four years" in out


@pytest.mark.parametrize("passage", ["words that are not there", "the", ""])
def test_a_passage_that_is_not_found_once_is_one_line(sayso: Sayso, story: Path, passage: str) -> None:
    status, out, err = sayso("bookmark", "add", story, "--quote", passage)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert json.loads(sayso("notes", "--format", "json")[1]) == []


def test_the_library_lists_what_was_noted(sayso: Sayso, found: Callable[..., Any], story: Path) -> None:
    sayso("bookmark", "add", story, "--quote", "the new bridge", "-q")
    [reading] = found("library", "list")
    assert reading["source"] == str(story)
    assert reading["share"] == 0
    status, out, _ = sayso("library", "list")
    assert status == 0
    assert "Lopez opens" in out


def test_check_backup_restore(sayso: Sayso, found: Callable[..., Any], story: Path, tmp_path: Path) -> None:
    assert sayso("library", "check")[0] == 0  # none there yet is no damage
    assert sayso("library", "backup")[0] == 1
    sayso("bookmark", "add", story, "--quote", "the new bridge", "-q")
    copy = tmp_path / "copy.json"
    assert sayso("library", "backup", copy)[0] == 0
    sayso("bookmark", "add", story, "--quote", "on Monday", "-q")
    assert len(found("notes")) == 2
    assert sayso("library", "restore", copy)[0] == 0
    assert len(found("notes")) == 1
    status, out, _ = sayso("library", "check")
    assert (status, out.splitlines()[-1]) == (0, "All is well.")


def test_a_damaged_library_is_said_and_repaired(sayso: Sayso, story: Path, tmp_path: Path) -> None:
    library = tmp_path / "mine.json"
    for passage in ("the new bridge", "on Monday"):
        assert sayso("--library", library, "bookmark", "add", story, "--quote", passage, "-q")[0] == 0
    library.write_bytes(library.read_bytes()[:40])
    status, out, _ = sayso("--library", library, "library", "check")
    assert status == 1
    assert "damaged" in out
    assert sayso("--library", library, "library", "repair")[0] == 0
    assert sayso("--library", library, "library", "check")[0] == 0
    assert list(tmp_path.glob("mine.damaged-*"))


@pytest.mark.parametrize("command", ["note", "import"])
def test_a_library_that_can_only_be_read_is_one_line(
    sayso: Sayso, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    assert sayso("note", "add", story, "--quote", "on Monday", "--text", "x", "-q")[0] == 0
    export = tmp_path / "notes.json"
    assert sayso("export", "--format", "json", "-o", export, "-q")[0] == 0
    words = ("import", export) if command == "import" else ("bookmark", "add", story, "--quote", "bridge in")
    with monkeypatch.context() as patched:
        # As without rights: tests may be root's.
        patched.setattr("os.access", lambda _, mode, **__: mode == os.R_OK)
        status, out, err = sayso(*words)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "can only be read" in err
    assert len(json.loads(sayso("notes", "--format", "json")[1])) == 1


def test_the_variable_names_the_library(
    sayso: Sayso, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_LIBRARY", str(tmp_path / "other.json"))
    sayso("bookmark", "add", story, "--quote", "the new bridge", "-q")
    assert (tmp_path / "other.json").is_file()


def test_sizes_and_the_cache_thrown_away(sayso: Sayso, story: Path) -> None:
    sayso("quotes", story)
    status, out, _ = sayso("library", "size")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == [
        "library",
        "articles",
        "index",
        "feeds",
        "pages",
        "cache",
    ]
    assert "(1 analysis)" in out
    assert "set free" in sayso("library", "clear-cache")[1]
    assert "(0 analyses)" in sayso("library", "size")[1]


def test_a_terminal_is_shown_the_beginning_of_a_note_without_end(
    sayso: Sayso, found: Callable[..., Any], story: Path
) -> None:
    body = "word " * 4_000
    sayso("note", "add", story, "--quote", "the new bridge", "--text", body, "-q")
    assert sayso("notes")[1].count("word") < 1_000
    assert "…" in sayso("notes")[1]
    (note,) = found("notes")
    assert note["body"] == body
