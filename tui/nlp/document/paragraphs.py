"""Sentence boundaries that the text itself settles, set before the parser so that it respects them."""

from __future__ import annotations

from spacy.tokens import Doc

from tui.nlp.lang.lists import abbreviated_titles

LONGEST_SENTENCE = 500
"""Tokens without any that may end a sentence, after which one begins: what is done about a sentence takes up
to the square of its length, and no sentence of an article comes near."""
_STOPS = frozenset((".", "!", "?", "…", "..."))
_ENDS = frozenset(("”", '"', "''", "»"))


def sayso_paragraphs(doc: Doc) -> Doc:
    """A newline ends a sentence; a closing mark begins none, nor does a name behind "Sgt.".

    A small letter right behind a closing mark begins none either. A sentence of LONGEST_SENTENCE tokens ends,
    whatever stands there.
    """
    titles = abbreviated_titles()
    titled = False
    fresh = False
    opened = False
    closed = False
    length = 0
    for token in doc:
        text = token.text
        if "\n" in text:
            fresh, opened, closed = True, False, False
            continue
        if token.is_space:
            continue
        length = 0 if text in _STOPS else length + 1
        if fresh or length == LONGEST_SENTENCE:
            token.is_sent_start = True
            fresh = False
            length = 0
        elif titled or (closed and text[0].islower()):
            token.is_sent_start = False
        closing = text in ("”", "»") or (text in _ENDS and opened)
        if closing and token.i and not token.is_sent_start:
            token.is_sent_start = False
        if text in ("“", "«", "``"):
            opened = True
        elif text in _ENDS:
            opened = not opened if text in ('"', "''") else False
        closed = closing
        titled = text[-1] == "." and text[:-1] in titles
    return doc
