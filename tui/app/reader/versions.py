"""The versions of the article that is open: what changed since it was kept, and in its file meanwhile."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import aclosing

from tui.app.reader.ports import Background, Feedback, Panes
from tui.app.state.reader_state import ReaderState
from tui.app.state.services import Services
from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.collection.changes import Changes, changes, in_one_line
from tui.domain.errors import LibraryError, ModelError, SaysoError, SourceError
from tui.domain.kept import Version
from tui.domain.text.phrases import shortened

Show = Callable[[Changes, Sequence[Version]], None]
Confirmed = Callable[[Article, Analysis | None], None]
_Stamp = tuple[int, int, int]


class Versions:
    """``show`` shows changes on a screen; ``reopen`` puts another text of the article on this one."""

    group = "versions"

    def __init__(
        self,
        state: ReaderState,
        services: Services,
        panes: Panes,
        background: Background,
        feedback: Feedback,
        show: Show,
        reopen: Callable[[Article], None],
    ) -> None:
        self._state = state
        self._services = services
        self._panes = panes
        self._background = background
        self._feedback = feedback
        self._show = show
        self._reopen = reopen
        self._asked = False  # whether what changed is to be shown once the quotes are known
        self._news = False  # whether the text is another one than was kept, and that is not told yet
        self._stamp: _Stamp | None = None  # of the file when it was last looked at
        self._changing: _Stamp | None = None  # of the file when it was seen changed: it may be half written

    # ── what changed since it was kept ───────────────────────────────────────────────────────────────────

    def text_changed(self) -> None:
        """Another text was kept before this one: tell what changed, once the quotes are known."""
        self._news = True

    def show(self) -> None:
        """Show what changed since the version before; once the quotes are known."""
        if self._state.article is None:
            return
        self._asked = not self._is_read
        if self._asked:
            self._feedback.say("The quotes are still being read: what changed is shown then.")
        else:
            self._background.run_latest(self.group, self._show_changes)

    async def _show_changes(self) -> None:
        try:
            versions = await self._versions()
            found = await self.since(None)
        except SaysoError as error:
            self._feedback.say(str(error))
            return
        self._news = False
        self._show(found, versions)

    async def _tell(self) -> None:
        try:
            found = await self.since(None)
        except SaysoError:
            return  # what was kept before is gone again: nothing to tell
        if found.words_changed:
            key = self._feedback.keys_of("changes.show")
            self._feedback.warn(f"Changed since it was kept: {in_one_line(found)}. {key} shows it.")

    async def since(self, text_hash: str | None) -> Changes:
        """What changed since the version with that text, or since the one before. Raises SaysoError."""
        article = self._state.article
        if article is None:
            raise LibraryError("No article is open.")
        if text_hash is None:
            older = [one for one in await self._versions() if one.text_hash != article.text_hash]
            if not older:
                raise LibraryError("Only this version of the article is kept: nothing has changed.")
            text_hash = older[-1].text_hash
        wanted = text_hash
        before = await self._services.articles.call(lambda store: store.kept(article.id, wanted))
        if before is None:
            raise LibraryError("That version is not kept any more.")
        now = self._state.analysis if self._state.complete else None
        was = await self._analysis(before.article, before.analysis, now) if now is not None else None
        return await asyncio.to_thread(changes, before.article, article, was, now)

    async def _versions(self) -> list[Version]:
        article = self._state.article
        if article is None or not self._services.articles.available:
            return []
        return await self._services.articles.call(lambda store: store.versions(article.id))

    async def _analysis(self, article: Article, kept: Analysis | None, now: Analysis) -> Analysis | None:
        """What is said in an older text, found by the pipeline of the newer one; None if that fails."""
        analyser = self._services.analyser
        known = await asyncio.to_thread(analyser.cached, article)
        if known is not None:
            return known
        by = (now.pipeline, now.pipeline_version)
        if kept is not None and (kept.pipeline, kept.pipeline_version) == by:
            return kept
        self._feedback.say("Reading the version before …")
        found = None
        try:
            async with aclosing(analyser.analyse(article)) as updates:  # type: ignore[type-var]
                async for update in updates:
                    if update.final:
                        found = update.analysis
        except ModelError:
            return None
        return found

    @property
    def _is_read(self) -> bool:
        return self._state.complete or bool(self._state.trouble)

    # ── another text at its source ───────────────────────────────────────────────────────────────────────

    async def poll(self) -> None:
        """Tell what is to be told, and look whether another program wrote the file."""
        if self._is_read and (self._asked or self._news):
            self._background.run_latest(self.group, self._show_changes if self._asked else self._tell)
            self._asked = self._news = False
        article = self._state.article
        if article is None or "://" in article.source:
            return
        stamp = await asyncio.to_thread(_stamp, article.source)
        if self._stamp is None or stamp is None:
            self._stamp = stamp or self._stamp
            return
        if stamp == self._stamp:
            return
        if stamp != self._changing:  # wait until it rests: it may be half written
            self._changing = stamp
            return
        self._stamp, self._changing = stamp, None
        self._background.run_latest("newer", self._look, article)

    async def _look(self, article: Article) -> None:
        """Read the file that changed, and say so if its text did."""
        newer = await self._loaded(article)
        if newer is not None and newer.text_hash != article.text_hash:
            await self._tell_of(article, newer)

    async def _tell_of(self, article: Article, newer: Article) -> None:
        found = await asyncio.to_thread(changes, article, newer)
        key = self._feedback.keys_of("analysis.again")
        name = shortened(article.source.rstrip("/").rpartition("/")[2], 60)
        self._feedback.warn(f"{name} was changed meanwhile: {in_one_line(found)}. {key} reads it again.")

    async def _loaded(self, article: Article) -> Article | None:
        try:
            newer = await self._services.load(article.source)
        except SourceError:
            return None  # it is being written, or gone: what is open stays
        return newer if newer.id == article.id else None

    def read_meanwhile(self, confirmed: Confirmed) -> None:
        """What is shown is what its address gave the last time: read that again, and show it if it differs.

        ``confirmed`` is called with the article if it does not, and with its analysis if that is complete.
        """
        article = self._state.article
        if article is not None:
            self._background.run_latest("newer", self._read_meanwhile, article, confirmed)

    async def _read_meanwhile(self, article: Article, confirmed: Confirmed) -> None:
        try:
            newer = await self._services.load(article.source)
        except SourceError as error:
            self._feedback.warn(f"This is its text as it was the last time. {error}")
            return
        if notice := self._services.loader.notice(newer.id):
            self._feedback.warn(notice)
        elif newer.text_hash == article.text_hash:
            confirmed(article, self._state.analysis if self._state.complete else None)
        elif newer.id == article.id:
            if self._panes.reading:
                self._reopen(newer)
            else:  # something is being written or looked at that hangs on this text
                await self._tell_of(article, newer)

    def read_again(self) -> None:
        """Read the source again, and show its text if that is another one."""
        article = self._state.article
        if article is not None:
            self._background.run_latest("newer", self._read_again, article)

    async def _read_again(self, article: Article) -> None:
        self._feedback.say("Reading it again …")
        try:
            newer = await self._services.load(article.source)
        except SourceError as error:
            self._feedback.warn(f"It cannot be read again: {error}", severity="error")
            return
        if notice := self._services.loader.notice(newer.id):
            self._feedback.warn(notice)
        elif newer.id != article.id:
            self._feedback.say("It is part of another source: that one is to be opened again.")
        elif newer.text_hash == article.text_hash:
            self._feedback.say("The text is as it was.")
        else:
            self._reopen(newer)


def _stamp(path: str) -> _Stamp | None:
    """When a plain file was last written, its size, and which file it is; None: there is none."""
    try:
        known = os.stat(path)  # noqa: PTH116  (a source that is no path gives an error, too)
    except (OSError, ValueError):
        return None
    return known.st_mtime_ns, known.st_size, known.st_ino
