"""A text to a Doc of tokens as this analysis wants them, whatever tokenizer the pipeline has.

What tokenizers leave glued together ("cards,”Dana Holt") is parted before, what they part wrongly ("Sgt"
and its dot) is joined behind. The Doc's text stays the text, code point for code point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from tui.nlp.document.plain_verbs import with_plain_verbs
from tui.nlp.document.prepare import prepared
from tui.nlp.lang.lists import abbreviated_titles

_GLUED = re.compile(
    r"(?<=[^\W_][.,!?;:…—–][”»])(?=[^\W\d_])"  # cards,”Dana
    r"|(?<=[^\W_]”)(?=[^\W\d_])"  # cards”Dana
    r"|(?<=[”\"»],)(?=[^\W\d_])"  # cards”,the
    r"|(?<=[^\W_][.,!?…][’'])(?=[A-Z])"  # cards,’Dana
    r"|(?<=[^\W_][,?!][’'])(?=[a-z])"  # cards,’said
    r"|(?<=[^\W\d_][.,:!?…])(?=[“‘][^\W_])"  # said:“The
    r"|(?<=[^\W\d_])(?=“[^\W_])"  # said“The
    r"|(?<=[—–―])(?=“[^\W_])"  # —“The
    r"|(?<=”)(?=[—–―][^\W_])|(?<=”[—–―])(?=[^\W_])"  # night”—coach Fisk
    r"|(?<=^-)(?=[A-Z][a-z])"  # -Dana Holt
    r"|(?<=^[—–―~])(?=[^\W_])",  # —Dana Holt, at the beginning of a line
    re.MULTILINE,
)
"""Where a blank is missing beside a quotation mark, or behind the dash that opens a line."""
_STRAIGHT = re.compile(r"(?<=[^\W_][.,!?;:…—–])\"(?=[^\W_])")
"""The same for a straight mark, which may open or close: cards,"Dana and said:"The."""
_ABBREVIATION = re.compile(r"\b[A-Z][a-z]*\.\s[A-Z\d]|\bSr\.")
"""Where a title with its dot may stand before a name, "No." before a number; a search for this is cheap."""
_NUMBER = frozenset(("No", "Nos"))
_BEHIND_NAME = "Sr"
BLOCKS = "sayso_blocks"
"""Where a Doc has its block quotations, in ``Doc.user_data``: pairs of code points."""
_KNOWN_TITLE = "dr."
"""The form by which a joined title enters the pipeline's features: one that every pipeline has seen."""


def tokenized(nlp: Language, text: str, blocks: Sequence[tuple[int, int]] = ()) -> Doc:
    """The tokens of one stretch of an article, ready for the components of ``nlp``.

    ``blocks`` are its block quotations (code points of ``text``); they go along in ``Doc.user_data``.
    """
    text = prepared(text)
    if nlp.lang != "en":
        return nlp.make_doc(text)
    gaps = sorted({gap.start() for gap in _GLUED.finditer(text)}.union(_beside_straight(text)))
    doc = nlp.make_doc(_with_blanks(text, gaps)) if gaps else nlp.make_doc(text)
    titles = set(_titles(doc)) if _ABBREVIATION.search(text) else set()
    if gaps or titles:
        doc = _rebuilt(doc, gaps, titles)
    if blocks:
        doc.user_data[BLOCKS] = list(blocks)
    return with_plain_verbs(doc, text)


def _beside_straight(text: str) -> Iterator[int]:
    """Where a blank is missing beside straight marks: behind one that closes, before one that opens."""
    at, closes = 0, False
    for mark in _STRAIGHT.finditer(text):
        line = text.rfind("\n", at, mark.start()) + 1
        closes = (closes and not line) != bool(text.count('"', max(line, at), mark.start()) % 2)
        yield mark.end() if closes else mark.start()
        at, closes = mark.end(), not closes


def _with_blanks(text: str, gaps: list[int]) -> str:
    borders = [0, *gaps, len(text)]
    return " ".join(text[start:end] for start, end in pairwise(borders))


def _titles(doc: Doc) -> Iterator[int]:
    """The tokens of abbreviated titles whose dot is a token of its own, a capitalised word behind it.

    "No." before a number and "Sr." behind a name are such too.
    """
    known = abbreviated_titles() | _NUMBER
    for token in doc[:-1]:
        if token.text not in known or not _has_dot(doc, token.i):
            continue
        if token.text == _BEHIND_NAME and token.i and doc[token.i - 1].text[0].isupper():
            yield token.i
        elif token.i + 2 < len(doc) and doc[token.i + 1].whitespace_:
            behind = doc[token.i + 2].text[0]
            if behind.isdigit() if token.text in _NUMBER else behind.isupper():
                yield token.i


def _has_dot(doc: Doc, i: int) -> bool:
    return not doc[i].whitespace_ and doc[i + 1].text == "."


def _rebuilt(doc: Doc, gaps: list[int], titles: set[int]) -> Doc:
    """The Doc without the blanks put in at ``gaps`` (code points), titles joined with their dots."""
    words: list[str] = []
    spaces: list[bool] = []
    joined: list[int] = []
    missing = {gap + number for number, gap in enumerate(gaps)}  # where the blanks stand in the Doc's text
    for token in doc:
        if token.i - 1 in titles:
            words[-1] += token.text
            spaces[-1] = bool(token.whitespace_)
            joined.append(len(words) - 1)
            continue
        words.append(token.text)
        spaces.append(bool(token.whitespace_) and token.idx + len(token) not in missing)
    found = Doc(doc.vocab, words=words, spaces=spaces)
    for i in joined:
        found[i].norm_ = "jr." if found[i].text == "Sr." else _KNOWN_TITLE
    return found
