"""What the analysis costs: start, extraction beside the bare pipeline, memory and stolen moments over a book.

    python benchmarks/analysis.py [start] [extraction] [keys] [book] [--texts PLACE] [--words 600000]

``start``: import of spaCy and load of the bundled pipeline, apart. ``extraction``: entities, actors and
quotes beside the bare pipeline, on the same words. ``book``: a long text through the analysing process:
first results, words a second, memory, and how long taking results in holds up this process's event loop.
``keys``: from a key to what it repaints, on a terminal, while a book is analysed and while nothing is.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import json
import os
import platform
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tui.domain.article import Article, Paragraph, article_id, text_hash

SEEDS = Path(__file__).parents[1] / "seeds"
ROUNDS = 5
_START = """
import json, time
began = time.process_time()
{imports}
loaded = time.process_time()
{load}
print(json.dumps([loaded - began, time.process_time() - loaded]))
"""


def article_of(text: str, number: int = 0) -> Article:
    """An article with a paragraph for each line that is not blank."""
    paragraphs = tuple(Paragraph(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text))
    source = f"/benchmark/{number}.txt"
    return Article(article_id(source), text_hash(text), text[:60], text, paragraphs, source)


def texts_from(place: Path) -> list[str]:
    """The texts of a JSON-lines file with ``text`` keys, or of a folder's .txt files."""
    if place.is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted(place.glob("*.txt"))]
    with place.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def book_of(texts: Sequence[str], words: int) -> str:
    """A text of so many words, made of the texts over and over, each time with other names in it."""
    parts: list[str] = []
    count = number = 0
    while count < words:
        text = texts[number % len(texts)]
        text = (
            re.sub(r"\b([A-Z][a-z]{3,})(?=[a-z])", rf"\1{'aeiou'[number % 5]}", text) if number % 3 else text
        )
        parts.append(f"Chapter {number + 1}\n\n{text.strip()}")
        count += len(text.split())
        number += 1
    return "\n\n".join(parts)


def start() -> None:
    """CPU seconds to import and to load, each in a new process, plain and as sayso does it."""
    ways = {
        "plain spaCy": (
            "import spacy",
            "from tui.nlp.identity import BUNDLED\nspacy.load(BUNDLED)",
        ),
        "sayso": ("import tui.nlp.pipeline", "tui.nlp.pipeline.load()"),
    }
    print(f"{'':14}{'import':>10}{'load':>10}{'together':>10}")
    for name, (imports, load) in ways.items():
        program = _START.format(imports=imports, load=load)
        runs = [
            json.loads(
                subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
            )
            for _ in range(ROUNDS)
        ]
        parts = [statistics.median(column) for column in zip(*runs, strict=True)]
        print(f"{name:14}" + "".join(f"{value:8.2f} s" for value in (*parts, sum(parts))))


def extraction(texts: Sequence[str]) -> None:
    """CPU seconds of the full extraction beside the bare pipeline, in turns; a ratio for each round."""
    from tui.nlp.analyse import analyses_of
    from tui.nlp.identity import identify
    from tui.nlp.pipeline import load
    from tui.nlp.prepare import prepared

    nlp, identity = load(), identify()
    articles = [article_of(text, number) for number, text in enumerate(texts)]
    ready = [prepared(text) for text in texts]
    words = sum(len(text.split()) for text in texts)
    ours = [name for name in nlp.pipe_names if name.startswith("sayso_")]

    def bare() -> None:
        with nlp.select_pipes(disable=ours):
            for _ in nlp.pipe(ready, batch_size=16):
                pass

    def full() -> None:
        for _ in analyses_of(nlp, identity, articles):
            pass

    bare()
    full()
    pairs = [(_cpu(bare), _cpu(full)) for _ in range(ROUNDS)]
    ratios = sorted(after / before for before, after in pairs)
    print(f"{words:,} words in {len(texts)} texts; words a second of CPU")
    for name, column in zip(("bare pipeline", "full extraction"), zip(*pairs, strict=True), strict=True):
        print(f"{name:18}{words / statistics.median(column):10,.0f}")
    print(f"{'full / bare':18}{statistics.median(ratios):10.2f}   ({ratios[0]:.2f} to {ratios[-1]:.2f})")


def _cpu(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


async def book(texts: Sequence[str], words: int) -> None:
    """A long text through the analysing process, with a heartbeat in this one."""
    from tui.nlp.remote import RemoteAnalyser

    article = article_of(book_of(texts, words))
    analyser = RemoteAnalyser(grace=0)
    gaps: list[float] = []
    beating = asyncio.create_task(_heartbeat(gaps))
    marks: list[tuple[float, int]] = []
    began = time.perf_counter()
    first = last = 0.0
    async for update in analyser.analyse(article, focus=len(article.text) // 2):
        now = time.perf_counter() - began
        first = first or now
        share = update.progress.done / max(update.progress.total, 1)
        pid = analyser.process_id
        if pid is not None and (not marks or share >= len(marks) / 10):
            marks.append((share, _resident(pid)))
        last = now
        final = update
    beating.cancel()
    await analyser.close()
    found = final.analysis
    print(
        f"{words:,} words: first results after {first:.1f} s (process start included), "
        f"all after {last:.0f} s, {words / last:,.0f} words a second"
    )
    print(f"{len(found.mentions):,} mentions, {len(found.actors):,} actors, {len(found.quotes):,} quotes")
    print("memory of the analysing process, MB: " + " ".join(f"{share:.0%} {mb}" for share, mb in marks))
    ordered = sorted(gaps)
    print(
        f"event loop held up, ms: median {1000 * statistics.median(ordered):.1f}, "
        f"99 % {1000 * ordered[int(len(ordered) * 0.99)]:.1f}, longest {1000 * ordered[-1]:.1f}"
    )


def keys(texts: Sequence[str]) -> None:
    """Key to repaint in the reader on a book, while it is analysed and on its second opening."""
    text = "Quillfeather\n\n" + book_of(texts, 60_000)
    waits = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.txt"
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "tui", str(path)]
        waits["analysing"], kept = _waits(command, folder, until_kept=True)
        if not kept:
            raise SystemExit("The analysis did not end: there is no second opening to compare with.")
        waits["idle"], _ = _waits(command, folder)
    waits = {name: sorted(waits[name]) for name in ("idle", "analysing")}
    print(f"{'key to repaint':18}{'median':>10}{'95 %':>10}{'max':>10}")
    for name, column in waits.items():
        picked = (statistics.median(column), column[int(len(column) * 0.95)], column[-1])
        print(f"{name:18}" + "".join(f"{1000 * value:7.1f} ms" for value in picked))
    at_95 = [column[int(len(column) * 0.95)] for column in waits.values()]
    print(f"analysing / idle at 95 %: {at_95[1] / at_95[0]:.2f}")


def _waits(
    command: Sequence[str], folder: str, *, until_kept: bool = False, count: int = 150
) -> tuple[list[float], bool]:
    """Seconds from each of many presses of "j" to the first output after it.

    ``until_kept``: count only presses while no analysis is kept, then wait until one is; the second value
    says whether one is.
    """
    kept = partial(_any_file, Path(folder) / "sayso")
    primary, secondary = pty.openpty()
    fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), folder)
    process = subprocess.Popen(
        command,
        stdin=secondary,
        stdout=secondary,
        stderr=secondary,
        env={**os.environ, **homes, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(secondary)
    try:
        seen = b""
        while b"Quillfeather" not in seen:
            seen += os.read(primary, 1 << 16)
        _drain(primary, 3.0)  # the process has started by then
        waits = []
        for _ in range(count):
            began = time.perf_counter()
            os.write(primary, b"j")
            select.select([primary], [], [], 5.0)
            waits.append(time.perf_counter() - began)
            _drain(primary, 0.06)
            if until_kept and kept():
                waits.pop()
                break
        end = time.perf_counter() + 300
        while until_kept and not kept() and time.perf_counter() < end:
            _drain(primary, 0.5)
        return waits, kept()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(primary)


def _any_file(folder: Path) -> bool:
    return any(folder.rglob("analyses/*"))


def _drain(descriptor: int, seconds: float) -> None:
    """Read for so long, and on until nothing has come for 20 ms."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0 or select.select([descriptor], [], [], 0.02)[0]:
        if select.select([descriptor], [], [], max(left, 0))[0]:
            os.read(descriptor, 1 << 16)


async def _heartbeat(gaps: list[float], every: float = 0.005) -> None:
    """Notes by how much each beat comes late, in seconds."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(every)
        gaps.append(time.perf_counter() - began - every)


def _resident(pid: int) -> int:
    """A process's memory in MB, from /proc."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") // 1_000_000


def main() -> None:
    """Print what was asked for, or everything."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", metavar="start|extraction|keys|book")
    parser.add_argument(
        "--texts", type=Path, default=SEEDS, help="a folder of .txt files or a JSON-lines file"
    )
    parser.add_argument("--words", type=int, default=600_000, help="the length of the book")
    arguments = parser.parse_args()
    what = arguments.what or ["start", "extraction", "keys", "book"]
    texts = texts_from(arguments.texts)
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}"
    )
    if "start" in what:
        start()
    if "extraction" in what:
        extraction(texts)
    if "keys" in what:
        keys(texts)
    if "book" in what:
        asyncio.run(book(texts, arguments.words))


if __name__ == "__main__":
    main()
