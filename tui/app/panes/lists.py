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
"""Code points of a note from which a row is made."""
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
    """Who said what, in the order of the text: the speaker with the quote's kind, then the words."""

    def __init__(self) -> None:
        super().__init__(id="quotes", row_height=3)
        self.picture: Picture | None = None
        self.speaker: str | None = None
        """The actor whose quotes alone are listed: the name stands in the heading, not in each row."""

    def on_resize(self, event: events.Resize) -> None:
        self.row_height = 3 if event.size.height >= 9 else 2
        super().on_resize(event)

    def draw(self, row: Quote, width: int) -> Iterable[Line]:
        picture = self.picture
        if picture is None:
            return []
        colour = f"speaker-{picture.colour_of(row)}"
        text = picture.article.text
        name = speaker_in_words(row, text, picture.actors)
        actor = picture.actors.get(row.actor_id or "")
        kind = row.kind.value + (" ✗" if row.edited else "")
        doubt = "" if row.confidence >= 0.5 or row.edited or not row.confidence else " ?"
        room = max(width - len(kind) - len(doubt) - 5, 4)
        heading: list[Piece] = [("▌", colour), (f"{kind}{doubt}", "muted")]
        if row.also or row.actor_id is None or row.actor_id != self.speaker:
            look = "muted" if name == NOBODY else f"{colour} {_look(actor)}"
            heading[1:] = [(fit(name, room), look), (f" · {kind}{doubt}", "muted")]
        words = " … ".join(text[piece.start : min(piece.end, piece.start + 400)] for piece in row.content)
        if row.kind is QuoteKind.DIRECT:
            words = f"“{words}”"
        lines: list[list[Piece]] = [heading]
        lines += [
            [("▌", colour), (f" {line}", "")] for line in wrapped(words, width - 2, self.row_height - 1)
        ]
        while len(lines) < self.row_height:
            lines.append([])
        return lines


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
        rest = f" {fit(role, left - 1)}" if role and left > 4 else ""
        pad = " " * (left - cell_len(rest))
        return [
            [
                (f"{sign} ", colour or "muted"),
                (name, f"{colour} {_look(row)}{chosen}"),
                (rest, "muted"),
                (pad + right, "muted"),
                (bar, "muted"),
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
                second = " ".join(f"{COLOUR_SIGNS.get(colour or '', '')} {_beginning(annotation)}".split())
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
