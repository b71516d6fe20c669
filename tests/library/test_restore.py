"""backup and restore, also with a clock that goes back; each twice is as good as once."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.library.making import note
from tests.library.test_check import bodies
from tui.domain.annotation import Note
from tui.domain.errors import LibraryError, LibraryNewerError
from tui.library.library import TinyLibrary
from tui.library.safety import backups
from tui.library.safety.restore import Restored, backup, restore


def test_there_is_none_yet(path: Path) -> None:
    with pytest.raises(LibraryError, match="no library"):
        backup(path)
    with pytest.raises(LibraryError, match="no good backup"):
        restore(path)
    assert not path.exists()
    path.touch()
    with pytest.raises(LibraryError, match="no library"):
        backup(path)


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
    done = restore(path, named)
    assert (done.chosen, done.changed) == (named, True)
    assert bodies(path) == {"old"}
    assert restore(path, named) == Restored(named, changed=False)
    assert bodies(path) == {"old"}
    before = [one for one in backups.folder_of(path).iterdir() if one.name.startswith("before-restore-")]
    assert before == [done.before]
    assert restore(path, before[0]).chosen == before[0]
    assert bodies(path) == {"old", "new"}
    assert bodies(Path(library.path)) == {"old", "new"}


def test_restoring_without_a_name_twice_is_as_once(library: TinyLibrary, path: Path) -> None:
    for number in range(3):
        library.add(note(f"{number}"))
    first = restore(path)
    assert bodies(path) == {"0", "1"}
    assert restore(path) == Restored(first.chosen, changed=False)
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
    with pytest.raises(LibraryError, match="no good backup"):
        restore(path, bad)
    with pytest.raises(LibraryNewerError):
        restore(path, newer)
    with pytest.raises(LibraryError, match="There is no backup"):
        restore(path, tmp_path / "none.json")
    assert path.read_bytes() == before


def test_a_damaged_library_is_not_backed_up(path: Path) -> None:
    path.write_bytes(b"{")
    with pytest.raises(LibraryError, match="is damaged"):
        backup(path)


def test_the_library_itself_is_no_copy(library: TinyLibrary, path: Path, tmp_path: Path) -> None:
    library.add(note("old"))
    link = tmp_path / "link.json"
    link.symlink_to(path)
    for target in (path, link):
        with pytest.raises(LibraryError, match="is the library itself"):
            backup(path, target)


def test_a_library_that_is_gone_comes_back(library: TinyLibrary, path: Path) -> None:
    library.add(note("old"))
    kept = backup(path)
    path.unlink()
    assert restore(path) == Restored(kept, changed=True)
    assert bodies(path) == {"old"}


def test_libraries_beside_each_other_have_their_own_backups(tmp_path: Path) -> None:
    names = ("notes", "notes.json", "notes.db")
    for name in names:
        for number in range(2):
            TinyLibrary(tmp_path / name).add(note(f"{name} {number}"))
    for name in names:
        (tmp_path / name).write_bytes(b"")
        assert bodies(tmp_path / name) == {f"{name} 0"}


def test_a_clock_that_goes_back_puts_no_older_backup_first(library: TinyLibrary, path: Path) -> None:
    for number in range(4):
        library.add(note(f"{number}"))
    # The present version and those to come are of a year ago, by a clock that was put right.
    past = datetime.now(UTC) - timedelta(days=365)
    for number in range(4, 9):
        os.utime(path, (past.timestamp() + number, past.timestamp() + number))
        library.add(note(f"{number}"))
        newest = next(backups.newest_first(path))
        assert bodies(newest) == {str(each) for each in range(number)}
    os.utime(path, (past.timestamp(), past.timestamp()))
    kept = backup(path)
    assert next(backups.newest_first(path)) == kept
    path.write_bytes(b"{")
    assert bodies(path) == {str(each) for each in range(9)}


def test_days_that_have_not_come_yet_go_first(library: TinyLibrary, path: Path) -> None:
    library.add(note("0"))
    folder = backups.folder_of(path)
    folder.mkdir()
    today = datetime.now(UTC).date()
    for days in (*range(-8, 0), 400, 800):
        (folder / f"day-{today + timedelta(days=days)}.json").write_bytes(path.read_bytes())
    library.add(note("1"))
    if datetime.now(UTC).date() != today:
        pytest.skip("midnight came in between")
    left = sorted(one.name for one in folder.iterdir() if one.name.startswith("day-"))
    assert left == [f"day-{today + timedelta(days=days)}.json" for days in range(-6, 1)]
