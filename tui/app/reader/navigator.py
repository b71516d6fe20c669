"""Going through quotes, names, entities and notes; jumps and the way back; following clicks and lists."""

from __future__ import annotations

from collections.abc import Sequence

from tui.app.reader.ports import Feedback, Panes, TextPane
from tui.app.state.history import History
from tui.app.state.picture import Picture, PlacedAnnotation
from tui.app.state.reader_state import Part, Place, ReaderState
from tui.app.text.span_index import SpanIndex
from tui.domain.analysis import Actor, Quote
from tui.domain.article import Span

_NO_QUOTES = "There are no quotes to go to."
_NOTHING_MORE = {
    ("quote", 1): "That was the last quote.",
    ("quote", -1): "That was the first quote.",
    ("actor", 1): "That was the last mention.",
    ("actor", -1): "That was the first mention.",
    ("entity", 1): "That was the last entity.",
    ("entity", -1): "That was the first entity.",
    ("note", 1): "That was the last note.",
    ("note", -1): "That was the first note.",
}


class Navigator:
    """Moves the caret, and knows which quote and which actor the reader is at."""

    def __init__(self, state: ReaderState, text: TextPane, panes: Panes, feedback: Feedback) -> None:
        self._state = state
        self._text = text
        self._panes = panes
        self._feedback = feedback
        self._history = History()
        self._clicked: str | None = None  # the actor on whose name the last click fell
        self._wanted: tuple[int, int] | None = None  # a walk that waits for quotes: from where, how many on
        self._walks_list = False  # one step of history for all of a walk through a list

    # ── jumps ────────────────────────────────────────────────────────────────────────────────────────────

    def jump(self, span: Span, *, remember: bool = True) -> None:
        """Go to a passage; what was left can be returned to."""
        if remember:
            self.leave()
        self._text.move_caret(span.start, reveal=False)
        self._text.reveal(span, "third")
        self.arrive()

    def leave(self) -> None:
        """Remember where the caret is as a place to come back to."""
        self._history.leave(self._text.caret)

    def start_anew(self) -> None:
        """Another text stands here: no place of the one before can be gone back to."""
        self._history = History()
        self._clicked = self._wanted = None
        self.arrive()

    def arrive(self) -> None:
        """The caret or the visible text may be another: take note of it, and of the quote that is there."""
        text, state = self._text, self._state
        place = Place(text.caret, text.top_offset, text.bottom_offset)
        if place == state.place:
            return
        moved = place.caret != state.place.caret
        state.see(place)
        if moved and state.picture is not None and not _holds(state.current, place.caret):
            here = state.picture.quotes_at(place.caret)
            if here:
                state.be_at(here[0])

    def can_step(self, direction: int) -> bool:
        """Whether there is a jump to go back on (-1) or forward again (1)."""
        return self._history.can_step(direction)

    def step_back(self, direction: int) -> None:
        """Go ``count`` jumps back (-1) or forward again (1)."""
        offset = None
        for _ in range(self._text.take_count()):
            left = self._history.step(direction, self._text.caret if offset is None else offset)
            if left is None:
                self._feedback.say(
                    "There is nothing further back." if direction < 0 else "There is nothing further on."
                )
                break
            offset = left
        if offset is not None:
            self.jump(Span(offset, offset + 1), remember=False)

    # ── walking ──────────────────────────────────────────────────────────────────────────────────────────

    def walk(self, what: str, direction: int) -> None:
        """Go ``count`` quotes (mentions of an actor, entities, notes) on."""
        by = direction * self._text.take_count()
        state, say = self._state, self._feedback.say
        if what == "quote" and state.article is not None:
            if not state.quotes and not state.quote_filter and state.more_to_come:
                self._wanted = self._text.caret, by
                say("No quote was found yet: it goes there once there is one.")
            else:
                self._walk_quotes(by)
            return
        if state.picture is None or state.article is None:
            say("The article is still being read.")
            return
        spans = self._spans_of(what, state.picture)
        if spans is None:
            say("No actor is chosen: put the caret on a name, or choose one in the actors list.")
            return
        index = spans.step(self._text.caret, by)
        if index is None:
            say(self._nothing_more(what, direction) if spans.spans else f"There is no {what} here.")
        else:
            self.jump(spans.spans[index])

    def _spans_of(self, what: str, picture: Picture) -> SpanIndex | None:
        if what == "entity":
            return picture.mention_spans
        if what == "note":
            return picture.note_spans
        actor = picture.actors.get(self._state.actor_id or "") or self._actor_here(picture)
        if actor is None:
            return None
        self._state.mark_actor(actor.id)
        return SpanIndex(sorted(actor.mentions))

    def _actor_here(self, picture: Picture) -> Actor | None:
        """The actor who is named under the caret, else who says the quote that the reader is at."""
        actor, quote = picture.actor_at(self._text.caret), self._state.current
        return actor or (picture.actors.get(quote.actor_id or "") if quote is not None else None)

    @property
    def actor(self) -> Actor | None:
        """The actor whom the reader means: under the cursor of the list, under the caret, or who speaks."""
        if self._panes.focused == "actors" and self._panes.actor is not None:
            return self._panes.actor
        picture, quote = self._state.picture, self._panes.quote
        if picture is None:
            return None
        if self._panes.focused == "quotes" and quote is not None:
            return picture.actors.get(quote.actor_id or "")
        return self._actor_here(picture)

    def _walk_quotes(self, by: int) -> None:
        if not self._state.quotes:
            self._feedback.say("No quote was found yet." if self._state.more_to_come else _NO_QUOTES)
            return
        index = self._quote_away(by)
        if index is None:
            self._feedback.say(self._nothing_more("quote", 1 if by > 0 else -1))
        else:
            self.go_to_quote(self._state.quotes[index])

    def _quote_away(self, by: int) -> int | None:
        """The number of the listed quote that many on from the caret, None if there is none."""
        listed = self._state.quotes
        at = self._state.listed_index(self._state.current_id)
        caret = self._text.caret
        if at is None or not _holds(listed[at], caret):
            return self._listed_spans().step(caret, by)
        if not 0 <= at + by < len(listed) and abs(by) == 1:
            return None
        index = min(max(at + by, 0), len(listed) - 1)
        return None if index == at else index

    def _listed_spans(self) -> SpanIndex:
        picture, listed = self._state.picture, self._state.quotes
        if picture is not None and listed is picture.quotes:
            return picture.quote_spans
        return SpanIndex(Span(quote.start, max(quote.end, quote.start + 1)) for quote in listed)

    def _nothing_more(self, what: str, direction: int) -> str:
        sentence = _NOTHING_MORE[what, direction]
        if self._state.progress and what != "note":  # the analysis has not come here yet
            return f"{sentence.rstrip('.')} found so far."
        return sentence

    def go_to_quote(self, quote: Quote, *, remember: bool = True) -> None:
        """Make a quote current and show it."""
        self._state.be_at(quote)
        self._state.changed(Part.QUOTE_CURSOR)
        self.jump(Span(quote.start, quote.content[0].end), remember=remember)

    def go_to_note(self, placed: PlacedAnnotation) -> None:
        """Show the passage of an annotation, or say how to link it anew."""
        if placed.span is None:
            pressed = self._feedback.keys_of("note.relink")
            self._feedback.say(
                f"Its passage was not found again. Select one and press {pressed} here to link it."
            )
            return
        self.jump(placed.span, remember=not self._walks_list)
        self._panes.show("article")

    def go_to_share(self, share: float) -> None:
        """Go so far (0 to 1) into the article."""
        article = self._state.article
        if article is not None:
            offset = round(share * len(article.text))
            self._text.hold_selection()
            self.jump(Span(offset, offset + 1))
            self._panes.show("article")

    # ── what was found meanwhile ─────────────────────────────────────────────────────────────────────────

    def restored(self) -> None:
        """The caret was put where the reader stopped the last time: a walk that waits begins there."""
        if self._wanted is not None:
            self._wanted = self._text.caret, self._wanted[1]

    def give_up_waiting(self) -> None:
        """No more quotes come: a walk that waits for them is over."""
        self._wanted = None

    def find_current(self) -> None:
        """After a change: the quote the reader is at, if it is still there, else the one under the caret."""
        state, picture = self._state, self._state.picture
        if picture is None:
            return
        if state.current is None:
            here = picture.quotes_at(self._text.caret)
            state.be_at(here[0] if here else None)
        if state.actor_id is not None and state.actor_id not in picture.actors:
            state.choose_actor(None)

    def walk_waiting(self) -> None:
        """Other quotes are listed: go where the reader wanted to when there were none, if still there."""
        if self._wanted is None:
            return
        caret, by = self._wanted
        still = self._panes.reading and self._text.selection is None
        if not still or caret != self._text.caret:
            self._wanted = None
            return
        listed = self._state.quotes
        index = self._quote_away(by) if listed else None
        if index is None and self._state.progress:
            return
        self._wanted = None
        if index is not None:
            self.go_to_quote(listed[index])
        else:
            self._feedback.say(self._nothing_more("quote", 1 if by > 0 else -1) if listed else _NO_QUOTES)

    # ── lists and clicks ─────────────────────────────────────────────────────────────────────────────────

    def pane_entered(self) -> None:
        """Another pane has the focus."""
        self._walks_list = False

    def row_reached(self, pane: str) -> None:
        """Moving through a list shows in the article what the row is about."""
        self._text.hold_selection()
        remember = not self._walks_list
        self._walks_list = True
        quote, actor, note = self._panes.quote, self._panes.actor, self._panes.note
        if pane == "quotes" and quote is not None:
            self.go_to_quote(quote, remember=remember)
        elif pane == "actors" and actor is not None:
            self._state.mark_actor(actor.id)
            self._go_to_actor(actor, remember=remember)
        elif pane == "notes" and note is not None and note.span is not None:
            self.jump(note.span, remember=remember)

    def row_chosen(self, pane: str) -> None:
        """Go to what a row is about; an actor is first chosen, then gone to."""
        self._text.hold_selection()
        quote, actor, note = self._panes.quote, self._panes.actor, self._panes.note
        if pane == "quotes" and quote is not None:
            self.go_to_quote(quote, remember=not self._walks_list)
            self._panes.show("article")
        elif pane == "notes" and note is not None:
            self.go_to_note(note)
        elif pane == "actors" and actor is not None:
            if self._state.quote_filter.actor_id == actor.id:
                self._panes.show("article")
            else:
                self._state.choose_actor(actor.id)
                self._go_to_actor(actor, remember=not self._walks_list)

    def _go_to_actor(self, actor: Actor, *, remember: bool) -> None:
        if actor.mentions:
            self.jump(self._nearest(actor.mentions), remember=remember)

    def _nearest(self, spans: Sequence[Span]) -> Span:
        here = self._text.caret
        return min(spans, key=lambda span: abs(span.start - here))

    def clicked(self, offset: int) -> bool:
        """A character of the article was clicked; whether it is a name for the second time running."""
        picture, state = self._state.picture, self._state
        if picture is None:
            return False
        for placed in picture.notes_at(offset)[:1]:
            self._panes.point_to_note(placed.annotation.id)
        actor, quotes = picture.actor_at(offset), picture.quotes_at(offset)
        again = actor is not None and self._clicked == actor.id
        if actor is not None:
            state.mark_actor(actor.id)
        if quotes:
            state.be_at(quotes[0])
        self._clicked = actor.id if actor is not None and not again else None
        return again


def _holds(quote: Quote | None, offset: int) -> bool:
    return quote is not None and any(offset in piece for piece in quote.content)
