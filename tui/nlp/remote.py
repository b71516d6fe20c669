"""The reader's side of the analysing process: starts it, asks it, and survives its end.

Nothing here imports spaCy. An analysis that the cache holds needs no process at all.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Protocol

from tui.domain.analysis import Actor, Analysis, Mention, Progress, Quote, Update
from tui.domain.article import Article
from tui.domain.errors import ModelError
from tui.nlp.identity import Identity, identify
from tui.nlp.worker_protocol import (
    HEADER,
    NO_JOB,
    Ask,
    Cancel,
    Failed,
    Piece,
    Ready,
    Reply,
    Request,
    Step,
    decode_reply,
    framed,
    length_in,
)

GRACE = 0.15
"""Seconds between ``start`` and the process: time enough to read a file and to find its analysis kept."""
_PATIENCE = 1.0
"""Seconds the process is given to end by itself."""
_Event = Piece | Step | ModelError


class Keeps(Protocol):
    """A store of analyses by key, such as the library's cache. Blocking."""

    def get(self, key: str) -> Analysis | None: ...

    def put(self, key: str, analysis: Analysis) -> object: ...


class RemoteAnalyser:
    """Analyses articles in a process of its own; implements ``domain.ports.Analyser``.

    Its methods, but for ``cached``, belong to the event loop that ``start`` or ``analyse`` was first called
    in. Several articles may be asked for at once; they are analysed in turn.
    """

    def __init__(self, model: str | None = None, cache: Keeps | None = None, *, grace: float = GRACE) -> None:
        self._model = model
        self._cache = cache
        self._grace = grace
        self._warming: asyncio.TimerHandle | None = None
        self._opening: asyncio.Task[_Link] | None = None
        self._unwanted = False
        self._numbers = count()

    @property
    def process_id(self) -> int | None:
        """The process that analyses, if there is one now."""
        link = self._link
        return None if link is None else link.process.pid

    @property
    def _link(self) -> _Link | None:
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
            self._opening = asyncio.create_task(_Link.open(self._model))
            # Whoever asks for an analysis awaits it and learns of a failure; nobody may ever ask.
            self._opening.add_done_callback(lambda task: task.cancelled() or task.exception())

    def cached(self, article: Article) -> Analysis | None:
        """The analysis of this text by this pipeline and code, if it was kept. May be called in a thread.

        Where it was, a process that ``start`` has not yet started stays unstarted.
        """
        if self._cache is None:
            return None
        try:
            analysis = self._cache.get(self._identity().key(article.text_hash))
        except ModelError:
            return None  # analyse() says what is wrong
        if analysis is not None:
            self._unwanted = True
        return analysis

    def _identity(self) -> Identity:
        return identify(self._model)

    async def analyse(self, article: Article, *, focus: int = 0) -> AsyncIterator[Update]:
        """Updates as they come, the passage at ``focus`` (code points) first; the last one is final.

        Closing the iterator cancels the work. A text whose analysis was kept gives one update, from the
        cache. Raises ModelError with one sentence if the pipeline is missing or the process breaks off; the
        next call starts a new one.
        """
        identity = self._identity()
        kept = await asyncio.to_thread(self.cached, article)
        if kept is not None:
            total = len(article.paragraphs)
            yield Update(article.id, kept, Progress(total, total), final=True)
            return
        link = await self._linked()
        job = next(self._numbers)
        events = link.ask(Ask(job, article, focus))
        known = Analysis(article.text_hash, identity.name, identity.version)
        mentions: list[Mention] = []
        actors: list[Actor] = []
        quotes: list[Quote] = []
        final = False
        try:
            while not final:
                event = await events.get()
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
                    )
                    mentions, actors, quotes = [], [], []
                final = event.final
                if final and self._cache is not None:
                    # Kept before it is shown: whoever saw the end finds it again.
                    await asyncio.to_thread(self._cache.put, identity.key(article.text_hash), known)
                yield Update(article.id, known, event.progress, final)
        finally:
            link.leave(job, cancel=not final)

    async def _linked(self) -> _Link:
        """The running process, started anew if there is none or if it has ended."""
        if self._warming is not None:
            self._warming.cancel()
            self._warming = None
        while True:
            if self._opening is None:
                self._opening = asyncio.create_task(_Link.open(self._model))
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


class _Link:
    """A running process and the pipes to it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.alive = True
        self._said: deque[str] = deque(maxlen=20)
        self._jobs: dict[int, asyncio.Queue[_Event]] = {}
        self._stderr = asyncio.create_task(self._listen_to_stderr())
        self._reader = asyncio.create_task(self._listen())

    @classmethod
    async def open(cls, model: str | None) -> _Link:
        """Start the process; returns once it runs, before it has loaded the pipeline. Raises ModelError."""
        identify(model)  # a pipeline that is not there needs no process to say so
        packages = str(Path(__file__).parents[2])
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, (packages, os.environ.get("PYTHONPATH")))),
            "OMP_NUM_THREADS": "1",  # a second thread would only take the core that paints
            "OPENBLAS_NUM_THREADS": "1",
        }
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # nothing is imported from the folder the reader stands in
                "-m",
                "tui.nlp.worker",
                *([] if model is None else [model]),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=environment,
                start_new_session=True,  # ctrl+c at the terminal is the reader's
            )
        except OSError as error:
            raise ModelError(f"The analysis cannot be started: {error.strerror}.") from error
        return cls(process)

    def ask(self, request: Ask) -> asyncio.Queue[_Event]:
        """Ask for an analysis; what comes of it arrives in the queue."""
        events: asyncio.Queue[_Event] = asyncio.Queue()
        self._jobs[request.job] = events
        self._send(request)
        return events

    def leave(self, job: int, *, cancel: bool) -> None:
        """Expect nothing more of a job, and stop it if asked to."""
        if self._jobs.pop(job, None) is not None and cancel and self.alive:
            self._send(Cancel(job))

    def _send(self, request: Request) -> None:
        stdin = self.process.stdin
        assert stdin is not None
        if not stdin.is_closing():
            stdin.write(framed(request))

    async def _listen(self) -> None:
        stdout = self.process.stdout
        assert stdout is not None
        failure = ""
        try:
            while True:
                header = await stdout.readexactly(HEADER)
                reply: Reply = decode_reply(await stdout.readexactly(length_in(header)))
                if isinstance(reply, Failed) and reply.job == NO_JOB:
                    failure = reply.message
                elif not isinstance(reply, Ready):
                    self._deliver(reply)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the process has ended: said below to whoever waits
        finally:
            self.alive = False
            if self._jobs:
                failure = failure or await self._epitaph()
            for events in self._jobs.values():
                events.put_nowait(ModelError(failure))

    def _deliver(self, reply: Piece | Step | Failed) -> None:
        events = self._jobs.get(reply.job)
        if events is not None:
            events.put_nowait(ModelError(reply.message) if isinstance(reply, Failed) else reply)

    async def _epitaph(self) -> str:
        """One sentence on how the process ended."""
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self._stderr), _PATIENCE)
        try:
            code = await asyncio.wait_for(self.process.wait(), _PATIENCE)
        except TimeoutError:
            code = None
        how = f"by signal {-code}" if code is not None and code < 0 else f"with status {code}"
        last = next((line for line in reversed(self._said) if line.strip()), "")
        said = f"; its last words: {last}" if last else ""
        return f"The analysis broke off: its process ended {how}{said}. Open the article again for a new one."

    async def _listen_to_stderr(self) -> None:
        stderr = self.process.stderr
        assert stderr is not None
        while line := await stderr.read(4096):
            self._said.extend(line.decode("utf-8", "replace").splitlines())

    async def close(self) -> None:
        """End the process and everything that listens to it."""
        stdin = self.process.stdin
        assert stdin is not None
        with suppress(ConnectionError):
            stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), _PATIENCE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
        for task in (self._reader, self._stderr):
            task.cancel()
        await asyncio.gather(self._reader, self._stderr, return_exceptions=True)
