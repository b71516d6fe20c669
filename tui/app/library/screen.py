"""The library: what was read before, with how far and how much was found and noted; searching and opening."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.app import wording
from tui.app.keys import keymap as keys
from tui.app.keys.hints import Hint
from tui.app.messages import OpenArticle, Quit, ShowFeeds
from tui.app.panes.background import run_latest
from tui.app.panes.bars import KeyBar, TitleBar
from tui.app.panes.row_list import Line, Piece, RowList
from tui.app.state.services import Services
from tui.domain.annotation import Annotation, Note, Reading
from tui.domain.errors import LibraryError, SourceError
from tui.domain.labels.annotations import annotation_kind
from tui.domain.ports import Library
from tui.domain.text.folding import holds_words
from tui.domain.text.phrases import counted, shortened

POLL = 1.5
"""Seconds between two looks at whether another process wrote to the library."""
_BAR = 10  # cells
_WHILE_TYPING = ("search", "open", "feeds", "forget", "put_back", "close")
"""What is no command while something is typed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: an article that was read, or (when searching) a note on one."""

    reading: Reading
    noted: int = 0
    note: Annotation | None = None
    sample: bool = False


class ReadingsList(RowList[Entry]):
    """Two lines an article: its title; how much was read, when, what was found, what was noted, its file."""

    gap = 1

    def __init__(self) -> None:
        super().__init__(id="readings", row_height=3)

    def draw(self, row: Entry, width: int) -> Iterable[Line]:
        reading = row.reading
        if row.sample:
            words = "  a short one to try sayso with; your own opens with the keys below"
            return [[("  ", ""), (reading.title, "name")], [(words, "muted")], []]
        if row.note is not None:
            body = row.note.body if isinstance(row.note, Note) else annotation_kind(row.note)
            passage = shortened(row.note.anchor.exact, 120)
            words = shortened(body, 160)
            return [
                [("✎ ", "bar"), (f"“{passage}”", "")],
                [("  ", ""), (words, "name"), (f"  in {reading.title}", "muted")],
                [],
            ]
        when = reading.opened.astimezone()
        full = round(reading.share * _BAR)
        about = [reading.byline, wording.day(reading.published)]
        counts = []
        if reading.quotes is not None:
            counts.append(counted(reading.quotes, "quote"))
        if reading.actors is not None:
            counts.append(counted(reading.actors, "actor"))
        if row.noted:
            counts.append(counted(row.noted, "note"))
        second: list[Piece] = [
            ("  ", ""),
            ("━" * full, "bar"),
            ("─" * (_BAR - full), "muted"),
            (f" {round(reading.share * 100):>3} %  ", ""),
            (" · ".join([f"read {when.day} {when:%b}", *counts, _place(reading.source)]), "muted"),
        ]
        byline = " · ".join(part for part in about if part)
        return [[("  ", ""), (reading.title, "name"), (f"  {byline}" if byline else "", "muted")], second, []]


def _place(source: str) -> str:
    """The host of an address, the name of a file: tells articles of one title apart."""
    if source.startswith(("http://", "https://")):
        return source.split("/")[2]
    return "standard input" if source == "-" else source.rstrip("/").rpartition("/")[2]


class AskBar(Horizontal):
    """A row with a prompt and an input."""


class LibraryScreen(Screen[None]):
    """What was read, latest first. Enter opens; a path or an address can be typed."""

    COMMANDS_OF = "library"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("library")

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self._entries: list[Entry] = []
        self._revision: str | None = None
        """The library's token when it was last read; None: it was not."""
        self._asking = ""  # what the input is for: "open" or "search"
        self._query = ""
        self._forgotten: list[Reading] = []
        """What was taken off the list here, the latest last."""

    @property
    def _rows(self) -> ReadingsList:
        return self.query_one(ReadingsList)

    @property
    def key_bar(self) -> KeyBar:
        return self.query_one(KeyBar)

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield ReadingsList()
        yield KeyBar()

    def on_mount(self) -> None:
        bar = self.query_one(TitleBar)
        bar.title = "sayso · the library"
        self._rows.empty_text = "Opening the library …"
        self.set_focus(self._rows)
        self._show_hints()
        self.call_after_refresh(self._begin)
        self.set_interval(POLL, self._poll)

    def _show_hints(self) -> None:
        def hint(command: str, words: str, action: str) -> Hint:
            return self.services.keys_of(command).split(" ")[0], words, action

        self.key_bar.hints = [
            ("enter", "read", ""),
            *([hint("library.clear", "all articles", "clear")] if self._query else []),
            hint("library.open", "open a file or an address", "open"),
            hint("library.search", "search", "search"),
            hint("library.feeds", "feeds", "feeds"),
            hint("library.forget", "take off the list", "forget"),
            *([hint("library.put-back", "put back", "put_back")] if self._forgotten else []),
            hint("library.close", "quit", "close"),
            hint("app.help", "help", "app.help"),
        ]

    def on_screen_resume(self) -> None:
        if self._revision is not None:
            self._begin()

    def _begin(self) -> None:
        run_latest(self, "list", self._read)

    # ── what is listed ───────────────────────────────────────────────────────────────────────────────────

    async def _read(self) -> None:
        kept = self.services.library
        query = self._query

        def read(library: Library) -> tuple[str, list[Entry]]:
            revision = library.revision()
            notes = Counter(annotation.article_id for annotation in library.annotations())
            readings = library.readings()
            entries = [Entry(reading, notes[reading.article_id]) for reading in readings]
            if query:
                found = [entry for entry in entries if holds_words(_words_of(entry.reading), query)]
                known = {reading.article_id: reading for reading in readings}
                for note in library.search(query):
                    reading = known.get(note.article_id)
                    if reading is not None:
                        found.append(Entry(reading, note=note))
                entries = found
            return revision, entries

        if kept.available:
            try:
                self._revision, self._entries = await kept.call(read)
            except LibraryError as error:
                self.services.warn(str(error), severity="error")
                self._entries = []
        if notice := kept.new_notice():
            self.services.warn(notice)
        self._list()

    def _list(self) -> None:
        entries = list(self._entries)
        sample = self.services.sample
        if not entries and not self._query and sample is not None:
            entries = [
                Entry(Reading(article_id="", source=sample, title="Open the sample article"), sample=True)
            ]
        was = self._rows.row
        at = next((i for i, entry in enumerate(entries) if was is not None and _same(entry, was)), 0)
        self._rows.list_rows(entries, at)
        self._rows.empty_text = (
            f"Nothing here has “{self._query}”."
            if self._query
            else f"Nothing was read yet. {self.services.keys_of('library.open')} opens a file or an address."
        )
        self._show_hints()
        read = [entry for entry in self._entries if entry.note is None]
        about = counted(len(read), "article")
        self.query_one(TitleBar).about = f"“{self._query}” · {len(entries)} found" if self._query else about

    async def _poll(self) -> None:
        kept = self.services.library
        if self._revision is None or not kept.available or self.app.screen is not self:
            return
        try:
            if await kept.call(lambda library: library.revision()) != self._revision:
                await self._read()
        except LibraryError as error:
            self._revision = None
            self.services.warn(str(error), severity="error")

    # ── opening ──────────────────────────────────────────────────────────────────────────────────────────

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self._open(message.row.reading.source)

    def _open(self, source: str) -> None:
        run_latest(self, "open", self._try, source)

    async def _try(self, source: str) -> None:
        """Load first: what cannot be read is said here, and the list stays, and what was typed."""
        self.key_bar.say(f"Opening {shortened(source, 200)} …", 60, held=True)
        try:
            article = await asyncio.to_thread(self.services.loader.load, source, clean=self.services.clean)
        except asyncio.CancelledError:
            self.services.loader.give_up()
            raise
        except SourceError as error:
            self.key_bar.clear_message()
            self.services.warn(str(error), severity="error")
            return
        self.key_bar.clear_message()
        self._stop_asking()
        self.post_message(OpenArticle(source, article))

    def action_feeds(self) -> None:
        self.post_message(ShowFeeds())

    async def action_open(self) -> None:
        await self._ask("open", "Open", "a path or an http(s) address")

    async def action_search(self) -> None:
        await self._ask("search", "Search", "words of a title, a passage, a note; #tag")

    async def _ask(self, what: str, prompt: str, placeholder: str) -> None:
        self._asking = what
        for old in self.query("AskBar"):
            old.remove()
        asking = Input(self._query if what == "search" else "", placeholder=placeholder, compact=True)
        bar = AskBar(Static(prompt, classes="prompt", markup=False), asking)
        await self.mount(bar, before=self.key_bar)
        self.set_focus(asking)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # A burst of keys may come by on its way to the input that is opening: "/" is part of a path then.
        if isinstance(self.focused, Input) and action in (
            "search",
            "open",
            "feeds",
            "forget",
            "put_back",
            "close",
        ):
            return False
        return super().check_action(action, parameters)

    def _stop_asking(self) -> bool:
        asked = self.query(AskBar)
        for bar in asked:
            bar.remove()
        self.set_focus(self._rows)
        return bool(asked)

    def on_input_changed(self, event: Input.Changed) -> None:
        if self._asking == "search":
            self._query = event.value.strip()
            self._begin()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        value = event.value.strip()
        if self._asking == "open" and value:
            self._open(value)
        else:
            self._stop_asking()

    def action_clear(self) -> None:
        if any(work.node is self and work.group == "open" and not work.is_finished for work in self.workers):
            self.workers.cancel_group(self, "open")
            self.key_bar.say("Not opened.")
        elif self._stop_asking():
            if self._asking == "search" and self._query:
                self._query = ""
                self._begin()
        elif self._query:
            self._query = ""
            self._begin()
        else:
            raise SkipAction

    def action_forget(self) -> None:
        entry = self._rows.row
        if entry is None or entry.sample or not self.services.library.available:
            return
        reading = entry.reading
        pressed = self.services.keys_of("library.put-back").split(" ")[0]
        self._forgotten.append(reading)
        self._change(
            lambda library: library.forget_reading(reading.article_id),
            f"Taken off the list; its notes stay. {pressed} puts it back.",
        )

    def action_put_back(self) -> None:
        """List again what was last taken off."""
        if not self._forgotten:
            self.key_bar.say("Nothing was taken off the list.")
            return
        reading = self._forgotten.pop()
        self._change(lambda library: library.keep_reading(reading), "It is on the list again.")

    def _change(self, change: Callable[[Library], None], done: str) -> None:
        async def write() -> None:
            try:
                await self.services.library.call(change)
                await self._read()
            except LibraryError as error:
                self.services.warn(str(error), severity="error")
                return
            self.key_bar.say(done)

        self.run_worker(write(), group="library")

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.app.run_action(message.action, self)

    async def action_close(self) -> None:
        if not self._stop_asking():
            self.post_message(Quit())


def _words_of(reading: Reading) -> str:
    """What a search looks for its words in."""
    return f"{reading.title} {reading.byline or ''} {reading.source}"


def _same(one: Entry, other: Entry) -> bool:
    return one.reading.article_id == other.reading.article_id and one.note == other.note
