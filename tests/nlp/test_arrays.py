"""The networks computed with NumPy beside spaCy's own code: the same tags, trees and names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from benchmarks.texts import seeds
from tui.nlp.arrays import embedding
from tui.nlp.arrays.names import _stretches
from tui.nlp.identity import BUNDLED

ODD = [
    "",
    " ",
    "\n\n",
    "Go",
    "The end.\n\nThe end\n\n\n  “We,” said Ana Lopez of the U.N. on May 3, “lost $3 million.” \n",
    "word " * 700,
    "Rome, Paris, London, Ana Lopez and Bo Roe, " * 40 + "\n" + "“",
]


@pytest.fixture(scope="module")
def plain(nlp: Language) -> Language:
    """The bundled pipeline as spaCy itself loads it, with our paragraphs."""
    plain = spacy.load(BUNDLED, vocab=nlp.vocab)
    plain.add_pipe("sayso_paragraphs", before="parser")
    return plain


@pytest.fixture
def bare(nlp: Language) -> Iterator[Language]:
    """Our pipeline without what works on its names and sentences."""
    with nlp.select_pipes(disable=["sayso_entities", "sayso_attributions"]):
        yield nlp


def told(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (
            token.text,
            token.tag_,
            token.pos_,
            token.lemma_,
            token.head.i,
            token.dep_,
            token.is_sent_start,
            token.ent_iob_,
            token.ent_type_,
        )
        for token in doc
    ]


@pytest.mark.parametrize("text", [*seeds(), *ODD])
def test_one_text_is_read_as_spacy_reads_it(bare: Language, plain: Language, text: str) -> None:
    ours, theirs = bare(text), plain(text)
    assert told(ours) == told(theirs)
    assert np.allclose(ours.tensor, theirs.tensor, atol=1e-4)


def test_many_texts_together_are_read_as_one_by_one(
    bare: Language, plain: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_MOST", 50)  # words are forgotten between the texts
    texts = [*ODD, *seeds(), *ODD]
    assert [told(doc) for doc in bare.pipe(texts, batch_size=64)] == [told(plain(text)) for text in texts]


def test_names_that_are_there_already_stay(bare: Language, plain: Language) -> None:
    docs = []
    for pipeline in (bare, plain):
        doc = pipeline.make_doc("Ana Lopez met the Blue Hats in Rome.")
        doc.set_ents([Span(doc, 4, 6, label="ORG")], default="missing")
        docs.append(pipeline(doc))
    assert told(docs[0]) == told(docs[1])
    assert "Blue Hats" in {ent.text for ent in docs[0].ents}


def test_names_are_looked_for_in_stretches_of_whole_sentences() -> None:
    final = np.zeros(3_000, np.bool_)
    final[[5, 700, 1_000, 1_900, 1_901, 2_999]] = True
    stretches = [(0, 701), (701, 1_001), (1_001, 1_901), (1_901, 1_902), (1_902, 3_000)]
    assert list(_stretches(final)) == stretches
    assert list(_stretches(final[:0])) == []
