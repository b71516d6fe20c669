"""The dossier's screen: a list of what somebody said, and who is taken for that person."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.app.dialogs.dialog import Choice, Choose
from tui.app.dossier.deciding import Deciding
from tui.app.dossier.detail import Detail
from tui.app.dossier.filtering import HELP, facets, parsed
from tui.app.dossier.knowledge import PIECE, Key, Knowledge, Known
from tui.app.dossier.lists import Folding, PeopleList, SaidList
from tui.app.dossier.rows import MemberRow, PersonRow, QuoteRows, WhoRow, at, who_rows
from tui.app.keys import keymap as keys
from tui.app.keys.hints import Hint
from tui.app.messages import CloseScreen, OpenArticle
from tui.app.panes.background import run_latest
from tui.app.panes.bars import KeyBar, TitleBar
from tui.app.panes.row_list import RowList
from tui.app.state.services import Services
from tui.domain.article import Span
from tui.domain.collection.entries import Entries
from tui.domain.collection.people import Person
from tui.domain.collection.said import Dossier, narrowed
from tui.domain.errors import LibraryError
from tui.domain.labels.people import names_apart
from tui.domain.text.folding import holds_words
from tui.domain.text.phrases import counted, shortened

_WRITTEN = {
    "md": "Markdown: the quotes by date, with what differs",
    "csv": "CSV: a row a telling",
    "json": "JSON",
}


class FilterBar(Horizontal):
    """The row in which the filter is typed."""


class DossierScreen(Screen[None]):
    """What somebody said: whoever is called ``name``, with one of the ``keys`` if given; else everybody."""

    CSS_PATH = "dossier.tcss"
    COMMANDS_OF = "dossier"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("dossier")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-beside")]  # noqa: RUF012 (Textual declares it so)

    def __init__(self, services: Services, name: str = "", article_keys: Sequence[Key] = ()) -> None:
        super().__init__()
        self.services = services
        self._knowledge = Knowledge(services)
        self._name = name
        self._keys = tuple(article_keys)
        self._from_everybody = not name
        self._known = Known(())
        self._everybody = Known(())
        self._everybody_is_old = False
        self._view = "said" if name else "people"
        self._filter = {"said": "", "people": ""}
        self._unfolded: set[Key] = set()
        self._deciding = Deciding(self, self._knowledge)

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Horizontal(id="dossier"):
            yield SaidList()
            yield PeopleList()
            yield Detail(id="detail")
        yield KeyBar()

    def on_mount(self) -> None:
        self._title(self._name or "Everybody who is quoted", "")
        for rows in (self._said, self._people):
            rows.empty_text = "Reading what is kept …"
        self._turn_to(self._view)
        self._load()

    @property
    def key_bar(self) -> KeyBar:
        return self.query_one(KeyBar)

    @property
    def _said(self) -> SaidList:
        return self.query_one(SaidList)

    @property
    def _people(self) -> PeopleList:
        return self.query_one(PeopleList)

    @property
    def _rows(self) -> Folding:
        return self._said if self._view == "said" else self._people

    # ── what is known ────────────────────────────────────────────────────────────────────────────────────

    def _load(self) -> None:
        run_latest(self, "load", self._read)

    def on_screen_resume(self) -> None:
        """An article that was opened from here may have been corrected: what is listed holds that."""
        if self._known.people:
            run_latest(self, "load", self._read_if_old)

    async def _read_if_old(self) -> None:
        with contextlib.suppress(LibraryError):  # what stands here stays
            if await self._knowledge.is_old():
                self._everybody_is_old = bool(self._name)
                await self._read()

    async def _read(self) -> None:
        if not self.services.articles.available:
            self._nothing("There is no library here: nothing is kept.")
            return
        try:
            if self._name:
                self._known = await self._knowledge.called(self._name, self._keys)
            else:
                self._known = self._everybody = await self._knowledge.everybody()
        except LibraryError as error:
            self._nothing(str(error))
            return
        if not self._known.people:
            who = f"called “{self._name}”" if self._name else "is quoted"
            self._nothing(
                f"Nobody {who} in the articles kept." if self._name else "Nobody is quoted in them yet."
            )
        self._list()
        if self._known.found is not None:
            run_latest(self, "rest", self._read_on, self._known.found.entries)

    async def _read_on(self, entries: Entries) -> None:
        """Read what is not shown yet, in pieces, so that neither scrolling nor a filter waits for it."""
        with contextlib.suppress(LibraryError):  # what cannot be read is said where it would stand
            for start in range(0, len(entries), PIECE):
                await self._knowledge.read(entries, start)

    def _nothing(self, sentence: str) -> None:
        self._said.empty_text = self._people.empty_text = sentence

    def _chosen(self) -> tuple[Person, ...]:
        return self._known.found.people if self._known.found is not None else ()

    def _shown(self) -> Dossier | None:
        found = self._known.found
        return None if found is None else narrowed(found, parsed(self._filter["said"]))

    def _list(self) -> None:
        """Both lists anew, each cursor on the row that it was on."""
        shown = self._shown()
        entries = shown.entries if shown is not None else Entries()
        several = len(self._chosen()) > 1
        owners = names_apart(self._chosen()) if several else {}
        said = QuoteRows(entries, self._unfolded, owners)
        self._said.list_rows(said, said.place_of(self._said.row) if said else None)
        people = [one for one in self._known.people if holds_words(_words(one), self._filter["people"])]
        who = list(who_rows(people, self._unfolded, self._deciding.people, self._deciding.members))
        self._people.list_rows(who, at(who, self._people.row, self._people.cursor) if who else None)
        if self._known.people:
            self._nothing("Nothing fits the filter." if any(self._filter.values()) else "Nothing was said.")
        self._describe(shown)
        self._show_detail()

    def _describe(self, shown: Dossier | None) -> None:
        chosen = self._chosen()
        if shown is None or self._known.found is None:
            people = counted(len(self._known.people), "person or body", "persons and bodies")
            self._title(
                "Everybody who is quoted" if not self._name else self._name,
                people if self._known.people else "",
            )
        else:
            one = chosen[0]
            role = f" · {one.roles[0]}" if len(chosen) == 1 and one.roles else ""
            name = one.name if len(chosen) == 1 else f"{len(chosen)} called “{self._name}”"
            self._title(f"{name}{role}", self._counts(shown, self._known.found))
        self._show_hints()

    def _counts(self, shown: Dossier, whole: Dossier) -> str:
        quotes = counted(len(whole.entries), "quote")
        if len(shown.entries) < len(whole.entries):
            quotes = f"{len(shown.entries):,} of {quotes}"
        first, last = (day[:4] for day in whole.entries.days())
        years = f" · {first}" + (f"–{last}" if last != first else "") if first else ""
        others = len(self._known.people) - len(self._chosen())
        share = "other shares the name" if others == 1 else "others share the name"
        more = f" · {others} {share}" if others > 0 and self._name else ""
        if self._filter["said"]:
            more += f" · “{self._filter['said']}”"
        return f"{quotes} in {counted(whole.entries.articles(), 'article')}{years}{more}"

    def _title(self, title: str, about: str) -> None:
        bar = self.query_one(TitleBar)
        bar.title, bar.about = shortened(title, 200), about

    def _show_detail(self) -> None:
        self.query_one(Detail).show(self._rows.row)

    def _show_hints(self) -> None:
        def hint(command: str, words: str, action: str) -> Hint:
            return self.key_of(command), words, action

        common = [
            hint("dossier.filter", "filter", "filter"),
            hint("dossier.undo", "undo", "undo"),
            hint("app.help", "help", "app.help"),
            hint("list.letters", "letters", "focused.letters"),
            hint("dossier.back", "back", "back"),
        ]
        if self._view == "said":
            self.key_bar.hints = [
                ("enter", "open there", ""),
                ("→ ←", "tellings", ""),
                hint("dossier.turn", "who is who", "turn"),
                hint("dossier.facets", "kind, year, source", "facets"),
                hint("dossier.export", "export", "export"),
                hint("dossier.copy", "copy", "copy"),
                *common,
            ]
        else:
            self.key_bar.hints = [
                ("enter", "what they said", ""),
                ("→ ←", "why one", ""),
                ("space", "mark", "mark"),
                hint("dossier.join", "join", "join"),
                hint("dossier.part", "part", "part"),
                *([hint("dossier.turn", "quotes", "turn")] if self._known.found is not None else []),
                *common,
            ]

    # ── moving about ─────────────────────────────────────────────────────────────────────────────────────

    def _turn_to(self, view: str) -> None:
        self._view = view
        self._said.display = view == "said"
        self._people.display = view == "people"
        self.set_focus(self._rows)
        self._show_detail()
        self._show_hints()

    def action_turn(self) -> None:
        if self._view == "people" and self._known.found is None:
            self.key_bar.say("Choose somebody with enter.")
        else:
            self._turn_to("people" if self._view == "said" else "said")

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        self._show_detail()

    def on_folding_folded(self, message: Folding.Folded) -> None:
        row = message.rows.row
        if row is None:
            return
        owner = row.entry.main.key if hasattr(row, "entry") else row.person.id
        wanted = owner not in self._unfolded if message.to == 0 else message.to > 0
        if wanted == (owner in self._unfolded):
            return
        (self._unfolded.add if wanted else self._unfolded.discard)(owner)
        self._list()

    async def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        row = message.row
        if isinstance(row, PersonRow):
            self._name, self._keys = row.person.name, tuple(m.appearance.key for m in row.person.members)
            self._filter["said"] = ""
            self._turn_to("said")
            self._said.list_rows([], None)
            self._nothing("Reading what is kept …")
            self._load()
            return
        about = row.member.appearance.about if isinstance(row, MemberRow) else row.telling.said.about
        span = None if isinstance(row, MemberRow) else Span(row.telling.said.start, row.telling.said.end)
        run_latest(self, "open", self._open, about.article_id, span)

    async def _open(self, article_id: str, span: Span | None) -> None:
        try:
            kept = await self._knowledge.article(article_id)
        except LibraryError as error:
            self.services.warn(str(error), severity="error")
            return
        if kept is None:
            self.key_bar.say("The article is not kept any more.")
        else:
            self.post_message(OpenArticle(kept.article.source, kept.article, span))

    def action_back(self) -> None:
        if self._stop_typing():
            return
        if self._filter[self._view]:
            self._filter[self._view] = ""
            self._list()
        elif self._view == "people" and self._deciding.clear():
            self._list()
        elif self._from_everybody and self._name:
            self._name, self._keys, self._known = "", (), self._everybody
            self._turn_to("people")
            self._list()
            if self._everybody_is_old:
                self._everybody_is_old = False
                self._load()
        else:
            self.post_message(CloseScreen())

    def action_close(self) -> None:
        if not self._stop_typing():
            self.post_message(CloseScreen())

    def action_scroll_detail(self, lines: int) -> None:
        self.query_one(Detail).scroll_relative(y=lines, animate=False)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.app.run_action(message.action, self)

    # ── filters ──────────────────────────────────────────────────────────────────────────────────────────

    async def action_filter(self) -> None:
        for old in self.query(FilterBar):
            old.remove()
        hint = HELP if self._view == "said" else "part of a name or a role"
        asking = Input(self._filter[self._view], placeholder=hint, compact=True)
        await self.mount(
            FilterBar(Static("Filter", classes="prompt", markup=False), asking), before=self.key_bar
        )
        self.set_focus(asking)

    def action_facets(self) -> None:
        found = self._known.found
        if found is None or self._view != "said":
            return
        choices = [
            Choice(term, words, counted(count, "quote")) for term, words, count in facets(found.entries)
        ]

        def chosen(term: str | None) -> None:
            if term is not None:
                kept = [
                    word
                    for word in self._filter["said"].split()
                    if not word.startswith(term.split(":")[0] + ":")
                ]
                self._filter["said"] = " ".join((*kept, term))
                self._list()

        self.app.push_screen(Choose("Only …", choices, typing=True), chosen)

    def _stop_typing(self) -> bool:
        bars = self.query(FilterBar)
        for bar in bars:
            bar.remove()
        self.set_focus(self._rows)
        return bool(bars)

    def on_input_changed(self, event: Input.Changed) -> None:
        if self._filter[self._view] != event.value.strip():
            self._filter[self._view] = event.value.strip()
            self._list()

    def on_input_submitted(self) -> None:
        self._stop_typing()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # What an input leaves alone is no command of the list while something is typed.
        if isinstance(self.focused, Input) and action not in ("back", "filter"):
            return False
        return super().check_action(action, parameters)

    # ── who is one ───────────────────────────────────────────────────────────────────────────────────────

    @property
    def _who(self) -> WhoRow | None:
        """The row of the people that the cursor is on, where they are shown."""
        return self._people.row if self._view == "people" else None

    def action_mark(self) -> None:
        if self._who is not None:
            self._deciding.mark(self._who)
            self._list()
            self._people.action_move(1)

    def action_join(self) -> None:
        if self._who is not None:
            self._deciding.join(self._who, self._known.people)

    def action_part(self) -> None:
        if self._who is not None:
            self._deciding.part(self._who)

    def action_undo(self) -> None:
        self._deciding.undo()

    # ── what deciding asks of the screen ─────────────────────────────────────────────────────────────────

    def say(self, sentence: str) -> None:
        self.key_bar.say(sentence)

    def warn(self, sentence: str) -> None:
        self.services.warn(sentence, severity="error")

    def key_of(self, command: str) -> str:
        return self.services.keys_of(command).split(" ")[0]

    def ask(self, dialog: Choose, answered: Callable[[str | None], None]) -> None:
        self.app.push_screen(dialog, answered)

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        self.run_worker(work, group="library")

    async def read_again(self) -> None:
        await self._read()

    # ── out ──────────────────────────────────────────────────────────────────────────────────────────────

    def action_copy(self) -> None:
        row = self._said.row if self._view == "said" else None
        if row is None:
            return
        said = row.telling.said
        when = f", {said.about.day}" if said.about.day else ""
        where = f"{said.about.title}{when}, {said.about.source}"
        words = f"“{said.text}”\n— {said.speaker or 'nobody named'}, {where}"
        self.app.copy_to_clipboard(words)
        self.key_bar.say("Copied with speaker, title, date and source.")

    def action_export(self) -> None:
        shown, exporter = self._shown(), self.services.exporter
        if shown is None or exporter is None:
            self.key_bar.say("There is nothing to export yet.")
            return

        def chosen(form: str | None) -> None:
            if form is not None:
                run_latest(self, "export", self._write, shown, form)

        choices = [Choice(form, words) for form, words in _WRITTEN.items()]
        self.app.push_screen(Choose("Export what is listed as", choices), chosen)

    async def _write(self, shown: Dossier, form: str) -> None:
        from tui.app.state.new_file import export

        exporter = self.services.exporter
        if exporter is None:
            return
        made = partial(exporter.dossier, shown, form)
        await export(made, f"{shown.name} said", form, self.key_bar.say, self.services.warn)


def _words(one: Person) -> str:
    return " ".join((one.name, *one.roles, *(m.appearance.name for m in one.members[:20])))
