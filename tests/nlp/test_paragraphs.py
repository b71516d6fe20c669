"""Where a sentence begins before any parser has looked."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tui.nlp.document.paragraphs import LONGEST_SENTENCE, sayso_paragraphs


def begins(words: list[str]) -> list[int]:
    """The tokens at which a sentence is made to begin, the first aside."""
    doc = sayso_paragraphs(Doc(Vocab(), words=words))
    return [token.i for token in doc if token.i and token.is_sent_start]


def test_a_sentence_without_end_ends() -> None:
    assert begins(["said"] * (LONGEST_SENTENCE * 3)) == [
        LONGEST_SENTENCE - 1,
        LONGEST_SENTENCE * 2 - 1,
        LONGEST_SENTENCE * 3 - 1,
    ]


@pytest.mark.parametrize("stop", [".", "?", "…"])
def test_one_that_may_end_is_left_alone(stop: str) -> None:
    assert begins((["said"] * (LONGEST_SENTENCE - 2) + [stop]) * 3) == []


def test_a_line_end_begins_a_new_count() -> None:
    words = (["said"] * (LONGEST_SENTENCE - 1) + ["\n"]) * 2 + ["said"]
    assert begins(words) == [LONGEST_SENTENCE, 2 * LONGEST_SENTENCE]
