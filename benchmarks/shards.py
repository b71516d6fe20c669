"""What one person said over a million quotes: shards of made articles, asked by ``sayso said --over``.

Not part of the whole run, since the shards take minutes to make: ``python -m benchmarks.shards [FOLDER]``.
The articles are those of ``made_library``; what is in FOLDER already is asked again and not made.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.made_library import Made
from tui.library.shards.writing import ACTORS, ShardWriter

ARTICLES = 143_000
"""Seven quotes each."""
_RANKS = (0, 9, 99, 999)
"""Whom it asks for: the most quoted, the tenth, the hundredth, the thousandth."""


def write(folder: Path, articles: int) -> float:
    """Write the shards; the CPU seconds that writing took, without making the articles."""
    made, taken = Made(), 0.0
    with ShardWriter(folder) as shards:
        for number in range(articles):
            article, analysis = made.article(number)
            began = time.process_time()
            shards.add(article, analysis)
            taken += time.process_time() - began
    return taken


def ask(folder: Path, name: str) -> tuple[int, float, float]:
    """Quotes found, seconds and peak megabytes of the whole command in a process of its own."""
    code = (
        "import resource, sys\nfrom tui.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    began = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", code, "said", name, "--over", str(folder), "--format", "jsonl"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    taken = time.perf_counter() - began
    return len(run.stdout.splitlines()), taken, int(run.stderr.split()[-1]) * 1024 / 1e6


def _run(folder: Path) -> None:
    if not any(folder.glob(f"*{ACTORS}")):
        print(f"{ARTICLES:,} articles written: {write(folder, ARTICLES):.0f} s of CPU", flush=True)
    files = list(folder.glob("*.parquet"))
    print(f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB", flush=True)
    made = Made()
    for rank in _RANKS:
        quotes, seconds, megabytes = ask(folder, made.people[rank])
        print(f"no. {rank + 1:,}: {quotes:,} entries, {seconds:.1f} s, {megabytes:.0f} MB", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _run(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as home:
            _run(Path(home))
