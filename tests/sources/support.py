"""What the tests of the sources share: an article from a string, as the loader would make it."""

from __future__ import annotations

from pathlib import Path

from tui.domain.article import Article
from tui.sources.loader import FileLoader

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def loaded(folder: Path, content: str | bytes, name: str = "article.txt", *, clean: bool = True) -> Article:
    """The article that the loader makes of a file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return FileLoader().load(str(path), clean=clean)


def shown(article: Article) -> list[str]:
    """The paragraphs as strings, each after its kind's first letter, headings with their level too."""
    marks = {"heading": "h{}", "list item": "l", "quote block": "q", "paragraph": "p"}
    return [
        marks[p.kind.value].format(p.level) + " " + article.text[p.start : p.end] for p in article.paragraphs
    ]
