"""Looking for new items in the background, with how far it is."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tui.app.state.services import Services
from tui.domain.feeds import UpdatedFeed
from tui.domain.ports import Feeds
from tui.domain.text.phrases import counted


@dataclass
class Progress:
    """How far an update is: feeds asked of ``total``, new items, feeds that failed, those it is too early
    for.
    """

    total: int
    done: int = 0
    new: int = 0
    failed: list[UpdatedFeed] = field(default_factory=list)
    early: int = 0

    def add(self, result: UpdatedFeed) -> None:
        self.done += 1
        self.new += result.new
        if result.problem:
            self.failed.append(result)
        elif result.passed_over:
            self.early += 1

    def so_far(self) -> str:
        """``updating 3/12 · 14 new``."""
        return f"updating {self.done}/{self.total}" + (f" · {self.new:,} new" if self.new else "")

    def in_the_end(self) -> str:
        """What came of it, in a sentence."""
        if self.total == 1 and self.failed:
            return self.failed[0].problem
        parts = [counted(self.new, "new item") if self.new else "Nothing new"]
        if self.failed:
            parts.append(f"{counted(len(self.failed), 'feed')} failed (!)")
        if self.early:
            parts.append(f"{counted(self.early, 'feed')} not asked yet: too early")
        return " · ".join(parts)


async def update(
    services: Services, feed_ids: Sequence[str] | None, progress: Progress, told: Callable[[], None]
) -> None:
    """Ask for these feeds, or for all. ``told`` is called on the event loop as each one answers.

    Cancelled, it gives up what it waits for. Raises LibraryError.
    """
    loop = asyncio.get_running_loop()
    stopped = threading.Event()

    def tell(result: UpdatedFeed) -> None:
        progress.add(result)
        told()

    def work(feeds: Feeds) -> None:
        results = feeds.update(feed_ids)
        for result in results:
            if stopped.is_set():
                return
            loop.call_soon_threadsafe(tell, result)

    try:
        await services.feeds.call_apart(work)
    except asyncio.CancelledError:
        stopped.set()
        services.loader.give_up()
        raise
