"""Adders of articles killed at random moments: ``python -m tests.library.article_kills LIBRARY ROUNDS SEED``.

In each round two processes keep articles in one library, each saying on a pipe what was acknowledged to it;
each is killed (signal 9) at a random moment. Then all that was acknowledged has to be there, whole, and to be
found. Prints one JSON object with the figures.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import filelock  # noqa: F401  (now, not in each adder)

from tests.library.articles import FERRY, analysis, article
from tests.library.kills import heard
from tui.library.articles.articles import KeptArticles

ADDERS = 2
_ALL = 25  # rounds after which everything is looked at, not only what is new


def add_for_ever(path: Path, pipe: int, name: str) -> None:
    """Keep articles of one text, then of another, with their analyses; say each that is kept."""
    articles = KeptArticles(path)
    number = 0
    while True:
        number += 1
        for text in (FERRY, FERRY.replace("spring", "autumn")):
            one = article(
                f"/news/{name}-{number}.txt", f"{text}\n\nMore of {name}x{number}. " + "Words. " * 300
            )
            articles.keep(one, analysis(one))
            os.write(pipe, f"did {name} {number} {one.id} {one.text_hash}\n".encode())


def started(path: Path, name: str) -> tuple[int, int]:
    """An adder in a process of its own: its process id and the pipe it speaks on."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        try:
            add_for_ever(path, sink, name)
        finally:
            os._exit(1)  # only an error leads here
    os.close(sink)
    return child, source


def run(path: Path, rounds: int, seed: int) -> dict[str, float]:
    """Figures: kills, what was acknowledged, lost, half or not found; files that are no whole ones."""
    chance = random.Random(seed)
    sure: dict[tuple[str, str], str] = {}
    kills = lost = not_found = damaged = 0
    began = time.monotonic()
    for turn in range(rounds):
        adders = [started(path, f"{turn}y{number}") for number in range(ADDERS)]
        words: list[bytes] = []
        for child, pipe in adders:
            words.append(heard(pipe, chance.randrange(3)))
            time.sleep(chance.uniform(0, 0.02))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            kills += os.WIFSIGNALED(status)
        new: dict[tuple[str, str], str] = {}
        for (_, pipe), first in zip(adders, words, strict=True):
            with os.fdopen(pipe, "rb") as stream:
                data = first + stream.read()
            for line in data.split(b"\n")[:-1]:
                _, name, number, article_id, text_hash = line.decode().split()
                new[article_id, text_hash] = f"{name}x{number}"
        sure |= new
        articles = KeptArticles(path)
        last = turn == rounds - 1 or turn % _ALL == 0
        for article_id, text_hash in sure if last else new:
            kept = articles.kept(article_id, text_hash)
            lost += kept is None or kept.article.text_hash != text_hash or kept.analysis is None
        for (article_id, _), word in list((sure if last else new).items())[:40]:
            not_found += article_id not in {hit.article_id for hit in articles.search(word)}
        listed = {row.article_id for row in articles.listed()}
        not_found += len({article_id for article_id, _ in sure} - listed)
        damaged += articles.notice is not None
    return {
        "kills": kills,
        "acknowledged": len(sure),
        "lost": lost,
        "not found": not_found,
        "damaged": damaged,
        "seconds": round(time.monotonic() - began, 1),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))) + "\n")
