"""The registry of rules is whole, every example is found, and the page about them is current."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from tui.domain.evidence import ActorEvidence, Rule, SourceEvidence
from tui.domain.labels.evidence import ACTORS, RULES, SOURCES
from tui.nlp import pipeline
from tui.nlp.attribution.attribution import Attribution, TokenRange, attributions_of
from tui.nlp.attribution.confidence import SOURCE_FACTORS
from tui.nlp.attribution.rules.__main__ import page
from tui.nlp.attribution.rules.base import REGISTRY, Example, Registered, finds

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_every_code_is_registered_and_has_words() -> None:
    assert set(REGISTRY) == set(RULES) == set(Rule)
    assert set(SOURCE_FACTORS) == set(SOURCES) == set(SourceEvidence)
    assert set(ACTORS) == set(ActorEvidence)


@pytest.mark.parametrize("registered", [REGISTRY[rule] for rule in Rule], ids=list(Rule))
def test_the_example_is_found(nlp: Language, registered: Registered) -> None:
    doc = pipeline.doc_of(nlp, registered.example.text)

    def text(pieces: list[TokenRange]) -> str:
        return " … ".join(doc[start:end].text for start, end in pieces)

    def example(found: Attribution) -> Example:
        source = [(found.source.start, found.source.end)] if found.source else []
        return Example(doc.text, text(source), text(found.cue), text(found.content))

    found = [example(one) for one in attributions_of(doc) if one.rule is registered.rule]
    assert registered.example in found
    assert 0.0 < registered.prior < 1.0


def test_two_functions_cannot_find_one_rule() -> None:
    with pytest.raises(ValueError, match="two functions find clause"):
        finds(Rule.CLAUSE, prior=0.5, example=Example("", "", "", ""))(page)
    assert REGISTRY[Rule.CLAUSE].finder is not page


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tui.nlp.attribution.rules > docs/rules.md"
