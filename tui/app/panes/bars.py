"""The rows above and below the panes: title, status, keys, and the line for searching."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.app.keys.hints import Hint
from tui.app.panes.alike import AlikeRows
from tui.app.panes.layered import ReadableText
from tui.app.text.cells import beside, fit, wrapped


class TitleBar(ReadableText):
    """The title at the left, who wrote it and when at the right. Both are plain text, made safe."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    TitleBar:ansi { text-style: reverse; padding: 0; }
    """

    title: reactive[str] = reactive("")
    about: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        edge = " " * (1 - self.gutter.left)  # within what is drawn where the row has no ground of its own
        width, base = self.size.width - 2 * len(edge), self.readable_style
        title, about = beside(self.title, self.about, width)
        gap = " " * (width - cell_len(title) - cell_len(about))
        words = [Segment(edge + title, base + Style(bold=True)), Segment(gap + about + edge, base)]
        return Strip(words, width + 2 * len(edge))


class Status(ReadableText):
    """Beside the map: where the reader is, and how far the analysis is.

    It is laid out anew only when its text needs more room, or much less: not at every key.
    """

    DEFAULT_CSS = """
    Status { height: 1; width: 24; background: $panel; color: $foreground; padding: 0 1; }
    """

    text: reactive[str] = reactive("")

    def watch_text(self, text: str) -> None:
        wanted = max(cell_len(text) + 2, 24)
        if not wanted <= self._wide <= wanted + 14:
            self._wide = wanted
            self.styles.width = wanted

    _wide = 24

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        text = fit(self.text, width)
        pad = " " * (width - cell_len(text))
        return Strip([Segment(pad + text, self.readable_style)], width)


_OF_LETTERS: Sequence[Hint] = (
    ("a–z", "choose", ""),
    ("A–Z", "only move there", ""),
    ("escape", "not now", ""),
)
_MOST_ROWS = 3
_SHORTEST = 4.0  # seconds that a sentence stands
_READ_IN_A_SECOND = 10  # characters, by somebody who first has to notice them


class KeyBar(ReadableText):
    """The last row: keys with what they do, each of which can be clicked; or a message for a while.

    Where not all hints fit, the last one stays: it is the way out. A message takes the rows that it needs.
    """

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    KeyBar.-message { color: $foreground; background: $primary 30%; }
    KeyBar.-message:ansi { background: ansi_default; text-style: reverse; }
    """

    hints: reactive[Sequence[Hint]] = reactive(())
    letters: reactive[bool] = reactive(False)
    """Whether letters stand on a list: what these do is shown then."""
    lead: reactive[str] = reactive("")
    """A word before the hints (the count typed so far, the keys of a pair)."""
    message: reactive[str] = reactive("")

    class Pressed(Message):
        """The hint for ``action`` was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def say(self, sentence: str, seconds: float | None = None, *, held: bool = False) -> None:
        """Show a sentence for some seconds instead of the keys, or until the next key (not if ``held``).

        Without ``seconds``, for as long as it takes to read it.
        """
        seconds = seconds or max(_SHORTEST, len(sentence) / _READ_IN_A_SECOND)
        self.message = sentence
        self._held = held
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self.clear_message)

    _held = False
    _timer: Timer | None = None

    def clear_message(self) -> None:
        """Show the keys again."""
        self.message = ""

    def key_pressed(self) -> None:
        """The reader goes on: what was said has been read."""
        if self.message and not self._held:
            self.clear_message()

    def watch_message(self) -> None:
        self.set_class(bool(self.message), "-message")
        self._fit_rows()

    def on_resize(self) -> None:
        self._fit_rows()

    def _fit_rows(self) -> None:
        rows = max(len(self._message_rows()), 1)
        if rows != self._rows:
            self._rows = rows
            self.styles.height = rows

    _rows = 1

    def _message_rows(self) -> list[str]:
        return wrapped(self.message, self.size.width, _MOST_ROWS) if self.size.width else []

    def _shown(self) -> list[tuple[Hint, int, int]]:
        """The hints that fit, each with the cells it takes."""
        hints = _OF_LETTERS if self.letters else self.hints
        x = cell_len(self.lead) + 2 if self.lead else 0
        found = []
        kept = cell_len(" ".join(hints[-1][:2])) if hints else 0
        for number, hint in enumerate(hints, 1):
            size = cell_len(" ".join(hint[:2]))
            after = 3 + kept if number < len(hints) else 0
            if x + size + after <= self.size.width:
                found.append((hint, x, x + size))
                x += size + 3
        return found

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.readable_style
        if self.message or y:
            rows = self._message_rows()
            return Strip([Segment(rows[y] if y < len(rows) else "", base)]).adjust_cell_length(width, base)
        bold = base + Style(bold=True)
        segments = [Segment(f"{self.lead}  ", bold)] if self.lead else []
        for number, ((keys, words, _), _, _) in enumerate(self._shown()):
            if number:
                segments.append(Segment(" · ", base))
            segments += [Segment(keys, bold), Segment(f" {words}", base)]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        for (_, _, action), start, end in self._shown():
            if start <= event.x - 1 < end:
                self.post_message(self.Pressed(action))


class Divider(AlikeRows, Widget):
    """The line between the article and the lists; dragging it widens one of them."""

    DEFAULT_CSS = """
    Divider { width: 1; height: 1fr; color: $panel; background: $surface; }
    Divider:hover, Divider.-dragged { color: $primary; }
    """

    class Moved(Message):
        """The divider was dragged to column ``x`` of the screen."""

        def __init__(self, x: int) -> None:
            super().__init__()
            self.x = x

    def render_line(self, y: int) -> Strip:
        return Strip([Segment("│", self.rich_style)], 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.capture_mouse()
        self.add_class("-dragged")
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.has_class("-dragged"):
            self.post_message(self.Moved(event.screen_x))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.release_mouse()
        self.remove_class("-dragged")


SEARCH_INPUT = "search-words"
"""The id of the input in which the words to look for are typed."""
