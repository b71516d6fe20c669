"""What the library costs, empty and with 10,000 notes: ``python -m benchmarks.library``.

opening: a fresh process's time from before the import of the library's code to the notes of one article.
change: adding one note to a library that is open. Beside it, in the same run and folder: writing the same
bytes to a file and syncing it, and TinyDB's own JSONStorage, which writes in place and syncs. Medians of
several turns with the least and the most; what else the machine does makes milliseconds
vary: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tui.domain.annotation import Anchor, Note
from tui.library.library import TinyLibrary

_OPEN = """
import sys, time
began = time.perf_counter()
from tui.library.library import TinyLibrary
library = TinyLibrary(sys.argv[1])
found = library.annotations("article-7"), library.readings(), library.notice
print(time.perf_counter() - began, time.process_time())
"""


def notes(count: int) -> list[Note]:
    """Notes of about 500 bytes each, on a hundred articles."""
    return [
        Note(
            article_id=f"article-{number % 100}",
            anchor=Anchor(
                "the ferries sail again before the spring " * 2, "p" * 32, "s" * 32, number, number + 82
            ),
            body=f"note {number}: ask the harbour office whether the date still holds. " * 2,
            tags=("ferry", "check"),
        )
        for number in range(count)
    ]


def turns(work: Callable[[], object], count: int) -> list[float]:
    """Milliseconds of each turn."""
    found = []
    for _ in range(count):
        began = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - began))
    return found


def opening(path: Path, count: int) -> tuple[list[float], list[float]]:
    """Milliseconds from the first import to the notes of one article, each in a fresh process.

    Also the processor's milliseconds for that whole process, Python's own start included.
    """
    command = [sys.executable, "-c", _OPEN, str(path)]
    runs = [subprocess.run(command, check=True, capture_output=True).stdout.split() for _ in range(count)]
    return [1000 * float(run[0]) for run in runs], [1000 * float(run[1]) for run in runs]


def bare(path: Path, data: bytes) -> None:
    """Write bytes and sync them: the least that anything durable costs."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def measure(folder: Path, count: int, repeat: int) -> dict[str, list[float]]:
    """All figures for a library of ``count`` notes, in ms."""
    path = folder / f"library-{count}.json"
    library = TinyLibrary(path)
    library.add(*notes(count))
    if not count:
        library.add(*notes(1))
        library.remove(*(one.id for one in library.annotations()))
    fresh = iter(notes(3 * repeat))
    rows = {"change": turns(lambda: library.add(next(fresh)), repeat)}
    data = path.read_bytes()
    rows["the same bytes, written and synced"] = turns(lambda: bare(folder / "bare", data), repeat)

    from tinydb import TinyDB

    stock = TinyDB(folder / f"stock-{count}.json")
    stock.insert_multiple(json.loads(data)["annotations"].values())
    document = next(iter(json.loads(data)["annotations"].values()))
    rows["change, TinyDB's own storage"] = turns(lambda: stock.insert(dict(document)), max(repeat // 3, 3))
    stock.close()
    rows["opening"], rows["opening, processor time"] = opening(path, repeat)
    rows["the notes of one article again"] = turns(lambda: library.annotations("article-7"), repeat)

    other = TinyLibrary(path)
    seen: list[float] = []
    for _ in range(max(repeat // 3, 3)):
        other.add(next(fresh))
        seen += turns(lambda: library.annotations("article-7"), 1)
    rows["the notes, after another's change"] = seen
    rows["search"] = turns(lambda: library.search("harbour #check"), repeat)
    rows["revision (one stat)"] = turns(library.revision, repeat)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=15)
    parser.add_argument(
        "--kills", type=int, default=0, help="also kill writers so many times (tests/library/kills.py)"
    )
    arguments = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores"
    )
    with tempfile.TemporaryDirectory() as folder:
        empty = measure(Path(folder), 0, arguments.repeat)
        full = measure(Path(folder), arguments.notes, arguments.repeat)
        size = (Path(folder) / f"library-{arguments.notes}.json").stat().st_size
        print(f"{arguments.notes} notes are {size / 1e6:.1f} MB; ms, median (least–most)")
        print(f"{'':<36} {'empty':>22} {f'{arguments.notes} notes':>24}")
        for name in empty:
            print(f"{name:<36} {_spread(empty[name]):>22} {_spread(full[name]):>24}")
        change, least = (statistics.median(full[name]) for name in list(full)[:2])
        stock = statistics.median(full["change, TinyDB's own storage"])
        more = statistics.median(full["opening"]) - statistics.median(empty["opening"])
        print(
            f"A change takes {change / least:.1f} times as long as its bytes alone; with TinyDB's own "
            f"storage {stock / least:.1f} times."
        )
        work = statistics.median(full["opening, processor time"]) - statistics.median(
            empty["opening, processor time"]
        )
        print(f"Opening takes {more:.0f} ms more than with an empty library, {work:.0f} of processor time.")
        if arguments.kills:
            command = [
                sys.executable,
                "-m",
                "tests.library.kills",
                f"{folder}/k.json",
                str(arguments.kills // 2),
                "1",
            ]
            print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


if __name__ == "__main__":
    main()
