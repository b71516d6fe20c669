"""Many articles analysed on a Dask cluster: the same batches as on one machine, sent to a scheduler.

Comes with ``pip install 'sayso[cluster]'``; the workers need sayso and the pipeline installed too. A worker
that dies costs what it had under way: the scheduler gives that to another one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from tui.domain.article import Article
from tui.domain.errors import ModelError
from tui.nlp.failures import first_line
from tui.nlp.identity import identify
from tui.nlp.workers.pool import Item, Result, analyse_packed, batches, pack, unpack

_Client = Any
_Job = Any

_RETRIES = 2
_AHEAD = 3
"""Batches under way for each thread of the cluster: enough that none waits, few enough for our memory."""
_SECONDS_TO_CONNECT = 15


def analyse_on_cluster(
    items: Iterable[Item], scheduler: str, *, model: str | None = None
) -> Iterator[tuple[Article, Result]]:
    """Each article with its analysis, or with the ModelError that says why it has none, in order.

    ``scheduler`` is a Dask scheduler's address (``tcp://host:8786``), ``model`` a name that the workers know.
    Raises ModelError if Dask is not installed, the scheduler cannot be reached, or the pipeline is missing.
    """
    identify(model)
    try:
        import distributed
    except ImportError as error:
        raise ModelError("--scheduler needs Dask: pip install 'sayso[cluster]'.") from error
    try:
        # Dask's own functions are only partly typed.
        connect: Any = distributed.Client
        client = connect(scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"No Dask scheduler answers at {scheduler}: {first_line(error)}") from error
    try:
        yield from _run(client, items, model)
    finally:
        client.close()


def _run(client: _Client, items: Iterable[Item], model: str | None) -> Iterator[tuple[Article, Result]]:
    waiting: deque[tuple[list[Item], _Job]] = deque()
    source = batches(items)
    while True:
        room = _AHEAD * max(sum(client.nthreads().values()), 1)
        while len(waiting) < room and (batch := next(source, None)) is not None:
            unknown = [article for article, known in batch if known is None]
            # Not pure: the same batch asked for twice must not be answered with a failure that was kept.
            job = client.submit(analyse_packed, model, pack(unknown), pure=False, retries=_RETRIES)
            waiting.append((batch, job))
        if not waiting:
            return
        batch, job = waiting.popleft()
        yield from _results(client, batch, job, model)


def _results(
    client: _Client, batch: list[Item], job: _Job, model: str | None
) -> Iterator[tuple[Article, Result]]:
    """The results of a batch; if it failed as a whole, of each of its articles alone."""
    try:
        packed = job.result()
    except ModelError:
        raise
    except Exception as error:  # noqa: BLE001  (a cluster passes on whatever its workers raised)
        if len(batch) == 1:
            article, known = batch[0]
            yield article, known or ModelError(f"The analysis broke off on the cluster: {first_line(error)}")
            return
    else:
        yield from unpack(packed, batch)
        return
    for article, known in batch:
        if known is not None:
            yield article, known
            continue
        again = client.submit(analyse_packed, model, pack([article]), pure=False, retries=_RETRIES)
        yield from _results(client, [(article, None)], again, model)
