"""A note's Markdown as it is shown on a card."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.app.text.note_markdown import plain, styled

TABLE = [
    ("plain words", [("plain words", ""), ("\n", "")]),
    (
        "**who** said *what*",
        [("who", "bold"), (" said ", ""), ("what", "italic"), ("\n", "")],
    ),
    ("`ask` her", [("ask", "$text-success"), (" her", ""), ("\n", "")]),
    ("# Later", [("Later", "bold"), ("\n", "")]),
    (
        "[the page](https://example.org/)",
        [("the page", "underline"), (" (https://example.org/)", "$foreground 65%"), ("\n", "")],
    ),
    ("one\ntwo", [("one", ""), ("\n", ""), ("two", ""), ("\n", "")]),
    ("> quoted", [("│ ", ""), ("quoted", ""), ("\n", "")]),
]


@pytest.mark.parametrize(("body", "shown"), TABLE)
def test_marks_become_styles(body: str, shown: list[tuple[str, str]]) -> None:
    assert [part for part in styled(body) if part[0]] == shown


def test_lists_keep_their_numbers_and_depth() -> None:
    words = "".join(words for words, _ in styled("3. three\n4. four\n   - below\n\n- apart"))
    assert words == "3. three\n4. four\n  • below\n• apart\n"


@example("&#27;[2J &#155;31m")
@given(st.text(max_size=200))
def test_any_words_are_shown_and_nothing_acts(body: str) -> None:
    shown = "".join(words for words, _ in styled(body))
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in shown)
    letters = [sign for sign in body if sign.isalpha() and sign.isascii()]
    if not set(body) & set("[]<>&`\\"):
        assert all(sign in shown for sign in letters)


def test_a_list_shows_the_words_without_the_signs() -> None:
    assert plain("**Who** asks _he_? #money") == "Who asks he? #money\n"
    assert plain("Who asks? #money") == "Who asks? #money"
