"""What a search over everything kept finds: the list of places, and searching where nothing is indexed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.cells import cell_len

from tui.app.library.rows import day
from tui.app.panes.row_list import Line, Piece, RowList
from tui.app.text.cells import fit
from tui.domain.annotation import Note
from tui.domain.kept import Hit, Where
from tui.domain.labels.annotations import annotation_body, annotation_kind
from tui.domain.ports import Library
from tui.domain.text.folding import holds_words
from tui.domain.text.phrases import shortened
from tui.domain.text.place import place_of

LIMIT = 200
"""How many places are listed at most."""
_SIGNS = {Where.TEXT: "¶", Where.TITLE: "T", Where.QUOTE: "“", Where.NOTE: "✎", Where.ACTOR: "●"}


class HitsList(RowList[Hit]):
    """Two lines a place: the article, and the words around what was found."""

    def __init__(self, today: date) -> None:
        super().__init__(id="hits", row_height=2)
        self.today = today

    def draw(self, row: Hit, width: int) -> Iterable[Line]:
        right = "  ".join(
            part for part in (place_of(row.source), day((row.published or "")[:10], self.today)) if part
        )
        right = fit(right, max(width // 3, 1))
        room = max(width - cell_len(right) - 5, 4)
        title = fit(row.title, room)
        pad = " " * (room - cell_len(title) + 1)
        heading: list[Piece] = [
            (f"{_SIGNS[row.where]} ", "bar"),
            (title, "name"),
            (pad, ""),
            (right, "muted"),
        ]
        words: list[Piece] = [("    ", "")]
        done = 0
        for start, end in row.matches:
            words += [(row.snippet[done:start], ""), (row.snippet[start:end], "bar name")]
            done = end
        words.append((row.snippet[done:], ""))
        return [heading, words]


def search_library(library: Library, query: str) -> list[Hit]:
    """Titles of what was read and notes that hold all the words: for a library without kept articles."""
    readings = library.readings()
    hits = [
        Hit(one.article_id, one.title, one.source, Where.TITLE, 0, 0, one.byline or one.source, one.published)
        for one in readings
        if holds_words(f"{one.title} {one.byline or ''} {one.source}", query)
    ]
    known = {one.article_id: one for one in readings}
    for note in library.search(query):
        reading = known.get(note.article_id)
        if reading is not None:
            body = note.body if isinstance(note, Note) else annotation_body(note) or annotation_kind(note)
            snippet = f"“{shortened(note.anchor.exact, 80)}” {shortened(body, 160)}"
            hits.append(
                Hit(
                    note.article_id,
                    reading.title,
                    reading.source,
                    Where.NOTE,
                    note.anchor.start,
                    note.anchor.end,
                    snippet,
                    reading.published,
                )
            )
    return hits[:LIMIT]
