"""The column beside the article: three lists with their headings, or one of them with tabs."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.css.scalar import Scalar
from textual.widget import Widget

from tui.app.panes.alike import AlikeRows
from tui.app.panes.lists import ActorsList, NotesList, QuotesList
from tui.app.panes.pane import FILTER, Pane, Tabs
from tui.app.state import words
from tui.app.state.reader_state import Part, ReaderState
from tui.app.text import geometry

LISTS = ("quotes", "actors", "notes")
_LEAST_ROWS = 4  # of a pane: its heading, and what an empty list says


class SideColumn(AlikeRows, Vertical):
    """Shows the lists of the reader's state. ``keys_of`` gives the keys of a command in words."""

    def __init__(self, state: ReaderState, keys_of: Callable[[str], str]) -> None:
        super().__init__(id="side")
        self._state = state
        self._keys_of = keys_of
        self.quotes, self.actors, self.notes = QuotesList(), ActorsList(), NotesList()
        self._tabs = Tabs(id="tabs")
        self.panes = [Pane("quotes", self.quotes), Pane("actors", self.actors), Pane("notes", self.notes)]
        self.panes[0].add_class("-shown", update=False)
        self._share: float | None = None  # of the screen's width, as the reader chose; None: as is usual

    def compose(self) -> ComposeResult:
        yield self._tabs
        yield from self.panes

    # ── which list is seen, and how wide ─────────────────────────────────────────────────────────────────

    def list_of(self, name: str) -> Widget:
        """The list of a name."""
        lists: dict[str, Widget] = {"quotes": self.quotes, "actors": self.actors, "notes": self.notes}
        return lists[name]

    def bring_up(self, name: str) -> None:
        """Where the lists are stacked, that one comes on top."""
        self._tabs.active = name
        for pane in self.panes:
            pane.set_class(pane.name == name, "-shown")
        if name == "notes":
            self._point_to_nearest_note()

    def _point_to_nearest_note(self) -> None:
        here = self._state.place.caret
        spans = [row.placed.span for row in self._state.notes]
        far = [abs(span.start - here) if span is not None else 1 << 60 for span in spans]
        if far:
            self.notes.point(far.index(min(far)))

    def fit(self, screen_width: int) -> None:
        """Take the reader's share of a screen so many cells wide, or what is usual."""
        wanted = round(screen_width * self._share) if self._share is not None else None
        self.styles.width = geometry.side(screen_width, wanted) or "100%"

    def take_share(self, share: float | None) -> None:
        """Take such a share of the screen's width; None: as is usual."""
        self._share = share

    def widen_to(self, cells: int, screen_width: int) -> None:
        """Take so many cells of a screen, and that share of it when its size changes."""
        self._share = geometry.side(screen_width, cells) / screen_width
        self.fit(screen_width)

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────────────

    def draw(self, parts: Part) -> None:
        """Show what the state says."""
        if parts & Part.LISTS:
            self._list_rows(parts)
        if parts & (Part.FOLLOW | Part.QUOTE_CURSOR):
            self._follow(always=Part.QUOTE_CURSOR in parts)
        if parts & (Part.LISTS | Part.HEADINGS):
            self._show_headings()
        if parts & Part.LISTS:
            self._limit_heights()

    def _list_rows(self, parts: Part) -> None:
        """Fill the lists; cursors stay on what they were on."""
        state, picture = self._state, self._state.picture
        if picture is None:
            return
        if Part.QUOTES in parts:
            self.quotes.picture, self.quotes.speaker = picture, state.quote_filter.actor_id
            self.quotes.list_rows(state.quotes, state.listed_index(state.current_id))
        if Part.ACTORS in parts:
            self.actors.picture, self.actors.chosen = picture, state.quote_filter.actor_id
            was = self.actors.row.id if self.actors.row is not None else state.actor_id
            self.actors.list_rows(state.actors, _index([actor.id for actor in state.actors], was))
        if Part.NOTES in parts:
            notes = self.notes
            was = notes.row.placed.annotation.id if notes.row is not None else None
            index = _index([row.placed.annotation.id for row in state.notes], was)
            if index is None and notes.cursor is not None and state.notes:
                index = min(notes.cursor, len(state.notes) - 1)
            notes.list_rows(state.notes, index)

    def _follow(self, *, always: bool) -> None:
        """The cursors follow what the reader is at, but for the list that is being walked itself.

        ``always``: that of the quotes does all the same.
        """
        state, picture, focused = self._state, self._state.picture, self.screen.focused
        if picture is None:
            return
        if always or focused is not self.quotes:
            self.quotes.point(state.listed_index(state.current_id))
        quote = state.current
        wanted = state.actor_id or (quote.actor_id if quote is not None else None)
        if wanted is not None and focused is not self.actors:
            self.actors.point(_index([actor.id for actor in state.actors], wanted))

    def _show_headings(self) -> None:
        state = self._state
        headings, empty = words.headings(state), words.empty_lists(state, self._keys_of)
        stacked = self._tabs.display
        for pane in self.panes:
            name = str(pane.name)
            title = headings[name]
            if stacked:  # the tab above says the rest
                title = title[max(title.find(FILTER), 0) :]
            pane.heading.title, pane.rows.empty_text = title, empty[name]
            pane.heading.set_class(
                bool(state.note_filter if name == "notes" else state.quote_filter), "-filtered"
            )
        self._tabs.labels = words.tab_labels(state)

    def _limit_heights(self) -> None:
        """Where the lists stand one below the other: no more room for actors and notes than they fill."""
        apart = self.screen.has_class("-wide") and not self.screen.has_class("-low")
        picture, progress = self._state.picture, self._state.progress
        for pane in self.panes:
            rows = 0
            if picture is not None and pane.name == "notes":
                rows = 2 * len(picture.notes)
            elif picture is not None and pane.name == "actors" and not progress:
                rows = len(picture.actors)
            fits = apart and pane.name != "quotes" and (rows or pane.name == "notes")
            most = Scalar.from_number(max(rows + 1, _LEAST_ROWS)) if fits else None
            if pane.styles.max_height != most:  # setting it has the whole screen laid out
                pane.styles.max_height = most


def _index(ids: list[str], wanted: str | None) -> int | None:
    return ids.index(wanted) if wanted in ids else None
