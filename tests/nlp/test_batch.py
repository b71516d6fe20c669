"""Many articles: in order, on several processes or a cluster, whatever happens to one of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path

import pytest

from tests.nlp.articles import article_of
from tests.nlp.test_worker import STORY
from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.errors import ModelError
from tui.nlp.workers import pool as batch
from tui.nlp.workers.pool import Item, analyse_all, batches, pack, unpack

KNOWN = Analysis("hash", "en_test", "1")


def story(number: int, times: int = 1) -> Article:
    return article_of(f"Story {number}\n\n" + STORY * times, source=f"/tmp/{number}.txt")


def named(article: Article, result: object) -> set[str]:
    assert isinstance(result, Analysis)
    return {mention.span.of(article.text) for mention in result.mentions}


def test_a_few_are_analysed_here_in_order() -> None:
    before = set(multiprocessing.active_children())
    items: list[Item] = [(story(0), None), (story(1), KNOWN), (story(2), None)]
    results = list(analyse_all(items, jobs=2))
    assert [article.id for article, _ in results] == [article.id for article, _ in items]
    assert results[1][1] is KNOWN
    assert "Ana Lopez" in named(*results[0])
    assert results[0][1].text_hash == items[0][0].text_hash  # type: ignore[union-attr]
    assert set(multiprocessing.active_children()) <= before


def test_what_is_known_already_loads_no_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "loaded", lambda model: pytest.fail("loaded a pipeline"))
    assert [result for _, result in analyse_all([(story(0), KNOWN), (story(1), KNOWN)])] == [KNOWN, KNOWN]
    assert list(analyse_all([])) == []


def test_one_that_fails_is_lost_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.nlp import analysis as analyse
    from tui.nlp.document.chunks import chunks as real

    bad = story(1)

    def chunks(article: Article) -> object:
        if article.id == bad.id:
            raise RuntimeError("odd\nvery odd")
        return real(article)

    monkeypatch.setattr(analyse, "chunks", chunks)
    first, second, third = analyse_all([(story(0), None), (bad, None), (story(2), None)], jobs=1)
    assert "Ana Lopez" in named(*first)
    assert "Ana Lopez" in named(*third)
    assert isinstance(second[1], ModelError)
    assert str(second[1]) == "The analysis broke off (RuntimeError: odd)."


def test_a_missing_pipeline_is_one_sentence() -> None:
    with pytest.raises(ModelError, match="no_such_pipeline"):
        list(analyse_all([(story(0), None)], model="no_such_pipeline"))


def test_several_processes_give_what_one_gives_though_one_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSAFEPATH", "1")  # as the pool sets it, but not for the tests after this one
    count = 7
    items: list[Item] = [(story(number, 8), None) for number in range(count)]
    letters = len(items[0][0].text)
    monkeypatch.setattr(batch, "_LETTERS_A_BATCH", letters)
    monkeypatch.setattr(batch, "_LETTERS_IN_PROCESS", 2 * letters)
    taken = 0

    def source() -> Iterator[Item]:
        nonlocal taken
        for item in items:
            taken += 1
            yield item

    results = []
    for number, (article, result) in enumerate(analyse_all(source(), jobs=2)):
        results.append((article.id, result))
        if number == 1:
            assert taken < count  # not everything is held at once
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
    alone = {article.id: result for article, result in analyse_all(islice(items, 1), jobs=1)}
    assert [key for key, _ in results] == [article.id for article, _ in items]
    assert all(isinstance(result, Analysis) for _, result in results)
    assert {key: result for key, result in results if key in alone} == alone


_MANY = """
import sys
from tests.nlp import test_batch
from tui.nlp.workers import pool as batch

if __name__ == "__main__":
    batch._LETTERS_A_BATCH = batch._LETTERS_IN_PROCESS = 1
    items = ((test_batch.story(number), None) for number in range(10**6))
    for number, _ in enumerate(batch.analyse_all(items, jobs=2)):
        if not number:
            print(*(process.pid for process in batch.multiprocessing.active_children()), flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_no_process_outlives_the_command_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "many.py"
    script.write_text(_MANY, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        pids = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()
    assert len(pids) == 2
    deadline = time.monotonic() + 300
    while any(_runs(pid) for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    """Whether a process is there and no mere zombie that nobody has asked after."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_an_article_that_ends_its_process_is_given_up_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = story(2)
    asked: list[list[str]] = []

    def submitted(self: object, articles: list[Article], jobs: int) -> Future[bytes]:
        asked.append([article.id for article in articles])
        future: Future[bytes] = Future()
        if bad.id in asked[-1]:
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(batch.analyse_packed(None, pack(articles)))
        return future

    monkeypatch.setattr(batch._Pool, "_submitted", submitted)
    monkeypatch.setattr(batch, "_LETTERS_IN_PROCESS", 1)
    monkeypatch.setattr(batch, "_LETTERS_A_BATCH", 3 * len(bad.text))
    items: list[Item] = [(story(number), None) for number in range(5)]
    results = list(analyse_all(items, jobs=2))
    assert [article.id for article, _ in results] == [article.id for article, _ in items]
    assert [isinstance(result, Analysis) for _, result in results] == [True, True, False, True, True]
    assert "broke off twice" in str(results[2][1])
    assert asked.count([bad.id]) == 2


def test_batches_hold_enough_words_and_known_articles_ride_along(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = len(story(0, 50).text)
    monkeypatch.setattr(batch, "_LETTERS_A_BATCH", letters + 1)
    items: list[Item] = [(story(n, 50), KNOWN if n in (1, 4) else None) for n in range(5)]
    found = list(batches(items))
    assert [[article.source for article, _ in part] for part in found] == [
        ["/tmp/0.txt", "/tmp/1.txt", "/tmp/2.txt"],
        ["/tmp/3.txt", "/tmp/4.txt"],
    ]


def test_packed_articles_come_back_with_their_results() -> None:
    items: list[Item] = [(story(0), KNOWN), (story(1), None)]
    packed = batch.analyse_packed(None, pack([items[1][0]]))
    (_, known), (article, result) = unpack(packed, items)
    assert known is KNOWN
    assert "Tomas Reyes" in named(article, result)


@pytest.fixture
def cluster() -> Iterator[object]:
    distributed = pytest.importorskip("distributed", reason="comes with sayso[cluster]")
    dask = pytest.importorskip("dask")
    patient = dict.fromkeys(("distributed.comm.timeouts.connect", "distributed.comm.timeouts.tcp"), "300s")
    with (
        dask.config.set(patient),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
        ) as running,
    ):
        yield running


def test_a_cluster_gives_what_one_process_gives_though_a_worker_is_killed(
    cluster: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.nlp.workers.dask import analyse_on_cluster

    monkeypatch.setattr("tui.nlp.workers.dask._SECONDS_TO_CONNECT", 300)
    items: list[Item] = [(story(number, 40), KNOWN if number == 1 else None) for number in range(6)]
    address = cluster.scheduler_address  # type: ignore[attr-defined]
    results = []
    for number, (article, result) in enumerate(analyse_on_cluster(items, address)):
        results.append((article.id, result))
        if number == 0:
            worker = next(iter(cluster.workers.values()))  # type: ignore[attr-defined]
            os.kill(worker.pid, signal.SIGKILL)
    assert [key for key, _ in results] == [article.id for article, _ in items]
    assert results[1][1] is KNOWN
    [(_, alone)] = analyse_all([(items[5][0], None)], jobs=1)
    assert results[5][1] == alone


def test_a_scheduler_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="comes with sayso[cluster]")
    from tui.nlp.workers import dask as cluster

    monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(ModelError, match="No Dask scheduler answers at") as caught:
            list(cluster.analyse_on_cluster([(story(0), None)], address))
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs masks of signals")
def test_processes_being_started_let_an_interrupt_wait() -> None:
    ask = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"

    def waits() -> str:
        return subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout

    with batch._interrupts_later():
        assert waits() == "True\n"
    assert waits() == "False\n"
