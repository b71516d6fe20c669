"""Drawing the rows of the article pane: margin signs, indents, bullets and the runs of a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.segment import Segment
from rich.style import Style

from tui.app.panes import article_look as look
from tui.app.text import motions
from tui.app.text.cells import NOT_PLAIN, fit, pieces
from tui.app.text.column import Column
from tui.app.text.geometry import BULLET, MARGIN
from tui.app.text.line_index import Place
from tui.app.text.paint import COLOUR_KEYS, SPEAKER_COLOURS, Painter, Run, Signs, over
from tui.domain.article import ParagraphKind, Span

StyleOf = Callable[..., Style]
"""The style for component names, the lowest first."""


def _written(signs: Signs) -> Iterator[str]:
    if signs.note:
        yield look.NOTE_SIGN
    if signs.correction:
        yield look.CORRECTION_SIGN


class LineDrawer:
    """Draws rows of a column. ``margin`` is in cells: 4, or 1 in a very narrow pane; before it stand as many
    as ``numbers`` for those of the paragraphs."""

    def __init__(
        self,
        column: Column,
        painter: Painter,
        style: StyleOf,
        byline: str,
        margin: int,
        numbers: int = 0,
    ) -> None:
        self._column = column
        self._painter = painter
        self._style = style
        self._byline = byline
        self._margin = margin
        self._numbers = numbers

    def row(self, place: Place, caret: int, caret_key: str, selection: Span | None) -> list[Segment]:
        """The margin and the text of a row, without what fills it up on either side."""
        index = self._column.index
        line = self._column.line(place)
        if line is not None:
            return [
                *self._number(line),
                *self._signs(line),
                *self._line(place, line, caret, caret_key, selection),
            ]
        byline_at = (0, len(index.starts(0)) if index.titled else -index.head)
        if self._byline and place == byline_at:
            return [
                Segment(" " * (self._numbers + self._margin), self._style()),
                Segment(fit(self._byline, index.width), self._style("byline")),
            ]
        return []

    def _number(self, line: Span) -> list[Segment]:
        """The number of the paragraph that begins here: as notes, exports and links name it."""
        if not self._numbers:
            return []
        article = self._column.article
        paragraph = article.paragraph_at(line.start)
        begins = article.paragraphs[paragraph].start == line.start
        shown = str(paragraph + 1) if begins else ""
        return [Segment(f"{shown[-self._numbers + 1 :]:>{self._numbers - 1}} ", self._style("margin"))]

    def _signs(self, line: Span) -> list[Segment]:
        signs = self._painter.signs(line.start, line.end)
        bar = Segment(" ", self._style())
        if signs.speaker is not None or signs.current:
            key = f"speaker-{(signs.speaker or 0) % SPEAKER_COLOURS}"
            bar = Segment(look.CURRENT_BAR if signs.current else look.QUOTE_BAR, self._style(key))
        if self._margin < MARGIN:
            return [bar]
        written = [Segment(sign, self._style("margin", "sign")) for sign in _written(signs)]
        marked = [Segment(look.BOOKMARK_SIGN, self._style("bookmark"))] if signs.bookmark else []
        for colour in signs.highlights:
            number = str(COLOUR_KEYS.index(colour) + 1)
            marked.append(Segment(number, self._style("margin", f"highlight-{colour}")))
        both = [*written, *marked]
        blank = Segment(" ", self._style("margin"))
        if len(both) > 2:  # there is room for two
            both = [both[0], Segment(look.MORE_SIGN, self._style("margin", "sign"))]
        elif len(both) < 2:
            both = [*(written or [blank]), *(marked or [blank])]
        return [*both, bar, Segment(" ", self._style())]

    def _line(
        self, place: Place, line: Span, caret: int, caret_key: str, selection: Span | None
    ) -> Iterator[Segment]:
        article, index = self._column.article, self._column.index
        paragraph = index.blocks[place[0]]
        indent = index.indent(place[0])
        if indent:
            first = place[1] == 0 and place[0] not in index.continued
            bullet = first and paragraph.kind is ParagraphKind.LIST_ITEM
            yield Segment((BULLET if bullet else "").ljust(indent), self._style("margin"))
        base: tuple[str, ...] = ()
        if paragraph.kind is ParagraphKind.HEADING:
            base = ("title",) if paragraph.level == 1 else ("heading",)
        elif paragraph.kind is ParagraphKind.QUOTE_BLOCK:
            base = ("quote-block",)
        shown = self._column.shown(line)
        if caret in line:
            shown = Span(shown.start, max(shown.end, caret + 1))
        runs = self._painter.runs(shown.start, shown.end)
        if selection is not None:
            runs = over(runs, selection, "selection")
        if caret in line:
            runs = over(runs, motions.cluster_at(article, caret), caret_key)
        yield from self._segments(shown, runs, base)

    def _segments(self, shown: Span, runs: list[Run], base: tuple[str, ...]) -> Iterator[Segment]:
        text = self._column.article.text
        if NOT_PLAIN.search(text, shown.start, shown.end) is None:
            for run in runs:
                yield Segment(text[run.start : run.end], self._style(*base, *run.keys))
            return
        units = [(shown.start + start, piece) for start, piece in pieces(text[shown.start : shown.end])]
        at = 0
        for run in runs:  # a cluster is drawn whole, in the style of its first code point
            first = at
            while at < len(units) and units[at][0] < run.end:
                at += 1
            if at > first:
                words = "".join(piece for _, piece in units[first:at])
                yield Segment(words, self._style(*base, *run.keys))
