"""The reader's screen, fourth part: searching the text; taking away what lies over it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.actions import SkipAction

from tui.app import keymap as keys
from tui.app.find import Search, count_all, next_match
from tui.app.picture import QuoteFilter
from tui.app.screens.reader_moving import ReaderMoving
from tui.app.screens.work import exclusively
from tui.app.widgets.bars import SearchBar
from tui.domain.article import Span

COMMAND_ACTIONS = frozenset(known.action.partition("(")[0] for known in keys.COMMANDS) | {"digit"}


class ReaderSearch(ReaderMoving):
    """Finding words, and everything that escape and q close."""

    def __init__(self) -> None:
        super().__init__()
        self._search: Search | None = None
        self._match: Span | None = None
        self._search_direction = 1
        self._search_from = 0

    # ── searching ────────────────────────────────────────────────────────────────────────────────────────

    async def action_search(self, direction: int) -> None:
        if self.article is None:
            return
        self._search_direction = direction
        self._search_from = self.view.caret
        self.remember()
        self.remove_class("-zen")
        bars = self.query(SearchBar)
        if bars:
            bars.first().direction = direction
            self.set_focus(bars.first().query_one("#search-words"))
        else:
            await self.mount(SearchBar(direction), before=self.key_bar)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # A burst of keys may come by on its way to the search bar that opens: words, not commands.
        typing = self.focused is not None and self.focused.id == "search-words"
        if typing and action in COMMAND_ACTIONS and action not in ("clear", "show_pane", "pane"):
            return False
        return super().check_action(action, parameters)

    def on_search_bar_changed(self, message: SearchBar.Changed) -> None:
        if isinstance(message, SearchBar.Accepted):
            return
        self._look_for(message.query)

    def _look_for(self, query: str) -> None:
        if self.article is None:
            return
        self._match = None
        self._search = Search(self.article.text, query) if query.strip() else None
        if self._search is None:
            self.workers.cancel_group(self, "search")
            self.paint()
            self._show_found()
            return
        exclusively(self, "search", self._find_from, self._search_from, self._search)

    async def _find_from(self, offset: int, search: Search) -> None:
        forward = self._search_direction > 0
        found = await next_match(search, offset, forward=forward)
        if self._search is not search:
            return
        self._match = found
        self.paint()
        if found is not None:
            self.jump(found, remember=False)
        async for _ in count_all(search):
            self._show_found()
        self._show_found()

    def _show_found(self) -> None:
        for bar in self.query(SearchBar):
            bar.found(self.search_in_words())
        self.show_status()

    def search_in_words(self) -> str:
        search = self._search
        if search is None:
            return ""
        total = len(search.matches)
        if not total:
            return "not found" if search.complete else "searching…"
        number = search.matches.number(self._match) if self._match is not None else None
        return f"match {number or '–'}/{total:,}{'' if search.complete else '…'}"

    def on_search_bar_accepted(self, message: SearchBar.Accepted) -> None:
        self._close_search_bar()
        if self._search is not None and self._match is None and self._search.complete:
            self.say(f"“{self._search.query}” is not in this article.")

    def on_search_bar_cancelled(self) -> None:
        self._close_search_bar()
        self._drop_search()
        self.jump(Span(self._search_from, self._search_from + 1), remember=False)

    def _close_search_bar(self) -> bool:
        bars = self.query(SearchBar)
        if not bars:
            return False
        bars.first().remove()
        self.set_focus(self.view)
        return True

    def _drop_search(self) -> bool:
        had = self._search is not None
        self.workers.cancel_group(self, "search")
        self._search = self._match = None
        if had:
            self.paint()
            self.show_status()
        return had

    def action_search_again(self, direction: int) -> None:
        search = self._search
        if search is None:
            self.say("Nothing was searched for yet.")
            return
        exclusively(self, "search", self._again, search, direction, self.view.take_count())

    async def _again(self, search: Search, direction: int, times: int) -> None:
        forward = self._search_direction * direction > 0
        offset = self.view.caret
        found = None
        for _ in range(min(times, 10_000)):
            found = await next_match(search, offset + 1 if forward else offset, forward=forward)
            if found is None:
                break
            offset = found.start
        if self._search is not search:
            return
        if found is None:
            self.say(f"“{search.query}” is not in this article.")
            return
        wrapped = (found.start <= self.view.caret) if forward else (found.start >= self.view.caret)
        self._match = found
        self.paint()
        self.jump(found)
        if wrapped:
            self.say("The search went on at the other end.")
        async for _ in count_all(search):
            self._show_found()
        self._show_found()

    def match_layer(self) -> Sequence[Span]:
        return self._search.shown if self._search is not None else ()

    def current_match(self) -> Span | None:
        return self._match

    # ── clearing and closing ─────────────────────────────────────────────────────────────────────────────

    def action_clear(self) -> None:
        """Escape: take away the last thing that was put on the screen."""
        if self.close_over():
            self.set_focus(self.view)
        elif self.view.selection is not None and self.focused is self.view:
            self.view.selection = None
        elif self._drop_search():
            pass
        elif self.quote_filter or self.actor_id is not None:
            self.quote_filter = QuoteFilter()
            self.actor_id = None
        elif self.note_filter:
            self.note_filter = type(self.note_filter)()
        elif self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.focused is not self.view:
            self.set_focus(self.view)
        else:
            raise SkipAction

    def close_something(self) -> bool:
        """Close what lies over the article; whether there was anything."""
        if self._close_search_bar():
            return True
        if self.close_over():
            self.set_focus(self.view)
            return True
        if self.has_class("-zen"):
            self.remove_class("-zen")
            return True
        return False
