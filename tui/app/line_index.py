"""Which line of the screen every paragraph falls on, worked out only where it is needed.

Heights of paragraphs that nobody has looked at yet are estimates; :meth:`LineIndex.exact` and
:meth:`LineIndex.work` replace them. Whoever scrolls keeps a (paragraph, row) pair, which no correction moves.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate
from time import perf_counter

from tui.app.wrap import wrap
from tui.domain.article import Article, Paragraph, ParagraphKind

Place = tuple[int, int]
"""A paragraph, and a row of it: negative in the space before its first line, past its lines in that after."""

_KEPT_LINES = 20_000  # wrapped lines remembered; enough for a paragraph of a megabyte
_LINE_FILL = 0.93  # how full a line of English is, for estimates
INDENT = {ParagraphKind.LIST_ITEM: 2, ParagraphKind.QUOTE_BLOCK: 4}
"""Cells that a kind of paragraph is set in."""


class LineIndex:
    """The rows of an article at one width.

    ``width`` is in cells, ``head`` the rows drawn after the title (or before the first paragraph where
    there is no title), ``top`` and ``bottom`` are empty rows at the ends.
    """

    def __init__(self, article: Article, width: int, *, head: int = 0, top: int = 1, bottom: int = 1) -> None:
        self.text = article.text
        self.paragraphs = article.paragraphs
        self.width = max(width, 2)
        self.bottom = bottom
        self.titled = bool(self.paragraphs) and self.paragraphs[0].level == 1
        self.head = head
        self._before = array("b", map(self._space, self.paragraphs, (None, *self.paragraphs)))
        if self.paragraphs:
            self._before[0] = top + (0 if self.titled else head)
        fill = self.width * _LINE_FILL
        self._heights = array(
            "l",
            [
                space + 1 + int((paragraph.end - paragraph.start) / fill)
                for space, paragraph in zip(self._before, self.paragraphs, strict=True)
            ],
        )
        if self.titled:
            self._heights[0] += head
        self._is_exact = bytearray(len(self.paragraphs))
        self._tops: list[int] | None = None
        self._starts: OrderedDict[int, list[int]] = OrderedDict()
        self._lines_kept = 0
        self._next = 0  # the paragraph that work() takes next
        self._found: array[int] | None = None  # heights that work() found and has not yet put in place

    @staticmethod
    def _space(paragraph: Paragraph, before: Paragraph | None) -> int:
        if before is None:
            return 0
        if paragraph.kind is ParagraphKind.LIST_ITEM is before.kind:
            return 0
        return 2 if paragraph.kind is ParagraphKind.HEADING and before.level != 1 else 1

    @property
    def tops(self) -> list[int]:
        """The first row of each paragraph's block, then the end of the last."""
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops

    @property
    def total(self) -> int:
        """Rows in all."""
        return self.tops[-1] + self.bottom

    @property
    def complete(self) -> bool:
        """Whether no height is an estimate any longer."""
        return self._next >= len(self.paragraphs) and self._found is None

    def indent(self, paragraph: int) -> int:
        """Cells that the paragraph's lines are set in; less where the pane is narrow."""
        return min(INDENT.get(self.paragraphs[paragraph].kind, 0), self.width // 8)

    def starts(self, paragraph: int) -> list[int]:
        """Where the lines of the paragraph begin, in code points of the text."""
        known = self._starts.get(paragraph)
        if known is not None:
            self._starts.move_to_end(paragraph)
            return known
        span = self.paragraphs[paragraph]
        starts = wrap(self.text, span.start, span.end, self.width - self.indent(paragraph))
        self._starts[paragraph] = starts
        self._lines_kept += len(starts)
        while self._lines_kept > _KEPT_LINES and len(self._starts) > 1:
            self._lines_kept -= len(self._starts.popitem(last=False)[1])
        if not self._is_exact[paragraph]:
            self._put(paragraph, len(starts))
        return starts

    def _put(self, paragraph: int, lines: int) -> None:
        height = self._height(paragraph, lines)
        self._is_exact[paragraph] = 1
        if height != self._heights[paragraph]:
            self._heights[paragraph] = height
            self._tops = None

    def _height(self, paragraph: int, lines: int) -> int:
        return self._before[paragraph] + lines + (self.head if paragraph == 0 and self.titled else 0)

    def line_end(self, paragraph: int, line: int) -> int:
        """One past the last code point of a line, its hanging spaces included."""
        starts = self.starts(paragraph)
        return starts[line + 1] if line + 1 < len(starts) else self.paragraphs[paragraph].end

    def row(self, place: Place) -> int:
        """The row of the whole article (0 is the top) that a place is on."""
        paragraph, line = place
        return self.tops[paragraph] + self._before[paragraph] + line

    def place(self, row: int) -> Place:
        """The place on a row; a row past the end gives the last one."""
        if not self.paragraphs:
            return 0, 0
        last = len(self.paragraphs) - 1
        while True:
            paragraph = min(max(bisect_right(self.tops, row) - 1, 0), last)
            self._exact_height(paragraph)
            # Where the estimate was too high, what stands on this row comes after the paragraph.
            if row < self.tops[paragraph + 1] or paragraph == last:
                return paragraph, row - self.tops[paragraph] - self._before[paragraph]

    def walk(self, place: Place, rows: int) -> Place:
        """The place ``rows`` further down (up, if negative), with exact heights; stops at the ends."""
        paragraph, line = place
        target = self._before[paragraph] + line + rows  # rows below the top of the paragraph's block
        while target < 0 and paragraph > 0:
            paragraph -= 1
            target += self._exact_height(paragraph)
        last = len(self.paragraphs) - 1
        while paragraph < last and target >= (height := self._exact_height(paragraph)):
            target -= height
            paragraph += 1
        if paragraph == last:
            target = min(target, self._exact_height(last) + self.bottom - 1)
        return paragraph, max(target, 0) - self._before[paragraph]

    def _exact_height(self, paragraph: int) -> int:
        if not self._is_exact[paragraph]:
            self.starts(paragraph)
        return self._heights[paragraph]

    def last_place(self) -> Place:
        """The last row of the article, the space at its bottom included."""
        last = len(self.paragraphs) - 1
        return last, self._exact_height(last) - self._before[last] + self.bottom - 1

    def line_at(self, offset: int, paragraph: int) -> int:
        """The line of ``paragraph`` that holds the code point ``offset``."""
        return max(bisect_right(self.starts(paragraph), offset) - 1, 0)

    def work(self, seconds: float) -> bool:
        """Wrap more paragraphs for about that long; True when all are known and :meth:`settle` may be called.

        Nothing that :meth:`row` or :meth:`place` says changes until then.
        """
        if self._found is None:
            self._found = array("l", self._heights)
        until = perf_counter() + seconds
        found, exact, text, count = self._found, self._is_exact, self.text, len(self.paragraphs)
        while self._next < count:
            paragraph = self._next
            if not exact[paragraph]:
                span = self.paragraphs[paragraph]
                lines = len(wrap(text, span.start, span.end, self.width - self.indent(paragraph)))
                found[paragraph] = self._height(paragraph, lines)
            self._next += 1
            if not self._next % 8 and perf_counter() > until:
                break
        return self._next >= count

    def settle(self) -> bool:
        """Put in place what :meth:`work` found; True if any row moved."""
        found, self._found = self._found, None
        if found is None:
            return False
        moved = False
        for paragraph, height in enumerate(found):
            if not self._is_exact[paragraph] and self._heights[paragraph] != height:
                self._heights[paragraph] = height
                moved = True
        self._is_exact = bytearray(b"\x01") * len(self.paragraphs)
        if moved:
            self._tops = None
        return moved
