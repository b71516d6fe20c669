"""The reader's side of the analysing process: starts it, asks it, and survives its end.

Nothing here imports spaCy. An analysis that the cache holds needs no process at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from itertools import count
from typing import TYPE_CHECKING, Protocol

import msgspec

from tui.domain.analysis import Actor, Analysis, Mention, Progress, Quote, Update
from tui.domain.article import Article
from tui.domain.errors import ModelError
from tui.domain.ports import Focus, at_beginning

if TYPE_CHECKING:
    from tui.nlp.identity import Identity
    from tui.nlp.workers.link import Link

GRACE = 0.15
"""Seconds between ``start`` and the process: time enough to read a file and to find its analysis kept."""
_GLANCE = 0.2  # seconds between two looks at where the reader is


class Keeps(Protocol):
    """A store of analyses by key, such as the library's cache. Blocking."""

    def get(self, key: str) -> Analysis | None: ...

    def put(self, key: str, analysis: Analysis) -> object: ...


class RemoteAnalyser:
    """Analyses articles in a process of its own; implements ``domain.ports.Analyser``.

    Its methods, but for ``cached``, belong to the event loop that ``start`` or ``analyse`` was first called
    in. Several articles may be asked for at once; they are analysed in turn.
    """

    def __init__(
        self,
        model: str | None = None,
        cache: Keeps | None = None,
        *,
        process: str = "tui.nlp.workers.server",
        grace: float = GRACE,
    ) -> None:
        """``process`` is the module that runs ``worker.serve``, perhaps with a store of its own."""
        self._model = model
        self._process = process
        self._cache = cache
        self._grace = grace
        self._warming: asyncio.TimerHandle | None = None
        self._opening: asyncio.Task[Link] | None = None
        self._unwanted = False
        self._numbers = count()

    @property
    def process_id(self) -> int | None:
        """The process that analyses, if there is one now."""
        link = self._link
        return None if link is None else link.process.pid

    @property
    def _link(self) -> Link | None:
        opening = self._opening
        if opening is None or not opening.done() or opening.cancelled() or opening.exception() is not None:
            return None
        return opening.result() if opening.result().alive else None

    def start(self) -> None:
        """Start the process after ``GRACE`` seconds, unless ``cached`` has found an analysis by then."""
        if self._warming is None and self._opening is None:
            self._unwanted = False
            self._warming = asyncio.get_running_loop().call_later(self._grace, self._warm)

    def _warm(self) -> None:
        self._warming = None
        if not self._unwanted and self._opening is None:
            self._opening = asyncio.create_task(self._open())
            # Whoever asks for an analysis awaits it and learns of a failure; nobody may ever ask.
            self._opening.add_done_callback(lambda task: task.cancelled() or task.exception())

    async def _open(self) -> Link:
        from tui.nlp.workers.link import Link

        return await Link.open(self._process, self._model)

    def cached(self, article: Article) -> Analysis | None:
        """The analysis of this text by this pipeline and code, if it was kept. May be called in a thread.

        Where it was, a process that ``start`` has not yet started stays unstarted.
        """
        if self._cache is None:
            return None
        try:
            analysis = self._cache.get(self._identity().key(article))
        except ModelError:
            return None  # analyse() says what is wrong
        if analysis is not None:
            self._unwanted = True
        return analysis

    def _identity(self) -> Identity:
        from tui.nlp.identity import identify

        return identify(self._model)

    async def analyse(self, article: Article, *, focus: Focus = at_beginning) -> AsyncIterator[Update]:
        """Updates as they come, the passage at ``focus()`` (code points) first; the last one is final.

        The focus is asked for again and again. Closing the iterator cancels the work. A text whose
        analysis was kept gives one update, from the cache. A process that ends before its time is started
        anew once, and the work with it, which the next update says. Raises ModelError with one sentence if
        the pipeline is missing, or that process breaks off too; the next call starts a new one.
        """
        identity = self._identity()
        kept = await asyncio.to_thread(self.cached, article)
        if kept is not None:
            total = len(article.paragraphs)
            yield Update(article.id, kept, Progress(total, total), final=True)
            return
        from tui.nlp.workers.link import ProcessEndedError

        notice = ""
        for attempt in (1, 2):
            try:
                async with aclosing(self._asked(article, focus, identity)) as updates:
                    async for update in updates:
                        yield msgspec.structs.replace(update, notice=notice) if notice else update
                        notice = ""
                return
            except ProcessEndedError as error:
                if attempt == 2:
                    raise
                notice = f"{error} It was started anew."

    async def _asked(self, article: Article, focus: Focus, identity: Identity) -> AsyncGenerator[Update]:
        """The updates of one process, from asking it to the final one, which is kept."""
        from tui.nlp.workers.protocol import Ask, Piece

        link = await self._linked()
        job = next(self._numbers)
        looked = focus()
        events = link.ask(Ask(job, article, looked))
        known = Analysis(article.text_hash, identity.name, identity.version)
        mentions: list[Mention] = []
        actors: list[Actor] = []
        quotes: list[Quote] = []
        final = False
        try:
            while not final:
                if (now := focus()) != looked:
                    looked = now
                    link.look(job, looked)
                try:
                    # wait_for() would lose a cancellation in Python 3.11.
                    async with asyncio.timeout(_GLANCE):
                        event = await events.get()
                except TimeoutError:
                    link.look_after()
                    continue
                if isinstance(event, ModelError):
                    raise event
                if isinstance(event, Piece):
                    mentions += event.mentions
                    actors += event.actors
                    quotes += event.quotes
                    continue
                if event.fresh:
                    known = Analysis(
                        article.text_hash,
                        identity.name,
                        identity.version,
                        tuple(mentions),
                        tuple(actors),
                        tuple(quotes),
                        event.language,
                        event.unread,
                    )
                    mentions, actors, quotes = [], [], []
                final = event.final
                if final and self._cache is not None:
                    # Kept before it is shown: whoever saw the end finds it again.
                    await asyncio.to_thread(self._cache.put, identity.key(article), known)
                yield Update(article.id, known, event.progress, final)
        finally:
            link.leave(job, cancel=not final)

    async def _linked(self) -> Link:
        """The running process, started anew if there is none or if it has ended."""
        if self._warming is not None:
            self._warming.cancel()
            self._warming = None
        while True:
            if self._opening is None:
                self._opening = asyncio.create_task(self._open())
            opening = self._opening
            try:
                link = await asyncio.shield(opening)
            except ModelError:
                if self._opening is opening:
                    self._opening = None
                raise
            if link.alive:
                return link
            if self._opening is opening:
                self._opening = None

    async def close(self) -> None:
        """End the process, by force if it does not go at once."""
        if self._warming is not None:
            self._warming.cancel()
            self._warming = None
        self._unwanted = True
        opening, self._opening = self._opening, None
        if opening is None:
            return
        try:
            link = await opening
        except ModelError:
            return
        await link.close()
