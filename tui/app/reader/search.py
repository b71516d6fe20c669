"""The reader's screen, fourth part: searching the text; taking away what lies over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.actions import SkipAction

from tui.app.keys import keymap as keys
from tui.app.panes.bars import SearchBar
from tui.app.reader.moving import ReaderMoving
from tui.app.reader.work import exclusively
from tui.app.state.picture import NoteFilter, QuoteFilter
from tui.app.text.find import Search, count_all, next_match
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
        self._before: tuple[Search | None, int] = (None, 1)
        """What was searched for, and in which direction, when the search bar opened."""
        self._queries: list[str] = []
        """What was searched for so far, the latest last."""

    # ── searching ────────────────────────────────────────────────────────────────────────────────────────

    async def action_search(self, direction: int) -> None:
        if self.article is None:
            return
        was, self._search_direction = self._search_direction, direction
        self.remove_class("-zen")
        bars = self.query(SearchBar)
        if bars:
            bars.first().direction = direction
            self.set_focus(bars.first().query_one("#search-words"))
        else:
            self._search_from = self.view.caret
            self._before = self._search, was
            self.remember()
            await self.mount(SearchBar(direction, self._queries), before=self.key_bar)

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
            self.jump(Span(self._search_from, self._search_from + 1), remember=False)
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
        await self._count(search)

    async def _count(self, search: Search) -> None:
        async for _ in count_all(search):
            self._show_found()
        self._show_found()

    def _show_found(self) -> None:
        for bar in self.query(SearchBar):
            bar.found(self.search_in_words())
        self.show_status()
        self.show_hints()

    def search_in_words(self) -> str:
        search = self._search
        if search is None:
            return ""
        total = len(search.matches)
        if not total and search.complete:
            return "not found" if self.query(SearchBar) else ""
        if not total:
            return "searching…"
        number = search.matches.number(self._match) if self._match is not None else None
        return f"match {number or '–'}/{total:,}{'' if search.complete else '…'}"

    def on_search_bar_accepted(self, message: SearchBar.Accepted) -> None:
        self._close_search_bar()
        query = message.query.strip()
        if not query:  # the last search once more, as in less and vim
            self._search = self._before[0] or self._last_search()
            self.action_search_again(1)
            return
        self._queries[:] = [*(known for known in self._queries if known != query), query]
        if self._search is not None and self._match is None and self._search.complete:
            self.say(f"“{self._search.query}” is not in this article.")

    def _last_search(self) -> Search | None:
        if self.article is None or not self._queries:
            return None
        return Search(self.article.text, self._queries[-1])

    def on_search_bar_cancelled(self) -> None:
        """What was searched for before holds again, and the caret is where it was."""
        self._close_search_bar()
        self.workers.cancel_group(self, "search")
        (self._search, self._search_direction), self._match = self._before, None
        self.jump(Span(self._search_from, self._search_from + 1), remember=False)
        self.paint()
        self._show_found()

    def _close_search_bar(self) -> bool:
        bars = self.query(SearchBar)
        if not bars:
            return False
        bars.first().remove()
        self.set_focus(self.view)
        self.call_after_refresh(self.show_status)
        return True

    def _drop_search(self) -> bool:
        had = self._search is not None
        self.workers.cancel_group(self, "search")
        self._search = self._match = None
        if had:
            self.paint()
            self.show_status()
            self.show_hints()
        return had

    def action_search_again(self, direction: int) -> None:
        # After escape the words are still known: n takes them up again.
        search = self._search = self._search or self._last_search()
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
        here = self.view.caret
        wrapped = found.start < here if forward else found.start > here
        self._match = found
        self.paint()
        self.jump(found)
        self.show_hints()
        if found.start == here:
            self.say("That is the only match.")
        elif wrapped:
            self.say(f"The search went on at the {'top' if forward else 'bottom'}.")
        await self._count(search)

    def match_layer(self) -> Sequence[Span]:
        return self._search.shown if self._search is not None else ()

    def current_match(self) -> Span | None:
        return self._match

    # ── clearing and closing ─────────────────────────────────────────────────────────────────────────────

    def _ways_out(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """What escape takes away, the topmost first: what that means in a word or two, and how it is done."""

        def to_article() -> None:
            self.close_over()
            self.set_focus(self.view)

        def all_quotes() -> None:
            self.quote_filter = QuoteFilter()
            self.actor_id = None

        def all_notes() -> None:
            self.note_filter = NoteFilter()

        focused = self.focused
        if self.query_one("#side").has_class("-open"):
            yield "article", to_article
        if self.view.selection is not None and focused is self.view:
            yield "drop", lambda: self.view.select(None)
        if self._search is not None:
            yield "end search", self._drop_search
        notes_first = self._ready and focused is self.notes_list
        if self.note_filter and notes_first:
            yield "all notes", all_notes
        if self.quote_filter:
            yield "all quotes", all_quotes
        elif self.actor_id is not None:
            yield "unmark", all_quotes
        if self.note_filter and not notes_first:
            yield "all notes", all_notes
        if self.has_class("-zen"):
            yield "panes", lambda: self.remove_class("-zen")
        if focused is not self.view:
            yield "article", to_article

    def action_clear(self) -> None:
        """Escape: take away the last thing that was put on the screen."""
        for _, take_away in self._ways_out():
            take_away()
            self.show_hints()
            return
        raise SkipAction

    def escape_in_words(self) -> str:
        return next((words for words, _ in self._ways_out()), "")

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
