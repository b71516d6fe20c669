"""The article pane without its keys: the text in a column, the margin, the caret, scrolling and painting.

A Line API widget. It wraps only what is shown; heights of the rest are estimated and put right in slices
while nothing else happens. What stands at the top of the pane is kept as a place in the text, not as a row
number, so that no correction ever moves what the reader sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.app.panes import article_look as look
from tui.app.panes.article_lines import LineDrawer
from tui.app.panes.layered import LateComponents, layered
from tui.app.text import geometry, motions
from tui.app.text.cells import wrapped
from tui.app.text.column import Column
from tui.app.text.line_index import LineIndex, Place
from tui.app.text.paint import Layers, Painter
from tui.app.wording import byline_of
from tui.domain.article import Article, Span

SCROLL_MARGIN = 3
"""Lines kept between the caret and the edge of the pane while moving line by line."""
_SLICE, _PAUSE = 0.003, 0.008  # seconds of wrapping ahead, and between two slices
_REST = 0.15  # seconds before the first slice: the repaint, and at the start the lists, come first
_KEPT_STRIPS = 400  # drawn rows remembered: a few screens
_AT_ONCE = 40_000  # code points wrapped without slices: a few milliseconds

Where = Literal["third", "nearest"]


class PaneMessage(Message):
    """What a pane has to say; ``view`` is the pane."""

    def __init__(self, view: ArticlePane) -> None:
        super().__init__()
        self.view = view

    @property
    def control(self) -> ArticlePane:
        return self.view


class ArticlePane(LateComponents, ScrollView, inherit_bindings=False):
    """Shows an article. Offsets in its interface are code points of ``Article.text``."""

    ALLOW_SELECT = False
    LATE_COMPONENTS: ClassVar[frozenset[str]] = look.COMPONENTS
    FIRST_COMPONENTS: ClassVar[frozenset[str]] = look.FIRST_COMPONENTS
    SOON_COMPONENTS: ClassVar[frozenset[str]] = look.SOON_COMPONENTS

    measure: reactive[int] = reactive(0, init=False)
    """At most so many cells of text in a line; 0: 72, or 80 in a wide pane."""
    numbered: reactive[bool] = reactive(False, init=False)
    """Whether the paragraphs' numbers stand before the margin."""
    caret: reactive[int] = reactive(0, init=False)
    selection: reactive[Span | None] = reactive(None, init=False)
    """What is selected. Setting it to None drops the selection."""
    empty_text: reactive[str] = reactive("", init=False)
    """Shown while there is no article."""

    class CaretMoved(PaneMessage, namespace="article_view"):
        """The caret stands on another character."""

        def __init__(self, view: ArticlePane, offset: int) -> None:
            super().__init__(view)
            self.offset = offset

    class Scrolled(PaneMessage, namespace="article_view"):
        """Other text is visible: ``top`` to ``bottom`` (code points), ``share`` read so far (0 to 1)."""

        def __init__(self, view: ArticlePane, top: int, bottom: int, share: float) -> None:
            super().__init__(view)
            self.top = top
            self.bottom = bottom
            self.share = share

    def __init__(self, *, id: str | None = None, classes: str | None = None, empty_text: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.article: Article | None = None
        self.set_reactive(ArticlePane.empty_text, empty_text)
        self._painter = Painter()
        self._column: Column | None = None
        self._drawer: LineDrawer | None = None
        self._left = self._text_left = 0  # cells before the margin, and before the text
        self._strips: dict[Place, Strip] = {}  # rows as they were last drawn, without the caret
        self._known_styles: dict[tuple[str, ...], Style] = {}
        self._letters: Mapping[int, str] = {}  # that stand on what is in view, by its first code point
        self._typed = 0  # how many of them were typed
        self._row_of_top = 0  # what scroll_y is when nobody but this widget set it
        self._laid_out = Size(0, 0)
        self._goal: int | None = None  # the cell that line motions aim at
        self._ahead: Timer | None = None  # wraps what nobody has looked at yet

    # ── the article and what is drawn over it ────────────────────────────────────────────────────────────

    def show(self, article: Article, position: int = 0) -> None:
        """Show an article with the caret at ``position``, which is brought into view. Layers are dropped."""
        self.article = article
        self._painter = Painter()
        self._column = self._drawer = None
        self._goal = None
        self.set_reactive(ArticlePane.selection, None)
        self.set_reactive(ArticlePane.caret, motions.clamp(article, position))
        self._lay_out()
        self.refresh()

    def set_layers(self, layers: Layers) -> None:
        """Draw other spans over the text. Never wraps anew; sequences handed in again cost nothing."""
        self._painter.set_layers(layers)
        self._repaint()

    def put_letters(self, letters: Mapping[int, str], typed: int = 0) -> None:
        """Write letters over the text, each from a code point on; so many of each were typed already.

        Nothing moves: they stand in the cells of the characters that they hide.
        """
        self._letters, self._typed = letters, typed
        self._repaint()

    def _repaint(self) -> None:
        """Draw every row anew."""
        self._strips.clear()
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
    def text_width(self) -> int:
        """Cells of text in a line, at most."""
        return geometry.text_width(self._pane.width, self.measure, self._numbers)

    @property
    def _numbers(self) -> int:
        """Cells that the numbers of the paragraphs take."""
        return geometry.numbers(self._pane.width) if self.numbered else 0

    def watch_numbered(self) -> None:
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        """Wrap for the present size; what the reader looks at stays where it is."""
        article, pane, before = self.article, self._pane, self._column
        self._laid_out = pane
        if article is None or not article.paragraphs or not pane.width or not pane.height:
            return
        keep, row = self.caret, pane.height // 3
        at_home = before.at_home if before is not None else keep == article.paragraphs[0].start
        if before is not None:
            shown = before.row_of(self.caret)
            keep, row = (before.top_offset, 0) if shown is None else (self.caret, min(shown, pane.height - 1))
        byline = byline_of(article)
        if before is None:
            column = Column(article, self.text_width, pane.height, head=1 if byline else 0)
        else:
            column = before.at(self.text_width, pane.height)
        margin = geometry.margin(pane.width)
        self._left = geometry.before_margin(pane.width, self.text_width, self._numbers)
        self._text_left = self._left + self._numbers + margin
        self._column = column
        self._drawer = LineDrawer(column, self._painter, self._style, byline, margin, self._numbers)
        self._strips.clear()
        column.scroll_home()
        if not (at_home and column.row_of(keep) is not None):
            column.scroll_to(column.index.walk(column.place_of(keep), -row))
        if len(article.text) <= _AT_ONCE:
            column.index.work(1.0)
            column.index.settle()
        elif not column.index.complete:
            self._work_ahead(column.index)
        self._scrolled()

    def _work_ahead(self, index: LineIndex) -> None:
        """Wrap the rest in slices, then put the estimated heights right in one go."""
        if self._ahead is not None:
            self._ahead.stop()

        def work() -> None:
            if self._column is None or index is not self._column.index:
                return
            if not index.work(_SLICE):
                self._ahead = self.set_timer(_PAUSE, work)
            elif index.settle():
                self._sync()

        self._ahead = self.set_timer(_REST, work)

    def _sync(self) -> None:
        """Bring scroll bar and scroll position in line with what stands at the top."""
        column = self._column
        if column is None:
            return
        self._row_of_top = row = max(column.index.row(column.top), 0)
        size = Size(self._pane.width, max(column.index.total, row + self._pane.height))
        if size != self.virtual_size:
            if self.styles.overflow_y == "scroll" and self.show_vertical_scrollbar:
                # The bar is there whatever the height: no need to lay the whole screen out for it.
                self.set_reactive(Widget.virtual_size, size)
                self.vertical_scrollbar.window_virtual_size = size.height
            else:
                self.virtual_size = size
        self.set_reactive(Widget.scroll_target_y, row)
        self.scroll_y = row

    def _scrolled(self) -> None:
        """Other rows are visible: show them, and say so."""
        self._sync()
        self.refresh()
        self.post_message(self.Scrolled(self, self.top_offset, self.bottom_offset, self.share))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._column is not None and round(new_value) != self._row_of_top:  # the scroll bar was dragged
            self._column.scroll_to(self._column.index.place(round(new_value)))
            self._scrolled()
            self._caret_into_view()

    def on_resize(self, event: events.Resize) -> None:
        if self._pane != self._laid_out:
            self._lay_out()

    def watch_measure(self) -> None:
        self._lay_out()

    def watch_empty_text(self) -> None:
        self.refresh()

    # ── where things are ─────────────────────────────────────────────────────────────────────────────────

    @property
    def top_offset(self) -> int:
        """The first code point that is visible."""
        return self._column.top_offset if self._column is not None else 0

    @property
    def bottom_offset(self) -> int:
        """One past the last code point that is visible."""
        return self._column.bottom_offset if self._column is not None else 0

    @property
    def share(self) -> float:
        """How much of the text has been passed, 0 to 1: up to the last visible line."""
        if self.article is None or not self.article.paragraphs:
            return 0.0
        return min(self.bottom_offset / max(self.article.paragraphs[-1].end, 1), 1.0)

    def line_of(self, offset: int) -> int:
        """The row of the whole text (0 is the top) that shows ``offset``; far from the view, an estimate."""
        if self._column is None:
            return 0
        row = self._column.index.row(self._column.place_of(offset))
        self._sync()
        return row

    def offset_at(self, x: int, y: int) -> int | None:
        """The code point shown at cell ``x`` of row ``y`` of the pane, None where no text is."""
        return self._column.offset_at(x - self._text_left, y) if self._column is not None else None

    def _nearest(self, x: int, y: int) -> int | None:
        return self._column.nearest(x - self._text_left, y) if self._column is not None else None

    # ── the caret ────────────────────────────────────────────────────────────────────────────────────────

    def move_caret(self, offset: int, *, reveal: bool = True) -> None:
        """Put the caret on the character at ``offset``; ``reveal`` scrolls as little as needed to show it."""
        if self.article is None or not self.article.paragraphs:
            return
        self._goal = None
        self._move(motions.clamp(self.article, offset), reveal=reveal)

    def _move(self, offset: int, *, reveal: bool = True) -> None:
        self.caret = offset
        if reveal:
            self.reveal(Span(offset, offset + 1), "nearest")

    def validate_caret(self, offset: int) -> int:
        return motions.clamp(self.article, offset) if self.article is not None else 0

    def watch_caret(self, old: int, new: int) -> None:
        self._refresh_row(old)
        self._refresh_row(new)
        self.post_message(self.CaretMoved(self, new))

    def _refresh_row(self, offset: int) -> None:
        row = self._column.row_of(offset) if self._column is not None else None
        if row is not None:
            self.refresh(Region(0, row, self.size.width, 1))

    def reveal(self, span: Span, where: Where = "third") -> None:
        """Scroll, without animation, until ``span`` is visible; what already is stays where it is.

        ``third`` puts its first line a third from the top, ``nearest`` scrolls as little as it can.
        """
        if self._column is None:
            return
        edge = min(SCROLL_MARGIN, (self._pane.height - 1) // 2)
        if self._column.reveal(span, edge, where == "third"):
            self._scrolled()
        else:
            self._sync()

    def _caret_into_view(self) -> None:
        """After scrolling: the caret goes to the nearest visible line if it was left behind."""
        if self._column is not None and self._column.row_of(self.caret) is None:
            self._caret_to_row(0 if self.caret < self.top_offset else self._pane.height)

    def _caret_to_row(self, row: int) -> None:
        """Put the caret on the line nearest to a row of the pane, in the column it aims at."""
        column = self._column
        at = column.text_row(row) if column is not None else None
        if column is None or at is None:
            return
        line = column.line(column.places[at])
        assert line is not None
        goal = self._aim(column)
        self._move(column.offset_in(line, goal), reveal=False)

    def _aim(self, column: Column) -> int:
        """The cell that moving from line to line aims at."""
        if self._goal is None:
            self._goal = column.cell_of(self.caret)
        return self._goal

    def on_focus(self) -> None:
        self._refresh_row(self.caret)

    def on_blur(self) -> None:
        self._refresh_row(self.caret)

    def watch_selection(self, old: Span | None, new: Span | None) -> None:
        self._repaint()

    # ── painting ─────────────────────────────────────────────────────────────────────────────────────────

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._known_styles = {}
        self._strips.clear()

    def _style(self, *keys: str) -> Style:
        """The look of components laid over one another, their see-through grounds blended."""
        style = self._known_styles.get(keys)
        if style is None:
            style = layered(self, map("article--{}".format, keys))
            self._known_styles[keys] = style
        return style

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._pane != self._laid_out:  # the first frame of another size comes before its Resize
            self._lay_out()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        column, drawer = self._column, self._drawer
        if column is None or drawer is None:
            return self._empty_line(y, width)
        if y >= len(column.places):
            return Strip.blank(width, self._style())
        place = column.places[y]
        with_caret = place == column.place_of(self.caret)
        strip = None if with_caret else self._strips.get(place)
        if strip is None or strip.cell_length != width:
            caret_key = "caret" if self.has_focus else "caret-idle"
            row = drawer.row(place, self.caret, caret_key, self.selection)
            left = Segment(" " * self._left, self._style())
            strip = Strip([left, *row]).adjust_cell_length(width, self._style())
            if self._letters:
                strip = self._lettered(strip, column, place)
            if not with_caret:
                if len(self._strips) > _KEPT_STRIPS:
                    self._strips.clear()
                self._strips[place] = strip
        return strip

    def _lettered(self, strip: Strip, column: Column, place: Place) -> Strip:
        """A row with the letters that stand in it."""
        line = column.line(place)
        if line is None:
            return strip
        indent, width = column.index.indent(place[0]), strip.cell_length
        end = self._text_left + column.index.width
        for offset, keys in self._letters.items():
            if offset not in line:
                continue
            x = min(self._text_left + indent + column.cell_of(offset), end - len(keys))
            written = Strip(
                [
                    Segment(keys[: self._typed], self._style("label-typed")),
                    Segment(keys[self._typed :], self._style("label")),
                ]
            )
            strip = Strip.join([strip.crop(0, x), written, strip.crop(x + len(keys), width)])
        return strip

    def _empty_line(self, y: int, width: int) -> Strip:
        room = max(width - 4, 1)
        lines = [line for words in self.empty_text.splitlines() for line in wrapped(words, room, 6)]
        row = y - max((self.size.height - len(lines)) // 3, 0)
        if not 0 <= row < len(lines):
            return Strip.blank(width, self._style())
        words = Segment(lines[row], self._style("empty"))
        left = Segment(" " * ((width - words.cell_length) // 2), self._style())
        return Strip([left, words]).adjust_cell_length(width, self._style())
