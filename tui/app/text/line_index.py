"""Which line of the screen every paragraph falls on, worked out only where it is needed.

Heights of what nobody has looked at yet are estimates; looking, and :meth:`LineIndex.work`, replace them.
Whoever scrolls keeps a (block, row) pair, which no correction moves.

A block is a paragraph, or a piece of an enormous one: each is wrapped by itself, so that none takes long. The
price is one short line at the end of such a piece.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from copy import copy
from itertools import accumulate, repeat
from operator import add, floordiv
from time import perf_counter

from tui.app.text.cells import NOT_PLAIN, clusters
from tui.app.text.wrap import wrap
from tui.domain.article import Article, Paragraph, ParagraphKind
from tui.domain.text.safe import printable

Place = tuple[int, int]
"""A block, and a row of it: negative in the space before its first line, past its lines in that after."""

_KEPT_LINES = 20_000  # wrapped lines remembered; enough for a paragraph of a megabyte
_LINE_FILL = 0.93  # how full a line of English is, for estimates
_LONG_PLAIN, _LONG = 65_536, 6_000  # code points of a block at most: of plain text, of any other
_CUT_WITHIN = 1_000  # code points in which a line end, a sentence or a space to cut at is looked for
_CLUSTERS_WITHIN = 64  # the same for the border of two clusters
INDENT = {ParagraphKind.LIST_ITEM: 2, ParagraphKind.QUOTE_BLOCK: 4}
"""Cells that a kind of paragraph is set in."""


def blocks_of(article: Article) -> tuple[Sequence[Paragraph], frozenset[int]]:
    """The blocks of an article, and which of them go on with the paragraph of the block before."""
    if all(paragraph.end - paragraph.start <= _LONG for paragraph in article.paragraphs):
        return article.paragraphs, frozenset()
    blocks: list[Paragraph] = []
    continued: list[int] = []
    for paragraph in article.paragraphs:
        start, end = paragraph.start, paragraph.end
        plain = end - start > _LONG and NOT_PLAIN.search(article.text, start, end) is None
        longest = _LONG_PLAIN if plain else _LONG
        while end - start > longest:
            cut = _cut(article.text, start + longest)
            blocks.append(Paragraph(start, cut, paragraph.kind, paragraph.level))
            start = cut
            continued.append(len(blocks))
        blocks.append(Paragraph(start, end, paragraph.kind, paragraph.level))
    return blocks, frozenset(continued)


def _cut(text: str, before: int) -> int:
    """Where to cut: after a line end, a sentence, or a space if there is one, else between two clusters."""
    low = before - _CUT_WITHIN
    for mark in ("\n", ". ", " "):
        found = text.rfind(mark, low, before)
        if found >= 0:
            return found + len(mark)
    low = before - _CLUSTERS_WITHIN
    safe = printable(text[low:before]).replace("\n", " ")
    starts = [start for start, _, size in clusters(safe) if start and size]
    return low + starts[-1] if starts else before


class LineIndex:
    """The rows of an article at one width.

    ``width`` is in cells, ``head`` the rows drawn after the title (or before the first paragraph where
    there is no title), ``top`` and ``bottom`` are empty rows at the ends.
    """

    def __init__(self, article: Article, width: int, *, head: int = 0, top: int = 1, bottom: int = 1) -> None:
        self.text = article.text
        self.blocks, self.continued = blocks_of(article)
        self._begin = [block.start for block in self.blocks]
        self._lengths = [block.end - block.start for block in self.blocks]
        self.bottom = bottom
        self.titled = bool(self.blocks) and self.blocks[0].level == 1
        self.head = head
        self._before = array("b", map(self._space, self.blocks, (None, *self.blocks)))
        if self.blocks:
            for block in self.continued:
                self._before[block] = 0
            self._before[0] = top + (0 if self.titled else head)
        self._fit(width)

    def at(self, width: int) -> LineIndex:
        """The same article at another width: in a book, a fraction of the work of a new index."""
        other = copy(self)  # what _fit does not set is never written to
        other._fit(width)
        return other

    def _fit(self, width: int) -> None:
        self.width = max(width, 2)
        lines = map(floordiv, self._lengths, repeat(max(int(self.width * _LINE_FILL), 1)))
        self._heights: array[int] = array("l", map(add, map(add, self._before, repeat(1)), lines))
        if self.titled:
            self._heights[0] += self.head
        self._is_exact = bytearray(len(self.blocks))
        self._tops: list[int] | None = None
        self._starts: OrderedDict[int, list[int]] = OrderedDict()
        self._lines_kept = 0
        self._next = 0  # the block that work() takes next
        self._found: array[int] | None = None  # heights that work() found and has not yet put in place

    @staticmethod
    def _space(block: Paragraph, before: Paragraph | None) -> int:
        if before is None:
            return 0
        if block.kind is ParagraphKind.LIST_ITEM is before.kind:
            return 0
        return 2 if block.kind is ParagraphKind.HEADING and before.level != 1 else 1

    @property
    def tops(self) -> list[int]:
        """The first row of each block, then the end of the last."""
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
        return self._next >= len(self.blocks) and self._found is None

    def block_at(self, offset: int) -> int:
        """The block that holds ``offset``, else the last one before it; 0 if there is none."""
        return max(bisect_right(self._begin, offset) - 1, 0)

    def indent(self, block: int) -> int:
        """Cells that the block's lines are set in; less where the pane is narrow."""
        return min(INDENT.get(self.blocks[block].kind, 0), self.width // 8)

    def starts(self, block: int) -> list[int]:
        """Where the lines of the block begin, in code points of the text."""
        known = self._starts.get(block)
        if known is not None:
            self._starts.move_to_end(block)
            return known
        span = self.blocks[block]
        starts = wrap(self.text, span.start, span.end, self.width - self.indent(block))
        self._starts[block] = starts
        self._lines_kept += len(starts)
        while self._lines_kept > _KEPT_LINES and len(self._starts) > 1:
            self._lines_kept -= len(self._starts.popitem(last=False)[1])
        if not self._is_exact[block]:
            self._put(block, len(starts))
        return starts

    def _put(self, block: int, lines: int) -> None:
        height = self._height(block, lines)
        self._is_exact[block] = 1
        if height != self._heights[block]:
            self._heights[block] = height
            self._tops = None

    def _height(self, block: int, lines: int) -> int:
        return self._before[block] + lines + (self.head if block == 0 and self.titled else 0)

    def line_end(self, block: int, line: int) -> int:
        """One past the last code point of a line, its hanging spaces included."""
        starts = self.starts(block)
        return starts[line + 1] if line + 1 < len(starts) else self.blocks[block].end

    def row(self, place: Place) -> int:
        """The row of the whole article (0 is the top) that a place is on."""
        block, line = place
        return self.tops[block] + self._before[block] + line

    def place(self, row: int) -> Place:
        """The place on a row; a row past the end gives the last one."""
        if not self.blocks:
            return 0, 0
        last = len(self.blocks) - 1
        while True:
            block = min(max(bisect_right(self.tops, row) - 1, 0), last)
            self._exact_height(block)
            # Where the estimate was too high, what stands on this row comes after the block.
            if row < self.tops[block + 1] or block == last:
                return block, row - self.tops[block] - self._before[block]

    def walk(self, place: Place, rows: int) -> Place:
        """The place ``rows`` further down (up, if negative), with exact heights; stops at the ends."""
        block, line = place
        target = self._before[block] + line + rows  # rows below the top of the block
        while target < 0 and block > 0:
            block -= 1
            target += self._exact_height(block)
        last = len(self.blocks) - 1
        while block < last and target >= (height := self._exact_height(block)):
            target -= height
            block += 1
        if block == last:
            target = min(target, self._exact_height(last) + self.bottom - 1)
        return block, max(target, 0) - self._before[block]

    def _exact_height(self, block: int) -> int:
        if not self._is_exact[block]:
            self.starts(block)
        return self._heights[block]

    def last_place(self) -> Place:
        """The last row of the article, the space at its bottom included."""
        last = len(self.blocks) - 1
        return last, self._exact_height(last) - self._before[last] + self.bottom - 1

    def line_at(self, offset: int, block: int) -> int:
        """The line of ``block`` that holds the code point ``offset``."""
        return max(bisect_right(self.starts(block), offset) - 1, 0)

    def work(self, seconds: float) -> bool:
        """Wrap more blocks for about that long; True when all are known and :meth:`settle` may be called.

        Nothing that :meth:`row` or :meth:`place` says changes until then.
        """
        if self._found is None:
            self._found = array("l", self._heights)
        until = perf_counter() + seconds
        found, exact, text, count = self._found, self._is_exact, self.text, len(self.blocks)
        while self._next < count:
            block = self._next
            if not exact[block]:
                span = self.blocks[block]
                lines = len(wrap(text, span.start, span.end, self.width - self.indent(block)))
                found[block] = self._height(block, lines)
            self._next += 1
            if perf_counter() > until:
                break
        return self._next >= count

    def settle(self) -> bool:
        """Put in place what :meth:`work` found; True if any row moved."""
        found, self._found = self._found, None
        if found is None:
            return False
        moved = False
        for block, height in enumerate(found):
            if not self._is_exact[block] and self._heights[block] != height:
                self._heights[block] = height
                moved = True
        self._is_exact = bytearray(b"\x01") * len(self.blocks)
        if moved:
            self._tops = None
        return moved
