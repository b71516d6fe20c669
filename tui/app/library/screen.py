"""The library: a line an article that is kept or was read; finding, choosing, opening, removing them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.app.dialogs.dialog import Choice, Choose
from tui.app.keys import keymap as keys
from tui.app.library import words
from tui.app.library.arranging import Arranging
from tui.app.library.changes import Changes, own_tags
from tui.app.library.changing import Changing
from tui.app.library.choosing import Choosing
from tui.app.library.entries import Entry
from tui.app.library.hits import LIMIT, HitsList, search_library
from tui.app.library.invitation import Invitation, InvitationList
from tui.app.library.listing import ORDERS, Listing, Row, name_of
from tui.app.library.opening import Opening
from tui.app.library.path_input import PathInput
from tui.app.library.reading import read, revision_of
from tui.app.library.rows import Detail, EntriesList, about
from tui.app.messages import CloseLibrary, OpenArticle, ShowAudit, ShowDossier, ShowFeeds
from tui.app.panes.background import run_latest
from tui.app.panes.bars import KeyBar, TitleBar
from tui.app.panes.columns import ColumnNames
from tui.app.panes.row_list import RowList
from tui.app.state.services import Services
from tui.domain.annotation import Annotation
from tui.domain.errors import LibraryError, SaysoError, SourceError
from tui.domain.kept import Hit
from tui.domain.ports import Articles
from tui.domain.text.phrases import shortened

POLL = 1.5
"""Seconds between two looks at whether another process wrote to the library."""
_HELD = 3600  # seconds that a sentence stands at most that is taken away when the work is done
_TYPING = 0.12  # seconds without a key after which what was typed is searched for


def today() -> date:
    """The day from which a date is near."""
    return datetime.now().astimezone().date()


class AskBar(Horizontal):
    """A row with a prompt and an input."""


class LibraryScreen(Screen[None]):
    """What is kept and what was read. Enter opens; a path or an address can be typed.

    ``listing`` is kept by the app: another screen of the library goes on where this one was. ``over`` says
    whether it lies over an article that one comes back to.
    """

    CSS_PATH = "library.tcss"
    COMMANDS_OF = "library"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("library")

    def __init__(self, services: Services, listing: Listing | None = None, *, over: bool = False) -> None:
        super().__init__()
        self.services = services
        self.listing = listing if listing is not None else Listing()
        self.over = over
        self.changes = self.listing.changes = self.listing.changes or Changes(services)
        self._opening = Opening(services)
        self._annotations: Sequence[Annotation] = ()
        self._revision: str | None = None
        """The library's token when it was last read; None: it was not."""
        self._asking = ""  # what the input is for: a key of words.ASKED
        self.entries = EntriesList(self.listing.chosen, today())
        self.hits = HitsList(today())
        self.invitations = InvitationList()
        self.column_names = ColumnNames(self.entries.columns)
        self.detail = Detail()
        self._choosing = Choosing(self.listing, self.entries, self._describe)
        self._arranging = Arranging(self)
        self._changing = Changing(self, self.changes)

    @property
    def key_bar(self) -> KeyBar:
        return self.query_one(KeyBar)

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield self.column_names
        yield self.entries
        yield self.hits
        yield self.invitations
        yield self.detail
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TitleBar).title = "sayso · the library"
        self.entries.empty_text = "Opening the library …"
        self.hits.display = self.invitations.display = False
        self.set_focus(self.entries)
        if self.listing.entries:
            self._list()
        self._show_hints()
        self.call_after_refresh(self._begin)
        self.set_interval(POLL, self._poll)

    def _show_hints(self) -> None:
        self.key_bar.hints = words.hints(
            self.listing,
            self.services.keys_of,
            asking=self._asking,
            empty=self.invitations.display,
            in_range=self._choosing.in_range,
            can_undo=self.changes.can_undo,
            over=self.over,
        )

    def on_screen_resume(self) -> None:
        if self.listing.known:
            self._begin()

    def _begin(self) -> None:
        run_latest(self, "list", self._read)

    # ── what is listed ───────────────────────────────────────────────────────────────────────────────────

    async def _read(self) -> None:
        try:
            found = await read(self.services)
        except LibraryError as error:
            self.services.warn(str(error), severity="error")
        else:
            self._revision, self._annotations = found.revision, found.annotations
            self.listing.take(found.entries)
        if notice := self.services.library.new_notice():
            self.services.warn(notice)
        self._list()

    def _list(self) -> None:
        """Show what is listed now, the reader where it was."""
        listing = self.listing
        empty = not listing.entries
        searching = bool(listing.query)
        self.invitations.display = empty and not searching
        self.hits.display = searching
        self.entries.display = self.column_names.display = not searching and not empty
        if empty:
            offers = words.offers(self.services.keys_of, sample=self.services.sample is not None)
            self.invitations.list_rows(offers, self.invitations.cursor or 0)
        rows = listing.rows()
        at = listing.index_of(rows, self.entries.cursor)
        self.entries.chosen = listing.chosen
        self.entries.empty_text = "Nothing fits." if not listing.only_new else "Nothing is new."
        self.entries.list_rows(rows, at if rows else None)
        self.column_names.refresh()
        if searching:
            self.hits.list_rows(listing.hits, min(listing.hit_at, max(len(listing.hits) - 1, 0)))
        if not isinstance(self.focused, Input):
            self.set_focus(self._shown)
        self._describe()

    @property
    def _shown(self) -> RowList[Any]:
        if self.invitations.display:
            return self.invitations
        return self.hits if self.hits.display else self.entries

    def _describe(self) -> None:
        """What the rows around the list say."""
        listing = self.listing
        order = ORDERS[listing.order]
        self.column_names.order = listing.order
        self.column_names.down = order.greatest_first != listing.reverse
        self.column_names.scrolls = self.entries.show_vertical_scrollbar
        self.query_one(TitleBar).about = words.heading(listing, self.entries.rows)
        row: object = self._shown.row
        if isinstance(row, Hit):
            self.detail.text = row.source
        else:
            self.detail.text = about(self.entries.row) if self.entries.display else ""
        self._show_hints()

    async def _poll(self) -> None:
        if self._revision is None or self.app.screen is not self:
            return
        try:
            if await revision_of(self.services) != self._revision:
                await self._read()
        except LibraryError as error:
            self._revision = None
            self.services.warn(str(error), severity="error")

    # ── moving and choosing ──────────────────────────────────────────────────────────────────────────────

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        if isinstance(message, RowList.Chosen):
            return
        if message.rows is self.entries:
            self._choosing.arrive()
        elif message.rows is self.hits:
            self.listing.hit_at = message.index
            self._describe()

    def action_choose_row(self) -> None:
        """Choose the row, and go to the next."""
        if self._shown is self.entries:
            self._choosing.toggle()
            self.entries.action_move(1)

    def on_entries_list_marked(self, message: EntriesList.Marked) -> None:
        """The mouse chooses: the row stays where it is."""
        self.listing.at = name_of(self.entries.row)
        self._choosing.toggle()

    def action_range(self) -> None:
        if self._shown is self.entries:
            self._choosing.begin_range()

    def action_choose_all(self) -> None:
        self._choosing.choose_all()

    def action_next_new(self, direction: int) -> None:
        if not self._choosing.next_new(direction):
            self.key_bar.say("Nothing is new.")

    # ── opening ──────────────────────────────────────────────────────────────────────────────────────────

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        row = message.row
        if isinstance(row, Invitation):
            if row.action == "sample" and self.services.sample is not None:
                self._open_source(self.services.sample)
            elif row.action:
                self.run_worker(self.app.run_action(row.action, self))
        elif isinstance(row, Hit):
            self.listing.hit_at = message.index
            run_latest(self, "open", self._try, row.source, self._opening.hit, row)
        elif isinstance(row, Entry):
            self._choosing.arrive()
            run_latest(self, "open", self._try, row.source, self._opening.entry, row)
        else:
            self.listing.at = name_of(row)
            self.listing.fold(row.name)
            self._list()

    def _open_source(self, source: str) -> None:
        run_latest(self, "open", self._try, source, self._opening.source, source)

    async def _try(
        self, shown: str, opened: Callable[..., Coroutine[Any, Any, OpenArticle]], *arguments: object
    ) -> None:
        """Load first: what cannot be read is said here, and the list stays, and what was typed."""
        self.key_bar.say(f"Opening {shortened(shown, 200)} …", 60, held=True)
        try:
            message = await opened(*arguments)
        except SourceError as error:
            self.key_bar.clear_message()
            self.services.warn(str(error), severity="error")
            self._type_on()
            return
        self.key_bar.clear_message()
        self._stop_asking()
        self.listing.at = message.article.id
        self.post_message(message)

    # ── asking ───────────────────────────────────────────────────────────────────────────────────────────

    def action_feeds(self) -> None:
        self.post_message(ShowFeeds())

    def action_dossier(self) -> None:
        self.post_message(ShowDossier())

    async def action_open(self) -> None:
        await self._ask("open", "")

    async def action_search(self) -> None:
        await self._ask("search", self.listing.query)

    async def action_filter(self) -> None:
        if self.listing.query:
            self._end_search()
        await self._ask("filter", self.listing.words)

    async def action_tag(self) -> None:
        targets = self.targets
        if not targets:
            self.key_bar.say("There is no article to tag.")
            return
        there = own_tags(targets[0], self._annotations) if len(targets) == 1 else ()
        await self._ask("tag", " ".join(there))

    async def _ask(self, what: str, value: str) -> None:
        self._asking = what
        for old in self.query("AskBar"):
            old.remove()
        prompt, placeholder, _ = words.ASKED[what]
        if what == "open":
            asking: Input = PathInput(value, self.key_bar.say, placeholder=placeholder)
        else:
            asking = Input(value, placeholder=placeholder, compact=True)
        bar = AskBar(Static(prompt, classes="prompt", markup=False), asking)
        await self.mount(bar, before=self.key_bar)
        self.set_focus(asking)
        self._show_hints()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # What an input leaves alone is no command of the list while something is typed.
        mine = {command.action.partition("(")[0] for command in keys.COMMANDS if command.where == "library"}
        if isinstance(self.focused, Input) and action in mine - {"clear"}:
            return False
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """While something is typed, the arrows go through the list."""
        if (
            isinstance(self.focused, Input)
            and event.key in ("down", "up")
            and self._asking in words.LISTED_WHILE_TYPING
        ):
            event.stop()
            self._shown.action_move(1 if event.key == "down" else -1)

    def _stop_asking(self) -> bool:
        asked = self.query(AskBar)
        for bar in asked:
            bar.remove()
        self.set_focus(self._shown)
        self._asking = ""
        self._show_hints()
        return bool(asked)

    def _type_on(self) -> None:
        """What was typed for an article that did not open can be mended."""
        for asked in self.query("AskBar Input").results(Input):
            asked.disabled = False
            self.set_focus(asked)

    def on_input_changed(self, event: Input.Changed) -> None:
        if self._asking == "search":
            run_latest(self, "search", self._search, event.value.strip())
        elif self._asking == "filter":
            self.listing.words = event.value.strip()
            self._list()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        value = event.value.strip()
        if self._asking == "open" and value:
            event.input.disabled = True  # what is typed while it opens is for the list: q leaves
            self.set_focus(self._shown)
            self._open_source(value)
            return
        if self._asking == "tag":
            self._changing.tag(value)
        self._stop_asking()

    async def _search(self, query: str) -> None:
        if query:
            await asyncio.sleep(_TYPING)
        listing = self.listing
        hits: Sequence[Hit] = ()
        try:
            if query and self.services.articles.available:
                hits = await self.services.articles.call(lambda store: _found(store, query))
            elif query:
                hits = await self.services.library.call(lambda known: search_library(known, query))
        except SaysoError as error:
            self.key_bar.say(str(error))
            return
        listing.query, listing.hits, listing.hit_at = query, hits, 0
        self.hits.empty_text = f"Nothing here has “{query}”."
        self._list()

    def _end_search(self) -> None:
        self.listing.query, self.listing.hits = "", ()
        self._list()

    def action_clear(self) -> None:
        """Take away what was put on the screen last; where nothing is left, go back to the article."""
        listing = self.listing
        if any(
            work.node is self and work.group in ("open", "analyse") and not work.is_finished
            for work in self.workers
        ):
            self.workers.cancel_group(self, "open")
            self.workers.cancel_group(self, "analyse")
            self.key_bar.say("Given up." if not self.query(AskBar) else "Not opened.")
            self._type_on()
        elif (asking := self._asking) and self._stop_asking():
            if asking == "search":
                self._end_search()
            elif asking == "filter":
                listing.words = ""
                self._list()
        elif self._choosing.end_range():
            pass
        elif listing.chosen:
            self._choosing.choose(set())
        elif listing.query:
            self._end_search()
        elif listing.filtered:
            listing.show_all()
            self._list()
        elif self.over:
            self.post_message(CloseLibrary())
        else:
            raise SkipAction

    # ── how it is listed ─────────────────────────────────────────────────────────────────────────────────

    def action_sort(self) -> None:
        self._arranging.ask_order()

    def on_column_names_pressed(self, message: ColumnNames.Pressed) -> None:
        self._arranging.sort(message.order)

    def action_turn(self) -> None:
        self._arranging.turn()

    def action_group(self) -> None:
        self._arranging.ask_group()

    def action_voices(self) -> None:
        self._arranging.voices()

    def action_only_new(self) -> None:
        self._arranging.only_new()

    # ── changing ─────────────────────────────────────────────────────────────────────────────────────────

    def action_forget(self) -> None:
        self._changing.remove()

    def action_mark_read(self) -> None:
        self._changing.mark_read()

    def action_put_back(self) -> None:
        self._changing.put_back()

    def action_analyse(self) -> None:
        self._changing.analyse()

    # ── what its parts ask of the screen ─────────────────────────────────────────────────────────────────

    @property
    def row(self) -> Row | None:
        return self.entries.row if self._shown is self.entries else None

    @property
    def targets(self) -> list[Entry]:
        return self.listing.targets(self.entries.row) if self._shown is self.entries else []

    def say(self, sentence: str, *, held: bool = False) -> None:
        self.key_bar.say(sentence, _HELD if held else None, held=held)

    def fall_silent(self) -> None:
        self.key_bar.clear_message()

    def choose_among(
        self,
        title: str,
        choices: Sequence[Choice],
        then: Callable[[str], None],
        *,
        typing: bool = False,
        enter: str = "choose",
    ) -> None:
        def answered(value: str | None) -> None:
            if value is not None:
                then(value)

        self.app.push_screen(Choose(title, choices, typing=typing, enter=enter), answered)

    def show_listed(self) -> None:
        self._list()

    async def read_again(self) -> None:
        await self._read()

    def forget_choice(self) -> None:
        self._choosing.forget()

    def start(self, group: str, work: Callable[..., Coroutine[Any, Any, None]], *arguments: object) -> None:
        run_latest(self, group, work, *arguments)

    def finish(self, work: Coroutine[Any, Any, None]) -> None:
        self.run_worker(work, group="library")

    def open_dossier(self, name: str) -> None:
        self.post_message(ShowDossier(name))

    # ── out ──────────────────────────────────────────────────────────────────────────────────────────────

    def action_audit(self) -> None:
        """The audit of what is chosen, else of everything."""
        chosen = [entry.article_id for entry in self.listing.targets(None)]
        self.post_message(ShowAudit(tuple(chosen)))

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.app.run_action(message.action, self)

    async def action_close(self) -> None:
        opening = any(asked.disabled for asked in self.query("AskBar Input").results(Input))
        if not self._stop_asking() or opening:
            self.post_message(CloseLibrary(leave=True))


def _found(store: Articles, query: str) -> list[Hit]:
    return store.search(query, limit=LIMIT)
