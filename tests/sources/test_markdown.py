"""Markdown to readable paragraphs, and its front matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.support import loaded, shown
from tui.sources.formats import markdown
from tui.sources.formats.front_matter import front_matter
from tui.sources.formats.markdown import draft_of_markdown
from tui.sources.samples import sample_folder


def test_a_bit_of_everything(tmp_path: Path) -> None:
    text = """# A *good* title

Some **bold** and `code` and a [link with words](https://example.org "title"),
on two lines; 2 &lt; 3 and a \\* star. ![a boat](boat.png)

Second
------

- one
- two, with
  more words

  and a paragraph of its own

3. three
4. four

> Quoted words,
> on two lines.

    a code line

| who | what |
| --- | --- |
| Ada | wrote **it** |

<div>words in <b>tags</b></div>

<script>alert("never")</script>
"""
    assert shown(loaded(tmp_path, text, "a.md")) == [
        "h1 A good title",
        "p Some bold and code and a link with words, on two lines; 2 < 3 and a * star. a boat",
        "h2 Second",
        "l one",
        "l two, with more words",
        "l and a paragraph of its own",
        "l 3. three",
        "l 4. four",
        "q Quoted words, on two lines.",
        "p a code line",
        "p who | what",
        "p Ada | wrote it",
        "p words in tags",
    ]


def test_front_matter(tmp_path: Path) -> None:
    article = loaded(
        tmp_path,
        "---\ntitle: 'A title: with a colon'\nauthors:\n  - Ada Novak\n  - Jane Roe\n"
        "date: 2025-03-01\nlang: de\nurl: notes/a\nsource: https://example.org/a\n---\n\n"
        "The text begins here, without a heading.\n",
        "a.md",
    )
    assert article.title == "A title: with a colon"
    assert article.byline == "Ada Novak and Jane Roe"
    assert (article.published, article.language) == ("2025-03-01", "de")
    assert (article.web, article.source) == ("https://example.org/a", str(tmp_path / "a.md"))
    assert shown(article) == ["h1 A title: with a colon", "p The text begins here, without a heading."]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("---\ntags: [a, 'b c']\n---\nx", {"tags": "a; b c"}),
        ("---\ntitle: One # a comment\n---\nx", {"title": "One"}),
        (
            "---\ntitle: >-\n  One,\n  two\nauthor: {name: Ada, at: x}\n---\nx",
            {"title": "One, two", "author": "Ada"},
        ),
        ("---\nauthors:\n  - name: Ada\n  - name: Ben\n---\nx", {"authors": "Ada; Ben"}),
        (
            '+++\ntitle = "One"\ndate = 2025-03-04\ntags = ["a", "b"]\n+++\nx',
            {"title": "One", "date": "2025-03-04", "tags": "a; b"},
        ),
        ("+++\nnot = = toml\n+++\nx", {}),
        pytest.param("+++\nlong = " + "9" * 5000 + "\n+++\nx", {}, id="a number without end"),
        (
            "% One\n% Ada Novak\n% 4 March 2025\n\nx",
            {"title": "One", "author": "Ada Novak", "date": "4 March 2025"},
        ),
        ("---\nnot a field at all\n---\nx", {}),
        ("---\n\ntext\n", {}),
        ("text\n---\ntitle: x\n---\n", {}),
    ],
)
def test_fields(text: str, fields: dict[str, str]) -> None:
    assert front_matter(text)[0] == fields


def test_taken_as_it_is(tmp_path: Path) -> None:
    text = (sample_folder() / "festival.md").read_bytes().decode()
    article = loaded(tmp_path, text, "a.md", clean=False)
    assert article.text == text


def test_what_nests_beyond_sense_is_still_read(tmp_path: Path) -> None:
    assert "hello" in loaded(tmp_path, ">" * 5000 + " hello", "a.md").text
    assert "hello" in loaded(tmp_path, "[" * 100_000 + "hello", "a.md").text


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["# a", "- b", "> c", "1. d", "|a|b|", "|-|-|", "```", "---", "x: y", "<p>", "*e*", "", "  f"]
        ),
        max_size=14,
    )
)
def test_any_mix_of_lines(lines: list[str]) -> None:
    for block in draft_of_markdown("\n".join(lines)).blocks:
        assert block.text.strip()


def test_notes_and_line_breaks(tmp_path: Path) -> None:
    text = "# Harbour\n\nShe came.[^1] Then<br>she went; `a[^1]`.\n\n[^1]: Her words, said Ada.\n"
    assert shown(loaded(tmp_path, text, "a.md")) == [
        "h1 Harbour",
        "p She came. Then she went; a[^1].",
        "p Her words, said Ada.",
    ]


def test_data_in_markdown_is_read_as_plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# Title\n\n" + "- *here*\n" * 30
    assert "here" in loaded(tmp_path, text, "list.md").text.split("\n\n")
    monkeypatch.setattr(markdown, "MOST_MARKS", 20)
    assert "*here*" in loaded(tmp_path, text, "list.md").text.split("\n\n")
