"""The three lists beside the article: quotes, actors, notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from rich.cells import cell_len
from textual import events

from tui.app.keys import keymap
from tui.app.panes.row_list import Line, Piece, RowList
from tui.app.state.picture import Picture
from tui.app.state.reader_state import NoteRow
from tui.app.text.cells import fit, wrapped
from tui.app.text.note_markdown import plain
from tui.app.wording import COLOUR_SIGNS, KIND_SIGNS
from tui.domain.analysis import Actor, Quote, QuoteKind
from tui.domain.annotation import Bookmark, Correction, Highlight, Note, written
from tui.domain.article import Span
from tui.domain.labels.annotations import annotation_colour, correction_in_words
from tui.domain.labels.speakers import NOBODY, role_shown, speaker_in_words
from tui.domain.text.phrases import in_marks

_HEIGHTS = "▁▂▃▄▅"  # never the whole cell: the graphs of rows below one another stay apart
BAR, WIDE_BAR = 5, 12
"""Cells of the small graph beside an actor, and where there is much room."""
_LEAST_NAME = 18  # cells that a name has before a graph stands beside it
_WIDE = 60
_ROOM = 400
"""Code points of a note, or of a piece of a quote, from which a row is made."""
_HIGH, _MOST_LINES = 9, 6
"""Rows of a list from which a quote has more than one line, and how many it has at most."""
_MEASURED = 500
"""Quotes whose heights are worked out, once for each width: a hundredth of a second or two."""
_LEAST_ROLE = 10  # cells of a role that does not fit whole
_start = attrgetter("start")


def spread(spans: Sequence[Span], length: int, cells: int) -> str:
    """Where in a text of ``length`` code points the spans fall: a bar for each of ``cells`` equal parts.

    The spans are in the order of the text; a book's first actor has thousands.
    """
    borders = [-(-length * cell // cells) for cell in range(1, cells)]
    before = [0, *(bisect_left(spans, border, key=_start) for border in borders), len(spans)]
    counts = [after - first for first, after in pairwise(before)]
    most = max(counts, default=0)
    return "".join(_HEIGHTS[-(-count * len(_HEIGHTS) // most) - 1] if count else " " for count in counts)


def _beginning(note: Note) -> str:
    """What there is room for of a note, without a look at megabytes of it."""
    return note.body[:_ROOM] if len(note.body) > _ROOM else written(note)[:_ROOM]


def _look(actor: Actor | None) -> str:
    """The key of the style of a speaker's name: those who have none look unlike the others."""
    return "name" if actor is None or actor.kind.named else "unnamed"


class QuotesList(RowList[Quote]):
    """Who said what, in the order of the text: the speaker with the quote's kind, then the words.

    A row is as high as its words, up to a share of the list; in a very long list all are of equal height.
    """

    def __init__(self) -> None:
        super().__init__(id="quotes", row_height=3)
        self.picture: Picture | None = None
        self.speaker: str | None = None
        """The actor whose quotes alone are listed: the name stands in the heading, not in each row."""
        self._measured: dict[tuple[str, int, int], int] = {}  # lines, by the words, cells, and most of them

    def on_resize(self, event: events.Resize) -> None:
        self.row_height = 3 if event.size.height >= _HIGH else 2  # the base class's handler comes after this

    @property
    def _most(self) -> int:
        """How many lines of words a row has at most."""
        height = self.size.height
        return max(2 if height >= _HIGH else 1, min(height // 6, _MOST_LINES))

    def heights(self, width: int) -> Sequence[int]:
        if self.picture is None or len(self.rows) > _MEASURED:
            return ()
        most, known = self._most, self._measured
        if len(known) > 4 * _MEASURED:
            known.clear()
        found = []
        for row in self.rows:
            key = self._words(row), width, most
            if key not in known:
                known[key] = len(wrapped(key[0], width - 2, most))
            found.append(1 + known[key])
        return found

    def _words(self, row: Quote) -> str:
        assert self.picture is not None
        text = self.picture.article.text
        words = " … ".join(text[piece.start : min(piece.end, piece.start + _ROOM)] for piece in row.content)
        return f"“{words}”" if row.kind is QuoteKind.DIRECT else words

    def draw(self, row: Quote, width: int) -> Iterable[Line]:
        picture = self.picture
        if picture is None:
            return []
        colour = f"speaker-{picture.colour_of(row)}"
        lines: list[list[Piece]] = [[("▌", colour), *self._heading(row, picture, colour, width - 1)]]
        most = self._most if self._tops else self.row_height - 1
        words = wrapped(self._words(row), width - 2, most)
        return [*lines, *([("▌", colour), (f" {line}", "")] for line in words)]

    def _heading(self, row: Quote, picture: Picture, colour: str, room: int) -> Iterable[Piece]:
        """Who speaks, and the kind where there is room for it: the name comes first."""
        signs = (" ✗" if row.edited else "") + (
            "" if row.confidence >= 0.5 or row.edited or not row.confidence else " ?"
        )
        kind = row.kind.value
        if not row.also and row.actor_id is not None and row.actor_id == self.speaker:
            return [(f"{kind}{signs}", "muted")]
        name = speaker_in_words(row, picture.article.text, picture.actors)
        actor = picture.actors.get(row.actor_id or "")
        look = "muted" if name == NOBODY else f"{colour} {_look(actor)}"
        shown = fit(name, room - len(signs))
        about = f" · {kind}{signs}"
        return [(shown, look), (about if cell_len(shown) + len(about) <= room else signs, "muted")]


class ActorsList(RowList[Actor]):
    """Who appears: a sign for the kind, name and role, mentions, quotes, where the mentions fall."""

    COMMANDS_OF = "actors"
    BINDINGS = keymap.bindings("actors")

    def __init__(self) -> None:
        super().__init__(id="actors")
        self.picture: Picture | None = None
        self.chosen: str | None = None
        self._digits = (1, 1)  # of the highest numbers of mentions and of quotes

    def list_rows(self, rows: Sequence[Actor], cursor: int | None = None) -> None:
        quotes = self.picture.quote_counts.values() if self.picture is not None else ()
        mentions = max((len(row.mentions) for row in rows), default=0)
        self._digits = len(str(mentions)), len(str(max(quotes, default=0)))
        super().list_rows(rows, cursor)

    def draw(self, row: Actor, width: int) -> Iterable[Line]:
        picture = self.picture
        if picture is None:
            return []
        quotes = picture.quote_counts.get(row.id, 0)
        mentioned, said_by = self._digits
        said = f"{quotes:>{said_by}}“" if quotes else " " * (said_by + 1)
        right = f" {len(row.mentions):>{mentioned}}× {said} "
        cells = WIDE_BAR if width >= _WIDE else BAR
        if width - len(right) - cells - 4 < _LEAST_NAME:
            cells = 0
        bar = f" {spread(row.mentions, len(picture.article.text), cells)} " if cells else ""
        room = max(width - len(right) - len(bar) - 2, 4)
        sign = "✗" if row.edited else KIND_SIGNS[row.kind]
        number = picture.colours.get(row.id)
        colour = f"speaker-{number}" if number is not None else ""
        chosen = " chosen" if row.id == self.chosen else ""
        name = fit(row.name, room)
        left = room - cell_len(name)
        role = role_shown(row)
        fits = role and (cell_len(role) < left or left > _LEAST_ROLE)
        rest = f" {fit(role, left - 1)}" if role and fits else ""
        pad = " " * (left - cell_len(rest))
        return [
            [
                (f"{sign} ", colour or "muted"),
                (name, f"{colour} {_look(row)}{chosen}"),
                (rest, "muted"),
                (pad + right, "muted"),
                (bar, "spark"),
            ]
        ]


class NotesList(RowList[NoteRow]):
    """Bookmarks, highlights, notes and corrections; first the placed ones, then those that are lost."""

    COMMANDS_OF = "notes"
    BINDINGS = keymap.bindings("notes")

    def __init__(self) -> None:
        super().__init__(id="notes", row_height=2)

    def draw(self, row: NoteRow, width: int) -> Iterable[Line]:
        annotation = row.placed.annotation
        colour = annotation_colour(annotation)
        passage = " ".join(annotation.anchor.exact[:300].split())
        where: Piece = (f"¶{row.line} ", "muted") if row.line is not None else ("lost ", "warning")
        match annotation:
            case Bookmark(mark=mark):
                sign: Piece = ("⚑", "warning")
                second = f"mark {mark}" if mark else "bookmark"
            case Highlight(tags=tags):
                sign = ("▌", f"ink-{colour}")
                second = " ".join(
                    [f"{COLOUR_SIGNS.get(colour or '', '')} {colour}", *map("#{}".format, tags)]
                )
            case Note():
                sign = ("✎", "name")
                second = " ".join(
                    f"{COLOUR_SIGNS.get(colour or '', '')} {plain(_beginning(annotation))}".split()
                )
            case Correction():
                sign = ("✗", "warning")
                second = correction_in_words(annotation)
                if not row.fits:
                    second = f"finds nothing to correct: {second}"
        note = isinstance(annotation, Note)
        passage = in_marks(passage)
        words: Piece = (passage, f"colour-{colour}" if colour else "muted" if note else "")
        return [
            [sign, (" ", ""), where, words],
            [("   ", ""), (second or "…", "" if note else "muted")],
        ]
