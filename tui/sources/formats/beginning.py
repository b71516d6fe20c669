"""The beginning of a page's article without an extractor: what may be shown while trafilatura is imported.

The element that holds most of the running text is taken for the article's; the rules of :mod:`.region` say
what around it belongs to it. That is right for many pages and not for all, so the page must also leave no
doubt: below its title, for a screenful of words, there may be nothing that an extractor could see otherwise.
Where there is, the extractor is waited for. All of it takes time in proportion to the page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.clean import same_title
from tui.sources.draft import Block
from tui.sources.formats.elements import Piece, pieces_of
from tui.sources.formats.extraction import Extraction
from tui.sources.formats.region import region_of

_RUNNING = 12
"""Words that make a paragraph running text."""
_LINKED = 0.3
"""Running text has no more than this share of its code points in links."""
_LEAST = 200
"""Words of running text that the article's element holds at least."""
_SHARE = 0.6
"""How much of the page's running text stands in it."""
_SCREENFUL = 250
"""Words below the title that nothing doubtful may stand among."""
_OF_HEAD = re.compile(r"\A(?:by|par|von|por)\b|\b\d{1,2}[:.]\d\d\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
_LONGEST_OF_HEAD = 16
"""A line of so many words at most, with a time, a year or "By", is not the text's, above its beginning."""


def first_blocks(tree: Any, title: str | None, summary: str | None) -> list[Block] | None:
    """The blocks of the article in a page's lxml tree; None where it is not plain which these are.

    It is their beginning that is right: further down trafilatura may take others.
    """
    if not title:
        return None
    body = tree.find(".//body")
    root = tree if body is None else body
    pieces, _ = pieces_of(root)
    running = [piece for piece in pieces if _is_running(piece)]
    held: defaultdict[Any, int] = defaultdict(int)
    for piece in running:
        held[piece.element.getparent()] += len(piece.block.text.split())
    best = max(held, key=held.__getitem__, default=None)
    if best is None or held[best] < max(_LEAST, _SHARE * sum(held.values())):
        return None
    blocks = tuple(piece.block for piece in running if piece.element.getparent() is best)
    region = region_of(root, Extraction(blocks, blocks, title, None, None), title, summary)
    return region if region is not None and _is_plain(pieces, region, title) else None


def _is_running(piece: Piece) -> bool:
    text = piece.block.text
    of_text = piece.block.kind is ParagraphKind.PARAGRAPH and not piece.caption
    return of_text and piece.linked <= _LINKED * len(text) and len(text.split()) >= _RUNNING


def _is_plain(pieces: Sequence[Piece], kept: Sequence[Block], title: str) -> bool:
    """Whether nothing between the title and the end of a screenful was left out that might be the text's."""
    words = {block.text for block in kept}
    first = next((index for index, piece in enumerate(pieces) if piece.block.text in words), 0)
    named = (index for index in range(first, -1, -1) if same_title(pieces[index].block.text, title))
    start = next(named, None)
    if start is None:
        return False
    read = 0
    for piece in pieces[start + 1 :]:
        text = piece.block.text
        size = len(text.split())
        if text in words:
            read += size
            if read > _SCREENFUL:
                return True
        elif size > 2 and (read or not _is_of_head(piece, size)):
            return False
    return False


def _is_of_head(piece: Piece, size: int) -> bool:
    """Whether a piece above the text is a line with its author or date."""
    of_text = piece.block.kind is ParagraphKind.PARAGRAPH
    return of_text and size <= _LONGEST_OF_HEAD and _OF_HEAD.search(piece.block.text) is not None
