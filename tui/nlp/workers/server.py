"""The analysing process: ``python -m tui.nlp.workers.server SOCKET [MODEL]``, messages on that descriptor.

Run as itself it keeps nothing; whoever has a store for what long texts hold runs :func:`serve` with it.

It runs at low priority, so that the reader's keys stay quick, and ends as soon as its reader does: one that
dies in whatever way leaves no process behind.
"""

from __future__ import annotations

import gc
import os
import queue
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from tui.domain.errors import ModelError
from tui.domain.memory import give_back
from tui.nlp.failures import broke_off
from tui.nlp.workers.protocol import (
    NO_JOB,
    Ask,
    Failed,
    Look,
    Ready,
    Reply,
    Step,
    decode_request,
    framed,
    pieces_of,
    read_body,
)

if TYPE_CHECKING:
    from spacy.language import Language

    from tui.nlp.findings import KeepsParts
    from tui.nlp.identity import Identity

_NICE = 10
"""How much priority is given up. With it a key was answered as fast as with no analysis going on."""


class _Inbox:
    """Takes requests in on a thread of its own, so that one can be cancelled while it runs."""

    def __init__(self, stream: BinaryIO) -> None:
        self.asked: queue.SimpleQueue[Ask] = queue.SimpleQueue()
        self._stream = stream
        self._cancelled: set[int] = set()
        self._looked: dict[int, int] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def cancelled(self, job: int) -> bool:
        """Whether that job is wanted no more."""
        return job in self._cancelled

    def focus(self, ask: Ask) -> int:
        """Where its reader is now, as far as is known."""
        return self._looked.get(ask.job, ask.focus)

    def _listen(self) -> None:
        try:
            self._take_in()
        except Exception as error:  # noqa: BLE001  (whatever it was, nobody would hear of it here)
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)  # the reader is gone; nothing here is worth finishing

    def _take_in(self) -> None:
        while (body := read_body(self._stream)) is not None:
            request = decode_request(body)
            if isinstance(request, Ask):
                self.asked.put(request)
            elif isinstance(request, Look):
                self._looked[request.job] = request.focus
            else:
                self._cancelled.add(request.job)


def serve(store: KeepsParts | None = None) -> int:
    """Serve requests until the reader leaves; returns 1 if the pipeline cannot be loaded.

    The socket to the reader and the pipeline are those that the command line names, without the second the
    bundled one.
    """
    if hasattr(os, "nice"):
        os.nice(_NICE)
    line = int(sys.argv[1])
    os.set_inheritable(line, False)
    out = os.fdopen(os.dup(line), "wb")
    inbox = _Inbox(os.fdopen(line, "rb"))

    def send(reply: Reply) -> None:
        out.write(framed(reply))
        out.flush()

    model = sys.argv[2] if len(sys.argv) > 2 else None
    try:
        import tui.nlp.analysis  # noqa: F401  (now, not when the first article waits for it)
        from tui.nlp.identity import identify
        from tui.nlp.pipeline import load

        nlp, identity = load(model), identify(model)
    except ModelError as error:
        send(Failed(NO_JOB, str(error)))
        return 1
    except Exception as error:  # noqa: BLE001  (no memory, say: the reader is told in one line)
        send(Failed(NO_JOB, broke_off(error)))
        return 1
    gc.collect()
    gc.freeze()  # the pipeline stays for good: no collection needs to look at it again
    send(Ready())
    try:
        while True:
            _answer(nlp, identity, inbox.asked.get(), inbox, send, store)
            give_back()  # of 12,000 words 10 MB, while the next article is waited for
    except BrokenPipeError:
        return 0


def _answer(
    nlp: Language,
    identity: Identity,
    ask: Ask,
    inbox: _Inbox,
    send: Callable[[Reply], None],
    store: KeepsParts | None,
) -> None:
    """Analyse one article, sending what is found on the way. Raises BrokenPipeError if nobody listens."""
    from tui.nlp.analysis import analyse

    job, sent = ask.job, None
    try:
        cancelled = partial(inbox.cancelled, job)
        focus = partial(inbox.focus, ask)
        updates = analyse(nlp, identity, ask.article, focus=focus, cancelled=cancelled, store=store)
        for update in updates:
            fresh = update.analysis is not sent
            if fresh:
                for piece in pieces_of(job, update.analysis):
                    send(piece)
                sent = update.analysis
            told = update.analysis
            send(Step(job, update.progress, fresh, update.final, told.language, told.unread))
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  (one odd article must not end the process)
        send(Failed(job, broke_off(error)))


if __name__ == "__main__":
    raise SystemExit(serve())
