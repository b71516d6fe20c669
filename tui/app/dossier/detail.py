"""All of the row under the cursor: the whole words and their tellings, or why somebody is one person."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.app import wording
from tui.app.dossier.lists import difference_pieces
from tui.app.dossier.rows import EntryRow, MemberRow, PersonRow, QuoteRow, TellingRow, WhoRow
from tui.domain.codes import QuoteKind
from tui.domain.collection.rows import Said
from tui.domain.collection.tellings import Entry, Telling
from tui.domain.labels.people import JOINED, why_joined
from tui.domain.text.phrases import counted, percent
from tui.domain.text.place import place_of
from tui.domain.text.safe import one_line, printable

Part = tuple[str, str]
_MUTED = "$text-muted"
_DIFFERS = {"ink-pink": "$text-error strike", "ink-green": "$text-success bold", "": ""}
_LONGEST = 8_000
"""Code points of a quote that are shown."""


class Detail(VerticalScroll, can_focus=False):
    """All of one row."""

    def compose(self) -> ComposeResult:
        yield Static(id="detail-words")

    def show(self, row: QuoteRow | WhoRow | None) -> None:
        """Show a row; None: nothing."""
        parts: list[Part] = []
        match row:
            case EntryRow() | TellingRow():
                parts = _entry(row.entry, row.telling)
            case PersonRow():
                parts = _person(row)
            case MemberRow():
                parts = _member(row)
        self.query_one(Static).update(Content.assemble(*parts))
        self.scroll_home(animate=False)


def _entry(entry: Entry, shown: Telling) -> list[Part]:
    parts: list[Part] = [(_quoted(shown.said), ""), ("\n\n", "")]
    parts += _about(shown)
    if len(entry.tellings) == 1:
        return parts
    parts.append((f"\n{counted(len(entry.tellings), 'telling')}\n", "bold $primary"))
    for number, telling in enumerate(entry.tellings, 1):
        here = telling is shown
        parts.append((f"{'▸' if here else ' '}{number} ", "bold" if here else _MUTED))
        parts.append((f"{one_line(place_of(telling.said.about.source))}", "bold" if here else ""))
        parts.append((f" {telling.said.about.day}", _MUTED))
        if not telling.mine:
            parts.append((f" · given to {one_line(telling.said.speaker or 'nobody named')}", "$text-warning"))
        if number == 1:
            parts.append((" · the fullest\n", _MUTED))
        elif telling.same:
            parts.append((" · the same words\n", _MUTED))
        else:
            parts.append(("\n   ", ""))
            pieces = difference_pieces(entry.main.text[:_LONGEST], telling)
            parts += [(one_line(text), _DIFFERS[style]) for text, style in pieces]
            parts.append(("\n", ""))
    return parts


def _quoted(said: Said) -> str:
    words = printable(said.text[:_LONGEST])
    return f"“{words}”" if said.kind is QuoteKind.DIRECT else words


def _about(telling: Telling) -> list[Part]:
    said = telling.said
    cue = f" · {said.cue}" if said.cue else ""
    when = wording.day(said.about.published, year=True) or "no date"
    return [
        (
            f"{one_line(said.speaker or 'nobody named')}",
            "bold $primary" if telling.mine else "bold $text-warning",
        ),
        (f" · {said.kind}{one_line(cue)} · {percent(said.confidence)}\n", ""),
        (f"{one_line(said.about.title)}\n", ""),
        (f"{when} · {one_line(said.about.source)}\n", _MUTED),
    ]


def _person(row: PersonRow) -> list[Part]:
    one = row.person
    parts: list[Part] = [(f"{one_line(one.name)}\n", "bold $primary")]
    if one.roles:
        parts.append((f"{one_line('; '.join(one.roles))}\n", ""))
    parts.append((f"{counted(one.articles, 'article')}, {counted(one.quotes, 'quote')}", _MUTED))
    parts.append((f"{' · as you decided' if one.edited else ''}\n", _MUTED))
    if one.surname_alone:
        parts.append(
            ("\nA surname alone is joined with nobody. Mark it and whoever it is, and join them.\n", "")
        )
    if len(one.members) > 1:
        parts.append(("\nWhy these are one\n", "bold $primary"))
        reasons: dict[str, int] = {}
        for member in one.members:
            words = JOINED.get(member.why, member.why)
            reasons[words] = reasons.get(words, 0) + 1
        parts += [
            (f"{count:>4}  {words}\n", "") for words, count in sorted(reasons.items(), key=lambda r: -r[1])
        ]
        names = dict.fromkeys(m.appearance.name for m in one.members)
        if len(names) > 1:
            parts.append(
                (f"\nalso called {one_line('; '.join(name for name in names if name != one.name))}\n", _MUTED)
            )
    return parts


def _member(row: MemberRow) -> list[Part]:
    found = row.member.appearance
    told = [part for part in (found.role, found.affiliation) if part]
    return [
        (f"{one_line(found.name)}\n", "bold $primary"),
        (f"{one_line(' · '.join(told))}\n" if told else "", ""),
        (f"{counted(found.quotes, 'quote')} here\n\n", _MUTED),
        (f"Counted to {one_line(row.person.name)}: {why_joined(row.member)}.\n\n", ""),
        (f"{one_line(found.about.title)}\n", ""),
        (f"{found.about.day} · {one_line(found.about.source)}\n", _MUTED),
    ]
