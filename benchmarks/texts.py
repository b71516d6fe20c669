"""Texts of any length to measure with: sentences of our own, and the samples over and over."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tui.domain.article import Article, Paragraph, article_id, text_hash

SEEDS = Path(__file__).parents[1] / "seeds"
MARKER = "Quillfeather"
"""A word in each text's first line, in no program's own words. Not the first: the caret may stand there."""
TITLE = f"News of {MARKER} and its harbour"
HIDDEN = "zanzibar"
"""A word that stands once, in the middle of a book."""
LAST = "Explicit"
"""The last word of a book, and of what is scrolled to its end."""
_SENTENCES = (
    "The harbour council met on Tuesday and heard eleven people speak about the new breakwater.",
    "“We have waited nine winters for this wall,” said Marta Ilves, who mends nets on the north quay.",
    "Engineers from Tallinn told the meeting that the work would take two summers and part of a third.",
    "The mayor, Jonas Pell, said that nobody would be asked to move before the spring.",
)


def text_of(words: int) -> str:
    """A text of so many words, in paragraphs of two sentences; the marker is in its title."""
    parts = [TITLE, ""]
    count = len(TITLE.split())
    number = 0
    while count < words:
        paragraph = " ".join(_SENTENCES[(number + step) % len(_SENTENCES)] for step in (0, 1))
        parts += [paragraph, ""]
        count += len(paragraph.split())
        number += 1
    return "\n".join(parts)


def seeds() -> list[str]:
    """The samples that are plain text."""
    return [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]


def book_of(texts: Sequence[str], words: int) -> str:
    """A text of so many words, made of the texts over and over, other people in every seventh chapter."""
    parts = [TITLE]
    count = number = 0
    hidden = False
    while count < words:
        text = _renamed(texts[number % len(texts)].strip(), number // 7)
        if not hidden and count >= words // 2:
            text, hidden = text.replace(" the ", f" the {HIDDEN} ", 1), True
        parts += [f"Chapter {number + 1}", text]
        count += len(text.split())
        number += 1
    return "\n\n".join([*parts, LAST])


def _renamed(text: str, turn: int) -> str:
    """The text with a syllable in its capitalised words that tells one turn from another."""
    if not turn:
        return text
    syllable = "bdfgklmnprstvz"[turn % 14] + "aeiou"[turn // 14 % 5]
    return re.sub(r"\b([A-Z][a-z]{3,})(?=[a-z])", rf"\g<1>{syllable}", text)


def article_of(text: str, number: int = 0) -> Article:
    """An article with a paragraph for each line that is not blank."""
    paragraphs = tuple(Paragraph(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text))
    source = f"/benchmark/{number}.txt"
    return Article(article_id(source), text_hash(text), text[:60], text, paragraphs, source)


def write_epub(path: Path, text: str) -> None:
    """The same text as the least EPUB that readers of books open."""
    title, *paragraphs = [line for line in text.split("\n") if line]
    body = f"<h1>{title}</h1>" + "".join(f"<p>{words}</p>" for words in paragraphs)
    files = {
        "META-INF/container.xml": '<container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="c.opf" '
        'media-type="application/oebps-package+xml"/></rootfiles></container>',
        "c.opf": '<package version="2.0" unique-identifier="i" xmlns="http://www.idpf.org/2007/opf">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>News</dc:title>'
        '<dc:identifier id="i">news</dc:identifier><dc:language>en</dc:language></metadata><manifest>'
        '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
        '<spine toc="ncx"><itemref idref="c"/></spine></package>',
        "toc.ncx": '<ncx version="2005-1" xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        '<navPoint id="n" playOrder="1"><navLabel><text>News</text></navLabel><content src="c.xhtml"/>'
        "</navPoint></navMap></ncx>",
        "c.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>News</title></head>'
        f"<body>{body}</body></html>",
    }
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        for name, content in files.items():
            book.writestr(name, content)
