"""One article's time on the screen: opened, followed while others write, ended."""

from __future__ import annotations

import asyncio
from typing import Protocol

from tui.app.reader.controllers import Controllers, Host
from tui.app.state.services import Services
from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.errors import LibraryError, SaysoError

_WRITING, _KEEPING = 10, 5  # seconds that writing, and keeping the position, may take at the end


class Writers(Protocol):
    """Work in the background that is waited for."""

    async def wait_for(self, group: str, seconds: float) -> None:
        """Wait for the work of a group. Raises TimeoutError."""
        ...


class Session:
    def __init__(
        self,
        services: Services,
        controllers: Controllers,
        host: Host,
        writers: Writers,
    ) -> None:
        self._services = services
        self._controllers = controllers
        self._host = host
        self._writers = writers
        self._said = ""  # what was last said to be wrong with the library

    async def load(self, source: str) -> Article:
        """The article at a source. The analyser gets ready meanwhile. Raises SourceError."""
        loader, clean = self._services.loader, self._services.clean
        loading = asyncio.create_task(asyncio.to_thread(loader.load, source, clean=clean))
        try:
            self._services.analyser.start()
            return await loading
        except asyncio.CancelledError:
            loader.give_up()
            raise

    async def begin(self, article: Article) -> None:
        """Go where the reader stopped the last time, show what was noted, and begin to analyse."""
        controllers = self._controllers
        controllers.feed.show_article(article)
        try:
            if await controllers.position.restore():
                controllers.navigator.restored()
            await controllers.store.read()
        except SaysoError as error:
            self._host.warn(str(error), severity="error")
        if self._services.loader.is_of_last_time(article.id):
            controllers.keeper.doubt(article)
            controllers.versions.read_meanwhile(self._confirmed)
        controllers.feed.begin(article)
        controllers.keeper.keep(article)
        if notice := self._services.loader.notice(article.id):
            self._host.warn(notice)

    def _confirmed(self, article: Article, analysis: Analysis | None) -> None:
        """The text is what its address still gives; ``analysis``: if it is complete."""
        self._controllers.keeper.doubt(None)
        self._controllers.keeper.keep(article, analysis)

    async def poll(self) -> None:
        """See what others wrote, and keep the position when the reader rests."""
        await self._controllers.versions.poll()
        if not self._services.library.available:
            return
        try:
            await self._controllers.store.read_if_changed()
            await self._controllers.position.keep_at_rest()
        except LibraryError as error:
            if str(error) != self._said:
                self._said = str(error)
                self._host.warn(self._said, severity="error")

    async def finish(self) -> str:
        """End the analysis and keep the position. What could not be kept, in words; empty: nothing."""
        for group in ("open", "analysis", "picture"):  # none of them finds its widgets any more
            self._host.cancel(group)
        try:
            await self._writers.wait_for(self._controllers.store.group, _WRITING)
            await self._writers.wait_for(self._controllers.keeper.group, _KEEPING)
            await asyncio.wait_for(self._controllers.position.keep(), _KEEPING)
        except (LibraryError, TimeoutError) as error:
            return f"The reading position was not kept: {error}"
        return ""
