"""What may take its parser long: told from other pages, read in a process of its own, ended at its limits."""

from __future__ import annotations

import threading
import time
import zipfile
from pathlib import Path

import pytest

from tests.sources.support import loaded
from tui.domain.errors import SourceError
from tui.sources import limited
from tui.sources.detect import Kind
from tui.sources.heavy import DEEPEST, LONGEST, MOST_MARKS, MOST_OPEN, MOST_TAGS, is_heavy
from tui.sources.samples import sample_folder

WORDS = "<p>The mayor said on Monday that she would come, and on Tuesday she came.</p>"
DEEP = f"<html><title>A deep page</title><body>{'<div>' * (DEEPEST + 1)}{WORDS}</body></html>"


@pytest.mark.parametrize(
    ("page", "heavy"),
    [
        (f"{'<div>' * 60}{WORDS * 500}{'</div>' * 60}", False),
        ("<ul>" + "<li>one<p>two<br>" * 5_000, False),
        ("<table>" + "<tr><td>one<td>two" * 5_000, False),
        (WORDS * 200 + "<!-- a <b> b -->" * 900 + "<script>if (a < b) '<b>'</script>" * 900, False),
        (DEEP, True),
        ("<b>x " * (DEEPEST + 1), True),
        (f"{'<i>' * 500}{'</i>' * 500}", True),
        ("<p>x" * (MOST_TAGS + 1), True),
        ("<!-- x" * (MOST_OPEN + 1), True),
        ("-->" * 999 + "<!-- x" * (MOST_OPEN + 1), True),
        ("<SCRIPT>" * (MOST_OPEN + 1), True),
        ("< q" * (MOST_OPEN + 1), True),
        ("x" * (LONGEST + 1), True),
    ],
)
def test_which_pages_are_heavy(page: str, heavy: bool) -> None:
    assert is_heavy(Kind.HTML, page) is heavy
    assert not is_heavy(Kind.TEXT, page)


def test_which_markdown_is_heavy() -> None:
    assert not is_heavy(Kind.MARKDOWN, "# A [title](x)\n\n" + "*words* and more\n\n" * 900)
    assert is_heavy(Kind.MARKDOWN, "[" * (MOST_MARKS + 1))


def test_the_samples_are_read_here() -> None:
    for path in sample_folder().iterdir():
        assert not is_heavy(Kind.HTML, path.read_text(encoding="utf-8"))


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(limited, "PROCESS", "tests.sources.slow_process")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("SAYSO_TEST", "")
    return monkeypatch


def test_a_heavy_page_is_read_all_the_same(stand_in: pytest.MonkeyPatch, tmp_path: Path) -> None:
    article = loaded(tmp_path, DEEP, "deep \N{LATIN SMALL LETTER E WITH ACUTE}.html")
    assert (article.title, article.source) == ("A deep page", str(tmp_path / "deep é.html"))
    assert article.text.endswith("on Tuesday she came.")


def test_what_reading_says_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="This page holds no text"):
        loaded(tmp_path, "<html>" + "<div>" * (DEEPEST + 1) + "</html>", "a.html")


@pytest.mark.parametrize("what", ["busy", "waiting", "gone", "hungry"])
def test_an_end_at_the_limits(stand_in: pytest.MonkeyPatch, tmp_path: Path, what: str) -> None:
    stand_in.setenv("SAYSO_TEST", what)
    stand_in.setattr(limited, "WALL_SECONDS", 0.5 if what == "waiting" else 600)
    if what == "hungry":
        pytest.importorskip("resource")
        stand_in.setattr(limited, "MEMORY", 1 << 30)
    with pytest.raises(SourceError) as caught:
        loaded(tmp_path, DEEP, "a.html")
    words = {"hungry": "too much memory", "gone": "was ended"}.get(what, "nests so deeply")
    assert words in str(caught.value)
    assert "a.html" in str(caught.value)
    assert not limited._running


def test_another_thread_may_give_it_up(stand_in: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in.setenv("SAYSO_TEST", "waiting")
    failed: list[SourceError] = []

    def read() -> None:
        try:
            loaded(tmp_path, DEEP, "a.html")
        except SourceError as error:
            failed.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    while not limited._running:
        time.sleep(0.01)
    limited.give_up()
    thread.join(300)
    assert failed


def test_a_book_with_a_deep_page(stand_in: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", '<c><rootfile full-path="a.opf"/></c>')
        item = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        book.writestr("a.opf", f'<p><manifest>{item}</manifest><spine><itemref idref="a"/></spine></p>')
        book.writestr("a.xhtml", DEEP)
    assert "on Tuesday she came" in loaded(tmp_path, path.read_bytes(), "book.epub").text
