"""All keys, from the keymap: those of what has the focus first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.app.dialogs.dialog import Scrolled
from tui.app.keys import keymap as keys
from tui.app.panes import article_look
from tui.app.text.cells import fit, wrapped
from tui.domain.text.safe import one_line

_KEYS_WIDTH, _NARROW_KEYS = 16, 10  # cells; and where there are fewer than _NARROW in all
_NARROW = 46
_TWO_COLUMNS = 96
"""Cells from which on the keys stand in two columns."""
_Rows = list[tuple[str, str]]
_READING = "Reading and selecting"
_MOUSE = (
    "Mouse: click a quote, a name or a note; drag to select, double click for a word, three times for a "
    "sentence; drag the line between the panes."
)
Piece = tuple[str, str]
"""Words and their style."""


class Help(Scrolled[None]):
    """What every key does. The user's keymap is shown, not what it replaces.

    ``where`` are the screen and the pane that the reader is in: their keys come first. ``file`` is where
    the user's own keys are read from.
    """

    BINDINGS = [  # noqa: RUF012
        Binding("q,f1", "give_up", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("space,d", "scroll(12)", show=False),
        Binding("b,u", "scroll(-12)", show=False),
    ]
    HINTS = (("↑ ↓ space", "scroll", ""), ("escape", "close", "give_up"))

    def __init__(
        self, user_keys: Mapping[str, str], where: Collection[str] = (), file: Path | None = None
    ) -> None:
        super().__init__("Keys")
        self._user_keys = user_keys
        self._where = where
        self._file = file

    def inside(self) -> ComposeResult:
        with VerticalScroll():
            yield _Columns(self)

    def lines(self, width: int) -> list[list[Piece]]:
        """All of it in lines of ``width`` cells."""
        groups = self._groups()
        if width < _TWO_COLUMNS:
            found = [line for group in groups for line in _group(*group, width)]
        else:
            column = (width - 3) // 2
            found = _beside([_group(*group, column) for group in groups], column)
        for words in self._last_words():
            found += [[(line, "$foreground 65%")] for line in wrapped(words, width, 20)] + [[]]
        return found

    def _groups(self) -> list[tuple[str, _Rows]]:
        moving = [
            (keys.shown(self._user_keys.get(binding.id or "", binding.key)), binding.description)
            for binding in article_look.BINDINGS
            if isinstance(binding, Binding) and not (binding.id or "").startswith("article.digit-")
        ]
        moving.append(("1 … 9", "A count before a motion: 3J, 5j, 40%"))
        groups = {_READING: moving}
        first = {_READING} if "reader" in self._where else set()
        for command in keys.COMMANDS:
            pressed = keys.shown(self._user_keys.get(command.id, command.keys))
            groups.setdefault(command.group, []).append((pressed, command.words))
            if command.where in self._where and command.where != "reader":
                first.add(command.group)
        return sorted(groups.items(), key=lambda group: group[0] not in first)

    def _last_words(self) -> list[str]:
        file = f" ({one_line(str(self._file))})" if self._file is not None else ""
        return [
            _MOUSE,
            f'Your own keys: keymap.toml{file}, lines such as "quote.next" = "J,]q". The names for it: '
            + ", ".join(command.id for command in keys.COMMANDS)
            + ".",
        ]


class _Columns(Widget):
    """The keys, in two columns where there is room."""

    DEFAULT_CSS = "_Columns { height: auto; width: 1fr; }"

    def __init__(self, text: Help) -> None:
        super().__init__()
        self._text = text

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._text.lines(width))

    def render(self) -> Content:
        lines = [Content.assemble(*line) for line in self._text.lines(self.size.width)]
        return Content("\n").join(lines)


def _group(title: str, rows: _Rows, width: int) -> list[list[Piece]]:
    keys_width = _KEYS_WIDTH if width >= _NARROW else _NARROW_KEYS
    room = max(width - keys_width - 3, 10)
    lines: list[list[Piece]] = [[(line, "bold $primary")] for line in wrapped(title, width, 3)]
    for pressed, words in rows:
        shown = [pressed] if cell_len(pressed) <= keys_width else pressed.split(" ")
        told = wrapped(words, room, 4)
        height = max(len(shown), len(told))
        for number in range(height):
            key = fit(shown[number], keys_width) if number < len(shown) else ""
            said = told[number] if number < len(told) else ""
            lines.append([(f" {key}{' ' * (keys_width - cell_len(key))} ", "bold"), (said, "")])
    return [*lines, []]


def _beside(groups: Sequence[list[list[Piece]]], width: int) -> list[list[Piece]]:
    """Groups in two columns of that width: in the left one as many as make half of the lines."""
    half = sum(map(len, groups)) / 2
    left: list[list[Piece]] = []
    right: list[list[Piece]] = []
    for group in groups:
        (right if right or len(left) + len(group) / 2 > half else left).extend(group)
    lines = []
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else []
        other = right[number] if number < len(right) else []
        used = sum(cell_len(words) for words, _ in one)
        lines.append([*one, (" " * (width + 3 - used), ""), *other])
    return lines
