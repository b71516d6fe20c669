"""Searching the text while words are typed, and again from match to match."""

from __future__ import annotations

from tui.app.reader.ports import Background, Feedback, Navigation, SearchPrompt, TextPane
from tui.app.state.reader_state import Part, ReaderState
from tui.app.text.find import Search, count_all, match_at_once, next_match
from tui.domain.article import Span

_GROUP = "search"
_MOST_TIMES = 10_000  # matches that a count may lead on


class Searcher:
    """Looks for words in the article and goes to them. Only the latest search counts."""

    def __init__(
        self,
        state: ReaderState,
        text: TextPane,
        prompt: SearchPrompt,
        navigation: Navigation,
        background: Background,
        feedback: Feedback,
    ) -> None:
        self._state = state
        self._text = text
        self._prompt = prompt
        self._navigation = navigation
        self._background = background
        self._feedback = feedback
        self._direction = 1
        self._pending: Search | None = None  # the words that were typed, until their first match is found
        self._entered: Search | None = None  # the words that were entered
        self._from = 0  # where the caret was when the words began to be typed
        self._before: tuple[Search | None, int] = (None, 1)  # what was searched for then, and which way
        self._earlier: list[str] = []  # what was searched for so far, the latest last

    # ── typing the words ─────────────────────────────────────────────────────────────────────────────────

    async def ask(self, direction: int) -> None:
        """Have the words typed in; 1 looks forward, -1 backward."""
        if self._state.article is None:
            return
        before, self._direction = self._direction, direction
        if not self._state.search_is_open:
            self._from = self._text.caret
            self._before = self._state.search, before
            self._navigation.leave()
            self._state.show_search(True)
        await self._prompt.open(direction, self._earlier)

    def typed(self, query: str) -> None:
        """Look for other words, from where the reader was."""
        article = self._state.article
        if article is None:
            return
        search = Search(article.text, query) if query.strip() else None
        self._state.look_for(search)
        if search is None:
            self._background.cancel(_GROUP)
            self._return()
            return
        found = match_at_once(search, self._from, forward=self._direction > 0)
        if found is not None:
            self._show_first(search, found)
            self._background.run_latest(_GROUP, self._count, search)
        else:
            self._pending = search
            self._background.run_latest(_GROUP, self._find_first, search)

    async def _find_first(self, search: Search) -> None:
        await self._go_to_first(search)
        await self._count(search)
        self._say_if_missing()

    async def _go_to_first(self, search: Search) -> None:
        found = await next_match(search, self._from, forward=self._direction > 0)
        if self._state.search is search:
            self._show_first(search, found)

    def _show_first(self, search: Search, found: Span | None) -> None:
        self._pending = None
        self._state.look_for(search, found)
        if found is not None:
            self._navigation.jump(found, remember=False)

    async def _count(self, search: Search) -> None:
        if self._state.search is not search:
            return
        async for _ in count_all(search):
            self._state.changed(Part.STATUS | Part.HINTS)
        self._state.changed(Part.STATUS | Part.HINTS)

    def accept(self, query: str) -> None:
        """The words were entered; none are the last ones once more, as in less and vim."""
        self.close()
        query = query.strip()
        if not query:
            self._state.look_for(self._before[0] or self._last())
            self.again(1)
            return
        self._earlier[:] = [*(known for known in self._earlier if known != query), query]
        self._entered = self._state.search
        self._say_if_missing()

    def _say_if_missing(self) -> None:
        """Once all of the text was looked through and the words were entered; either may come first."""
        search = self._state.search
        if search is not None and search is self._entered and search.complete and self._state.match is None:
            self._feedback.say(f"“{search.query}” is not in this article.")

    def give_up(self) -> None:
        """What was searched for before holds again, and the caret is where it was."""
        self.close()
        self._background.cancel(_GROUP)
        search, self._direction = self._before
        self._state.look_for(search)
        self._return()

    def close(self) -> bool:
        """Take the row with the words away; whether it was there."""
        if not self._state.search_is_open:
            return False
        self._state.show_search(False)
        self._prompt.close()
        return True

    def _return(self) -> None:
        self._navigation.jump(Span(self._from, self._from + 1), remember=False)

    # ── from match to match ──────────────────────────────────────────────────────────────────────────────

    def again(self, direction: int) -> None:
        """Go ``count`` matches on (1) or back (-1) in the search's direction, also after it was ended."""
        search = self._state.search or self._last()
        if search is None:
            self._feedback.say("Nothing was searched for yet.")
            return
        forward, times, here = self._direction * direction > 0, self._text.take_count(), self._text.caret
        near = match_at_once(search, here + 1 if forward else here, forward=forward) if times == 1 else None
        if near is not None and self._pending is not search:
            self._show_next(search, near, forward=forward)
            self._background.run_latest(_GROUP, self._count, search)
        else:
            self._state.look_for(search, self._state.match)
            self._background.run_latest(_GROUP, self._go_on, search, forward, times)

    async def _go_on(self, search: Search, forward: bool, times: int) -> None:
        if self._pending is search:  # the next match was asked for before the first was found
            await self._go_to_first(search)
        offset = self._text.caret
        found = None
        for _ in range(min(times, _MOST_TIMES)):
            found = await next_match(search, offset + 1 if forward else offset, forward=forward)
            if found is None:
                break
            offset = found.start
        if self._state.search is not search:
            return
        if found is None:
            self._feedback.say(f"“{search.query}” is not in this article.")
            return
        self._show_next(search, found, forward=forward)
        await self._count(search)

    def _show_next(self, search: Search, found: Span, *, forward: bool) -> None:
        here = self._text.caret
        self._state.look_for(search, found)
        self._navigation.jump(found)
        if found.start == here:
            self._feedback.say("That is the only match.")
        elif (found.start < here) == forward:
            self._feedback.say(f"The search went on at the {'top' if forward else 'bottom'}.")

    def end(self) -> None:
        """Search for nothing any more."""
        self._background.cancel(_GROUP)
        self._state.look_for(None)

    def _last(self) -> Search | None:
        article = self._state.article
        if article is None or not self._earlier:
            return None
        return Search(article.text, self._earlier[-1])
