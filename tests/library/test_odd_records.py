"""Records that other hands left in the file: each accepted, repaired or kept aside; the library goes on."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.library.making import ARTICLE, note, reading
from tui.domain.annotation import Anchor, ContentIs, Correction, Note
from tui.domain.errors import LibraryError
from tui.domain.records import FARTHEST, annotation_of
from tui.library.library import TinyLibrary
from tui.library.safety.check import check, repair

HUGE = int("9" * 400)
Record = dict[str, Any]


def written(path: Path, *notes: Record, readings: tuple[Record, ...] = (), **others: object) -> TinyLibrary:
    """A library of these records, and one sound note."""
    sound = msgspec.to_builtins(note("sound", at=900))
    whole = {
        "meta": {"library": {"schema": 1, "revision": "0" * 32}},
        "annotations": {one["id"]: one for one in (*notes, sound)},
        "readings": {one["article_id"]: one for one in readings},
        **others,
    }
    path.write_text(json.dumps(whole), encoding="utf-8")
    return TinyLibrary(path)


def odd_note(**fields: object) -> Record:
    return {**msgspec.to_builtins(note("odd")), **fields}


def odd_reading(**fields: object) -> Record:
    return {**msgspec.to_builtins(reading()), **fields}


def nested(levels: int) -> object:
    inner: object = "core"
    for _ in range(levels):
        inner = {"in": [inner]}
    return inner


def bodies(library: TinyLibrary) -> set[str]:
    return {one.body for one in library.annotations() if isinstance(one, Note)}


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("2026-03-01T12:00:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T12:00:00+02:00", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", datetime(1, 1, 2, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 2, tzinfo=UTC)),
        ("9999-12-31T23:59:59-12:00", datetime(9999, 12, 30, tzinfo=UTC)),
    ],
)
def test_dates(path: Path, stated: str, meant: datetime) -> None:
    library = written(
        path,
        odd_note(created=stated, modified=stated),
        readings=(odd_reading(opened=stated), odd_reading(article_id="other")),
    )
    [odd, _] = library.annotations()
    assert (odd.created, odd.modified) == (meant, meant)
    assert odd.created.astimezone().year in (meant.year, meant.year - 1)
    assert meant in [one.opened for one in library.readings()]


def test_positions(path: Path) -> None:
    anchor = {"exact": "words", "prefix": "", "suffix": "", "start": HUGE, "end": -HUGE}
    correction = Correction(
        article_id=ARTICLE, anchor=note().anchor, right=ContentIs((Anchor("a", "", "", 0, 1),))
    )
    plain = msgspec.to_builtins(correction)
    plain["right"]["content"] = [anchor]
    library = written(
        path, odd_note(anchor=anchor), plain, readings=(odd_reading(position=HUGE, length=-5, quotes=HUGE),)
    )
    anchors = [one.anchor for one in library.annotations()]
    found = library.annotations()
    anchors += [a for one in found if isinstance(one, Correction) and isinstance(one.right, ContentIs)
                for a in one.right.content]  # fmt: skip
    assert len(anchors) == 4
    assert all(0 <= anchor.start <= anchor.end <= FARTHEST for anchor in anchors)
    [read] = library.readings()
    assert (read.position, read.length, read.quotes, read.share) == (FARTHEST, 0, FARTHEST, 0.0)


@pytest.mark.parametrize("levels", [120, 200, 245, 400])  # each level is two deep
def test_what_is_nested_deeply_is_kept_and_the_library_can_be_written(path: Path, levels: int) -> None:
    library = written(path, odd_note(extra=nested(levels)), readings=(odd_reading(),))
    assert bodies(library) == {"odd", "sound"}
    library.add(note("new"))
    again = TinyLibrary(path)
    assert again.notice is None
    assert bodies(again) == {"odd", "sound", "new"}
    assert len(again.readings()) == 1
    assert path.read_text().count("core") == 1


def test_half_a_surrogate_in_a_kind_costs_its_record_alone() -> None:
    with pytest.raises(msgspec.ValidationError):
        annotation_of({"type": "no\ud800te", "id": "1", "article_id": "a"})


def test_what_is_no_record_is_set_aside(path: Path) -> None:
    kept = {"number": 5, "annotations:odd": {"of": "before"}}
    library = written(path, other=[1, 2], word="x", **{"set-aside": kept})
    tables = json.loads(path.read_text())
    tables["annotations"]["odd"] = "a string"
    path.write_text(json.dumps(tables))
    library = TinyLibrary(path)
    assert library.notice is None
    assert bodies(library) == {"sound"}
    library.add(note("new"))
    aside = json.loads(path.read_text())["set-aside"]
    assert aside == {
        "annotations:odd": {"of": "before"},
        "annotations:odd 2": {"value": "a string"},
        "other": {"value": [1, 2]},
        "set-aside:number": {"value": 5},
        "word": {"value": "x"},
    }
    assert check(path).findings == ()
    assert repair(path) == []


@pytest.mark.parametrize("content", ['{"list": [1], "meta": {"own": {}}}', '{"list": [1, 2, 3, 4, 5, 6, 7]}'])
def test_another_programs_file_is_left_alone(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(LibraryError, match="no library"):
        TinyLibrary(path)
    assert path.read_text() == content
