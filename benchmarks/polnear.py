"""PolNeAR, the corpus of attributions in US political news, as records that ``benchmarks.evaluate`` scores.

The corpus is a public repository (Newell, Margolin and Ruths 2018, LREC); ``data/PART/text`` holds articles,
``data/PART/attributions`` stand-off files in brat's format: a line ``T`` names a stretch of text, in code
points, a line ``E`` ties a cue, a source and contents to one attribution. Some articles were annotated by
several people, in a file each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPOSITORY = "https://github.com/networkdynamics/PolNeAR"
PARTS = ("train", "dev", "test")
Record = dict[str, Any]
Pieces = list[list[int]]

_ROLES = {"Content": "content", "Cue": "cue", "Source": "speaker"}
_ARCHIVE_MARK = "''"
"""How the archive that one publisher's articles came from writes a double quotation mark."""


def articles(folder: Path, part: str) -> Iterator[Record]:
    """The articles of a part in the order of their names: ``id``, ``text``, ``quotes``, ``ignore``.

    Offsets count code points of that text. Of several annotators the one whose name sorts first is taken.
    Raises FileNotFoundError if ``folder`` is no checkout of the corpus.
    """
    texts = sorted((folder / "data" / part / "text").glob("*.txt"))
    if not texts:
        raise FileNotFoundError(f"{folder} holds no data/{part}/text: is it a checkout of {REPOSITORY}?")
    for path in texts:
        stand_off = sorted((folder / "data" / part / "attributions").glob(f"{path.stem}_*.ann"))
        if stand_off:
            yield _article(path.stem, _read(path), _read(stand_off[0]))


def _read(path: Path) -> str:
    return path.read_bytes().decode(
        "utf-8"
    )  # read_text would make one character of a carriage return and line feed


def _article(name: str, text: str, stand_off: str) -> Record:
    marks = [match.start() for match in re.finditer(_ARCHIVE_MARK, text)]

    def moved(offset: int) -> int:
        return offset - bisect_right(marks, offset - len(_ARCHIVE_MARK))

    stretches: dict[str, tuple[str, Pieces]] = {}
    events: list[str] = []
    for line in stand_off.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            kind, _, places = rest.split("\t")[0].partition(" ")
            pieces = [[moved(int(number)) for number in piece.split()] for piece in places.split(";")]
            stretches[key] = kind, pieces
        elif key.startswith("E"):
            events.append(rest)
    quotes = [quote for event in events if (quote := _quote(event, stretches))["content"]]
    ignore = [piece for kind, pieces in stretches.values() if kind == "Discard" for piece in pieces]
    return {"id": name, "text": text.replace(_ARCHIVE_MARK, '"'), "quotes": quotes, "ignore": sorted(ignore)}


def _quote(event: str, stretches: dict[str, tuple[str, Pieces]]) -> Record:
    """The quote of a line ``Attribution:T21 Cue:T20 Source:T19 Content:T18 Content2:T22``."""
    quote: Record = {"content": [], "cue": [], "speaker": []}
    for argument in event.split():
        role, _, key = argument.partition(":")
        name = _ROLES.get(role.rstrip("0123456789"))
        if name is not None and key in stretches:
            quote[name] += stretches[key][1]
    return {name: sorted(pieces) for name, pieces in quote.items()}
