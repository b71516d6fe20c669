"""The app's screens: which is shown, what is shown over it, and where one comes back to.

A screen asks for another by a message; it comes over the one that is there, and closing it goes back. Only
the library grows no tower: an article opened from it replaces the one that it lies over. Of a tower too high
the oldest screens go, but for the first.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App
from textual.screen import Screen

from tui.app.messages import (
    CloseLibrary,
    CouldNotOpen,
    GoToPlace,
    OpenArticle,
    ShowAudit,
    ShowChanges,
    ShowDossier,
)
from tui.app.state.services import Services
from tui.domain.article import Article, Span
from tui.domain.errors import LibraryError

if TYPE_CHECKING:
    from tui.app.library.listing import Listing
    from tui.app.reader.screen import ReaderScreen


Result = TypeVar("Result")

_MOST = 12
"""Screens that lie over one another at most: each takes about 3 MB."""


class Screens(App[int], inherit_bindings=False):
    """The part of the app that shows screens. ``source`` and ``article`` are what it begins with."""

    services: Services

    def __init__(self, source: str | None, article: Article | None) -> None:
        super().__init__()
        self._source = source
        self._article = article
        self._listing: Listing | None = None  # how the library lists, once it was shown
        self._refused = ""  # why what was asked for could not be opened; empty: it could
        self.closing_message = ""
        """A sentence for the terminal after the app has gone."""

    def warn(self, sentence: str, *, severity: str = "warning") -> None:
        """One line that stays for some seconds."""
        raise NotImplementedError

    async def leave(self, status: int = 0) -> None:
        """Keep what is to be kept, and quit."""
        raise NotImplementedError

    async def _come_over(
        self, screen: Screen[Result], answered: Callable[[Result | None], None] | None = None
    ) -> None:
        """Show a screen over all others; ``answered`` is called with what it closes with."""
        self.push_screen(screen, answered)
        from tui.app.reader.screen import ReaderScreen

        while len(self._screen_stack) > _MOST:
            oldest = self._screen_stack.pop(1)
            if isinstance(oldest, ReaderScreen) and not oldest.finished:
                self.closing_message = await oldest.finish() or self.closing_message
            oldest.remove()

    def get_default_screen(self) -> Screen[Any]:
        # The first screen itself: one pushed over an empty one would draw everything twice at each resize.
        if self._source is not None or self._article is not None:
            return self._reader(self._source, self._article)
        screen = self._library_screen()
        self._load_screen_css(screen)  # Textual does that for screens that are pushed
        return screen

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Read the style sheet of a kind of screen that comes for the first time.

        Textual would read all sheets anew and style all widgets of all screens. Nothing that is shown changes
        by these rules: their selectors begin with the screen.
        """
        new = [path for path in screen.css_path if not self.stylesheet.has_source(str(path))]
        for path in new:
            self.stylesheet.add_source(Path(path).read_text("utf-8"), (str(path), ""))
        if new and screen.is_attached:
            self.stylesheet.update(screen)

    def _reader(self, source: str | None, article: Article | None, place: Span | None = None) -> ReaderScreen:
        from tui.app.reader.screen import ReaderScreen

        return ReaderScreen(self.services, source, article=article, place=place)

    def _library_screen(self, *, over: bool = False) -> Screen[None]:
        from tui.app.library.listing import Listing
        from tui.app.library.screen import LibraryScreen

        if self._listing is None:
            self._listing = Listing()
        return LibraryScreen(self.services, self._listing, over=over)

    async def on_open_article(self, message: OpenArticle) -> None:
        """From the library another article replaces the one that lies under it; that one is gone back to."""
        from tui.app.library.screen import LibraryScreen

        if isinstance(self.screen, LibraryScreen):
            below = self._reader_below()
            if below is not None and below.shows(message.article):
                self.pop_screen()
                below.go_to(message.place)
                return
            await self._finish_reading()
            if any(map(self._is_library, self.screen_stack[:-1])):
                self._pop_to_a_library()
        await self._come_over(self._reader(message.source, message.article, message.place))

    def _pop_to_a_library(self) -> None:
        """From a library shown over an article, to the library that the article was opened from."""
        self.pop_screen()
        while len(self.screen_stack) > 1 and not self._is_library(self.screen):
            self.pop_screen()

    @staticmethod
    def _is_library(screen: Screen[Any]) -> bool:
        from tui.app.library.screen import LibraryScreen

        return isinstance(screen, LibraryScreen)

    def _reader_below(self) -> ReaderScreen | None:
        """The reader that the topmost screen lies over, if its article is still being read."""
        from tui.app.reader.screen import ReaderScreen

        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        return below if isinstance(below, ReaderScreen) and not below.finished else None

    async def on_show_changes(self, message: ShowChanges) -> None:
        from tui.app.changes.screen import ChangesScreen

        screen = ChangesScreen(self.services, message.found, message.versions, message.compare)
        await self._come_over(screen, message.answered)

    async def on_show_dossier(self, message: ShowDossier) -> None:
        from tui.app.dossier.screen import DossierScreen

        await self._come_over(DossierScreen(self.services, message.name, message.keys))

    def on_could_not_open(self, message: CouldNotOpen) -> None:
        self._refused = message.sentence

    async def on_close_article(self) -> None:
        from tui.app.reader.screen import ReaderScreen

        screen = self.screen
        if not isinstance(screen, ReaderScreen):  # asked twice: it is gone
            return
        if len(self.screen_stack) == 1:
            await self.leave()
            return
        self.closing_message = await screen.finish() or self.closing_message
        if self.screen is screen:
            self.pop_screen()

    async def action_back(self) -> None:
        """Escape where there is nothing to take away: back to where the article was opened from."""
        if len(self.screen_stack) > 1:
            await self.on_close_article()

    async def on_show_feeds(self) -> None:
        """The feeds over whatever is open, or those that lie below it already."""
        from tui.app.feeds.screen import FeedsScreen
        from tui.app.reader.screen import ReaderScreen

        below = next((one for one in self.screen_stack if isinstance(one, FeedsScreen)), None)
        if below is None:
            if isinstance(self.screen, ReaderScreen):
                await self.screen.keep_position()
            await self._come_over(FeedsScreen(self.services))
            return
        await self._finish_reading()
        self._pop_to(below)

    async def on_next_item(self) -> None:
        from tui.app.feeds.screen import FeedsScreen
        from tui.app.reader.screen import ReaderScreen

        screen = self.screen
        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        if not isinstance(screen, ReaderScreen):
            return
        if not isinstance(below, FeedsScreen):
            screen.say("This article was not opened from a feed.")
        elif not below.shelf.unread:
            screen.say("Nothing is unread.")
        else:
            await self.on_close_article()
            below.open_next_unread()

    async def on_show_library(self) -> None:
        from tui.app.reader.screen import ReaderScreen

        screen = self.screen
        if not isinstance(screen, ReaderScreen):
            return
        self._refused = ""
        if screen.state.article is None:  # it could not be opened: there is nothing to come back to
            await self._finish_reading()
            if len(self.screen_stack) > 1:
                self.pop_screen()
                return
        else:
            await screen.keep_position()
        if self._listing is not None and screen.state.article is not None:
            self._listing.at = screen.state.article.id
        over = not screen.finished
        if self.screen is screen:
            await self._come_over(self._library_screen(over=over))

    async def on_close_library(self, message: CloseLibrary) -> None:
        if self._reader_below() is not None and self._is_library(self.screen):
            self.pop_screen()
        elif message.leave:
            await self.leave()

    async def on_show_audit(self, message: ShowAudit) -> None:
        from tui.app.audit.screen import AuditScreen

        await self._come_over(AuditScreen(self.services, message.article_ids, message.audited))

    async def on_go_to_place(self, message: GoToPlace) -> None:
        """Back to the reader that lies below with that article, else the article as it was kept."""
        from tui.app.reader.screen import ReaderScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, ReaderScreen) and not screen.finished:
                article = screen.state.article
                if article is not None and article.id == message.article_id:
                    self._pop_to(screen)
                    screen.go_to(message.place)
                    return
        try:
            kept = await self.services.articles.call(lambda store: store.kept(message.article_id))
        except LibraryError as error:
            self.warn(str(error), severity="error")
            return
        if kept is not None:
            await self._come_over(self._reader(kept.article.source, kept.article, message.place))

    def _pop_to(self, screen: Screen[Any]) -> None:
        """Take away what lies over a screen."""
        while self.screen_stack[-1] is not screen:
            self.pop_screen()

    def on_close_screen(self) -> None:
        if len(self.screen_stack) > 1:
            self.pop_screen()

    async def _finish_reading(self) -> None:
        """The article's screen goes: what is to be kept of it is kept."""
        from tui.app.reader.screen import ReaderScreen

        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen) and not screen.finished:
                self.closing_message = await screen.finish() or self.closing_message
