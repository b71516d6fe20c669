"""A note in the user's own editor: of what is written there nothing is lost but the comment."""

from __future__ import annotations

import pytest

from tui.app.terminal.note_file import with_comment, without_comment

PASSAGE = "a passage -- with\tdashes"


@pytest.mark.parametrize("body", ["", "One.\n\nTwo.", "<!-- mine -->", "-->"])
def test_what_was_not_touched_comes_back(body: str) -> None:
    assert without_comment(with_comment(body, PASSAGE), PASSAGE) == body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("-->\n", "-->\nWritten below.\n"),
        ("-->\n", "Written below.\n-->\n"),
        ("dashes\n-->\n", "dashes\n\nWritten below."),
        ("about:", "about: Written below."),
    ],
)
def test_words_written_below_are_kept(old: str, new: str) -> None:
    text = with_comment("Above.", PASSAGE)
    assert old in text
    assert without_comment(text.replace(old, new), PASSAGE) == "Above.\n\nWritten below."


def test_a_comment_that_is_gone_or_moved() -> None:
    assert without_comment(" Only words.\n", PASSAGE) == "Only words."
    assert without_comment(with_comment("", PASSAGE) + "After.", PASSAGE) == "After."
