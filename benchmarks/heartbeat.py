"""How long the reader's event loop is held up while an article is analysed and its results are taken in.

The app runs without a terminal, the analysis in its own process as ever. A heartbeat of 2 ms notes how late
it comes, by the clock, and how much CPU time the loop's thread took since the beat before: what else
the machine does makes the first long, never the second.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.table import Row, quantile
from benchmarks.terminal import environment
from benchmarks.texts import article_of, book_of, seeds

_BEAT = 0.002


async def beats(words: int) -> tuple[list[float], list[float]]:
    """Seconds that each beat came late, and seconds of CPU of the loop's thread between two beats."""
    from tui.app.app import SaysoApp
    from tui.app.reader.screen import ReaderScreen
    from tui.door.loader import KeepingLoader
    from tui.nlp.workers.client import RemoteAnalyser

    article = article_of(book_of(seeds(), words))
    app = SaysoApp(loader=KeepingLoader(None, keeping=False), analyser=RemoteAnalyser(), article=article)
    app.services.owns_process = True
    late: list[float] = []
    busy: list[float] = []
    async with app.run_test(size=(120, 40)):
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        while not screen.state.progress or screen.state.picture is None:
            await asyncio.sleep(0.01)
        gc.collect()
        began = time.perf_counter()
        while screen.state.progress and time.perf_counter() - began < 1800:
            due, cpu = time.perf_counter() + _BEAT, time.thread_time()
            await asyncio.sleep(_BEAT)
            late.append(time.perf_counter() - due)
            busy.append(time.thread_time() - cpu)
        await app.leave()
    return late, busy


def heartbeat(home: Path, words: int) -> list[Row]:
    """The row of the heartbeat, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.heartbeat", str(words)]
    variables = {**environment(home), "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, check=True, capture_output=True, env=variables)
    late, busy = json.loads(done.stdout)
    at_most = f"{1000 * quantile(late, 0.99):.0f} ms at 99 %, {1000 * max(late):.0f} at most"
    told = f"{len(late):,} beats; late by {at_most}"
    return [
        Row("the event loop's longest stretch of work while analysing", 1000 * max(busy), 16, "ms", told=told)
    ]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(beats(int(sys.argv[1])))))
