"""Whether words that somebody quotes stand in the article that is open, and in everything kept."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from tui.app.reader.ports import Background, Dialogs, Navigation
from tui.app.state.reader_state import ReaderState
from tui.app.state.services import Services
from tui.domain.article import Article, Span
from tui.domain.collection.checking import Found, candidates, check, ranked
from tui.domain.collection.sought import Sought
from tui.domain.errors import LibraryError
from tui.domain.ports import Articles

if TYPE_CHECKING:
    from tui.app.dialogs.check_words import CheckWords

_LONGEST = 2_000
"""Code points that are looked for."""


class Checking:
    """``copied`` gives what was copied in the app; ``read`` opens another article at a place."""

    def __init__(
        self,
        state: ReaderState,
        services: Services,
        dialogs: Dialogs,
        background: Background,
        navigation: Navigation,
        copied: Callable[[], str],
        read: Callable[[Article, Span], None],
    ) -> None:
        self._state = state
        self._services = services
        self._dialogs = dialogs
        self._background = background
        self._navigation = navigation
        self._copied = copied
        self._read = read
        self._dialog: CheckWords | None = None

    def ask(self) -> None:
        """Ask for the words, with what was copied to begin with."""
        if self._state.article is not None:
            self._background.run_latest("checking", self._ask, self._state.article)

    async def _ask(self, article: Article) -> None:
        from tui.app.dialogs.check_words import CheckWords
        from tui.app.terminal.clipboard import clipboard_readers, taken_from

        words = await asyncio.to_thread(taken_from, clipboard_readers(os.environ)) or self._copied()
        self._dialog = CheckWords(words[:_LONGEST], article.id, self._find)
        self._dialogs.open_dialog(self._dialog, self._go_to)

    def all_found(self) -> None:
        """Every quote of the article is known now: a dialog that stands open tells who says the words."""
        if self._dialog is not None:
            self._dialog.look_again()

    def _go_to(self, found: Found | None) -> None:
        article, self._dialog = self._state.article, None
        if found is None or article is None:
            return
        if found.article.id == article.id:
            self._navigation.jump(found.span)
        else:
            self._read(found.article, found.span)

    async def _find(self, words: str) -> list[Found]:
        """Where words stand, best first; of those that are alike, here first. Raises LibraryError."""
        article, sought = self._state.article, Sought(words[:_LONGEST])
        if article is None or not sought:
            return []
        picture = self._state.picture
        analysis = picture.analysis if picture is not None else self._state.analysis
        here = await asyncio.to_thread(check, sought, article, analysis)
        if not self._state.complete:  # nobody found yet is not nobody
            here = [msgspec.structs.replace(one, analysed=False) for one in here]
        if not self._services.articles.available:
            return here

        def elsewhere(articles: Articles) -> list[Found]:
            found: list[Found] = []
            for article_id, text_hash in candidates(sought, articles):
                kept = articles.kept(article_id, text_hash) if article_id != article.id else None
                if kept is not None:
                    found += check(sought, kept.article, kept.analysis)
            return found

        try:
            others = await self._services.articles.call(elsewhere)
        except LibraryError as error:
            if not here:
                raise
            self._services.warn(str(error))
            others = []
        return ranked([*here, *others])
