"""Highlights and notes: made, written, changed, linked anew, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from tui.app.reader.annotation_store import AnnotationStore
from tui.app.reader.passage import Passage
from tui.app.reader.ports import Background, Dialogs, Feedback, Panes, TextPane
from tui.app.state.reader_state import ReaderState
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import (
    Annotation,
    Colour,
    Highlight,
    Note,
    new_id,
    rewritten,
    written,
)
from tui.domain.article import Span
from tui.domain.errors import SaysoError
from tui.domain.labels.annotations import annotation_kind
from tui.domain.ports import Library

Kind = TypeVar("Kind", bound=Annotation)
EditOutside = Callable[[str, str], str]
"""The body of a note as the user's editor left it, from a body and a passage. Raises SaysoError."""


def standing(state: ReaderState, kind: type[Kind], span: Span) -> Kind | None:
    """The annotation of that kind on exactly that passage."""
    for placed in state.picture.placed if state.picture is not None else ():
        if placed.span == span and isinstance(placed.annotation, kind):
            return placed.annotation
    return None


_LONGEST_IN_BOX = 200_000
"""Code points of a note that is edited in a box over the screen, which lays all of it out."""


class Annotator:
    """Everything that puts words or colour on a passage."""

    def __init__(
        self,
        state: ReaderState,
        text: TextPane,
        panes: Panes,
        passage: Passage,
        store: AnnotationStore,
        dialogs: Dialogs,
        background: Background,
        feedback: Feedback,
        edit_outside: EditOutside,
    ) -> None:
        self._state = state
        self._text = text
        self._panes = panes
        self._passage = passage
        self._store = store
        self._dialogs = dialogs
        self._background = background
        self._feedback = feedback
        self._edit_outside = edit_outside
        self._lost = 0  # annotations of which was said that their passage is gone

    def _undo_key(self) -> str:
        return self._feedback.keys_of("library.undo")

    # ── highlights ───────────────────────────────────────────────────────────────────────────────────────

    def highlight(self, colour: Colour) -> None:
        """Colour the chosen note, else the passage; one that is highlighted already changes its colour."""
        chosen = self._passage.listed_note()
        if chosen is not None and isinstance(chosen.annotation, Highlight | Note):
            self._store.renew(chosen.annotation, f"It is {colour.value} now.", colour=colour)
            return
        article, span = self._state.article, self._passage.span()
        if article is None or span is None:
            return
        self._text.selection = None
        there = standing(self._state, Highlight, span)
        if there is not None:
            done = f"It is {colour.value} now. {self._undo_key()} undoes."
            self._store.renew(there, done, colour=colour)
            return
        highlight = Highlight(article_id=article.id, anchor=make_anchor(article.text, span), colour=colour)
        self._store.add(highlight, f"Highlighted in {colour.value}. {self._undo_key()} undoes.")

    # ── notes ────────────────────────────────────────────────────────────────────────────────────────────

    def _note_to_write(self) -> tuple[Note, bool] | None:
        """The note to edit (chosen in the pane, or under the caret) or a new one, and whether it is new."""
        article = self._state.article
        if article is None or not article.paragraphs:
            return None
        chosen = self._passage.listed_note()
        if chosen is not None and isinstance(chosen.annotation, Note):
            return chosen.annotation, False
        picture = self._state.picture
        if chosen is None and self._text.selection is None and picture is not None:
            for placed in picture.notes_at(self._text.caret):
                if isinstance(placed.annotation, Note):
                    return placed.annotation, False
        span = self._passage.span() if chosen is None or chosen.span is None else chosen.span
        if span is None:
            return None
        return Note(article_id=article.id, anchor=make_anchor(article.text, span)), True

    def write_note(self) -> None:
        """Write a note in a box over the screen."""
        writing = self._note_to_write()
        if writing is not None:
            note, new = writing
            if len(note.body) > _LONGEST_IN_BOX:
                self._feedback.warn(
                    f"A note of {len(note.body):,} characters is too long for the box: $EDITOR takes it."
                )
                return
            self._open_editor(note, written(note), new)

    def _open_editor(self, note: Note, body: str, new: bool) -> None:
        from tui.app.dialogs.note_editor import NoteEditor

        self._dialogs.open_dialog(
            NoteEditor(note.anchor.exact, body, new=new, keep=lambda text: self._keep(note, text, new))
        )

    async def _keep(self, note: Note, body: str, new: bool) -> bool:
        """Keep a note as it was written; False leaves the editor open with what was typed."""
        if not body.strip():
            self._feedback.say(
                "An empty note was not kept."
                if new
                else "A note cannot be empty: it is as it was. In the notes pane d deletes it."
            )
            return True
        if body.strip() == written(note).strip():
            self._feedback.say("The note was left as it is.")
            return True
        changed = rewritten(note, body)

        def change(library: Library) -> str:
            if new:
                library.add(changed)
                return f"Note kept. {self._undo_key()} undoes."
            there = next((one for one in library.annotations(note.article_id) if one.id == note.id), note)
            if there == note:
                library.replace(changed)
                return f"Note changed. {self._undo_key()} undoes."
            library.add(msgspec.structs.replace(changed, id=new_id()))
            return "The note was changed elsewhere meanwhile: yours is kept beside it as a second one."

        kept = await self._store.write(change)
        if kept:
            self._text.selection = None
        return kept

    def write_outside(self) -> None:
        """Write the note in the program that $VISUAL or $EDITOR names."""
        writing = self._note_to_write()
        if writing is not None:
            self._background.run_latest("editor", self._write_outside, *writing)

    async def _write_outside(self, note: Note, new: bool) -> None:
        try:
            body = self._edit_outside(written(note), note.anchor.exact)
        except SaysoError as error:
            self._feedback.warn(str(error), severity="error")
            return
        if new and not body:
            self._feedback.say("An empty note was not kept.")
        elif not await self._keep(note, body, new):
            self._open_editor(note, body, new)  # it could not be kept: show it, so that not a word is lost

    # ── the list of notes ────────────────────────────────────────────────────────────────────────────────

    def delete(self) -> None:
        """Take the annotation under the list's cursor away; undo brings it back."""
        chosen = self._panes.note
        if chosen is not None:
            kind = annotation_kind(chosen.annotation)
            done = f"The {kind} was deleted. {self._undo_key()} brings it back."
            self._store.remove(chosen.annotation.id, done)

    def relink(self) -> None:
        """Link an annotation whose passage was lost (or any other) to what is selected."""
        chosen, article = self._panes.note, self._state.article
        if chosen is None or article is None:
            return
        selection = self._text.selection
        if selection is None:
            self._feedback.say("First select the passage in the article (v, or drag with the mouse).")
            return
        self._text.selection = None
        anchor = make_anchor(article.text, selection)
        self._store.renew(chosen.annotation, "Linked to the selection.", anchor=anchor)

    def tell_lost(self) -> None:
        """Say that annotations found no place in the text, once, and what can be done."""
        picture = self._state.picture
        lost = len(picture.orphans) if picture is not None else 0
        if lost > self._lost:
            pane, relink = map(self._feedback.keys_of, ("pane.notes", "note.relink"))
            gone = "The passage of 1 note is" if lost == 1 else f"The passages of {lost:,} notes are"
            anew = f"select the right one, then {pane}, G and {relink} link it anew."
            self._feedback.say(f"{gone} gone: {anew}")
        self._lost = lost
