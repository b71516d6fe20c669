"""The repair of entities: a table of our own sentences, and properties over any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from tests.nlp.marked import make_doc, read_marks
from tui.nlp.entities.component import repair_entities

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "tables" / "entities.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_table(nlp: Language, case: dict[str, Any]) -> None:
    doc = repair_entities(make_doc(nlp, read_marks(case["text"])))
    assert [f"{ent.text}|{ent.label_}" for ent in doc.ents] == case["ents"]


def test_repair_is_stable(nlp: Language) -> None:
    for case in CASES:
        doc = repair_entities(make_doc(nlp, read_marks(case["text"])))
        once = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
        twice = [(ent.start, ent.end, ent.label_) for ent in repair_entities(doc).ents]
        assert once == twice, case["what"]


def test_no_entity_holds_a_newline_or_an_edge_of_blanks(nlp: Language) -> None:
    doc = nlp("Putin\nrejects claims\n\nBy Ann Lee\n\nVladimir Putin said so in\nMoscow .")
    for ent in doc.ents:
        assert "\n" not in ent.text
        assert ent.text == ent.text.strip()


BLANK = spacy.blank("en")
LABELS = ("PERSON", "ORG", "GPE", "NORP", "DATE", "LANGUAGE", "WORK_OF_ART")
WORDS = st.sampled_from(
    [
        "Putin",
        "Vladimir",
        "the",
        "of",
        "(",
        ")",
        "FBI",
        "\n",
        "\n\n",
        "“",
        "”",
        "'s",
        "U.S.",
        "von",
        "Jr.",
        "-",
        ".",
        ",",
        "President",
        "said",
        "Bank",
        "University",
        "\xa0",
        "普京",
        "العربية",
        "😀",
        "é",
        "\u200d",
        "A",
        "al",
        "and",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS | st.text(min_size=1, max_size=6), max_size=30), st.data())
def test_never_raises_nor_overlaps(words: list[str], data: st.DataObject) -> None:
    doc = Doc(BLANK.vocab, words=[w for w in words if w.strip() or "\n" in w])
    spans, position = [], 0
    while position < len(doc):
        size = data.draw(st.integers(0, 4))
        if size:
            spans.append(
                Span(doc, position, min(position + size, len(doc)), data.draw(st.sampled_from(LABELS)))
            )
        position += size + 1
    doc.set_ents(spans)
    repair_entities(doc)
    ends = 0
    for ent in doc.ents:
        assert ends <= ent.start < ent.end <= len(doc)
        ends = ent.end
        if ent.label_ != "DATE":
            assert "\n" not in ent.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_without_entities(text: str) -> None:
    doc = BLANK(text)
    assert repair_entities(doc).text == doc.text
