"""Links that open a page at a passage; ``benchmarks.passage_links`` opens them in a browser."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.article import Span
from tui.domain.text.passage_link import passage_link

PAGE = """\
Page forty of the plan

“I came here to listen,” she said, and left; “I have  listened until my ears ring.” It is on page forty.

“Page forty!” somebody shouted from the back of the room, and all were still for a while.

A well-known plan: it costs 1,200 euros, more than anybody thought in the spring, he said.
A second line of it. She said that it costs too much, he said.
"""
ADDRESS = "https://example.org/a?b=c"


def terms(words: str, address: str = ADDRESS, nth: int = 0) -> str | None:
    at = -1
    for _ in range(nth + 1):
        at = PAGE.index(words, at + 1)
    link = passage_link(address, PAGE, [Span(at, at + len(words))])
    return None if link is None else link.partition("#")[2]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("I came here to listen,", ":~:text=I came here to listen"),
        ("I have  listened until my ears ring.", ":~:text=I have,listened until my ears ring"),
        ("well-known plan", ":~:text=well%2Dknown plan"),
        ("costs 1,200 euros, more", ":~:text=costs 1%2C200 euros%2C more"),
        ("Page forty!", ":~:text=Page forty,-!” somebody"),
        ("forty", ":~:text=forty"),
        ("he said.\nA second line of it", ":~:text=he said,A second line of it"),
    ],
)
def test_terms_are_words_that_a_browser_finds(words: str, wanted: str) -> None:
    found = terms(words)
    assert found is not None
    assert unquote(found) == unquote(wanted)
    assert ("%2D" in found) == ("-" in words)


def test_words_that_touch_it_tell_a_passage_from_others() -> None:
    assert unquote(terms("it costs", nth=1) or "") == ":~:text=said that-,it costs"


def test_a_long_passage_is_named_by_its_ends() -> None:
    words = PAGE[PAGE.index("I came") : PAGE.index(", he said.\nA")]
    assert unquote(terms(words) or "") == ":~:text=I came here to listen,anybody thought in the spring"


@pytest.mark.parametrize("source", ["/home/a.html", "-", "-#ab", "file:///a.html", "ftp://e.org/a"])
def test_only_pages_of_the_web_are_linked_to(source: str) -> None:
    assert terms("I came here", source) is None


def test_a_fragment_of_the_page_s_own_stays() -> None:
    assert terms("I came", "https://e.org/#part") == "part:~:text=I%20came"
    assert terms("I came", "https://e.org/#:~:text=old") == ":~:text=I%20came"


def test_the_pieces_of_a_quote_are_all_named() -> None:
    spans = [
        Span(PAGE.index(words), PAGE.index(words) + len(words)) for words in ("I came here", "until my ears")
    ]
    assert passage_link(ADDRESS, PAGE, spans) == f"{ADDRESS}#:~:text=I%20came%20here&text=until%20my%20ears"


@given(st.text(alphabet="ab .,\n“”-'\u00a0é", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_span_of_any_text(text: str, start: int, size: int) -> None:
    link = passage_link(ADDRESS, text, [Span(min(start, len(text)), min(start + size, len(text)))])
    if link is not None:
        directive = link.partition(":~:text=")[2]
        assert directive.isascii()
        for term in directive.split(","):
            plain = unquote(term.removesuffix("-").removeprefix("-"))
            assert "\n" not in plain
            assert "  " not in plain
