"""The reader's screen, second part: going from pane to pane, their widths, reading without them."""

from __future__ import annotations

from textual import events

from tui.app.panes.bars import Divider
from tui.app.panes.pane import Heading
from tui.app.reader.layout import PANES, ReaderLayout
from tui.app.startup import geometry


class ReaderPanes(ReaderLayout):
    """How the panes fit and which has the focus."""

    @property
    def alone(self) -> bool:
        """Whether the article is alone, and the lists open over it."""
        return self.has_class("-alone")

    def on_resize(self, event: events.Resize) -> None:
        self._fit_side(event.size.width)
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        focused = self.focused.id if self.focused is not None else None
        if self.alone and not self.query_one("#side").has_class("-open") and focused in (None, *PANES):
            self.set_focus(self.view)  # the list that had it is hidden now
        self.show_headings()
        self.show_hints()

    def _fit_side(self, width: int) -> None:
        wanted = round(width * self._side_share) if self._side_share is not None else None
        self.query_one("#side").styles.width = geometry.side(width, wanted) or "100%"

    def _widen_to(self, cells: int) -> None:
        width = self.size.width
        self._side_share = geometry.side(width, cells) / width
        self._fit_side(width)

    def action_widen(self, cells: int) -> None:
        if not self.alone:
            self._widen_to(self.query_one("#side").outer_size.width + cells)

    def on_divider_moved(self, message: Divider.Moved) -> None:
        self._widen_to(self.size.width - message.x - 1)

    def action_zen(self) -> None:
        self.toggle_class("-zen")
        self.set_focus(self.view)

    def action_pane(self, step: int) -> None:
        order = ["article", *PANES]
        focused = self.focused
        now = focused.id if focused is not None and focused.id in order else "article"
        self.action_show_pane(order[(order.index(now) + step) % len(order)])

    def action_show_pane(self, name: str) -> None:
        """Go to the article or to a list; where lists are stacked, the one asked for comes on top."""
        if name == "article" or not self._ready:
            self.close_over()
            self.set_focus(self.view)
            return
        self.remove_class("-zen")
        self._tab = name
        for pane in self._panes():
            pane.set_class(pane.name == name, "-shown")
        if self.alone:
            self.query_one("#side").add_class("-open")
        self.show_lists()
        if name == "notes" and self.picture is not None and self.notes_list.rows:
            # The list opens at the note nearest to where the reader is.
            here = self.view.caret
            spans = [row.placed.span for row in self.notes_list.rows]
            far = [abs(span.start - here) if span is not None else 1 << 60 for span in spans]
            self.notes_list.point(far.index(min(far)))
        self.set_focus(self.query_one(f"#{name}"))

    def close_over(self) -> bool:
        """Close the lists where they lie over the article; whether they did."""
        side = self.query_one("#side")
        was_open = self.alone and side.has_class("-open")
        side.remove_class("-open")
        return was_open

    def on_heading_clicked(self, message: Heading.Clicked) -> None:
        self.action_show_pane(message.name)
        if message.filter:
            self.action_filter()

    def action_filter(self) -> None:
        """Ask what the list that has the focus is to show."""
        raise NotImplementedError
