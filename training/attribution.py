"""Sentences of the treebanks put into people's mouths: more reported speech than the treebanks hold.

News is full of ``"…," said X, the Y of Z.``; treebanks of mail and reviews are not. A treebank sentence is
wrapped into such a frame (``frames.py``) and its tree with it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span, Token
from spacy.vocab import Vocab

from training.frames import Frames
from training.names import name_pool
from training.speakers import ROOT, Speakers, Tree, Word


def sentence_tree(sent: Span) -> Tree | None:
    """A treebank sentence that can be reported: a clause of 4 to 35 words that ends in ``. ? !``."""
    words = list(sent)
    while words and words[-1].is_space:
        words.pop()
    good = (
        4 <= len(words) <= 35
        and words[-1].text in {".", "?", "!"}
        and words[0].text[:1].isupper()
        and not any(w.text in {'"', "“", "”", "``", "''", ":", "(", "<", ">"} or w.is_space for w in words)
        and sent.root.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}
        and any(child.dep_.startswith("nsubj") for child in sent.root.children)
        and words[-1].head == sent.root
    )
    if not good:
        return None
    start = sent.start
    return [
        Word(
            w.text,
            w.tag_,
            w.pos_,
            ROOT if w == sent.root else w.head.i - start,
            w.dep_,
            str(w.morph),
            bool(w.whitespace_),
        )
        for w in words
    ]


def to_doc(vocab: Vocab, trees: Sequence[Tree]) -> Doc:
    """The trees as a reference Doc of as many sentences. Each one's first word gets a capital."""
    words: Tree = []
    starts: list[bool | int | None] = []
    for tree in trees:
        first = next(i for i, word in enumerate(tree) if word.text[:1].isalpha())
        text = tree[first].text[:1].upper() + tree[first].text[1:]
        at = len(words)
        words += [
            replace(w, text=text if i == first else w.text, head=at + (i if w.head == ROOT else w.head))
            for i, w in enumerate(tree)
        ]
        words[-1] = replace(words[-1], space=True)
        starts += [i == 0 for i in range(len(tree))]
    return Doc(
        vocab,
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        heads=[word.head for word in words],
        deps=[word.dep for word in words],
        sent_starts=starts,
    )


def reported(docs: Iterable[Doc], share: float, rng: random.Random) -> list[Doc]:
    """About ``share`` (0 to 1) of the sentences of ``docs`` as reported speech, up to five a Doc."""
    frames = Frames(rng, Speakers(name_pool(rng)))
    made: list[Doc] = []
    waiting: list[Tree] = []
    for doc in docs:
        for sent in doc.sents:
            tree = sentence_tree(sent) if rng.random() < share else None
            if tree is None:
                continue
            wrapped = frames.floating(tree) if waiting and rng.random() < 0.2 else frames.wrap(tree)
            waiting.append(wrapped or tree)
            if rng.random() < 0.35 or len(waiting) == 5:
                made.append(to_doc(doc.vocab, waiting))
                waiting = []
    return made


def _labels(token: Token) -> tuple[str, ...]:
    return token.tag_, f"{token.pos_} {token.morph}", token.dep_


def mixture(source: Path, path: Path, share: float = 0.6) -> Path:
    """The treebank in ``source`` with reported sentences beside its own, written to ``path``.

    A reported sentence with a label unknown to the treebank is left out: a trained part cannot learn it.
    """
    docs = list(DocBin().from_disk(source).get_docs(spacy.blank("en").vocab))
    tags = {label for doc in docs for token in doc for label in _labels(token)}
    made = [
        doc
        for doc in reported(docs, share, random.Random(7))
        if all(label in tags for token in doc for label in _labels(token))
    ]
    DocBin(docs=[*docs, *made], store_user_data=False).to_disk(path)
    return path
