"""What changed from one version of an article to another."""

from __future__ import annotations

import pytest

from tests.domain.versions import version
from tui.domain.collection.changes import Changes, Fate, changes, in_one_line
from tui.domain.collection.difference import word_diff

BEFORE = """\
A plan for the harbour

Three people spoke on Monday, and the hall was full until the evening.

«Anna Lund|“We will never sign this plan,”» said Anna Lund, who leads the council.

«Bo Petit|“It is the best idea in thirty years.”» Bo Petit said that he liked it.

The next meeting is planned for the spring, in the same hall as this one."""


def changed(*edits: tuple[str, str]) -> Changes:
    after = BEFORE
    for old, new in edits:
        assert old in after
        after = after.replace(old, new)
    (old_article, was), (new_article, now) = version(BEFORE), version(after)
    return changes(old_article, new_article, was, now)


def told(found: Changes) -> dict[str, list[str]]:
    """The changes of quotes in a few words each."""
    return {
        "added": [f"{one.name}: {one.text}" for one in found.added],
        "removed": [f"{one.name}: {one.text}" for one in found.removed],
        "reworded": [word_diff(one.difference) for one in found.reworded],
        "given": [f"{was.name} > {now.name}" for was, now in found.reattributed],
    }


NONE: dict[str, list[str]] = {"added": [], "removed": [], "reworded": [], "given": []}


@pytest.mark.parametrize(
    ("edits", "quotes", "line"),
    [
        ([], {}, "only marks and spaces changed"),
        ([("“", '"'), ("”", '"'), ("\n\n", "\n \n")], {}, "only marks and spaces changed"),
        (
            [("never sign", "soon sign")],
            {"reworded": ["We will [-never-]{+soon+} sign this plan,"]},
            "1 quote reworded; 1 paragraph changed",
        ),
        (
            [("«Anna Lund|", "«Clara Holt|"), ("said Anna Lund", "said Clara Holt")],
            {"given": ["Anna Lund > Clara Holt"]},
            "1 quote given to somebody else; 1 paragraph changed",
        ),
        (
            [("«Bo Petit|“It is the best idea in thirty years.”» ", "")],
            {"removed": ["Bo Petit: It is the best idea in thirty years."]},
            "1 quote removed; 1 paragraph changed",
        ),
        (
            [
                (
                    "in the same hall as this one.",
                    "in the same hall. «Anna Lund|“We shall see what they say.”»",
                )
            ],
            {"added": ["Anna Lund: We shall see what they say."]},
            "1 quote added; 1 paragraph changed",
        ),
        (
            [("«Anna Lund|“We", "«Anna Lund~|We"), ("plan,”»", "plan,»")],
            {},
            "1 quote with other quotation marks; 1 paragraph changed",
        ),
        ([("Three people", "Four people")], {}, "1 paragraph changed"),
        ([("Three people", "It rained.\n\nThree people")], {}, "1 paragraph added"),
    ],
)
def test_what_became_of_quotes(edits: list[tuple[str, str]], quotes: dict[str, list[str]], line: str) -> None:
    found = changed(*edits)
    assert told(found) == NONE | quotes
    assert in_one_line(found) == line


def test_a_longer_name_is_nobody_else() -> None:
    found = changed(("«Anna Lund|", "«Lund|"), ("said Anna Lund", "said Lund"))
    assert told(found) == NONE


def test_an_analysis_that_wavers_gives_no_quote_to_another() -> None:
    """The text around is the same and names both: only the program's answer is another."""
    found = changed(("«Bo Petit|", "«Anna Lund|"), ("planned for the spring", "planned for the summer"))
    assert told(found)["given"] == []


def test_a_paragraph_that_moved_was_not_taken_away() -> None:
    last = "The next meeting is planned for the spring, in the same hall as this one."
    found = changed(
        ("\n\n" + last, ""), ("A plan for the harbour\n", "A plan for the harbour\n\n" + last + "\n")
    )
    assert in_one_line(found) == "1 paragraph moved"
    assert found.count(Fate.REMOVED) == found.count(Fate.ADDED) == 0


def test_every_paragraph_of_both_is_listed_once_in_order() -> None:
    found = changed(
        ("Three people", "Some people"), ("A plan for", "New\n\nA plan for"), ("who leads", "head of")
    )
    for index, article in (("before", found.before), ("after", found.after)):
        places = [getattr(one, index) for one in found.passages if getattr(one, index) is not None]
        assert places == list(range(len(article.paragraphs)))
