"""What was compared to find the stories, kept so that after a change only what came or changed is read.

And only that is compared with what is near it. A list of 90 features is 0.1 kB of the file.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise

import msgspec
import zstandard

from tui.domain.collection.comparing import Bearing, Pairs

_NAME = "compared 2"
"""Counts up when something else stands for an article."""
_LEVEL = 3


class _Article(msgspec.Struct, array_like=True):
    """An article's id, a mark that changes with its files, its day, and its features.

    Features are places in ``_Packed.features``, in order, each as its distance from the one before.
    """

    key: bytes
    mark: int
    day: int | None
    steps: list[int]


class _Packed(msgspec.Struct, array_like=True):
    """Features, those first that most articles have: their places are small numbers. Pairs are of places."""

    features: list[int] = []
    articles: list[_Article] = []
    pairs: list[tuple[int, int, float]] = []


class Compared(msgspec.Struct):
    """Articles by their ids: marks, what stands for them, and which are alike. ``pairs``: None if unknown."""

    marks: Mapping[str, int] = {}
    bearings: Mapping[str, Bearing] = {}
    pairs: Pairs | None = None
    packed: _Packed = msgspec.field(default_factory=_Packed)
    """As they were read."""


def read(connection: sqlite3.Connection) -> Compared:
    """What was compared last."""
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (_NAME,)).fetchone()
    if found is None:
        return Compared()
    try:
        known = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(found[0]), type=_Packed)
    except (zstandard.ZstdError, msgspec.MsgspecError):
        return Compared()  # all is compared once more
    keys = [one.key.hex() for one in known.articles]
    features = known.features
    return Compared(
        {key: one.mark for key, one in zip(keys, known.articles, strict=True)},
        {
            key: Bearing(one.day, tuple(sorted(features[place] for place in accumulate(one.steps))))
            for key, one in zip(keys, known.articles, strict=True)
        },
        {(keys[one], keys[other]): dot for one, other, dot in known.pairs},
        known,
    )


def keep(connection: sqlite3.Connection, known: Compared, before: Compared) -> None:
    """Keep what was compared. Within a transaction. A bearing that is ``before``'s own stays as packed."""
    stay = {
        key: one
        for (key, bearing), one in zip(before.bearings.items(), before.packed.articles, strict=True)
        if known.bearings.get(key) is bearing and one.mark == known.marks[key]
    }
    if 2 * len(stay) < len(known.bearings):
        stay = {}
    come = Counter(
        number for key, one in known.bearings.items() if key not in stay for number in one.features
    )
    place = {number: at for at, number in enumerate(before.packed.features)} if stay else {}
    for number, _ in come.most_common():
        place.setdefault(number, len(place))
    number_of = {key: at for at, key in enumerate(known.bearings)}
    packed = _Packed(
        list(place),
        [
            stay.get(key)
            or _Article(bytes.fromhex(key), known.marks[key], one.day, list(_steps(place, one.features)))
            for key, one in known.bearings.items()
        ],
        [(number_of[one], number_of[other], dot) for (one, other), dot in (known.pairs or {}).items()],
    )
    data = zstandard.ZstdCompressor(level=_LEVEL).compress(msgspec.msgpack.encode(packed))
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_NAME, data))


def _steps(place: Mapping[int, int], features: Iterable[int]) -> Iterator[int]:
    return (after - before for before, after in pairwise((0, *sorted(place[one] for one in features))))
