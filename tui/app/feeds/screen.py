"""The feeds' screen: feeds with what is unread, their items, and reading them one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from tui.app.feeds.ask_row import AskRow
from tui.app.feeds.hints import hints
from tui.app.feeds.lists import FeedsList, ItemsList
from tui.app.feeds.shelf import ALL, Shelf
from tui.app.feeds.updating import Progress, update
from tui.app.keys import keymap as keys
from tui.app.messages import CloseScreen, OpenArticle
from tui.app.panes.background import run_latest
from tui.app.panes.bars import KeyBar, TitleBar
from tui.app.panes.pane import FILTER, Heading, Pane
from tui.app.panes.row_list import RowList
from tui.app.state.services import Services
from tui.domain.errors import LibraryError, SaysoError
from tui.domain.feeds import ListedFeed, ListedItem
from tui.domain.ports import Feeds
from tui.domain.text.phrases import counted, shortened

TYPED = 0.15
"""Seconds without a key before texts are searched."""
POLL = 1.5
"""Seconds between two looks at whether another process, or an update, changed something."""
_BOTH = 72
"""Cells from which feeds and items stand beside each other."""
_WIDE = 100
_WHILE_TYPING = frozenset(
    command.action.partition("(")[0] for command in keys.COMMANDS if command.where == "feeds"
) - {"clear"}


class FeedsScreen(Screen[None]):
    """Feeds at the left, their items at the right; on a narrow screen one after the other."""

    CSS_PATH = "feeds.tcss"
    COMMANDS_OF = "feeds"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("feeds")
    HORIZONTAL_BREAKPOINTS = [(0, "-alone"), (_BOTH, "-both"), (_WIDE, "-wide")]  # noqa: RUF012 (Textual declares it so)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.shelf = Shelf()
        self.feeds_list = FeedsList()
        self.items_list = ItemsList(self.shelf)
        self._feeds_pane = Pane("feeds", self.feeds_list)
        self._items_pane = Pane("items", self.items_list)
        self.title_bar = TitleBar()
        self.key_bar = KeyBar()
        self._revision: str | None = None
        """The token of what was read last; None: nothing was yet."""
        self._progress: Progress | None = None
        self._undo: list[tuple[str, Callable[[Feeds], object]]] = []
        """What takes the last changes back, the latest last, each with a word to say."""

    def compose(self) -> ComposeResult:
        yield self.title_bar
        with Horizontal(id="body"):
            yield self._feeds_pane
            yield self._items_pane
        yield self.key_bar

    def on_mount(self) -> None:
        self.title_bar.title = "sayso · feeds"
        self.feeds_list.empty_text = "Opening the feeds …"
        self.set_focus(self.feeds_list)
        self.call_after_refresh(self._begin)
        self.set_interval(POLL, self._poll)
        self._show()

    def on_screen_resume(self) -> None:
        if self._revision is not None:
            self._begin()

    # ── what is listed ───────────────────────────────────────────────────────────────────────────────────

    def _begin(self) -> None:
        run_latest(self, "list", self._read)

    async def _read(self) -> None:
        def read(feeds: Feeds) -> tuple[str, list[ListedFeed], list[ListedItem]]:
            return feeds.revision(), feeds.listed(), feeds.items()

        if not self.services.feeds.available:
            self.feeds_list.empty_text = "There is no library here: feeds cannot be kept."
            return
        try:
            self._revision, listed, items = await self.services.feeds.call(read)
        except LibraryError as error:
            self.services.warn(str(error), severity="error")
            return
        self.shelf.take(listed, items)
        if self.shelf.query:
            run_latest(self, "search", self._search)
        pressed = self._key("feeds.add")
        self.feeds_list.empty_text = f"No feeds yet. {pressed} adds one: its address, or that of its site."
        self._list()

    async def _poll(self) -> None:
        feeds = self.services.feeds
        if self._revision is None or not feeds.available or self.app.screen is not self:
            return
        try:
            if await feeds.call(lambda port: port.revision()) != self._revision:
                await self._read()
        except LibraryError as error:
            self._revision = None
            self.services.warn(str(error), severity="error")

    def _list(self) -> None:
        """List both anew, the cursors where they were."""
        rows = self.shelf.rows()
        at = next((place for place, row in enumerate(rows) if row.key == self.shelf.chosen), 0)
        self.feeds_list.list_rows(rows, at if rows else None)
        self._list_items()

    def _list_items(self) -> None:
        was, place = self.items_list.row, self.items_list.cursor or 0
        items = self.shelf.listed()
        at = next((n for n, item in enumerate(items) if was is not None and item.id == was.id), None)
        if at is None:
            at = min(place, len(items) - 1) if was is not None and place < len(items) else 0
        self.items_list.year = self.shelf.year
        self.items_list.list_rows(items, at if items else None)
        self._show()

    def _show(self) -> None:
        """Headings, the title row and the keys, as things are now."""
        shelf = self.shelf
        row = next((row for row in self.feeds_list.rows if row.key == shelf.chosen), None)
        self._feeds_pane.heading.title = f"Feeds {len(shelf.feeds)}"
        self._items_pane.heading.title = shelf.heading(row, FILTER)
        self.items_list.empty_text = shelf.why_empty(self._key)
        if self._progress is not None:
            self.title_bar.about = self._progress.so_far()
        else:
            self.title_bar.about = f"{shelf.unread:,} unread" if shelf.feeds else ""
        self.key_bar.hints = hints(
            self.services,
            any_feeds=bool(shelf.feeds),
            in_items=self.focused is self.items_list,
            can_undo=bool(self._undo),
            unread_only=shelf.unread_only,
        )

    def _key(self, command: str) -> str:
        return self.services.keys_of(command).split(" ")[0]

    # ── moving ───────────────────────────────────────────────────────────────────────────────────────────

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        if message.rows is self.feeds_list and not isinstance(message, RowList.Chosen):
            self._choose(message.index)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        if message.rows is self.feeds_list:
            self._choose(message.index)
            self._go_to(self.items_list)
        else:
            self._open(message.row)

    def _choose(self, index: int) -> None:
        self.shelf.choose(self.feeds_list.rows[index].key)
        self.items_list.list_rows(())
        self._list_items()

    def _go_to(self, rows: FeedsList | ItemsList) -> None:
        self.set_class(rows is self.items_list, "-items")
        self.set_focus(rows)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if event.widget in (self.feeds_list, self.items_list):
            self.set_class(event.widget is self.items_list, "-items")
        self._show()

    def on_heading_clicked(self, message: Heading.Clicked) -> None:
        self._go_to(self.feeds_list if message.name == "feeds" else self.items_list)
        if message.filter:
            self.action_unread_only()

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.app.run_action(message.action, self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # What an input leaves alone is no command of the lists while something is typed.
        if isinstance(self.focused, Input) and action in _WHILE_TYPING:
            return False
        return super().check_action(action, parameters)

    def action_pane(self) -> None:
        self._go_to(self.items_list if self.focused is self.feeds_list else self.feeds_list)

    def action_next_unread(self) -> None:
        """The next one below, in what is listed; else in the next feed that has one."""
        rows, at = self.items_list.rows, self.items_list.cursor
        begin = 0 if at is None or self.focused is not self.items_list else at + 1
        found = next((n for n in range(begin, len(rows)) if not rows[n].read), None)
        if found is None:
            found = self._unread_elsewhere()
        if found is None:
            self.key_bar.say("Nothing is unread.")
            return
        self._go_to(self.items_list)
        self.items_list.point(found)

    def open_next_unread(self) -> None:
        """Read on, from one item to the next."""
        self.action_next_unread()
        item = self.items_list.row
        if item is not None and not item.read:
            self._open(item)

    def _unread_elsewhere(self) -> int | None:
        """Choose the next feed with something unread; the place of its first."""
        feeds = self.feeds_list.rows
        at = self.feeds_list.cursor or 0
        order = [*range(at + 1, len(feeds)), *range(min(at + 1, len(feeds)))]
        if feeds and not feeds[at].is_feed:
            order = [at]  # everything, or a tag, is gone through again from its beginning
        for place in order:
            if feeds[place].unread:
                self.feeds_list.point(place)
                self.shelf.query = ""
                self._choose(place)
                return next((n for n, row in enumerate(self.items_list.rows) if not row.read), None)
        return None

    async def action_clear(self) -> None:
        if self._stop_asking():
            if self.shelf.query:
                self.shelf.query = ""
                self._list_items()
        elif self._cancel("open"):
            self.key_bar.say("Not opened.")
        elif self._cancel("add"):
            self.key_bar.say("Not added.")
        elif self._cancel("update"):
            self.key_bar.say("The update was given up.")
        elif self.shelf.query:
            self.shelf.query = ""
            self._list_items()
        else:
            self.action_close()

    def _cancel(self, group: str) -> bool:
        running = any(
            work.node is self and work.group == group and not work.is_finished for work in self.workers
        )
        if running:
            self.workers.cancel_group(self, group)
        return running

    def action_close(self) -> None:
        if self._stop_asking():
            return
        if self.has_class("-alone") and self.has_class("-items"):
            self._go_to(self.feeds_list)
        else:
            self.post_message(CloseScreen())

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, item: ListedItem) -> None:
        subscription = self.shelf.subscription(item)
        if item.summary and subscription is not None and subscription.full is None:
            self._ask_full(item, subscription.id)
        else:
            full = subscription is not None and bool(subscription.full)
            run_latest(self, "open", self._read_item, item, full)

    def _ask_full(self, item: ListedItem, feed_id: str) -> None:
        from tui.app.feeds.opening import FULL, full_or_summary

        def answered(answer: str | None) -> None:
            if answer is not None:
                full = answer == FULL
                self._keep(lambda feeds: feeds.ask_full(feed_id, full))
                run_latest(self, "open", self._read_item, item, full)

        self.app.push_screen(full_or_summary(self._key("feeds.full")), answered)

    async def _read_item(self, item: ListedItem, full: bool) -> None:
        from tui.app.feeds.opening import article_of

        article = await article_of(self.services, self.key_bar, item, full=full)
        if article is None:
            return
        self._mark([item], read=True)
        self.post_message(OpenArticle(article.source, article))

    # ── marks ────────────────────────────────────────────────────────────────────────────────────────────

    def _mark(self, items: list[ListedItem], *, read: bool) -> list[str]:
        changed = self.shelf.mark([item.id for item in items], read=read)
        if changed:
            self._keep(lambda feeds: feeds.mark(changed, read=read))
            self._list()
        return changed

    def action_toggle_read(self) -> None:
        item = self.items_list.row
        if item is not None and self.focused is self.items_list:
            self._mark([item], read=not item.read)
            self.items_list.action_move(1)

    def action_all_read(self) -> None:
        changed = self._mark(list(self.items_list.rows), read=True)
        if not changed:
            self.key_bar.say("All that is listed is read.")
            return

        def back(feeds: Feeds) -> None:
            feeds.mark(changed, read=False)

        self._undo.append(("Unread again.", back))
        self._show()
        self.key_bar.say(
            f"{counted(len(changed), 'item')} marked read. {self._key('feeds.undo')} takes it back."
        )

    def action_undo(self) -> None:
        if not self._undo:
            self.key_bar.say("There is nothing to take back.")
            return
        said, back = self._undo.pop()
        self._keep(back, said)

    def _keep(self, change: Callable[[Feeds], object], done: str = "") -> None:
        """Make a change in the library, then list what it holds."""

        async def write() -> None:
            try:
                await self.services.feeds.call(change)
            except LibraryError as error:
                self.services.warn(str(error), severity="error")
            await self._read()
            if done:
                self.key_bar.say(done)

        self.run_worker(write(), group="keep")

    # ── the list of feeds ────────────────────────────────────────────────────────────────────────────────

    def action_update(self, which: str) -> None:
        if not self.shelf.feeds:
            return
        if self._progress is not None:
            self.key_bar.say(f"An update is on its way; {self._key('feeds.clear')} gives it up.")
            return
        ids = self.shelf.feeds_chosen() if which == "one" else None
        run_latest(self, "update", self._update, ids)

    async def _update(self, feed_ids: list[str] | None) -> None:
        progress = Progress(len(feed_ids) if feed_ids is not None else len(self.shelf.feeds))
        self._progress = progress
        self._show()
        try:
            await update(self.services, feed_ids, progress, self._show)
        except SaysoError as error:
            self.services.warn(str(error), severity="error")
            return
        finally:
            self._progress = None
            self._show()
        await self._read()
        self.key_bar.say(progress.in_the_end(), 6)

    async def action_add(self) -> None:
        await self._ask("add", "Add", "the address of a feed, or of a site that names one; a file")

    def action_remove(self) -> None:
        feed = self.shelf.feed(self.shelf.chosen)
        if feed is None:
            self.key_bar.say("Choose the feed that is to go.")
            return
        key, called = feed.subscription.id, feed.subscription.called
        place = self.feeds_list.cursor or 0
        following = self.feeds_list.rows[place + 1 : place + 2] or self.feeds_list.rows[place - 1 : place]
        self.shelf.choose(following[0].key if following else ALL)
        self._undo.append((f"{called} is on the list again.", lambda feeds: feeds.put_back()))
        self._keep(
            lambda feeds: feeds.remove(key),
            f"{called} was taken off. {self._key('feeds.undo')} puts it back.",
        )

    def action_whole_articles(self) -> None:
        """Whole articles where this feed has summaries, or the summaries."""
        item = self.items_list.row
        feed = self.shelf.feed(self.shelf.chosen)
        subscription = (
            feed.subscription if feed is not None else self.shelf.subscription(item) if item else None
        )
        if subscription is None:
            return
        full, key = not subscription.full, subscription.id
        words = "whole articles, read from their pages" if full else "summaries, as the feed has them"
        self._keep(lambda feeds: feeds.ask_full(key, full), f"{subscription.called}: {words}.")

    def action_unread_only(self) -> None:
        self.shelf.show_unread(not self.shelf.unread_only)
        self._list_items()

    async def action_search(self) -> None:
        await self._ask("search", "Search", "words of a title, a byline or the text", self.shelf.query)

    # ── typing ───────────────────────────────────────────────────────────────────────────────────────────

    async def _ask(self, purpose: str, prompt: str, placeholder: str, value: str = "") -> None:
        for old in self.query(AskRow):
            old.remove()
        row = AskRow(purpose, prompt, placeholder, value)
        await self.mount(row, before=self.key_bar)
        self.set_focus(row.input)

    def _stop_asking(self) -> bool:
        asked = self.query(AskRow)
        for row in asked:
            row.remove()
        if asked:
            self.set_focus(self.items_list if self.has_class("-items") else self.feeds_list)
        return bool(asked)

    def on_input_changed(self, event: Input.Changed) -> None:
        if any(row.purpose == "search" for row in self.query(AskRow)):
            self.shelf.query = event.value.strip()
            self._list_items()
            run_latest(self, "search", self._search)

    async def _search(self) -> None:
        """List the items too whose texts hold what was typed, once nothing more is typed for a moment."""
        query = self.shelf.query
        if not query:
            return
        await asyncio.sleep(TYPED)
        try:
            found = await self.services.feeds.call_apart(lambda feeds: feeds.holding(query))
        except LibraryError as error:
            self.services.warn(str(error), severity="error")
            return
        self.shelf.take_found(query, found)
        self._list_items()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        purpose = next((row.purpose for row in self.query(AskRow)), "")
        value = event.value.strip()
        if purpose == "add" and value:
            run_latest(self, "add", self._add, value)
            return
        self._stop_asking()
        if purpose == "search" and self.items_list.rows:
            self._go_to(self.items_list)

    async def _add(self, source: str) -> None:
        """What cannot be added is said here, and what was typed stays."""
        self.key_bar.say(f"Asking {shortened(source, 200)} …", 60, held=True)
        try:
            added = await self.services.feeds.call_apart(lambda feeds: feeds.add(source))
        except asyncio.CancelledError:
            self.services.loader.give_up()
            raise
        except SaysoError as error:
            self.key_bar.clear_message()
            self.services.warn(str(error), severity="error")
            return
        self._stop_asking()
        self.shelf.choose(added.feed_id)
        await self._read()
        known = "is on the list already" if added.passed_over else counted(added.new, "item")
        self.key_bar.say(f"{added.called}: {known}.")
