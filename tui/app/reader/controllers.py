"""The reader's controllers, put together: each gets the one state and what it needs of the screen.

Those that the first paint does not need are imported when they are first used.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from textual.screen import Screen

from tui.app.panes.article_view import ArticleView
from tui.app.panes.bars import KeyBar
from tui.app.panes.side_column import SideColumn
from tui.app.reader.escape import Escape
from tui.app.reader.navigator import Navigator
from tui.app.reader.panes import ReaderPanes
from tui.app.reader.ports import Background, Dialogs, Feedback
from tui.app.state.reader_state import ReaderState
from tui.app.state.services import Services
from tui.domain.article import Article

if TYPE_CHECKING:
    from tui.app.reader.annotation_store import AnnotationStore
    from tui.app.reader.annotator import Annotator
    from tui.app.reader.bookmarks import Bookmarks
    from tui.app.reader.card import PlaceCard
    from tui.app.reader.checking import Checking
    from tui.app.reader.contents import Contents
    from tui.app.reader.copying import Copying
    from tui.app.reader.corrector import Corrector
    from tui.app.reader.exporting import Exporting
    from tui.app.reader.feed import AnalysisFeed
    from tui.app.reader.filters import Filters
    from tui.app.reader.handing_on import HandingOn
    from tui.app.reader.keeping import ArticleKeeper
    from tui.app.reader.leaving_out import LeavingOut
    from tui.app.reader.lettering import Lettering
    from tui.app.reader.passage import Passage
    from tui.app.reader.reading_position import ReadingPosition
    from tui.app.reader.search_row import SearchRow
    from tui.app.reader.searcher import Searcher
    from tui.app.reader.versions import Versions
    from tui.domain.article import Article, Span
    from tui.domain.collection.changes import Changes
    from tui.domain.kept import Version


class Host(Feedback, Background, Dialogs, Protocol):
    """The screen, to its controllers."""

    def picture_shown(self, other_analysis: bool, last: bool) -> None:
        """Another picture is shown; ``last``: nothing changed while it was built."""
        ...

    def run_own_action(self, name: str) -> None:
        """Run an action of the screen by its name."""
        ...

    def text_changed(self, article: Article) -> None:
        """Another text of the article was kept before this one."""
        ...

    def show_changes(self, found: Changes, versions: Sequence[Version]) -> None:
        """Show what changed, on a screen of its own."""
        ...

    def reopen(self, article: Article) -> None:
        """Show another text of the article that is open."""
        ...

    def read_other(self, article: Article, place: Span) -> None:
        """Open another article at a place."""
        ...

    def copied_words(self) -> str:
        """What was copied last, in here."""
        ...

    def copy_words(self, words: str) -> None:
        """Hand words to the terminal's clipboard."""
        ...

    def edited_outside(self, body: str, passage: str) -> str:
        """The body of a note as the user's editor left it. Raises SaysoError."""
        ...


class Controllers:
    """All controllers of one reader's screen."""

    def __init__(
        self,
        state: ReaderState,
        services: Services,
        host: Host,
        screen: Screen[Any],
        text: ArticleView,
        side: SideColumn,
        key_bar: KeyBar,
    ) -> None:
        self._state = state
        self._services = services
        self._host = host
        self._screen = screen
        self._text = text
        self._key_bar = key_bar
        self.panes = ReaderPanes(screen, state, text, side)
        self.navigator = Navigator(state, text, self.panes, host)
        self.escape = Escape(
            state,
            text,
            self.panes,
            close_search=lambda: self.searcher.close(),
            end_search=lambda: self.searcher.end(),
        )

    @cached_property
    def contents(self) -> Contents:
        from tui.app.reader.contents import Contents

        return Contents(self._state, self.navigator, self._host, self._host)

    @cached_property
    def feed(self) -> AnalysisFeed:
        from tui.app.reader.feed import AnalysisFeed

        text, host = self._text, self._host
        return AnalysisFeed(
            self._state,
            self._services.analyser,
            lambda: text.top_offset,
            host,
            host,
            host.picture_shown,
            self.navigator.give_up_waiting,
            self.keeper.keep,
        )

    @cached_property
    def keeper(self) -> ArticleKeeper:
        from tui.app.reader.keeping import ArticleKeeper

        host = self._host
        return ArticleKeeper(
            self._services.articles, host, host, host.text_changed, clean=self._services.clean
        )

    @cached_property
    def leaving_out(self) -> LeavingOut:
        from tui.app.reader.leaving_out import LeavingOut

        host = self._host
        return LeavingOut(self._state, self._services.loader, host, host, host)

    @cached_property
    def lettering(self) -> Lettering:
        from tui.app.reader.lettering import Lettering

        host = self._host
        return Lettering(
            self._state,
            self._services,
            self._text,
            self.panes,
            self.navigator,
            host,
            host,
            self.card.open,
            host.read_other,
        )

    @cached_property
    def store(self) -> AnnotationStore:
        from tui.app.reader.annotation_store import AnnotationStore

        host = self._host
        return AnnotationStore(self._state, self._services.library, host, host, lambda: self.feed.rebuild())

    @cached_property
    def position(self) -> ReadingPosition:
        from tui.app.reader.reading_position import ReadingPosition

        return ReadingPosition(self._state, self._services.library, self._text)

    @cached_property
    def passage(self) -> Passage:
        from tui.app.reader.passage import Passage

        return Passage(self._state, self._text, self.panes)

    @cached_property
    def search_row(self) -> SearchRow:
        from tui.app.reader.search_row import SearchRow

        return SearchRow(self._screen, self._key_bar, self._text)

    @cached_property
    def searcher(self) -> Searcher:
        from tui.app.reader.searcher import Searcher

        host = self._host
        return Searcher(self._state, self._text, self.search_row, self.navigator, host, host)

    @cached_property
    def annotator(self) -> Annotator:
        from tui.app.reader.annotator import Annotator

        host = self._host
        return Annotator(
            self._state,
            self._text,
            self.panes,
            self.passage,
            self.store,
            host,
            host,
            host,
            host.edited_outside,
        )

    @cached_property
    def bookmarks(self) -> Bookmarks:
        from tui.app.reader.bookmarks import Bookmarks

        return Bookmarks(self._state, self._text, self.navigator, self.store, self._host, self._host)

    @cached_property
    def corrector(self) -> Corrector:
        from tui.app.reader.corrector import Corrector

        host = self._host
        return Corrector(self._state, self._text, self.panes, self.passage, self.store, host, host)

    @cached_property
    def filters(self) -> Filters:
        from tui.app.reader.filters import Filters

        return Filters(self._state, self._host, self._host)

    @cached_property
    def card(self) -> PlaceCard:
        from tui.app.reader.card import PlaceCard

        host = self._host
        return PlaceCard(self._state, self._text, host, host, host.run_own_action)

    @cached_property
    def copying(self) -> Copying:
        from tui.app.reader.copying import Copying

        host = self._host
        return Copying(self._state, self._text, self.passage, host, host, host.copy_words)

    @cached_property
    def handing_on(self) -> HandingOn:
        from tui.app.reader.handing_on import HandingOn

        host = self._host
        return HandingOn(self._state, self._text, host, host, host, self._services.settings)

    @cached_property
    def checking(self) -> Checking:
        from tui.app.reader.checking import Checking

        host, services = self._host, self._services
        return Checking(self._state, services, host, host, self.navigator, host.copied_words, host.read_other)

    def all_found(self) -> None:
        """The analysis is complete: tell who waits for it, if anybody was asked for."""
        if "checking" in self.__dict__:
            self.checking.all_found()

    @cached_property
    def versions(self) -> Versions:
        from tui.app.reader.versions import Versions

        host = self._host
        return Versions(self._state, self._services, self.panes, host, host, host.show_changes, host.reopen)

    @cached_property
    def exporting(self) -> Exporting:
        from tui.app.reader.exporting import Exporting

        return Exporting(
            self._state, self._host, self._host, self._host, self._services.settings.words("export")
        )
