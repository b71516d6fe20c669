"""Where the reader stopped: found again at the beginning, kept when the reader rests and at the end."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from tui.app.reader.ports import TextPane
from tui.app.state.library_client import LibraryClient
from tui.app.state.reader_state import ReaderState
from tui.domain.annotation import Reading
from tui.domain.article import Article, Span
from tui.domain.ports import Library

_REST = 3.0  # seconds without a move after which the position is kept
_Kept = tuple[int, int, int | None, int | None]
"""The caret; the end of what is on the screen; how many quotes and actors were found, None while the analysis
is not whole."""


class ReadingPosition:
    """Keeps the article on the list of what was read, with how far."""

    def __init__(self, state: ReaderState, library: LibraryClient, text: TextPane) -> None:
        self._state = state
        self._library = library
        self._text = text
        self._kept: _Kept | None = None
        self._seen: _Kept | None = None
        self._moved_at = 0.0  # by the loop's clock

    async def restore(self) -> bool:
        """Go where the reader stopped the last time; whether that is elsewhere. Raises LibraryError."""
        article = self._state.article
        if article is None or not self._library.available:
            return False
        reading = await self._library.call(lambda library: library.reading(article.id))
        beginning = article.paragraphs[0].start if article.paragraphs else 0
        if reading is None or reading.position <= 1 or self._text.caret != beginning:
            return False
        position = min(reading.position, len(article.text))
        self._text.move_caret(position, reveal=False)
        self._text.reveal(Span(position, position + 1), "third")
        return True

    async def keep_at_rest(self) -> None:
        """Keep the position if it has not changed for some seconds. Raises LibraryError."""
        now, here = asyncio.get_running_loop().time(), self._here()
        if here == self._kept:
            return
        if here != self._seen:
            self._seen, self._moved_at = here, now
        elif now - self._moved_at >= _REST:
            await self.keep()

    async def keep(self) -> None:
        """Keep where the reader is. Raises LibraryError."""
        article, here = self._state.article, self._here()
        if article is None or not self._library.available or here == self._kept:
            return
        reading = self._reading(article, here)

        def keep(library: Library) -> str | None:
            before, kept = library.reading(article.id), reading
            if before is not None and kept.quotes is None:
                kept = replace(kept, quotes=before.quotes, actors=before.actors)
            mine = library.revision() == self._state.revision
            library.keep_reading(kept)
            return library.revision() if mine else None

        revision = await self._library.call(keep)
        if revision is not None:
            self._state.revision = revision  # our own write is no news
        self._kept = here

    def _here(self) -> _Kept:
        picture = self._state.picture
        if self._state.analysis is None or not self._state.complete or picture is None:
            return self._text.caret, self._text.bottom_offset, None, None
        return self._text.caret, self._text.bottom_offset, len(picture.quotes), len(picture.actors)

    def _reading(self, article: Article, here: _Kept) -> Reading:
        caret, reached, quotes, actors = here
        length = article.paragraphs[-1].end if article.paragraphs else 0
        return Reading(
            article_id=article.id,
            source=article.source,
            title=article.title,
            byline=article.byline,
            published=article.published,
            text_hash=article.text_hash,
            position=caret,
            reached=min(reached, length),
            length=max(length, 1),
            quotes=quotes,
            actors=actors,
        )
