"""The two lists of the feeds' screen: feeds with what is unread, and items."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from tui.app import wording
from tui.app.feeds.shelf import ALL, FeedRow, Shelf
from tui.app.panes.row_list import Line, RowList
from tui.app.text.cells import fit
from tui.domain.feeds import ListedItem

_NEW = "●"
"""Stands before what was not read, also where there are no colours."""


class FeedsList(RowList[FeedRow]):
    """A row a feed: its name, and how many of its items are unread."""

    def __init__(self) -> None:
        super().__init__(id="feeds", empty_text="")

    def draw(self, row: FeedRow, width: int) -> Iterable[Line]:
        count = f"{row.unread:,}" if row.unread else ""
        sign = "!" if row.problem else ""
        edge = 1 if row.key == ALL or row.key.startswith("#") else 3
        room = max(width - edge - cell_len(count) - len(sign) - 3, 1)
        title = fit(row.title, room)
        gap = " " * (room - cell_len(title) + 1)
        return [
            [
                (" " * edge, ""),
                (title, "name" if row.unread else ""),
                (gap, ""),
                (sign, "warning"),
                (f" {count} ", "bar name" if row.unread else "muted"),
            ]
        ]


class ItemsList(RowList[ListedItem]):
    """Two lines an item: its title; when, by whom, and in which feed where several are listed."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(id="items", row_height=2)
        self._shelf = shelf
        self.year = ""
        """Of the newest item: days of other years are shown with theirs."""

    def draw(self, row: ListedItem, width: int) -> Iterable[Line]:
        several = self._shelf.feed(self._shelf.chosen) is None
        day = wording.day(row.published)
        if row.published and day and not row.published.startswith(self.year):
            day = f"{day} {row.published[:4]}"
        about = [
            day,
            self._shelf.title_of(row) if several else "",
            row.byline or "",
            "summary" if row.summary else "",
        ]
        return [
            [(" ", ""), ("  " if row.read else f"{_NEW} ", "bar"), (row.title, "" if row.read else "name")],
            [("   ", ""), (" · ".join(filter(None, about)), "muted")],
        ]
