"""The file itself: damage, full disks, links, locks, rights and other processes' litter."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.making import ARTICLE, note, reading
from tui.domain.annotation import Note
from tui.domain.errors import LibraryError, LibraryLockedError, LibraryNewerError, LibraryReadOnlyError
from tui.library.encoding import DamagedError, decode, encode
from tui.library.library import TinyLibrary
from tui.library.migrations import SCHEMA, migrate, schema_of
from tui.library.safety import backups
from tui.library.storage import FileStorage
from tui.library.tables import LibraryDatabase

FILES = Path(__file__).parent / "files"
ROOT = Path(__file__).resolve().parents[2]


def bodies(library: TinyLibrary) -> set[str]:
    return {one.body for one in library.annotations() if isinstance(one, Note)}


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """For the superseded rights of root: act as a user without any."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_new_file_is_private_and_an_old_ones_mode_stays(library: TinyLibrary, path: Path) -> None:
    library.add(note())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    library.add(note())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_symbolic_link_is_followed(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "notes.json"
    real.parent.mkdir()
    path.symlink_to(real)
    TinyLibrary(path).add(note("through the link"))
    TinyLibrary(path).add(note("again"))
    assert path.is_symlink()
    assert bodies(TinyLibrary(real)) == {"through the link", "again"}


def test_a_loop_of_links_is_one_clear_line(path: Path) -> None:
    path.symlink_to(path)
    with pytest.raises(LibraryError):
        TinyLibrary(path).add(note())


@pytest.mark.parametrize("keep", [0.5, 0.1, 0.99])
def test_half_a_file_is_put_aside_and_the_backup_used(path: Path, keep: float) -> None:
    library = TinyLibrary(path)
    for number in range(10):
        library.add(note(f"note {number}"))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    again = TinyLibrary(path)
    # The last change may stand only in the file that is damaged; what the backup has is all there.
    assert bodies(again) >= {f"note {number}" for number in range(9)}
    assert again.notice is not None
    assert "damaged" in again.notice
    assert re.search(r"the backup of \d{4}-\d\d-\d\d \d\d:\d\d UTC", again.notice)
    aside = list(path.parent.glob("library.damaged-*.json"))
    assert [one.read_bytes() for one in aside] == [data[: int(len(data) * keep)]]
    assert TinyLibrary(path).notice is None


def test_an_entry_in_a_damaged_file_alone_is_rescued(path: Path) -> None:
    library = TinyLibrary(path)
    library.add(note("first"))
    library.add(note("last"))
    path.write_bytes(path.read_bytes()[:-2])
    again = TinyLibrary(path)
    assert bodies(again) == {"first", "last"}
    assert again.notice is not None
    assert "1 newer entry" in again.notice


@pytest.mark.parametrize(
    "damage", [b"\0" * 300, b"{", b'{"meta":[]}', b"[1]", b'{"meta":{"library":{"sch', b"\xff" * 9]
)
def test_rubbish_without_a_backup_is_kept_and_a_new_library_begun(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    library = TinyLibrary(path)
    library.add(note("new"))
    assert bodies(TinyLibrary(path)) == {"new"}
    assert [one.read_bytes() for one in path.parent.glob("library.damaged-*.json")] == [damage]


@pytest.mark.parametrize(
    "other", ["# A page of mine\n\nWith words.\n", '{"name": "other", "scripts": {"a": "b"}}']
)
def test_another_programs_file_is_left_alone(path: Path, other: str) -> None:
    path.write_text(other)
    with pytest.raises(LibraryError, match="no library of sayso"):
        TinyLibrary(path)
    assert path.read_text() == other
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_library_that_vanished_is_not_passed_over(library: TinyLibrary, path: Path) -> None:
    library.add(note("one"))
    library.add(note("two"))
    path.unlink()
    again = TinyLibrary(path)
    assert again.annotations() == []
    assert again.notice is not None
    assert "library restore" in again.notice
    assert library.annotations() == []


def test_an_open_library_goes_on_after_damage(library: TinyLibrary, path: Path) -> None:
    library.add(note("one"))
    library.add(note("two"))
    path.write_bytes(path.read_bytes()[:-2])
    library.add(note("three"))
    assert bodies(library) == {"one", "two", "three"}
    assert library.notice is not None


def test_an_emptied_file_is_damage_when_there_are_backups(library: TinyLibrary, path: Path) -> None:
    library.add(note("one"))
    library.add(note("two"))
    path.write_bytes(b"")
    assert bodies(TinyLibrary(path)) == {"one"}


def test_an_empty_file_is_an_empty_library(path: Path) -> None:
    path.touch()
    library = TinyLibrary(path)
    assert library.notice is None
    library.add(note())
    assert len(TinyLibrary(path).annotations()) == 1


def test_a_damaged_backup_is_passed_over(library: TinyLibrary, path: Path) -> None:
    for number in range(4):
        library.add(note(f"{number}"))
    newest, *_ = backups.newest_first(path)
    newest.write_bytes(b"rubbish")
    path.write_bytes(b"rubbish")
    assert bodies(TinyLibrary(path)) == {"0", "1"}


def test_a_newer_file_is_left_alone(path: Path) -> None:
    path.write_text(json.dumps({"meta": {"library": {"schema": SCHEMA + 1}}, "annotations": {}}))
    before = path.read_bytes()
    with pytest.raises(LibraryNewerError, match="newer version"):
        TinyLibrary(path)
    assert path.read_bytes() == before


def test_a_folder_or_a_device_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="is a folder"):
        TinyLibrary(tmp_path)
    with pytest.raises(LibraryError, match="plain file"):
        TinyLibrary("/dev/null")
    with pytest.raises(LibraryError):
        TinyLibrary(Path(__file__) / "library.json").add(note())


def test_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    path = folder / "library.json"
    TinyLibrary(path).add(note("old"))
    for parent in (tmp_path, *list(tmp_path.parents)[:3]):
        with contextlib.suppress(OSError):
            parent.chmod(parent.stat().st_mode | 0o055)
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        with as_nobody():
            if not os.access(path, os.R_OK, effective_ids=True):
                pytest.skip("this folder cannot be reached without root's rights")
            library = TinyLibrary(path)
            assert bodies(library) == {"old"}
            assert library.notice is not None
            assert "only be read" in library.notice
            with pytest.raises(LibraryReadOnlyError):
                library.add(note("new"))
            with pytest.raises(LibraryReadOnlyError):
                library.keep_reading(reading())
            assert bodies(library) == {"old"}
            assert library.undo() is None
    finally:
        folder.chmod(0o755)
    assert not list(folder.glob(".*.tmp"))


def test_a_full_disk_changes_nothing(library: TinyLibrary, path: Path) -> None:
    library.add(note("old"))
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        with pytest.raises(LibraryError, match="limit on the size of files"):
            library.add(note("x" * 5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert bodies(library) == {"old"}
    assert library.undo() == "note added"  # the change that failed is no step
    assert not list(path.parent.glob(".*.tmp"))


def test_no_space_is_said_in_plain_words(
    library: TinyLibrary, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(note("old"))
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LibraryError, match="The disk is full"):
        library.add(note("new"))
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert bodies(TinyLibrary(path)) == {"old"}
    assert not list(path.parent.glob(".*.tmp"))
    assert list(backups.newest_first(path)) == []


def test_a_disk_that_fails_at_the_last_step_is_not_called_unchanged(
    library: TinyLibrary, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LibraryError, match="was changed, but the disk did not confirm it"):
        library.add(note("new"))
    assert bodies(TinyLibrary(path)) == {"new"}


def test_a_damaged_library_on_a_full_disk_is_shown(
    library: TinyLibrary, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        library.add(note(f"{number}"))
    with path.open("r+b") as file:  # in place, the revision at its beginning intact
        file.truncate(path.stat().st_size - 2)
    damaged = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for one in (library, TinyLibrary(path)):
        assert bodies(one) == {"0", "1", "2"}
        assert one.notice is not None
        assert "damaged" in one.notice
        assert "disk is full" in one.notice
        with pytest.raises(LibraryError, match="disk is full"):
            one.add(note("3"))
    assert path.read_bytes() == damaged
    assert not list(path.parent.glob("library.damaged-*"))
    monkeypatch.undo()
    library.add(note("4"))
    assert bodies(TinyLibrary(path)) == {"0", "1", "2", "4"}
    (aside,) = path.parent.glob("library.damaged-*")
    assert aside.read_bytes() == damaged


def test_litter_of_killed_writers_is_cleared_and_never_read(library: TinyLibrary, path: Path) -> None:
    library.add(note("good"))
    litter = path.with_name(f".{path.name}.999-deadbeef.tmp")
    litter.write_bytes(path.read_bytes()[:50])
    other = path.with_name(".library.json.swp")
    other.write_text("an editor's")
    assert bodies(TinyLibrary(path)) == {"good"}
    neighbour = path.with_name(f".{path.name}.old.999-deadbeef.tmp")
    neighbour.write_text("what another library's writer is about to rename")
    library.add(note("more"))
    assert not litter.exists()
    assert neighbour.exists()
    assert other.exists()


def test_a_lock_that_is_held_is_said_in_time(path: Path) -> None:
    library = TinyLibrary(path, lock_seconds=0.2)
    with FileLock(f"{path}.lock"):
        with pytest.raises(LibraryLockedError, match="Another process"):
            library.add(note())
        assert library.annotations() == []  # reading needs no lock
    library.add(note())


def test_a_dead_holders_lock_is_free(path: Path) -> None:
    code = (
        "import sys, time; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire();"
        "print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, f"{path}.lock"], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(LibraryLockedError):
        TinyLibrary(path, lock_seconds=0.1).add(note())
    holder.kill()
    holder.wait()
    holder.stdout.close()
    TinyLibrary(path, lock_seconds=2).add(note("after"))
    assert bodies(TinyLibrary(path)) == {"after"}


def test_backups_are_the_last_and_one_a_day(library: TinyLibrary, path: Path) -> None:
    for number in range(8):
        library.add(note(f"{number}"))
    folder = backups.folder_of(path)
    for day in range(1, 10):
        (folder / f"day-2020-01-{day:02}.json").write_bytes(path.read_bytes())
    library.add(note("8"))
    names = sorted(one.name for one in folder.iterdir())
    assert len([name for name in names if name.startswith("recent-")]) == backups.RECENT
    days = [name for name in names if name.startswith("day-")]
    assert len(days) == backups.DAYS
    assert "day-2020-01-03.json" not in days
    newest = next(backups.newest_first(path))
    assert len(decode(newest.read_bytes())["annotations"]) == 8


@pytest.mark.parametrize("name", sorted(one.name for one in FILES.glob("schema-*.json")))
def test_files_of_every_schema_open(name: str, path: Path) -> None:
    path.write_bytes((FILES / name).read_bytes())
    library = TinyLibrary(path)
    assert bodies(library) == {"is that so?", "second"}
    assert {one.tags for one in library.annotations() if isinstance(one, Note)} == {("ferry",), ()}
    kept = library.reading(ARTICLE)
    assert kept is not None
    assert kept.position == 120
    ids = {one.id for one in library.annotations()}
    library.add(note("third"))
    again = TinyLibrary(path)
    assert schema_of(decode(path.read_bytes())) == SCHEMA
    assert ids < {one.id for one in again.annotations()}
    assert (FILES / name).read_bytes() in [one.read_bytes() for one in backups.newest_first(path)]
    for_good = [one for one in backups.folder_of(path).iterdir() if one.name.startswith("before-schema-")]
    assert len(for_good) == (name != f"schema-{SCHEMA}.json")


def test_there_is_a_file_of_every_schema() -> None:
    assert {int(one.stem.removeprefix("schema-")) for one in FILES.glob("schema-*.json")} == set(
        range(SCHEMA + 1)
    )


def test_migrations_go_step_by_step() -> None:
    tables = {"meta": {"library": {"schema": 1}}, "annotations": {"a": {"n": 1}}}
    steps = {
        1: lambda old: {**old, "annotations": {"a": {"n": old["annotations"]["a"]["n"] + 1}}},
        2: lambda old: {**old, "annotations": {"a": {"n": old["annotations"]["a"]["n"] * 10}}},
    }
    done = migrate(tables, steps, to=3)
    assert done == {"meta": {"library": {"schema": 3}}, "annotations": {"a": {"n": 20}}}
    assert tables["annotations"] == {"a": {"n": 1}}


def test_tinydbs_own_methods_are_safe_too(path: Path) -> None:
    database = LibraryDatabase(path)
    table = database.named("annotations")
    other = LibraryDatabase(path).named("annotations")
    table.put({"a": {"n": 1}})
    other.put({"b": {"n": 2}})
    table.update({"seen": True})
    assert {name: dict(doc) for name, doc in other.documents().items()} == {
        "a": {"n": 1, "seen": True}, "b": {"n": 2, "seen": True},
    }  # fmt: skip
    table.remove(doc_ids=["a"])  # type: ignore[list-item]
    assert list(other.documents()) == ["b"]
    with pytest.raises(TypeError, match="ids of their own"):
        table.insert({"n": 3})


def test_a_transaction_that_fails_changes_nothing(path: Path) -> None:
    storage = FileStorage(path)
    storage.write({"annotations": {"a": {"n": 1}}})
    before = path.read_bytes()

    def fail() -> None:
        with storage.transaction() as tables:
            tables["annotations"]["a"]["n"] = 2
            storage.write(tables)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == before
    assert storage.read()["annotations"] == {"a": {"n": 1}}


KEYS = st.text(max_size=8)
TABLES = st.dictionaries(
    st.sampled_from(["annotations", "readings", "other"]),
    st.dictionaries(
        KEYS, st.dictionaries(KEYS, st.none() | st.integers(-(2**53), 2**53) | st.text(max_size=9))
    ),
)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_tables_come_back_as_they_were(tables: dict[str, dict[str, dict[str, object]]]) -> None:
    found = decode(encode({**tables, "meta": {}}))
    assert {name: found[name] for name in tables} == tables


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_damage_is_taken_for_a_library_of_another_shape(data: st.DataObject) -> None:
    whole = encode({"annotations": {"a": {"n": "x"}}, "readings": {}})
    cut = data.draw(st.integers(0, len(whole) - 1))
    put = data.draw(st.binary(max_size=3))
    try:
        tables = decode(whole[:cut] + put)
    except (DamagedError, LibraryNewerError):
        return
    assert all(isinstance(doc, dict) for table in tables.values() for doc in table.values())


STEP = st.tuples(
    st.sampled_from(["add", "change", "remove", "undo", "redo"]), st.integers(0, 5), st.integers(0, 1)
)


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEP, max_size=15))
def test_two_processes_changes_against_a_plain_model(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    """Two libraries on one file, each with undo of its own, agree with a dict and lists of steps."""
    path = tmp_path_factory.mktemp("model") / "library.json"
    libraries = [TinyLibrary(path), TinyLibrary(path)]
    names = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(6)]
    model: dict[str, str] = {}
    undo: list[list[tuple[str, str | None, str | None]]] = [[], []]
    redo: list[list[tuple[str, str | None, str | None]]] = [[], []]
    for turn, (what, number, who) in enumerate(steps):
        name, library = names[number], libraries[who]
        before = model.get(name)
        if what in ("add", "change"):
            library.replace(
                Note(
                    article_id="a",
                    anchor=note().anchor,
                    id=name,
                    body=str(turn),
                    created=note().created,
                    modified=note().modified,
                )
            )
            model[name] = str(turn)
            undo[who].append((name, before, str(turn)))
            redo[who].clear()
        elif what == "remove":
            library.remove(name)
            if before is not None:
                del model[name]
                undo[who].append((name, before, None))
                redo[who].clear()
        else:
            here, there = (undo, redo) if what == "undo" else (redo, undo)
            said = library.undo() if what == "undo" else library.redo()
            assert (said is None) == (not here[who])
            if here[who]:
                key, old, new = here[who].pop()
                if model.get(key) == new:
                    if old is None:
                        model.pop(key, None)
                    else:
                        model[key] = old
                    there[who].append((key, new, old))
        for one in libraries:
            assert {n.id: n.body for n in one.annotations() if isinstance(n, Note)} == model


def test_a_file_where_a_folder_should_be_is_one_clear_line(path: Path) -> None:
    path.write_bytes(b"{}")
    for below in (path / "library.json", path / "deeper" / "library.json"):
        with pytest.raises(LibraryError, match="is a file and no folder"):
            TinyLibrary(below)


def test_nobodys_home_folder_is_a_name_like_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    TinyLibrary("~nobody-of-that-name/library.json").add(note())
    assert (tmp_path / "~nobody-of-that-name" / "library.json").is_file()


def test_folders_are_made_and_private(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "library.json"
    TinyLibrary(path).add(note())
    assert {stat.S_IMODE(one.stat().st_mode) for one in (path.parent, path.parent.parent)} == {0o700}
