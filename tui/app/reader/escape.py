"""Escape and q: taking away what was put on the screen last."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tui.app.reader.panes import ReaderPanes
from tui.app.reader.ports import TextPane
from tui.app.state.reader_state import Part, ReaderState


class Escape:
    """Knows what escape takes away next.

    ``close_search`` takes the row for typing away, if it is there; ``end_search`` forgets the search.
    """

    def __init__(
        self,
        state: ReaderState,
        text: TextPane,
        panes: ReaderPanes,
        *,
        close_search: Callable[[], bool],
        end_search: Callable[[], None],
    ) -> None:
        self._state = state
        self._text = text
        self._panes = panes
        self._close_search = close_search
        self._end_search = end_search

    def _steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """What escape takes away, the topmost first: what that means in a word or two, and how it is done."""
        state, panes = self._state, self._panes
        reading = panes.focused == "article"
        if panes.is_open:
            yield "article", lambda: panes.show("article")
        if self._text.selection is not None and reading:
            yield "drop", self._drop_selection
        if state.search is not None:
            yield "end search", self._end_search
        notes_first = panes.focused == "notes"
        if state.note_filter and notes_first:
            yield "all notes", state.show_all_notes
        if state.quote_filter or state.actor_id is not None:
            yield "all quotes" if state.quote_filter else "unmark", state.show_all_quotes
        if state.note_filter and not notes_first:
            yield "all notes", state.show_all_notes
        if panes.zen:
            yield "panes", panes.leave_zen
        if not reading:
            yield "article", lambda: panes.show("article")

    def _drop_selection(self) -> None:
        self._text.selection = None

    def in_words(self) -> str:
        """What the escape key does now, in a word or two; empty: nothing."""
        return next((words for words, _ in self._steps()), "")

    def take_away(self) -> bool:
        """Take away the last thing that was put on the screen; whether there was one."""
        for _, take_away in self._steps():
            take_away()
            self._state.changed(Part.HINTS)
            return True
        return False

    def close_over(self) -> bool:
        """Close what lies over the article (search, lists) or hides all else; whether it was there."""
        if self._close_search():
            return True
        if self._panes.close_over():
            self._panes.show("article")
            return True
        if self._panes.zen:
            self._panes.leave_zen()
            return True
        return False
