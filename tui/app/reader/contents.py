"""The headings of the article, to go to one."""

from __future__ import annotations

from tui.app.reader.asking import ask
from tui.app.reader.navigator import Navigator
from tui.app.reader.ports import Dialogs, Feedback
from tui.app.state.reader_state import ReaderState
from tui.domain.article import ParagraphKind
from tui.domain.text.phrases import shortened

_DEEPEST = 4
"""Levels that are drawn in."""


class Contents:
    """Lists headings, each with how far into the article it stands."""

    def __init__(
        self, state: ReaderState, navigator: Navigator, dialogs: Dialogs, feedback: Feedback
    ) -> None:
        self._state = state
        self._navigator = navigator
        self._dialogs = dialogs
        self._feedback = feedback

    def choose(self) -> None:
        """Show the list, and go to the heading that is chosen."""
        article = self._state.article
        headings = [
            (number, one)
            for number, one in enumerate(article.paragraphs if article is not None else ())
            if one.kind is ParagraphKind.HEADING
        ]
        if article is None or len(headings) < 2:
            self._feedback.say("This article has no headings but its title.")
            return
        length = max(len(article.text), 1)
        choices = [
            (
                str(number),
                "  " * min(one.level - 1, _DEEPEST) + shortened(one.span.of(article.text), 90),
                f"{100 * one.start // length} %",
            )
            for number, one in headings
        ]
        ask(
            self._dialogs,
            "Contents",
            choices,
            lambda value: self._navigator.jump(article.paragraphs[int(value)].span),
            typing=True,
            enter="go there",
        )
