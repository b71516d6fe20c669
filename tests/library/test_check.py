"""check, repair, backup and restore; each twice is as good as once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.library.making import note, reading
from tui.domain.annotation import Note
from tui.domain.errors import LibraryError, LibraryNewerError
from tui.library import backups
from tui.library.check import backup, check, repair, restore
from tui.library.library import TinyLibrary


def bodies(path: Path) -> set[str]:
    return {one.body for one in TinyLibrary(path).annotations() if isinstance(one, Note)}


def test_a_good_library_has_no_findings(library: TinyLibrary, path: Path) -> None:
    library.add(note(), note())
    library.keep_reading(reading())
    report = check(path)
    assert (report.annotations, report.readings, report.findings) == (2, 1, ())
    assert report.size == path.stat().st_size
    assert len(report.backups) == 2  # the version before the last, as the last and as today's
    before = path.read_bytes()
    assert repair(path) == []
    assert path.read_bytes() == before


def test_there_is_none_yet(path: Path) -> None:
    assert check(path).findings == ("There is no library yet.",)
    assert repair(path) == []
    assert not path.exists()
    with pytest.raises(LibraryError, match="no library"):
        backup(path)
    with pytest.raises(LibraryError, match="no good backup"):
        restore(path)


def test_damage_is_found_and_mended_once(library: TinyLibrary, path: Path) -> None:
    for number in range(4):
        library.add(note(f"{number}"))
    path.write_bytes(path.read_bytes()[:-2])
    (finding,) = check(path).findings
    assert "damaged" in finding
    assert path.read_bytes()[-1:] != b"]"
    (done,) = repair(path)
    assert "put aside" in done
    assert repair(path) == []
    assert check(path).findings == ()
    assert bodies(path) == {"0", "1", "2", "3"}


def test_strange_and_misplaced_entries(library: TinyLibrary, path: Path) -> None:
    good = note("good")
    library.add(good)
    tables = json.loads(path.read_text())
    document = tables["annotations"].pop(good.id)
    tables["annotations"]["0" * 32] = document
    tables["annotations"]["strange"] = {"type": "hologram"}
    path.write_text(json.dumps(tables))
    assert len(check(path).findings) == 2
    assert len(repair(path)) == 2
    assert repair(path) == []
    assert (check(path).findings, check(path).set_aside) == ((), 1)
    tables = json.loads(path.read_text())
    assert list(tables["annotations"]) == [good.id]
    assert tables["set-aside"] == {"annotations:strange": {"type": "hologram"}}


def test_litter_and_bad_backups(library: TinyLibrary, path: Path) -> None:
    library.add(note("1"))
    library.add(note("2"))
    path.with_name(f".{path.name}.1-ab.tmp").write_bytes(b"x")
    newest = next(backups.newest_first(path))
    newest.unlink()
    newest.write_bytes(b"rubbish")
    assert len(check(path).findings) == 2
    assert len(repair(path)) == 2
    assert repair(path) == []
    assert check(path).findings == ()


def test_a_backup_and_back_again(library: TinyLibrary, path: Path, tmp_path: Path) -> None:
    library.add(note("old"))
    kept = backup(path)
    assert backup(path) == kept
    assert kept.parent == backups.folder_of(path)
    named = backup(path, tmp_path / "mine.json")
    assert backup(path, tmp_path / "mine.json") == named
    library.add(note("new"))
    with pytest.raises(LibraryError, match="something else"):
        backup(path, tmp_path / "mine.json")
    assert backup(path) != kept
    assert restore(path, named) == named
    assert bodies(path) == {"old"}
    assert restore(path, named) == named
    assert bodies(path) == {"old"}
    before = [one for one in backups.folder_of(path).iterdir() if one.name.startswith("before-restore-")]
    assert len(before) == 1
    assert restore(path, before[0]) == before[0]
    assert bodies(path) == {"old", "new"}
    assert bodies(Path(library.path)) == {"old", "new"}


def test_restoring_without_a_name_twice_is_as_once(library: TinyLibrary, path: Path) -> None:
    for number in range(3):
        library.add(note(f"{number}"))
    first = restore(path)
    assert bodies(path) == {"0", "1"}
    assert restore(path) == first
    assert bodies(path) == {"0", "1"}


def test_an_open_reader_sees_what_was_restored(library: TinyLibrary, path: Path) -> None:
    library.add(note("0"))
    library.add(note("1"))
    restore(path)
    assert {one.body for one in library.annotations() if isinstance(one, Note)} == {"0"}


def test_what_is_no_backup_is_refused(library: TinyLibrary, path: Path, tmp_path: Path) -> None:
    library.add(note("old"))
    before = path.read_bytes()
    bad, newer = tmp_path / "bad.json", tmp_path / "newer.json"
    bad.write_text("[]")
    newer.write_text('{"meta":{"library":{"schema":99}}}')
    with pytest.raises(LibraryError, match="no good library file"):
        restore(path, bad)
    with pytest.raises(LibraryNewerError):
        restore(path, newer)
    with pytest.raises(LibraryError, match="There is no backup"):
        restore(path, tmp_path / "none.json")
    assert path.read_bytes() == before


def test_a_damaged_library_is_not_backed_up(path: Path) -> None:
    path.write_bytes(b"{")
    with pytest.raises(LibraryError, match="no good library file"):
        backup(path)
