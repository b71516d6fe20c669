"""A running analysing process and the pipes to it: what is sent, what comes back, how it ended.

Imported only once a process is needed: a second opening of an article needs none.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections import deque
from contextlib import suppress
from pathlib import Path

from tui.domain.errors import ModelError
from tui.nlp.identity import identify
from tui.nlp.workers.protocol import (
    HEADER,
    NO_JOB,
    Ask,
    Cancel,
    Failed,
    Look,
    Piece,
    Ready,
    Reply,
    Request,
    Step,
    decode_reply,
    framed,
    length_in,
)

_PATIENCE = 1.0
"""Seconds the process is given to end by itself."""
Event = Piece | Step | ModelError
"""What comes of a job: a part of its analysis, a step, or its end."""


class ProcessEndedError(ModelError):
    """The process is gone in the middle of its work: killed, for want of memory perhaps, or crashed."""


class Link:
    """A process, started with :meth:`open`. ``alive`` until its output ends."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.alive = True
        self._said: deque[str] = deque(maxlen=20)
        self._jobs: dict[int, asyncio.Queue[Event]] = {}
        self._stderr = asyncio.create_task(self._listen_to_stderr())
        self._reader = asyncio.create_task(self._listen())

    @classmethod
    async def open(cls, process: str, model: str | None) -> Link:
        """Run the module ``process``; returns before it has loaded the pipeline. Raises ModelError."""
        identify(model)  # a pipeline that is not there needs no process to say so
        packages = str(Path(__file__).parents[3])
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, (packages, os.environ.get("PYTHONPATH")))),
            "OMP_NUM_THREADS": "1",  # a second thread would only take the core that paints
            "OPENBLAS_NUM_THREADS": "1",
        }
        try:
            started = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # nothing is imported from the folder the reader stands in
                "-m",
                process,
                *([] if model is None else [model]),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=environment,
                start_new_session=True,  # ctrl+c at the terminal is the reader's
            )
        except OSError as error:
            raise ModelError(f"The analysis cannot be started: {error.strerror}.") from error
        return cls(started)

    def ask(self, request: Ask) -> asyncio.Queue[Event]:
        """Ask for an analysis; what comes of it arrives in the queue."""
        events: asyncio.Queue[Event] = asyncio.Queue()
        self._jobs[request.job] = events
        self._send(request)
        return events

    def look(self, job: int, focus: int) -> None:
        """The reader has gone to ``focus`` (code points): that job goes on there."""
        if self.alive:
            self._send(Look(job, focus))

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
        failure: ModelError | None = None
        try:
            while True:
                header = await stdout.readexactly(HEADER)
                reply: Reply = decode_reply(await stdout.readexactly(length_in(header)))
                if isinstance(reply, Failed) and reply.job == NO_JOB:
                    failure = ModelError(reply.message)
                elif not isinstance(reply, Ready):
                    self._deliver(reply)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the process has ended: said below to whoever waits
        finally:
            self.alive = False
            if self._jobs:
                failure = failure or ProcessEndedError(await self._epitaph())
                for events in self._jobs.values():
                    events.put_nowait(failure)

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
        return (
            f"The analysis broke off: its process ended {how}{said}. Open the article again to try once more."
        )

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
