"""``sayso export`` and ``sayso import``: out, and in again."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Sayso
from tui.domain.labels.formats import EXPORT_FORMATS


@pytest.fixture
def noted(sayso: Sayso, story: Path) -> Path:
    """The story with a note and a bookmark in the library."""
    sayso("note", "add", story, "--quote", "had taken four years", "--text", "check", "--tag", "todo", "-q")
    sayso("bookmark", "add", story, "--quote", "the new bridge", "-q")
    return story


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_every_format_goes_to_standard_output_or_a_file(
    sayso: Sayso, noted: Path, tmp_path: Path, form: str
) -> None:
    status, out, err = sayso("export", noted, "--format", form)
    assert (status, err) == (0, "")
    if form != "jsonl-corrections":  # there are none
        assert "four years" in out.replace("<mark>", "")
    target = tmp_path / "out"
    status, nothing, err = sayso("export", noted, "--format", form, "-o", target)
    assert (status, nothing) == (0, "")
    assert target.read_text(encoding="utf-8").splitlines()[:3] == out.splitlines()[:3]
    assert {path.name for path in tmp_path.iterdir()} <= {"home", "story.txt", "out"}


@pytest.mark.parametrize("form", ["json", "w3c"])
def test_what_was_exported_comes_in_once(
    sayso: Sayso, found: Callable[..., Any], noted: Path, tmp_path: Path, form: str
) -> None:
    before = found("notes")
    sayso("export", noted, "--format", form, "-o", tmp_path / "out.json", "-q")
    other = ("--library", tmp_path / "other.json")
    status, _, err = sayso(*other, "import", tmp_path / "out.json")
    assert status == 0
    assert "2 annotations added" in err
    assert "0 annotations added, 2 there already" in sayso(*other, "import", tmp_path / "out.json")[2]
    after = found(*other, "notes")
    assert [(one["type"], one["anchor"]["exact"]) for one in after] == [
        (one["type"], one["anchor"]["exact"]) for one in before
    ]
    assert [one["id"] for one in after] == [one["id"] for one in before]


def test_import_from_standard_input(
    sayso: Sayso, noted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, _ = sayso("export", noted, "--format", "w3c")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(out.encode()), encoding="utf-8"))
    status, _, err = sayso("--library", tmp_path / "other.json", "import", "-")
    assert status == 0
    assert "2 annotations added" in err


def test_all_of_a_file_is_put_on_one_article(
    sayso: Sayso, found: Callable[..., Any], noted: Path, tmp_path: Path
) -> None:
    words = found("notes")[0]["anchor"]["exact"]
    selectors = [
        {"type": "TextQuoteSelector", "exact": exact} for exact in (words, "Words of a later version.")
    ]
    rows = [
        {"id": f"urn:{number}", "target": {"source": "chapter.xhtml", "selector": selector}}
        for number, selector in enumerate(selectors)
    ]
    (tmp_path / "in.json").write_text(json.dumps(rows))
    other = ("--library", tmp_path / "other.json")
    assert "2 annotations added" in sayso(*other, "import", tmp_path / "in.json")[2]
    assert found(*other, "notes", noted) == []
    err = sayso(*other, "import", tmp_path / "in.json", "--article", noted)[2]
    assert "2 annotations added, 1 passage not found in it" in err
    assert found(*other, "notes", noted)[0]["anchor"]["exact"] == words
    assert "2 there already" in sayso(*other, "import", tmp_path / "in.json", "--article", noted)[2]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b'{"format": "sayso"}'])
def test_what_cannot_be_taken_in_is_one_line(sayso: Sayso, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "in.json"
    path.write_bytes(content)
    status, out, err = sayso("import", path)
    assert status in (0, 1) if content == b"[1, 2]" else status == 1
    assert out == ""
    assert err.count("\n") == 1


def test_a_target_that_cannot_be_written_is_one_line(sayso: Sayso, noted: Path, tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "no" / "such" / "folder"):
        status, out, err = sayso("export", noted, "--format", "md", "-o", target)
        assert (status, out) == (1, "")
        assert err.count("\n") == 1


def test_an_export_replaces_a_file_as_a_whole(sayso: Sayso, noted: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "out.json", tmp_path / "link.json"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    assert sayso("export", noted, "--format", "json", "-o", link, "-q") == (0, "", "")
    assert link.is_symlink()
    assert json.loads(target.read_text())["format"] == "sayso"
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_library_and_the_article_are_no_target(sayso: Sayso, noted: Path, tmp_path: Path) -> None:
    library = tmp_path / "mine.json"
    library.write_bytes(b"")
    link = tmp_path / "link"
    link.symlink_to(library)
    before = noted.read_bytes()
    for target, words in ((library, "library itself"), (link, "library itself"), (noted, "article itself")):
        status, out, err = sayso("--library", library, "export", noted, "--format", "md", "-o", target)
        assert (status, out) == (1, "")
        assert words in err
    assert (library.read_bytes(), noted.read_bytes()) == (b"", before)


def test_a_whole_library_goes_out_and_comes_in(sayso: Sayso, noted: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.txt"
    second.write_text("Rain\n\nThe rain fell on the two old bridges all day long.\n", encoding="utf-8")
    sayso("note", "add", second, "--quote", "two old bridges", "--text", "half \ud800 a pair \0 \u202e", "-q")
    status, first, _ = sayso("export", "--format", "json")
    assert status == 0
    (tmp_path / "all.json").write_text(first, encoding="utf-8")
    other = ("--library", tmp_path / "other.json")
    assert "3 annotations added" in sayso(*other, "import", tmp_path / "all.json")[2]
    assert sayso(*other, "export", "--format", "json") == (0, first, "")
    assert "0 annotations added, 3 there already" in sayso(*other, "import", tmp_path / "all.json")[2]
    assert sayso(*other, "export", "--format", "json")[1] == first
    status, out, err = sayso("export", "--format", "html")
    assert (status, out) == (1, "")
    assert "Name the article" in err


@pytest.mark.parametrize("form", ["json", "w3c"])
def test_an_article_that_went_out_and_in_goes_out_the_same(
    sayso: Sayso, noted: Path, tmp_path: Path, form: str
) -> None:
    out = sayso("export", noted, "--format", form)[1]
    (tmp_path / "out.json").write_text(out, encoding="utf-8")
    other = ("--library", tmp_path / "other.json")
    sayso(*other, "import", tmp_path / "out.json", "-q")
    assert sayso(*other, "export", noted, "--format", form)[1] == out


def test_of_two_versions_the_later_one_wins(sayso: Sayso, noted: Path, tmp_path: Path) -> None:
    out = json.loads(sayso("export", "--format", "json")[1])
    for year, words, body in (
        ("2090", "1 brought up to date, 1 there already", "from 2090"),
        ("2080", "1 there already, 1 changed here since and kept so", "from 2090"),
    ):
        (note,) = (one for one in out["annotations"] if one["type"] == "note")
        note["modified"], note["body"] = f"{year}-01-01T00:00:00Z", f"from {year}"
        (tmp_path / "in.json").write_text(json.dumps(out), encoding="utf-8")
        assert words in sayso("import", tmp_path / "in.json")[2]
        assert [
            one["body"] for one in json.loads(sayso("notes", "--format", "json")[1]) if "body" in one
        ] == [body]


def test_what_was_left_out_is_named(sayso: Sayso, tmp_path: Path) -> None:
    target = {"source": "https://example.org/", "selector": {"type": "SvgSelector", "value": "<svg/>"}}
    rows = [
        {"type": "Annotation", "target": "https://example.org/"},
        {"type": "Annotation", "target": target},
    ]
    (tmp_path / "in.json").write_text(json.dumps(rows), encoding="utf-8")
    status, _, err = sayso("import", tmp_path / "in.json")
    assert status == 0
    assert "2 left out (1 marked by SvgSelector alone, 1 on whole pages)" in err
