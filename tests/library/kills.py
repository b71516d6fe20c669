"""Writers killed at random moments: ``python -m tests.library.kills LIBRARY ROUNDS SEED``.

In each round two processes write to one library, each saying on a pipe what was acknowledged to it; each is
killed (signal 9) at a random moment. Then the library is opened: it has to be readable without a backup, and
to hold all that was acknowledged. Prints one JSON object with the figures.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import filelock  # noqa: F401  (now, not in each writer)

from tests.library.making import note
from tui.library.library import TinyLibrary
from tui.library.safety import atomic

WRITERS = 2
_MANY = 50  # notes from which on the checking process clears up
_KEPT = 2  # notes a writer leaves standing, so that removals are acknowledged too


def write_for_ever(path: Path, pipe: int) -> None:
    """Add notes and remove old ones; say what is about to be done and, once the call is back, that it was."""
    library = TinyLibrary(path, lock_seconds=600)
    own: list[str] = []
    while True:
        one = note("kept through it all " * 3)
        os.write(pipe, f"try + {one.id}\n".encode())
        library.add(one)
        os.write(pipe, f"did + {one.id}\n".encode())
        own.append(one.id)
        if len(own) > _KEPT:
            gone = own.pop(0)
            os.write(pipe, f"try - {gone}\n".encode())
            library.remove(gone)
            os.write(pipe, f"did - {gone}\n".encode())


def started(path: Path) -> tuple[int, int]:
    """A writer in a process of its own: its process id and the pipe it speaks on."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        try:
            write_for_ever(path, sink)
        finally:
            os._exit(1)  # only an error leads here
    os.close(sink)
    return child, source


def heard(pipe: int, changes: int) -> bytes:
    """What a writer says until it has begun, and so many changes have been acknowledged to it."""
    data = b""
    while not data or data.count(b"did") < changes:
        more = os.read(pipe, 4096)
        if not more:
            raise RuntimeError("a writer ended by itself")
        data += more
    return data


def said(data: bytes) -> Iterator[tuple[str, str, str]]:
    """The lines of a dead writer, its last one left out if it was cut off."""
    for line in data.split(b"\n")[:-1]:
        verb, sign, name = line.decode().split()
        yield verb, sign, name


def run(path: Path, rounds: int, seed: int) -> dict[str, float]:
    """Figures: kills, acknowledged changes, those lost, unreadable files, litter left at the worst."""
    chance = random.Random(seed)
    sure: set[str] = set()  # acknowledged and not removed
    unsure: set[str] = set()  # begun when the writer was killed: either is right
    kills = acknowledged = lost = unreadable = litter = 0
    began = time.monotonic()
    for _ in range(rounds):
        writers = [started(path) for _ in range(WRITERS)]
        words: list[bytes] = []
        for child, pipe in writers:
            words.append(heard(pipe, chance.randrange(3) // 2))
            time.sleep(chance.uniform(0, 0.01))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            kills += os.WIFSIGNALED(status)
        for (_, pipe), first in zip(writers, words, strict=True):
            with os.fdopen(pipe, "rb") as stream:
                data = first + stream.read()
            begun: tuple[str, str] | None = None
            for verb, sign, name in said(data):
                begun = (sign, name) if verb == "try" else None
                if verb == "did":
                    acknowledged += 1
                    (sure.add if sign == "+" else sure.discard)(name)
            if begun is not None:
                sure.discard(begun[1])
                unsure.add(begun[1])
        litter = max(litter, sum(1 for _ in atomic.leftovers(path)))
        library = TinyLibrary(path)
        unreadable += library.notice is not None
        there = {one.id for one in library.annotations()}
        lost += len(sure - there)
        lost += len(there - sure - unsure)  # removed, acknowledged and back again
        if len(there) > _MANY:
            library.remove(*there)
            sure, unsure = set(), set()
    left = sum(1 for _ in atomic.leftovers(path))
    TinyLibrary(path).add(note("last"))
    return {
        "kills": kills,
        "acknowledged": acknowledged,
        "lost": lost,
        "unreadable": unreadable,
        "litter at worst": litter,
        "litter before the last change": left,
        "litter after it": sum(1 for _ in atomic.leftovers(path)),
        "seconds": round(time.monotonic() - began, 1),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))) + "\n")
