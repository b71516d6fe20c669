"""Persons whom a speaker's phrase introduces: "Kremlin spokesman Dmitry Peskov"."""

from __future__ import annotations

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles, singular
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.marks import ASIDES, GENITIVES, POSSESSIVES

_EXAMPLE_OPENERS = english("mentions").words("example_openers")

_AFTER_NAME = ASIDES | {"and"}
_ENDS_DESCRIPTION = frozenset(("ADP", "SCONJ", "VERB", "AUX"))


def introduced(context: Context, start: int, end: int, head: int) -> int:
    """A person whom the phrase introduces: "Kremlin spokesman Dmitry Peskov", "X's aide, Y", -1 if none.

    Not one behind a preposition ("a spokesman for Clinton"), a possessor, or one inside a clause.
    """
    doc = context.doc
    for number in dict.fromkeys(context.name_at[i] for i in range(start, end) if i in context.name_at):
        begin, stop, label = doc.ents[number]
        if label != "PERSON" or begin < start or _is_only_beside(doc, start, number, end):
            continue
        if begin == start:
            if stop >= end or doc.words[stop] in _AFTER_NAME or head < stop:
                return number
            continue
        if doc.lower[begin - 1] == "the" and begin > start + 1 and doc.pos[begin - 2] == "ADP":
            continue  # "emails seen by the Gull"
        if _follows_role(doc, begin):
            return -1 if _holds_clause(context, start, begin) else number
        if doc.words[begin - 1] in GENITIVES and stop >= end:
            return number  # "Hungary's Orban"
    return -1


def describes_another(doc: Document, number: int, end: int) -> bool:
    """Whether a name only tells whose the next noun is: "a Trump adviser", "Trump loyalist X"."""
    stop = doc.ents[number][1]
    return stop < end and doc.words[stop].islower() and doc.words[stop].isalpha() and doc.pos[stop] == "NOUN"


def is_example(doc: Document, start: int, begin: int) -> bool:
    """Whether what begins at ``begin`` is an example in a phrase from ``start`` on: "firms including X"."""
    return any(word in _EXAMPLE_OPENERS for word in doc.lower[start:begin])


def _follows_role(doc: Document, begin: int) -> bool:
    """Whether what ends before ``begin`` may describe the name there: a role, or no end of a phrase."""
    before = begin - 1
    return singular(doc.lower[before]) in roles() or not (
        doc.pos[before] in _ENDS_DESCRIPTION or doc.words[before] in GENITIVES
    )


def _is_only_beside(doc: Document, start: int, number: int, end: int) -> bool:
    """Whether a name stands in a phrase about somebody else."""
    begin, stop, _ = doc.ents[number]
    if is_example(doc, start, begin) or describes_another(doc, number, end):
        return True
    return stop < len(doc.words) and doc.words[stop] in POSSESSIVES


def _holds_clause(context: Context, start: int, stop: int) -> bool:
    """Whether a verb stands among the tokens, so that what follows is part of a clause."""
    doc = context.doc
    return any(
        doc.pos[i] in ("VERB", "AUX")
        and i not in context.name_at
        and doc.tags[i] not in ("VBN", "VBG")
        and singular(doc.lower[i]) not in roles()
        for i in range(start, stop)
    )
