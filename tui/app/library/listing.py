"""Which articles the library lists and in what order: sorting, filtering, grouping, choosing. No Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.app.library.entries import Entry, paper_of
from tui.domain.kept import Hit
from tui.domain.text.folding import folded

if TYPE_CHECKING:
    from tui.app.library.changes import Changes


class Order(NamedTuple):
    """A way to sort: its words, the value to sort by, whether the greatest comes first."""

    words: str
    value: Callable[[Entry], Any]
    greatest_first: bool = False


ORDERS = {
    "latest": Order("what came in or was read last", lambda entry: entry.touched, True),
    "date": Order("date of publication", lambda entry: entry.dated, True),
    "title": Order("title", lambda entry: entry.by_title),
    "source": Order("source", lambda entry: (entry.place.casefold(), entry.by_title)),
    "quotes": Order("number of quotes", lambda entry: -1 if entry.quotes is None else entry.quotes, True),
    "read": Order("how much was read", lambda entry: entry.share, True),
}
_NO_TAG = "without a tag"
_NO_STORY = "told once"
_LAST = (_NO_TAG, _NO_STORY)
"""Groups of what belongs to none: they come last."""
STORY = "story"
GROUPS: dict[str, tuple[str, Callable[[Entry], Iterable[str]]]] = {
    "": ("no groups", lambda entry: ()),
    "source": ("by source", lambda entry: (paper_of(entry.source),)),
    "day": ("by day", lambda entry: (entry.dated,)),
    "tag": ("by tag", lambda entry: tuple(f"#{tag}" for tag in entry.tags) or (_NO_TAG,)),
    STORY: ("by story: what several papers tell", lambda entry: ()),
}
"""For each way to group its words and the groups of an entry; the stories are :attr:`Listing.stories`."""


@dataclass(frozen=True, slots=True)
class Group:
    """The heading of a group: its name, how many are in it, whether they are hidden."""

    name: str
    size: int
    hidden: bool = False


Row = Entry | Group


class Listing:
    """The articles, and how they are listed. It outlives the screen: the place where one was is kept.

    ``order``, ``reverse``, ``group``, ``words``, ``only_new`` say how; ``chosen`` are ids of articles that
    the next command is for; ``at`` is the id of the article (or the name of the group) the reader is at.
    ``query`` is what is searched for in everything, ``hits`` what was found, ``hit_at`` the number of the
    one the reader is at.
    """

    def __init__(self) -> None:
        self.entries: Sequence[Entry] = ()
        self.known = False
        """Whether what is kept was looked for."""
        self.new = 0
        """How many were never opened."""
        self.order = "latest"
        self.reverse = False
        self.group = ""
        self.words = ""
        self.only_new = False
        self.at = ""
        self.chosen: set[str] = set()
        self.query = ""
        self.hits: Sequence[Hit] = ()
        self.hit_at = 0
        self.stories: Mapping[str, str] = {}
        """What the story is called that an article tells with others, by the article's id."""
        self.changes: Changes | None = None
        """What was changed from here, to be taken back."""
        self._hidden: set[tuple[str, str]] = set()
        self._sorted: list[Entry] | None = None

    def take(self, entries: Sequence[Entry]) -> None:
        """Other articles, or the same with something else known of them."""
        self.entries = entries
        self.known = True
        self.new = sum(entry.is_new for entry in entries)
        self._sorted = None
        if self.chosen:
            self.chosen &= {entry.article_id for entry in entries}

    def sort(self, order: str) -> None:
        """Sort another way; the same way once more: the other way round."""
        self.reverse = not self.reverse if order == self.order else False
        self.order = order
        self._sorted = None

    def turn(self) -> None:
        """The other way round."""
        self.reverse = not self.reverse
        self._sorted = None

    @property
    def filtered(self) -> bool:
        return bool(self.words) or self.only_new

    def show_all(self) -> None:
        self.words, self.only_new = "", False

    def fold(self, name: str) -> None:
        """Hide the articles of a group, or show them again."""
        self._hidden ^= {(self.group, name)}

    def rows(self) -> list[Row]:
        """What is listed now."""
        fitting = self._fitting()
        if not self.group:
            return list(fitting)
        groups: dict[str, list[Entry]] = {}
        for entry in fitting:
            for name in self._groups_of(entry):
                groups.setdefault(name, []).append(entry)
        names = list(groups) if self.group == STORY else sorted(groups, reverse=self.group == "day")
        found: list[Row] = []
        for name in sorted(names, key=lambda name: name in _LAST):
            hidden = (self.group, name) in self._hidden
            found.append(Group(name, len(groups[name]), hidden))
            found += () if hidden else groups[name]
        return found

    def _groups_of(self, entry: Entry) -> Iterable[str]:
        if self.group == STORY:
            return (self.stories.get(entry.article_id, _NO_STORY),)
        return GROUPS[self.group][1](entry)

    def _fitting(self) -> Sequence[Entry]:
        if self._sorted is None:
            order = ORDERS[self.order]
            down = order.greatest_first != self.reverse
            self._sorted = sorted(self.entries, key=order.value, reverse=down)
        words = folded(self.words).split()
        if not words and not self.only_new:
            return self._sorted
        return [
            entry
            for entry in self._sorted
            if not (self.only_new and not entry.is_new) and all(word in entry.words for word in words)
        ]

    def index_of(self, rows: Sequence[Row], near: int | None = None) -> int:
        """Where the reader's place is in the rows; where it is gone, the row that took its place."""
        for index, row in enumerate(rows):
            if name_of(row) == self.at:
                return index
        return min(near or 0, max(len(rows) - 1, 0))

    def targets(self, row: Row | None) -> list[Entry]:
        """The articles that a command is for: those chosen, else the one or the group at ``row``."""
        if self.chosen:
            return [entry for entry in self._fitting() if entry.article_id in self.chosen]
        if isinstance(row, Group):
            return [entry for entry in self._fitting() if row.name in self._groups_of(entry)]
        return [row] if isinstance(row, Entry) else []

    def told_with(self, row: Row | None) -> list[Entry]:
        """The articles whose voices are set beside each other: the targets, else the whole story of one."""
        if self.group == STORY and not self.chosen and isinstance(row, Entry):
            story = self.stories.get(row.article_id)
            if story is not None:
                return [one for one in self.entries if self.stories.get(one.article_id) == story]
        return self.targets(row)

    def toggle(self, row: Row | None) -> None:
        """Choose what is at a row for the next command, or no longer."""
        if isinstance(row, Entry):
            self.chosen ^= {row.article_id}
        elif isinstance(row, Group):
            mine = {entry.article_id for entry in self._fitting() if row.name in self._groups_of(entry)}
            self.chosen = self.chosen - mine if mine <= self.chosen else self.chosen | mine


def name_of(row: Row | None) -> str:
    """What tells a row apart: an article's id, a group's name."""
    return row.article_id if isinstance(row, Entry) else f"\0{row.name}" if row is not None else ""
