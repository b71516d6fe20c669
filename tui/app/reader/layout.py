"""The reader's screen, first part: what it is made of, how the panes fit, and showing a picture in them.

The screen holds all state. Widgets are told what to show and post messages; nothing else routes between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.css.scalar import Scalar
from textual.reactive import reactive
from textual.screen import Screen

from tui.app import wording
from tui.app.keys import keymap as keys
from tui.app.keys.hints import hints
from tui.app.panes.article_view import ArticleView
from tui.app.panes.bars import Divider, KeyBar, Status, TitleBar
from tui.app.panes.strip_map import StripMap
from tui.app.startup import geometry
from tui.app.state.picture import NoteFilter, Picture, QuoteFilter
from tui.app.text.paint import Layers
from tui.domain.analysis import Quote
from tui.domain.article import Article, Span

if TYPE_CHECKING:
    from tui.app.app import SaysoApp
    from tui.app.panes.lists import ActorsList, NotesList, QuotesList
    from tui.app.panes.pane import Pane

PANES = ("quotes", "actors", "notes")
_LEAST_ROWS = 4  # of a pane: its heading, and what an empty list says


class ReaderLayout(Screen[None]):
    """Widgets, widths, and what is shown. The parts that do something come in the classes after it."""

    COMMANDS_OF = "reader"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings("reader"),
        *keys.first_key_bindings(),
        *(Binding(str(digit), f"digit({digit})", show=False, id=f"count.{digit}") for digit in range(10)),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (Textual declares it so)
        (0, "-alone"),
        (geometry.ALONE, "-tabs"),
        (geometry.WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-low"),
        (24, "-high"),
    ]

    picture: reactive[Picture | None] = reactive(None, init=False)
    current_id: reactive[str | None] = reactive(None, init=False)
    """The id of the quote the reader is at."""
    actor_id: reactive[str | None] = reactive(None, init=False)
    """The actor whose mentions are marked."""
    quote_filter: reactive[QuoteFilter] = reactive(QuoteFilter(), init=False)
    note_filter: reactive[NoteFilter] = reactive(NoteFilter(), init=False)
    progress: reactive[str] = reactive("", init=False)
    """How far the analysis is, in words; empty when it is not running."""
    trouble: reactive[str] = reactive("", init=False)
    """Why there is no analysis, in one sentence."""
    waiting: reactive[str] = reactive("", init=False)
    """What the next key is for: ``next``, ``previous``, ``mark``, ``jump``, ``highlight``; empty: nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.article: Article | None = None
        self.listed: Sequence[Quote] = ()
        """The quotes in the list, which J and K walk."""
        self._listed_numbers: Mapping[str, int] = {}
        self._side_share: float | None = None
        """How much of the width the reader gave the lists; None: what is usual."""
        self._tab = "quotes"
        self._layers = Layers()
        self._ready = False  # whether the panes are there

    @property
    def sayso(self) -> SaysoApp:
        return cast("SaysoApp", self.app)

    # ── widgets ──────────────────────────────────────────────────────────────────────────────────────────

    def compose(self) -> ComposeResult:
        yield TitleBar(id="title")
        with Horizontal(id="body"):
            yield ArticleView(id="article")
            yield Divider(id="divider")
            yield Vertical(id="side")
        with Horizontal(id="foot"):
            yield StripMap(id="map")
            yield Status(id="status")
        yield KeyBar(id="keys")

    async def add_panes(self) -> None:
        """The lists come after the first paint: what they need is not imported before it."""
        from tui.app.panes.lists import ActorsList, NotesList, QuotesList
        from tui.app.panes.pane import Pane, Tabs

        tabs = Tabs(id="tabs")
        panes = [Pane("quotes", QuotesList()), Pane("actors", ActorsList()), Pane("notes", NotesList())]
        panes[0].add_class("-shown")
        await self.query_one("#side").mount(tabs, *panes)
        self._ready = True
        self.show_lists()

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    @property
    def quotes_list(self) -> QuotesList:
        return cast("QuotesList", self.query_one("#quotes"))

    @property
    def actors_list(self) -> ActorsList:
        return cast("ActorsList", self.query_one("#actors"))

    @property
    def notes_list(self) -> NotesList:
        return cast("NotesList", self.query_one("#notes"))

    @property
    def key_bar(self) -> KeyBar:
        return self.query_one("#keys", KeyBar)

    def say(self, sentence: str) -> None:
        """A word about what was just done, in the last row."""
        if self.has_class("-zen"):
            self.app.notify(sentence, markup=False, timeout=3)
        else:
            self.key_bar.say(sentence)

    # ── the article ──────────────────────────────────────────────────────────────────────────────────────

    def show_article(self, article: Article, position: int = 0) -> None:
        """Put an article on the screen, without an analysis yet."""
        self.article = article
        view = self.view
        view.show(article, position)
        self.set_focus(view)
        bar = self.query_one(TitleBar)
        bar.title = wording.shortened(article.title, 300)
        bar.about = wording.about(article)
        self.show_hints()
        self.show_status()

    def _panes(self) -> list[Pane]:
        from tui.app.panes.pane import Pane

        return list(self.query(Pane))

    # ── showing what is known ────────────────────────────────────────────────────────────────────────────

    def watch_picture(self) -> None:
        self.show_lists()
        self.paint()
        picture = self.picture
        if picture is not None:
            self.query_one(StripMap).show(picture.quoted, picture.note_layer)

    def watch_current_id(self) -> None:
        self.paint()
        self.follow()
        self.show_status()

    def watch_actor_id(self) -> None:
        self.paint()
        self.follow()
        self.show_hints()

    def watch_quote_filter(self) -> None:
        self.show_lists()
        self.show_status()
        self.show_hints()

    def watch_note_filter(self) -> None:
        self.show_lists()
        self.show_hints()

    def watch_progress(self) -> None:
        self.show_status()
        self.show_headings()

    def watch_trouble(self) -> None:
        self.show_headings()
        self.show_status()

    def paint(self) -> None:
        """Draw what is known over the text. Cheap where the layers are the ones from before."""
        picture = self.picture
        if picture is None:
            return
        current = picture.quote(self.current_id)
        actor = picture.actors.get(self.actor_id or "")
        self._layers = Layers(
            entities=picture.entity_layer,
            quotes=picture.quote_layer,
            cues=picture.cue_layer,
            actor_mentions=actor.mentions if actor is not None else (),
            annotations=picture.note_layer,
            current=current.content if current is not None else (),
            matches=self.match_layer(),
            current_match=self.current_match(),
        )
        self.view.set_layers(self._layers)

    def match_layer(self) -> Sequence[Span]:
        """What the search found."""
        return ()

    def current_match(self) -> Span | None:
        """The match the reader is at."""
        return None

    def show_lists(self) -> None:
        """Fill the lists from the picture and the filters; cursors stay on what they were on."""
        if not self._ready:
            return
        picture = self.picture
        quotes, actors, notes = self.quotes_list, self.actors_list, self.notes_list
        if picture is not None:
            chosen = self.quote_filter
            if chosen:
                self.listed = [quote for quote in picture.quotes if chosen.lets(quote)]
                self._listed_numbers = {quote.id: number for number, quote in enumerate(self.listed)}
            else:
                self.listed, self._listed_numbers = picture.quotes, picture.quote_numbers
            quotes.picture = actors.picture = picture
            actors.chosen = chosen.actor_id
            was_actor = actors.row.id if actors.row is not None else self.actor_id
            was_note = notes.row.placed.annotation.id if notes.row is not None else None
            quotes.list_rows(self.listed, self.listed_index(self.current_id))
            people = tuple(picture.actors.values())
            at = next((index for index, actor in enumerate(people) if actor.id == was_actor), None)
            actors.list_rows(people, at)
            rows = self._note_rows(picture)
            ids = [row.placed.annotation.id for row in rows]
            at = ids.index(was_note) if was_note in ids else None
            if at is None and notes.cursor is not None and rows:
                at = min(notes.cursor, len(rows) - 1)
            notes.list_rows(rows, at)
        self._fit_panes()
        self.show_headings()

    def _fit_panes(self) -> None:
        """Where the lists stand one below the other: no more room for actors and notes than they fill."""
        beside = self.has_class("-wide") and not self.has_class("-low")
        picture = self.picture
        for pane in self._panes():
            rows = 0
            if picture is not None and pane.name == "notes":
                rows = 2 * len(picture.notes)
            elif picture is not None and pane.name == "actors" and not self.progress:
                rows = len(picture.actors)
            fits = beside and pane.name != "quotes" and (rows or pane.name == "notes")
            most = Scalar.from_number(max(rows + 1, _LEAST_ROWS)) if fits else None
            if pane.styles.max_height != most:  # setting it has the whole screen laid out
                pane.styles.max_height = most

    def _note_rows(self, picture: Picture) -> list[NoteRow]:  # type: ignore[name-defined]  # noqa: F821
        from tui.app.panes.lists import NoteRow

        at = picture.article.paragraph_at
        return [
            NoteRow(
                placed,
                at(placed.span.start) + 1 if placed.span is not None else None,
                fits=bool(self.progress) or placed.annotation.id not in picture.unapplied,
            )
            for placed in picture.notes
            if self.note_filter.lets(placed)
        ]

    def listed_index(self, quote_id: str | None) -> int | None:
        """Where a quote stands in the list."""
        return self._listed_numbers.get(quote_id or "")

    def follow(self) -> None:
        """The lists follow what the reader is at, unless they are being walked themselves."""
        if not self._ready or self.picture is None:
            return
        if self.focused is not self.quotes_list:
            self.quotes_list.point(self.listed_index(self.current_id))
        quote = self.picture.quote(self.current_id)
        wanted = self.actor_id or (quote.actor_id if quote is not None else None)
        if self.focused is not self.actors_list and wanted is not None:
            ids = list(self.picture.actors)
            self.actors_list.point(ids.index(wanted) if wanted in ids else None)

    def show_headings(self) -> None:
        if not self._ready:
            return
        from tui.app.panes.pane import Tabs

        picture = self.picture
        total = len(picture.quotes) if picture is not None else 0
        going = "…" if self.progress else " (incomplete)" if self.trouble and total else ""
        listed = f"{len(self.listed):,}/{total:,}" if self.quote_filter else f"{total:,}"
        people = len(picture.actors) if picture is not None else 0
        notes = len(picture.notes) if picture is not None else 0
        noted = f"{len(self.notes_list.rows):,}/{notes:,}" if self.note_filter else f"{notes:,}"
        lost = len(picture.orphans) if picture is not None else 0
        chosen_name = self._actor_name(self.quote_filter.actor_id)
        titles = {
            "quotes": f"Quotes {listed}{going} ▾ {self._filter_in_words()}",
            "actors": f"Actors {people:,}{going}" + (f" ▾ {chosen_name}" if chosen_name else ""),
            "notes": f"Notes {noted}" + (f" · {lost:,} lost" if lost else "") + self._notes_in_words(),
        }
        for pane in self._panes():
            pane.heading.title = titles[pane.name or "quotes"]
            filtered = self.note_filter if pane.name == "notes" else self.quote_filter
            pane.heading.set_class(bool(filtered), "-filtered")
        tabs = self.query_one(Tabs)
        tabs.active = self._tab
        tabs.labels = (
            ("quotes", f"Quotes {listed}"),
            ("actors", f"Actors {people:,}"),
            ("notes", f"Notes {noted}"),
        )
        self._show_empty_words()

    def _show_empty_words(self) -> None:
        what = self.trouble or self.progress or ("" if self.picture is None else None)
        if what is None:
            quotes = (
                "No quote fits the filter: escape clears it." if self.quote_filter else "No quotes found."
            )
            actors = "Nobody and nothing was found that acts here."
        else:
            quotes = actors = what or "reading…"
        self.quotes_list.empty_text, self.actors_list.empty_text = quotes, actors
        pressed = {name: keys.keys_of(name, self.sayso.user_keys) for name in ("note.write", "highlight.add")}
        bookmark = keys.keys_of("bookmark.add", self.sayso.user_keys)
        self.notes_list.empty_text = (
            "Nothing fits the filter: escape clears it."
            if self.note_filter
            else f"{pressed['note.write']} writes a note on the quote or selection, "
            f"{pressed['highlight.add']} highlights it, {bookmark} bookmarks the place."
        )

    def _filter_in_words(self) -> str:
        chosen = self.quote_filter
        words = []
        if chosen.actor_id is not None:
            words.append(self._actor_name(chosen.actor_id))
        words += [wording.QUOTE_KINDS[kind] for kind in wording.QUOTE_KINDS if kind in chosen.kinds]
        return ", ".join(words) or "all"

    def _actor_name(self, actor_id: str | None) -> str:
        actor = self.picture.actors.get(actor_id or "") if self.picture is not None else None
        return actor.name if actor is not None else actor_id or ""

    def _notes_in_words(self) -> str:
        chosen = self.note_filter
        tag = f"#{chosen.tag}" if chosen.tag else ""
        words = [part for part in (chosen.kind, chosen.colour, tag, chosen.words) if part]
        return f" ▾ {', '.join(words)}" if words else ""

    def show_status(self) -> None:
        parts = []
        if self.progress:
            parts.append(self.progress)
        elif self.listed:
            at = self.listed_index(self.current_id)
            parts.append(f"quote {'–' if at is None else f'{at + 1:,}'}/{len(self.listed):,}")
        found = self.search_in_words()
        if found:
            parts.insert(0, found)
        if self.trouble and self.article is not None:
            parts.append("incomplete" if self.listed else "no analysis")
        if self.article is not None:
            parts.append(f"{round(self.view.share * 100)} %")
        self.query_one(Status).text = " · ".join(parts)

    def search_in_words(self) -> str:
        """Where the reader is among the matches of the search."""
        return ""

    def watch_waiting(self) -> None:
        self.show_hints()

    def show_hints(self) -> None:
        """The last row: the keys that matter now."""
        bar = self.key_bar
        count = self.view.count
        first = {"next": "]", "previous": "["}.get(self.waiting)
        bar.lead = first or (str(count) if count else "")
        bar.hints = hints(
            self.waiting,
            selecting=self.view.selection is not None,
            focused=self.focused.id if self.focused is not None else None,
            user_keys=self.sayso.user_keys,
            escape=self.escape_in_words(),
            searching=bool(self.search_in_words()),
            alone=self.has_class("-alone"),
        )

    def escape_in_words(self) -> str:
        """What the escape key does now, in a word or two; empty: nothing."""
        return ""
