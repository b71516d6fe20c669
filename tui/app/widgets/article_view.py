"""The article pane: the text in a column, its margin, the reader's caret and selection.

A Line API widget. It wraps only what is shown; heights of the rest are estimated and put right in slices
while nothing else happens. What stands at the top of the pane is kept as a place in the text, not as a row
number, so that no correction ever moves what the reader sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.app import motions
from tui.app.cells import NOT_PLAIN, clusters, drawn, fit
from tui.app.line_index import LineIndex, Place
from tui.app.paint import COLOUR_KEYS, SPEAKER_COLOURS, Layers, Painter, Run
from tui.app.widgets import article_look as look
from tui.domain.article import Article, ParagraphKind, Span
from tui.domain.safe import one_line, printable

SCROLL_MARGIN = 3
"""Lines kept between the caret and the edge of the pane while moving line by line."""
WHEEL_LINES = 3
NARROW, WIDE = 72, 80
"""Cells of text in a line: in a pane of usual width, and in one of at least ``WIDE_PANE`` cells."""
WIDE_PANE = 112
_SLICE, _PAUSE = 0.008, 0.004  # seconds of wrapping ahead, and between two slices
_AT_ONCE = 40_000  # code points wrapped without slices: a few milliseconds

Where = Literal["third", "nearest"]
Mode = Literal["word", "line", "character", "sentence"]


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows an article. Offsets in its interface are code points of ``Article.text``."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(look.COMPONENTS)
    DEFAULT_CSS = look.CSS
    BINDINGS = look.BINDINGS

    measure: reactive[int] = reactive(0, init=False)
    """At most so many cells of text in a line; 0: 72, or 80 in a wide pane."""
    caret: reactive[int] = reactive(0, init=False)
    selection: reactive[Span | None] = reactive(None, init=False)
    """What is selected. Setting it to None drops the selection."""
    count: reactive[int] = reactive(0, init=False)
    """The number typed before a motion, 0 if none."""
    pass_keys: bool = False
    """While true, every key goes on to the screen (which waits for the second key of a pair)."""
    empty_text: reactive[str] = reactive("", init=False)
    """Shown while there is no article."""

    class CaretMoved(Message):
        """The caret stands on another character."""

        def __init__(self, view: ArticleView, offset: int) -> None:
            super().__init__()
            self.view = view
            self.offset = offset

        @property
        def control(self) -> ArticleView:
            return self.view

    class Clicked(Message):
        """A character was clicked without dragging; ``chain`` is 2 for a double click, 3 for a triple one."""

        def __init__(self, view: ArticleView, offset: int, chain: int) -> None:
            super().__init__()
            self.view = view
            self.offset = offset
            self.chain = chain

        @property
        def control(self) -> ArticleView:
            return self.view

    class SelectionChanged(Message):
        """Another passage is selected, or none any longer."""

        def __init__(self, view: ArticleView, span: Span | None) -> None:
            super().__init__()
            self.view = view
            self.span = span

        @property
        def control(self) -> ArticleView:
            return self.view

    class CountChanged(Message):
        """A digit of a count was typed, or the count was used or dropped (0)."""

        def __init__(self, view: ArticleView, count: int) -> None:
            super().__init__()
            self.view = view
            self.count = count

        @property
        def control(self) -> ArticleView:
            return self.view

    class Scrolled(Message):
        """Other text is visible: ``top`` to ``bottom`` (code points), ``share`` read so far (0 to 1)."""

        def __init__(self, view: ArticleView, top: int, bottom: int, share: float) -> None:
            super().__init__()
            self.view = view
            self.top = top
            self.bottom = bottom
            self.share = share

        @property
        def control(self) -> ArticleView:
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None, empty_text: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.article: Article | None = None
        self.set_reactive(ArticleView.empty_text, empty_text)
        self._painter = Painter()
        self._index: LineIndex | None = None
        self._byline = ""
        self._top: Place = (0, 0)
        self._places: list[Place] = []
        self._row_of_top = 0  # what scroll_y is when nobody but this widget set it
        self._laid_out = Size(0, 0)
        self._goal: int | None = None  # the cell that line motions aim at
        self._styles_of: dict[tuple[str, ...], Style] = {}
        self._mode: Mode | None = None
        self._fixed = Span(0, 0)  # the unit at which the selection began
        self._dragging = False
        self._dragged = False
        self._edge: Timer | None = None
        self._edge_at = (0, 0)
        self._ahead: Timer | None = None

    # ── the article and what is drawn over it ────────────────────────────────────────────────────────────

    def show(self, article: Article, position: int = 0) -> None:
        """Show an article with the caret at ``position``, which is brought into view. Layers are dropped."""
        self.article = article
        self._painter = Painter()
        self._byline = _byline(article)
        self._index = None
        self._top = (0, 0)
        self._goal = None
        self._mode = None
        self.set_reactive(ArticleView.selection, None)
        self.set_reactive(ArticleView.count, 0)
        self.set_reactive(ArticleView.caret, motions.clamp(article, position))
        self._laid_out = Size(0, 0)
        if self._pane.width and self._pane.height:
            self._lay_out()
        self.refresh()

    def set_layers(self, layers: Layers) -> None:
        """Draw other spans over the text. Never wraps anew; sequences handed in again cost nothing."""
        self._painter.set_layers(layers)
        self.refresh()

    @property
    def painted(self) -> Layers:
        """The layers as they were last set."""
        return self._painter.layers

    # ── layout ───────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _pane(self) -> Size:
        return self.scrollable_content_region.size

    @property
    def _margin(self) -> int:
        return look.MARGIN if self._pane.width >= 24 else 1

    @property
    def text_width(self) -> int:
        """Cells of text in a line, at most."""
        pane = self._pane.width
        measure = self.measure or (WIDE if pane >= WIDE_PANE else NARROW)
        return max(min(measure, pane - self._margin - 1), 2)

    @property
    def _left(self) -> int:
        """Cells left of the margin: the column of text stands in the middle."""
        return max((self._pane.width - self._margin - self.text_width) // 2, 0)

    def _lay_out(self) -> None:
        """Wrap for the present size; what the reader looks at stays where it is."""
        article = self.article
        pane = self._pane
        if article is None or not pane.width or not pane.height or not article.paragraphs:
            return
        first = self._index is None
        keep, row = self.caret, pane.height // 3
        if not first and self._places:
            shown = self._row_on_screen(self.caret)
            if shown is None:
                keep, row = self.top_offset, 0
            else:
                row = min(shown, pane.height - 1)
        self._laid_out = pane
        self._index = LineIndex(article, self.text_width, head=1 if self._byline else 0)
        place = self._place_of(keep)
        if first and self.caret <= article.paragraphs[0].start:
            self._set_top((0, -(1 << 20)))
        else:
            self._set_top(self._index.walk(place, -row))
        if len(article.text) <= _AT_ONCE:
            self._index.work(1.0)
            self._settle()
        else:
            self._work_ahead()

    def _work_ahead(self) -> None:
        if self._ahead is not None:
            self._ahead.stop()
        index = self._index

        def work() -> None:
            if index is not self._index or index is None:
                return
            self._ahead = None
            if index.work(_SLICE):
                self._settle()
            else:
                self._ahead = self.set_timer(_PAUSE, work)

        self._ahead = self.set_timer(_PAUSE, work)

    def _settle(self) -> None:
        if self._index is not None and self._index.settle():
            self._sync()

    def _sync(self) -> None:
        """Bring scroll bar and scroll position in line with the place at the top."""
        index = self._index
        if index is None:
            return
        row = max(index.row(self._top), 0)
        self._row_of_top = row
        size = Size(self._pane.width, max(index.total, row + self._pane.height))
        if size != self.virtual_size:
            self.virtual_size = size
        self.set_reactive(Widget.scroll_target_y, row)
        self.scroll_y = row

    def _set_top(self, place: Place) -> None:
        """Scroll so that ``place`` is the first row, or as near to that as the ends allow."""
        index = self._index
        if index is None:
            return
        height = self._pane.height
        place = index.walk(place, 0)
        end = index.last_place()
        if index.walk(place, height - 1) == end:
            place = index.walk(end, 1 - height)
        self._top = place
        self._places = [place]
        while len(self._places) < height and place != end:
            place = index.walk(place, 1)
            self._places.append(place)
        self._sync()
        self.refresh()
        self.post_message(self.Scrolled(self, self.top_offset, self.bottom_offset, self.share))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._index is not None and round(new_value) != self._row_of_top:
            self._set_top(self._index.place(round(new_value)))
            self._caret_into_view()

    def on_resize(self, event: events.Resize) -> None:
        if self._pane != self._laid_out:
            self._lay_out()
            self.refresh()

    def watch_measure(self) -> None:
        if self._index is not None:
            self._lay_out()

    def watch_empty_text(self) -> None:
        self.refresh()

    # ── where things are ─────────────────────────────────────────────────────────────────────────────────

    def _place_of(self, offset: int) -> Place:
        assert self._index is not None
        assert self.article is not None
        paragraph = self.article.paragraph_at(offset)
        return paragraph, self._index.line_at(offset, paragraph)

    def _span_of_line(self, place: Place) -> Span | None:
        """The text on a row, hanging spaces included; None for a row without text."""
        index = self._index
        if index is None or place[1] < 0:
            return None
        starts = index.starts(place[0])
        if place[1] >= len(starts):
            return None
        return Span(starts[place[1]], index.line_end(*place))

    def _row_on_screen(self, offset: int) -> int | None:
        """The row of the pane that shows ``offset``, None if it is out of view."""
        if self._index is None or not self._places:
            return None
        article = self.article
        assert article is not None
        paragraph = article.paragraph_at(offset)
        if not self._places[0][0] <= paragraph <= self._places[-1][0]:
            return None
        place = self._place_of(offset)
        return self._places.index(place) if place in self._places else None

    @property
    def top_offset(self) -> int:
        """The first code point that is visible."""
        return next((span.start for span in map(self._span_of_line, self._places) if span is not None), 0)

    @property
    def bottom_offset(self) -> int:
        """One past the last code point that is visible."""
        return next(
            (span.end for span in map(self._span_of_line, reversed(self._places)) if span is not None), 0
        )

    @property
    def share(self) -> float:
        """How much of the text has been passed, 0 to 1: up to the last visible line."""
        if self.article is None or not self.article.paragraphs:
            return 0.0
        return min(self.bottom_offset / max(self.article.paragraphs[-1].end, 1), 1.0)

    def line_of(self, offset: int) -> int:
        """The row of the whole text (0 is the top) that shows ``offset``; far from the view, an estimate."""
        if self._index is None:
            return 0
        row = self._index.row(self._place_of(offset))
        self._sync()
        return row

    def offset_at(self, x: int, y: int) -> int | None:
        """The code point shown at cell ``x`` of row ``y`` of the pane, None where no text is."""
        return self._offset_at(x, y, nearest=False)

    def _offset_at(self, x: int, y: int, *, nearest: bool) -> int | None:
        index = self._index
        if index is None or not self._places:
            return None
        if nearest:
            y = min(max(y, 0), len(self._places) - 1)
        elif not 0 <= y < len(self._places):
            return None
        place = self._places[y]
        span = self._span_of_line(place)
        if span is None:
            if not nearest:
                return None
            starts = index.starts(place[0])
            if place[1] < 0:
                return starts[0]
            return self._last_of(Span(starts[-1], index.line_end(place[0], len(starts) - 1)))
        cell = x - self._left - self._margin - index.indent(place[0])
        if cell < 0 and not nearest:
            return None
        at = 0
        last = span.start
        for start, end, size in self._units(self._shown(span)):
            if at <= cell < at + size:
                return start
            at += size
            last = start if end else last
        if nearest:
            return span.start if cell < 0 else last
        return None

    def _shown(self, line: Span) -> Span:
        """A line without the spaces that hang at its end."""
        assert self.article is not None
        return Span(line.start, line.start + len(line.of(self.article.text).rstrip()))

    def _last_of(self, line: Span) -> int:
        last = line.start
        for start, _, _ in self._units(self._shown(line)):
            last = start
        return last

    def _units(self, span: Span) -> Iterator[tuple[int, int, int]]:
        """The clusters of a stretch of a line, in code points of the text, with their cells."""
        assert self.article is not None
        for start, end, size in clusters(printable(span.of(self.article.text)).replace("\n", " ")):
            yield span.start + start, span.start + end, size

    def _cell_of(self, offset: int) -> int:
        """Cells from the start of the text of its line to ``offset``."""
        line = self._span_of_line(self._place_of(offset))
        if line is None:
            return 0
        return sum(size for start, _, size in self._units(Span(line.start, max(offset, line.start))))

    # ── the caret ────────────────────────────────────────────────────────────────────────────────────────

    def move_caret(self, offset: int, *, reveal: bool = True) -> None:
        """Put the caret on the character at ``offset``; ``reveal`` scrolls as little as needed to show it."""
        if self.article is None or not self.article.paragraphs:
            return
        self._goal = None
        self._move(motions.clamp(self.article, offset), reveal=reveal)

    def _move(self, offset: int, *, reveal: bool = True) -> None:
        self.caret = offset
        if self._mode is not None:
            self._extend()
        if reveal:
            self.reveal(Span(offset, offset + 1), "nearest")

    def watch_caret(self, old: int, new: int) -> None:
        self._refresh_row(old)
        self._refresh_row(new)
        self.post_message(self.CaretMoved(self, new))

    def _refresh_row(self, offset: int) -> None:
        row = self._row_on_screen(offset)
        if row is not None:
            self.refresh(Region(0, row, self.size.width, 1))

    def reveal(self, span: Span, where: Where = "third") -> None:
        """Scroll, without animation, until ``span`` is visible; what already is stays where it is.

        ``third`` puts its first line a third from the top, ``nearest`` scrolls as little as it can.
        """
        index = self._index
        if index is None or self.article is None:
            return
        height = self._pane.height
        edge = min(SCROLL_MARGIN, (height - 1) // 2)
        first = self._place_of(span.start)
        last = self._place_of(max(span.end - 1, span.start))
        top, end = self._top, index.last_place()
        bottom = index.walk(top, height - 1)
        high = top if top == index.walk((0, 0), -(1 << 20)) else index.walk(top, edge)
        low = bottom if bottom == end else index.walk(bottom, -edge)
        if high <= first and last <= low:
            self._sync()
            return
        if where == "third":
            self._set_top(index.walk(first, -(height // 3)))
        elif first < high or index.walk(first, height - 1 - 2 * edge) < last:
            self._set_top(index.walk(first, -edge))
        else:
            self._set_top(index.walk(last, edge + 1 - height))

    def _caret_into_view(self) -> None:
        """After scrolling: the caret goes to the nearest visible line if it was left behind."""
        if self._row_on_screen(self.caret) is not None or not self._places:
            return
        rows = [row for row, place in enumerate(self._places) if self._span_of_line(place) is not None]
        if rows:
            row = rows[0] if self.caret < self.top_offset else rows[-1]
            self._caret_to_row(row)

    def _caret_to_row(self, row: int) -> None:
        """Put the caret on the line at (or nearest to) a row of the pane, in the column it aims at."""
        if self._goal is None:
            self._goal = self._cell_of(self.caret)
        goal = self._goal
        rows = [at for at, place in enumerate(self._places) if self._span_of_line(place) is not None]
        if not rows:
            return
        row = min(rows, key=lambda at: abs(at - row))
        assert self._index is not None
        x = goal + self._left + self._margin + self._index.indent(self._places[row][0])
        offset = self._offset_at(x, row, nearest=True)
        if offset is not None:
            self._move(offset, reveal=False)
        self._goal = goal

    def on_focus(self) -> None:
        self._refresh_row(self.caret)

    def on_blur(self) -> None:
        self._refresh_row(self.caret)

    # ── counts and motions ───────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.pass_keys:
            return False
        return super().check_action(action, parameters)

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

    def _ready(self) -> Article:
        if self.article is None or self._index is None:
            raise SkipAction
        return self.article

    def action_line(self, direction: int) -> None:
        self._ready()
        index = self._index
        assert index is not None
        if self._goal is None:
            self._goal = self._cell_of(self.caret)
        goal = self._goal
        paragraph, line = self._place_of(self.caret)
        left = self.take_count()
        last = len(index.paragraphs) - 1
        while left:  # whole paragraphs at a time
            if direction > 0:
                step = min(left, len(index.starts(paragraph)) - 1 - line)
                line += step
                left -= step
                if left:
                    if paragraph == last:
                        break
                    paragraph, line, left = paragraph + 1, 0, left - 1
            else:
                step = min(left, line)
                line -= step
                left -= step
                if left:
                    if paragraph == 0:
                        break
                    paragraph, left = paragraph - 1, left - 1
                    line = len(index.starts(paragraph)) - 1
        self._to_cell((paragraph, line), goal)
        self._goal = goal

    def _to_cell(self, place: Place, goal: int) -> None:
        """The caret onto the character of a line that stands at (or before) a cell."""
        line = self._span_of_line(place)
        if line is None:
            return
        at, offset = 0, line.start
        for start, _, size in self._units(self._shown(line)):
            if at > goal:
                break
            offset = start
            at += size
        self._move(offset)

    def _scroll_rows(self, rows: int) -> None:
        """Scroll, the caret keeping its row of the pane."""
        index = self._index
        assert index is not None
        row = self._row_on_screen(self.caret)
        before = self._top
        self._set_top(index.walk(self._top, rows))
        if self._top == before:
            self._caret_to_row(len(self._places) - 1 if rows > 0 else 0)
        elif row is not None:
            self._caret_to_row(row)
        else:
            self._caret_into_view()

    def action_half_page(self, direction: int) -> None:
        self._ready()
        self._scroll_rows(direction * self.take_count() * max(self._pane.height // 2, 1))

    def action_page(self, direction: int) -> None:
        self._ready()
        self._scroll_rows(direction * self.take_count() * max(self._pane.height - 2, 1))

    def action_top(self) -> None:
        article = self._ready()
        if self.count:
            self.action_bottom()
            return
        self.move_caret(article.paragraphs[0].start if article.paragraphs else 0)
        self._set_top((0, -(1 << 20)))

    def action_bottom(self) -> None:
        """The end; with a count, the paragraph of that number (the title is the first)."""
        article = self._ready()
        count = self.take_count(0)
        if count:
            paragraph = article.paragraphs[min(count, len(article.paragraphs)) - 1]
            self.move_caret(paragraph.start)
            self.reveal(paragraph.span)
            return
        self.move_caret(article.paragraphs[-1].end)
        assert self._index is not None
        self._set_top(self._index.last_place())

    def action_percent(self) -> None:
        article = self._ready()
        percent = min(self.take_count(0), 100)
        offset = motions.clamp(article, article.paragraphs[-1].end * percent // 100)
        self.move_caret(offset)
        self.reveal(Span(offset, offset + 1))

    def action_character(self, direction: int) -> None:
        article = self._ready()
        self.move_caret(motions.characters(article, self.caret, direction * self.take_count()))

    def action_word(self, direction: int) -> None:
        article = self._ready()
        self.move_caret(motions.words(article, self.caret, direction * self.take_count()))

    def action_sentence(self, direction: int) -> None:
        article = self._ready()
        self.move_caret(motions.sentence_starts(article, self.caret, direction * self.take_count()))

    def action_paragraph(self, direction: int) -> None:
        article = self._ready()
        self.move_caret(motions.paragraph_starts(article, self.caret, direction * self.take_count()))

    def action_line_end(self) -> None:
        self._ready()
        self._to_line_edge(end=True)

    def _to_line_edge(self, *, end: bool) -> None:
        if self._index is None or self.article is None:
            return
        line = self._span_of_line(self._place_of(self.caret))
        if line is not None:
            self.move_caret(self._last_of(line) if end else line.start)

    # ── selecting ────────────────────────────────────────────────────────────────────────────────────────

    @property
    def selecting(self) -> bool:
        """Whether motions extend a selection."""
        return self._mode is not None

    def select(self, span: Span | None) -> None:
        """Select a passage from outside; motions then extend it word by word. None drops the selection."""
        self._mode = None
        if span is not None and self.article is not None:
            self._fixed = span
            self._mode = "word"
            self.caret = motions.clamp(self.article, max(span.end - 1, span.start))
        self.selection = span

    def watch_selection(self, old: Span | None, new: Span | None) -> None:
        if new is None:
            self._mode = None
        self.refresh()
        if old != new:
            self.post_message(self.SelectionChanged(self, new))

    def action_select(self, mode: Mode) -> None:
        self._ready()
        if self._mode == mode:
            self.selection = None
            return
        fixed = self._fixed.start if self._mode is not None else self.caret
        self._mode = mode
        self._fixed = self._unit(fixed)
        self._extend()

    def action_swap_ends(self) -> None:
        if self._mode is None or self.selection is None:
            raise SkipAction
        fixed, moving = self._fixed, self._unit(self.caret)
        self._fixed = moving
        self.move_caret(fixed.start if fixed.start <= moving.start else max(fixed.end - 1, fixed.start))

    def action_drop(self) -> None:
        if self.count:
            self.count = 0
        elif self.selection is not None:
            self.selection = None
        else:
            raise SkipAction

    def _unit(self, offset: int) -> Span:
        """What a selection of the present mode grows by, at ``offset``."""
        article = self.article
        assert article is not None
        if self._mode == "line":
            line = self._span_of_line(self._place_of(offset))
            return self._shown(line) if line is not None else motions.cluster_at(article, offset)
        if self._mode == "sentence":
            return motions.sentence_at(article, offset)
        if self._mode == "character":
            return motions.cluster_at(article, offset)
        return motions.word_at(article, offset)

    def _extend(self) -> None:
        unit = self._unit(self.caret)
        self.selection = Span(min(self._fixed.start, unit.start), max(self._fixed.end, unit.end))

    # ── the mouse ────────────────────────────────────────────────────────────────────────────────────────

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1 or self._index is None:
            return
        offset = self._offset_at(*self._inside(event), nearest=True)
        if offset is None:
            return
        self._dragging, self._dragged = True, False
        self._goal = None
        self.capture_mouse()
        if self.selection is not None:
            self.selection = None
        self._mode = None
        self._move(offset, reveal=False)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self._dragging:
            return
        x, y = self._inside(event)
        offset = self._offset_at(x, y, nearest=True)
        assert self.article is not None
        if offset is not None and (offset != self.caret or self._dragged):
            if not self._dragged:
                self._dragged = True
                self._mode = "character"
                self._fixed = motions.cluster_at(self.article, self.caret)
            self._move(offset, reveal=False)
        self._edge_at = (x, y)
        if 0 <= y < self._pane.height:
            self._stop_edge()
        elif self._edge is None:
            self._edge = self.set_interval(0.05, self._scroll_at_edge)

    def _scroll_at_edge(self) -> None:
        """While the mouse is held beyond the pane: scroll that way, faster the further it is."""
        x, y = self._edge_at
        index = self._index
        if index is None or not self._dragging:
            self._stop_edge()
            return
        beyond = y if y < 0 else y - self._pane.height + 1
        self._set_top(index.walk(self._top, beyond))
        offset = self._offset_at(x, y, nearest=True)
        if offset is not None:
            self._move(offset, reveal=False)

    def _stop_edge(self) -> None:
        if self._edge is not None:
            self._edge.stop()
            self._edge = None

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._stop_edge()
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if event.button != 1 or self._dragged:
            self._dragged = False
            return
        offset = self.offset_at(*self._inside(event))
        if offset is None:
            return
        if event.chain in (2, 3):
            self._mode = "word" if event.chain == 2 else "sentence"
            self._fixed = self._unit(offset)
            self._extend()
        self.post_message(self.Clicked(self, offset, event.chain))

    def _inside(self, event: events.MouseEvent) -> tuple[int, int]:
        """The event's cell, counted from the corner of the content."""
        gutter = self.gutter
        return event.x - gutter.left, event.y - gutter.top

    def _wheel(self, rows: int) -> None:
        if self._index is not None:
            self._set_top(self._index.walk(self._top, rows))
            self._caret_into_view()

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        event.prevent_default()
        self._wheel(WHEEL_LINES)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        self._wheel(-WHEEL_LINES)

    # ── painting ─────────────────────────────────────────────────────────────────────────────────────────

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_of = {}

    def _style(self, *keys: str) -> Style:
        style = self._styles_of.get(keys)
        if style is None:
            style = self.rich_style
            for key in keys:
                style += self.get_component_rich_style(f"article--{key}", partial=True)
            self._styles_of[keys] = style
        return style

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        index, article = self._index, self.article
        if article is None or index is None or not article.paragraphs:
            return self._empty_line(y, width)
        if y >= len(self._places):
            return Strip.blank(width, self._style())
        place = self._places[y]
        segments = [Segment(" " * self._left, self._style())]
        line = self._span_of_line(place)
        if line is not None:
            segments += self._margin_signs(line)
            segments += self._line(place, line)
        elif self._byline and place == (0, len(index.starts(0)) if index.titled else -index.head):
            segments.append(Segment(" " * self._margin, self._style()))
            segments.append(Segment(fit(self._byline, self.text_width), self._style("byline")))
        strip = Strip(segments)
        return strip.adjust_cell_length(width, self._style())

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = self.empty_text.splitlines()
        row = y - max((self.size.height - len(lines)) // 3, 0)
        if not 0 <= row < len(lines):
            return Strip.blank(width, self._style())
        words = fit(lines[row], width)
        strip = Strip([Segment(words, self._style("empty"))])
        strip = Strip([Segment(" " * ((width - strip.cell_length) // 2), self._style()), *strip])
        return strip.adjust_cell_length(width, self._style())

    def _margin_signs(self, line: Span) -> list[Segment]:
        signs = self._painter.signs(line.start, line.end)
        bar = Segment(" ", self._style())
        if signs.speaker is not None or signs.current:
            colour = f"speaker-{(signs.speaker or 0) % SPEAKER_COLOURS}"
            bar = Segment(look.CURRENT_BAR if signs.current else look.QUOTE_BAR, self._style(colour))
        if self._margin < look.MARGIN:
            return [bar]
        first: tuple[str, tuple[str, ...]] = (" ", ("margin",))
        second = first
        if signs.highlights:
            colour = signs.highlights[-1]
            second = (str(COLOUR_KEYS.index(colour) + 1), ("margin", f"highlight-{colour}"))
        if signs.bookmark:
            second = (look.BOOKMARK_SIGN, ("bookmark",))
        if signs.note:
            first = (look.NOTE_SIGN, ("margin",))
        elif signs.correction:
            first = (look.CORRECTION_SIGN, ("margin",))
        return [
            *(Segment(sign, self._style(*keys)) for sign, keys in (first, second)),
            bar,
            Segment(" ", self._style()),
        ]

    def _line(self, place: Place, line: Span) -> Iterator[Segment]:
        index, article = self._index, self.article
        assert index is not None
        assert article is not None
        paragraph = article.paragraphs[place[0]]
        indent = index.indent(place[0])
        if indent:
            bullet = paragraph.kind is ParagraphKind.LIST_ITEM and place[1] == 0
            yield Segment((look.BULLET if bullet else " ").ljust(indent), self._style("margin"))
        base: tuple[str, ...] = ()
        if paragraph.kind is ParagraphKind.HEADING:
            base = ("title",) if paragraph.level == 1 else ("heading",)
        elif paragraph.kind is ParagraphKind.QUOTE_BLOCK:
            base = ("quote-block",)
        shown = self._shown(line)
        caret_end = 0
        if self.caret in line:
            caret_end = motions.cluster_at(article, self.caret).end
            shown = Span(shown.start, max(shown.end, self.caret + 1))
        runs = self._painter.runs(shown.start, shown.end)
        if self.selection is not None:
            runs = _over(runs, self.selection, "selection")
        if caret_end:
            runs = _over(runs, Span(self.caret, caret_end), "caret" if self.has_focus else "caret-idle")
        yield from self._segments(shown, runs, base)

    def _segments(self, shown: Span, runs: list[Run], base: tuple[str, ...]) -> Iterator[Segment]:
        assert self.article is not None
        text = self.article.text
        if NOT_PLAIN.search(text, shown.start, shown.end) is None:
            for run in runs:
                yield Segment(text[run.start : run.end], self._style(*base, *run.keys))
            return
        safe = one_line_but_tabs(text[shown.start : shown.end])
        units = [(shown.start + start, drawn(safe, start, end, size)) for start, end, size in clusters(safe)]
        at = 0
        for run in runs:  # a cluster is drawn whole, in the style of its first code point
            first = at
            while at < len(units) and units[at][0] < run.end:
                at += 1
            if at > first:
                yield Segment("".join(piece for _, piece in units[first:at]), self._style(*base, *run.keys))


def one_line_but_tabs(text: str) -> str:
    """Safe text in which line ends are spaces; tabs are kept, they are as wide as their place asks."""
    return "\t".join(map(one_line, text.replace("\r", " ").split("\t")))


def _over(runs: list[Run], span: Span, key: str) -> list[Run]:
    """The same runs with one more style on top of those pieces that ``span`` covers."""
    result: list[Run] = []
    for run in runs:
        first, last = max(run.start, span.start), min(run.end, span.end)
        if first >= last:
            result.append(run)
            continue
        if run.start < first:
            result.append(Run(run.start, first, run.keys))
        result.append(Run(first, last, (*run.keys, key)))
        if last < run.end:
            result.append(Run(last, run.end, run.keys))
    return result


def _byline(article: Article) -> str:
    """Who wrote it and when, for the row under the title."""
    published = article.published or ""
    try:
        day = date.fromisoformat(published[:10])
        published = f"{day.day} {day:%B} {day.year}"
    except ValueError:
        pass  # shown as the source gave it
    return " · ".join(part for part in (article.byline, published) if part)
