"""Appositions on either side of a name: "X, a spokesman for the ministry," and "the mayor of London, X,"."""

from __future__ import annotations

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles
from tui.nlp.mentions.marks import BREAKS, POSSESSIVES
from tui.nlp.mentions.name_description import PLURAL, NameDescription, add_role
from tui.nlp.mentions.records import Construction
from tui.nlp.mentions.role_phrases import (
    entities_near,
    entity_at,
    fits,
    left_edge,
    owner_ending,
    phrase_with_role,
    right_edge,
    role_noun,
)

_KNOWN = english("mentions")
_TO_NAME = _KNOWN.count("words_to_described_name")
_STEPS = _KNOWN.count("apposition_steps")

_NOUNS = ("NOUN", "PROPN")
_PARTS_OF_NAME = ("flat", "compound", "nmod:desc", "flat:name")
_OPENS_APPOSITION = frozenset((",", "(", "—", "–"))
_CLOSES_APPOSITION = frozenset((",", ".", ")", "—", "–", ";", "and"))
_CLOSES_NAME = frozenset((",", ".", ")", "—", "–", ";", ":", "”", '"', "and", "who"))


def read_apposition_behind(doc: Document, end: int, person: bool, found: NameDescription) -> None:
    """An apposition after the name: ", a spokesman for the Interior Ministry,"."""
    begin = _opening_of_apposition(doc, end)
    if begin < 0:
        return
    # A list of people is no apposition: "Macron, French officials and …".
    phrase = phrase_with_role(doc, begin, person)
    if phrase is None:
        return
    begin, head, stop, noun = phrase
    if doc.tags[head] in PLURAL or (not person and entity_at(doc, head) is not None):
        return  # several, or another body
    if not _is_closed(doc, stop) and (_is_bare(doc, begin) or doc.pos[stop] == "PROPN"):
        return
    owner = ""
    for i in range(begin, head):
        if doc.words[i] in POSSESSIVES:
            owner = owner_ending(doc, i)
            begin = i + 1
    if any(begin <= at < head and label == "PERSON" for at, _, label in entities_near(doc, head - 1)):
        return
    found.affiliation = found.affiliation or owner
    add_role(doc, found, begin, head, stop, noun, Construction.APPOSITION)


def _opening_of_apposition(doc: Document, end: int) -> int:
    """The token at which an apposition may begin behind a name that ends at ``end``; -1 if there is none."""
    size = len(doc.words)
    if end + 1 >= size or doc.words[end] not in _OPENS_APPOSITION:
        return -1
    begin = end + 1
    if doc.words[begin].isdigit() and begin + 2 < size and doc.words[begin + 1] == ",":
        begin += 2  # an age
    if "\n" in doc.words[begin] or doc.sentence_of[begin] != doc.sentence_of[end]:
        return -1
    return begin


def _is_closed(doc: Document, stop: int) -> bool:
    """Whether a mark, a clause or the end of the line closes an apposition that ends before ``stop``."""
    return (
        stop >= len(doc.words)
        or doc.words[stop] in _CLOSES_APPOSITION
        or doc.lower[stop] in ("who", "which")
        or "\n" in doc.words[stop]
    )


def _is_bare(doc: Document, begin: int) -> bool:
    """Whether a noun phrase opens with no determiner: "mayor of Lund"."""
    return doc.pos[begin] != "DET" and doc.tags[begin] != "PRP$"


def read_apposition_before(doc: Document, start: int, end: int, person: bool, found: NameDescription) -> None:
    """The description first: "the mayor of London, X," and "Hungary's prime minister, Viktor Orban"."""
    if start < 3 or doc.words[start - 1] != "," or doc.sentence_of[start - 1] != doc.sentence_of[start]:
        return
    if end < len(doc.words) and doc.words[end] not in _CLOSES_NAME and doc.pos[end] not in ("VERB", "AUX"):
        return
    stop = start - 1
    head = _head_of_description(doc, stop, person)
    if head < 0:
        return
    noun = role_noun(doc, head)
    begin = left_edge(doc, head)
    owner = owner_ending(doc, begin - 1) if begin and doc.words[begin - 1] in POSSESSIVES else ""
    if not owner and not _is_determined(doc, begin) and "kin" not in roles()[noun].classes:
        return
    found.affiliation = found.affiliation or owner
    add_role(doc, found, begin, head, stop, noun, Construction.APPOSITION)
    found.apposed.append(head)


def _head_of_description(doc: Document, stop: int, person: bool) -> int:
    """The noun of a role whose phrase ends at token ``stop``, -1 if none stands near."""
    for i in range(stop - 1, max(0, stop + 1 - _TO_NAME), -1):
        if doc.words[i] in BREAKS and doc.words[i] not in POSSESSIVES:
            return -1
        noun = role_noun(doc, i)
        if not noun or doc.pos[i] not in _NOUNS or doc.tags[i] in PLURAL:
            if doc.pos[i] in ("VERB", "AUX", "SCONJ"):
                return -1
            continue
        if i + 1 < stop and (doc.pos[i + 1] != "ADP" or right_edge(doc, i + 1) != stop):
            return -1
        if fits(noun, person) and (person or entity_at(doc, i) is None):
            return i
    return -1


def _is_determined(doc: Document, begin: int) -> bool:
    """Whether a determiner or a possessive stands before token ``begin``."""
    return begin > 0 and (
        doc.pos[begin - 1] in ("DET", "PRON") or doc.tags[begin - 1] in ("DT", "PRP$", "POS")
    )


def read_parsed_apposition(doc: Document, start: int, end: int, found: NameDescription) -> None:
    """ "The woman in front of him, the teacher X": by the parse, the woman is X."""
    at = doc.head_of(start, end)
    for _ in range(_STEPS):
        above = doc.heads[at]
        # Small parsers take an apposition for a list; a list has its "and".
        beside = doc.deps[at] == "appos" or (
            doc.deps[at] == "conj" and not any(w in ("and", "or") for w in doc.lower[above:at])
        )
        if above == at or not (beside or doc.deps[at] in _PARTS_OF_NAME):
            return
        if beside and above < start and doc.pos[above] in _NOUNS:
            found.apposed.append(above)
        at = above
