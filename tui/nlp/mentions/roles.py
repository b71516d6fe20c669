"""Roles read beside a name: titles before it, appositions on either side, "X is the president of …".

Surface patterns first, since small parsers are weak at appositions; the parse is asked only for the copula
and for an apposition that stands before its name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles, singular, titles
from tui.nlp.lang.persons import is_regnal, title_gender
from tui.nlp.mentions.marks import BREAKS, POSSESSIVES
from tui.nlp.mentions.records import Construction, Gender, RoleRecord
from tui.nlp.mentions.role_phrases import (
    affiliation_in,
    entities_near,
    entity_at,
    fits,
    left_edge,
    owner_ending,
    phrase_with_role,
    right_edge,
    role_before_of,
    role_noun,
)

_KNOWN = english("mentions")
_ADDRESS = _KNOWN.words("words_of_address")
_MERE_TITLES = _KNOWN.words("mere_titles")
_NEVER_TITLES = _KNOWN.words("nouns_never_titles")
_DETERMINERS = _KNOWN.words("determiners")
_ADVERBS_OF_TIME = _KNOWN.words("adverbs_of_time")
_SHORTENED_RANKS = _KNOWN.words("shortened_ranks")
_PLURAL_TITLES = _KNOWN.words("titles_in_the_plural")
_ADJECTIVES_BEHIND = _KNOWN.words("adjectives_behind_roles")
_BE = _KNOWN.words("forms_of_be")
_BE_OR_BECOME = _BE | _KNOWN.words("forms_of_become")
_NOT_SO = _KNOWN.words("negations_and_modals")
_LONGEST = _KNOWN.count("longest_role")
_TO_NAME = _KNOWN.count("words_to_described_name")
_APPOSITION_STEPS = _KNOWN.count("apposition_steps")
_COPULA_WINDOW = _KNOWN.count("copula_window")

_SUBJECT = frozenset(("nsubj", "nsubj:pass"))
_NOUNS = ("NOUN", "PROPN")
_PLURAL = ("NNS", "NNPS")
_PARTS_OF_NAME = ("flat", "compound", "nmod:desc", "flat:name")
_OPENS_APPOSITION = frozenset((",", "(", "—", "–"))
_CLOSES_APPOSITION = frozenset((",", ".", ")", "—", "–", ";", "and"))
_CLOSES_NAME = frozenset((",", ".", ")", "—", "–", ";", ":", "”", '"', "and", "who"))


@dataclass(slots=True)
class NameDescription:
    """What stands beside a name and tells about it.

    ``apposed`` are head tokens of noun phrases that mean the same person; ``shared`` is a role whose plural
    stands before the first of several names.
    """

    roles: list[RoleRecord] = field(default_factory=list)
    gender: Gender = Gender.UNKNOWN
    kin: bool = False
    affiliation: str = ""
    apposed: list[int] = field(default_factory=list)
    shared: RoleRecord | None = None


def describe(doc: Document, start: int, end: int, label: str) -> NameDescription:
    """The roles, gender cues and affiliation given to the name at tokens ``[start, end)``."""
    found = NameDescription()
    if label not in ("PERSON", "ORG", "GPE"):
        return found
    person = label == "PERSON"
    _read_title(doc, start, person, found)
    _read_apposition_behind(doc, end, person, found)
    _read_apposition_before(doc, start, end, person, found)
    _read_copula(doc, start, end, person, found)
    if person:
        _read_parsed_apposition(doc, start, end, found)
        for role in found.roles:
            if noun := roles().get(role.head):
                found.gender = found.gender or Gender(noun.gender)
                found.kin = found.kin or "kin" in noun.classes
    if end - start > 1 and is_regnal(doc.words[start]):
        word = doc.lower[start]
        if word in roles():
            found.roles.append(RoleRecord(doc.words[start], word, frozenset(), Construction.TITLE))
    return found


def _read_title(doc: Document, start: int, person: bool, found: NameDescription) -> None:
    """A title or description right before the name: "former US President", "Kremlin spokesman"."""
    last = start - 1
    if last < 0:
        return
    if doc.words[last] in POSSESSIVES:
        if person and last and (owner := owner_ending(doc, last)):
            found.affiliation = owner
        return
    if person:
        found.gender = _gender_of_address(doc, last)
        last = _before_address(doc, last)
        if last < 0:
            return
    title = _title_ending(doc, last)
    if title is None:
        return
    head, noun = title
    if not fits(noun, person) or (head == last and doc.tags[head].startswith("V")) or noun in _NEVER_TITLES:
        return
    begin = left_edge(doc, head)
    if begin and doc.words[begin - 1] in POSSESSIVES and (owner := owner_ending(doc, begin - 1)):
        found.affiliation = owner
    _add_role(doc, found, begin, head, last + 1, noun, Construction.TITLE)


def _gender_of_address(doc: Document, last: int) -> Gender:
    """The gender that the words of address which end at token ``last`` tell."""
    address = []
    i = last
    while i >= 0 and doc.words[i] in titles():
        address.append(doc.words[i])
        i -= 1
    return Gender(title_gender(address))


def _before_address(doc: Document, last: int) -> int:
    """The last token of a title that ends at ``last``, words of address behind it left out; -1 if none."""
    while last > 0 and doc.words[last] in titles() and not role_noun(doc, last):
        last -= 1
    if doc.lower[last] not in _ADDRESS:
        return last
    last -= 1
    return last if last >= 0 and role_noun(doc, last) else -1


def _title_ending(doc: Document, last: int) -> tuple[int, str] | None:
    """The head and the role of a title that ends at token ``last``, None if it is none.

    "Prime Minister" may hold a capitalised word of no role; the word next to the name must be one.
    """
    if noun := role_noun(doc, last):
        return last, noun
    if last > 0 and doc.lower[last] in _ADJECTIVES_BEHIND and (noun := role_noun(doc, last - 1)):
        return last, noun
    return role_before_of(doc, last)


def _add_role(
    doc: Document,
    found: NameDescription,
    begin: int,
    head: int,
    end: int,
    noun: str,
    construction: Construction,
) -> None:
    """Take down the role ``noun``, told by tokens ``[begin, end)`` with their head at ``head``."""
    begin = _without_determiners(doc, begin, head)
    if construction is Construction.TITLE and _is_lesser_rank(doc, begin, head, end):
        head, end, noun = head - 1, head, role_noun(doc, head - 1)
    text = doc.text_of(begin, end)
    if not text or len(text) > _LONGEST or (begin == head and doc.lower[head] in _MERE_TITLES):
        return
    word = doc.lower[head]
    several = head == end - 1 and word not in roles() and noun != word.rstrip(".")
    if several and (one := singular(word)) != word:
        # "Senators X and Y": each is one.
        text = text[: len(text) - len(doc.words[head])] + _cased(one, doc.words[head])
    pair = f"{doc.lower[head - 1]} {noun}" if head > begin else ""
    if pair in roles() and not roles()[pair].body:
        noun = pair
    affiliation = found.affiliation or affiliation_in(doc, begin, end)
    found.affiliation = affiliation
    role = RoleRecord(text, noun, frozenset(doc.lower[begin:head]), construction, affiliation)
    found.roles.append(role)
    in_plural = doc.tags[head] in _PLURAL or word.rstrip(".") in _PLURAL_TITLES
    if several and construction is Construction.TITLE and in_plural:
        found.shared = role


def _without_determiners(doc: Document, begin: int, head: int) -> int:
    """Where the role begins behind "the", "her" and the like, and "then the"."""
    if begin + 1 < head and doc.lower[begin] in _ADVERBS_OF_TIME and doc.lower[begin + 1] in _DETERMINERS:
        begin += 1
    while begin < head and doc.lower[begin] in _DETERMINERS:
        begin += 1
    return begin


def _is_lesser_rank(doc: Document, begin: int, head: int, end: int) -> bool:
    """Whether the title before the last word says more than that: "panel Chairman Rep. X"."""
    return (
        end - begin > 1
        and head == end - 1
        and doc.lower[head].rstrip(".") in _SHORTENED_RANKS
        and fits(role_noun(doc, head - 1), True)
    )


def _cased(word: str, like: str) -> str:
    """``word`` in capitals, with a capital or small, as ``like`` is written."""
    return word.upper() if like.isupper() and len(like) > 1 else word.title() if like[:1].isupper() else word


def _read_apposition_behind(doc: Document, end: int, person: bool, found: NameDescription) -> None:
    """An apposition after the name: ", a spokesman for the Interior Ministry,"."""
    begin = _opening_of_apposition(doc, end)
    if begin < 0:
        return
    # A list of people is no apposition: "Macron, French officials and …".
    phrase = phrase_with_role(doc, begin, person)
    if phrase is None:
        return
    begin, head, stop, noun = phrase
    if doc.tags[head] in _PLURAL or (not person and entity_at(doc, head) is not None):
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
    _add_role(doc, found, begin, head, stop, noun, Construction.APPOSITION)


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


def _read_apposition_before(
    doc: Document, start: int, end: int, person: bool, found: NameDescription
) -> None:
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
    _add_role(doc, found, begin, head, stop, noun, Construction.APPOSITION)
    found.apposed.append(head)


def _head_of_description(doc: Document, stop: int, person: bool) -> int:
    """The noun of a role whose phrase ends at token ``stop``, -1 if none stands near."""
    for i in range(stop - 1, max(0, stop + 1 - _TO_NAME), -1):
        if doc.words[i] in BREAKS and doc.words[i] not in POSSESSIVES:
            return -1
        noun = role_noun(doc, i)
        if not noun or doc.pos[i] not in _NOUNS or doc.tags[i] in _PLURAL:
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


def _read_parsed_apposition(doc: Document, start: int, end: int, found: NameDescription) -> None:
    """ "The woman in front of him, the teacher X": by the parse, the woman is X."""
    at = doc.head_of(start, end)
    for _ in range(_APPOSITION_STEPS):
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


def _read_copula(doc: Document, start: int, end: int, person: bool, found: NameDescription) -> None:
    """ "X is the president of Y", by the parse: both label schemes."""
    at = doc.head_of(start, end)
    if doc.deps[at] not in _SUBJECT or doc.heads[at] <= at:
        return
    head = _predicate(doc, doc.heads[at], end)
    if head < 0 or doc.tags[head] in _PLURAL or any(doc.lower[i] in _NOT_SO for i in range(end, head)):
        return
    noun = role_noun(doc, head)
    if not noun or not fits(noun, person):
        return
    begin = left_edge(doc, head)
    _add_role(doc, found, begin, head, right_edge(doc, head + 1), noun, Construction.COPULA)


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
