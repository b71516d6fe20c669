"""Expressions that are compiled when they are first used."""

from __future__ import annotations

import copy
import re

import pytest

from tui.domain.text.patterns import late


def test_it_does_what_a_compiled_one_does() -> None:
    words = late(r"(?P<first>[a-z])\w*", re.IGNORECASE)
    assert words.sub("-", "The ferry") == "- -"
    assert [found["first"] for found in words.finditer("The ferry")] == ["T", "f"]
    assert (words.fullmatch("a b"), words.groups) == (None, 1)
    assert late(rb"\d+").findall(b"7 of 12") == [b"7", b"12"]
    assert copy.copy(words).pattern == r"(?P<first>[a-z])\w*"


def test_what_is_wrong_with_it_shows_when_it_is_used() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("")
