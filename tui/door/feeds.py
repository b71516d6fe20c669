"""Subscribed feeds: what the library keeps of them, and what is asked of the web; see
``domain.ports.Feeds``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec.structs import replace

from tui.domain.errors import SourceError
from tui.domain.feeds import Feed, FeedState, ListedFeed, ListedItem, Subscription, UpdatedFeed
from tui.domain.text.safe import one_line
from tui.library.feeds.items import ItemStore
from tui.library.feeds.subscriptions import Subscriptions
from tui.library.paths import feed_items_path

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.sources.feeds.fetching import FeedAnswer

MOST_PAGES = 30
"""Pages of one feed's new items that an update reads at once, where the whole articles are wanted."""


class KeptFeeds:
    """The feeds of a library; implements ``domain.ports.Feeds``. Safe with threads and processes."""

    def __init__(self, library: str | None = None, *, now: Callable[[], float] = time.time) -> None:
        """``library`` is the library's file (default: the user's). Raises LibraryError."""
        self.subscriptions = Subscriptions(library)
        self.store = ItemStore(feed_items_path(library))
        self._now = now
        self._removed: list[tuple[Subscription, ...]] = []

    # What is kept

    def listed(self) -> list[ListedFeed]:
        """The feeds in the order of what they are called, with their counts."""
        states, ids, read = self.store.states(), self.store.ids(), self.subscriptions.read()
        found = []
        for feed in self.subscriptions.all():
            mine = ids.get(feed.id, [])
            unread = sum(key not in read for key in mine)
            found.append(ListedFeed(feed, len(mine), unread, states.get(feed.id, FeedState())))
        return found

    def items(self, feed_id: str | None = None) -> list[ListedItem]:
        """The items of a feed, or of all feeds, each once, the newest first."""
        subscribed = {feed.id for feed in self.subscriptions.all()}
        read = self.subscriptions.read()
        return [item for item in self.store.listed(feed_id, read) if subscribed.intersection(item.feeds)]

    def article(self, item_id: str) -> Article | None:
        """An item as an article: whole, where that was read from its page."""
        found = self.store.article(item_id)
        return None if found is None else found[0]

    def holding(self, query: str) -> frozenset[str]:
        """The ids of the items with every word of the query in title, byline or text."""
        return self.store.holding(query)

    def mark(self, item_ids: Sequence[str], *, read: bool) -> None:
        """Mark items read or unread, in every feed that has them."""
        if read:
            self.subscriptions.mark_read(self.store.feeds_of(item_ids))
        else:
            self.subscriptions.mark_unread(item_ids)

    def ask_full(self, feed_id: str, full: bool) -> None:
        """Keep whether the whole article is wanted where that feed has a summary."""
        self.subscriptions.put(
            *(replace(one, full=full) for one in self.subscriptions.all() if one.id == feed_id)
        )

    def remove(self, *feed_ids: str) -> None:
        """Take feeds off the list. What was read of them stays known."""
        gone = tuple(one for one in self.subscriptions.all() if one.id in feed_ids)
        self.subscriptions.remove(*(one.id for one in gone))
        self._removed.append(gone)

    def put_back(self) -> int:
        """List again what the last ``remove`` took off, then the one before; how many feeds that were."""
        back = self._removed.pop() if self._removed else ()
        self.subscriptions.put(*back)
        return len(back)

    def revision(self) -> str:
        """A token that changes when anybody changes a feed, an item or a mark. Cheap."""
        return f"{self.subscriptions.revision()} {self.store.revision()}"

    def named(self, words: str) -> list[Subscription]:
        """The feeds that words name: by their address, else by what they are called, else by a part of it."""
        from tui.sources.feeds.fetching import settled_source

        feeds = self.subscriptions.all()
        try:
            address = settled_source(words)
        except SourceError:
            address = words
        wanted, key = words.casefold().strip(), self._key(address)
        at_address = [
            one for one in feeds if one.address in (address, words) or self._key(one.address) == key
        ]
        called = [one for one in feeds if wanted in (one.called.casefold(), one.title.casefold())]
        return at_address or called or [one for one in feeds if wanted in one.called.casefold()]

    # What is asked of the web

    def add(self, source: str, *, tags: Sequence[str] = (), full: bool | None = None) -> UpdatedFeed:
        """Subscribe to the feed at an address, or that a page there names, or in a file.

        One that is listed already is not listed twice: its tags are added to. Raises SourceError,
        LibraryError.
        """
        from tui.sources.feeds.fetching import ask, settled_source

        self.subscriptions.writable()
        address = settled_source(source)
        if (known := self._at(address)) is not None:
            return self._added_again(known, tags, full)
        answer = ask(address, now=self._now)
        if answer.feed is None:
            raise SourceError(answer.problem)
        if (known := self._at(answer.address)) is not None:
            return self._added_again(known, tags, full)
        feed = answer.feed
        subscription = Subscription(
            id=uuid4().hex,
            address=one_line(answer.address),
            title=feed.title,
            added=datetime.now(UTC),
            tags=tuple(dict.fromkeys(tags)),
            full=full,
        )
        self.store.keep_only(one.id for one in self.subscriptions.all())
        new = self.store.take_in(subscription.id, feed, self._state(answer), self._now())
        self.subscriptions.put(subscription)
        return UpdatedFeed(subscription.id, subscription.called, len(new))

    def list_only(self, subscriptions: Sequence[Subscription]) -> int:
        """Put feeds on the list without asking for them, none twice; how many were added."""
        known = {self._key(one.address) for one in self.subscriptions.all()}
        new = []
        for one in subscriptions:
            if self._key(one.address) not in known:
                known.add(self._key(one.address))
                new.append(one)
        self.subscriptions.put(*new)
        return len(new)

    def update(self, feed_ids: Sequence[str] | None = None) -> Iterator[UpdatedFeed]:
        """Ask for these feeds, or for all those whose time has come; what each brought, as it comes.

        A pause that a server asked for by a refusal is kept in any case.
        """
        from tui.sources.feeds.fetching import UNKNOWN, ask
        from tui.sources.feeds.updating import by_hosts

        self.subscriptions.writable()
        states = self.store.states()
        wanted = []
        for feed in self.subscriptions.all():
            if feed_ids is not None and feed.id not in feed_ids:
                continue
            state = states.get(feed.id, FeedState())
            early = self._now() < state.ready
            if early and (state.asked_to_wait or feed_ids is None):
                said = state.problem if state.asked_to_wait else ""
                yield UpdatedFeed(feed.id, feed.called, problem=said, passed_over=True)
            elif state.gone and feed_ids is None:
                yield UpdatedFeed(feed.id, feed.called, problem=state.problem, passed_over=True)
            else:
                wanted.append((feed.address, feed))

        def ask_one(feed: Subscription) -> FeedAnswer:
            state = states.get(feed.id)
            return ask(feed.address, state.validators if state is not None else UNKNOWN, now=self._now)

        changed: dict[str, Subscription] = {}
        pages: list[tuple[Subscription, list[str]]] = []
        try:
            for feed, answer in by_hosts(wanted, ask_one):
                new = self._take_in(feed, answer, states.get(feed.id, FeedState()))
                if (renewed := self._renewed(feed, answer)) != feed:
                    changed[feed.id] = renewed
                if feed.full and new:
                    pages.append((feed, new[:MOST_PAGES]))
                yield UpdatedFeed(feed.id, renewed.called, len(new), answer.problem)
        finally:
            self.subscriptions.put(*changed.values())
            if wanted:
                self.subscriptions.forget_marks(self.store.ids())
        self._read_pages(pages)

    def whole(self, item_id: str) -> Article:
        """The whole article of an item, read from its page and kept; what the feed has where that is more.

        Raises SourceError with one sentence.
        """
        found = self.store.article(item_id)
        if found is None:
            raise SourceError("This item is not kept any more: update its feed.")
        article, is_summary = found
        if not is_summary:
            return article
        feeds = self.store.feeds_of([item_id])
        feed = next((one for one in self.subscriptions.all() if one.id in feeds), None)
        page = whole_article(article, feed.address if feed is not None else "")
        self.store.keep_whole(item_id, page)
        return page

    # Inside

    def _at(self, address: str) -> Subscription | None:
        key = self._key(address)
        return next((one for one in self.subscriptions.all() if self._key(one.address) == key), None)

    @staticmethod
    def _key(address: str) -> str:
        from tui.sources.feeds.items import link_key

        return link_key(address) if "://" in address else address

    def _added_again(self, known: Subscription, tags: Sequence[str], full: bool | None) -> UpdatedFeed:
        merged = replace(
            known,
            tags=tuple(dict.fromkeys((*known.tags, *tags))),
            full=known.full if full is None else full,
        )
        if merged != known:
            self.subscriptions.put(merged)
        return UpdatedFeed(known.id, known.called, passed_over=True)

    def _state(self, answer: FeedAnswer) -> FeedState:
        return FeedState(
            answer.validators, self._now(), answer.ready, answer.asked_to_wait, answer.problem, answer.gone
        )

    def _take_in(self, feed: Subscription, answer: FeedAnswer, before: FeedState) -> list[str]:
        """Keep what an answer brought; the ids of the new items."""
        state = self._state(answer)
        if answer.problem:
            state = replace(state, validators=before.validators, updated=before.updated)
        found: Feed | None = answer.feed
        if found is None:
            self.store.put_state(feed.id, state)
            return []
        return self.store.take_in(feed.id, found, state, self._now())

    def _renewed(self, feed: Subscription, answer: FeedAnswer) -> Subscription:
        """The feed under its new title, and at its new address, unless another one is there already."""
        if answer.problem:
            return feed
        if answer.feed is not None and answer.feed.title != feed.title:
            feed = replace(feed, title=answer.feed.title)
        if answer.address != feed.address and self._at(answer.address) in (None, feed):
            feed = replace(feed, address=one_line(answer.address))
        return feed

    def _read_pages(self, pages: Sequence[tuple[Subscription, list[str]]]) -> None:
        """Read the pages of new items where the whole articles are wanted; what fails stays a summary."""
        from tui.sources.feeds.updating import by_hosts

        wanted = []
        for feed, ids in pages:
            for key in ids:
                found = self.store.article(key)
                if found is not None and found[1]:
                    wanted.append((found[0].source, (feed, found[0])))

        def read(one: tuple[Subscription, Article]) -> Article | None:
            try:
                return whole_article(one[1], one[0].address)
            except SourceError:
                return None  # said when the item is opened

        for (_, article), page in by_hosts(wanted, read):
            if page is not None:
                self.store.keep_whole(article.id, page)


def whole_article(article: Article, feed: str) -> Article:
    """The article of an item's page, under the item's id; the item itself where the page shows less.

    ``feed`` is the feed's address. Raises SourceError.
    """
    from tui.sources.feeds.fetching import refuse_private
    from tui.sources.loader import FileLoader

    refuse_private(article.source, feed)
    page = FileLoader().load(article.source)
    if len(page.text.split()) <= len(article.text.split()):
        return article
    return replace(
        page,
        id=article.id,
        source=article.source,
        byline=page.byline or article.byline,
        published=article.published or page.published,
    )
