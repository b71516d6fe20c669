"""The reader's screen, sixth part: bookmarks, and places marked with a letter."""

from __future__ import annotations

import msgspec

from tui.app import wording
from tui.app.reader.notes import ReaderNotes
from tui.app.state.picture import Placed
from tui.app.text.motions import sentence_at, word_at
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Bookmark, Colour
from tui.domain.article import Span
from tui.domain.ports import Library

_MARKED = 80
"""Code points by which a marked place is known, at most, but for the rest of a word."""


class ReaderMarks(ReaderNotes):
    """Setting marks and jumping to them. Keys that take a second one end here too."""

    def action_bookmark(self) -> None:
        article = self.article
        if article is None or not article.paragraphs:
            return
        span = self.view.selection or sentence_at(article, self.view.caret)
        if (there := self._standing(Bookmark, span)) is not None and not there.mark:
            self.say("This place is bookmarked already: M lists the bookmarks.")
            return
        bookmark = Bookmark(article_id=article.id, anchor=make_anchor(article.text, span))
        self.add(bookmark, f"Bookmarked. {self._undo_key()} undoes.")

    def second_key(self, waiting: str, sign: str) -> None:
        if waiting == "highlight":
            colours = list(Colour)
            if sign.isdecimal() and 1 <= int(sign) <= len(colours):
                self.action_highlight(colours[int(sign) - 1].value)
            else:
                self.say("A colour is one of the keys 1 to 5.")
        elif not (sign.isalpha() and len(sign) == 1) and not (waiting == "jump" and sign == "'"):
            self.say("A mark is a letter.")
        elif waiting == "mark":
            self._set_mark(sign)
        else:
            self._jump_to_mark(sign)

    def _set_mark(self, letter: str) -> None:
        article = self.article
        if article is None or not article.paragraphs:
            return
        caret = self.view.caret
        end = max(sentence_at(article, caret).end, caret + 1)
        if end > caret + _MARKED:
            end = word_at(article, caret + _MARKED).end
        mark = Bookmark(
            article_id=article.id, anchor=make_anchor(article.text, Span(caret, end)), mark=letter
        )
        old = [a.id for a in self.annotations if isinstance(a, Bookmark) and a.mark == letter]

        def change(library: Library) -> None:
            if old:
                library.replace(msgspec.structs.replace(mark, id=old[0]))
            else:
                library.add(mark)

        self.run_worker(self.write(change, f"Marked {letter}: ' {letter} comes back here."), group="library")

    def _jump_to_mark(self, letter: str) -> None:
        if letter == "'":
            self.action_history(-1)
            return
        for placed in self.picture.notes if self.picture is not None else ():
            if isinstance(placed.annotation, Bookmark) and placed.annotation.mark == letter:
                if placed.span is None:
                    self.say(f"The passage of mark {letter} was not found again.")
                else:
                    self.jump(placed.span)
                return
        self.say(f"There is no mark {letter} in this article.")

    def _words_at(self, placed: Placed) -> str:
        """The words by which a bookmark is known: its sentence's, for a mark may be set at its end."""
        if self.article is None or placed.span is None:
            return placed.annotation.anchor.exact
        return sentence_at(self.article, placed.span.start).of(self.article.text)

    def action_marks(self) -> None:
        from tui.app.dialogs.dialog import Choice, Choose

        picture = self.picture
        marks = [
            p for p in (picture.notes if picture is not None else ()) if isinstance(p.annotation, Bookmark)
        ]
        if not marks:
            self.say("Nothing is bookmarked in this article yet.")
            return
        choices = [
            Choice(
                str(number),
                wording.shortened(self._words_at(placed), 90),
                "" if placed.span is not None else "lost",
                key=getattr(placed.annotation, "mark", ""),
            )
            for number, placed in enumerate(marks)
        ]

        def go(value: str | None) -> None:
            if value is not None:
                self.go_to_note(marks[int(value)])

        self.app.push_screen(Choose("Bookmarks and marks", choices), go)
