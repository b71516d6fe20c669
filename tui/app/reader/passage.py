"""What a command is about: the quote, the passage or the annotation where the reader is."""

from __future__ import annotations

from tui.app.reader.ports import Panes, TextPane
from tui.app.state.picture import PlacedAnnotation
from tui.app.state.reader_state import ReaderState
from tui.app.text.motions import sentence_at
from tui.domain.analysis import Quote
from tui.domain.article import Span


class Passage:
    """Answers by the caret, the selection and the pane that has the focus."""

    def __init__(self, state: ReaderState, text: TextPane, panes: Panes) -> None:
        self._state = state
        self._text = text
        self._panes = panes

    def quote_at_caret(self) -> Quote | None:
        """The quote under the caret; of several the current one."""
        picture, current, caret = self._state.picture, self._state.current, self._text.caret
        if picture is None:
            return None
        if current is not None and any(caret in piece for piece in current.content):
            return current
        here = picture.quotes_at(caret)
        return here[0] if here else None

    def quote(self) -> Quote | None:
        """The quote under the cursor of their list, where that has the focus; else under the caret."""
        return self._panes.quote if self._panes.focused == "quotes" else self.quote_at_caret()

    def listed_note(self) -> PlacedAnnotation | None:
        """The annotation under the cursor of the list of notes, where that has the focus."""
        return self._panes.note if self._panes.focused == "notes" else None

    def span(self) -> Span | None:
        """What a note would be about: the selection, else the quote, else the sentence at the caret."""
        article, selection = self._state.article, self._text.selection
        if article is None or not article.paragraphs:
            return None
        if selection is not None:
            return selection
        quote = self.quote()
        if quote is not None:
            return quote_span(quote)
        return sentence_at(article, self._text.caret)


def quote_span(quote: Quote) -> Span:
    """From the beginning of a quote to the end of its last piece."""
    return Span(quote.start, max(piece.end for piece in quote.content))
