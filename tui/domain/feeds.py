"""Feeds and their items: what a feed says, what a reader subscribed to, and when two items are one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Generic, TypeVar

import msgspec

from tui.domain.article import Article
from tui.domain.text.folding import folded

_TELLING_WORDS = 3
"""A title of so many words, with the same time of publication, tells one item."""


class FeedItem(msgspec.Struct, frozen=True):
    """An item of a feed, as an article. Its ``id`` is the article's.

    ``guid`` is the id that the feed gives it, ``link`` its address as it is compared (empty: there is none,
    or several items share it). ``summary``: the feed has only the beginning, or a summary, of the article.
    """

    article: Article
    guid: str = ""
    link: str = ""
    summary: bool = False

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def title(self) -> str:
        return self.article.title

    @property
    def published(self) -> str | None:
        return self.article.published


class KnownItem(msgspec.Struct, frozen=True):
    """What tells an item that is kept from others."""

    id: str
    guid: str
    link: str
    title: str
    published: str | None


class Feed(msgspec.Struct, frozen=True):
    """A feed as it was read. ``address``: where it is (an address or an absolute path).

    ``home`` is the page that it belongs to; ``pause``: seconds for which it asks not to be read again.
    """

    title: str
    address: str
    items: tuple[FeedItem, ...]
    home: str | None = None
    pause: int = 0


class Subscription(msgspec.Struct, frozen=True):
    """A feed that the reader subscribed to. ``name`` is the reader's own for it, ``added`` is in UTC.

    ``full``: whether the whole article is read from its page where the feed has a summary; None: not asked
    yet.
    """

    id: str
    address: str
    title: str
    added: datetime
    name: str = ""
    tags: tuple[str, ...] = ()
    full: bool | None = None

    @property
    def called(self) -> str:
        """What it is called in lists."""
        return self.name or self.title or self.address


class Validators(msgspec.Struct, frozen=True):
    """What a server said of the feed's version (``ETag``, ``Last-Modified``), to be asked with the next
    time.
    """

    etag: str = ""
    modified: str = ""
    digest: str = ""
    """Of the bytes that came, for servers that say neither."""


class FeedState(msgspec.Struct, frozen=True):
    """How the last update of a feed went. Times are seconds since 1970.

    ``ready`` is the time before which it is not asked again, ``asked_to_wait`` whether a server said so;
    ``problem`` is a sentence, empty if all went well; ``gone``: the feed has ended (410).
    """

    validators: Validators = Validators()
    updated: float = 0.0
    ready: float = 0.0
    asked_to_wait: bool = False
    problem: str = ""
    gone: bool = False


class ListedFeed(msgspec.Struct, frozen=True):
    """A feed as a line of a list, with how many of its items there are and are unread."""

    subscription: Subscription
    items: int
    unread: int
    state: FeedState = FeedState()


class ListedItem(msgspec.Struct, frozen=True):
    """An item as a line of a list. ``feeds`` are the ids of the feeds that have it; ``seen`` is when it
    came.
    """

    id: str
    feeds: tuple[str, ...]
    title: str
    source: str
    read: bool
    summary: bool
    seen: float
    byline: str | None = None
    published: str | None = None


class UpdatedFeed(msgspec.Struct, frozen=True):
    """What an update of a feed brought: how many new items; ``problem``: why it failed, in a sentence.

    ``passed_over``: it was not asked, since it is not time yet.
    """

    feed_id: str
    called: str
    new: int = 0
    problem: str = ""
    passed_over: bool = False


Item = TypeVar("Item", FeedItem, KnownItem)


def moment(published: str | None) -> datetime | None:
    """The moment of an ISO 8601 date or date-time, for sorting: without a zone it counts as UTC."""
    try:
        when = datetime.fromisoformat(published or "")
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_same_item(one: FeedItem | KnownItem, other: FeedItem | KnownItem) -> bool:
    """Whether two items of a feed are one, also where its id or its address was changed.

    One of the two may be shared by items that have nothing else in common (every item links to the home page,
    ids are numbers that begin again), so alone it does not tell.
    """
    same_guid = bool(one.guid) and one.guid == other.guid
    same_link = bool(one.link) and one.link == other.link
    if same_guid and same_link:
        return True
    same_title = folded(one.title) == folded(other.title)
    times = moment(one.published), moment(other.published)
    same_time = times[0] is not None and times[0] == times[1]
    if same_guid or same_link:
        return same_title or same_time
    return same_title and same_time and len(one.title.split()) >= _TELLING_WORDS


class ItemIndex(Generic[Item]):
    """Items of one feed, found by another that may be the same."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._by_key: dict[str, dict[str, Item]] = {}
        for item in items:
            self.add(item)

    def add(self, item: Item) -> None:
        for key in _keys(item):
            self._by_key.setdefault(key, {})[item.id] = item

    def remove(self, item: Item) -> None:
        for key in _keys(item):
            self._by_key.get(key, {}).pop(item.id, None)

    def like(self, item: FeedItem | KnownItem) -> list[Item]:
        """Those that are the same item, the likeliest first."""
        found: dict[str, Item] = {}
        for key in _keys(item):
            for rival in self._by_key.get(key, {}).values():
                if is_same_item(item, rival):
                    found.setdefault(rival.id, rival)
        return list(found.values())


def _keys(item: FeedItem | KnownItem) -> list[str]:
    return [key for key in (f"g{item.guid}", f"l{item.link}", f"t{folded(item.title)}") if len(key) > 1]


def without_doubles(items: Iterable[FeedItem]) -> list[FeedItem]:
    """The items of one feed, each once: the first of those that are the same."""
    kept: list[FeedItem] = []
    known: ItemIndex[FeedItem] = ItemIndex()
    for item in items:
        if not any(_is_repeated(item, rival) for rival in known.like(item)):
            kept.append(item)
            known.add(item)
    return kept


def _is_repeated(item: FeedItem, rival: FeedItem) -> bool:
    """Whether one that is the same stands in one feed twice; not if only its id and its address are alike."""
    times = moment(item.published), moment(rival.published)
    return folded(item.title) == folded(rival.title) or times[0] == times[1] or None in times
