"""Notes and their tags."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.annotation import (
    Anchor,
    Annotation,
    Bookmark,
    Correction,
    NotAQuote,
    Note,
    Reading,
    rewritten,
    tags_in,
    written,
)
from tui.domain.text.safe import ACTING, UNSAFE, one_line, plain_text, printable, safe_json


def note(body: str, *tags: str) -> Note:
    return Note(article_id="a", anchor=Anchor("words", "", "", 0, 5), body=body, tags=tags)


def test_tags() -> None:
    assert tags_in("#one two #two-three, #one; a#no ##no &#39; http://x/#no") == ("one", "two-three")


@pytest.mark.parametrize(
    ("body", "tags", "shown"),
    [
        ("ask #harbour", ("harbour",), "ask #harbour"),
        ("ask", ("harbour", "two-words"), "ask\n\n#harbour #two-words"),
        ("", ("harbour",), "#harbour"),
        ("ask", ("two words", "C++"), "ask"),
    ],
)
def test_no_tag_is_lost_when_a_note_is_written_anew(body: str, tags: tuple[str, ...], shown: str) -> None:
    before = note(body, *tags)
    assert written(before) == shown
    after = rewritten(before, written(before) + " more")
    assert set(after.tags) == set(tags)
    assert after.body == shown + " more"
    assert after.id == before.id


def test_a_tag_taken_out_of_the_text_is_gone() -> None:
    assert rewritten(note("ask", "harbour", "two words"), "ask").tags == ("two words",)


_ODD = "\x1b]2;a\x07 b\r\nc\x9b7m\u202e\ud800"
_SAFE = "␛]2;a␇ b\nc�7m��"


@pytest.mark.parametrize(
    ("type_", "name", "safe"),
    [
        (Note, "body", _SAFE),
        (Note, "tags", (one_line(_ODD),)),
        (Bookmark, "mark", one_line(_ODD)),
        (Correction, "was", _SAFE),
        (Reading, "title", one_line(_ODD)),
        (Reading, "byline", one_line(_ODD)),
    ],
)
def test_nothing_acts_whatever_way_an_annotation_is_made(type_: Any, name: str, safe: object) -> None:
    odd = (_ODD,) if name == "tags" else _ODD
    if type_ is Reading:
        given_ = {"article_id": "a", "source": "s", "title": "t", name: odd}
    else:
        given_ = {"article_id": "a", "anchor": Anchor("words", "", "", 0, 5), name: odd}
    if type_ is Correction:
        given_["right"] = NotAQuote()
    made = type_(**given_)
    assert getattr(made, name) == safe
    sent = {**msgspec.to_builtins(made), name: odd}
    assert msgspec.convert(sent, Reading if type_ is Reading else Annotation) == made
    assert getattr(msgspec.structs.replace(made, **{name: odd}), name) == safe


@given(st.text(st.characters() | st.sampled_from("\t\n\r\x1b\x7f\x9b\u2028\u202e\u2069\ufeff\ud800")))
def test_what_is_searched_for_is_what_is_replaced(text: str) -> None:
    assert len(printable(text)) == len(one_line(text)) == len(text)
    for safe in (printable(text), plain_text(text)):
        assert not UNSAFE.search(safe)
        assert all(c.isprintable() or c in "\t\n" or ord(c) >= 0xA0 for c in safe)
    assert not ACTING.search(one_line(text))
    assert (printable(text) == text) == (UNSAFE.search(text) is None)
    assert (one_line(text) == text) == (ACTING.search(text) is None)
    told = safe_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(told) == text
    assert not ACTING.search(told)
