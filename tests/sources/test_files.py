"""Files, pipes and standard input that cannot be read: each gives one clear line, and never a traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources.support import loaded
from tui.domain.article import article_id
from tui.domain.errors import SourceError
from tui.sources import files
from tui.sources.formats.text import safe_text
from tui.sources.loader import FileLoader


def refusal(source: Path | str, *, clean: bool = True) -> str:
    """The sentence with which a source is refused: one line, ending in a full stop, safe to show."""
    with pytest.raises(SourceError) as caught:
        FileLoader().load(str(source), clean=clean)
    sentence = str(caught.value)
    assert sentence.isprintable()
    assert sentence.endswith(".")
    assert len(sentence) < 500
    assert caught.value.__cause__ is None
    return sentence


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u00a0\n\u200b".encode(), b"\xff\xfe \x00"]
)
@pytest.mark.parametrize("clean", [True, False])
def test_empty(content: bytes, clean: bool, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    assert "is empty" in refusal(path, clean=clean)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
        (b"PK\x03\x04\x14\x00thing", "an archive"),
        (b"PK\x03\x04\x14\x00Index/Document.iwa", "a document of Apple Pages"),
        (b"Ferry".ljust(60, b"\x00") + b"BOOKMOBI" + bytes(20), "a book for Kindle"),
        (b"AT&TFORM\x00\x00", "a scanned book (DjVu)"),
        (b"\x1f\x8b\x08\x00\x00", "a compressed file"),
        (bytes(range(256)) * 20, "a binary file"),
        (os.urandom(64) + bytes(4000), "a binary file"),
        (b"SQLite format 3\x00", "a database"),
    ],
)
def test_binary(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "thing.txt"
    path.write_bytes(content)
    assert f"is {what}" in refusal(path)


def test_a_complaint_names_the_file_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "thing").write_bytes(b"%PDF-1.7")
    (tmp_path / "blank").write_bytes(b" ")
    monkeypatch.chdir(tmp_path)
    for name in ("thing", "blank", "missing"):
        assert refusal(name).startswith(f"{name} is ")


def test_missing_and_folder(tmp_path: Path) -> None:
    assert "is not there" in refusal(tmp_path / "none.txt")
    assert "is not there" in refusal(tmp_path / "none" / "none.txt")
    assert "is a folder" in refusal(tmp_path)
    assert "No file is named" in refusal("  ")


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert "leads back to itself" in refusal(tmp_path / "a")
    (tmp_path / "c").symlink_to(tmp_path / "gone.txt")
    assert "gone.txt, which is not there" in refusal(tmp_path / "c")


def test_names_with_control_characters(tmp_path: Path) -> None:
    sentence = refusal(str(tmp_path / "a\x1b]52;c;aGk=\x07\n\u202eb.txt"))
    assert "␛]52" in sentence
    assert "\u202e" not in sentence
    assert "is not a possible file name" in refusal("a\x00b")
    assert "too long" in refusal("x" * 5000)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Nobody may read this.")
    path.chmod(0)
    # Whoever runs as root may read everything, so the answer of the system is stood in for.
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "may not be read by you" in refusal(path)


def test_too_long(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "is 50 MB long; sayso opens up to 32 MB" in refusal(path)


def test_rich_formats_have_a_lower_limit(tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_bytes(b"<html><body>" + b"<p>word</p>" * 800_000)
    assert "MB of HTML; sayso opens up to 8 MB" in refusal(path)


def test_more_lines_than_an_article_has(tmp_path: Path) -> None:
    path = tmp_path / "numbers.txt"
    path.write_bytes(b"7\n" * 500_001)
    assert "has over 500,000 lines" in refusal(path)
    assert "has over 500,000 lines" in refusal(path, clean=False)


def test_devices_are_refused() -> None:
    assert "is a device" in refusal("/dev/zero")
    assert "is a device" in refusal("/dev/null")


def test_a_pipe_is_read_to_its_end() -> None:
    # What a shell makes of <(command).
    reading, writing = os.pipe()
    try:
        os.write(writing, b"The first line of it.\n\nThe second line of it.\n")
        os.close(writing)
        article = FileLoader().load(f"/dev/fd/{reading}")
    finally:
        os.close(reading)
    assert article.text.endswith("The second line of it.")


def test_a_pipe_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setattr(files, "PIPE_SECONDS", 0.2)
    holder = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        assert "did not end" in refusal(pipe)
    finally:
        os.close(holder)
    assert "did not end" in refusal(pipe)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        def __init__(self, data: bytes) -> None:
            self.buffer = io.BytesIO(data)
            self.closed = False

    words = "A title of its own\n\nThe mayor said that she would come, and she came."
    monkeypatch.setattr(sys, "stdin", Stream(words.encode()))
    article = FileLoader().load("-")
    assert (article.source, article.title) == ("-", "A title of its own")
    assert article.id == article_id(words)
    monkeypatch.setattr(sys, "stdin", Stream(b""))
    assert refusal("-") == "Standard input is empty: there is nothing to read."
    monkeypatch.setattr(files, "FILE_LIMIT", 1024 * 1024)
    monkeypatch.setattr(sys, "stdin", Stream(b"word " * 300_000))
    assert "Standard input is longer than 1 MB" in refusal("-")
    monkeypatch.setattr(sys, "stdin", None)
    assert "nothing on standard input" in refusal("-")


def test_the_id_is_of_the_real_path_and_not_of_the_text(tmp_path: Path) -> None:
    one = loaded(tmp_path, "The first version of the text.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "article.txt")
    linked = FileLoader().load(str(tmp_path / "link.txt"))
    other = loaded(tmp_path, "The second version of the text.")
    assert one.id == other.id == linked.id == article_id(str((tmp_path / "article.txt").resolve()))
    assert one.text_hash != other.text_hash
    assert one.source == str(tmp_path / "article.txt")


def test_relative_paths_give_absolute_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = loaded(tmp_path, "The very same text, wherever one stands.")
    monkeypatch.chdir(tmp_path)
    relative = FileLoader().load("article.txt")
    assert (relative.id, relative.source) == (whole.id, whole.source)


def test_hostile_words_are_shown_harmlessly(tmp_path: Path) -> None:
    article = loaded(
        tmp_path, "\x1b]52;c;aGk=\x07 [bold]A title[/] \u202e\n\nText \x9b31m of it, \x00 and more of it."
    )
    assert "\x1b" not in article.text + article.title
    assert "[bold]A title[/]" in article.title
    raw = loaded(tmp_path, "\x1b[31mA title\n\nText.", clean=False)
    assert raw.text == "\x1b[31mA title\n\nText."
    assert raw.title == "␛[31mA title"


def test_the_way_to_plain_text_is_light(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("A title\n\nBy Ada Novak\n\nThe mayor said that she would come, and she came.\n\nSHARE\n")
    program = (
        "import sys; from tui.sources.loader import FileLoader; FileLoader().load(sys.argv[1]);"
        "heavy = {'trafilatura', 'httpx2', 'lxml', 'markdown_it', 'charset_normalizer', 'spacy', 'textual',"
        " 'tinydb', 'rich', 'asyncio', 'ssl', 'zipfile', 'email', 'http', 'xml'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_codes_that_colour_a_text_go_as_a_whole() -> None:
    coloured = (
        "\x1b[1mFerry stops\x1b[0m\n\n\x1b[38;5;196m“We will not sail,”\x1b[0m said "
        "\x1b]8;;https://gull.example/h\x1b\\Dana Holt\x1b]8;;\x1b\\ again.\x1b[K\n"
    )
    assert safe_text(coloured) == "Ferry stops\n\n“We will not sail,” said Dana Holt again.\n"
    assert safe_text("a \x1b[2J b\x1b") == "a ␛[2J b␛"
