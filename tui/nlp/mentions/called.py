"""What an article calls somebody without a name: "a spokeswoman for the port", "police in Lund"."""

from __future__ import annotations

import msgspec

from tui.domain.article import Span
from tui.domain.text.folding import fold
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import countries
from tui.nlp.mentions.context import Context

_KNOWN = english("mentions")
_RELATIVE = _KNOWN.words("relative_pronouns") | {"whose"}
_WITH_CLAUSE = _KNOWN.words("nouns_with_clause")
_QUANTITIES = _KNOWN.words("quantities")
_PREPOSITIONS = _KNOWN.words("prepositions_of_names") | _KNOWN.words("prepositions_of_roles")
_WORDS_BEHIND = _KNOWN.count("words_behind_preposition")
_LONGEST = _KNOWN.count("longest_called")

_PARTING = frozenset(',;:—–()[]>“”"«»„') | {"``", "''"}
_NEVER_FIRST = frozenset(("PUNCT", "CCONJ", "SCONJ", "SPACE", "INTJ", "SYM"))
_NEVER_LAST = frozenset(("PUNCT", "CCONJ", "SCONJ", "SPACE", "ADP", "DET", "AUX"))
_VERBS = ("VERB", "AUX")
_TIMES = ("DATE", "TIME")
_OPENS = ("DET", "NUM")
_IN_PHRASE = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"))


class Called(msgspec.Struct, frozen=True):
    """The words for somebody without a name.

    ``extent`` is where they stand (code points of the article), ``tied`` the countries and other names among
    them, folded; ``determiner`` the lower-cased word that opens them if that is a determiner or a quantity.
    """

    text: str
    extent: Span
    tied: frozenset[str]
    determiner: str


def called(context: Context, start: int, end: int, head: int) -> Called:
    """What tokens ``[start, end)``, the phrase of a source or a noun phrase with its head, call somebody."""
    doc = context.doc
    begin, stop = _beginning(doc, min(start, head), head), max(_end(doc, start, end, head), head + 1)
    while stop > head + 1 and _never_last(doc, stop - 1):
        stop -= 1
    first = doc.lower[begin]
    return Called(
        text=doc.text_of(begin, stop),
        extent=Span(doc.starts[begin] + context.offset, doc.ends[stop - 1] + context.offset),
        tied=_tied(context, begin, stop, head),
        determiner=first if doc.pos[begin] in _OPENS or first in _QUANTITIES else "",
    )


def whole_phrase(context: Context, start: int, head: int, end: int) -> int:
    """The end of a noun phrase with what stands behind its prepositions: "police in the town of Lund"."""
    doc = context.doc
    while end + 1 < len(doc.words) and doc.lower[end] in _PREPOSITIONS:
        i = end + 1
        while i < len(doc.words) and i - end < _WORDS_BEHIND and doc.pos[i] in _IN_PHRASE:
            if "\n" in doc.words[i] or doc.sentence_of[i] != doc.sentence_of[head]:
                break
            i += 1
        if i == end + 1 or doc.ent_of[i - 1] in _TIMES:
            break
        if doc.lower[end] == "in" and not any(at in context.name_at for at in range(end, i)):
            break
        end = i
    return end


def _beginning(doc: Document, start: int, head: int) -> int:
    """Where the words begin: behind marks, conjunctions and the verb of another clause."""
    for i in range(start, head):
        parts = doc.words[i] in _PARTING or "\n" in doc.words[i] or doc.lower[i] in _RELATIVE
        if parts or (doc.tags[i] in FINITE and doc.pos[i] in _VERBS):
            start = i + 1
    while start < head and doc.pos[start] in _NEVER_FIRST:
        start += 1
    return start


def _never_last(doc: Document, i: int) -> bool:
    """Whether no words for somebody end with token ``i``: a preposition, a possessive ending, a day."""
    return doc.pos[i] in _NEVER_LAST or doc.tags[i] == "POS" or doc.ent_of[i] in _TIMES


def _end(doc: Document, start: int, end: int, head: int) -> int:
    """Where the words end: before a mark that parts, another clause, a new line, or when they get long."""
    for i in range(head + 1, min(end, len(doc.words))):
        if doc.words[i] in _PARTING or "\n" in doc.words[i]:
            return i
        clause = doc.lower[i] in _RELATIVE or (doc.tags[i] in FINITE and doc.pos[i] in _VERBS)
        if clause and doc.lower[head] not in _WITH_CLAUSE:
            return i
        if doc.ends[i] - doc.starts[start] > _LONGEST:
            return i
    return end


def _tied(context: Context, start: int, end: int, head: int) -> frozenset[str]:
    """The names within the phrase, those of countries for their people too, folded."""
    doc, known = context.doc, countries()
    numbers = {context.name_at[i] for i in range(start, end) if i in context.name_at and i != head}
    texts = {doc.text_of(*doc.ents[number][:2]) for number in numbers}
    texts |= {doc.words[i] for i in range(start, end) if doc.words[i] in known.demonyms}
    return frozenset(fold(known.demonyms.get(text) or known.names.get(text) or text) for text in texts)
