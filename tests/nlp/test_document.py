"""One scheme inside: the same sentence with Universal Dependencies and with ClearNLP's labels."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tui.nlp.attribution.attribution import attributions_of
from tui.nlp.attribution.component import sayso_attributions
from tui.nlp.document.document import Document

Row = tuple[str, str, str, str, int, str]
"""Word, lemma, part of speech, tag, head, label."""

# "The bishop was told by police that the road was closed."
UD_PASSIVE: list[Row] = [
    ("The", "the", "DET", "DT", 1, "det"),
    ("bishop", "bishop", "NOUN", "NN", 3, "nsubj:pass"),
    ("was", "be", "AUX", "VBD", 3, "aux:pass"),
    ("told", "tell", "VERB", "VBN", 3, "root"),
    ("by", "by", "ADP", "IN", 5, "case"),
    ("police", "police", "NOUN", "NNS", 3, "obl:agent"),
    ("that", "that", "SCONJ", "IN", 10, "mark"),
    ("the", "the", "DET", "DT", 8, "det"),
    ("road", "road", "NOUN", "NN", 10, "nsubj:pass"),
    ("was", "be", "AUX", "VBD", 10, "aux:pass"),
    ("closed", "close", "VERB", "VBN", 3, "ccomp"),
    (".", ".", "PUNCT", ".", 3, "punct"),
]
CLEAR_PASSIVE: list[Row] = [
    ("The", "the", "DET", "DT", 1, "det"),
    ("bishop", "bishop", "NOUN", "NN", 3, "nsubjpass"),
    ("was", "be", "AUX", "VBD", 3, "auxpass"),
    ("told", "tell", "VERB", "VBN", 3, "ROOT"),
    ("by", "by", "ADP", "IN", 3, "agent"),
    ("police", "police", "NOUN", "NNS", 4, "pobj"),
    ("that", "that", "SCONJ", "IN", 10, "mark"),
    ("the", "the", "DET", "DT", 8, "det"),
    ("road", "road", "NOUN", "NN", 10, "nsubjpass"),
    ("was", "be", "AUX", "VBD", 10, "auxpass"),
    ("closed", "close", "VERB", "VBN", 3, "ccomp"),
    (".", ".", "PUNCT", ".", 3, "punct"),
]
# "The spokesman for the port said the crane is unsafe."
UD_CLAUSE: list[Row] = [
    ("The", "the", "DET", "DT", 1, "det"),
    ("spokesman", "spokesman", "NOUN", "NN", 5, "nsubj"),
    ("for", "for", "ADP", "IN", 4, "case"),
    ("the", "the", "DET", "DT", 4, "det"),
    ("port", "port", "NOUN", "NN", 1, "nmod"),
    ("said", "say", "VERB", "VBD", 5, "root"),
    ("the", "the", "DET", "DT", 7, "det"),
    ("crane", "crane", "NOUN", "NN", 9, "nsubj"),
    ("is", "be", "AUX", "VBZ", 9, "cop"),
    ("unsafe", "unsafe", "ADJ", "JJ", 5, "ccomp"),
    (".", ".", "PUNCT", ".", 5, "punct"),
]
CLEAR_CLAUSE: list[Row] = [
    ("The", "the", "DET", "DT", 1, "det"),
    ("spokesman", "spokesman", "NOUN", "NN", 5, "nsubj"),
    ("for", "for", "ADP", "IN", 1, "prep"),
    ("the", "the", "DET", "DT", 4, "det"),
    ("port", "port", "NOUN", "NN", 2, "pobj"),
    ("said", "say", "VERB", "VBD", 5, "ROOT"),
    ("the", "the", "DET", "DT", 7, "det"),
    ("crane", "crane", "NOUN", "NN", 8, "nsubj"),
    ("is", "be", "AUX", "VBZ", 5, "ccomp"),
    ("unsafe", "unsafe", "ADJ", "JJ", 8, "acomp"),
    (".", ".", "PUNCT", ".", 5, "punct"),
]
# "“It is unsafe,” said Ada Byron, who runs the port."
UD_QUOTE: list[Row] = [
    ("“", "“", "PUNCT", "``", 3, "punct"),
    ("It", "it", "PRON", "PRP", 3, "nsubj"),
    ("is", "be", "AUX", "VBZ", 3, "cop"),
    ("unsafe", "unsafe", "ADJ", "JJ", 6, "ccomp"),
    (",", ",", "PUNCT", ",", 3, "punct"),
    ("”", "”", "PUNCT", "''", 3, "punct"),
    ("said", "say", "VERB", "VBD", 6, "root"),
    ("Ada", "Ada", "PROPN", "NNP", 6, "nsubj"),
    ("Byron", "Byron", "PROPN", "NNP", 7, "flat"),
    (",", ",", "PUNCT", ",", 11, "punct"),
    ("who", "who", "PRON", "WP", 11, "nsubj"),
    ("runs", "run", "VERB", "VBZ", 7, "acl:relcl"),
    ("the", "the", "DET", "DT", 13, "det"),
    ("port", "port", "NOUN", "NN", 11, "obj"),
    (".", ".", "PUNCT", ".", 6, "punct"),
]
CLEAR_QUOTE: list[Row] = [
    ("“", "“", "PUNCT", "``", 6, "punct"),
    ("It", "it", "PRON", "PRP", 2, "nsubj"),
    ("is", "be", "AUX", "VBZ", 6, "ccomp"),
    ("unsafe", "unsafe", "ADJ", "JJ", 2, "acomp"),
    (",", ",", "PUNCT", ",", 6, "punct"),
    ("”", "”", "PUNCT", "''", 6, "punct"),
    ("said", "say", "VERB", "VBD", 6, "ROOT"),
    ("Ada", "Ada", "PROPN", "NNP", 8, "compound"),
    ("Byron", "Byron", "PROPN", "NNP", 6, "nsubj"),
    (",", ",", "PUNCT", ",", 8, "punct"),
    ("who", "who", "PRON", "WP", 11, "nsubj"),
    ("runs", "run", "VERB", "VBZ", 8, "relcl"),
    ("the", "the", "DET", "DT", 13, "det"),
    ("port", "port", "NOUN", "NN", 11, "dobj"),
    (".", ".", "PUNCT", ".", 6, "punct"),
]
NO_BLANK_BEFORE = frozenset(",.”")


def made(rows: list[Row]) -> Doc:
    words, lemmas, pos, tags, heads, deps = (list(column) for column in zip(*rows, strict=True))
    spaces = [
        i + 1 < len(words) and words[i + 1] not in NO_BLANK_BEFORE and words[i] != "“"
        for i in range(len(words))
    ]
    return Doc(Vocab(), words, spaces=spaces, lemmas=lemmas, pos=pos, tags=tags, heads=heads, deps=deps)


def read(doc: Doc) -> list[tuple[str, str, str]]:
    sayso_attributions(doc)
    return [
        (
            doc[f.source.start : f.source.end].text if f.source else "",
            " ".join(doc[a:b].text for a, b in f.cue),
            " … ".join(doc[a:b].text for a, b in f.content),
        )
        for f in attributions_of(doc)
    ]


@pytest.mark.parametrize(
    ("rows", "quote"),
    [
        (UD_PASSIVE, ("police", "told", "that the road was closed")),
        (CLEAR_PASSIVE, ("police", "told", "that the road was closed")),
        (UD_CLAUSE, ("The spokesman for the port", "said", "the crane is unsafe")),
        (CLEAR_CLAUSE, ("The spokesman for the port", "said", "the crane is unsafe")),
        (UD_QUOTE, ("Ada Byron", "said", "“It is unsafe,”")),
        (CLEAR_QUOTE, ("Ada Byron", "said", "“It is unsafe,”")),
    ],
)
def test_both_schemes(rows: list[Row], quote: tuple[str, str, str]) -> None:
    assert read(made(rows)) == [quote]


def test_edges_and_children() -> None:
    document = Document(made(UD_CLAUSE))
    assert (document.left[1], document.right[1]) == (0, 4)
    assert (document.left[9], document.right[9]) == (6, 9)
    assert document.subject(5) == 1
    assert document.is_under(8, 5)
    assert not document.is_under(1, 9)
    assert document.sentence(3) == (0, 11)


def test_without_a_parse_only_the_surface_is_left() -> None:
    words = ["“", "It", "is", "unsafe", "here", ",", "”", "he", "said", "."]
    doc = Doc(
        Vocab(), words, pos=["PUNCT", "PRON", "AUX", "ADJ", "ADV", "PUNCT", "PUNCT", "PRON", "VERB", "PUNCT"]
    )
    assert read(doc) == [("he", "said", "“ It is unsafe here , ”")]
