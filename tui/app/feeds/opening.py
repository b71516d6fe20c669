"""An item of a feed as the article to be read: as the feed has it, or whole from its page."""

from __future__ import annotations

import asyncio

from tui.app.dialogs.dialog import Choice, Choose
from tui.app.panes.bars import KeyBar
from tui.app.state.services import Services
from tui.domain.article import Article
from tui.domain.errors import LibraryError, SourceError
from tui.domain.feeds import ListedItem
from tui.domain.text.phrases import shortened

FULL, SUMMARY = "full", "summary"


def full_or_summary(key: str) -> Choose:
    """The dialog that asks for one of them; ``key`` is pressed to change it later."""
    choices = (
        Choice(FULL, "The whole article", "read from its page, whenever you open one", key="y"),
        Choice(SUMMARY, "The summary", "as the feed has it", key="n"),
    )
    return Choose("This feed has only summaries", choices, words=f"Kept for this feed; {key} changes it.")


async def article_of(services: Services, key_bar: KeyBar, item: ListedItem, *, full: bool) -> Article | None:
    """The item; its whole article where that is wanted and can be had. None: it is not there, which is
    said.
    """
    feeds = services.feeds
    try:
        if item.summary and full:
            key_bar.say(f"Reading {shortened(item.source, 200)} …", 60, held=True)
            try:
                return await feeds.call_apart(lambda port: port.whole(item.id))
            except SourceError as error:
                services.warn(f"{error} This is the summary.")
            finally:
                key_bar.clear_message()
        found = await feeds.call(lambda port: port.article(item.id))
    except asyncio.CancelledError:
        services.loader.give_up()
        raise
    except LibraryError as error:
        services.warn(str(error), severity="error")
        return None
    if found is None:
        services.warn("This item is not kept any more: update its feed.")
    return found
