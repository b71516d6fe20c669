"""A saved page with its frames: where it holds no words of its own, the article stands in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from tui.domain.errors import SourceError
from tui.sources.draft import Draft

PageReader = Callable[[str, str | None], Draft]
"""Makes an article of a page's source and address."""
_MOST = 20
"""So many frames are looked into."""


def draft_of_frames(
    page: tuple[str, str | None], frames: Iterable[tuple[str, str | None]], read: PageReader
) -> Draft:
    """The article of a page, each given as source and address, else of the frame with most words.

    Raises SourceError as ``read`` does of the page.
    """
    try:
        return read(*page)
    except SourceError:
        drafts = list(_read(frames, read))
        if not drafts:
            raise
        return max(drafts, key=lambda draft: sum(len(block.text.split()) for block in draft.blocks))


def _read(frames: Iterable[tuple[str, str | None]], read: PageReader) -> Iterator[Draft]:
    for frame in islice(frames, _MOST):
        try:
            yield read(*frame)
        except SourceError:
            continue
