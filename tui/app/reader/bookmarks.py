"""Bookmarks, and places marked with a letter."""

from __future__ import annotations

import msgspec

from tui.app.reader.annotation_store import AnnotationStore
from tui.app.reader.annotator import standing
from tui.app.reader.asking import ask
from tui.app.reader.navigator import Navigator
from tui.app.reader.ports import Dialogs, Feedback, TextPane
from tui.app.state.picture import PlacedAnnotation
from tui.app.state.reader_state import ReaderState
from tui.app.text.motions import sentence_at, word_at
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Bookmark
from tui.domain.article import Span
from tui.domain.ports import Library
from tui.domain.text.phrases import shortened

_MARKED = 80
"""Code points by which a marked place is known, at most, but for the rest of a word."""


class Bookmarks:
    """Sets bookmarks and marks, and goes to them."""

    def __init__(
        self,
        state: ReaderState,
        text: TextPane,
        navigator: Navigator,
        store: AnnotationStore,
        dialogs: Dialogs,
        feedback: Feedback,
    ) -> None:
        self._state = state
        self._text = text
        self._navigator = navigator
        self._store = store
        self._dialogs = dialogs
        self._feedback = feedback

    def add(self) -> None:
        """Bookmark the selection, else the sentence at the caret."""
        article = self._state.article
        if article is None or not article.paragraphs:
            return
        span = self._text.selection or sentence_at(article, self._text.caret)
        there = standing(self._state, Bookmark, span)
        if there is not None and not there.mark:
            self._feedback.say("This place is bookmarked already: M lists the bookmarks.")
            return
        bookmark = Bookmark(article_id=article.id, anchor=make_anchor(article.text, span))
        self._store.add(bookmark, f"Bookmarked. {self._feedback.keys_of('library.undo')} undoes.")

    def set_mark(self, letter: str) -> None:
        """Mark the caret's place with a letter; one that was set before moves."""
        article = self._state.article
        if article is None or not article.paragraphs:
            return
        caret = self._text.caret
        end = max(sentence_at(article, caret).end, caret + 1)
        if end > caret + _MARKED:
            end = word_at(article, caret + _MARKED).end
        anchor = make_anchor(article.text, Span(caret, end))
        mark = Bookmark(article_id=article.id, anchor=anchor, mark=letter)
        old = [a.id for a in self._state.annotations if isinstance(a, Bookmark) and a.mark == letter]

        def change(library: Library) -> None:
            if old:
                library.replace(msgspec.structs.replace(mark, id=old[0]))
            else:
                library.add(mark)

        self._store.change(change, f"Marked {letter}: ' {letter} comes back here.")

    def go_to_mark(self, letter: str) -> None:
        """Go to the place marked with a letter; ``'`` is where the reader came from."""
        if letter == "'":
            self._navigator.step_back(-1)
            return
        for placed in self._listed():
            if getattr(placed.annotation, "mark", "") == letter:
                if placed.span is None:
                    self._feedback.say(f"The passage of mark {letter} was not found again.")
                else:
                    self._navigator.jump(placed.span)
                return
        self._feedback.say(f"There is no mark {letter} in this article.")

    def _listed(self) -> list[PlacedAnnotation]:
        picture = self._state.picture
        notes = picture.notes if picture is not None else ()
        return [placed for placed in notes if isinstance(placed.annotation, Bookmark)]

    def _words_at(self, placed: PlacedAnnotation) -> str:
        """The words by which a bookmark is known: its sentence's, for a mark may be set at its end."""
        article = self._state.article
        if article is None or placed.span is None:
            return placed.annotation.anchor.exact
        return sentence_at(article, placed.span.start).of(article.text)

    def choose(self) -> None:
        """List bookmarks and marks, and go to the one that is chosen."""
        marks = self._listed()
        if not marks:
            self._feedback.say("Nothing is bookmarked in this article yet.")
            return
        choices = [
            (
                str(number),
                shortened(self._words_at(mark), 90),
                "" if mark.span is not None else "lost",
            )
            for number, mark in enumerate(marks)
        ]
        letters = {str(number): getattr(mark.annotation, "mark", "") for number, mark in enumerate(marks)}

        def go(value: str) -> None:
            self._navigator.go_to_note(marks[int(value)])

        ask(self._dialogs, "Bookmarks and marks", choices, go, keys=letters, enter="go there")
