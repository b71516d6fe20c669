"""Which pane has the focus, what lies over the article, and how wide the lists are."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from tui.app.panes.article_view import ArticleView
from tui.app.panes.side_column import LISTS, SideColumn
from tui.app.state.picture import PlacedAnnotation
from tui.app.state.reader_state import Part, ReaderState
from tui.domain.analysis import Actor, Quote

_ORDER = ("article", *LISTS)


class ReaderPanes:
    """Moves the focus of a screen between its article and its lists.

    The screen has the class ``-alone`` where the lists open over the article, ``-zen`` where there is
    nothing else.
    """

    def __init__(self, screen: Screen[Any], state: ReaderState, text: ArticleView, side: SideColumn) -> None:
        self._screen = screen
        self._state = state
        self._text = text
        self._side = side

    # ── what has the focus ───────────────────────────────────────────────────────────────────────────────

    @property
    def focused(self) -> str | None:
        """``article``, the name of a list, the id of another widget, or None."""
        focused = self._screen.focused
        return focused.id if focused is not None else None

    @property
    def reading(self) -> bool:
        """Whether the article has the focus and no dialog lies over it."""
        return self._screen.app.screen is self._screen and self._screen.focused is self._text

    @property
    def quote(self) -> Quote | None:
        """What is under the cursor of the list of quotes; so :attr:`actor` and :attr:`note`."""
        return self._side.quotes.row

    @property
    def actor(self) -> Actor | None:
        return self._side.actors.row

    @property
    def note(self) -> PlacedAnnotation | None:
        row = self._side.notes.row
        return row.placed if row is not None else None

    def point_to_note(self, annotation_id: str) -> None:
        """Put the cursor of the notes on an annotation, if it is listed."""
        ids = [row.placed.annotation.id for row in self._state.notes]
        if annotation_id in ids:
            self._side.notes.point(ids.index(annotation_id))

    # ── from pane to pane ────────────────────────────────────────────────────────────────────────────────

    def step(self, step: int) -> None:
        """Go so many panes on."""
        now = self.focused if self.focused in _ORDER else "article"
        self.show(_ORDER[(_ORDER.index(now or "article") + step) % len(_ORDER)])

    def show(self, name: str) -> None:
        """Go to the article or to a list; where lists are stacked, the one asked for comes on top."""
        if name == "article":
            self.close_over()
            self._screen.set_focus(self._text)
            return
        self.leave_zen()
        if self.alone:
            self._side.add_class("-open")
        self._side.bring_up(name)
        self._screen.set_focus(self._side.list_of(name))

    # ── what lies over the article ───────────────────────────────────────────────────────────────────────

    @property
    def alone(self) -> bool:
        """Whether the article is alone, and the lists open over it."""
        return self._screen.has_class("-alone")

    @property
    def is_open(self) -> bool:
        """Whether the lists lie over the article."""
        return self._side.has_class("-open")

    def close_over(self) -> bool:
        """Close the lists where they lie over the article; whether they did."""
        was_open = self.alone and self.is_open
        self._side.remove_class("-open")
        return was_open

    @property
    def zen(self) -> bool:
        """Whether nothing but the article is shown."""
        return self._screen.has_class("-zen")

    def toggle_zen(self) -> None:
        self._screen.toggle_class("-zen")
        self._screen.set_focus(self._text)

    def leave_zen(self) -> None:
        self._screen.remove_class("-zen")

    # ── widths ───────────────────────────────────────────────────────────────────────────────────────────

    def resized(self, width: int) -> None:
        """The screen is ``width`` cells wide now; its classes follow a moment later."""
        self._side.fit(width)
        self._screen.call_after_refresh(self._settled)

    def _settled(self) -> None:
        if self.alone and not self.is_open and self.focused in (None, *LISTS):
            self._screen.set_focus(self._text)  # the list that had it is hidden now
        self._state.changed(Part.HEADINGS | Part.HINTS)

    def widen(self, cells: int) -> None:
        """Give the lists so many cells more."""
        if not self.alone:
            self.widen_to(self._side.outer_size.width + cells)

    def widen_to(self, cells: int) -> None:
        self._side.widen_to(cells, self._screen.size.width)
