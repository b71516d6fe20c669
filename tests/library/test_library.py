"""Annotations, readings, undo and search; two libraries on one file stand for two readers."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from tests.library.making import ARTICLE, WHEN, anchor, bookmark, highlight, note, reading
from tui.domain.annotation import ActorsAreOne, Annotation, Correction, Note
from tui.domain.ports import Library
from tui.library.library import TinyLibrary
from tui.library.paths import library_path


def test_it_is_a_library(library: TinyLibrary, path: Path) -> None:
    port: Library = library
    assert port.path == str(path)
    assert port.notice is None
    assert port.annotations() == []
    assert port.readings() == []
    assert not path.exists()  # looking writes nothing


def test_every_kind_comes_back_as_it_was(library: TinyLibrary, path: Path) -> None:
    correction = Correction(article_id=ARTICLE, anchor=anchor(3), right=ActorsAreOne(("A", "B")), was="two")
    kinds: list[Annotation] = [correction, bookmark(20), highlight(30), note(at=40, tags=("x", "y"))]
    library.add(*reversed(kinds))
    library.keep_reading(reading())
    again = TinyLibrary(path)
    assert again.annotations(ARTICLE) == kinds  # in the order of their anchors
    assert again.reading(ARTICLE) == reading()
    assert again.annotations("nothing") == []
    assert all(UUID(one.id) for one in again.annotations())


def test_all_annotations_come_by_article(library: TinyLibrary) -> None:
    library.add(
        note(article="b", at=1), note(article="a", at=9), note(article="b", at=0), note(article="a", at=2)
    )
    assert [(one.article_id, one.anchor.start) for one in library.annotations()] == [
        ("a", 2), ("a", 9), ("b", 0), ("b", 1),
    ]  # fmt: skip


def test_readings_latest_first(library: TinyLibrary) -> None:
    later = msgspec.structs.replace(reading("b"), opened=WHEN + timedelta(days=1))
    library.keep_reading(later)
    library.keep_reading(reading("a"))
    library.keep_reading(reading("a", position=70))
    assert [(one.article_id, one.position) for one in library.readings()] == [("b", 5), ("a", 70)]
    library.add(note(article="a"))
    library.forget_reading("a")
    library.forget_reading("never")
    assert library.reading("a") is None
    assert len(library.annotations("a")) == 1


def test_undo_and_redo(library: TinyLibrary) -> None:
    assert (library.undo(), library.redo()) == (None, None)
    one = note("first")
    library.add(one)
    library.replace(msgspec.structs.replace(one, body="second"))
    library.remove(one.id)
    assert library.annotations() == []
    assert library.undo() == "note removed"
    assert library.undo() == "note changed"
    assert library.annotations() == [one]
    assert library.redo() == "note changed"
    assert [n.body for n in library.annotations() if isinstance(n, Note)] == ["second"]
    library.add(bookmark())
    assert library.redo() is None  # a new change ends what could be done again
    assert library.undo() == "bookmark added"
    assert library.undo() == "note changed"
    assert library.undo() == "note added"
    assert library.undo() is None
    assert library.annotations() == []


def test_words_for_several(library: TinyLibrary) -> None:
    library.add(note(), note())
    assert library.undo() == "2 notes added"
    library.add(note(), bookmark())
    assert library.undo() == "2 entries added"


def test_what_changes_nothing_is_no_step(library: TinyLibrary, path: Path) -> None:
    one = note()
    library.add(one)
    before = library.revision()
    library.add()
    library.replace(one)
    library.remove("not there")
    assert library.revision() == before
    assert library.undo() == "note added"


def test_undo_leaves_what_another_has_changed_since(library: TinyLibrary, path: Path) -> None:
    mine, other = note("mine"), note("other")
    library.add(mine, other)
    elsewhere = TinyLibrary(path)
    changed = msgspec.structs.replace(mine, body="changed elsewhere")
    elsewhere.replace(changed)
    said = library.undo()
    assert said is not None
    assert "changed elsewhere" in said
    assert library.annotations() == [changed]
    assert library.redo() == "2 notes added"
    assert {one.id for one in library.annotations()} == {mine.id, other.id}


def test_undo_of_a_removal_does_not_replace_what_is_there_again(library: TinyLibrary, path: Path) -> None:
    one = note("old")
    library.add(one)
    library.remove(one.id)
    TinyLibrary(path).add(msgspec.structs.replace(one, body="new"))
    said = library.undo()
    assert said is not None
    assert said.startswith("note removed: ")
    assert [n.body for n in library.annotations() if isinstance(n, Note)] == ["new"]


def test_two_readers_see_each_other(library: TinyLibrary, path: Path) -> None:
    other = TinyLibrary(path)
    before = other.revision()
    library.add(note("one"))
    assert other.revision() != before
    other.add(note("two"))
    library.keep_reading(reading())
    assert len(library.annotations()) == len(other.annotations()) == 2
    assert other.readings() == [reading()]


def test_threads_lose_nothing(library: TinyLibrary) -> None:
    def work(number: int) -> None:
        for step in range(10):
            library.add(note(f"{number} {step}"))
            library.annotations(ARTICLE)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.id for one in library.annotations()}) == 40


def test_reading_costs_nothing_when_nothing_changed(
    library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(note())

    def refuse(*_: object) -> bytes:
        raise AssertionError("the file was read again")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert len(library.annotations()) == 1
    assert len(library.annotations(ARTICLE)) == 1
    assert library.search("ferries")


def test_search(library: TinyLibrary) -> None:
    spring = note("Erdoğan spoke of SPRING", tags=("Politics", "tür"), at=1)
    other = note("nothing here", at=2)
    library.add(spring, other, highlight(3))
    assert library.search("erdogan") == [spring]
    assert library.search("spring spoke") == [spring]
    assert len(library.search("ferries")) == 3  # the passage itself
    assert library.search("#politics ferries") == [spring]
    assert library.search("#tur") == [spring]
    assert library.search("#poli") == []
    assert library.search("ferries walrus") == []
    assert library.search("  ") == []


def test_corrections_are_found_by_their_names(library: TinyLibrary) -> None:
    one = Correction(article_id=ARTICLE, anchor=anchor(), right=ActorsAreOne(("Anna Berg", "A. Berg")))
    library.add(one)
    assert library.search("anna") == [one]


def test_strange_text_is_kept_to_the_letter(library: TinyLibrary, path: Path) -> None:
    odd = "\x1b]52;c;x\x07 \ud800 \udcff “漢字” \u2028 \0 [bold]"
    one = Note(article_id="x", anchor=anchor(words=odd), body=odd, created=WHEN, modified=WHEN)
    library.add(one)
    library.add(note(article="y"))
    assert TinyLibrary(path).annotations("x") == [one]


def test_entries_of_an_unknown_kind_are_left_as_they_are(library: TinyLibrary, path: Path) -> None:
    library.add(note())
    text = path.read_text().replace(
        '"annotations":{', '"annotations":{"u":{"type":"hologram","article_id":"a"},'
    )
    path.write_text(text)
    again = TinyLibrary(path)
    assert len(again.annotations()) == 1
    again.add(note())
    assert '"hologram"' in path.read_text()


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SAYSO_LIBRARY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert library_path().name == "library.json"
    if os.name == "posix" and os.uname().sysname == "Linux":
        assert library_path() == tmp_path / "sayso" / "library.json"
    monkeypatch.setenv("SAYSO_LIBRARY", str(tmp_path / "mine.json"))
    assert library_path() == tmp_path / "mine.json"
    assert library_path(tmp_path / "other.json") == tmp_path / "other.json"


def test_changes_made_together_are_one(library: TinyLibrary, path: Path) -> None:
    first = note("first")
    library.add(first)
    before = path.read_bytes()
    with library.together():
        library.add(note("second"))
        library.remove(first.id)
        library.keep_readings([reading("a"), reading("b")])
        assert path.read_bytes() == before
        assert [one.body for one in library.annotations() if isinstance(one, Note)] == ["second"]
    assert TinyLibrary(path).annotations() == library.annotations()
    assert len(library.readings()) == 2
    assert [library.undo(), library.undo()] == ["note removed", "note added"]
    assert library.annotations() == [first]


def test_changes_made_together_fail_together(library: TinyLibrary, path: Path) -> None:
    first = note("first")
    library.add(first)
    before = path.read_bytes()

    def fail() -> None:
        with library.together():
            library.add(note("second"))
            library.keep_reading(reading())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_bytes() == before
    assert library.annotations() == [first]
    assert library.readings() == []
    assert [library.undo(), library.undo()] == ["note added", None]


def test_a_number_that_is_none_changes_no_other_field(library: TinyLibrary, path: Path) -> None:
    library.keep_reading(msgspec.structs.replace(reading(position=7), quotes=4))
    path.write_text(
        path.read_text().replace('"quotes":4', '"quotes":NaN').replace('"length":0', '"length":-Infinity')
    )
    for _ in range(2):  # as it was written by hand, and as it is written again
        again = TinyLibrary(path)
        assert again.reading(ARTICLE) == reading(position=7)
        again.add(note())
