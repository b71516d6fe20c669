"""The column of text as it stands in the pane: what every row shows, and where every character is.

Rows and cells are counted from the upper left corner of the text, offsets are code points of the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from tui.app.text.cells import clusters
from tui.app.text.line_index import LineIndex, Place
from tui.domain.article import Article, Span
from tui.domain.text.safe import printable

_FAR = 1 << 30  # more rows than any article has


class Column:
    """An article wrapped to ``width`` cells, of which ``height`` rows are visible from ``top`` on.

    ``head`` is how many rows the byline takes. The article must have at least one paragraph.
    """

    def __init__(self, article: Article, width: int, height: int, *, head: int = 0) -> None:
        self.article = article
        self.index = LineIndex(article, width, head=head)
        self._show(height)

    def at(self, width: int, height: int) -> Column:
        """The same article in a pane of another size, from its beginning."""
        other = copy(self)
        if width != self.index.width:
            other.index = self.index.at(width)
        other._show(height)
        return other

    def _show(self, height: int) -> None:
        self.height = height
        self.top: Place = (0, 0)
        self.places: list[Place] = []
        """What each visible row shows; shorter than ``height`` where the article is."""

    # ── scrolling ────────────────────────────────────────────────────────────────────────────────────────

    def scroll_to(self, place: Place) -> None:
        """Make ``place`` the first visible row, or come as near to that as the ends of the text allow."""
        index = self.index
        end = index.last_place()
        place = index.walk(place, 0)
        if index.walk(place, self.height - 1) == end:
            place = index.walk(end, 1 - self.height)
        self.top = place
        self.places = [place]
        while len(self.places) < self.height and place != end:
            place = index.walk(place, 1)
            self.places.append(place)

    def scroll_by(self, rows: int) -> None:
        self.scroll_to(self.index.walk(self.top, rows))

    def scroll_home(self) -> None:
        self.scroll_to(self.index.walk((0, 0), -_FAR))

    @property
    def at_home(self) -> bool:
        """Whether the first row of all is visible."""
        return self.top == self.index.walk((0, 0), -_FAR)

    def scroll_end(self) -> None:
        self.scroll_to(self.index.last_place())

    def reveal(self, span: Span, edge: int, third: bool) -> bool:
        """Scroll until ``span`` is visible, ``edge`` rows from the edges; False if it already was.

        ``third`` puts its first line a third from the top, otherwise as few rows as needed are scrolled.
        """
        index, height = self.index, self.height
        first = self.place_of(span.start)
        last = self.place_of(max(span.end - 1, span.start))
        bottom = index.walk(self.top, height - 1)
        high = self.top if self.at_home else index.walk(self.top, edge)
        low = bottom if bottom == index.last_place() else index.walk(bottom, -edge)
        if high <= first and last <= low:
            return False
        if third:
            self.scroll_to(index.walk(first, -(height // 3)))
        elif first < high or index.walk(first, height - 1 - 2 * edge) < last:
            self.scroll_to(index.walk(first, -edge))
        else:
            self.scroll_to(index.walk(last, edge + 1 - height))
        return True

    # ── what is visible ──────────────────────────────────────────────────────────────────────────────────

    @property
    def top_offset(self) -> int:
        """The first visible code point."""
        return next((line.start for line in map(self.line, self.places) if line is not None), 0)

    @property
    def bottom_offset(self) -> int:
        """One past the last visible code point."""
        return next((line.end for line in map(self.line, reversed(self.places)) if line is not None), 0)

    def row_of(self, offset: int) -> int | None:
        """The visible row that shows ``offset``, None if it is out of view."""
        if not self.places or not self.places[0][0] <= self.index.block_at(offset) <= self.places[-1][0]:
            return None
        place = self.place_of(offset)
        return self.places.index(place) if place in self.places else None

    def text_row(self, row: int) -> int | None:
        """The visible row with text on it that is nearest to ``row``; None if there is none."""
        rows = [at for at, place in enumerate(self.places) if self.line(place) is not None]
        return min(rows, key=lambda at: abs(at - row), default=None)

    # ── lines and cells ──────────────────────────────────────────────────────────────────────────────────

    def place_of(self, offset: int) -> Place:
        """The line that holds ``offset``."""
        block = self.index.block_at(offset)
        return block, self.index.line_at(offset, block)

    def line(self, place: Place) -> Span | None:
        """The text of a line, the spaces that hang at its end included; None for a row without text."""
        if place[1] < 0:
            return None
        starts = self.index.starts(place[0])
        if place[1] >= len(starts):
            return None
        return Span(starts[place[1]], self.index.line_end(*place))

    def lines_away(self, place: Place, lines: int) -> Place:
        """The line so many lines of text further down (up, if negative), stopping at the ends."""
        block, line = place
        index = self.index
        line += lines
        last = len(index.blocks) - 1
        while line < 0 and block > 0:
            block -= 1
            line += len(index.starts(block))
        while block < last and line >= (count := len(index.starts(block))):
            line -= count
            block += 1
        return block, min(max(line, 0), len(index.starts(block)) - 1)

    def shown(self, line: Span) -> Span:
        """A line without the spaces that hang at its end."""
        return Span(line.start, line.start + len(line.of(self.article.text).rstrip()))

    def units(self, span: Span) -> Iterator[tuple[int, int, int]]:
        """The clusters of a stretch that begins where a line does: start, end (code points), cells."""
        for start, end, size in clusters(printable(span.of(self.article.text)).replace("\n", " ")):
            yield span.start + start, span.start + end, size

    def cell_of(self, offset: int) -> int:
        """Cells from the start of its line to the character at ``offset``, the indent not counted."""
        line = self.line(self.place_of(offset))
        if line is None:
            return 0
        return sum(size for _, _, size in self.units(Span(line.start, max(offset, line.start))))

    def offset_in(self, line: Span, cell: int) -> int:
        """The character of a line at a cell (its first or last one where the line has nothing there)."""
        at, offset = 0, line.start
        for start, _, size in self.units(self.shown(line)):
            if at > cell:
                break
            if size:
                offset = start
            at += size
        return offset

    def last_of(self, line: Span) -> int:
        """The last character of a line that is not a hanging space."""
        return self.offset_in(line, 1 << 30)

    def cells_in(self, line: Span) -> int:
        """How wide the text of a line is."""
        return sum(size for _, _, size in self.units(self.shown(line)))

    def offset_at(self, x: int, y: int) -> int | None:
        """The character at cell ``x`` of row ``y``, None where no text is."""
        if not 0 <= y < len(self.places):
            return None
        place = self.places[y]
        line = self.line(place)
        cell = x - self.index.indent(place[0])
        if line is None or not 0 <= cell < self.cells_in(line):
            return None
        return self.offset_in(line, cell)

    def nearest(self, x: int, y: int) -> int | None:
        """The character nearest to cell ``x`` of row ``y``; None only where nothing at all is visible."""
        if not self.places:
            return None
        place = self.places[min(max(y, 0), len(self.places) - 1)]
        starts = self.index.starts(place[0])
        if place[1] < 0:
            return starts[0]
        if place[1] >= len(starts):
            place, x = (place[0], len(starts) - 1), 1 << 30
        line = self.line(place)
        assert line is not None
        return self.offset_in(line, x - self.index.indent(place[0]))
