"""The article pane with its keys and the mouse: counts, motions, selecting, clicking and dragging."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.reactive import reactive
from textual.timer import Timer

from tui.app.panes import article_look as look
from tui.app.panes.article_pane import ArticlePane, PaneMessage
from tui.app.text import motions
from tui.app.text.column import Column
from tui.app.text.selecting import Mode, Selecting
from tui.domain.article import Article, Span

WHEEL_LINES = 3
_EDGE_PAUSE = 0.05  # seconds between two steps while the mouse is held beyond an edge


class ArticleView(ArticlePane, can_focus=True, inherit_bindings=False):
    """The article, its caret and its selection, moved by keys and mouse.

    :meth:`show` takes the article, :meth:`set_layers` what is drawn over it, :meth:`move_caret` and
    :meth:`reveal` go somewhere. All offsets are code points of ``Article.text``.
    """

    DEFAULT_CSS = look.CSS
    LATE_CSS: ClassVar[str] = look.LATE_CSS
    BINDINGS = look.BINDINGS

    count: reactive[int] = reactive(0, init=False)
    """The number typed before a motion, 0 if none."""

    class Clicked(PaneMessage):
        """A character was clicked without dragging; ``chain`` is 2 for a double click, 3 for a triple one."""

        def __init__(self, view: ArticleView, offset: int, chain: int) -> None:
            super().__init__(view)
            self.offset = offset
            self.chain = chain

    class SelectionChanged(PaneMessage):
        """Another passage is selected, or none any longer."""

        def __init__(self, view: ArticleView, span: Span | None) -> None:
            super().__init__(view)
            self.span = span

    class CountChanged(PaneMessage):
        """A digit of a count was typed, or the count was used or dropped (0)."""

        def __init__(self, view: ArticleView, count: int) -> None:
            super().__init__(view)
            self.count = count

    def __init__(self, *, id: str | None = None, classes: str | None = None, empty_text: str = "") -> None:
        super().__init__(id=id, classes=classes, empty_text=empty_text)
        self._selecting = Selecting(self._unit)
        self._drag_from: int | None = None  # where the button went down, while it is held
        self._dragged = False
        self._edge: Timer | None = None  # scrolls while the mouse is held beyond an edge
        self._edge_at = (0, 0)

    def show(self, article: Article, position: int = 0) -> None:
        """Show an article with the caret at ``position``, which is brought into view. Layers are dropped."""
        self._selecting.drop()
        self._end_drag()
        self.set_reactive(ArticleView.count, 0)
        super().show(article, position)

    def _move(self, offset: int, *, reveal: bool = True) -> None:
        super()._move(offset, reveal=reveal)
        if self._selecting.mode is not None:
            self.selection = self._selecting.to(self.caret)

    # ── counts and motions ───────────────────────────────────────────────────────────────────────────────

    def watch_count(self, count: int) -> None:
        self.post_message(self.CountChanged(self, count))

    def take_count(self, default: int = 1) -> int:
        """The number typed before a command, which is thereby used up; ``default`` if there is none."""
        count, self.count = self.count, 0
        return count or default

    def action_digit(self, digit: int) -> None:
        if digit == 0 and self.count == 0:
            self._to_line_edge(end=False)
        else:
            self.count = min(self.count * 10 + digit, 999_999)

    def _ready(self) -> tuple[Article, Column]:
        """What motions need; without an article their keys go on to the screen."""
        if self.article is None or self._column is None:
            raise SkipAction
        return self.article, self._column

    def action_line(self, direction: int) -> None:
        _, column = self._ready()
        goal = self._aim(column)
        place = column.lines_away(column.place_of(self.caret), direction * self.take_count())
        line = column.line(place)
        assert line is not None
        self._move(column.offset_in(line, goal))

    def _scroll_rows(self, rows: int) -> None:
        """Scroll, the caret keeping its row of the pane."""
        _, column = self._ready()
        row, before = column.row_of(self.caret), column.top
        column.scroll_by(rows)
        if column.top == before:
            self._caret_to_row(self._pane.height if rows > 0 else 0)
            return
        self._scrolled()
        if row is None:
            self._caret_into_view()
        else:
            self._caret_to_row(row)

    def action_half_page(self, direction: int) -> None:
        self._scroll_rows(direction * self.take_count() * max(self._pane.height // 2, 1))

    def action_page(self, direction: int) -> None:
        self._scroll_rows(direction * self.take_count() * max(self._pane.height - 2, 1))

    def action_top(self) -> None:
        """The beginning; with a count, the paragraph of that number (the title is the first)."""
        article, column = self._ready()
        if self.count:
            self._to_paragraph(article, self.take_count())
            return
        self.move_caret(article.paragraphs[0].start, reveal=False)
        column.scroll_home()
        self._scrolled()

    def action_bottom(self) -> None:
        """The end; with a count, the paragraph of that number."""
        article, column = self._ready()
        if self.count:
            self._to_paragraph(article, self.take_count())
            return
        self.move_caret(article.paragraphs[-1].end, reveal=False)
        column.scroll_end()
        self._scrolled()

    def _to_paragraph(self, article: Article, number: int) -> None:
        paragraph = article.paragraphs[min(number, len(article.paragraphs)) - 1]
        self.move_caret(paragraph.start, reveal=False)
        self.reveal(Span(paragraph.start, paragraph.start + 1))

    def action_percent(self) -> None:
        """So many percent into the text, the count says how many."""
        self._ready()
        self.go_to_share(min(self.take_count(0), 100) / 100)

    def go_to_share(self, share: float) -> None:
        """Put the caret at a share (0 to 1) of the text and show it."""
        if self.article is not None and self.article.paragraphs:
            self.move_caret(round(self.article.paragraphs[-1].end * min(max(share, 0.0), 1.0)), reveal=False)
            self.reveal(Span(self.caret, self.caret + 1))

    def action_character(self, direction: int) -> None:
        article, _ = self._ready()
        self.move_caret(motions.characters(article, self.caret, direction * self.take_count()))

    def action_word(self, direction: int) -> None:
        article, _ = self._ready()
        self.move_caret(motions.words(article, self.caret, direction * self.take_count()))

    def action_sentence(self, direction: int) -> None:
        article, _ = self._ready()
        self.move_caret(motions.sentence_starts(article, self.caret, direction * self.take_count()))

    def action_paragraph(self, direction: int) -> None:
        article, _ = self._ready()
        self.move_caret(motions.paragraph_starts(article, self.caret, direction * self.take_count()))

    def action_line_end(self) -> None:
        self._to_line_edge(end=True)

    def _to_line_edge(self, *, end: bool) -> None:
        _, column = self._ready()
        line = column.line(column.place_of(self.caret))
        assert line is not None
        self.move_caret(column.last_of(line) if end else line.start)

    # ── selecting ────────────────────────────────────────────────────────────────────────────────────────

    @property
    def selecting(self) -> bool:
        """Whether motions extend a selection."""
        return self._selecting.mode is not None

    def select(self, span: Span | None) -> None:
        """Select a passage from outside; motions then extend it word by word. None drops the selection."""
        if span is not None:
            self._selecting.take(span)
            self._goal = None
            self.caret = max(span.end - 1, span.start)
        self.selection = span

    def hold_selection(self) -> None:
        """Keep what is selected as it is: where the caret goes next, it does not grow."""
        self._selecting.drop()

    def watch_selection(self, old: Span | None, new: Span | None) -> None:
        if new is None:
            self._selecting.drop()
        super().watch_selection(old, new)
        self.post_message(self.SelectionChanged(self, new))

    def action_select(self, mode: Mode) -> None:
        self._ready()
        if self._selecting.mode == mode:
            self.selection = None
        else:
            self._selecting.begin(mode, self.caret)
            self.selection = self._selecting.to(self.caret)

    def action_swap_ends(self) -> None:
        if self._selecting.mode is None:
            raise SkipAction
        self.move_caret(self._selecting.swap(self.caret))

    def action_drop(self) -> None:
        if self.count:
            self.count = 0
        elif self.selection is not None:
            self.selection = None
        else:
            raise SkipAction

    def _unit(self, mode: Mode, offset: int) -> Span:
        """What a selection grows by at ``offset``."""
        article, column = self._ready()
        line = column.line(column.place_of(offset)) if mode == "line" else None
        if line is not None:
            return column.shown(line)
        if mode == "sentence":
            return motions.sentence_at(article, offset)
        if mode == "word":
            return motions.word_at(article, offset)
        return motions.cluster_at(article, offset)

    # ── the mouse ────────────────────────────────────────────────────────────────────────────────────────

    def _inside(self, event: events.MouseEvent) -> tuple[int, int]:
        """The event's cell, counted from the corner of the content."""
        return event.x - self.gutter.left, event.y - self.gutter.top

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = self._nearest(*self._inside(event)) if event.button == 1 else None
        if offset is None:
            return
        self._drag_from, self._dragged = offset, False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._drag_from is None:
            return
        if event.button == 0:  # it was let go where nobody could say so
            self._end_drag()
            return
        x, y = self._edge_at = self._inside(event)
        self._drag_to(x, y)
        if 0 <= y < self._pane.height:
            self._stop_edge()
        elif self._edge is None:
            self._edge = self.set_interval(_EDGE_PAUSE, self._scroll_at_edge)

    def _drag_to(self, x: int, y: int) -> None:
        offset = self._nearest(x, y)
        if offset is None or self._drag_from is None or (offset == self._drag_from and not self._dragged):
            return
        if not self._dragged:
            self._dragged = True
            self._selecting.drop()
            self._selecting.begin("character", self._drag_from)
        self._goal = None
        self._move(offset, reveal=False)

    def _scroll_at_edge(self) -> None:
        """While the mouse is held beyond the pane: scroll that way, faster the further it is."""
        x, y = self._edge_at
        if self._column is None or self._drag_from is None:
            self._stop_edge()
            return
        self._column.scroll_by(y if y < 0 else y - self._pane.height + 1)
        self._scrolled()
        self._drag_to(x, y)

    def _stop_edge(self) -> None:
        if self._edge is not None:
            self._edge.stop()
            self._edge = None

    def _end_drag(self) -> None:
        self._stop_edge()
        if self._drag_from is not None:
            self._drag_from = None
            self.release_mouse()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._end_drag()

    def on_click(self, event: events.Click) -> None:
        if event.button != 1:
            return
        if self._dragged:  # the end of a drag within the pane is a click as well, to Textual
            self._dragged = False
            return
        near = self._nearest(*self._inside(event))
        if near is None:
            return
        self.selection = None
        self.move_caret(near, reveal=False)
        offset = self.offset_at(*self._inside(event))
        if offset is None:
            return
        if event.chain in (2, 3):
            self._selecting.begin("word" if event.chain == 2 else "sentence", offset)
            self.selection = self._selecting.to(offset)
        self.post_message(self.Clicked(self, offset, event.chain))

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        if self._column is not None:
            self._column.scroll_by(rows)
            self._scrolled()
            self._caret_into_view()

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, WHEEL_LINES)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -WHEEL_LINES)
