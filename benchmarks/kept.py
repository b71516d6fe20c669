"""A library of many articles: searching, listing, adding, the size of the index, memory.

All in one run, beside the same with ten articles, and beside SQLite's FTS5 alone over the same texts. The
articles are made (``made_library``), so that nothing has to be analysed.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.made_library import Made, queries, write
from benchmarks.table import Row, quantile, ratio, spread
from benchmarks.terminal import Terminal
from tui.library.articles.articles import KeptArticles

MANY, FEW = 10_000, 10
_QUERIES = 240
_LIMIT = 50
_ADDED = 30
_TURNS = 9
_SCREEN = """
import asyncio, gc, sys, time

began = time.perf_counter()
gc.disable()  # as the reader does until it stands
from pathlib import Path
from tui.app.app import SaysoApp
from tui.library.articles.articles import KeptArticles
from tui.library.library import TinyLibrary


class Nobody:
    def start(self): ...
    async def close(self): ...


async def main():
    path = sys.argv[1]
    app = SaysoApp(loader=Nobody(), analyser=Nobody(), library=lambda: TinyLibrary(path),
                   articles=lambda: KeptArticles(path), config=Path(path).parent)
    async with app.run_test(size=(120, 40)):
        while not app.screen.entries.rows:
            await asyncio.sleep(0.001)
        measured = time.perf_counter() - began, time.process_time()
    print(*measured)

asyncio.run(main())
"""


def rows_of(home: Path, count: int = MANY) -> list[Row]:
    """The rows for a library of ``count`` articles, made in ``home``."""
    made = Made()
    few, many = KeptArticles(home / "few.json"), KeptArticles(home / "many.json")
    write(few.store, made, range(FEW))
    write(many.store, made, range(count))
    few.listed()
    indexing = _seconds(many.listed)
    many.close()  # what waits in the log goes into the file
    sizes = many.sizes()
    rows = [
        *_searching(home, many, made, judged=count == MANY),
        *_saying(many, made, judged=count == MANY),
        *_listing(few, many, count),
        *_opening(home, count),
        *_adding(few, many, made, count),
        Row("size of the index, by that of the compressed texts", sizes.index / sizes.texts,
            1.5 if count == MANY else None,
            told=f"{sizes.index / 1e6:.1f} MB; {sizes.texts / 1e6:.1f} MB"),
        Row("the index made anew, for each 1,000 articles", 1000 * indexing / count, unit="s"),
        *_memory(home),
    ]  # fmt: skip
    few.close()
    many.close()
    return rows


def _searching(home: Path, articles: KeptArticles, made: Made, *, judged: bool) -> list[Row]:
    """Ours and FTS5's own in turns; FTS5 has the texts themselves, and gives a snippet of each place."""
    plain = sqlite3.connect(home / "plain.sqlite")
    plain.execute("CREATE VIRTUAL TABLE texts USING fts5 (title, text)")
    plain.executemany(
        "INSERT INTO texts VALUES (?, ?)",
        ((kept.article.title, kept.article.text) for kept in articles.each()),
    )
    plain.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    plain.commit()
    asked = list(queries(made, _QUERIES))
    for query in asked[:12]:  # into memory
        articles.search(query, limit=_LIMIT)
    ours: list[tuple[float, float]] = []
    both: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for query in asked:
        mine = _times(partial(articles.search, query, limit=_LIMIT))
        ours.append(mine)
        if ":" not in query:  # FTS5 knows nothing of who speaks
            matched = query if query[-1] in '"*' else " ".join(f'"{word}"' for word in query.split())
            both.append((mine, _times(partial(_plain, plain, matched))))
    plain.close()
    clock, cpu = ([1000 * one[at] for one in ours] for at in (0, 1))
    shares = [
        quantile([mine[at] for mine, _ in both], 0.95) / quantile([theirs[at] for _, theirs in both], 0.95)
        for at in (0, 1)
    ]
    return [
        Row("a search, 95 %", quantile(clock, 0.95), 50, "ms", cpu=quantile(cpu, 0.95),
            told=f"{spread([one[0] for one in ours])}; {len(asked)} queries"),
        Row("the same by FTS5 alone, at 95 %", shares[0], 1.5 if judged else None, cpu=shares[1],
            told=f"{spread([mine[0] for mine, _ in both])}; FTS5 {spread([one[0] for _, one in both])}"),
    ]  # fmt: skip


def _plain(connection: sqlite3.Connection, matched: str) -> object:
    return connection.execute(
        "SELECT rowid, title, snippet(texts, 1, '', '', '…', 20) FROM texts WHERE texts MATCH ? "
        "ORDER BY rank LIMIT ?",
        (matched, _LIMIT),
    ).fetchall()


_SAID = """
import sys, time
from tui.domain.collection.said import dossier, people_called
from tui.export.formats.dossier import dossier_object
from tui.library.articles.articles import KeptArticles

rows, name = KeptArticles(sys.argv[1]).rows(), sys.argv[2]
taken = [(time.perf_counter(), time.process_time())]
found = dossier(name, people_called(name, rows), rows)
found.entries[:40]
taken.append((time.perf_counter(), time.process_time()))
dossier_object(found)
taken.append((time.perf_counter(), time.process_time()))
(a, b), (c, d), (e, f) = taken
print(found.people[0].articles, len(found.entries), c - a, d - b, e - c, f - d)
"""


def _saying(articles: KeptArticles, made: Made, *, judged: bool) -> list[Row]:
    """The first screenful of what the most quoted person said, each time in a new process; then all of it."""
    library = str(articles.path).removesuffix(".articles") + ".json"
    command = [sys.executable, "-c", _SAID, library, made.people[0]]
    runs = []
    for _ in range(_TURNS):
        run = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[1])
        runs.append([float(number) for number in run.stdout.split()])
    told, entries = (int(number) for number in runs[0][:2])
    clock, cpu, rest, rest_cpu = ([1000 * one[at] for one in runs] for at in (2, 3, 4, 5))
    return [
        Row("what the most quoted person said: 40 entries shown", quantile(clock, 0.5),
            100 if judged else None, "ms", cpu=quantile(cpu, 0.5),
            told=f"of {entries:,}, in {told:,} articles"),
        Row("all of them as JSON, after that", quantile(rest, 0.5), unit="ms", cpu=quantile(rest_cpu, 0.5)),
    ]  # fmt: skip


def _listing(few: KeptArticles, many: KeptArticles, count: int) -> list[Row]:
    of_few, of_many = ([_seconds(one.listed) for _ in range(9)] for one in (few, many))
    return [
        Row(f"the list of {count:,} articles", 1000 * quantile(of_many, 0.5), unit="ms",
            told=f"{spread(of_many)}; {FEW} articles {spread(of_few)}")
    ]  # fmt: skip


def _opening(home: Path, count: int) -> list[Row]:
    """The app's own start, without a terminal, until its library is listed: in turns on both."""
    taken: dict[str, list[list[float]]] = {"few": [], "many": []}
    for turn in range(2 * _TURNS):
        name = ("few", "many")[turn % 2]
        command = [sys.executable, "-c", _SCREEN, str(home / f"{name}.json")]
        run = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[1])
        taken[name].append([float(number) for number in run.stdout.split()])
    few, many = ([[one[at] for one in taken[name]] for at in (0, 1)] for name in ("few", "many"))
    return [
        Row(f"the library's screen opened on {count:,} articles, by {FEW}", ratio(many[0], few[0]), 1.2,
            cpu=ratio(many[1], few[1]), told=f"{spread(many[0])}; {spread(few[0])}")
    ]  # fmt: skip


def _adding(few: KeptArticles, many: KeptArticles, made: Made, count: int) -> list[Row]:
    """One article with its analysis, kept and indexed: in turns to the small library and to the large."""
    to_few: list[tuple[float, float]] = []
    to_many: list[tuple[float, float]] = []
    for number in range(count, count + _ADDED):
        article, analysis = made.article(number)
        to_few.append(_times(partial(few.keep, article, analysis)))
        to_many.append(_times(partial(many.keep, article, analysis)))
    clock, cpu = (ratio([one[at] for one in to_many], [one[at] for one in to_few]) for at in (0, 1))
    return [
        Row(f"adding the {count + 1:,}st article, by the {FEW}th", clock, 1.3, cpu=cpu,
            told=f"{spread([one[0] for one in to_many])}; {spread([one[0] for one in to_few])}")
    ]  # fmt: skip


def _memory(home: Path) -> list[Row]:
    """What the app itself has in memory: on its own terminal, the library listed, paged through, searched."""
    used: dict[str, tuple[float, float]] = {}
    for name in ("few", "many"):
        command = [sys.executable, "-m", "tui", "--library", str(home / f"{name}.json")]
        with Terminal(command, home) as app:
            app.until(" remove")  # what a key does, in the last row
            app.rest(30, still=1.5)
            listed = app.memory()
            app.press("G")
            app.press("g")
            app.press("/")
            for word in ("ba", "de", "ra"):
                app.press(word)
                app.rest(10, still=0.5)
            used[name] = listed, app.memory()
    few, many = used["few"], used["many"]
    return [
        Row(f"memory of the app {told}, by that of ten articles", many[at] / few[at], 1.5,
            told=f"{many[at]:.0f} MB; {few[at]:.0f} MB")
        for at, told in enumerate(("with its library listed", "when it was paged through and searched"))
    ]  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    return _times(work)[0]


def _times(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of CPU."""
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu
