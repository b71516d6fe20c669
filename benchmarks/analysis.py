"""What the analysis costs: start, extraction beside the bare pipeline, memory and stolen moments over a book.

    python benchmarks/analysis.py [start] [extraction] [book] [--texts FOLDER_OR_JSONL] [--words 600000]

``start``: import of spaCy and load of the bundled pipeline, apart. ``extraction``: entities, actors and
quotes beside the bare pipeline, on the same words. ``book``: a long text through the analysing process:
first results, words a second, memory, and how long taking results in holds up this process's event loop.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
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
    parser.add_argument("what", nargs="*", metavar="start|extraction|book")
    parser.add_argument(
        "--texts", type=Path, default=SEEDS, help="a folder of .txt files or a JSON-lines file"
    )
    parser.add_argument("--words", type=int, default=600_000, help="the length of the book")
    arguments = parser.parse_args()
    what = arguments.what or ["start", "extraction", "book"]
    texts = texts_from(arguments.texts)
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}"
    )
    if "start" in what:
        start()
    if "extraction" in what:
        extraction(texts)
    if "book" in what:
        asyncio.run(book(texts, arguments.words))


if __name__ == "__main__":
    main()
