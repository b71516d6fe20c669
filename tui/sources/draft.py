"""What a reader of one format hands on: blocks of text with a little about the article, not yet joined."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from tui.domain.article import Article, Paragraph, ParagraphKind, text_hash
from tui.domain.text.safe import ACTING

TITLE_CELLS = 90
"""How long a title may be that is only the beginning of the first paragraph, in code points."""


class Block(Struct, frozen=True):
    """One paragraph to be: its text on one line, its kind, and the level of a heading."""

    text: str
    kind: ParagraphKind = ParagraphKind.PARAGRAPH
    level: int = 0


class Draft(Struct, frozen=True):
    """An article in the making. ``title`` is one that the format states apart from the text, if any.

    ``address`` is where it stands on the web, as a saved copy of it says.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str = "en"
    address: str | None = None


class Part(Struct, frozen=True):
    """One of the articles of a source. ``name`` tells it from the others, "" where it is the only one.

    The name is what the format calls it, where that stays; else its number from 1.
    """

    name: str
    draft: Draft


def title_from(words: str) -> str:
    """A title for a text that has none: its first words, cut at a blank."""
    line = " ".join(words[: TITLE_CELLS * 4].split())
    if len(line) <= TITLE_CELLS:
        return line
    cut = line.rfind(" ", TITLE_CELLS // 2, TITLE_CELLS - 1)
    return line[: cut if cut > 0 else TITLE_CELLS - 1].rstrip(" ,;:–—-") + "…"


def assemble(draft: Draft, *, identity: str, source: str) -> Article:
    """The article of a draft: its blocks with an empty line between them. ``identity`` is its id."""
    paragraphs: list[Paragraph] = []
    pieces: list[str] = []
    offset = 0
    for block in draft.blocks:
        if pieces:
            offset += 2
        pieces.append(block.text)
        paragraphs.append(Paragraph(offset, offset + len(block.text), block.kind, block.level))
        offset += len(block.text)
    text = "\n\n".join(pieces)
    title = draft.title or (title_from(pieces[0]) if pieces else source)
    return Article(
        id=identity,
        text_hash=text_hash(text),
        title=title,
        text=text,
        paragraphs=tuple(paragraphs),
        source=source,
        byline=draft.byline,
        published=draft.published,
        language=draft.language if re.fullmatch("[a-z]{2}", draft.language) else "en",
        address=draft.address if draft.address and not ACTING.search(draft.address) else None,
    )


def without_empty(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that hold anything but blanks, stripped of the blanks around them."""
    found = []
    for block in blocks:
        words = block.text.strip()
        if words:
            found.append(block if words is block.text else replace(block, text=words))
    return tuple(found)
