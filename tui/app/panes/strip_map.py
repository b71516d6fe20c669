"""The thin map: one row that shows where quotes and notes fall along the article, and what is in view."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.app.panes.layered import LateComponents
from tui.app.text.paint import SPEAKER_COLOURS, AnnotationItem
from tui.app.text.quoted import Quoted
from tui.app.theme import hues

_BARS = "▁▂▃▄▅▆▇"  # how much of a cell's stretch is quoted
NOTE_SIGN = "▪"


class StripMap(LateComponents):
    """Quotes as bars in their speaker's colour, notes as dots, the visible part on a lighter ground.

    A click posts :class:`Jumped`.
    """

    LATE_COMPONENTS: ClassVar[frozenset[str]] = frozenset(
        ("strip-map--view", "strip-map--note", *(f"strip-map--speaker-{n}" for n in range(SPEAKER_COLOURS)))
    )
    FIRST_COMPONENTS: ClassVar[frozenset[str]] = frozenset({"strip-map--view"})
    SOON_COMPONENTS: ClassVar[frozenset[str]] = frozenset(
        f"strip-map--speaker-{number}" for number in range(SPEAKER_COLOURS)
    )
    DEFAULT_CSS = """
    StripMap {
        height: 1;
        background: $surface;
        color: $text-muted;
        & > .strip-map--view { background: $foreground 18%; }
    }
    """
    LATE_CSS: ClassVar[str] = """
    StripMap {
        & > .strip-map--note { color: $text-warning; text-style: bold; }
    }
    """ + hues.css("StripMap", "strip-map", hues.speaker_rules())

    view: reactive[tuple[int, int]] = reactive((0, 0))
    """The visible code points, ``ArticleView.top_offset`` and ``bottom_offset``."""

    class Jumped(Message):
        """The map was clicked at ``share`` (0 to 1) of the article."""

        def __init__(self, strip_map: StripMap, share: float) -> None:
            super().__init__()
            self.strip_map = strip_map
            self.share = share

        @property
        def control(self) -> StripMap:
            return self.strip_map

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._quoted = Quoted()
        self._notes: Sequence[AnnotationItem] = ()
        self._cells: list[tuple[str, str]] | None = None  # sign and style key of each cell
        self._styles_of: dict[tuple[str, bool], Style] = {}

    def show(self, quoted: Quoted, annotations: Sequence[AnnotationItem] = ()) -> None:
        """Draw the map of a text; annotations as in :class:`tui.app.text.paint.Layers`."""
        self._quoted, self._notes = quoted, annotations
        self._cells = None
        self.refresh()

    def cells(self, width: int) -> list[tuple[str, str]]:
        """The sign and the style's key of each of ``width`` cells."""
        result: list[tuple[str, str]] = []
        for share, colour in self._quoted.stretches(width):
            if share:
                level = min(int(share * len(_BARS)), len(_BARS) - 1)
                result.append((_BARS[level], f"speaker-{colour}"))
            else:
                result.append((" ", ""))
        scale = max(self._quoted.length, 1)
        for span, _, _, _ in self._notes:
            if width:
                result[min(span.start * width // scale, width - 1)] = (NOTE_SIGN, "note")
        return result

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if self._cells is None or len(self._cells) != width:
            self._cells = self.cells(width)
        scale = max(self._quoted.length, 1)
        first, last = self.view[0] * width // scale, -(-self.view[1] * width // scale)
        seen = range(first, max(last, first + 1)) if self._quoted.length else range(0)
        runs = groupby(enumerate(self._cells), lambda cell: (cell[1][1], cell[0] in seen))
        segments = [Segment("".join(sign for _, (sign, _) in run), self._style(*look)) for look, run in runs]
        return Strip(segments, width)

    def _style(self, key: str, viewed: bool) -> Style:
        known = self._styles_of.get((key, viewed))
        if known is None:
            known = self.rich_style
            for component in (*(("view",) if viewed else ()), *((key,) if key else ())):
                known += self.get_component_rich_style(f"strip-map--{component}", partial=True)
            self._styles_of[key, viewed] = known
        return known

    def notify_style_update(self) -> None:
        self._styles_of.clear()
        super().notify_style_update()

    def on_click(self, event: events.Click) -> None:
        width = self.size.width
        if self._quoted.length and width and event.button == 1:
            self.post_message(self.Jumped(self, min(max(event.x / width, 0.0), 1.0)))
