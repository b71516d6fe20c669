"""Many articles analysed: in this process if they are few, else on all cores, in order either way.

Nothing here imports spaCy in the calling process while a pool does the work. Memory is bounded: articles are
taken from the iterable as they are needed, and at most a few batches are under way at once.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

import msgspec

from tui.domain.analysis import Analysis, Progress
from tui.domain.article import Article
from tui.domain.decoding import decoder
from tui.domain.errors import ModelError
from tui.nlp.failures import broke_off
from tui.nlp.identity import Identity, identify
from tui.nlp.workers.protocol import whole

if TYPE_CHECKING:
    from spacy.language import Language

    from tui.nlp.findings import KeepsParts

Result = Analysis | ModelError
Item = tuple[Article, Analysis | None]
"""An article, and its analysis where that is known already (from the cache)."""

_LETTERS_A_BATCH = 24_000
"""Code points a batch holds at least (some 4,000 words, one second), the last one aside."""
_LETTERS_IN_PROCESS = 3 * _LETTERS_A_BATCH
"""Below this a pool costs more (each process loads the pipeline) than it saves."""


_ONE_AT_A_TIME = (
    threading.Lock()
)  # a cluster's worker may have several threads; a pipeline is not made for that


class _Outcome(msgspec.Struct, frozen=True):
    """What came of one article in another process: an analysis or a sentence."""

    analysis: Analysis | None = None
    error: str = ""


_encode = msgspec.msgpack.Encoder().encode
_decode_articles = decoder(list[Article]).decode
_decode_outcomes = decoder(list[_Outcome]).decode


class _Batch(msgspec.Struct):
    """Consecutive articles that are analysed together, and those between them that are known already."""

    items: list[Item] = []
    letters: int = 0
    future: Future[bytes] | None = None

    def unknown(self) -> list[Article]:
        return [article for article, known in self.items if known is None]


def cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def analyse_all(
    items: Iterable[Item],
    *,
    model: str | None = None,
    jobs: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    store: KeepsParts | None = None,
) -> Iterator[tuple[Article, Result]]:
    """Each article with its analysis, or with the ModelError that says why it has none, in order.

    ``jobs`` is the number of processes, by default one for each core. Raises ModelError if the pipeline is
    missing or unfit. A process that is killed costs nothing: what it had is analysed again, and an article
    that brings a process down twice is given up alone. The only one that is not known, if it is long, goes on
    from what ``store`` has of it; ``progress`` is told how far the only article of all is.
    """
    jobs = 1 if _starts_unsafely() else jobs or cores()
    source = iter(items)
    head, letters, unknown = [], 0, 0
    for item in source:
        head.append(item)
        if item[1] is None:
            letters += len(item[0].text)
            unknown += 1
        if letters >= _LETTERS_IN_PROCESS and unknown > 1 and jobs > 1:
            break
    else:
        yield from _in_process(head, model, progress, store)
        return
    identify(model)
    yield from _Pool(model, jobs).run(_batches(_chained(head, source)))


def _chained(head: list[Item], rest: Iterator[Item]) -> Iterator[Item]:
    yield from head
    head.clear()
    yield from rest


def _in_process(
    items: Sequence[Item],
    model: str | None,
    progress: Callable[[Progress], None] | None,
    store: KeepsParts | None,
) -> Iterator[tuple[Article, Result]]:
    unknown = sum(known is None for _, known in items)
    if not unknown:
        yield from ((article, known) for article, known in items if known is not None)
        return
    nlp, identity = loaded(model)
    if unknown == 1:
        told = progress if len(items) == 1 else None
        for article, known in items:
            yield article, known or _only(nlp, identity, article, told, store)
        return
    for batch in _batches(items):
        yield from _joined(batch, iter(_outcomes(nlp, identity, batch.unknown())))


def _batches(items: Iterable[Item]) -> Iterator[_Batch]:
    batch = _Batch()
    for article, known in items:
        batch.items.append((article, known))
        batch.letters += len(article.text) if known is None else 0
        if batch.letters >= _LETTERS_A_BATCH or len(batch.items) >= 200:
            yield batch
            batch = _Batch()
    if batch.items:
        yield batch


def _joined(batch: _Batch, outcomes: Iterator[_Outcome]) -> Iterator[tuple[Article, Result]]:
    for article, known in batch.items:
        if known is not None:
            yield article, known
            continue
        outcome = next(outcomes)
        yield article, outcome.analysis or ModelError(outcome.error)


@lru_cache(maxsize=1)
def loaded(model: str | None) -> tuple[Language, Identity]:
    """The pipeline, loaded once a process. Raises ModelError."""
    from tui.nlp.pipeline import load

    return load(model), identify(model)


def _only(
    nlp: Language,
    identity: Identity,
    article: Article,
    progress: Callable[[Progress], None] | None,
    store: KeepsParts | None,
) -> Result:
    """An article that is not one of many."""
    from tui.nlp.analysis import analysis_told

    try:
        return analysis_told(nlp, identity, article, progress or (lambda _: None), store)
    except Exception as error:  # noqa: BLE001  (whatever it was, the article is named with it)
        return ModelError(broke_off(error))


def _outcomes(nlp: Language, identity: Identity, articles: Sequence[Article]) -> list[_Outcome]:
    """Analyse articles together; if that fails, one by one, so that only the one at fault is lost."""
    from tui.nlp.analysis import analyses_of

    try:
        return [_Outcome(analysis) for analysis in analyses_of(nlp, identity, articles)]
    except Exception as error:  # noqa: BLE001  (whatever it was, the article is named with it)
        if len(articles) == 1:
            return [_Outcome(error=broke_off(error))]
    return [outcome for article in articles for outcome in _outcomes(nlp, identity, [article])]


def analyse_packed(model: str | None, packed: bytes) -> bytes:
    """Articles in, outcomes out, both as msgpack: what a process of a pool or of a cluster runs.

    Raises ModelError if the pipeline is missing or unfit.
    """
    with _ONE_AT_A_TIME:
        nlp, identity = loaded(model)
        return _encode(_outcomes(nlp, identity, _decode_articles(packed)))


def pack(articles: Sequence[Article]) -> bytes:
    """Articles as ``analyse_packed`` takes them."""
    try:
        return _encode(articles)
    except UnicodeEncodeError:
        return _encode([whole(article) for article in articles])


def unpack(packed: bytes, batch: Sequence[Item]) -> Iterator[tuple[Article, Result]]:
    """The items of a batch joined with what ``analyse_packed`` made of those not known before."""
    return _joined(_Batch(list(batch)), iter(_decode_outcomes(packed)))


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in batches that are worth sending to another process."""
    return (batch.items for batch in _batches(items))


def _set_up() -> None:
    """In a new process of the pool: end at ctrl+c at once, without a traceback, and with whoever started it.

    A pool's processes hold the pipe to each other open, so none of them notices by itself that nobody is
    left to give it work: after a ``kill``, or a terminal that was closed, they would wait for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _starts_unsafely() -> bool:
    """Whether a new process would look for modules in the current folder, whatever it is told.

    ``python -E`` has multiprocessing start Python with ``-E`` too: that hears no environment variable.
    """
    return bool(sys.flags.ignore_environment and not sys.flags.safe_path)


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Let ctrl+c wait, here and in the processes started within until they are set up for it.

    A Python that is just starting would meet it with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Started within, multiprocessing's tracker would let the signals through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


class _Pool:
    """Processes that analyse batches, replaced when one of them dies."""

    def __init__(self, model: str | None, jobs: int) -> None:
        self._model = model
        self._jobs = jobs
        self._others = set(multiprocessing.active_children())
        self._running: ProcessPoolExecutor | None = None

    def run(self, source: Iterator[_Batch]) -> Iterator[tuple[Article, Result]]:
        """The results of the batches, in order."""
        waiting: deque[_Batch] = deque()
        try:
            while True:
                while len(waiting) < 2 * self._jobs and (batch := next(source, None)) is not None:
                    waiting.append(batch)
                    batch.future = self._submitted(batch.unknown(), self._jobs)
                if not waiting:
                    break
                future = waiting[0].future
                assert future is not None
                try:
                    packed = future.result()
                except BrokenProcessPool:
                    yield from self._carefully(waiting)
                    continue
                yield from _joined(waiting.popleft(), iter(_decode_outcomes(packed)))
        finally:
            # Nothing is under way here unless nobody wants the rest: then nobody waits for it either.
            self._stop(idle=not waiting)

    def _submitted(self, articles: Sequence[Article], jobs: int) -> Future[bytes]:
        if self._running is None:
            # multiprocessing starts "python -c", which looks for modules in the current folder first. It is
            # for good: the tracker of semaphores may be started anew at any time, until the very end.
            os.environ["PYTHONSAFEPATH"] = "1"
            # numpy's and blis's own threads would only fight with the processes for the cores.
            for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
                os.environ.setdefault(variable, "1")
            context = multiprocessing.get_context("spawn")
            self._running = ProcessPoolExecutor(jobs, mp_context=context, initializer=_set_up)
        try:
            with _interrupts_later():
                return self._running.submit(analyse_packed, self._model, pack(articles))
        except BrokenProcessPool as error:
            failed: Future[bytes] = Future()
            failed.set_exception(error)
            return failed

    def _carefully(self, waiting: deque[_Batch]) -> Iterator[tuple[Article, Result]]:
        """After a process died: all that was under way once more, article by article, one at a time."""
        self._stop()
        while waiting:
            for article, known in waiting.popleft().items:
                yield article, known or self._alone(article)
        self._stop(idle=True)

    def _alone(self, article: Article) -> Result:
        for _ in range(2):
            try:
                packed = self._submitted([article], 1).result()
            except BrokenProcessPool:
                self._stop()
                continue
            [outcome] = _decode_outcomes(packed)
            return outcome.analysis or ModelError(outcome.error)
        return ModelError("The analysis broke off twice: its process was ended (is there enough memory?).")

    def _stop(self, *, idle: bool = False) -> None:
        """End the processes. An idle pool's thread is waited for: a moment.

        Python up to 3.11 wakes that thread once more at the very end; if it ends just then, with a traceback.
        """
        if self._running is None:
            return
        for process in multiprocessing.active_children():
            if process not in self._others:
                process.terminate()
        self._running.shutdown(wait=idle, cancel_futures=True)
        self._running = None
