"""The reader's screen, fifth part: highlights, notes, copying, undo. The shelf writes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from tui.app import wording
from tui.app.reader.search import ReaderSearch
from tui.app.reader.work import exclusively
from tui.app.state.picture import Placed
from tui.app.text.motions import sentence_at
from tui.domain.analysis import Quote
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import (
    Annotation,
    Colour,
    Highlight,
    Note,
    new_id,
    now,
    rewritten,
    written,
)
from tui.domain.article import Span
from tui.domain.errors import SaysoError
from tui.domain.ports import Library

Kind = TypeVar("Kind", bound=Annotation)


class ReaderNotes(ReaderSearch):
    """Everything that puts something on the article."""

    def __init__(self) -> None:
        super().__init__()
        self.annotations: Sequence[Annotation] = ()
        self.revision: str | None = None
        """The library's token when it was last read; None: it was not."""
        self._lost = 0

    def look_again(self) -> None:
        """Work out the picture anew; the annotations or the analysis have changed."""
        raise NotImplementedError

    # ── the passage ──────────────────────────────────────────────────────────────────────────────────────

    def quote_here(self) -> Quote | None:
        """The quote under the caret."""
        if self.picture is None:
            return None
        caret = self.view.caret
        here = self.picture.quotes_at(caret)
        current = self.picture.quote(self.current_id)
        if current is not None and any(caret in piece for piece in current.content):
            return current
        return here[0] if here else None

    def passage(self) -> Span | None:
        """What a note would be about: the selection, else the quote under the caret, else the sentence."""
        if self.article is None or not self.article.paragraphs:
            return None
        if self.view.selection is not None:
            return self.view.selection
        if self.focused is not self.view and self.focused is not None and self.focused.id == "quotes":
            quote = self.quotes_list.row
        else:
            quote = self.quote_here()
        if quote is not None:
            return Span(quote.start, max(piece.end for piece in quote.content))
        return sentence_at(self.article, self.view.caret)

    def selected_note(self) -> Placed | None:
        """The annotation under the cursor of the notes pane, where that has the focus."""
        if self._ready and self.focused is self.notes_list and self.notes_list.row is not None:
            return self.notes_list.row.placed
        return None

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────

    async def write(self, change: Callable[[Library], str | None], done: str = "") -> bool:
        """Change the library, read it again and say what was done: ``done``, or what the change returns.

        On failure one clear line, and False.
        """
        try:
            said: str | None = await self.sayso.shelf.ask(change)
            await self.read_annotations()
        except SaysoError as error:
            self.sayso.warn(str(error), severity="error")
            return False
        if said or done:
            self.say(said or done)
        return True

    async def read_annotations(self) -> None:
        """What the library holds on this article, and what it looks like on the screen."""
        article = self.article
        if article is None or not self.sayso.shelf.present:
            return
        key = article.id

        def read(library: Library) -> tuple[str, list[Annotation]]:
            # The token first: what is written while we read is then read again.
            return library.revision(), library.annotations(key)

        self.revision, self.annotations = await self.sayso.shelf.ask(read)
        if news := self.sayso.shelf.news():
            self.sayso.warn(news)
        self.look_again()

    def tell_lost(self) -> None:
        """Say that annotations found no place in the text, once, and what can be done."""
        from tui.app.keys import keymap

        lost = len(self.picture.orphans) if self.picture is not None else 0
        if lost > self._lost:
            pane = keymap.keys_of("pane.notes", self.sayso.user_keys)
            relink = keymap.keys_of("note.relink", self.sayso.user_keys)
            gone = "The passage of 1 note is" if lost == 1 else f"The passages of {lost:,} notes are"
            self.say(f"{gone} gone: select the right one, then {pane}, G and {relink} link it anew.")
        self._lost = lost

    def add(self, annotation: Annotation, done: str) -> None:
        """Keep an annotation, in the background."""
        self.run_worker(self.write(lambda library: library.add(annotation), done), group="library")

    def _renew(self, annotation: Annotation, done: str, **fields: object) -> None:
        """Change some fields of an annotation, in the background: the others stay as the library has them."""

        def change(library: Library) -> None:
            kept = library.annotations(annotation.article_id)
            there = next((one for one in kept if one.id == annotation.id), annotation)
            library.replace(msgspec.structs.replace(there, **fields, modified=now()))

        self.run_worker(self.write(change, done), group="library")

    def _standing(self, kind: type[Kind], span: Span) -> Kind | None:
        """The annotation of that kind on exactly that passage."""
        for placed in self.picture.placed if self.picture is not None else ():
            if placed.span == span and isinstance(placed.annotation, kind):
                return placed.annotation
        return None

    def _undo_key(self) -> str:
        from tui.app.keys import keymap

        return keymap.keys_of("library.undo", self.sayso.user_keys)

    # ── highlights and notes ─────────────────────────────────────────────────────────────────────────────

    def action_highlight(self, colour: str) -> None:
        self.waiting = ""
        chosen = self.selected_note()
        if chosen is not None and isinstance(chosen.annotation, Highlight | Note):
            self._renew(chosen.annotation, f"It is {colour} now.", colour=Colour(colour))
            return
        article, span = self.article, self.passage()
        if article is None or span is None:
            return
        if (there := self._standing(Highlight, span)) is not None:
            self.view.selection = None
            self._renew(there, f"It is {colour} now. {self._undo_key()} undoes.", colour=Colour(colour))
            return
        highlight = Highlight(
            article_id=article.id, anchor=make_anchor(article.text, span), colour=Colour(colour)
        )
        self.view.selection = None
        self.add(highlight, f"Highlighted in {colour}. {self._undo_key()} undoes.")

    def _note_to_write(self) -> tuple[Note, bool] | None:
        """The note to edit (chosen in the pane, or under the caret) or a new one, and whether it is new."""
        article = self.article
        if article is None or not article.paragraphs:
            return None
        chosen = self.selected_note()
        if chosen is not None and isinstance(chosen.annotation, Note):
            return chosen.annotation, False
        span = self.passage() if chosen is None or chosen.span is None else chosen.span
        if chosen is None and self.view.selection is None and self.picture is not None:
            for placed in self.picture.notes_at(self.view.caret):
                if isinstance(placed.annotation, Note):
                    return placed.annotation, False
        if span is None:
            return None
        return Note(article_id=article.id, anchor=make_anchor(article.text, span)), True

    def action_annotate(self) -> None:
        from tui.app.dialogs.note_editor import NoteEditor

        writing = self._note_to_write()
        if writing is None:
            return
        note, new = writing
        editor = NoteEditor(
            note.anchor.exact, written(note), new=new, keep=lambda body: self._keep(note, body, new)
        )
        self.app.push_screen(editor)

    async def _keep(self, note: Note, body: str, new: bool) -> bool:
        """Keep a note as it was written; False leaves the editor open with what was typed."""
        if not body.strip():
            self.say(
                "An empty note was not kept."
                if new
                else "A note cannot be empty: it is as it was. In the notes pane d deletes it."
            )
            return True
        if body.strip() == written(note).strip():
            self.say("The note was left as it is.")
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

        kept = await self.write(change)
        if kept:
            self.view.selection = None
        return kept

    def action_editor(self) -> None:
        """Write the note in the program that $VISUAL or $EDITOR names."""
        writing = self._note_to_write()
        if writing is not None:
            exclusively(self, "editor", self._edit_outside, *writing)

    async def _edit_outside(self, note: Note, new: bool) -> None:
        from tui.app.dialogs.note_editor import NoteEditor
        from tui.app.terminal.editor import edited_outside

        try:
            body = edited_outside(self.app, written(note), note.anchor.exact)
        except SaysoError as error:
            self.sayso.warn(str(error), severity="error")
            return
        if new and not body:
            self.say("An empty note was not kept.")
        elif not await self._keep(note, body, new):
            # It could not be kept: show it, so that not a word is lost.
            editor = NoteEditor(
                note.anchor.exact, body, new=new, keep=lambda text: self._keep(note, text, new)
            )
            self.app.push_screen(editor)

    # ── the notes pane ───────────────────────────────────────────────────────────────────────────────────

    def delete_note(self, placed: Placed) -> None:
        """Take an annotation away; undo brings it back."""
        key, kind = placed.annotation.id, wording.annotation_kind(placed.annotation)
        done = f"The {kind} was deleted. {self._undo_key()} brings it back."
        self.run_worker(self.write(lambda library: library.remove(key), done), group="library")

    def action_delete(self) -> None:
        chosen = self.notes_list.row if self._ready else None
        if chosen is not None:
            self.delete_note(chosen.placed)

    def action_relink(self) -> None:
        """Link an annotation whose passage was lost (or any other) to what is selected."""
        chosen, article = (self.notes_list.row if self._ready else None), self.article
        if chosen is None or article is None:
            return
        selection = self.view.selection
        if selection is None:
            self.say("First select the passage in the article (v, or drag with the mouse).")
            return
        self.view.selection = None
        self._renew(
            chosen.placed.annotation, "Linked to the selection.", anchor=make_anchor(article.text, selection)
        )

    def action_undo(self) -> None:
        self.run_worker(self._step_back(lambda library: library.undo(), "undo"), group="library")

    def action_redo(self) -> None:
        self.run_worker(self._step_back(lambda library: library.redo(), "redo"), group="library")

    async def _step_back(self, step: Callable[[Library], str | None], word: str) -> None:
        try:
            done = await self.sayso.shelf.ask(step)
            await self.read_annotations()
        except SaysoError as error:
            self.sayso.warn(str(error), severity="error")
            return
        self.say(f"{word.capitalize()}: {done}." if done else f"There is nothing to {word}.")

    # ── copying ──────────────────────────────────────────────────────────────────────────────────────────

    def action_copy(self) -> None:
        """The words with their evidence, to the terminal's clipboard and to what else there is."""
        from tui.app.terminal.clipboard import with_evidence

        article, span = self.article, self.passage()
        if article is None or span is None:
            return
        quote = self.quote_here() if self.view.selection is None else None
        if self.view.selection is None and self._ready and self.focused is self.quotes_list:
            quote = self.quotes_list.row
        words = with_evidence(article, self.picture, span, quote)
        self.app.copy_to_clipboard(words)
        copied = f"Copied {wording.count(len(span.of(article.text).split()), 'word')} with the source"
        self.run_worker(self._copy_outside(words, copied), group="copying")

    async def _copy_outside(self, words: str, copied: str) -> None:
        from tui.app.terminal.clipboard import clipboard_programs, given_to

        took = await asyncio.to_thread(given_to, words, clipboard_programs(os.environ))
        if took is None:
            self.say(
                f"{copied}. If pasting gives nothing, this terminal does not take OSC 52: E exports instead."
            )
        else:
            self.say(f"{copied}, also by {took}{': prefix ] pastes it' if took == 'tmux' else ''}.")
