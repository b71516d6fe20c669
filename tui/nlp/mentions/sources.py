"""What the source of an attribution is: a name, a pronoun, a noun phrase, or a document with an owner."""

from __future__ import annotations

from tui.nlp.attribution.attribution import Attribution
from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles, singular
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.documents import is_document, owner_of_document
from tui.nlp.mentions.introduced import describes_another, introduced, is_example
from tui.nlp.mentions.marks import ASIDES, GENITIVES, POSSESSIVES
from tui.nlp.mentions.records import MentionType
from tui.nlp.mentions.uncovered import uncovered

_KNOWN = english("mentions")
HUMAN_PRONOUNS = _KNOWN.words("human_pronouns")
"""Pronouns of one human being, lower-cased."""
_PRONOUNS = HUMAN_PRONOUNS | _KNOWN.words("other_pronouns")
_RELATIVE = _KNOWN.words("relative_pronouns")
_DEFINITES = _KNOWN.words("definites")
_NEWS_AGENCY = list(_KNOWN.in_order("news_agency"))
_RELATIVE_DEPTH = _KNOWN.count("relative_clause_depth")
_LONGEST_ANTECEDENT = _KNOWN.count("longest_antecedent")
_APPOSITION_STEPS = _KNOWN.count("apposition_steps")

_THINGS = frozenset(("FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"))
_SPEAKING = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"))
_NOUNS = ("NOUN", "PROPN")
_HEADS = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM", "PUNCT", ""))
"""Parts of speech of who may say something: none where nothing was tagged, PUNCT of labels: "((NN))"."""
_LAST_LATIN = "\u024f"
"""The tagger knows no other letters: whatever it makes of a word of them, it is who speaks."""
_RELATIVE_TAGS = ("WP", "WDT", "IN", "DT")
_RELATIVE_CLAUSES = ("acl:relcl", "acl")
_PARTS_OF_CLAUSE = ("aux", "cop", "xcomp", "conj")
_PARTS_OF_LIST = ("conj", "appos", "flat", "compound", "nmod:desc")
_ENDS_LIST = frozenset(("ADP", "VERB", "AUX", "SCONJ", "PRON"))

SourceMention = tuple[MentionType, list[int]]
"""What a source is, and where: for names and documents the numbers of name records (new ones are made where
no entity covers a name that speaks), for pronouns and nominals the token of the head."""


def source_of(context: Context, attribution: Attribution) -> SourceMention:
    """What the source of an attribution is, and where it stands."""
    doc = context.doc
    found = attribution.source
    if found is None:
        return MentionType.NONE, []
    start, end = max(found.start, 0), min(found.end, len(doc.words))
    if start >= end:
        return MentionType.NONE, []
    start, end, head = _antecedent(doc, start, end, _head(doc, start, end, found.head))
    if doc.lower[head] in _RELATIVE:
        start, end, head = _antecedent_beside(doc, start, end, head)
    head = _possessed(context, end, head)
    number = _named(context, start, end, head)
    if number < 0:
        number = uncovered(context, start, end, head)
    if number >= 0:
        if context.out.names[number].label in _THINGS:
            context.out.names[number].label = "ORG"  # whatever speaks is no building and no work
        numbers = [number, *_with(context, start, end, number)]
        return MentionType.NAME, sorted(numbers, key=lambda n: doc.ents[n][0])
    if stands_for_noun(doc, head):
        return MentionType.PRONOUN, [head]
    if doc.tags[start] == "PRP$" and doc.lower[start] in _PRONOUNS and is_document(doc, head):
        return MentionType.PRONOUN, [start]  # "its press release": the company's
    owner = owner_of_document(context, start, end, head)
    if owner >= 0:
        return MentionType.DOCUMENT, [owner]
    noun = _last_noun(context, head, end)
    beside = _person_beside(context, start, end, noun)
    if beside >= 0:
        return MentionType.NAME, [beside]
    first = doc.words[noun][:1]
    named = first.isalnum() and (doc.pos[noun] in _HEADS or first > _LAST_LATIN)
    return (MentionType.NOMINAL, [noun]) if named else (MentionType.NONE, [])


def _person_beside(context: Context, start: int, end: int, noun: int) -> int:
    """The person in commas beside a role that is all of the source: "The mayor, X," "X, mayor of Y,"."""
    doc = context.doc
    role = roles().get(doc.lower[noun])
    if role is None or role.body or start < 2 or end + 2 >= len(doc.words):
        return -1
    number = context.name_at.get(start - 2, -1)
    bare = (
        doc.pos[start] not in ("DET", "PRON") and doc.words[start - 1] == "," and doc.words[start].islower()
    )
    if bare and number >= 0 and doc.ents[number][1:] == (start - 1, "PERSON"):
        return number
    number = context.name_at.get(end + 1, -1)
    if (
        doc.words[end] != ","
        or number < 0
        or doc.ents[number][0] != end + 1
        or doc.ents[number][2] != "PERSON"
    ):
        return -1
    stop = doc.ents[number][1]
    known = doc.lower[start] in _DEFINITES or any(word in POSSESSIVES for word in doc.words[start:noun])
    return number if known and stop < len(doc.words) and doc.words[stop] == "," else -1


def _last_noun(context: Context, head: int, end: int) -> int:
    """The last of the nouns that stand together from ``head`` on: "aides" of "campaign aides"."""
    doc = context.doc
    noun = head
    while noun + 1 < end and doc.pos[noun] in _NOUNS and doc.pos[noun + 1] == "NOUN":
        noun += 1
    return noun if noun not in context.name_at else head


def _head(doc: Document, start: int, end: int, head: int) -> int:
    """The head of a source's phrase: ``head``, unless that lies outside the text or is an article."""
    if not 0 <= head < len(doc.words):
        head = doc.head_of(start, end)
    if not doc.words[head][:1].isalnum():
        head = next((i for i in range(end - 1, start - 1, -1) if doc.words[i][:1].isalnum()), head)
    if doc.pos[head] == "DET" and end - start > 1 and doc.lower[head] not in ("that", "who", "which"):
        return doc.head_of(start, end)
    return head


def stands_for_noun(doc: Document, i: int) -> bool:
    """Whether token ``i`` is a pronoun that may speak, or a relative one."""
    word = doc.lower[i]
    return word in _RELATIVE or (word in _PRONOUNS and doc.pos[i] in ("PRON", "DET", ""))


def _antecedent(doc: Document, start: int, end: int, head: int) -> tuple[int, int, int]:
    """The phrase that a relative clause stands by ("X, who said"), as its begin, end and head."""
    for _ in range(_RELATIVE_DEPTH):
        if doc.lower[head] not in _RELATIVE or doc.tags[head] not in _RELATIVE_TAGS:
            break
        verb = doc.heads[head]
        while doc.deps[verb] in _PARTS_OF_CLAUSE and doc.heads[verb] != verb:
            verb = doc.heads[verb]
        if doc.deps[verb] not in _RELATIVE_CLAUSES or doc.heads[verb] == verb:
            break
        head = doc.heads[verb]
        start, end = min(start, head), max(head + 1, start)
        end = min(end, start + _LONGEST_ANTECEDENT)
    return start, end, head


def _antecedent_beside(doc: Document, start: int, end: int, head: int) -> tuple[int, int, int]:
    """The noun right before a relative pronoun that the parse hangs nowhere: "police, who said"."""
    before = head - 1 - (head > 0 and doc.words[head - 1] == ",")
    if doc.lower[head] != "that" and before >= 0 and doc.pos[before] in ("NOUN", "PROPN"):
        return before, before + 1, before
    return start, end, head


def _possessed(context: Context, end: int, head: int) -> int:
    """What a name owns, where that speaks: "the agency's chief officer"; else ``head``."""
    doc = context.doc
    number = context.name_at.get(head, -1)
    if number < 0:
        return head
    stop = doc.ents[number][1]
    if stop + 1 < end and doc.words[stop] in POSSESSIVES and doc.tags[stop] == "POS":
        noun = doc.head_of(stop + 1, end)
        if noun not in context.name_at and doc.pos[noun] == "NOUN":
            return noun
    return head


def _named(context: Context, start: int, end: int, head: int) -> int:
    """The name record that is the head of a speaker's phrase, -1 if a noun is."""
    doc = context.doc
    number = context.name_at.get(head, -1)
    if number >= 0 and (organisation := _with_seat(context, start, number)) >= 0:
        return organisation
    label = doc.ents[number][2] if number >= 0 else ""
    if number >= 0 and _is_only_named(context, start, end, number):
        return -1
    if label == "PERSON" and not describes_another(doc, number, end):
        return number
    if _are_officials(context, start, end):
        return -1
    person = introduced(context, start, end, head)
    if person >= 0:
        return person
    if number < 0 and (medium := _medium_beside(context, start, end, head)) >= 0:
        return medium
    if label in _SPEAKING and (label != "NORP" or _is_people(doc, head)):
        return number
    return _with_aside(context, start, end)


def _is_people(doc: Document, head: int) -> bool:
    """Whether a group's name is the noun for its people.

    An adjective ("Russian officials") is no name. Nor is "the Wisconsin Republican", who is one person.
    """
    return doc.tags[head] in ("NNPS", "NNS") or doc.words[head].endswith("s")


def _with_aside(context: Context, start: int, end: int) -> int:
    """A person or body whose name opens the phrase and is followed by an aside: "X, the mayor"; or -1."""
    doc = context.doc
    number = context.name_at.get(start, -1)
    if number < 0:
        return -1
    _, stop, label = doc.ents[number]
    return number if stop < end and doc.words[stop] in ASIDES and label in ("PERSON", "ORG") else -1


def _with_seat(context: Context, start: int, number: int) -> int:
    """The body whose seat a place in the phrase is: "the Ministry of Health in Munich, Germany"; or -1."""
    doc = context.doc
    begin, _, label = doc.ents[number]
    if label not in ("GPE", "LOC") or begin <= start or doc.lower[begin - 1] not in ("in", ",", "at"):
        return -1
    opening = start + 1 if doc.lower[start] == "the" else start
    first = context.name_at.get(opening, -1)
    return first if first not in (-1, number) and doc.ents[first][2] == "ORG" else -1


def _are_officials(context: Context, start: int, end: int) -> bool:
    """Whether places or bodies only tell whose people speak: "New Orleans and Jefferson Parish officials"."""
    doc = context.doc
    last = next((i for i in range(end - 1, start, -1) if doc.pos[i] not in ("PUNCT", "ADV")), start)
    named = [context.label_at(i) for i in range(start, last) if i in context.name_at]
    return (
        bool(named)
        and "PERSON" not in named
        and last not in context.name_at
        and last - 1 in context.name_at
        and context.is_plural(last)
        and singular(doc.lower[last]) in roles()
    )


def _medium_beside(context: Context, start: int, end: int, head: int) -> int:
    """The body beside a noun that tells what it is: "Time magazine", "newspaper The Hindu"; -1 if none."""
    doc = context.doc
    role = roles().get(singular(doc.lower[head]))
    agency = doc.lower[head - 1 : head + 1] == _NEWS_AGENCY
    if role is None or not (agency or "media" in role.classes):
        return -1
    if doc.words[head][:1].isupper() or context.is_plural(head) or doc.lower[start] in ("a", "an"):
        return -1  # "a BBC channel" is one of several
    for beside in (head - 2 if agency else head - 1, head + 1):
        if start <= beside < end and context.label_at(beside) == "ORG":
            return context.name_at[beside]
    return -1


def _is_only_named(context: Context, start: int, end: int, number: int) -> bool:
    """Whether a name stands in a phrase about others: "firms including X", "X officials"."""
    doc = context.doc
    begin, stop, _ = doc.ents[number]
    if stop == end - 1 and (doc.pos[stop] == "NOUN" or singular(doc.lower[stop]) in roles()):
        return True
    return begin > start + 1 and is_example(doc, start, begin)


def _with(context: Context, start: int, end: int, number: int) -> list[int]:
    """Further names joined to a speaker by "and", by the parse or by what stands between."""
    names = context.out.names
    found: list[int] = []
    for i in range(start, end):
        other = context.name_at.get(i, -1)
        if other in (-1, number) or other in found or names[other].label != names[number].label:
            continue
        if _is_joined(context, number, other) or _is_listed(context, number, other):
            found.append(other)
    return found


def _is_joined(context: Context, number: int, other: int) -> bool:
    """Whether the parse joins two names by "and"."""
    doc = context.doc
    first, second = sorted((doc.ents[number], doc.ents[other]))
    for i in range(first[1] + 1, second[0]):
        between = context.name_at.get(i, -1)
        if (
            between not in (-1, number, other)
            and doc.ents[between][2] == first[2]
            and doc.pos[doc.ents[between][0] - 1] == "ADP"
        ):
            return False  # "X, a friend of Y and Z": Z is joined to Y
    at = doc.head_of(doc.ents[other][0], doc.ents[other][1])
    for _ in range(_APPOSITION_STEPS):
        if doc.deps[at] == "conj" and context.name_at.get(doc.heads[at], -1) == number:
            return True
        if doc.deps[at] not in _PARTS_OF_LIST or doc.heads[at] == at:
            return False
        at = doc.heads[at]
    return False


def _is_listed(context: Context, number: int, other: int) -> bool:
    """Whether only "and" and titles stand between two persons: "Senator X and fellow Republican Y"."""
    doc = context.doc
    first, second = sorted((doc.ents[number], doc.ents[other]))
    between = range(first[1], second[0])
    if first[2] != "PERSON" or not any(doc.lower[i] in ("and", "&") for i in between):
        return False
    if second[1] < len(doc.words) and doc.words[second[1]] in POSSESSIVES:
        return False
    return not any(doc.pos[i] in _ENDS_LIST or doc.words[i] in GENITIVES for i in between)
