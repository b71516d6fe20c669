"""The two lists of the dossier: what was said, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.app.dossier.rows import EntryRow, MemberRow, PersonRow, QuoteRow, TellingRow, WhoRow
from tui.app.panes.row_list import Line, Piece, RowList
from tui.app.text.cells import fit
from tui.app.wording import KIND_SIGNS
from tui.domain.codes import QuoteKind
from tui.domain.collection.difference import Step, difference
from tui.domain.collection.rows import Said
from tui.domain.collection.tellings import Telling
from tui.domain.labels.people import why_joined
from tui.domain.text.phrases import counted
from tui.domain.text.place import place_and_title

_ABOUT = 22
"""Cells that speaker, kind and cue have at least, so that what follows stands in a column."""
_KIND_BARS = {QuoteKind.DIRECT: "▌", QuoteKind.MIXED: "▎", QuoteKind.INDIRECT: "┊"}
_SIGNS = {
    Step.EQUAL: ("", "", ""),
    Step.DELETE: ("[−", "]", "ink-pink"),
    Step.INSERT: ("[+", "]", "ink-green"),
}
"""What stands around a stretch that differs, also where there are no colours, and its style."""


class Folding(RowList[Any]):
    """Rows that may have others under them. A click points, a second one chooses, one on the sign unfolds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,plus", "fold(1)", "Unfold", show=False, id="dossier.unfold"),
        Binding("left,h,minus", "fold(-1)", "Fold", show=False, id="dossier.fold"),
    ]
    _FOLD_CELLS = 3

    class Folded(Message):
        """The row under the cursor is to be unfolded (1), folded (-1), or the other of the two (0)."""

        def __init__(self, rows: Folding, to: int) -> None:
            super().__init__()
            self.rows = rows
            self.to = to

    def action_fold(self, to: int) -> None:
        self.post_message(self.Folded(self, to))

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        index, _ = self.row_at(event.y + round(self.scroll_y))
        if event.button != 1 or not 0 <= index < len(self.rows):
            return
        again = index == self.cursor
        self.point(index)
        if event.x - self.gutter.left < self._FOLD_CELLS:
            self.post_message(self.Folded(self, 0))
        elif again:
            self.post_message(self.Chosen(self, index))
        else:
            self.post_message(self.Moved(self, index))


class SaidList(Folding):
    """What was said, by date: when, how, where; then the words, or how they differ from the entry's."""

    def __init__(self) -> None:
        super().__init__(id="said", row_height=2)

    def draw(self, row: QuoteRow, width: int) -> Iterable[Line]:
        said = row.telling.said
        bar: Piece = (_KIND_BARS[said.kind], "bar")
        if isinstance(row, EntryRow):
            others = len(row.entry.tellings) - 1
            sign = " " if not others else "▾" if row.open else "▸"
            lead: list[Piece] = [bar, (f"{sign} ", "bar")]
            told = _told(row)
            who = f"{row.who} · " if row.who else ""
            first = self._first(lead, said, f"{who}{said.kind}{_cue(said)}", told, width)
            return [first, [bar, ("  ", ""), *_words(said)]]
        lead = [bar, ("  └ ", "muted")]
        by = "" if row.telling.mine else f"given to {said.speaker or 'nobody named'}"
        first = self._first(lead, said, by, "the same words" if row.telling.same else "", width)
        second: list[Piece] = [bar, ("    ", "")]
        return [first, [*second, *(_words(said) if row.telling.same else differing(row))]]

    def _first(self, lead: list[Piece], said: Said, about: str, right: str, width: int) -> list[Piece]:
        day = said.about.day or "no date   "
        sure = f" {round(said.confidence * 100):>3} %"
        taken = sum(cell_len(text) for text, _ in lead) + cell_len(day) + cell_len(right) + cell_len(sure) + 4
        room = max(width - taken, 0)
        about = fit(about, room)
        about += " " * (min(_ABOUT, room) - cell_len(about))
        where = fit(place_and_title(said.about.source, said.about.title), max(room - cell_len(about) - 2, 0))
        pad = max(room - cell_len(about) - cell_len(where) - (2 if where else 0), 0)
        return [
            *lead,
            (day, "name"),
            ("  ", ""),
            (about, ""),
            ("  " if where else "", ""),
            (where, "muted"),
            (" " * pad, ""),
            (f" {right}", "warning" if "≠" in right else "bar"),
            (sure, "muted"),
        ]


def _told(row: EntryRow) -> str:
    """How often the words are told, and ≠ where not always in the same way."""
    tellings = row.entry.tellings
    if len(tellings) == 1:
        return ""
    differ = sum(not (one.same and one.mine) for one in tellings)
    return f"{len(tellings)}×" + (f" {differ}≠" if differ else "")


def _cue(said: Said) -> str:
    return f" · {said.cue}" if said.cue else ""


def _words(said: Said) -> list[Piece]:
    text = " ".join(said.text[:600].split())
    return [(f"“{text}”" if said.kind is QuoteKind.DIRECT else text, "")]


def differing(row: TellingRow) -> list[Piece]:
    """How a telling differs from the entry's words, in pieces."""
    return [(text, style) for text, style in difference_pieces(row.entry.main.text, row.telling)]


def difference_pieces(before: str, telling: Telling) -> list[Piece]:
    """The difference with signs around what is gone and what came, so that it can be read without colours."""
    pieces: list[Piece] = []
    for step, text in difference(before, telling.said.text, marks=False):
        start, end, style = _SIGNS[step]
        core = " ".join(text.split())
        if not core:
            pieces.append((" ", ""))
            continue
        lead = " " if text[:1].isspace() else ""
        tail = " " if text[-1:].isspace() else ""
        pieces.append((f"{lead}{start}{core}{end}{tail}", style))
    return pieces


class PeopleList(Folding):
    """Who is taken for one person: name, role, in how many articles, how many quotes; under it, why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "screen.mark", "Mark, or no longer", show=False, id="dossier.mark"),
    ]

    def __init__(self) -> None:
        super().__init__(id="people")

    def draw(self, row: WhoRow, width: int) -> Iterable[Line]:
        mark = "✓" if row.marked else " "
        if isinstance(row, MemberRow):
            found = row.member.appearance
            day = found.about.day or "no date   "
            left = f"{found.name}{f', {found.role}' if found.role else ''}"
            pieces: list[Piece] = [(f"{mark}   └ ", "bar"), (day, "muted"), ("  ", ""), (left, "name")]
            return [[*pieces, (f"  {why_joined(row.member)}", "muted"), (f"  {found.about.title}", "muted")]]
        one = row.person
        sign = " " if len(one.members) == 1 else "▾" if row.open else "▸"
        articles, quotes = counted(one.articles, "article"), counted(one.quotes, "quote")
        right = f"{articles:>12} {quotes:>11} "
        room = max(width - cell_len(right) - 5, 4)
        name = fit(one.name, max(room - 2, 2))
        role = fit(_about(row), max(room - cell_len(name) - 2, 0))
        pad = " " * max(room - cell_len(name) - cell_len(role) - 2, 0)
        kind = "✗" if one.edited else KIND_SIGNS.get(one.kind, " ")
        return [
            [(mark, "bar"), (f"{sign} ", "bar"), (f"{kind} ", "muted"), (name, "name"), ("  ", ""),
             (role, "muted"), (pad, ""), (right, "muted")]
        ]  # fmt: skip


def _about(row: PersonRow) -> str:
    one = row.person
    roles = "; ".join(one.roles[:3])
    if one.surname_alone:
        return f"surname alone{f'; {roles}' if roles else ''}"
    return roles
