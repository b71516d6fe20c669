"""The feeds that the reader subscribed to, and which of their items were read: tables of the library's file.

They are what the reader made, so they lie where everything of that kind lies, with its backups and its
lock. The tables are ``feeds``, a document for each under its id, and ``read-items``: for each feed the ids
of the items that were read. An older sayso leaves them as they are. Items themselves can be fetched again;
see :mod:`.items`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from tui.domain.errors import LibraryReadOnlyError
from tui.domain.feeds import ReadItems, Subscription
from tui.domain.records import read_items_of, subscription_of
from tui.library.paths import library_path
from tui.library.tables import LibraryDatabase


class Subscriptions:
    """Blocking, each call in milliseconds; safe with threads and processes. Every method raises
    LibraryError.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """Open the library at ``path`` (default: ``library_path()``)."""
        self._database = LibraryDatabase(library_path(path))
        self._file = self._database.file
        self._feeds = self._database.named("feeds")
        self._read = self._database.named("read-items")

    @property
    def notice(self) -> str | None:
        """A sentence the user should see (a damaged file put aside, a read-only library), or None."""
        return self._file.notice

    def writable(self) -> None:
        """Raises LibraryReadOnlyError if nothing can be written."""
        if (reason := self._file.read_only()) is not None:
            raise LibraryReadOnlyError(reason)

    def revision(self) -> str:
        """A token that changes when anybody writes to the library. Costs one stat."""
        return self._file.token()

    def all(self) -> list[Subscription]:
        """The feeds in the order of what they are called."""
        with self._file.mutex:
            documents = list(self._feeds.documents().values())
        found = [feed for document in documents if (feed := _subscription(document)) is not None]
        return sorted(found, key=lambda feed: (feed.called.casefold(), feed.id))

    def put(self, *subscriptions: Subscription) -> None:
        """Insert or replace feeds."""
        if subscriptions:
            self._feeds.put({one.id: _document(one) for one in subscriptions})

    def remove(self, *ids: str) -> None:
        """Take feeds off the list. What was read of them stays known, should they come back."""
        if ids:
            self._feeds.put(dict.fromkeys(ids))

    def read(self) -> frozenset[str]:
        """The ids of the items that were read, also in feeds that are no longer on the list."""
        with self._file.mutex:
            return frozenset().union(*map(_ids, self._read.documents().values()))

    def mark_read(self, items: Mapping[str, Iterable[str]]) -> None:
        """Mark items as read; ``items`` are ids by the feed's id."""

        def marked(table: dict[Any, Any]) -> None:
            for feed_id, ids in items.items():
                table[feed_id] = _marks(feed_id, _ids(table.get(feed_id)) | set(ids))

        if items:
            self._read._update_table(marked)

    def mark_unread(self, ids: Iterable[str]) -> None:
        """Take the marks of items away, in whichever feed they were read."""
        self._take_away(dict.fromkeys(self._marked(), frozenset(ids)))

    def forget_marks(self, kept: Mapping[str, Iterable[str]]) -> None:
        """Of those feeds, keep the marks of these items alone; writes only if there is something to
        forget.
        """
        marked = self._marked()
        gone = {feed_id: marked[feed_id] - set(ids) for feed_id, ids in kept.items() if feed_id in marked}
        self._take_away(gone)

    def _marked(self) -> dict[str, frozenset[str]]:
        """The marks of every feed."""
        with self._file.mutex:
            return {feed_id: _ids(document) for feed_id, document in self._read.documents().items()}

    def _take_away(self, gone: Mapping[str, frozenset[str]]) -> None:
        def taken(table: dict[Any, Any]) -> None:
            for feed_id, ids in gone.items():
                before = _ids(table.get(feed_id))
                if not ids.isdisjoint(before):
                    table[feed_id] = _marks(feed_id, before - ids)

        marked = self._marked()
        if any(not ids.isdisjoint(marked.get(feed_id, ())) for feed_id, ids in gone.items()):
            self._read._update_table(taken)


def _subscription(document: Mapping[str, Any]) -> Subscription | None:
    """A feed as it is kept in a file; None for what is none, which stays in the file."""
    try:
        return subscription_of(document)
    except msgspec.ValidationError:
        return None


def _document(subscription: Subscription) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(subscription)
    return {**plain, "tags": list(subscription.tags)}


def _marks(feed_id: str, ids: frozenset[str]) -> dict[str, Any]:
    marks = ReadItems(feed_id, tuple(sorted(ids)), datetime.now(UTC))
    return {**msgspec.to_builtins(marks), "read": list(marks.read)}


def _ids(document: Mapping[str, Any] | None) -> frozenset[str]:
    """The ids of the items that were read; none for what is no such document, which stays in the file."""
    try:
        return frozenset() if document is None else frozenset(read_items_of(document).read)
    except msgspec.ValidationError:
        return frozenset()
