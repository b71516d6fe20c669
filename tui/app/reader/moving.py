"""The reader's screen, third part: going through quotes, names, notes and matches; jumps and clicks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from tui.app.keys import keymap as keys
from tui.app.panes.article_view import ArticleView
from tui.app.panes.bars import KeyBar
from tui.app.panes.row_list import RowList
from tui.app.panes.strip_map import StripMap
from tui.app.reader.panes import ReaderPanes
from tui.app.state.picture import Picture, QuoteFilter, Spans
from tui.domain.analysis import Quote
from tui.domain.article import Span

if TYPE_CHECKING:
    from tui.app.state.picture import Placed

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


class ReaderMoving(ReaderPanes):
    """Everything that moves the caret but does not change anything."""

    def __init__(self) -> None:
        super().__init__()
        self._back: list[int] = []
        self._forward: list[int] = []
        self._clicked: str | None = None
        """The actor on whose name the last click fell."""
        self._wanted: tuple[int, int] | None = None
        """A walk that waits for quotes: from which caret, how many on."""
        self._previewing = False  # a list is being walked: one step of history for all of it

    # ── jumps ────────────────────────────────────────────────────────────────────────────────────────────

    def jump(self, span: Span, *, remember: bool = True) -> None:
        """Go to a passage; what was left can be returned to."""
        if remember:
            self.remember()
        self.view.move_caret(span.start, reveal=False)
        self.view.reveal(span, "third")

    def remember(self) -> None:
        """Keep where the caret is as a place to come back to."""
        here = self.view.caret
        if not self._back or self._back[-1] != here:
            self._back.append(here)
            del self._back[:-500]
        self._forward.clear()

    def action_history(self, direction: int) -> None:
        taken, given = (self._back, self._forward) if direction < 0 else (self._forward, self._back)
        for _ in range(self.view.take_count()):
            if not taken:
                self.say(
                    "There is nothing further back." if direction < 0 else "There is nothing further on."
                )
                break
            given.append(self.view.caret)
            offset = taken.pop()
            self.jump(Span(offset, offset + 1), remember=False)

    def at(self, quote: Quote | None) -> None:
        """Make a quote the current one."""
        self.current_id = quote.id if quote is not None else None

    # ── walking ──────────────────────────────────────────────────────────────────────────────────────────

    def action_walk(self, what: str, direction: int) -> None:
        """Go ``count`` quotes (mentions, entities, notes) on."""
        by = direction * self.view.take_count()
        picture = self.picture
        if what == "quote" and self.article is not None:
            if not self.listed and not self.quote_filter and self.more_to_come:
                self._wanted = self.view.caret, by
                self.say("No quote was found yet: it goes there once there is one.")
            else:
                self._walk_quotes(by)
            return
        if picture is None or self.article is None:
            self.say("The article is still being read.")
            return
        spans = self._spans_of(what, picture)
        if spans is None:
            self.say("No actor is chosen: put the caret on a name, or choose one in the actors list.")
            return
        index = spans.step(self.view.caret, by)
        if index is None:
            self.say(self._nothing_more(what, direction) if spans.spans else f"There is no {what} here.")
            return
        self.jump(spans.spans[index])

    def _spans_of(self, what: str, picture: Picture) -> Spans | None:
        if what == "entity":
            return picture.mention_spans
        if what == "note":
            return picture.note_spans
        actor = picture.actors.get(self.actor_id or "") or picture.actor_at(self.view.caret)
        if actor is None:
            quote = picture.quote(self.current_id)
            actor = picture.actors.get(quote.actor_id or "") if quote is not None else None
        if actor is None:
            return None
        self.actor_id = actor.id
        return Spans(sorted(actor.mentions))

    def _walk_quotes(self, by: int) -> None:
        if not self.listed:
            self.say("No quote was found yet." if self.more_to_come else _NO_QUOTES)
            return
        index = self._quote_away(by)
        if index is None:
            self.say(self._nothing_more("quote", 1 if by > 0 else -1))
        else:
            self.go_to_quote(self.listed[index])

    def _quote_away(self, by: int) -> int | None:
        """The number of the listed quote that many on from the caret, None if there is none."""
        listed = self.listed
        at = self.listed_index(self.current_id)
        caret = self.view.caret
        if at is None or not any(caret in piece for piece in listed[at].content):
            return self._listed_spans().step(caret, by)
        if not 0 <= at + by < len(listed) and abs(by) == 1:
            return None
        index = min(max(at + by, 0), len(listed) - 1)
        return None if index == at else index

    @property
    def more_to_come(self) -> bool:
        """Whether more may yet be found than is shown."""
        return bool(self.progress)

    def walk_waiting(self) -> None:
        """Other quotes are listed: go where the reader wanted to when there were none, if still there."""
        if self._wanted is None:
            return
        caret, by = self._wanted
        still = self.app.screen is self and self.focused is self.view and self.view.selection is None
        if not still or caret != self.view.caret:
            self._wanted = None
            return
        index = self._quote_away(by) if self.listed else None
        if index is None and self.progress:
            return
        self._wanted = None
        if index is not None:
            self.go_to_quote(self.listed[index])
        else:
            self.say(self._nothing_more("quote", 1 if by > 0 else -1) if self.listed else _NO_QUOTES)

    def _nothing_more(self, what: str, direction: int) -> str:
        sentence = _NOTHING_MORE[what, direction]
        if self.progress and what != "note":  # the analysis has not come here yet
            return f"{sentence.rstrip('.')} found so far."
        return sentence

    def _listed_spans(self) -> Spans:
        picture = self.picture
        if picture is not None and self.listed is picture.quotes:
            return picture.quote_spans
        return Spans(Span(quote.start, max(quote.end, quote.start + 1)) for quote in self.listed)

    def go_to_quote(self, quote: Quote, *, remember: bool = True) -> None:
        """Make a quote current and show it."""
        self.at(quote)
        if self._ready:
            self.quotes_list.point(self.listed_index(quote.id))
        self.jump(Span(quote.start, quote.content[0].end), remember=remember)

    def on_article_view_caret_moved(self, message: ArticleView.CaretMoved) -> None:
        picture = self.picture
        if picture is not None:
            here = picture.quotes_at(message.offset)
            current = picture.quote(self.current_id)
            inside = current is not None and any(message.offset in piece for piece in current.content)
            if here and not inside:
                self.at(here[0])
        self.show_status()

    def on_article_view_scrolled(self, message: ArticleView.Scrolled) -> None:
        self.query_one(StripMap).view = (message.top, message.bottom)
        self.show_status()

    def on_article_view_count_changed(self) -> None:
        self.show_hints()

    def on_article_view_selection_changed(self) -> None:
        self.show_hints()

    def on_strip_map_jumped(self, message: StripMap.Jumped) -> None:
        if self.article is not None:
            offset = round(message.share * len(self.article.text))
            self.view.hold_selection()
            self.jump(Span(offset, offset + 1))
            self.set_focus(self.view)

    # ── lists ────────────────────────────────────────────────────────────────────────────────────────────

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Moving through a list shows in the article what the row is about."""
        self.view.hold_selection()
        if isinstance(message, RowList.Chosen):
            return
        remember = not self._previewing
        self._previewing = True
        if message.rows.id == "quotes":
            self.go_to_quote(self.listed[message.index], remember=remember)
        elif message.rows.id == "actors":
            actor = self.actors_list.rows[message.index]
            self.actor_id = actor.id
            if actor.mentions:
                self.jump(self._nearest(actor.mentions), remember=remember)
        elif message.rows.id == "notes":
            span = self.notes_list.rows[message.index].placed.span
            if span is not None:
                self.jump(span, remember=remember)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        if message.rows.id == "quotes":
            self.go_to_quote(self.listed[message.index], remember=not self._previewing)
            self.action_show_pane("article")
        elif message.rows.id == "notes":
            self.go_to_note(self.notes_list.rows[message.index].placed)
        elif message.rows.id == "actors":
            actor = self.actors_list.rows[message.index]
            if self.quote_filter.actor_id == actor.id:
                self.action_show_pane("article")
            else:
                self.choose_actor(actor.id)
                if actor.mentions:
                    self.jump(self._nearest(actor.mentions), remember=not self._previewing)

    def go_to_note(self, placed: Placed) -> None:
        """Show the passage of an annotation, or say how to link it anew."""
        if placed.span is None:
            pressed = keys.keys_of("note.relink", self.sayso.user_keys)
            self.say(f"Its passage was not found again. Select one and press {pressed} here to link it.")
            return
        self.jump(placed.span, remember=not self._previewing)
        self.action_show_pane("article")

    def choose_actor(self, actor_id: str | None) -> None:
        """Mark all mentions of an actor and list only what that actor says; None: all again."""
        self.actor_id = actor_id
        self.quote_filter = QuoteFilter(actor_id, self.quote_filter.kinds)

    def _nearest(self, spans: Sequence[Span]) -> Span:
        here = self.view.caret
        return min(spans, key=lambda span: abs(span.start - here))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._previewing = False
        self.show_hints()
        self.follow()

    # ── clicks in the article ────────────────────────────────────────────────────────────────────────────

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        picture = self.picture
        if picture is None or message.chain != 1:
            return
        notes = picture.notes_at(message.offset)
        actor = picture.actor_at(message.offset)
        quotes = picture.quotes_at(message.offset)
        if notes and self._ready:
            ids = [row.placed.annotation.id for row in self.notes_list.rows]
            if notes[0].annotation.id in ids:
                self.notes_list.point(ids.index(notes[0].annotation.id))
        if actor is not None:
            if self._clicked == actor.id:
                self.action_card()  # the second click on a name asks who that is
            self.actor_id = actor.id
        if quotes:
            self.at(quotes[0])
        self._clicked = actor.id if actor is not None and self._clicked != actor.id else None

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        self.waiting = ""
        self.run_worker(self._run_hint(message.action))

    async def _run_hint(self, action: str) -> None:
        name = action.partition("(")[0]
        focused = self.focused
        if not action:
            return
        if name.startswith(("app.", "screen.")):
            await self.app.run_action(action, self)
        elif focused is not None and hasattr(focused, f"action_{name}"):
            await self.app.run_action(action, focused)
        else:
            await self.app.run_action(action, self)

    # ── keys that wait for another one ───────────────────────────────────────────────────────────────────

    def action_await_key(self, what: str) -> None:
        self.waiting = what

    def on_key(self, event: events.Key) -> None:
        if not self.waiting:
            return
        waiting, self.waiting = self.waiting, ""
        event.stop()
        event.prevent_default()
        sign = event.character or ""
        if event.key == "escape":
            return
        if waiting in ("next", "previous"):
            pair = f"{']' if waiting == 'next' else '['}{sign}"
            command = keys.pairs(self.sayso.user_keys).get(pair)
            if command is None:
                self.say(f"{pair} is not a command.")
            else:
                self.run_worker(self._run_hint(command.action))
        else:
            self.second_key(waiting, sign)

    def action_card(self) -> None:
        """Show what is known about the place under the caret."""
        raise NotImplementedError

    def second_key(self, waiting: str, sign: str) -> None:
        """The key after ``m``, ``'`` or ``c``."""
        raise NotImplementedError

    def action_digit(self, digit: int) -> None:
        self.view.action_digit(digit)
