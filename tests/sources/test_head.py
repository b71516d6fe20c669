"""The beginning of a long text, read before the rest: the same paragraphs, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.sources.formats import html
from tui.sources.loader import FileLoader

PARAGRAPH = "The ferry left the quay at nine, said Ana Lopez, “and nobody saw it come back – nobody at all.”"
HEAD = 4_000


def wrapped(words: str) -> str:
    """The words in lines of some 60 characters."""
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line += f"{word} "
    return "\n".join([*lines, line])


@pytest.mark.parametrize("shape", [str, wrapped])
def test_its_paragraphs_are_those_of_the_whole(tmp_path: Path, shape: type[str]) -> None:
    body = "\n\n".join(shape(" ".join([f"{number}.", *[PARAGRAPH] * 3])) for number in range(400))
    path = tmp_path / "long.txt"
    path.write_text(f"News of the ferry\n\nBy Jonas Pell\n\n{body}\n", encoding="utf-8")
    whole = FileLoader().load(str(path))
    head = FileLoader().head(str(path), HEAD)
    assert head is not None
    assert (head.id, head.title, head.byline, head.source) == (
        whole.id,
        whole.title,
        whole.byline,
        whole.source,
    )
    assert len(head.paragraphs) > 5
    end = head.paragraphs[-1].start  # the last one may be cut short
    assert whole.text[:end] == head.text[:end]
    assert whole.paragraphs[: len(head.paragraphs) - 1] == head.paragraphs[:-1]


def test_there_is_none_of_what_is_short_or_no_plain_text(tmp_path: Path) -> None:
    long = (PARAGRAPH + "\n\n") * 200
    made = {
        "short.txt": b"A title\n\nA paragraph.\n",
        "page.html": f"<html><body><p>{long}</p></body></html>".encode(),
        "notes.md": f"# Notes\n\n{long}".encode(),
        "old.txt": long.encode("cp1252"),
        "wide.txt": long.encode("utf-16"),
        "packed.txt": bytes(range(256)) * 100,
        "endless.txt": b"a" * 20_000,
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        assert FileLoader().head(str(tmp_path / name), HEAD) is None, name
    assert FileLoader().head(str(tmp_path / "missing.txt"), HEAD) is None
    assert FileLoader().head(str(tmp_path), HEAD) is None


FRAME = "<ul>" + "<li><a href='/x'>Another story of the day</a></li>" * 90 + "</ul>"
NEWS = "".join(f"<p>{number}. {PARAGRAPH}</p>" for number in range(40))


def page_of(middle: str, author: str = '<meta name="author" content="Jonas Pell">') -> str:
    """A page with menus around an article."""
    head = f"<head><title>News of the ferry</title>{author}</head>"
    return (
        f"<html>{head}<body>{FRAME}<article><h1>News of the ferry</h1>{middle}</article>{FRAME}</body></html>"
    )


@pytest.mark.parametrize(
    "middle", [NEWS, f"<p class='byline'>By Jonas Pell, 3 May 2026</p>{NEWS}"], ids=["bare", "byline"]
)
def test_a_page_begins_as_the_extractor_reads_it(tmp_path: Path, middle: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(middle), encoding="utf-8")
    begun = FileLoader().beginning(str(path))
    assert begun is not None
    (head,), whole = begun
    full = FileLoader().load(str(path))
    assert not whole
    assert (head.id, head.title, head.byline) == (full.id, full.title, full.byline)
    assert head.text[:3_000] == full.text[:3_000]


@pytest.mark.parametrize(
    ("page", "heavy"),
    [
        (page_of(f"<p>Our correspondents on the quay</p><div>{NEWS}</div>"), False),  # whose line is that?
        (page_of(NEWS, author=""), False),  # a byline may yet be found, and takes a row
        (page_of(f"{NEWS}</article><article>{NEWS.replace('ferry', 'tram')}"), False),  # two texts
        (page_of("<p>Words.</p>"), False),
        (page_of("<div>" * 400 + NEWS + "</div>" * 400), True),  # nests deeply: for the process with limits
        (page_of(NEWS + "<!--" * 300), True),
        (page_of(NEWS + "<i></i>" * 200_000), True),  # over a megabyte
    ],
    ids=["doubtful", "no byline", "two texts", "short", "deep", "open", "long"],
)
def test_a_page_that_leaves_doubt_is_read_at_once_or_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, *, heavy: bool
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    begun = FileLoader().beginning(str(path))
    assert begun == (None if heavy else (FileLoader().load_all(str(path)), True))
    monkeypatch.setattr(html, "FEW_ELEMENTS", 5)
    begun = FileLoader().beginning(str(path))
    assert begun in (None, ([], False))
    assert (begun is None) is heavy  # what is heavy is not even begun here


def test_what_is_read_in_full_is_what_is_loaded(tmp_path: Path) -> None:
    feed = f"<rss version='2.0'><channel><title>N</title><item><title>A</title><description>{PARAGRAPH}"
    made = {
        "notes.md": f"# News of the ferry\n\n*{PARAGRAPH}*\n",
        "plain.html": f"<title>News</title><h1>News</h1><p>{PARAGRAPH}</p>",
        "feed.xml": f"<?xml version='1.0'?>{feed}</description></item></channel></rss>",
    }
    for name, words in made.items():
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        assert FileLoader().beginning(str(path)) == (FileLoader().load_all(str(path)), True), name
