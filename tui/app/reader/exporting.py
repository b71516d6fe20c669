"""Exporting the article: which format, and a new file in the working folder."""

from __future__ import annotations

from functools import partial

from tui.app.reader.asking import ask
from tui.app.reader.ports import Background, Dialogs, Feedback
from tui.app.state.new_file import export
from tui.app.state.reader_state import ReaderState
from tui.domain.article import Article
from tui.domain.labels.formats import EXPORT_FORMATS
from tui.domain.ports import Exporter


class Exporting:
    """Asks for a format and writes a new file; an existing one is never touched. ``first`` stands on top."""

    def __init__(
        self, state: ReaderState, dialogs: Dialogs, background: Background, feedback: Feedback, first: str
    ) -> None:
        self._state = state
        self._dialogs = dialogs
        self._background = background
        self._feedback = feedback
        self._first = first

    def export(self, exporter: Exporter | None) -> None:
        """Export the article with its quotes and annotations, in the format that is chosen."""
        article = self._state.article
        if exporter is None or article is None:
            self._feedback.say("There is nothing to export yet.")
            return
        choices = [(code, known.name, known.holds) for code, known in EXPORT_FORMATS.items()]
        choices.sort(key=lambda choice: choice[0] != self._first)

        def chosen(key: str) -> None:
            self._background.run_too("export", self._write(exporter, article, key))

        ask(self._dialogs, "Export this article as", choices, chosen)

    async def _write(self, exporter: Exporter, article: Article, key: str) -> None:
        picture, annotations = self._state.picture, self._state.annotations
        analysis = picture.analysis if picture is not None else None
        made = partial(exporter.export, article, analysis, annotations, key)
        ending = EXPORT_FORMATS[key].ending
        await export(made, article.title, ending, self._feedback.say, self._feedback.warn)
