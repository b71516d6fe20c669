"""The feed of the analysis: updates are followed as they come, and pictures are built of them in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from tui.app import wording
from tui.app.reader.ports import Background, Feedback
from tui.app.state.picture_builder import PictureBuilder
from tui.app.state.reader_state import ReaderState
from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.errors import ModelError
from tui.domain.labels.languages import unread_notice
from tui.domain.ports import Analyser, Focus


class AnalysisFeed:
    """Keeps ``state.picture`` at what the analysis and the annotations say.

    ``focus`` tells the analyser where the reader is. ``shown`` is called after each new picture, with
    whether the analysis in it is another one, and whether it is the last for now; ``failed`` when no more
    will come; ``found`` with the article and its whole analysis.
    """

    def __init__(
        self,
        state: ReaderState,
        analyser: Analyser,
        focus: Focus,
        background: Background,
        feedback: Feedback,
        shown: Callable[[bool, bool], None],
        failed: Callable[[], None],
        found: Callable[[Article, Analysis], None],
    ) -> None:
        self._state = state
        self._analyser = analyser
        self._focus = focus
        self._background = background
        self._feedback = feedback
        self._shown = shown
        self._failed = failed
        self._found = found
        self._builder: PictureBuilder | None = None
        self._outdated = False  # whether the picture is to be built once more

    def show_article(self, article: Article) -> None:
        """Show an article of which nothing is known yet; :meth:`begin` finds out."""
        self._builder = PictureBuilder(article)
        self._state.take_picture(self._builder.first())
        self._state.report(progress="reading…")

    def begin(self, article: Article) -> None:
        """Analyse the article, or take what was kept of it."""
        self._background.run_latest("analysis", self._follow, article)

    def again(self) -> None:
        """After an analysis that failed: try once more."""
        article = self._state.article
        if article is None or not self._state.trouble:
            self._feedback.say("There is nothing to do again: nothing failed.")
            return
        self._state.report(progress="reading…", trouble="")
        self.begin(article)

    async def _follow(self, article: Article) -> None:
        state = self._state
        try:
            known = await asyncio.to_thread(self._analyser.cached, article)
            if known is not None:
                self._take(known, complete=True)
                return
            updating = self._analyser.analyse(article, focus=self._focus)
            async with aclosing(updating) as updates:  # type: ignore[type-var]
                async for update in updates:
                    if state.article is None or update.article_id != state.article.id:
                        continue
                    if update.notice:
                        self._feedback.warn(update.notice)
                    state.report(progress="" if update.final else wording.progress(update.progress))
                    if update.final or update.analysis is not state.analysis:
                        self._take(update.analysis, complete=update.final)
        except ModelError as error:
            self._failed()
            state.report(progress="", trouble=str(error))
            self._feedback.warn(
                f"{error} {self._feedback.keys_of('analysis.again')} tries again.", severity="error"
            )
            return
        state.report(progress="")

    def _take(self, analysis: Analysis, *, complete: bool) -> None:
        self._state.analysis, self._state.complete = analysis, complete
        if complete:
            self._state.report(progress="")
            if notice := unread_notice(analysis):
                self._feedback.warn(notice)
            if self._state.article is not None:
                self._found(self._state.article, analysis)
        self.rebuild()

    def rebuild(self) -> None:
        """The analysis or the annotations have changed: build another picture."""
        self._outdated = True
        if not self._state.building:
            self._state.building = True
            self._background.run_latest("picture", self._build)

    async def _build(self) -> None:
        """Build in a thread; if something changed meanwhile, once more."""
        state, builder = self._state, self._builder
        try:
            while self._outdated and builder is not None:
                self._outdated = False
                before = state.picture
                picture = await asyncio.to_thread(builder.build, state.analysis, state.annotations)
                state.take_picture(picture)
                other = before is None or before.analysis is not picture.analysis
                self._shown(other, not self._outdated)
        finally:
            state.building = False
