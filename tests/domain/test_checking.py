"""Whether words stand in an article, and who says them there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.versions import version
from tui.domain.article import Article
from tui.domain.collection.checking import check
from tui.domain.collection.difference import word_diff
from tui.domain.collection.sought import Sought

ARTICLE, ANALYSIS = version("""\
The harbour plan

«Anna Lund|“We will never accept this plan,”/ said Anna Lund, a councillor. /“It costs 1,200 euros a day.”»

The mayor, «Jörg Petit|“hasn’t decided yet — and won’t before May”», a spokesman for Jörg Petit said.

«Anna Lund|“I love it here,”» said Lund. «Bo Sand|“I hate all of it,”» said Sand.""")


@pytest.mark.parametrize(
    ("words", "match", "name", "shown"),
    [
        ("We will never accept this plan", "exact", "Anna Lund", "We will never accept this plan"),
        ("“We will never accept this plan,”", "exact", "Anna Lund", "We will never accept this plan,"),
        ("a spokesman for Jörg Petit", "exact", None, "a spokesman for Jörg Petit"),
        ("We will never accept this plan.", "marks", "Anna Lund", "We will never accept this plan[-.-]"),
        ("hasn't decided yet - and won't", "marks", "Jörg Petit", None),
        ("A SPOKESMAN FOR JORG PETIT", "marks", None, None),
        ("We will … this plan", "marks", "Anna Lund", "We will [-…-]{+never accept+} this plan"),
        ("[W]e will never accept [it]", "marks", "Anna Lund", None),
        ("accept [...] plan", "marks", "Anna Lund", None),
        ("accept this plan. It costs 1,200 euros", "marks", "Anna Lund", None),
        ("We will accept this plan", "reworded", "Anna Lund", "We will {+never +}accept this plan"),
        ("It costs 1,300 euros a day", "reworded", "Anna Lund", "It costs [-1,300-]{+1,200+} euros a day"),
        ("We will never accept his plan", "reworded", "Anna Lund", None),
        ("We will never accept a plan", "reworded", "Anna Lund", "We will never accept [-a-]{+this+} plan"),
        ("hasn’t decided yet and won’t before June", "reworded", "Jörg Petit", None),
        ("We will never accept this plan?", "reworded", "Anna Lund", None),
        ("I love … all of it", None, None, None),
        (
            "We will never accept this plan and I shall fight it in all the courts we have",
            "part",
            "Anna Lund",
            None,
        ),
        ("Nobody said anything of the kind to us", None, None, None),
        ("plan to", None, None, None),
        ("never accept", "exact", "Anna Lund", None),
        ("It costs 1,200 euros a day.”", "exact", "Anna Lund", "It costs 1,200 euros a day.”"),
        ("The mayor, “hasn’t decided yet", "exact", "Jörg Petit", None),
        ('The mayor, "hasn’t decided yet', "marks", "Jörg Petit", None),
        ("a day.”\n\nThe mayor, “hasn’t", "exact", None, None),
        ("ever accept", None, None, None),
    ],
)
def test_how_words_stand_there(words: str, match: str | None, name: str | None, shown: str | None) -> None:
    found = check(Sought(words), ARTICLE, ANALYSIS)
    if match is None:
        assert not found
        return
    first = found[0]
    assert (first.match.value, first.name) == (match, name)
    assert shown is None or word_diff(first.difference) == shown
    if match == "exact":
        assert first.span.of(ARTICLE.text) == first.text
        assert first.text in (words, words.strip("“”"))


def test_words_over_the_pieces_of_a_quote_are_the_speaker_s_alone() -> None:
    (found,) = check(Sought("accept this plan. It costs 1,200 euros a day"), ARTICLE, ANALYSIS)
    assert found.text == "accept this plan, It costs 1,200 euros a day"
    assert "councillor" in found.span.of(ARTICLE.text)


def test_every_place_is_named() -> None:
    article, analysis = version("It is so.\n\nIt is so.\n\nNow it is so.")
    assert [one.match.value for one in check(Sought("It is so"), article, analysis)] == [
        "exact",
        "exact",
        "marks",
    ]


@pytest.mark.parametrize("words", ["", " ", "…", "“”", "[sic]", "- . ?"])
def test_no_words_are_found_nowhere(words: str) -> None:
    assert not Sought(words)
    assert check(Sought(words), ARTICLE, ANALYSIS) == []


_SOME = st.text(alphabet="abc  .,'“”-…[]\n\u0301é1", max_size=40)


@given(_SOME, _SOME)
def test_any_words_in_any_text(words: str, text: str) -> None:
    article = Article("0" * 16, "", "", text, (), "a")
    for found in check(Sought(words), article, None):
        assert 0 <= found.span.start < found.span.end <= len(text)
        if found.match.value == "exact":
            assert found.span.of(text) == found.text


@given(
    st.lists(
        st.sampled_from(["we", "will", "not", "sign", "the", "plan", "of", "May"]), min_size=4, max_size=12
    ),
    st.data(),
)
def test_what_is_taken_from_a_text_stands_there(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    article = Article("0" * 16, "", "", text, (), "a")
    assert check(Sought(" ".join(words[start:end])), article, None)[0].match.value == "exact"
