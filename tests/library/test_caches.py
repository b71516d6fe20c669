"""The cache of analyses: bounded, and never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.analysis import Actor, ActorKind, Analysis, Mention, Quote, QuoteKind
from tui.domain.article import Span
from tui.library.caches.analyses import AnalysisCache
from tui.library.caches.blobs import BlobFolder

ANALYSIS = Analysis(
    "hash", "model", "1",
    (Mention(Span(0, 4), "PERSON", "anna"),),
    (Actor("anna", "Anna", ActorKind.PERSON, mentions=(Span(0, 4),)),),
    (Quote("q1", QuoteKind.DIRECT, (Span(5, 9), Span(12, 15)), actor_id="anna", confidence=0.75),),
)  # fmt: skip


def test_an_analysis_comes_back(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path / "deep" / "cache")
    assert cache.get("k") is None
    assert cache.put("k", ANALYSIS)
    assert cache.get("k") == ANALYSIS
    assert AnalysisCache(tmp_path / "deep" / "cache").get("k") == ANALYSIS
    assert cache.get("other") is None
    assert (cache.count(), cache.size() > 0) == (1, True)
    assert cache.clear() > 0
    assert (cache.get("k"), cache.size(), cache.count()) == (None, 0, 0)


def test_what_is_not_complete_is_kept_in_parts_until_it_is(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path)
    assert cache.put_part("k", "0-9", b"first")
    assert cache.put_part("k", "9-20", b"second")
    assert cache.put_part("other", "0-9", b"another's")
    again = AnalysisCache(tmp_path)
    assert [again.part("k", name) for name in ("0-9", "9-20", "20-30")] == [b"first", b"second", None]
    assert again.get("k") is None
    assert (again.count(), again.incomplete(), again.size() > 0) == (0, 2, True)
    damaged = max(tmp_path.glob("*/*.z"), key=lambda path: path.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    assert None in (again.part("k", "9-20"), again.part("other", "0-9"))
    assert not damaged.exists()
    again.put_part("k", "9-20", b"second")
    again.put_part("other", "0-9", b"another's")

    assert again.put("k", ANALYSIS)
    assert again.part("k", "0-9") is None
    assert again.part("other", "0-9") == b"another's"
    assert (again.count(), again.incomplete()) == (1, 1)
    assert len(list(tmp_path.iterdir())) == 2
    # Another process that is still at it adds nothing more, and what it left goes when the whole is read.
    assert not cache.put_part("k", "9-20", b"second")
    BlobFolder(tmp_path, b"sayso analysis 1", limit=10**6).put("k", b"late", "20-30")
    assert again.get("k") == ANALYSIS
    assert again.incomplete() == 1
    (tmp_path / "empty.parts").mkdir()
    assert again.incomplete() == 1
    assert again.clear() > 0
    assert list(tmp_path.iterdir()) == []


def test_parts_count_towards_the_bound(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path, limit=10_000)
    for number in range(40):
        cache.put_part("k", str(number), os.urandom(1000))
    assert 5_000 < cache.size() <= 10_000
    assert cache.part("k", "39") is not None
    assert cache.part("k", "0") is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_of_any_kind_is_a_missing_entry(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    cache = AnalysisCache(folder)
    cache.put("k", ANALYSIS)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    cut = data.draw(st.integers(0, len(whole) - 1))
    put = data.draw(st.binary(max_size=4))
    damaged = whole[:cut] + put + (whole[cut + len(put) :] if data.draw(st.booleans()) else b"")
    file.write_bytes(damaged)
    found = cache.get("k")
    if damaged == whole:
        assert found == ANALYSIS
    else:
        assert found is None
        assert not file.exists()


@pytest.mark.parametrize("what", ["pipe", "device", "folder"])
def test_what_is_no_plain_file_is_no_entry(tmp_path: Path, what: str) -> None:
    """A named pipe without a writer, or a device without an end, would be read for ever."""
    cache = AnalysisCache(tmp_path)
    cache.put("k", ANALYSIS)
    [path] = tmp_path.glob("*.z")
    path.unlink()
    if what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    assert cache.get("k") is None
    assert cache.put("k", ANALYSIS) is (what != "folder")
    assert (cache.get("k") is None) is (what == "folder")


def test_an_entry_of_another_shape_is_dropped(tmp_path: Path) -> None:
    BlobFolder(tmp_path, b"sayso analysis 1", limit=10**6).put("k", b"\x93\x01\x02\x03")
    cache = AnalysisCache(tmp_path)
    assert cache.get("k") is None
    assert cache.count() == 0


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path, b"kind", limit=10_000)
    for number in range(9):
        blobs.put(str(number), os.urandom(1000))
        file = blobs._path(str(number))
        os.utime(file, (1000 + number, 1000 + number))
    assert blobs.get("0") is not None  # used just now
    blobs.put("new", os.urandom(1500))
    assert blobs.get("0") is not None
    assert blobs.get("new") is not None
    assert blobs.get("1") is None
    assert blobs.size() <= 10_000


def test_what_is_larger_than_the_bound_is_not_kept(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path, b"kind", limit=100)
    assert not blobs.put("k", os.urandom(200))
    assert blobs.size() == 0


def test_a_folder_that_refuses_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    cache = AnalysisCache(blocked / "cache")
    assert not cache.put("k", ANALYSIS)
    assert not cache.put_part("k", "0-9", b"first")
    assert (cache.get("k"), cache.part("k", "0-9"), cache.size(), cache.clear()) == (None, None, 0, 0)


def test_others_files_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "README"
    other.write_text("mine")
    cache = AnalysisCache(tmp_path)
    cache.put("k", ANALYSIS)
    cache.clear()
    assert other.exists()
