"""A running analysing process and the line to it: what is sent, what comes back, how it ended.

Messages travel on a socket of their own. What the process prints (a library's warning, somebody's
``sitecustomize``) is no message, wherever it is printed: the last lines are kept, to be said if it ends.
Imported only once a process is needed: a second opening of an article needs none.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from collections import deque
from contextlib import suppress
from pathlib import Path

import msgspec

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
"""Seconds the process is given to say how it ended."""
_LEAVE = 0.3
"""Seconds the process is given to end by itself when nobody wants it any more; it takes milliseconds."""
_STANDSTILL = 2.0
"""Seconds after which a process that somebody stopped (SIGSTOP) is given up."""
_NO_ROOM = -9  # what a kill for want of memory looks like, and any other that allows no answer
Event = Piece | Step | ModelError
"""What comes of a job: a part of its analysis, a step, or its end."""


class ProcessEndedError(ModelError):
    """The process is gone in the middle of its work: killed, for want of memory perhaps, or crashed.

    So is one whose messages cannot be understood: it is ended.
    """


class Link:
    """A process, started with :meth:`open`. ``alive`` until its output ends."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        replies: asyncio.StreamReader,
        requests: asyncio.StreamWriter,
    ) -> None:
        self.process = process
        self.alive = True
        self._replies = replies
        self._requests = requests
        self._stopped_since: float | None = None
        self._said: deque[str] = deque(maxlen=20)
        self._jobs: dict[int, asyncio.Queue[Event]] = {}
        self._printer = asyncio.create_task(self._listen_to_what_is_printed())
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
        environment.pop("PYTHONINSPECT", None)  # it would sit there after its end and wait for a typist
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                started = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-P",  # nothing is imported from the folder the reader stands in
                    "-m",
                    process,
                    str(theirs.fileno()),
                    *([] if model is None else [model]),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.STDOUT,
                    pass_fds=(theirs.fileno(),),
                    env=environment,
                    start_new_session=True,  # ctrl+c at the terminal is the reader's
                )
            return cls(started, *await asyncio.open_connection(sock=ours))
        except OSError as error:
            ours.close()
            raise ModelError(f"The analysis cannot be started: {error.strerror}.") from error

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
        if not self._requests.is_closing():
            self._requests.write(framed(request))

    def look_after(self) -> None:
        """To be called now and then by whoever waits: a process that stands still for long is given up."""
        if not self.alive or not _is_stopped(self.process.pid):
            self._stopped_since = None
        elif self._stopped_since is None:
            self._stopped_since = time.monotonic()
        elif time.monotonic() - self._stopped_since > _STANDSTILL:
            self._end(ModelError("The analysis stands still: its process was stopped by another program."))

    def _end(self, failure: ModelError) -> None:
        """Kill the process and tell whoever waits why."""
        self.alive = False
        with suppress(ProcessLookupError):
            self.process.kill()
        for events in self._jobs.values():
            events.put_nowait(failure)
        self._jobs.clear()

    async def _listen(self) -> None:
        failure: ModelError | None = None
        try:
            while True:
                length = length_in(await self._replies.readexactly(HEADER))
                reply: Reply = decode_reply(await self._replies.readexactly(length))
                if isinstance(reply, Failed) and reply.job == NO_JOB:
                    failure = ModelError(reply.message)
                elif not isinstance(reply, Ready):
                    self._deliver(reply)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the process has ended: said below to whoever waits
        except (msgspec.DecodeError, ValueError, MemoryError):
            self._end(ProcessEndedError("The analysis broke off: its process sent something odd."))
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
            await asyncio.wait_for(asyncio.shield(self._printer), _PATIENCE)
        try:
            code = await asyncio.wait_for(self.process.wait(), _PATIENCE)
        except TimeoutError:
            code = None
        how = f"by signal {-code}" if code is not None and code < 0 else f"with status {code}"
        why = " (is there enough memory?)" if code == _NO_ROOM else ""
        last = next((line for line in reversed(self._said) if line.strip()), "")
        said = f"; its last words: {last}" if last else ""
        return f"The analysis broke off: its process ended {how}{why}{said}."

    async def _listen_to_what_is_printed(self) -> None:
        printed = self.process.stdout
        assert printed is not None
        while some := await printed.read(4096):
            self._said.extend(some.decode("utf-8", "replace").splitlines())

    async def close(self) -> None:
        """End the process and everything that listens to it."""
        self._requests.close()
        try:
            await asyncio.wait_for(self.process.wait(), _LEAVE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
        for task in (self._reader, self._printer):
            task.cancel()
        await asyncio.gather(self._reader, self._printer, return_exceptions=True)


def _is_stopped(pid: int) -> bool:
    """Whether a child of this process stands still, where the system tells."""
    if not hasattr(os, "waitid"):
        return False
    try:
        return os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None
    except OSError:  # it is gone, which is noticed elsewhere
        return False
