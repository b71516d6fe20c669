"""What the reader's screen knows: one object that its controllers read and change. No Textual in it.

Every change says which parts of the screen show something else now (:class:`Part`). They are drawn together
once what the change belongs to is over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Flag, auto

from msgspec import Struct

from tui.app.state.filters import NoteFilter, QuoteFilter
from tui.app.state.labels import Target
from tui.app.state.picture import Picture, PlacedAnnotation
from tui.app.state.speaker_colours import ORDERS, sorted_actors
from tui.app.text.find import Search
from tui.app.text.paint import Layers
from tui.domain.analysis import Actor, Analysis, Quote
from tui.domain.annotation import Annotation
from tui.domain.article import Article, Span


class Part(Flag):
    """A part of the reader's screen that is drawn by itself."""

    NOTHING = 0
    QUOTES = auto()
    """The rows of the list of quotes; so ACTORS and NOTES."""
    ACTORS = auto()
    NOTES = auto()
    TEXT = auto()
    """What is painted over the text."""
    MAP = auto()
    VIEW = auto()
    """Which stretch of the article the map shows as visible."""
    FOLLOW = auto()
    """Where the cursors of the lists stand that the reader is not in."""
    QUOTE_CURSOR = auto()
    """Where the cursor of the quotes stands, also while the reader is in their list."""
    HEADINGS = auto()
    STATUS = auto()
    HINTS = auto()
    LABELS = auto()
    """The letters that stand on what is in view."""
    LISTS = QUOTES | ACTORS | NOTES


class NoteRow(Struct, frozen=True):
    """An annotation with the paragraph (1 is the first) it stands in; None for one that was not found again.

    ``fits`` is false for a correction that found nothing to correct.
    """

    placed: PlacedAnnotation
    line: int | None
    fits: bool = True


class Place(Struct, frozen=True):
    """Where the reader is, in code points: the caret, and what is visible of the text."""

    caret: int = 0
    top: int = 0
    bottom: int = 0


class ReaderState:
    """The article that is read, what is known of it, and what of that is shown.

    ``changed`` is told which parts of the screen show something else now.
    """

    def __init__(self, changed: Callable[[Part], object] = lambda parts: None) -> None:
        self.changed = changed
        self.article: Article | None = None
        self.analysis: Analysis | None = None
        """As it came, without the reader's corrections."""
        self.complete = False
        """Whether the analysis is the whole one."""
        self.annotations: Sequence[Annotation] = ()
        self.revision: str | None = None
        """The library's token when it was last read; None: it was not."""
        self.picture: Picture | None = None
        self.building = False
        """Whether another picture is being built."""
        self.place = Place()
        self.current_id: str | None = None
        """The id of the quote the reader is at."""
        self.actor_id: str | None = None
        """The actor whose mentions are marked."""
        self.quote_filter = QuoteFilter()
        self.note_filter = NoteFilter()
        self.quotes: Sequence[Quote] = ()
        """The quotes in the list, which J and K walk."""
        self.actors: Sequence[Actor] = ()
        """The actors, in the order chosen."""
        self.actor_order = ORDERS[0]
        self.notes: Sequence[NoteRow] = ()
        """The annotations in the list."""
        self.progress = ""
        """How far the analysis is, in words; empty when it is not running."""
        self.trouble = ""
        """Why there is no analysis, in one sentence."""
        self.waiting = ""
        """What the next key is for: ``next``, ``previous``, ``mark``, ``jump``, ``highlight``, ``label``; or
        nothing."""
        self.labels: Mapping[str, Target] = {}
        """The letters that stand on what is in view, those that can still be meant."""
        self.label_typed = ""
        """As many of the letters as were typed."""
        self.search: Search | None = None
        self.match: Span | None = None
        """The match the reader is at."""
        self.search_is_open = False
        """Whether the words to look for are being typed."""
        self._quote_numbers: Mapping[str, int] = {}

    # ── what is known ────────────────────────────────────────────────────────────────────────────────────

    def open(self, article: Article) -> None:
        """Read an article, or another text of it, of which nothing is known yet."""
        self.article = article
        self.analysis, self.complete, self.picture = None, False, None
        self.current_id = self.actor_id = self.match = None
        self.progress = self.trouble = ""
        self.quotes, self.actors, self.notes, self._quote_numbers = (), (), (), {}
        self.changed(Part.STATUS | Part.HINTS)

    def take_picture(self, picture: Picture) -> None:
        """Show what is known now. Where only annotations changed, only what shows them is drawn anew."""
        before, self.picture = self.picture, picture
        self._list_notes()
        if before is not None and before.quotes is picture.quotes and before.actors is picture.actors:
            self.changed(Part.NOTES | Part.TEXT | Part.MAP | Part.HEADINGS)
            return
        self._list_quotes()
        self._list_actors()
        self.changed(Part.LISTS | Part.TEXT | Part.MAP | Part.FOLLOW | Part.HEADINGS | Part.STATUS)

    def report(self, *, progress: str | None = None, trouble: str | None = None) -> None:
        """How far the analysis is, or what is wrong with it; None leaves that as it was."""
        before = self.progress, self.trouble
        self.progress = self.progress if progress is None else progress
        self.trouble = self.trouble if trouble is None else trouble
        if (self.progress, self.trouble) != before:
            self.changed(Part.STATUS | Part.HEADINGS)

    @property
    def more_to_come(self) -> bool:
        """Whether more may yet be found than is shown."""
        return self.picture is None or self.building or bool(self.progress)

    @property
    def current(self) -> Quote | None:
        """The quote the reader is at."""
        return self.picture.quote(self.current_id) if self.picture is not None else None

    # ── where the reader is ──────────────────────────────────────────────────────────────────────────────

    def see(self, place: Place) -> None:
        """The reader is at another place."""
        before, self.place = self.place, place
        if (before.top, before.bottom) != (place.top, place.bottom):
            self.changed(Part.VIEW | Part.STATUS)
            if self.waiting == "label":  # the letters were put on what was in view
                self.wait_for("")

    def be_at(self, quote: Quote | None) -> None:
        """Make a quote the current one."""
        quote_id = quote.id if quote is not None else None
        if quote_id != self.current_id:
            self.current_id = quote_id
            self.changed(Part.TEXT | Part.FOLLOW | Part.STATUS)

    def mark_actor(self, actor_id: str | None) -> None:
        """Mark all mentions of an actor; None: of nobody."""
        if actor_id != self.actor_id:
            self.actor_id = actor_id
            self.changed(Part.TEXT | Part.FOLLOW | Part.HINTS)

    def wait_for(self, waiting: str) -> None:
        """The next key is for something; empty: for nothing any more."""
        if waiting != self.waiting:
            self.waiting = waiting
            self.changed(Part.HINTS)
        if self.labels and waiting != "label":
            self.labels, self.label_typed = {}, ""
            self.changed(Part.LABELS)

    def put_letters(self, labels: Mapping[str, Target], typed: str = "") -> None:
        """The next keys are letters that stand on something in view; ``typed`` are the first of them."""
        self.labels, self.label_typed = labels, typed
        self.changed(Part.LABELS | Part.HINTS)
        self.wait_for("label")

    # ── what is listed ───────────────────────────────────────────────────────────────────────────────────

    def filter_quotes(self, chosen: QuoteFilter) -> None:
        if chosen != self.quote_filter:
            self.quote_filter = chosen
            self._list_quotes()
            self.changed(Part.QUOTES | Part.ACTORS | Part.HEADINGS | Part.STATUS | Part.HINTS)

    def filter_notes(self, chosen: NoteFilter) -> None:
        if chosen != self.note_filter:
            self.note_filter = chosen
            self._list_notes()
            self.changed(Part.NOTES | Part.HEADINGS | Part.HINTS)

    def show_all_quotes(self) -> None:
        """List every quote, and mark nobody's mentions."""
        self.filter_quotes(QuoteFilter())
        self.mark_actor(None)

    def show_all_notes(self) -> None:
        """List every annotation."""
        self.filter_notes(NoteFilter())

    def choose_actor(self, actor_id: str | None) -> None:
        """Mark all mentions of an actor and list only what that actor says; None: all again."""
        self.mark_actor(actor_id)
        self.filter_quotes(QuoteFilter(actor_id, self.quote_filter.kinds))

    def sort_actors(self) -> str:
        """Sort the actors in the next of their orders; gives it."""
        self.actor_order = ORDERS[(ORDERS.index(self.actor_order) + 1) % len(ORDERS)]
        self._list_actors()
        self.changed(Part.ACTORS | Part.HEADINGS)
        return self.actor_order

    def _list_actors(self) -> None:
        picture = self.picture
        if picture is not None:
            self.actors = sorted_actors(picture.actors.values(), picture.quote_counts, self.actor_order)

    def listed_index(self, quote_id: str | None) -> int | None:
        """Where a quote stands in the list."""
        return self._quote_numbers.get(quote_id or "")

    def _list_quotes(self) -> None:
        picture, chosen = self.picture, self.quote_filter
        if picture is None:
            return
        if chosen:
            text = picture.article.text
            self.quotes = [quote for quote in picture.quotes if chosen.accepts(quote, text)]
            self._quote_numbers = {quote.id: number for number, quote in enumerate(self.quotes)}
        else:
            self.quotes, self._quote_numbers = picture.quotes, picture.quote_numbers

    def _list_notes(self) -> None:
        picture = self.picture
        if picture is None:
            return
        paragraph_at = picture.article.paragraph_at
        self.notes = [
            NoteRow(
                placed,
                paragraph_at(placed.span.start) + 1 if placed.span is not None else None,
                fits=bool(self.progress) or placed.annotation.id not in picture.unapplied,
            )
            for placed in picture.notes
            if self.note_filter.accepts(placed)
        ]

    # ── searching ────────────────────────────────────────────────────────────────────────────────────────

    def look_for(self, search: Search | None, match: Span | None = None) -> None:
        """What is searched for, and the match the reader is at."""
        self.search, self.match = search, match
        self.changed(Part.TEXT | Part.STATUS | Part.HINTS)

    def show_search(self, is_open: bool) -> None:
        """Whether the words to look for are being typed."""
        self.search_is_open = is_open
        self.changed(Part.STATUS | Part.HINTS)

    # ── what is painted ──────────────────────────────────────────────────────────────────────────────────

    def layers(self) -> Layers:
        """What is painted over the text. The sequences stay the same objects where nothing changed."""
        picture = self.picture
        if picture is None:
            return Layers()
        current, actor = self.current, picture.actors.get(self.actor_id or "")
        return Layers(
            entities=picture.entity_layer,
            names=picture.name_layer,
            quotes=picture.quote_layer,
            cues=picture.cue_layer,
            actor_mentions=actor.mentions if actor is not None else (),
            annotations=picture.note_layer,
            current=current.content if current is not None else (),
            matches=self.search.shown if self.search is not None else (),
            current_match=self.match,
        )
