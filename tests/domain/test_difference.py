"""How two wordings differ, word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.collection.difference import Step, difference

_PIECES = st.lists(
    st.sampled_from(
        [
            "plan",
            "Plan",
            "never",
            "30",
            "1,200",
            "is",
            "a",
            "of",
            ",",
            ".",
            "“",
            "”",
            "'",
            "’",
            " - ",
            "—",
            "é",
            "\n",
        ]
    ),
    max_size=14,
)
_TEXTS = _PIECES.map(" ".join) | st.text(max_size=30)


def written(before: str, after: str, **options: bool) -> str:
    """As ``git diff --word-diff`` writes it."""
    signs = {Step.EQUAL: "{}", Step.DELETE: "[-{}-]", Step.INSERT: "{{+{}+}}"}
    return "".join(signs[step].format(words) for step, words in difference(before, after, **options))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Three died on Monday", "Four died on Monday", "[-Three-]{+Four+} died on Monday"),
        ("We will sign it", "We will never sign it", "We will {+never +}sign it"),
        ("We sign it now", "We sign it", "We sign it[- now-]"),
        ("It cost 1,200 euros.", "It cost 1,300 euros.", "It cost [-1,200-]{+1,300+} euros."),
        (
            "the end of it all came",
            "a start of things came",
            "[-the end of it all-]{+a start of things+} came",
        ),
        ("", "all new", "{+all new+}"),
    ],
)
def test_words_are_changed_whole(before: str, after: str, shown: str) -> None:
    assert written(before, after) == shown


def test_marks_count_or_do_not() -> None:
    assert written("He can't — he said", "he can’t - he said", marks=False) == "he can’t - he said"
    assert written("can't", "can’t") == "[-can't-]{+can’t+}"


@given(_TEXTS, _TEXTS)
def test_both_wordings_can_be_read_off(before: str, after: str) -> None:
    steps = difference(before, after)
    now = "".join(words for step, words in steps if step is not Step.DELETE)
    was = "".join(words for step, words in steps if step is not Step.INSERT)
    assert now == after or "".join(now.split()) == "".join(after.split())
    assert "".join(was.split()) == "".join(before.split())
    assert all(one[0] is not other[0] for one, other in pairwise(steps))


@given(_TEXTS)
def test_the_same_words_do_not_differ(text: str) -> None:
    assert {step for step, _ in difference(text, text)} <= {Step.EQUAL}
