"""What the feeds' screen knows: feeds and items as they were read, what is chosen, and what is listed of it.

No Textual. Marks are set here at once and kept in the library afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from tui.domain.feeds import ListedFeed, ListedItem, Subscription
from tui.domain.text.folding import holds_words

ALL = ""
"""The key of the row that stands for every feed; that of a tag begins with ``#``, a feed's is its id."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A row of the list of feeds: everything, a tag, or a feed."""

    key: str
    title: str
    unread: int
    items: int
    problem: str = ""

    @property
    def is_feed(self) -> bool:
        return self.key != ALL and not self.key.startswith("#")


@dataclass
class Shelf:
    """Feeds and items. ``chosen`` is the key of the row whose items are listed."""

    feeds: Sequence[ListedFeed] = ()
    items: list[ListedItem] = field(default_factory=list)
    chosen: str = ALL
    unread_only: bool = False
    query: str = ""
    _holding: tuple[str, frozenset[str]] = ("", frozenset())
    """A query, and the items whose texts hold it."""
    _stay: set[str] = field(default_factory=set)
    """Items that were read since they were listed: they do not go from under the reader's eyes."""
    _titles: dict[str, str] = field(default_factory=dict)

    def take(self, feeds: Sequence[ListedFeed], items: Iterable[ListedItem]) -> None:
        """What the library holds now."""
        self.feeds = feeds
        self.items = list(items)
        self._titles = {one.subscription.id: one.subscription.called for one in feeds}
        if self.chosen not in {row.key for row in self.rows()}:
            self.choose(ALL)

    def choose(self, key: str) -> None:
        if key != self.chosen:
            self.chosen = key
            self._stay.clear()

    def show_unread(self, only: bool) -> None:
        self.unread_only = only
        self._stay.clear()

    def take_found(self, query: str, ids: frozenset[str]) -> None:
        """The items whose texts hold the words of a query, which may be another one by now."""
        self._holding = (query, ids)

    def rows(self) -> list[FeedRow]:
        """Everything, the tags, the feeds; nothing where there is no feed."""
        if not self.feeds:
            return []
        counts: dict[str, list[int]] = {one.subscription.id: [0, 0] for one in self.feeds}
        tags: dict[str, tuple[set[str], list[int]]] = {}
        for one in self.feeds:
            for tag in one.subscription.tags:
                tags.setdefault(f"#{tag}", (set(), [0, 0]))[0].add(one.subscription.id)
        for item in self.items:
            for key in item.feeds:
                if key in counts:
                    counts[key][0] += not item.read
                    counts[key][1] += 1
            for inside, count in tags.values():
                if not inside.isdisjoint(item.feeds):
                    count[0] += not item.read
                    count[1] += 1
        found = [FeedRow(ALL, "All feeds", self.unread, len(self.items))]
        for tag in sorted(tags, key=str.casefold):
            unread, every = tags[tag][1]
            found.append(FeedRow(tag, tag, unread, every))
        for one in self.feeds:
            unread, every = counts[one.subscription.id]
            feed = one.subscription
            found.append(FeedRow(feed.id, feed.called, unread, every, one.state.problem))
        return found

    @property
    def unread(self) -> int:
        return sum(not item.read for item in self.items)

    def listed(self) -> list[ListedItem]:
        """The items of what is chosen, the newest first, through filter and search."""
        wanted = self._feeds_of(self.chosen)
        found = []
        query, holding = self._holding
        if query != self.query:
            holding = frozenset()
        for item in self.items:
            if wanted is not None and wanted.isdisjoint(item.feeds):
                continue
            if self.unread_only and item.read and item.id not in self._stay:
                continue
            if self.query and item.id not in holding and not self._names(item):
                continue
            found.append(item)
        return found

    def _names(self, item: ListedItem) -> bool:
        """Whether the title or the byline of an item holds the words that are searched for."""
        return holds_words(f"{item.title} {item.byline or ''}", self.query)

    def mark(self, ids: Iterable[str], *, read: bool) -> list[str]:
        """Mark items; the ids of those that were otherwise."""
        wanted = set(ids)
        changed = []
        for place, item in enumerate(self.items):
            if item.id in wanted and item.read is not read:
                self.items[place] = replace(item, read=read)
                self._stay.add(item.id)
                changed.append(item.id)
        return changed

    def subscription(self, item: ListedItem) -> Subscription | None:
        """The feed of an item: the one that is chosen if it has it, else the first."""
        mine = [one.subscription for one in self.feeds if one.subscription.id in item.feeds]
        return next((one for one in mine if one.id == self.chosen), mine[0] if mine else None)

    @property
    def year(self) -> str:
        """The year of the newest item."""
        return max((item.published or "" for item in self.items), default="")[:4]

    def title_of(self, item: ListedItem) -> str:
        """What the feed of an item is called."""
        return next((self._titles[feed] for feed in item.feeds if feed in self._titles), "")

    def feed(self, key: str) -> ListedFeed | None:
        """The feed of a row; None for a tag and for everything."""
        return next((one for one in self.feeds if one.subscription.id == key), None)

    def feeds_chosen(self) -> list[str] | None:
        """The ids of the feeds whose items are listed; None: all."""
        feeds = self._feeds_of(self.chosen)
        return None if feeds is None else sorted(feeds)

    def heading(self, row: FeedRow | None, sign: str) -> str:
        """What stands above the items: of which feed, how many, what is filtered (behind the sign)."""
        if row is None:
            return "Items"
        filtered = f"“{self.query}”" if self.query else "unread" if self.unread_only else "all"
        problem = f"  ! {row.problem}" if row.problem else ""
        return f"{row.title} {row.unread:,} unread of {row.items:,} {sign} {filtered}{problem}"

    def why_empty(self, key_of: Callable[[str], str]) -> str:
        """What is said where no item is listed. ``key_of`` gives the key of a command."""
        if not self.feeds:
            return ""
        if self.query:
            return f"Nothing here has “{self.query}” in its title, byline or text."
        if self.unread_only:
            return f"All is read. {key_of('feeds.filter')} shows everything."
        return f"Nothing here yet. {key_of('feeds.update')} looks for new items."

    def _feeds_of(self, key: str) -> frozenset[str] | None:
        """The feeds of a row; None for all."""
        if key == ALL:
            return None
        if key.startswith("#"):
            return frozenset(one.subscription.id for one in self.feeds if key[1:] in one.subscription.tags)
        return frozenset((key,))
