"""Repaint times and memory of the article pane at growing sizes: ``python -m benchmarks.article_view``.

    python -m benchmarks.article_view [--words 1000 10000 100000 600000] [--rounds 60]

Each size runs in a process of its own, in a headless 120 by 40 app with entities, quotes and notes drawn. A
time is from the key (or the resize, or the article handed over) to the moment the screen's update is written
out: wall clock, Textual's own frame timing included, and CPU time, which a busy machine does not
stretch. The pane is measured at once after opening and
resizing, while the heights of the rest are still estimates. ``stall`` is how late a ticker of 1 ms was at
worst meanwhile: how long the event loop was held. The text is made of words drawn by a fixed seed.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size

from tui.app.find import Search, next_match
from tui.app.paint import Layer, Layers
from tui.app.widgets.article_view import ArticleView
from tui.domain.article import Article, Paragraph, Span

_VOCABULARY = """harbour minister “that said it’s the of a in council strike workers Monday evening
reporters — conference budget against peace,” night-shift committee who had gone Ruda café they"""
OPERATIONS = ("open", "page down", "end", "home", "jump", "search", "resize", "line down")


def article_of(words: int) -> tuple[Article, Layers]:
    """An article of about so many words in paragraphs of 20 to 140, with its layers."""
    chance = random.Random(words)
    vocabulary = _VOCABULARY.split()
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    position = 0
    entities: list[tuple[Span, str]] = []
    quotes: list[tuple[Span, int, str]] = []
    notes: list[tuple[Span, str, str | None, str]] = []
    while words > 0:
        size = min(chance.randint(20, 140), max(words, 5))
        part = " ".join(chance.choices(vocabulary, k=size))
        entities.append((Span(position + 4, position + 16), "person"))
        if len(parts) % 3 == 0:
            quotes.append(
                (Span(position + 20, position + len(part) // 2 + 20), len(parts) % 8, str(len(parts)))
            )
        if len(parts) % 10 == 0:
            notes.append((Span(position + 8, position + 30), "highlight", "green", str(len(parts))))
        paragraphs.append(Paragraph(position, position + len(part)))
        parts.append(part)
        position += len(part) + 2
        words -= size
    text = "\n\n".join(parts)
    half = len(text) // 2
    text = text[:half].rpartition(" ")[0] + " zanzibar" + text[len(text[:half].rpartition(" ")[0]) + 9 :]
    article = Article("benchmark", "", "A report", text, tuple(paragraphs), "benchmark")
    return article, Layers(entities=Layer(entities), quotes=Layer(quotes), annotations=notes)


class Bench(App[None]):
    """The pane alone; ``shown`` is set whenever an update was written out."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def _display(self, screen: Any, renderable: Any) -> None:  # the last step of every update in Textual
        super()._display(screen, renderable)
        self.shown.set()


class Ticker:
    """Wakes every millisecond and notes how late it was at worst."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._task = asyncio.get_running_loop().create_task(self._tick())

    async def _tick(self) -> None:
        while True:
            due = time.perf_counter() + 0.001
            await asyncio.sleep(0.001)
            self.worst = max(self.worst, time.perf_counter() - due)

    def stop(self) -> None:
        self._task.cancel()


async def measure(words: int, rounds: int) -> dict[str, Any]:
    """The times of every operation in milliseconds, the memory in MB, the longest stall in milliseconds."""
    article, layers = article_of(words)
    app = Bench()
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in OPERATIONS}
    async with app.run_test(size=(120, 40)) as pilot:
        view = app.query_one(ArticleView)
        view.focus()
        await pilot.pause()

        async def timed(name: str, act: Callable[[], object]) -> None:
            await asyncio.sleep(0.02)
            app.shown.clear()
            begin, cpu = time.perf_counter(), time.process_time()
            act()
            try:
                await asyncio.wait_for(app.shown.wait(), 2)
            except TimeoutError:
                return  # nothing changed on the screen
            times[name].append(((time.perf_counter() - begin) * 1e3, (time.process_time() - cpu) * 1e3))

        def key(name: str, character: str | None = None) -> Callable[[], object]:
            return lambda: app.post_message(events.Key(name, character))

        def show() -> None:
            view.show(article)
            view.set_layers(layers)

        search = Search(article.text, "Zanzibar".lower())

        async def hunt() -> None:
            found = await next_match(search, 0)
            assert found is not None
            view.set_layers(Layers(layers.entities, layers.quotes, matches=search.shown, current_match=found))
            view.move_caret(found.start, reveal=False)
            view.reveal(found)

        ticker = Ticker()
        for turn in range(rounds):
            if turn % 6 == 0:
                await timed("open", show)
            await timed("page down", key("space", " "))
            await timed("end", key("G", "G"))
            await timed("home", key("g", "g"))
            await timed("line down", key("j", "j"))
            share = 0.1 + 0.8 * (turn % 7) / 7
            await timed("jump", lambda share=share: view.go_to_share(share))  # type: ignore[misc]
            app.post_message(events.Key("g", "g"))
            tasks: list[asyncio.Task[None]] = []
            await timed("search", lambda tasks=tasks: tasks.append(asyncio.create_task(hunt())))  # type: ignore[misc]
            size = Size(90 + turn % 30, 40)
            await timed("resize", lambda size=size: app.post_message(events.Resize(size, size)))  # type: ignore[misc]
        ticker.stop()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    return {"times": times, "memory": peak, "stall": ticker.worst * 1e3}


def _quantiles(values: list[float]) -> tuple[float, float]:
    """The median and the 99th percentile."""
    return statistics.median(values), sorted(values)[max(-(-len(values) * 99 // 100) - 1, 0)]


def table(results: dict[int, dict[str, Any]]) -> str:
    """The results as text: a line an operation and kind of time, a column a size, with ratios of medians."""
    smallest = min(results)
    head = "ms: median / p99 / ratio".ljust(26) + "".join(f"{size:>22,}" for size in results)
    lines = [head, "-" * len(head)]
    for name in OPERATIONS:
        for at, clock in enumerate(("wall", "CPU")):
            first, _ = _quantiles([pair[at] for pair in results[smallest]["times"][name]])
            cells = []
            for result in results.values():
                middle, high = _quantiles([pair[at] for pair in result["times"][name]])
                cells.append(f"{middle:8.1f} /{high:6.1f} /{middle / first:4.2f}")
            lines.append(f"{name if not at else '':16}{clock:10}" + "".join(cells))
    for name, unit in (("stall", "ms, longest"), ("memory", "MB, peak")):
        base = results[smallest][name]
        cells = [f"{result[name]:15.1f} /{result[name] / base:5.2f}" for result in results.values()]
        lines.append(f"{name}, {unit}".ljust(26) + "".join(cells))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--words", type=int, nargs="+", default=[1_000, 10_000, 100_000, 600_000])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        gc.freeze()  # as the reader does
        print(json.dumps(asyncio.run(measure(options.child, options.rounds))))
        return
    results: dict[int, dict[str, Any]] = {}
    for words in sorted(options.words):
        command = [sys.executable, "-m", "benchmarks.article_view", "--child", str(words)]
        output = subprocess.run(
            [*command, "--rounds", str(options.rounds)], check=True, capture_output=True, text=True
        ).stdout
        results[words] = json.loads(output.splitlines()[-1])
    print(
        f"The article pane, headless, 120x40, {options.rounds} rounds · Python {platform.python_version()}, "
        f"Textual {version('textual')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n"
        f"words, ms from key to repaint"
    )
    print(table(results))


if __name__ == "__main__":
    main()
