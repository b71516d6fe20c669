"""What is known about one place in the article: its actor or entity, its quotes with evidence, its notes."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.app import wording
from tui.app.dialogs.dialog import Scrolled
from tui.app.state.picture import Picture
from tui.app.text.note_markdown import styled
from tui.domain.analysis import Actor, Mention, Quote
from tui.domain.annotation import Correction, Highlight, Note
from tui.domain.labels.annotations import annotation_body, annotation_kind
from tui.domain.labels.entities import label_in_words
from tui.domain.labels.evidence import why
from tui.domain.labels.speakers import speaker_in_words
from tui.domain.text.phrases import counted, shortened
from tui.domain.text.safe import one_line

Part = tuple[str, str]
_LONGEST = 20_000
"""Code points of a note that a card shows."""


def _shown(body: str) -> list[Part]:
    if len(body) <= _LONGEST:
        return styled(body)
    return [*styled(body[:_LONGEST]), (f"… ({len(body) - _LONGEST:,} more characters)\n", "")]


class Card(Scrolled[str]):
    """A card; gives the action that was asked for in it, or None."""

    BINDINGS = [  # noqa: RUF012
        ("q,enter", "give_up", ""),
        ("x", "answer('correct')", ""),
        ("a", "answer('annotate')", ""),
        ("y", "answer('copy')", ""),
        ("f", "answer('choose')", ""),
        ("d,D", "answer('dossier')", ""),
        ("j,down", "scroll(1)", ""),
        ("k,up", "scroll(-1)", ""),
    ]
    HINTS = (
        ("a", "note", "answer('annotate')"),
        ("y", "copy", "answer('copy')"),
        ("x", "correct", "answer('correct')"),
        ("d", "all they said", "answer('dossier')"),
        ("f", "only this actor", "answer('choose')"),
        ("escape", "close", "give_up"),
    )

    def __init__(self, picture: Picture, offset: int, quote: Quote | None = None) -> None:
        super().__init__("What is known here")
        self._picture = picture
        self._offset = offset
        self._quote = quote

    def inside(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Content.assemble(*self.parts()))

    def action_answer(self, answer: str) -> None:
        self.dismiss(answer)

    def parts(self) -> list[Part]:
        """The card's words with their styles."""
        picture, offset = self._picture, self._offset
        parts: list[Part] = []
        mention = picture.mention_at(offset)
        actor = picture.actor_at(offset)
        if actor is not None:
            parts += self._actor(actor)
        elif mention is not None:
            parts += self._mention(mention)
        quotes = picture.quotes_at(offset)
        if self._quote is not None and self._quote not in quotes:
            quotes.insert(0, self._quote)
        for quote in quotes:
            parts += self._said(quote)
        for placed in picture.notes_at(offset):
            annotation = placed.annotation
            kind = annotation_kind(annotation)
            parts.append((f"\n{kind.capitalize()}\n", "bold $primary"))
            if isinstance(annotation, Note):
                parts += _shown(annotation.body)
            elif isinstance(annotation, Correction):
                parts.append((annotation_body(annotation) + "\n", ""))
            if isinstance(annotation, Highlight):
                parts.append((f"in {annotation.colour.value}\n", ""))
            made = annotation.created.astimezone()
            parts.append((f"“{shortened(annotation.anchor.exact, 160)}”\n", "italic"))
            parts.append((f"{made.day} {made:%B %Y}\n", "$foreground 65%"))
        if not parts:
            return [("Nothing is known about this place.\n", "")]
        (first, style), *others = parts
        (last, last_style) = others.pop()
        return [(first.lstrip("\n"), style), *others, (last.rstrip("\n"), last_style)]

    def _actor(self, actor: Actor) -> list[Part]:
        picture = self._picture
        number = picture.colours.get(actor.id)
        colour = f"$speaker-{number}" if number is not None else "$primary"
        parts = [(f"\n{wording.KIND_SIGNS[actor.kind]} {one_line(actor.name)}\n", f"bold {colour}")]
        about = [part for part in (actor.role, actor.kind.value, actor.affiliation) if part]
        parts.append((f"{one_line(' · '.join(about))}\n", ""))
        if actor.aliases:
            others = [alias for alias in actor.aliases if alias != actor.name]
            if others:
                parts.append((f"also: {one_line(', '.join(others))}\n", "$foreground 65%"))
        said = picture.quote_counts.get(actor.id, 0)
        counts = f"{counted(len(actor.mentions), 'mention')}, {counted(said, 'quote')}"
        parts.append((f"{counts}{' · corrected by you' if actor.edited else ''}\n", "$foreground 65%"))
        return parts

    def _mention(self, mention: Mention) -> list[Part]:
        words = shortened(mention.span.of(self._picture.article.text), 120)
        return [(f"\n{words}\n", "bold $primary"), (f"{label_in_words(mention.label)}\n", "")]

    def _said(self, quote: Quote) -> list[Part]:
        picture = self._picture
        text = picture.article.text
        head = f"{one_line(speaker_in_words(quote, text, picture.actors))} · {quote.kind} quote"
        words = " … ".join(shortened(piece.of(text), 600) for piece in quote.content)
        return [
            (f"\n{head}\n", f"bold $speaker-{picture.colour_of(quote)}"),
            (f"“{words}”\n", ""),
            (f"{why(quote, text, picture.actors.values())}\n", "$foreground 65%"),
        ]
