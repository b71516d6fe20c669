"""Plain text to paragraphs: lines broken at a column are joined, paragraphs a line each are not."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.support import loaded, shown
from tui.domain.article import ParagraphKind
from tui.sources.cleaning.lines import looks_like_title, paragraph_lines
from tui.sources.formats.text import as_it_is

LONG = (
    "The ferry left the harbour at six, an hour late, with nobody aboard but the captain and two sailors "
    "who were not paid since the spring. It did not come back. On the quay they waited until dark."
)


@pytest.mark.parametrize("width", [60, 72, 79])
def test_hard_wrapped_paragraphs_are_joined(width: int, tmp_path: Path) -> None:
    text = "\n\n".join([textwrap.fill(LONG, width)] * 3)
    assert shown(loaded(tmp_path, text)) == [f"p {LONG}"] * 3


def test_hard_wrapped_and_indented_paragraphs_without_empty_lines(tmp_path: Path) -> None:
    wrapped = textwrap.fill(LONG, 70, initial_indent="    ")
    assert shown(loaded(tmp_path, "\n".join([wrapped] * 3))) == [f"p {LONG}"] * 3


def test_a_paragraph_a_line_stays_so(tmp_path: Path) -> None:
    assert shown(loaded(tmp_path, "\n".join([LONG] * 3))) == [f"p {LONG}"] * 3


def test_short_lines_stay_lines(tmp_path: Path) -> None:
    lines = ["He said so on Monday.", "She denied it on Tuesday.", "They met on Wednesday evening."]
    assert shown(loaded(tmp_path, "\n".join(lines))) == [f"p {line}" for line in lines]


def test_a_wrapped_letter_below_its_headers(tmp_path: Path) -> None:
    headers = "From: Ada Novak\nTo: the desk\nSubject: Harbour\nDate: Monday"
    text = f"{headers}\n\n{textwrap.fill(LONG, 50)}\n\n-- \nAda Novak\nCarrow"
    assert f"p {LONG}" in shown(loaded(tmp_path, text))
    article = loaded(tmp_path, text)
    assert shown(article) == ["h1 Harbour", f"p {LONG}", "p Ada Novak", "p Carrow"]
    assert (article.title, article.byline) == ("Harbour", "Ada Novak")


def test_verse_stays_verse(tmp_path: Path) -> None:
    lines = [
        "The boats go out, the boats come in,",
        "and what they bring is thin,",
        "O thin and cold",
        "as silver",
    ]
    assert [words[2:] for words in shown(loaded(tmp_path, LONG + "\n\n" + "\n".join(lines)))][1:] == lines


def test_words_broken_after_a_hyphen(tmp_path: Path) -> None:
    text = "The agreement that ended the strike was called a far-\nreaching one by those who had not read it."
    assert "a far-reaching one" in loaded(tmp_path, text).text


def test_wrapped_list_items_keep_apart(tmp_path: Path) -> None:
    items = [textwrap.fill(f"- {LONG}", 72, subsequent_indent="  ") for _ in range(2)]
    assert shown(loaded(tmp_path, f"{LONG[:66]}:\n\n" + "\n".join(items)))[1:] == [f"l {LONG}"] * 2


def test_a_dash_before_a_name_is_no_list(tmp_path: Path) -> None:
    article = loaded(tmp_path, f"{LONG}\n\n- Ada Novak, in a letter\n\n{LONG}")
    assert shown(article)[1] == "p - Ada Novak, in a letter"


def test_headings_in_plain_text(tmp_path: Path) -> None:
    article = loaded(tmp_path, f"A title for the day\n\n{LONG}\n\nWhat came after\n\n{LONG}")
    assert [(p.kind, p.level) for p in article.paragraphs][2] == (ParagraphKind.HEADING, 2)


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("Mayor gives up harbour plan", True),
        ("Is this the end of the harbour?", True),
        ("Harbour Plan Is Dead, Says Mayor After Vote.", True),
        ("The mayor gave up.", False),
        ("and then it rained", False),
        ("1. First of all", False),
        ("---", False),
        (LONG, False),
    ],
)
def test_titles(line: str, is_title: bool) -> None:
    assert looks_like_title(line) is is_title


_PIECES = st.sampled_from(
    ["\n", "\r\n", "\r", "\n\n", " ", "\t", "- ", "> ", "“Yes,” he said. ", LONG, "\x0b", "\u2028", "***"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=20)), max_size=30).map("".join))
def test_taken_as_it_is_the_text_is_the_input(text: str) -> None:
    article = as_it_is(text, identity="x", source="x")
    assert article.text == text
    before = 0
    for paragraph in article.paragraphs:
        words = text[paragraph.start : paragraph.end]
        assert words
        assert words == words.strip()
        assert before <= paragraph.start
        before = paragraph.end
    covered = "".join(text[p.start : p.end] for p in article.paragraphs)
    assert "".join(covered.split()) == "".join(text.split())
    assert "\n" not in article.title


def test_no_line_is_in_two_paragraphs() -> None:
    text = textwrap.fill(LONG, 60) + "\n\n" + textwrap.fill(LONG, 60)
    starts = [line.start for lines in paragraph_lines(text) for line in lines]
    assert starts == sorted(set(starts))


def test_turns_and_labels_begin_a_paragraph_in_wrapped_text(tmp_path: Path) -> None:
    turns = [f"MAYOR: {LONG}", f"Ada Novak: {LONG}", "MAYOR: Thank you, and good night to all of you here."]
    text = "\n".join(textwrap.fill(turn, 60) for turn in turns)
    assert shown(loaded(tmp_path, text)) == [f"p {turn}" for turn in turns]


def test_what_is_quoted_in_a_letter_loses_its_marks(tmp_path: Path) -> None:
    quoted = textwrap.indent(textwrap.fill(LONG, 60), "> ")
    text = f"{textwrap.fill(LONG, 60)}\n\nOn Monday Ada wrote:\n{quoted}\n\n{textwrap.fill(LONG, 60)}"
    assert shown(loaded(tmp_path, text)) == [f"p {LONG}", "p On Monday Ada wrote:", f"q {LONG}", f"p {LONG}"]


def test_lines_with_columns_are_not_joined(tmp_path: Path) -> None:
    head = "The Harbour Board                        A. Novak\nNotice 12                       March 2025"
    article = loaded(tmp_path, f"{head}\n\n{textwrap.fill(LONG, 60)}\n\n{textwrap.fill(LONG, 60)}")
    assert article.title == "The Harbour Board A. Novak"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["- It is cold, said Holt.", "- Then stay, Petit answered."], True),
        (["- Now? asked Holt.", "- Not for ten times the money."], True),
        (["- Two boats", "- A crew of nine, said to be the best", "- No engine"], False),
        (["- A crew of nine, said the owner.", "- Two boats", "- No engine"], False),
    ],
)
def test_hyphens_of_dialogue_stay_those_of_a_list_go(lines: list[str], kept: bool, tmp_path: Path) -> None:
    article = loaded(tmp_path, "\n".join([LONG, *lines, LONG]))
    assert ("- " + lines[0][2:] in article.text) is kept
