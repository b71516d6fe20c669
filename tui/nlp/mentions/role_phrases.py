"""The phrase of a role around its noun: where it begins and ends, and whose role it is.

A role is an office, a profession, a relation: what its noun says stands in ``lang/en/roles.tsv``.
"""

from __future__ import annotations

from bisect import bisect_right

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import countries, roles, singular
from tui.nlp.mentions.marks import BREAKS, POSSESSIVES

_KNOWN = english("mentions")
_PLACES_LIKE_ROLES = _KNOWN.words("places_like_roles")
_PREFIXES = _KNOWN.in_order("role_prefixes")
_ABBREVIATED = _KNOWN.table("abbreviated_titles")
_PARTICIPLES = _KNOWN.words("participles_of_persons")
_ADVERBS = _KNOWN.words("adverbs_of_persons")
_TIMES = _KNOWN.words("times")
_OPENERS = _KNOWN.words("openers_of_descriptions")
_AGES = _KNOWN.words("ages")
_BEFORE_CAPITALS = _KNOWN.words("nouns_before_capitals")
_ADJECTIVES_BEHIND = _KNOWN.words("adjectives_behind_roles")
_CLAUSE_OPENERS = _KNOWN.words("clause_openers")
_PREPOSITIONS = _KNOWN.words("prepositions_in_descriptions")
_WORDS_BEFORE = _KNOWN.count("words_before_role")
_WORDS_BEHIND = _KNOWN.count("words_behind_role")
_WORDS_BEHIND_OF = _KNOWN.count("words_behind_of")
_WORDS_TO_ROLE = _KNOWN.count("words_to_role")

_NOUNS = ("NOUN", "PROPN")
_OUTSIDE = frozenset(("DET", "ADP", "CCONJ", "SCONJ", "AUX", "NUM", "SPACE", "INTJ", "PRON"))
_PART_OF_PHRASE = frozenset(("GPE", "ORG", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART"))
_NO_PART_OF_PHRASE = frozenset(("PERSON", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL"))
_CLAUSE = frozenset(("VERB", "AUX", "ADP", "SCONJ", "PRON", "CCONJ", "SPACE"))
_NO_CLAUSE_TAGS = frozenset(("PRP$", "VBN", "VBG", "POS"))
_BEHIND_PREPOSITION = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM"))

RolePhrase = tuple[int, int, int, str]
"""A noun phrase whose head is a role: its first token, its head, the token behind its end, and the role."""


def role_noun(doc: Document, i: int) -> str:
    """The role a token names by itself ("Sen." -> "senator"), empty if none."""
    if doc.words[i] in _PLACES_LIKE_ROLES:
        return ""
    word = doc.lower[i].rstrip(".")
    noun = singular(_ABBREVIATED.get(word, word))
    if noun in roles():
        return noun
    for prefix in _PREFIXES:
        if noun.startswith(prefix) and noun[len(prefix) :] in roles():
            return noun[len(prefix) :]
    return ""


def fits(noun: str, person: bool) -> bool:
    """Whether a noun is a role that a person (or else a body) may have."""
    known = roles().get(noun)
    return known is not None and known.body != person


def role_before_of(doc: Document, last: int) -> tuple[int, str] | None:
    """ "Secretary of State", "Speaker of the House" that ends at token ``last``: its head and its role."""
    if doc.lower[last] in ("the", "and"):
        return None
    for i in range(last - 1, max(last - _WORDS_BEHIND_OF, 0), -1):
        if doc.lower[i] in ("of", "for"):
            noun = role_noun(doc, i - 1)
            if (
                noun
                and doc.words[i - 1][:1].isupper()
                and all(w[:1].isupper() or w in ("the", "and") for w in doc.words[i + 1 : last + 1])
            ):
                return i - 1, noun
            return None
        if not (doc.words[i][:1].isupper() or doc.lower[i] in ("the", "and")):
            return None
    return None


def left_edge(doc: Document, head: int) -> int:
    """The token at which the words before the noun of a role begin: "former US" of "former US president"."""
    begin = head
    while begin > 0 and head - begin < _WORDS_BEFORE:
        i = begin - 1
        if doc.words[i] == "-" and i:
            begin = i
            continue
        holder = entity_at(doc, i)
        if holder and holder[2] in _PART_OF_PHRASE and holder[0] < i and holder[1] <= head:
            begin = holder[0]  # "House of Representatives Speaker"
            continue
        if _is_outside(doc, i, head) or (holder and holder[2] in _NO_PART_OF_PHRASE):
            break
        begin = i
    while begin < head and (doc.words[begin] == "-" or doc.lower[begin] in _AGES):
        begin += 1
    return begin


def _is_outside(doc: Document, i: int, head: int) -> bool:
    """Whether token ``i`` stands outside the phrase whose noun is at ``head``, on its left."""
    word = doc.words[i]
    if (
        word in BREAKS
        or word in POSSESSIVES
        or doc.sentence_of[i] != doc.sentence_of[head]
        or doc.lower[i] in _TIMES
        or doc.pos[i] in _OUTSIDE
        or doc.lower[i] == "to"
    ):
        return True
    if _ends_a_description(doc, i) or _is_verb_of_the_sentence(doc, i):
        return True
    if doc.pos[i] == "ADV" and doc.lower[i] not in _ADVERBS:
        return True
    return _is_noun_of_the_sentence(doc, i)


def _ends_a_description(doc: Document, i: int) -> bool:
    """Whether another role ends at token ``i``: "his wife former Senator X", "hopefuls former Governor X"."""
    noun = role_noun(doc, i)
    return bool(noun) and ("kin" in roles()[noun].classes or doc.lower[i + 1] in _OPENERS)


def _is_verb_of_the_sentence(doc: Document, i: int) -> bool:
    """Whether token ``i`` is a verb rather than a participle that describes a person."""
    word = doc.words[i]
    past = doc.pos[i] == "VERB" or (word.islower() and word.endswith("ed") and "-" not in word)
    modifies = doc.tags[i] == "VBG" and doc.deps[i] in ("amod", "compound")
    return past and doc.lower[i] not in _PARTICIPLES and not modifies


def _is_noun_of_the_sentence(doc: Document, i: int) -> bool:
    """Whether token ``i`` is a small noun before capitals, mostly no title: "states sue U.S. President X"."""
    return (
        doc.words[i].islower()
        and doc.words[i + 1][:1].isupper()
        and (doc.pos[i] in _NOUNS or doc.heading[i])
        and not role_noun(doc, i)
        and doc.lower[i] not in _BEFORE_CAPITALS
    )


def entity_at(doc: Document, i: int) -> tuple[int, int, str] | None:
    """The entity that holds token ``i``."""
    return next((entity for entity in entities_near(doc, i) if entity[0] <= i < entity[1]), None)


def entities_near(doc: Document, i: int) -> list[tuple[int, int, str]]:
    """The last entity that begins at token ``i`` or before it, as a list of at most one."""
    at = bisect_right(doc.ents, (i, len(doc.words) + 1, ""))
    return doc.ents[max(0, at - 1) : at]


def owner_ending(doc: Document, end: int) -> str:
    """The name that ends right before token ``end``, if it is a place or a body."""
    for start, stop, label in entities_near(doc, end - 1):
        if stop == end and label in ("GPE", "ORG", "LOC"):
            return doc.text_of(start, stop)
    return ""


def affiliation_in(doc: Document, begin: int, end: int) -> str:
    """The first country or body that tokens ``[begin, end)`` name, empty if none."""
    people = countries().demonyms
    names = countries().names
    for i in range(begin, end):
        holder = entity_at(doc, i)
        if holder and holder[2] == "NORP" and holder[0] < i:
            continue  # "African American" is of no country
        if doc.words[i] in people:
            return people[doc.words[i]]
        if i + 1 < end and (both := f"{doc.words[i]} {doc.words[i + 1]}") in people:
            return people[both]
        if doc.words[i] in names:
            return names[doc.words[i]]
        for start, stop, label in entities_near(doc, i):
            if start == i and stop <= end and label in ("GPE", "ORG"):
                return doc.text_of(start, stop)
    return ""


def phrase_with_role(doc: Document, begin: int, person: bool) -> RolePhrase | None:
    """The noun phrase from ``begin`` whose head is a role that a person (or else a body) may have."""
    size = len(doc.words)
    for i in range(begin, min(begin + _WORDS_TO_ROLE, size)):
        if _ends_before_role(doc, i):
            return None
        noun = role_noun(doc, i)
        pair = f"{doc.lower[i]} {doc.lower[i + 1]}" if i + 1 < size else ""
        if pair in roles():
            return (begin, i, right_edge(doc, i + 2), pair) if fits(pair, person) else None
        if not noun:
            continue
        follows = _another_noun_follows(doc, i)
        if follows and doc.lower[i + 1] in _ADJECTIVES_BEHIND:
            return (begin, i, right_edge(doc, i + 2), noun) if fits(noun, person) else None
        owns = i + 1 < size and doc.words[i + 1] in POSSESSIVES
        if doc.pos[i] in ("NOUN", "PROPN", "ADJ", "") and not follows and not owns:
            return (begin, i, right_edge(doc, i + 1), noun) if fits(noun, person) else None
    return None


def _ends_before_role(doc: Document, i: int) -> bool:
    """Whether token ``i`` is a mark or opens a clause, so that no noun phrase goes on there."""
    word = doc.words[i]
    if word in BREAKS and word not in POSSESSIVES:
        return True
    return (doc.pos[i] in _CLAUSE and doc.tags[i] not in _NO_CLAUSE_TAGS) or word in _CLAUSE_OPENERS


def _another_noun_follows(doc: Document, i: int) -> bool:
    """Whether a noun of the same sentence stands right behind token ``i``."""
    return (
        i + 1 < len(doc.words) and doc.pos[i + 1] in _NOUNS and doc.sentence_of[i + 1] == doc.sentence_of[i]
    )


def right_edge(doc: Document, end: int) -> int:
    """The end of "of the Interior Ministry", "for X", "at Y University" that belongs to a role."""
    size = len(doc.words)
    reached = end
    preposition = end
    while (
        preposition < size and doc.lower[preposition] in _PREPOSITIONS and preposition - end < _WORDS_BEHIND
    ):
        i = preposition + 1
        while i < size and i - preposition < _WORDS_BEHIND and _goes_on(doc, i):
            i += 1
        if i == preposition + 1 or doc.pos[i - 1] == "DET":
            break
        reached = preposition = i
    return reached


def _goes_on(doc: Document, i: int) -> bool:
    """Whether the noun phrase behind a preposition goes on at token ``i``."""
    if doc.words[i] in BREAKS:
        return False
    return (
        doc.pos[i] in _BEHIND_PREPOSITION
        or doc.tags[i] == "POS"
        or (doc.words[i] == "-" and doc.ends[i - 1] == doc.starts[i])
        or (doc.words[i][:1].isupper() and entity_at(doc, i) is not None)
        or _joins_capitals(doc, i)
    )


def _joins_capitals(doc: Document, i: int) -> bool:
    """Whether token ``i`` is the "and" of one name: "Ministry of Health and Welfare"."""
    return (
        doc.lower[i] == "and"
        and i + 1 < len(doc.words)
        and doc.words[i + 1][:1].isupper()
        and doc.words[i - 1][:1].isupper()
    )
