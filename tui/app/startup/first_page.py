"""The first page of an article, on the terminal before Textual is even imported.

Importing Textual and opening its first screen takes a third of a second, in which a reader could already
read. So the first rows are written here as plain cells, where and as the reader's screen will draw them a
moment later: the same column, the same wrapping, the same colours. Nothing jumps when it takes over.

No Textual in here; :mod:`tests.app.test_first_page` holds every row against what the app draws.
"""

from __future__ import annotations

import os
import sys
import termios
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, NamedTuple

from tui.app.text import geometry
from tui.app.text.cells import NOT_PLAIN, beside, fit, pieces
from tui.app.text.column import Column
from tui.app.theme.choice import DEFAULT
from tui.app.theme.colours import colours_of
from tui.app.theme.indexed import nearest
from tui.app.wording import about, byline_of
from tui.domain.article import Article, ParagraphKind

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
"""The alternate screen without a cursor, and back."""
_LEAST = (20, 6)  # columns and rows below which there is nothing to be gained

Run = tuple[str, str]
"""Text and the name of its look."""


class Look(NamedTuple):
    """Colours as ``rrggbb``."""

    colour: str
    ground: str
    style: str = ""
    """SGR codes for bold and italic."""
    few: str | None = None
    """SGR codes where there are only 16 colours (the terminal's own then); None: those of ``style``."""


def _looks(*, ink: str, title: str, muted: str, ground: str, bar: str, side: str) -> Mapping[str, Look]:
    return {
        "text": Look(ink, ground),
        "title": Look(title, ground, "1"),
        "heading": Look(ink, ground, "1"),
        "byline": Look(muted, ground, "3"),
        "quote-block": Look(ink, ground, "3"),
        "margin": Look(muted, ground),
        "bar": Look(ink, bar, few="7"),
        "bar-title": Look(ink, bar, "1", few="1;7"),
        "foot": Look(ink, bar),
        "divider": Look(bar, ground),
        "side": Look(ink, side),
    }


LOOKS: Mapping[str, Mapping[str, Look]] = {
    DEFAULT: _looks(
        ink="d9dde4", title="a7c4ef", muted="a2a3a6", ground="171b21", bar="222831", side="12151a"
    ),
    "sayso-light": _looks(
        ink="23272e", title="123a6e", muted="646361", ground="fbf9f3", bar="e6e1d5", side="efebe2"
    ),
}
"""What our themes come to on the screen, and ansi-dark, worn for the first of them where colours are few."""


class FirstPage:
    """A context: the page stands while the app is being imported and until it draws.

    ``whole`` is false where ``article`` is only the beginning of one: nothing is then said of its length.
    ``theme`` is the one that the app will wear; only for ours it is known how that looks, others get no page.
    ``measure`` and ``lists`` are as in ``config.toml``.

    Keys typed meanwhile are neither shown nor lost: they wait for the app. At the end the terminal's
    modes are as they were; after an exception the page is taken away too.
    """

    def __init__(
        self, article: Article, *, whole: bool = True, theme: str = DEFAULT, measure: int = 0, lists: int = 0
    ) -> None:
        self._article = article
        self._theme = theme
        self._measure, self._lists = measure, lists
        self._about = about(article) if whole else ""
        self._modes: list[Any] | None = None

    def __enter__(self) -> FirstPage:
        codes = colours_of(os.environ)
        terminal = sys.stdin.isatty() and sys.stdout.isatty()
        if codes is None or not terminal or not self._article.paragraphs:
            return self
        theme = DEFAULT if codes in ("16", "none") else self._theme  # where colours are few all look the same
        if theme not in LOOKS:
            return self
        size = os.get_terminal_size(sys.stdout.fileno())
        if size.columns < _LEAST[0] or size.lines < _LEAST[1]:
            return self
        modes = termios.tcgetattr(sys.stdin.fileno())
        quiet = [*modes]
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, quiet)
        self._modes = modes
        rows = page(self._article, size.columns, size.lines, self._about, self._measure, self._lists)
        sys.stdout.write(ENTER + written(rows, codes, theme))
        sys.stdout.flush()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._modes is None:
            return
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, self._modes)
        if error is not None:
            sys.stdout.write(LEAVE)
            sys.stdout.flush()


def page(
    article: Article, width: int, height: int, facts: str, measure: int = 0, lists: int = 0
) -> list[list[Run]]:
    """The rows of the reader's screen before anything is known of the article but its text.

    ``width`` and ``height`` are the screen's, in cells; every row is ``width`` cells wide. ``facts``
    stands at the right of the title.
    """
    side = geometry.side(width, round(width * lists / 100) or None)
    pane = width - side - (1 if side else 0)
    beside: list[Run] = [("│", "divider"), (" " * side, "side")] if side else []
    rows = [_title(article, facts, width)]
    # A scroll bar takes the last cell of the pane.
    for row in _column(article, pane - 1, height - 3, measure):
        rows.append([*_filled(row, pane, "text"), *beside])
    rows += [[(" " * width, "foot")], [(" " * width, "foot")]]
    return rows


def _title(article: Article, facts: str, width: int) -> list[Run]:
    inner = width - 2
    left, right = beside(article.title, facts, inner)
    gap = " " * (inner - _cells(left) - _cells(right))
    return [(" ", "bar"), (left, "bar-title"), (f"{gap}{right} ", "bar")]


def _column(article: Article, pane: int, height: int, measure: int) -> Iterator[list[Run]]:
    """The rows of the article pane, without what fills them up at the right."""
    text, byline = geometry.text_width(pane, measure), byline_of(article)
    column = Column(article, text, height, head=1 if byline else 0)
    column.scroll_home()
    index = column.index
    left = " " * (geometry.before_margin(pane, text) + geometry.margin(pane))
    byline_at = (0, len(index.starts(0)) if index.titled else -index.head)
    for row in range(height):
        place = column.places[row] if row < len(column.places) else None
        line = column.line(place) if place is not None else None
        if place is None or (line is None and not (byline and place == byline_at)):
            yield []
        elif line is None:
            yield [(left, "text"), (fit(byline, index.width), "byline")]
        else:
            paragraph, indent = index.blocks[place[0]], index.indent(place[0])
            bullet = place[1] == 0 and paragraph.kind is ParagraphKind.LIST_ITEM
            bullet = bullet and place[0] not in index.continued
            sign = (geometry.BULLET if bullet else "").ljust(indent)
            words = column.shown(line).of(article.text)
            if NOT_PLAIN.search(words) is not None:
                words = "".join(piece for _, piece in pieces(words))
            yield [(left, "text"), (sign, "margin"), (words, _look(paragraph.kind, paragraph.level))]


def _look(kind: ParagraphKind, level: int) -> str:
    if kind is ParagraphKind.HEADING:
        return "title" if level == 1 else "heading"
    return "quote-block" if kind is ParagraphKind.QUOTE_BLOCK else "text"


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return len(text) if NOT_PLAIN.search(text) is None else cell_len(text)


def _filled(row: list[Run], width: int, look: str) -> list[Run]:
    return [*row, (" " * (width - sum(_cells(text) for text, _ in row)), look)]


# ── colours ──────────────────────────────────────────────────────────────────────────────────────────────


def written(rows: list[list[Run]], colours: str, theme: str = DEFAULT) -> str:
    """The page as what a terminal is sent."""
    codes = {name: _codes(look, colours) for name, look in LOOKS[theme].items()}
    lines = (
        f"\x1b[{number};1H" + "".join(f"\x1b[0{codes[look]}m{text}" for text, look in row if text)
        for number, row in enumerate(rows, 1)
    )
    return "".join(lines) + "\x1b[0m"


def _codes(look: Look, colours: str) -> str:
    own = look.few if colours == "16" and look.few is not None else look.style
    style = f";{own}" if own else ""
    if colours in ("none", "16"):
        return style
    if colours == "truecolor":
        front, ground = ("{};{};{}".format(*bytes.fromhex(value)) for value in look[:2])
        return f"{style};38;2;{front};48;2;{ground}"
    ink, paper = (nearest(*bytes.fromhex(value)) for value in look[:2])
    return f"{style};38;5;{ink};48;5;{paper}"
