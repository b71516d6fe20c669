"""ClearNLP trees, given word by word, read as Universal Dependencies would hang the same words."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tui.nlp.document.document import Document

Tree = list[tuple[str, str, int, str]]
"""Word, part of speech, head, label."""

# She asked about how it burned at noon.
ABOUT_HOW: Tree = [
    ("She", "PRON", 1, "nsubj"),
    ("asked", "VERB", 1, "ROOT"),
    ("about", "ADP", 1, "prep"),
    ("how", "SCONJ", 5, "advmod"),
    ("it", "PRON", 5, "nsubj"),
    ("burned", "VERB", 2, "pcomp"),
    ("at", "ADP", 5, "prep"),
    ("noon", "NOUN", 6, "pobj"),
]
# He came, saw and left the port of Tarnow.
JOINED: Tree = [
    ("He", "PRON", 1, "nsubj"),
    ("came", "VERB", 1, "ROOT"),
    (",", "PUNCT", 1, "punct"),
    ("saw", "VERB", 1, "conj"),
    ("and", "CCONJ", 3, "cc"),
    ("left", "VERB", 3, "conj"),
    ("the", "DET", 7, "det"),
    ("port", "NOUN", 5, "dobj"),
    ("of", "ADP", 7, "prep"),
    ("Tarnow", "PROPN", 8, "pobj"),
]
# said co-author Roe to us
HYPHEN: Tree = [
    ("said", "VERB", 0, "ROOT"),
    ("co", "NOUN", 0, "nsubj"),
    ("-", "PUNCT", 0, "punct"),
    ("author", "NOUN", 4, "compound"),
    ("Roe", "PROPN", 0, "nsubj"),
    ("to", "ADP", 0, "prep"),
    ("us", "PRON", 5, "pobj"),
]


def document(tree: Tree) -> Document:
    words, pos, heads, deps = (list(column) for column in zip(*tree, strict=True))
    glued = {i for i, word in enumerate(words) if word == "-" or words[i + 1 : i + 2] == ["-"]}
    spaces = [i not in glued for i in range(len(words))]
    return Document(Doc(Vocab(), words, spaces=spaces, pos=pos, heads=heads, deps=deps))


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (ABOUT_HOW, {"burned": ("asked", "advcl"), "about": ("burned", "mark"), "how": ("burned", "advmod")}),
        (
            JOINED,
            {
                ",": ("saw", "punct"),
                "saw": ("came", "conj"),
                "and": ("left", "cc"),
                "left": ("came", "conj"),
                "of": ("Tarnow", "case"),
                "Tarnow": ("port", "nmod"),
            },
        ),
        (HYPHEN, {"co": ("author", "compound"), "-": ("author", "punct"), "us": ("said", "obl")}),
    ],
    ids=["clause behind a preposition", "what is joined", "hyphenated word"],
)
def test_heads_are_those_of_universal_dependencies(tree: Tree, expected: dict[str, tuple[str, str]]) -> None:
    read = document(tree)
    found = {word: (read.words[read.heads[i]], read.deps[i]) for i, word in enumerate(read.words)}
    assert {word: found[word] for word in expected} == expected


def test_universal_trees_stay_as_they_are() -> None:
    tree: Tree = [
        ("They", "PRON", 1, "nsubj"),
        ("came", "VERB", 1, "root"),
        ("and", "CCONJ", 3, "cc"),
        ("saw", "VERB", 1, "conj"),
        ("by", "ADP", 5, "case"),
        ("night", "NOUN", 3, "obl"),
    ]
    read = document(tree)
    assert (read.heads, read.deps) == ([head for *_, head, _ in tree], [dep for *_, dep in tree])
