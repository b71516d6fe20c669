"""Annotating: every key that puts something on the article, the notes pane, undo, copying, corrections."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual import events
from textual.keys import _character_to_key

from tests.app.fakes import ARTICLE, FakeLibrary, make_article, span
from tests.app.quiet import until
from tests.app.test_reader import Reading, reading
from tui.app.dialogs.dialog import ChoiceList
from tui.app.dialogs.note_editor import NoteEditor
from tui.app.state.filters import NoteFilter
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import (
    ActorIsCalled,
    ActorsAreOne,
    Anchor,
    Bookmark,
    Colour,
    ContentIs,
    Correction,
    EntityIs,
    Highlight,
    IsAQuote,
    NotAQuote,
    Note,
    SpeakerIs,
)


def only(library: FakeLibrary) -> Any:
    """The one annotation there is."""
    (annotation,) = library.kept.values()
    return annotation


async def test_bookmark_and_list(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("M")
        assert "Nothing is bookmarked" in r.said
        await r.press("J", "B")
        bookmark = only(library)
        assert isinstance(bookmark, Bookmark)
        assert "island" in bookmark.anchor.exact
        await r.press("G", "M", "enter")
        assert r.caret == bookmark.anchor.start


async def test_marks(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("J", "m", "k")
        here = r.caret
        await r.press("G", "apostrophe", "k")
        assert r.caret == here
        await r.press("apostrophe", "z")
        assert "no mark z" in r.said
        await r.press("g", "right_curly_bracket", "m", "w")
        words = next(a.anchor for a in library.kept.values() if getattr(a, "mark", "") == "w").exact
        assert len(words) > 80
        assert words.endswith(" another"), "it ends with a word"
        await r.press("U")
        await r.press("G", "m", "k")
        assert only(library).anchor.start == r.caret, "a mark set again moves"
        await r.press("m", "5")
        assert "a letter" in r.said
        await r.press("g", "apostrophe", "k", "apostrophe", "apostrophe")
        assert r.caret == 0, "'' goes back"


async def test_highlight_quote_selection_and_sentence(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("J", "c", "3")
        assert only(library).colour is Colour.BLUE
        assert only(library).anchor.exact == "We are not an island by choice,"
        assert r.screen.view.painted.annotations[0][1:3] == ("highlight", "blue")
        await r.press("c", "9")
        assert "1 to 5" in r.said
        await r.press("G", "v", "b", "c", "1")
        assert r.screen.view.selection is None
        assert len(library.kept) == 2
        await r.press("G", "c", "5")
        last = next(h for h in library.kept.values() if getattr(h, "colour", None) is Colour.ORANGE)
        assert last.anchor.exact.startswith("Until then"), "with no quote and no selection, the sentence"


async def test_note_is_written_edited_found_again(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("J", "a")
        assert isinstance(r.app.screen, NoteEditor)
        await r.press(*"Check", "enter", "number_sign", *"ferry", "f2")
        note = only(library)
        assert isinstance(note, Note)
        assert (note.body, note.tags) == ("Check\n#ferry", ("ferry",))
        assert "Notes 1" in [heading.title for heading in r.screen.query("Heading")][2]  # type: ignore[attr-defined]
        await r.press("a", *"!", "alt+enter")
        assert only(library).body == "Check\n#ferry!"
        assert only(library).id == note.id
        await r.press("U")
        assert only(library).body == "Check\n#ferry"
        await r.press("U")
        assert not library.kept
        await r.press("ctrl+r", "ctrl+r")
        assert only(library).body.endswith("!")
        await r.press("ctrl+r")
        assert "nothing to redo" in r.said
    async with reading(tmp_path, library=library) as r:
        await r.press("]", "n")
        assert r.caret == note.anchor.start


async def test_tags_from_elsewhere_outlive_an_edit(tmp_path: Path) -> None:
    """Those of the command line and of imports do not stand in the body: the editor shows them."""
    place = make_anchor(ARTICLE.text, span("two crews"))
    note = Note(article_id=ARTICLE.id, anchor=place, body="who?", tags=("staff", "open question"))
    library = FakeLibrary(note)
    async with reading(tmp_path, library=library) as r:
        await r.press("]", "n", "a", "f2")
        assert only(library) == note, "looking is no change"
        await r.press("a", "home", *"!")
        await r.press("f2")
        assert only(library).body == "who?\n\n!#staff"
        assert set(only(library).tags) == {"staff", "open question"}
        await r.press("a", *["backspace"] * 8, "f2")
        assert (only(library).body.strip(), only(library).tags) == ("who?", ("open question",))


async def test_a_note_changed_elsewhere_meanwhile_is_kept_too(tmp_path: Path) -> None:
    place = make_anchor(ARTICLE.text, span("two crews"))
    note = Note(article_id=ARTICLE.id, anchor=place, body="who?")
    library = FakeLibrary(note)
    async with reading(tmp_path, library=library) as r:
        await r.press("]", "n", "a", *" me")
        library.replace(replace(note, body="who? them"))
        await r.press("f2")
        assert sorted(one.body for one in library.kept.values()) == ["who? me", "who? them"]  # type: ignore[union-attr]
        assert "second" in r.said
        await r.settle()
        await r.press("f5", "g")
        theirs = r.screen.side.notes.row.placed.annotation  # type: ignore[union-attr]
        library.replace(replace(theirs, body="again them"))
        await r.press("c", "2")
        assert library.kept[theirs.id].body == "again them"  # type: ignore[union-attr]
        assert library.kept[theirs.id].colour is Colour.GREEN  # type: ignore[union-attr]


async def test_the_same_passage_twice(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("J", "c", "3", "c", "1")
        assert only(library).colour is Colour.YELLOW, "another colour, not another highlight"
        await r.press("U", "U", "B", "B")
        assert isinstance(only(library), Bookmark)
        assert "already" in r.said


async def test_an_emptied_note_stays(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("J", "a", *"ab", "f2", "a", "backspace", "backspace", "f2")
        assert "cannot be empty" in r.said
        assert only(library).body == "ab"


async def test_note_given_up_asks_once(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("J", "a", *"ab", "escape")
        assert isinstance(r.app.screen, NoteEditor)
        await r.press("escape")
        assert r.app.screen is r.screen
        await r.press("a", "escape")
        assert r.app.screen is r.screen, "nothing was typed: nothing is asked"
        await r.press("a", "f2")
        assert "empty note" in r.said
        assert not library.kept


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
async def test_a_closed_terminal_keeps_the_note_that_is_being_written(tmp_path: Path, name: str) -> None:
    number = signal.Signals[name]
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("J", "a", *"half a")
        assert signal.getsignal(number) is not signal.SIG_DFL
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), signal.SIGTERM)  # it is heard once
        await until(lambda: r.app._exit)
        assert only(library).body == "half a"
        assert r.app._return_value == 128 + number
        assert library.read[ARTICLE.id].position, "and where the reader is"
    assert signal.getsignal(number) is signal.SIG_DFL


async def test_note_that_cannot_be_kept_stays_in_the_editor(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        library.broken = "The disk is full: free some space."
        await r.press("J", "a", *"dear", "f2")
        assert isinstance(r.app.screen, NoteEditor)
        assert r.notices == ["The disk is full: free some space."]
        library.broken = ""
        await r.press("ctrl+o")
        assert only(library).body == "dear"
        library.broken = "The disk is full: free some space."
        await r.press("G", "B")
        assert len(library.kept) == 1
        await r.press("q")


async def test_without_a_folder_for_temporary_files_there_is_no_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    async with reading(tmp_path, library=FakeLibrary()) as r:
        monkeypatch.setattr("tempfile.mkstemp", refuse)
        await r.press("J", "e")
        assert "no folder for temporary files" in r.notices[0]


@pytest.mark.parametrize("status", [0, 3])
async def test_note_in_the_users_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    editor = tmp_path / "my editor"
    editor.write_text(f'#!/bin/sh\nprintf "from outside #out" > "$1"\nexit {status}\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", f"'{editor}'")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        monkeypatch.setattr(r.app, "suspend", nullcontext)
        await r.press("J", "e")
        if status:
            assert "failed (status 3)" in r.notices[0]
            kept = next(tmp_path.glob("sayso-note-*.md"))
            assert str(kept) in r.notices[0]
            assert kept.read_text() == "from outside #out"
        else:
            assert only(library).body == "from outside #out"
            assert only(library).tags == ("out",)
            assert not list(tmp_path.glob("sayso-note-*.md"))


async def test_editor_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    async with reading(tmp_path) as r:
        await r.press("J", "e")
        assert "cannot make room" in r.notices[0], "a headless terminal cannot be suspended"
        monkeypatch.setattr(r.app, "suspend", nullcontext)
        await r.press("e")
        assert any("could not be started" in notice for notice in r.notices)


async def test_what_cannot_be_kept_at_the_very_end_is_said_after_the_app(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        library.broken = "The disk is full: free some space."
        await r.press("J", "B", "q")
        await until(lambda: r.app._exit)
        assert "The disk is full" in r.app.closing_message or "The disk is full" in r.notices[0]
        assert "The disk is full" in r.app.closing_message


async def test_notes_pane(tmp_path: Path) -> None:
    def anchor(words: str) -> Anchor:
        return make_anchor(ARTICLE.text, span(words))

    key = ARTICLE.id
    lost = Anchor("a passage that went away entirely", "before it ", " after it", 40, 73)
    library = FakeLibrary(
        Bookmark(article_id=key, anchor=anchor("The council of Port Ellery")),
        Highlight(article_id=key, anchor=anchor("badly counted"), colour=Colour.PINK, tags=("money",)),
        Note(article_id=key, anchor=anchor("two crews"), body="who? #staff", tags=("staff",)),
        Note(article_id=key, anchor=lost, body="the lost one"),
    )
    async with reading(tmp_path, library=library) as r:
        notes = r.screen.side.notes
        assert r.said == "The passage of 1 note is gone: select the right one, then F5, G and r link it anew."
        assert "Notes 4 · 1 lost" in [heading.title for heading in r.screen.query("Heading")][2]  # type: ignore[attr-defined]
        assert [row.line for row in notes.rows] == [2, 3, 5, None]
        await r.press("f5", "j", "j")
        assert r.caret == span("two crews").start
        await r.press("f", *"staff", "enter")
        assert len(notes.rows) == 1
        await r.press("escape", "f", *"pink", "enter")
        assert [type(row.placed.annotation) for row in notes.rows] == [Highlight]
        await r.press("escape", "f", *"lost one", "enter")
        assert len(notes.rows) == 1
        r.state.filter_notes(NoteFilter(words="#staff"))
        await r.settle()
        assert len(notes.rows) == 1
        await r.press("escape")
        assert len(notes.rows) == 4
        await r.press("f5", "G", "enter")
        assert "not found again" in r.said
        await r.press("r")
        assert "First select" in r.said
        await r.press("f2", "g", "v", "w", "w", "f5", "G", "r")
        assert "Linked" in r.said
        assert not r.state.picture.orphans
        await r.press("g", "c", "2")
        assert len(library.kept) == 4
        await r.press("d")
        assert len(library.kept) == 3
        assert "deleted" in r.said
        await r.press("u")
        assert len(library.kept) == 4
        await r.press("enter")
        assert r.focused == "article"


async def test_notes_stay_on_their_passage_in_a_changed_text(tmp_path: Path) -> None:
    note = Note(article_id=ARTICLE.id, anchor=make_anchor(ARTICLE.text, span("two crews")), body="x")
    changed = make_article(("New title over it all", "A paragraph that is new.", *ARTICLE.text.split("\n\n")))
    async with reading(tmp_path, library=FakeLibrary(note), article=changed) as r:
        placed = r.state.picture.notes[0]
        assert placed.span is not None
        assert placed.span.of(changed.text) == "two crews"


async def test_what_another_process_writes_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.reader.screen.POLL", 0.05)
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        library.add(Bookmark(article_id=ARTICLE.id, anchor=make_anchor(ARTICLE.text, span("March"))))
        await until(lambda: r.screen.side.notes.rows)
        assert len(r.screen.side.notes.rows) == 1


async def test_notice_of_the_library_is_said(tmp_path: Path) -> None:
    library = FakeLibrary(notice="A backup was used.")
    async with reading(tmp_path, library=library) as r:
        assert r.notices == ["A backup was used."]
        await r.press("B")
        assert r.notices == ["A backup was used."], "once is enough"
        library.notice = "The library was damaged."
        await r.press("J", "B")
        assert r.notices == ["A backup was used.", "The library was damaged."]


async def test_selection_over_three_paragraphs_is_annotated(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("right_curly_bracket", "v", "2", "right_curly_bracket", "a", *"long", "f2")
        exact = only(library).anchor.exact
        assert exact.count("\n\n") == 2
        assert r.screen.view.selection is None


async def correct(r: Reading, *keys: str) -> Any:
    await r.press("x", *keys)
    return [a for a in r.app.services.library._opened.kept.values() if isinstance(a, Correction)][-1].right


async def test_corrections_of_quotes(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("J")
        right = await correct(r, "enter", *"okoro", "enter")
        assert right == SpeakerIs("Tomas Okoro", "tomas-okoro")
        quote = r.state.picture.quotes[0]
        assert (quote.actor_id, quote.edited) == ("tomas-okoro", True)
        assert "Corrected" in r.said
        await r.press("U")
        assert r.state.picture.quotes[0].actor_id == "ada-brandt"
        right = await correct(r, "enter", *"Zed", "enter")
        assert right == SpeakerIs("Zed")
        await r.press("J")
        right = await correct(r, "down", "enter")
        assert isinstance(right, NotAQuote)
        assert len(r.state.picture.quotes) == 5
        await r.press("J", "v", "w", "w")
        right = await correct(r, "down", "enter")
        assert isinstance(right, ContentIs)
        assert right.content[0].exact.startswith("The numbers")
        await r.press("G", "v", "ctrl+left")
        right = await correct(r, "enter", *"brandt", "enter")
        assert isinstance(right, IsAQuote)
        assert right.actor_id == "ada-brandt"
        assert any(row.placed.annotation.anchor for row in r.screen.side.notes.rows)
        assert "✗" in r.app.export_screenshot()


async def test_a_quote_is_made_longer_and_shorter(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        await r.press("4", "J", ")", "v", *["ctrl+left"] * 5)  # from behind the quote back into it
        right = await correct(r, "down", "down", "enter")
        words = "the town would pay for one boat and two crews. The"
        assert [piece.exact for piece in right.content] == [words]
        await r.press("U")
        r.screen.view.move_caret(span("town would").start)
        await r.press("v", "w")
        right = await correct(r, "down", "down", "enter")
        left = ["the", "pay for one boat and two crews"]
        assert [piece.exact for piece in right.content] == left
        quote = next(quote for quote in r.state.picture.quotes if quote.id == "q4")
        assert [piece.of(ARTICLE.text) for piece in quote.content] == left
        assert quote.kind == "indirect"


async def test_a_correction_that_finds_nothing_says_so(tmp_path: Path) -> None:
    place = make_anchor(ARTICLE.text, span("The next vote"))
    lost = Correction(article_id=ARTICLE.id, anchor=place, right=NotAQuote(), was="a quote")
    async with reading(tmp_path, library=FakeLibrary(lost)) as r:
        (row,) = r.screen.side.notes.rows
        assert not row.fits
        assert "finds nothing to correct" in " ".join(
            words for line in r.screen.side.notes.draw(row, 80) for words, _ in line
        )


async def test_corrections_of_actors_and_entities(tmp_path: Path) -> None:
    async with reading(tmp_path) as r:
        await r.press("]", "e")
        right = await correct(r, "down", "down", "enter", "enter")
        assert right == EntityIs("PERSON")
        await r.press("U", "f4", "g")
        await r.press("x", "enter", *"brandt", "enter")
        [first, second] = r.app.screen.query_one(ChoiceList).rows
        assert (first.words, second.words) == ("Tomas Okoro", "Ada Brandt")
        assert int(first.detail.partition("×")[0]) > int(second.detail.partition("×")[0]), (
            "the more present one first"
        )
        await r.press("down", "enter")
        [merged] = r.app.services.library._opened.kept.values()
        assert merged.right == ActorsAreOne(("Ada Brandt", "Tomas Okoro"))
        assert len(r.state.picture.actors) == 4
        await r.press("g")
        right = await correct(r, "down", "enter", *"Zed", "enter")
        assert right == ActorIsCalled("Ada Brandt", "Zed")
        assert "Zed" in {actor.name for actor in r.state.picture.actors.values()}
        assert "Taken back" not in r.said
        await r.press("U")
        assert r.said.startswith("Taken back")
        await r.press("escape", "escape", "f2", "g", "x")
        assert "Put the caret" in r.said


async def test_keys_typed_ahead_of_a_slow_dialog_are_not_lost(tmp_path: Path) -> None:
    library = FakeLibrary()
    async with reading(tmp_path, library=library) as r:
        for key in ("J", "a", *"quick ]q note", "f2"):
            r.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await r.settle()
        await r.settle()
        assert only(library).body == "quick ]q note"
        r.app.post_message(events.Key("a", "a"))
        while not isinstance(r.app.screen, NoteEditor):
            await asyncio.sleep(0)
        assert r.app.focused is None, "the editor is not there yet"
        for key in "!!":
            r.app.post_message(events.Key(key, key))
        await r.settle()
        await r.press("f2")
        assert only(library).body == "quick ]q note!!"
        for key in "/q/u-i'<3J:":
            r.app.post_message(events.Key(_character_to_key(key), key))
        await r.settle()
        assert not r.app._exit
        assert r.screen.query_one("#search-words").value == "q/u-i'<3J:"  # type: ignore[attr-defined]
