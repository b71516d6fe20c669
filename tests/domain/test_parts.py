"""Names of the articles in one source: taken back as they were given, and no address among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.text.parts import part_source, without_part


@pytest.mark.parametrize(
    ("source", "name", "together"),
    [
        ("news.epub", "feed_0/article_1", "news.epub#feed_0/article_1"),
        ("list.json", "2", "list.json#2"),
        ("a#b.json", "c#d", "a#b.json#c%23d"),
        ("feed.xml", "https://example.org/1", "feed.xml#https%3A//example.org/1"),
        ("letter.eml", "", "letter.eml"),
    ],
)
def test_a_part_and_its_source(source: str, name: str, together: str) -> None:
    assert part_source(source, name) == together
    assert without_part(together) == (source, name)


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_name_comes_back(source: str, name: str) -> None:
    together = part_source(source, name)
    assert without_part(together) == (source, name.encode(errors="replace").decode())
    assert "://" not in together[len(source) :]


def test_what_names_no_part() -> None:
    for source in ("news.epub", "-", "#2", "news.epub#"):
        assert without_part(source)[1] == ""
