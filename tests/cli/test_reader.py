"""``sayso SOURCE`` up to the app: what it is handed, and what never gets that far."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.cli.conftest import STORY, Sayso
from tests.nlp.articles import article_of
from tui.domain.article import Article
from tui.domain.errors import LibraryError, SourceError
from tui.door import read_before
from tui.door.caches import analysis_cache
from tui.door.commands import reader
from tui.door.loader import KeepingLoader
from tui.nlp.workers.client import RemoteAnalyser
from tui.sources.loader import FileLoader


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the app was opened with; empty if it was not."""
    given: dict[str, Any] = {}

    def run_reader(**arguments: Any) -> int:
        given.update(arguments)
        return 0

    monkeypatch.setattr("tui.app.app.run_reader", run_reader)
    monkeypatch.setattr("tui.app.terminal.tty.refusal", lambda _: None)
    monkeypatch.setattr("tui.app.terminal.tty.remember", lambda: None)
    monkeypatch.setattr(reader, "_keys_from_the_terminal", lambda _: None)
    monkeypatch.setattr(reader, "_collect_later", lambda: None)
    return given


def test_a_plain_text_is_read_before_the_screen_opens(
    sayso: Sayso, handed: dict[str, Any], story: Path
) -> None:
    assert sayso(story)[0] == 0
    assert handed["article"].title == "Lopez opens the bridge"
    assert handed["source"] == str(story)
    assert isinstance(handed["analyser"], RemoteAnalyser)
    assert handed["library"]().readings() == []


NEWS = "".join(
    f"<p>{number}. The ferry left at nine, she said, and nobody saw it come back.</p>" for number in range(60)
)
FRAME = '<div class="menu">' + "<a href='/x'>Another story of the day</a> " * 90 + "</div>"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("notes.md", "# A long *day*\n\nThe ferry left at nine, she said.\n"),
        (
            "plain.html",
            "<title>A long day</title><h1>A long day</h1><p>The ferry left at nine.</p>",
        ),
    ],
)
def test_what_needs_no_extractor_is_read_before_the_screen_opens(
    sayso: Sayso, handed: dict[str, Any], tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / name).write_text(words)
    assert sayso(name)[0] == 0
    assert handed["article"] == FileLoader().load(str(tmp_path / name))


def test_a_page_shows_its_beginning_while_another_process_reads_it(
    sayso: Sayso, handed: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<html lang="en"><head><title>A long day</title><meta name="author" content="Jonas Pell"></head>'
        f"<body>{FRAME}<article><h1>A long day</h1>{NEWS}</article>{FRAME}</body></html>"
    )
    shown: list[tuple[Article | None, bool]] = []

    def first_page(article: Article | None, set_to: object, *, whole: bool) -> Any:
        shown.append((article, whole))
        return nullcontext()

    monkeypatch.setattr(reader, "_first_page", first_page)
    assert sayso("page.html")[0] == 0
    whole = FileLoader().load(str(page))
    assert handed["article"] == whole
    ((begun, all_of_it),) = shown
    assert begun is not None
    assert not all_of_it
    assert begun.text[:2_000] == whole.text[:2_000]
    assert (begun.id, begun.title, begun.byline) == (whole.id, whole.title, whole.byline)


def test_a_long_text_shows_its_first_page_before_it_is_read(
    sayso: Sayso, handed: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "long.txt").write_text("A long day\n\n" + "The ferry left at nine, she said.\n\n" * 4_000)
    steps: list[tuple[str, int]] = []

    def first_page(article: Article | None, set_to: object, *, whole: bool) -> nullcontext[None]:
        assert article is not None
        steps.append(("page" if whole else "head", len(article.paragraphs)))
        return nullcontext()

    monkeypatch.setattr(reader, "_first_page", first_page)
    assert sayso("long.txt")[0] == 0
    assert len(handed["article"].paragraphs) == 4_001
    [(kind, paragraphs)] = steps
    assert kind == "head"
    assert 40 < paragraphs < 4_000
    assert sayso("--no-clean", "long.txt")[0] == 0
    assert steps[1:] == [("page", 4_001)]


@pytest.mark.parametrize("name", ["letter.eml", "long.txt", "https://example.org/"])
def test_what_takes_longer_is_left_to_the_app(
    sayso: Sayso, handed: dict[str, Any], tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_before, "_SMALL", 100)
    if "://" not in name:
        (tmp_path / name).write_text("Words. " * 100)
    assert sayso(name)[0] == 0
    assert handed["article"] is None
    assert handed["source"] == name


def test_what_took_long_and_has_not_changed_is_there_before_the_screen(
    sayso: Sayso, handed: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>One</title><h1>One</h1>" + "<p>Some words of the page are here.</p>" * 20)
    first = KeepingLoader(None).load("page.html")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("it was read again")

    with monkeypatch.context() as patched:
        patched.setattr(FileLoader, "load_all", never)
        assert sayso("page.html")[0] == 0
        assert handed["article"] == first
        assert KeepingLoader(None).load("page.html") == first
        assert sayso("--no-clean", "page.html")[0] == 0
        assert handed["article"] is None, "as it is, it was not read yet"
    page.write_text(page.read_text().replace("One", "Two"))
    assert KeepingLoader(None).load("page.html").title == "Two"
    [kept] = read_before.read_files().get(read_before.key_of("page.html", clean=True) or "") or []
    assert kept.title == "Two"
    assert read_before.key_of("missing.html", clean=True) is None
    assert "set free" in sayso("library", "clear-cache")[1]
    assert KeepingLoader(None).known("page.html", clean=True) is None


def test_an_address_shows_what_it_gave_the_last_time_and_is_read_anew(
    sayso: Sayso, handed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://gull.example/story"
    article = msgspec.structs.replace(article_of("The ferry left at nine."), source=address)
    monkeypatch.setattr(FileLoader, "load_all", lambda *_, **__: [article])
    assert sayso(address)[0] == 0
    assert handed["article"] is None
    assert handed["loader"].load(address) == article
    assert not handed["loader"].is_of_last_time(article.id)
    assert sayso(address)[0] == 0
    assert handed["article"] == article
    assert [handed["loader"].is_of_last_time(article.id) for _ in range(2)] == [True, False]
    assert sayso("--no-clean", address)[0] == 0
    assert handed["article"] is None


def test_without_a_source_there_is_a_sample(sayso: Sayso, handed: dict[str, Any]) -> None:
    assert sayso() == (0, "", "")
    assert (handed["source"], handed["article"]) == (None, None)
    assert Path(handed["sample"]).is_file()


@pytest.mark.parametrize(
    "arguments", [["missing.txt"], ["home"], ["ftp://example.org/a"], ["--model", "no_such", "story.txt"]]
)
def test_what_cannot_be_opened_is_one_line(
    sayso: Sayso, handed: dict[str, Any], story: Path, arguments: list[str]
) -> None:
    status, out, err = sayso(*arguments)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert not handed


def test_a_text_from_a_pipe_opens_again(
    sayso: Sayso, handed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode()), encoding="utf-8"))
    assert sayso("-")[0] == 0
    article = handed["article"]
    assert article.source == f"-#{article.id}"
    handed["articles"]().keep(article)  # as the app does
    assert handed["loader"].load(article.source) == article
    with pytest.raises(SourceError, match="not kept any more"):
        handed["loader"].load("-#0000")


def test_an_address_that_is_not_reached_gives_what_was_read_there(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "http://127.0.0.1:9/story"
    read = msgspec.structs.replace(article_of(STORY, source=address), source=address)
    loader = KeepingLoader(None)
    with pytest.raises(SourceError):
        loader.load(address)
    with monkeypatch.context() as reachable:
        reachable.setattr(FileLoader, "load_all", lambda self, source, clean=True: [read])
        assert loader.load(address) == read
    assert loader.load(address) == read


def test_a_library_that_cannot_be_read_is_said_when_it_is_opened(
    sayso: Sayso, handed: dict[str, Any], story: Path, tmp_path: Path
) -> None:
    assert sayso("--library", tmp_path, story)[0] == 0
    with pytest.raises(LibraryError):
        handed["library"]().readings()


async def test_an_analysis_that_was_killed_goes_on(handed: dict[str, Any], sayso: Sayso) -> None:
    sayso()
    book = article_of(STORY * 250)  # three chunks
    reached = 0
    for _ in range(2):
        updates = handed["analyser"].analyse(book)
        first = await anext(updates)
        assert first.progress.done >= reached  # it may have got further than was heard of
        async for update in updates:
            reached = update.progress.done
            if reached:
                os.kill(handed["analyser"].process_id, signal.SIGKILL)
                break
        await updates.aclose()
        await handed["analyser"].close()
    assert analysis_cache().count() == 0
    assert sayso("library", "size")[1].count("(0 analyses, 1 in parts)") == 1
