"""Roles read beside a name: titles before it, appositions on either side, "X is the president of …".

Surface patterns first, since small parsers are weak at appositions; the parse is asked only for the copula
and for an apposition that stands before its name.
"""

from __future__ import annotations

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles
from tui.nlp.lang.persons import is_regnal
from tui.nlp.mentions.appositions import (
    read_apposition_before,
    read_apposition_behind,
    read_parsed_apposition,
)
from tui.nlp.mentions.name_description import PLURAL, NameDescription, add_role
from tui.nlp.mentions.records import Construction, Gender, RoleRecord
from tui.nlp.mentions.role_phrases import fits, left_edge, right_edge, role_noun
from tui.nlp.mentions.titles import read_title

_KNOWN = english("mentions")
_BE = _KNOWN.words("forms_of_be")
_BE_OR_BECOME = _BE | _KNOWN.words("forms_of_become")
_NOT_SO = _KNOWN.words("negations_and_modals")
_COPULA_WINDOW = _KNOWN.count("copula_window")

_SUBJECT = frozenset(("nsubj", "nsubj:pass"))
_NOUNS = ("NOUN", "PROPN")


def describe(doc: Document, start: int, end: int, label: str) -> NameDescription:
    """The roles, gender cues and affiliation given to the name at tokens ``[start, end)``."""
    found = NameDescription()
    if label not in ("PERSON", "ORG", "GPE"):
        return found
    person = label == "PERSON"
    read_title(doc, start, person, found)
    read_apposition_behind(doc, end, person, found)
    read_apposition_before(doc, start, end, person, found)
    _read_copula(doc, start, end, person, found)
    if person:
        read_parsed_apposition(doc, start, end, found)
        for role in found.roles:
            if noun := roles().get(role.head):
                found.gender = found.gender or Gender(noun.gender)
                found.kin = found.kin or "kin" in noun.classes
    if end - start > 1 and is_regnal(doc.words[start]):
        word = doc.lower[start]
        if word in roles():
            found.roles.append(RoleRecord(doc.words[start], word, frozenset(), Construction.TITLE))
    return found


def _read_copula(doc: Document, start: int, end: int, person: bool, found: NameDescription) -> None:
    """ "X is the president of Y", by the parse: both label schemes."""
    at = doc.head_of(start, end)
    if doc.deps[at] not in _SUBJECT or doc.heads[at] <= at:
        return
    head = _predicate(doc, doc.heads[at], end)
    if head < 0 or doc.tags[head] in PLURAL or any(doc.lower[i] in _NOT_SO for i in range(end, head)):
        return
    noun = role_noun(doc, head)
    if not noun or not fits(noun, person):
        return
    begin = left_edge(doc, head)
    add_role(doc, found, begin, head, right_edge(doc, head + 1), noun, Construction.COPULA)


def _predicate(doc: Document, head: int, end: int) -> int:
    """The noun that says what a subject is, which ends at ``end`` and hangs on ``head``; -1 if none.

    Universal Dependencies hang the subject on that noun, ClearNLP labels on the verb.
    """
    window = range(end, min(end + _COPULA_WINDOW, len(doc.words)))
    if doc.pos[head] in _NOUNS:
        linked = any(doc.heads[i] == head and doc.deps[i] == "cop" and doc.lower[i] in _BE for i in window)
        return head if linked else -1
    if doc.lower[head] in _BE_OR_BECOME:
        predicates = (i for i in window if doc.heads[i] == head and doc.deps[i] in ("attr", "xcomp", "obj"))
        return next(predicates, -1)
    return -1
