"""Which articles are chosen: one by one, a range of rows, all; and going to the next new one."""

from __future__ import annotations

from collections.abc import Callable

from tui.app.library.entries import Entry
from tui.app.library.listing import Listing, name_of
from tui.app.library.rows import EntriesList


class Choosing:
    """The chosen articles of ``entries``; ``described`` is called when they or the cursor are others."""

    def __init__(self, listing: Listing, entries: EntriesList, described: Callable[[], None]) -> None:
        self._listing = listing
        self._entries = entries
        self._described = described
        self._range: tuple[int, frozenset[str]] | None = None
        """Where a range of rows begins that is being chosen, and what was chosen before."""

    @property
    def in_range(self) -> bool:
        """Whether a range is being chosen."""
        return self._range is not None

    def forget(self) -> None:
        """Nothing is chosen any more, nor is a range begun. Nothing is drawn."""
        self._range = None
        self._listing.chosen = set()

    def arrive(self) -> None:
        """The cursor stands on another row."""
        self._listing.at = name_of(self._entries.row)
        if self._range is not None and self._entries.cursor is not None:
            first, before = self._range
            low, high = sorted((first, self._entries.cursor))
            rows = self._entries.rows[low : high + 1]
            self.choose(set(before) | {row.article_id for row in rows if isinstance(row, Entry)})
        else:
            self._described()

    def choose(self, chosen: set[str]) -> None:
        """These are chosen now."""
        self._listing.chosen = self._entries.chosen = chosen
        self._entries.redraw()
        self._described()

    def toggle(self) -> None:
        """Choose the row under the cursor, or no longer."""
        self._range = None
        self._listing.toggle(self._entries.row)
        self.choose(self._listing.chosen)

    def begin_range(self) -> None:
        """Begin a range at the cursor, or end the one that was begun: what is chosen stays."""
        if self.end_range():
            return
        if self._entries.cursor is not None:
            self._range = self._entries.cursor, frozenset(self._listing.chosen)
            self.arrive()

    def end_range(self) -> bool:
        """End the range that was begun; whether there was one."""
        begun = self._range is not None
        if begun:
            self._range = None
            self._described()
        return begun

    def choose_all(self) -> None:
        """Choose all that is listed; none of it where all was chosen."""
        listed = {row.article_id for row in self._listing.rows() if isinstance(row, Entry)}
        self.choose(set() if listed <= self._listing.chosen else self._listing.chosen | listed)

    def next_new(self, direction: int) -> bool:
        """Go to the next new article (1) or the one before (-1), round the ends; whether there is one."""
        rows, at = self._entries.rows, self._entries.cursor or 0
        for step in range(1, len(rows) + 1):
            row = rows[(at + direction * step) % len(rows)]
            if isinstance(row, Entry) and row.is_new:
                self._entries.point((at + direction * step) % len(rows))
                self.arrive()
                return True
        return False
