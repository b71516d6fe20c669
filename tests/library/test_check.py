"""check and repair; each twice is as good as once."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.library.making import note, reading
from tui.domain.annotation import Note
from tui.domain.errors import LibraryError
from tui.library.library import TinyLibrary
from tui.library.safety import backups
from tui.library.safety.check import check, repair


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


def test_an_id_that_stands_in_the_file_twice(library: TinyLibrary, path: Path) -> None:
    first = note("first")
    library.add(first, note("other"))
    whole = path.read_text()
    start = whole.index(f'"{first.id}":')
    entry = whole[start : whole.index("}", whole.index('"body"', start)) + 1]
    double = entry.replace('"first"', '"second"')
    path.write_text(whole.replace(entry, f"{entry},{double}"))
    assert bodies(path) == {"second", "other"}
    (finding,) = check(path).findings
    assert "1 entry under an id that stands in the file again" in finding
    (done,) = repair(path)
    assert "there twice" in done
    assert (repair(path), check(path).findings, check(path).set_aside) == ([], (), 1)
    assert bodies(path) == {"second", "other"}
    (aside,) = json.loads(path.read_text())["set-aside"].values()
    assert aside["body"] == "first"


def test_a_second_repair_puts_nothing_over_what_the_first_set_aside(library: TinyLibrary, path: Path) -> None:
    library.add(note("good"))
    for number in range(2):
        tables = json.loads(path.read_text())
        tables["annotations"]["strange"] = {"type": "hologram", "number": number}
        path.write_text(json.dumps(tables))
        repair(path)
    aside = json.loads(path.read_text())["set-aside"]
    assert [one["number"] for one in aside.values()] == [0, 1]


def test_a_named_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    for look in (check, repair):
        with pytest.raises(LibraryError, match="plain file"):
            look(path)


def test_a_folder_of_backups_that_cannot_be_written_is_one_line(
    library: TinyLibrary, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        library.add(note(f"{number}"))
    newest = next(backups.newest_first(path))
    newest.unlink()
    newest.write_bytes(b"rubbish")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(LibraryError, match="permission denied"):
        repair(path)
    monkeypatch.undo()
    assert bodies(path) == {"0", "1"}


def test_an_emptied_file_is_damage_and_one_that_never_held_anything_is_none(
    library: TinyLibrary, path: Path
) -> None:
    path.touch()
    assert check(path).findings == ()
    library.add(note("one"))
    library.add(note("two"))
    path.write_bytes(b"")
    (finding,) = check(path).findings
    assert "damaged" in finding
    (done,) = repair(path)
    assert "put aside" in done
    assert (check(path).findings, repair(path)) == ((), [])
    assert bodies(path) == {"one"}


def test_a_library_that_is_gone_is_said_and_nothing_is_put_in_its_place(
    library: TinyLibrary, path: Path
) -> None:
    library.add(note("one"))
    library.add(note("two"))
    path.unlink()
    for _ in range(2):
        (finding,) = check(path).findings
        (word,) = repair(path)
        assert "library restore" in finding
        assert word == finding
        assert not path.exists()
