"""Notes and their tags."""

from __future__ import annotations

import pytest

from tui.domain.annotation import Anchor, Note, rewritten, tags_in, written


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
