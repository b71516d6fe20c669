"""The beginning of a long text, read before the rest: the same paragraphs, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

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
