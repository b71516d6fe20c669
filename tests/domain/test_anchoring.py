"""Anchors: made, found again in changed texts, and left alone where nothing can be told."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.anchoring.anchors import Placed, Reanchorer, find_passage, make_anchor
from tui.domain.annotation import Anchor
from tui.domain.article import Span
from tui.domain.errors import PassageError
from tui.domain.text.folding import Folded, Unspaced, fold_passage

ARTICLE = (
    "Ferries return to the northern harbour\n\n"
    "The mayor said on Tuesday that the ferries would sail again before the spring. “We have waited long "
    "enough,” she said, “and nobody can tell us to wait another winter.”\n\n"
    "Harbour workers were less certain. “The pier is older than my father,” said Tom Aldous, who has loaded "
    "boats for thirty years. He wants the council to publish the engineers’ report.\n\n"
    "A spokesman for the company declined to comment on the cost, which he called a matter for later talks."
)


def reanchor(anchor: Anchor, text: str) -> Placed | None:
    return Reanchorer(text).place(anchor)


def span_of(words: str, text: str = ARTICLE) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def found(words: str, edited: str, text: str = ARTICLE) -> str | None:
    placed = reanchor(make_anchor(text, span_of(words, text)), edited)
    return None if placed is None else placed.span.of(edited)


def test_an_anchor_holds_the_words_and_what_stands_beside_them() -> None:
    anchor = make_anchor(ARTICLE, span_of("older than my father"), context=8)
    assert anchor == Anchor("older than my father", "pier is ", ",” said ", anchor.start, anchor.end)
    assert anchor.span.of(ARTICLE) == anchor.exact


def test_an_unchanged_text_gives_the_same_place() -> None:
    anchor = make_anchor(ARTICLE, span_of("Tom Aldous"))
    placed = reanchor(anchor, ARTICLE)
    assert placed is not None
    assert (placed.span, placed.how, placed.score) == (anchor.span, "exact", 1.0)


def test_words_put_in_before_do_not_matter() -> None:
    edited = ARTICLE.replace("Harbour workers", "In the meantime, and in the rain, harbour workers")
    assert found("Tom Aldous, who has loaded boats", edited) == "Tom Aldous, who has loaded boats"


def test_a_repeated_passage_goes_by_its_context() -> None:
    text = " ".join(
        f"Witness {number} paused. “It was the {number}th ship,” he said. " for number in range(50)
    )
    anchors = []
    for number in range(50):
        start = text.index("he said", text.index(f"the {number}th"))
        anchors.append(make_anchor(text, Span(start, start + 7)))
    edited = "A word before. " * 20 + text.replace("Witness 7 paused.", "Witness 7 laughed for a while.")
    for number, one in enumerate(Reanchorer(edited).place_all(anchors)):
        assert one is not None
        assert one.span.of(edited) == "he said"
        assert edited[one.span.start - 20 : one.span.start].endswith(f"the {number}th ship,” ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“", '"'),
        ("’", "'"),
        (" ", "\u00a0"),
        (" ", "  "),
        ("\n\n", "\n"),
        ("e", "e\u0301"),
        ("a", "\u00ada"),
        ("said", "SAID"),
    ],
)
def test_another_cleaning_is_seen_through(old: str, new: str) -> None:
    words = "“The pier is older than my father,” said Tom Aldous, who has loaded boats"
    edited = ARTICLE.replace(old, new)
    placed = reanchor(make_anchor(ARTICLE, span_of(words)), edited)
    assert placed is not None
    assert fold_passage(placed.span.of(edited)) == fold_passage(words)


def test_curly_marks_back_to_straight_ones() -> None:
    straight = ARTICLE.replace("“", '"').replace("”", '"').replace("’", "'")
    words = '"We have waited long enough," she said'
    placed = reanchor(make_anchor(straight, span_of(words, straight)), ARTICLE)
    assert placed is not None
    assert placed.how == "normalised"
    assert placed.span.of(ARTICLE) == "“We have waited long enough,” she said"


def test_reworded_passages_are_found_by_likeness() -> None:
    edited = ARTICLE.replace(
        "loaded boats for thirty years", "been loading boats there for over thirty years"
    )
    placed = reanchor(make_anchor(ARTICLE, span_of("who has loaded boats for thirty years")), edited)
    assert placed is not None
    assert placed.how == "fuzzy"
    assert 0.45 <= placed.score < 1
    assert placed.span.of(edited) == "who has been loading boats there for over thirty years"


def test_a_very_long_passage_goes_by_its_ends() -> None:
    """Aligning each of its words took two minutes for 100,000 of them."""
    words = [f"word{number * 7919 % 30_011}" for number in range(30_000)]
    text = " ".join(words)
    start, end = text.index(words[500]), text.index(f" {words[29_000]} ")
    edited = " ".join(f"new{n}" if n % 40 == 7 else word for n, word in enumerate(words))
    placed = reanchor(make_anchor(text, Span(start, end)), edited)
    assert placed is not None
    assert placed.how == "fuzzy"
    assert placed.span == Span(edited.index(words[500]), edited.index(f" {words[29_000]} "))
    torn = edited[: placed.span.start + 20_000] + edited[placed.span.end - 20_000 :]
    assert reanchor(make_anchor(text, Span(start, end)), torn) is None


def test_what_is_gone_is_an_orphan() -> None:
    gone = " He wants the council to publish the engineers’ report."
    assert found(gone.strip(), ARTICLE.replace(gone, "")) is None


def test_short_words_are_never_guessed() -> None:
    edited = ARTICLE.replace("on Tuesday", "on Wednesday").replace("The mayor said", "She added")
    assert found("Tuesday", edited) is None


def test_a_short_passage_whose_place_is_gone_does_not_move_to_another_one() -> None:
    text = (
        ARTICLE
        + " The ferry was late. The pilot was asked. "
        + "Nothing else is known so far. " * 3
        + "The end."
    )
    anchor = make_anchor(text, span_of("The pilot", text))
    edited = text.replace("The pilot was asked. ", "").replace("The end.", "One asks what The pilot knew.")
    assert reanchor(anchor, edited) is None


def test_an_anchor_from_elsewhere_without_context_is_found() -> None:
    placed = reanchor(Anchor("Tom Aldous", "", "", 0, 0), ARTICLE)
    assert placed is not None
    assert placed.span.of(ARTICLE) == "Tom Aldous"


LINES = (
    "Ferry plan\n\nThe mayor said no.\n\n“No.”\n\n“Yes,” said Dana Holt.\n\n"
    "One\n\nTwo\n\nThe mayor said no. Again."
)
TOUCHING = LINES.replace("\n\n", "")
"""What a browser's range gives of the text nodes of a page without white space between its elements."""


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("“No.”", 0),
        ("The mayor said no.", 0),
        ("The mayor said no.", 1),
        ("no.“No.”“Yes,” said", 0),
        ("One", 0),
        ("OneTwo", 0),
    ],
)
def test_a_browser_puts_no_space_between_two_paragraphs(words: str, which: int) -> None:
    start = TOUCHING.index(words, TOUCHING.index(words) + which)
    placed = reanchor(make_anchor(TOUCHING, Span(start, start + len(words))), LINES)
    assert placed is not None
    assert placed.span.of(LINES).replace("\n\n", "") == words
    assert len(LINES[: placed.span.start].replace("\n\n", "")) == start


def test_numbers_of_footnotes_in_a_quoted_page_do_not_matter() -> None:
    page = ARTICLE.replace("Tom Aldous,", "Tom Aldous,[12]").replace("boats for", "boats [a] for")
    for words in ("said Tom Aldous,[12] who has", "loaded boats [a] for thirty"):
        assert found(words, ARTICLE, page) == words.replace("[12]", "").replace(" [a]", "").strip()
    assert found("[12]", ARTICLE, page) is None


def test_letters_within_words_are_no_passage() -> None:
    text = "The throne\n\ntwo men left is gold."
    assert reanchor(Anchor("OneTwo", "", "", 0, 6), text.replace("throne", "one")) is not None
    assert reanchor(Anchor("OneTwo", "", "", 0, 6), text) is None


def test_a_place_between_two_words_goes_by_its_context() -> None:
    at = ARTICLE.index("Harbour workers")
    anchor = make_anchor(ARTICLE, Span(at, at))
    edited = "New: " + ARTICLE
    placed = reanchor(anchor, edited)
    assert placed is not None
    assert placed.span == Span(at + 5, at + 5)
    assert reanchor(anchor, "Quite another text, with none of the words.") is None


def test_find_passage() -> None:
    assert find_passage(ARTICLE, "Tom Aldous").of(ARTICLE) == "Tom Aldous"
    assert (
        find_passage(ARTICLE, '"we have  waited long enough,"').of(ARTICLE) == "“We have waited long enough,”"
    )
    assert find_passage(ARTICLE, "the spring. “We").of(ARTICLE) == "the spring. “We"
    with pytest.raises(PassageError, match=r"“said” stands 2 times"):
        find_passage(ARTICLE.replace("The mayor said", "The mayor told us"), "said")
    with pytest.raises(PassageError, match=r"does not stand"):
        find_passage(ARTICLE, "no such words")
    with pytest.raises(PassageError, match=r"No words"):
        find_passage(ARTICLE, "  ")


def test_a_message_shows_no_control_characters() -> None:
    with pytest.raises(PassageError) as caught:
        find_passage(ARTICLE, "\x1b]52;c;AAAA\x07 words")
    assert "\x1b" not in str(caught.value)


def test_unchanged_texts_load_no_fuzzy_matching() -> None:
    code = (
        "import sys; from tui.domain.anchoring.anchors import *; from tui.domain.article import Span;"
        "t = 'one two three four'; assert Reanchorer(t).place(make_anchor(t, Span(4, 7)));"
        "assert Reanchorer('x' + t).place(make_anchor(t, Span(4, 7))); assert 'rapidfuzz' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Letters, marks and spaces that folding treats differently, so that small texts reach every branch.
STRANGE = st.text(alphabet="abAé\u0301 \n\t“”\"'’-–—….\u00a0\u200b\u00adßﬁİ\ud800漢", max_size=60)


@settings(max_examples=150, deadline=None)
@given(STRANGE, st.data())
def test_folded_offsets_lead_back(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    span = folded.back(start, end)
    assert 0 <= span.start < span.end <= len(text)
    again = fold_passage(span.of(text))
    assert again.strip(" ") == folded.text[start:end].strip(" ")
    letters = Unspaced(text)
    if letters.text:
        end = data.draw(st.integers(1, len(letters.text)))
        start = data.draw(st.integers(0, end - 1))
        assert Unspaced(letters.back(start, end).of(text)).text == letters.text[start:end]


@settings(max_examples=100, deadline=None)
@given(STRANGE, st.integers(0, 60), st.integers(0, 60), STRANGE)
def test_any_span_of_any_text_anchors_to_itself_and_never_fails(
    text: str, one: int, other: int, edited: str
) -> None:
    span = Span(min(one, other, len(text)), min(max(one, other), len(text)))
    anchor = make_anchor(text, span)
    placed = reanchor(anchor, text)
    assert placed is not None
    assert placed.span == span
    elsewhere = reanchor(anchor, edited)
    assert elsewhere is None or 0 <= elsewhere.span.start <= elsewhere.span.end <= len(edited)


WORDS = st.lists(
    st.sampled_from(["the", "mayor", "said", "that", "ferries", "sail", "again", "before", "spring"]),
    max_size=40,
)


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS, st.integers(0, 40), st.integers(1, 12))
def test_words_put_before_shift_a_passage(
    words: list[str], before: list[str], first: int, count: int
) -> None:
    marked = [f"{word}{number}" for number, word in enumerate(words)]  # each word of its own: no ambiguity
    text = " ".join(marked)
    chosen = " ".join(marked[first : first + count])
    if not chosen:
        return
    anchor = make_anchor(text, span_of(chosen, text))
    shift = "".join(f"{word} " for word in before)
    placed = reanchor(anchor, shift + text)
    assert placed is not None
    assert placed.span == anchor.span.shifted(len(shift))


BESIDE = "\n\n“The council will {} the plan of {} by {} votes,” Mayor {} said on Monday."
SENSES = (
    ("reject", "back"),
    ("vote against", "vote for"),
    ("not support", "support"),
    ("never see", "soon see"),
)


@settings(max_examples=60)
@given(
    st.sampled_from(SENSES),
    st.sampled_from(["name", "number", "speaker", "denied", "undenied"]),
    st.integers(2, 40),
    st.booleans(),
)
def test_a_note_never_moves_to_words_that_say_something_else(
    sense: tuple[str, str], changed: str, votes: int, whole: bool
) -> None:
    """One name, number or negation makes it another sentence, however alike its letters are."""
    was = [sense[0], "Omar Petit", str(votes), "Lund"]
    now = was.copy()
    match changed:
        case "name":
            now[1] = "Mira Sand"
        case "number":
            now[2] = str(votes + 1)
        case "speaker":
            now[0], now[3] = f"surely {was[0]}", "Petit"
        case "denied":
            now[0] = sense[1]
        case _:
            was[0], now[0] = sense[1], sense[0]
    before, after = (f"Vote due{BESIDE.format(*words)}\n\nThe vote is in May." for words in (was, now))
    words = before[before.index("“The") : before.index("”") + 1]
    words = words if whole else words[1 : words.index(" by ")] if changed != "number" else words[1:-2]
    assert reanchor(make_anchor(before, span_of(words, before)), after) is None


def test_a_note_stays_when_a_name_is_mistyped_or_a_word_is_put_in() -> None:
    before = f"Vote due{BESIDE.format('vote against', 'Omar Petit', '12', 'Lund')}"
    after = before.replace("Petit", "Pettit").replace("will vote", "will surely vote")
    words = before[before.index("“The") : before.index("”") + 1]
    placed = reanchor(make_anchor(before, span_of(words, before)), after)
    assert placed is not None
    assert placed.span.of(after).startswith("The council will surely vote against")
