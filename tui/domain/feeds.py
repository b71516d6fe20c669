"""Feeds and their items: what a feed says, what a reader subscribed to, and when two items are one."""

from __future__ import annotations

from collections.abc import Container, Iterable
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


class ReadItems(msgspec.Struct, frozen=True):
    """The ids of the items of a feed that were read; ``marked``, in UTC, is when the last mark was set."""

    feed: str
    read: tuple[str, ...]
    marked: datetime = datetime(1970, 1, 1, tzinfo=UTC)


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


class ItemIndex(Generic[Item]):
    """Items of one feed, found by another that is the same, also where its id or its address was changed.

    Two are the same if two of four things are: id, address, title, time of publication. One alone does not
    tell: every item may link to the home page, ids may be numbers that begin again, a title ("Briefing") may
    come every day; a title with its time must have some words.
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._by_pair: dict[tuple[str, str], Item] = {}
        for item in items:
            self.add(item)

    def add(self, item: Item) -> None:
        for pair in _pairs(item):
            self._by_pair.setdefault(pair, item)

    def same(self, item: FeedItem | KnownItem, *, passing: Container[str] = ()) -> Item | None:
        """The item that it is, the likeliest first; ``passing``: ids of those that it cannot be any more."""
        found = (self._by_pair.get(pair) for pair in _pairs(item))
        return next((one for one in found if one is not None and one.id not in passing), None)

    def repeated(self, item: FeedItem) -> bool:
        """Whether it stands in the same feed already: not if it has but id and address of one that is there.

        So it is where all items of a feed share both.
        """
        for pair in _pairs(item):
            other = self._by_pair.get(pair)
            if other is not None:
                times = moment(item.published), moment(other.published)
                if folded(item.title) == folded(other.title) or times[0] == times[1] or None in times:
                    return True
        return False


def _pairs(item: FeedItem | KnownItem) -> list[tuple[str, str]]:
    """What tells an item, in pairs, the surest first."""
    when = moment(item.published)
    title = folded(item.title)
    guid = f"g{item.guid}" if item.guid else ""
    link = f"l{item.link}" if item.link else ""
    time = f"d{when.timestamp()}" if when is not None else ""
    told = f"t{title}" if title else ""
    telling = told if len(title.split()) >= _TELLING_WORDS else ""
    pairs = ((guid, link), (guid, told), (link, told), (guid, time), (link, time), (telling, time))
    return [pair for pair in pairs if all(pair)]


def without_doubles(items: Iterable[FeedItem]) -> list[FeedItem]:
    """The items of one feed, each once: the first of those that are the same."""
    kept: list[FeedItem] = []
    known: ItemIndex[FeedItem] = ItemIndex()
    for item in items:
        if not known.repeated(item):
            kept.append(item)
            known.add(item)
    return kept
