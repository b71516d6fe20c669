"""``sayso add``, and several sources at once: what is kept, what is named, and the exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import STORY, Sayso
from tests.cli.test_reader import handed as handed
from tui.domain.decisions import Named, PersonIsTwo
from tui.door.folders import expanded
from tui.library.articles.articles import KeptArticles
from tui.library.library import TinyLibrary
from tui.library.paths import library_path


@pytest.fixture
def folder(tmp_path: Path, story: Path) -> Path:
    """Two articles, one of them below, and what is none."""
    found = tmp_path / "articles"
    (found / "below").mkdir(parents=True)
    (found / "b.txt").write_text(STORY)
    (found / "below" / "c.md").write_text("# Trains\n\nThe trains run again, said Bo Ek.")
    (found / ".hidden.txt").write_text(STORY)
    (found / "picture.png").write_bytes(b"\x89PNG\r\n")
    (found / "noise.txt").write_bytes(bytes(range(256)) * 9)
    return found


def test_articles_are_added_and_what_fails_is_named(sayso: Sayso, folder: Path, story: Path) -> None:
    status, out, err = sayso("add", story, "missing.txt", folder, "--format", "json")
    assert status == 1
    assert [line.removeprefix("sayso: ") for line in err.splitlines()] == [
        "missing.txt is not there: check the spelling and the folder you are in.",
        "2 articles kept: 2 new.",
        f"Passed over: {folder}/noise.txt is a binary file.",
        "Passed over: 1 file that holds no article (picture.png).",
    ]
    found = json.loads(out)
    assert (found["failed"], [one["arrival"] for one in found["articles"]]) == (1, ["new", "new"])
    articles = KeptArticles(library_path())
    assert {Path(row.source).name: row.quotes for row in articles.listed()} == {"story.txt": 2, "b.txt": 2}
    assert sayso("search", "said:lopez", "--format", "csv")[1].count("\n") == 3

    story.write_text(STORY + "\nNobody came.\n")
    status, out, err = sayso("add", "-r", folder, story)
    assert (status, out) == (0, "")
    assert "3 articles kept: 1 new, 1 changed since and 1 known already." in err
    assert len(articles.versions(articles.listed()[0].article_id)) in (1, 2)
    listed = json.loads(sayso("library", "list", "--format", "json")[1])
    assert [(one["opened"], one["kept"]["versions"]) for one in listed] == [(None, 2), (None, 1), (None, 1)]
    sayso("bookmark", "add", story, "--quote", "Nobody came")
    again = json.loads(sayso("library", "list", "--format", "json")[1])
    noted, before = ({one["source"]: one["quotes"] for one in rows} for rows in (again, listed))
    assert noted == before, "also of what was noted and never opened"
    (folder / "below" / "news.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(99)))
    status, _, err = sayso("add", "-r", folder)
    assert status == 1
    assert f"sayso: {folder}/below/news.pdf is a PDF that is damaged: it cannot be opened." in err
    assert "2 articles kept: 2 known already." in err


def test_parts_without_text_are_named(sayso: Sayso, tmp_path: Path) -> None:
    letter = "From a@gull.example Fri Nov  6 12:30:00 2026\nSubject: {0}\nMessage-ID: <{0}@gull>\n\n{1}\n"
    texts = {"Ferry": STORY, "Picture": "", "Bridge": STORY.replace("ferry", "bridge")}
    (tmp_path / "news.mbox").write_text("\n".join(letter.format(*one) for one in texts.items()))
    status, out, err = sayso("add", tmp_path / "news.mbox", "--format", "json")
    assert status == 0
    assert len(json.loads(out)["articles"]) == 2
    assert err.splitlines()[0].endswith("news.mbox: #Picture@gull holds no text.")
    status, _, err = sayso("text", f"{tmp_path / 'news.mbox'}#Picture@gull")
    assert status == 1
    assert "news.mbox#Picture@gull holds no text." in err


def test_a_text_from_a_pipe_is_added_once(sayso: Sayso, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    for _ in range(2):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode()), encoding="utf-8"))
        assert sayso("add", "-q", "-")[0] == 0
    (row,) = KeptArticles(library_path()).listed()
    assert row.source == f"-#{row.article_id}"
    assert sayso("add", "-", "-")[0] == 2


def test_a_folder_without_an_article_is_said(sayso: Sayso, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert sayso("add", "empty")[::2] == (
        1, "sayso: empty is a folder that holds nothing to read; -r looks below it too.\n",
    )  # fmt: skip


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of processes that were to be started."""
    commands: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: commands.append(command))
    return commands


def test_of_several_the_first_is_opened_and_all_are_kept(
    sayso: Sayso, handed: dict[str, Any], started: list[list[str]], folder: Path, story: Path
) -> None:
    status, out, err = sayso(story, "missing.txt", folder)
    assert (status, out) == (1, "")
    assert err.startswith("sayso: missing.txt is not there")
    assert handed["article"].source == str(story)
    assert len(handed["articles"]().listed()) == 2
    assert [command[3:6] for command in started] == [["tui", "library", "analyse"]]
    assert sayso("library", "analyse", "-q")[0] == 0
    assert {row.quotes for row in handed["articles"]().listed()} == {2}
    handed.clear()
    assert sayso("-r", folder)[0] == 0
    assert handed["article"].source.endswith("b.txt")
    assert sayso("nowhere.txt", "neither.txt")[0] == 1


def test_an_article_whose_file_is_gone_still_opens(sayso: Sayso, handed: dict[str, Any], story: Path) -> None:
    sayso("add", "-q", story)
    os.remove(story)  # noqa: PTH107
    assert sayso(story)[0] == 0
    assert handed["article"].text.startswith("Lopez opens")
    assert "not there any more" in handed["loader"].notice(handed["article"].id)
    assert handed["loader"].notice(handed["article"].id) is None
    assert sayso("quotes", story)[0] == 1


def test_articles_are_removed_and_come_back(sayso: Sayso, story: Path) -> None:
    sayso("add", "-q", story)
    sayso("note", "add", story, "--quote", "new bridge", "--text", "look", "-q")
    status, _, err = sayso("library", "remove", story, "f" * 16)
    assert (status, err.splitlines()[1]) == (1, f"sayso: {'f' * 16} is not kept.")
    assert json.loads(sayso("library", "list", "--format", "json")[1]) == []
    assert "1 removed one" in sayso("library", "size")[1]
    assert sayso("library", "undo")[::2] == (0, "sayso: 1 article brought back.\n")
    (listed,) = json.loads(sayso("library", "list", "--format", "json")[1])
    assert (listed["source"], listed["opened"] is None, listed["kept"]["words"] > 9) == (
        str(story),
        False,
        True,
    )
    assert sayso("library", "undo")[0] == 1
    sayso("library", "remove", listed["article_id"])
    assert sayso("library", "clear-removed")[1].endswith("set free.\n")
    assert sayso("library", "undo")[0] == 1


def test_everything_goes_into_one_file_and_back(sayso: Sayso, story: Path, tmp_path: Path) -> None:
    sayso("add", "-q", story)
    story.write_text(STORY + "\nNobody came.\n")
    sayso("add", "-q", story)
    sayso("note", "add", story, "--quote", "new bridge", "--text", "look", "-q")
    named = Named("0" * 16, "ada-lund", "Ada Lund")
    TinyLibrary().decide(PersonIsTwo(others=(named,), name="Ada Lund"))
    assert sayso("library", "export-all", "all.jsonl", "-q")[0] == 0
    written = Path("all.jsonl").read_text()
    assert sayso("library", "export-all", "-")[1] == written
    assert sayso("--library", "other.json", "library", "import-all", "all.jsonl")[::2] == (
        0, "sayso: 2 texts, 1 new note, 1 new reading and 1 decision about people taken in.\n",
    )  # fmt: skip
    assert sayso("--library", "other.json", "library", "export-all", "-")[1] == written
    Path("all.jsonl").write_text(written.replace("bridge", "br\x1b", 1) + "{nonsense\n[]\n")
    status, _, err = sayso("--library", "third.json", "library", "import-all", "all.jsonl")
    assert (status, err.splitlines()[-1]) == (1, "sayso: 3 lines could not be understood and were left out.")
    assert sayso("library", "import-all", story)[0] == 1
    shutil.rmtree(tmp_path / "home")


def test_folders_become_their_files(folder: Path) -> None:
    (folder / "below" / "round").symlink_to(folder, target_is_directory=True)
    (folder / "link.txt").symlink_to(folder / "b.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    found = expanded([f"{folder}/b.txt", str(folder), "-", "https://example.org/a"], recursive=True)
    assert [name.removeprefix(f"{folder}/") for name in found.named] == [
        "b.txt", "below/c.md", "link.txt", "noise.txt", "-", "https://example.org/a",
    ]  # fmt: skip
    assert [Path(name).name for name in found.passed_over] == ["gone.txt", "picture.png"]
    assert expanded([str(folder)], recursive=False).named == [
        str(folder / name) for name in ("b.txt", "link.txt", "noise.txt")
    ]
    assert not found.failures
