"""Bytes in any encoding become text, and what is not UTF-8 still opens."""

from __future__ import annotations

from encodings.aliases import aliases
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.support import loaded
from tui.sources.detect import Kind, kind_of_source, unreadable
from tui.sources.encoding import declared_in, decode, wide_encoding

WORDS = "“Well,” said Zoë Šimek, “it’s café — naïve, perhaps.” She paid €3 for it and went home to her cat."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(encoding: str, tmp_path: Path) -> None:
    words = WORDS.replace("Š", "S") if encoding == "cp1252" else WORDS
    assert loaded(tmp_path, words.encode(encoding)).text == words


def test_a_declared_encoding_is_believed() -> None:
    page = '<meta charset="iso-8859-2"><p>Šimek řekl žádný</p>'
    data = page.encode("iso-8859-2")
    assert declared_in(data) == "iso-8859-2"
    assert decode(data, declared_in(data)) == page
    assert decode("Zoë said so".encode("latin-1"), "no-such-thing") == "Zoë said so"
    assert decode("Zoë said so".encode("latin-1"), "hex") == "Zoë said so"


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=60),
    st.sampled_from(sorted({*aliases.values(), "idna", "undefined", "unicode_escape"})),
)
def test_whatever_is_declared_bytes_become_text(data: bytes, declared: str) -> None:
    decode(data + b"\xff\\ud800 +2D8-", declared).encode("utf-8")


def test_a_page_that_claims_utf_8_and_is_none() -> None:
    words = WORDS.replace("Š", "S")
    assert decode(words.encode("cp1252"), "utf-8") == words


def test_utf_16_without_a_mark_and_beyond_latin() -> None:
    # Every byte of it would pass for UTF-8.
    words = "“I came,” she said – and that’s all. " * 3
    assert decode(words.encode("utf-16-le")) == decode(words.encode("utf-16-be")) == words


def test_old_mac_files() -> None:
    words = "“I came,” said Zoë – and that’s all… " * 3
    assert decode(words.encode("mac_roman")) == words


def test_a_few_damaged_bytes_spoil_only_themselves() -> None:
    data = (WORDS * 20).encode()
    assert decode(data[:-1] + "€".encode()[:2]) == (WORDS * 20)[:-1] + "\ufffd"
    middle = len(data) // 2
    mended = decode(data[:middle] + b"\xff" + data[middle:])
    assert mended.count("Zoë Šimek") >= 19


def test_cyrillic_of_before_unicode() -> None:
    words = (
        "Президент сказал, что переговоры продолжатся в понедельник, и добавил, что доволен их ходом. " * 5
    )
    assert decode(words.encode("cp1251")) == words


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_become_text(data: bytes) -> None:
    text = decode(data)
    text.encode("utf-8")  # no lone surrogates
    unreadable(data)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_is_kept_to_the_character(text: str) -> None:
    if (
        wide_encoding(text.encode()) is None
        and not text.startswith("\ufeff")
        and not text.encode().startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        assert decode(text.encode()) == text


def test_an_article_with_escape_sequences_is_no_binary_file() -> None:
    assert unreadable(b"\x1b[31m" * 500) is None
    assert unreadable(b"The mayor said \x00 and left. " * 20) is None


@pytest.mark.parametrize(
    ("name", "text", "content_type", "kind"),
    [
        ("a.txt", "# Heading\n\n[a](b)", None, Kind.TEXT),
        ("a.md", "plain", None, Kind.MARKDOWN),
        ("a.txt", "<!DOCTYPE html><html>", None, Kind.HTML),
        ("a", "<div><p>Hello</p><p>you</p></div>", None, Kind.HTML),
        ("", "# Heading\n\nSee [this](http://example.org).", None, Kind.MARKDOWN),
        ("", "---\ntitle: One\n---\n\nText", None, Kind.MARKDOWN),
        ("", "He wrote a < b, and left.", None, Kind.TEXT),
        ("https://example.org/a.md", "# A\n\ntext", "text/plain", Kind.MARKDOWN),
        ("https://example.org/a", "<html>", "text/html", Kind.HTML),
        ("https://example.org/a", "# A\n\n[b](c)", "text/plain", Kind.TEXT),
    ],
)
def test_kinds(name: str, text: str, content_type: str | None, kind: Kind) -> None:
    assert kind_of_source(name, text, content_type) is kind
