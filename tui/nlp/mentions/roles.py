"""Roles read beside a name: titles before it, appositions on either side, "X is the president of …".

Surface patterns first, since small parsers are weak at appositions; the parse is asked only for the copula
and for an apposition that stands before its name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.nlp.document.document import Document
from tui.nlp.lang.lists import roles, singular, titles, words
from tui.nlp.lang.persons import is_regnal, title_gender
from tui.nlp.mentions.records import RoleRecord
from tui.nlp.mentions.role_phrases import (
    POSSESSIVE,
    STOP,
    affiliation_in,
    ent_ending,
    fits,
    holder_of,
    left_edge,
    near_ents,
    of_phrase,
    phrase_with_role,
    right_edge,
    role_noun,
)

_SUBJECT = frozenset(("nsubj", "nsubjpass", "nsubj:pass"))
_ADDRESS = words("mr mrs ms miss mister madam madame mr. mrs. ms. sir dame lord lady dr dr.")
_DETERMINERS = words("the a an his her its their our my your")
_NO_TITLES = words("state country city school house police")  # "the state Senate"
_MERE_ADDRESS = words(
    "rev rev. reverend dr dr. doctor prof prof. professor judge justice officer father sister brother"
)


@dataclass(slots=True)
class Reading:
    """What stands beside a name.

    ``taken`` are head tokens of noun phrases that mean the same person; ``shared`` is a role whose plural
    stands before the first of several names.
    """

    roles: list[RoleRecord] = field(default_factory=list)
    gender: str = ""
    kin: bool = False
    affiliation: str = ""
    taken: list[int] = field(default_factory=list)
    shared: RoleRecord | None = None


def read_roles(doc: Document, start: int, end: int, label: str) -> Reading:
    """The roles, gender cues and affiliation given to the name at tokens ``[start, end)``."""
    reading = Reading()
    if label not in ("PERSON", "ORG", "GPE"):
        return reading
    person = label == "PERSON"
    _before(doc, start, person, reading)
    _after(doc, end, person, reading)
    _reversed(doc, start, end, person, reading)
    _copula(doc, start, end, person, reading)
    if person:
        _apposed(doc, start, end, reading)
    for role in reading.roles:
        noun = roles().get(role.head)
        if noun and person:
            reading.gender = reading.gender or noun.gender
            reading.kin = reading.kin or "kin" in noun.classes
    if end - start > 1 and is_regnal(doc.words[start]):
        word = doc.lower[start]
        if word in roles():
            reading.roles.append(RoleRecord(doc.words[start], word, frozenset(), "title"))
    return reading


def _before(doc: Document, start: int, person: bool, reading: Reading) -> None:
    """A title or description right before the name: "former US President", "Kremlin spokesman"."""
    last = start - 1
    if last < 0:
        return
    if doc.words[last] in POSSESSIVE:
        if person and last and (owner := ent_ending(doc, last)):
            reading.affiliation = owner
        return
    if person:
        address = []
        i = last
        while i >= 0 and doc.words[i] in titles():
            address.append(doc.words[i])
            i -= 1
        reading.gender = title_gender(address)
        while last > 0 and doc.words[last] in titles() and not role_noun(doc, last):
            last -= 1
        if last >= 0 and doc.lower[last] in _ADDRESS:
            last -= 1
            if last < 0 or not role_noun(doc, last):
                return
    # "Prime Minister" may hold a capitalised word of no role; the word next to the name must be one.
    noun = role_noun(doc, last)
    head = last
    if not noun and last > 0 and doc.lower[last] == "general" and role_noun(doc, last - 1):
        noun = role_noun(doc, last - 1)
    if not noun:
        tail = of_phrase(doc, last)
        if tail is None:
            return
        head, noun = tail
    if not fits(noun, person) or (head == last and doc.tags[head].startswith("V")) or noun in _NO_TITLES:
        return
    begin = left_edge(doc, head)
    if begin and doc.words[begin - 1] in POSSESSIVE and (owner := ent_ending(doc, begin - 1)):
        reading.affiliation = owner
    _add(doc, reading, begin, head, last + 1, noun, "title")


def _add(doc: Document, reading: Reading, begin: int, head: int, end: int, noun: str, by: str) -> None:
    if (
        begin + 1 < head
        and doc.lower[begin] in ("then", "now", "still")
        and doc.lower[begin + 1] in _DETERMINERS
    ):
        begin += 1
    while begin < head and doc.lower[begin] in _DETERMINERS:
        begin += 1
    ranked = by == "title" and end - begin > 1 and head == end - 1 and doc.lower[head].rstrip(".") in _RANKS
    if ranked and (above := role_noun(doc, head - 1)) and fits(above, True):
        head, end, noun = head - 1, head, above  # "panel Chairman Rep. X": the first title says more
    text = doc.text_of(begin, end)
    if not text or len(text) > 120 or (doc.lower[head] in _MERE_ADDRESS and begin == head):
        return
    several = head == end - 1 and doc.lower[head] not in roles() and noun != doc.lower[head].rstrip(".")
    if several and (one := singular(doc.lower[head])) != doc.lower[head]:
        # "Senators X and Y": each is one.
        text = text[: len(text) - len(doc.words[head])] + _cased(one, doc.words[head])
    words = frozenset(doc.lower[begin:head])
    pair = f"{doc.lower[head - 1]} {noun}" if head > begin else ""
    if pair in roles() and not roles()[pair].body:
        noun = pair
    affiliation = reading.affiliation or affiliation_in(doc, begin, end)
    if affiliation and not reading.affiliation:
        reading.affiliation = affiliation
    reading.roles.append(RoleRecord(text, noun, words, by, affiliation))
    if (
        several
        and by == "title"
        and (doc.tags[head] in ("NNS", "NNPS") or doc.lower[head].rstrip(".") in _PLURALS)
    ):
        reading.shared = reading.roles[-1]


def _cased(word: str, like: str) -> str:
    return word.upper() if like.isupper() and len(like) > 1 else word.title() if like[:1].isupper() else word


def _after(doc: Document, end: int, person: bool, reading: Reading) -> None:
    """An apposition after the name: ", a spokesman for the Interior Ministry,"."""
    size = len(doc.words)
    if end + 1 >= size or doc.words[end] not in (",", "(", "—", "–"):
        return
    begin = end + 1
    if doc.words[begin].isdigit() and begin + 2 < size and doc.words[begin + 1] == ",":
        begin += 2  # an age
    if begin >= size or "\n" in doc.words[begin] or doc.sentence_of[begin] != doc.sentence_of[end]:
        return
    # A list of people is no apposition: "Macron, French officials and …".
    found = phrase_with_role(doc, begin, person)
    if found is None:
        return
    begin, head, stop, noun = found
    if doc.tags[head] in ("NNS", "NNPS") or (not person and holder_of(doc, head) is not None):
        return  # several, or another body
    bare = doc.pos[begin] not in ("DET",) and doc.tags[begin] != "PRP$"
    closed = (
        stop >= size
        or doc.words[stop] in (",", ".", ")", "—", "–", ";", "and")
        or doc.lower[stop] in ("who", "which")
        or "\n" in doc.words[stop]
    )
    if bare and not closed:
        return
    if stop < size and doc.pos[stop] in ("PROPN",) and not closed:
        return
    owner = ""
    for i in range(begin, head):
        if doc.words[i] in POSSESSIVE:
            owner = ent_ending(doc, i)
            begin = i + 1
    if any(s < head and begin <= s and label == "PERSON" for s, _, label in near_ents(doc, head - 1)):
        return
    if owner:
        reading.affiliation = reading.affiliation or owner
    _add(doc, reading, begin, head, stop, noun, "apposition")


def _reversed(doc: Document, start: int, end: int, person: bool, reading: Reading) -> None:
    """The description first: "the mayor of London, X," and "Hungary's prime minister, Viktor Orban"."""
    if start < 3 or doc.words[start - 1] != "," or doc.sentence_of[start - 1] != doc.sentence_of[start]:
        return
    if (
        end < len(doc.words)
        and doc.words[end] not in (",", ".", ")", "—", "–", ";", ":", "”", '"', "and", "who")
        and doc.pos[end] not in ("VERB", "AUX")
    ):
        return
    stop = start - 1
    low = max(0, start - 14)
    for i in range(stop - 1, low, -1):
        if doc.words[i] in STOP and doc.words[i] not in POSSESSIVE:
            return
        noun = role_noun(doc, i)
        if not noun or doc.pos[i] not in ("NOUN", "PROPN") or doc.tags[i] in ("NNS", "NNPS"):
            if doc.pos[i] in ("VERB", "AUX", "SCONJ"):
                return
            continue
        if i + 1 < stop and (doc.pos[i + 1] != "ADP" or right_edge(doc, i + 1) != stop):
            return
        if not fits(noun, person) or (not person and holder_of(doc, i) is not None):
            continue
        begin = left_edge(doc, i)
        owner = ent_ending(doc, begin - 1) if begin and doc.words[begin - 1] in POSSESSIVE else ""
        kin = "kin" in roles()[noun].classes
        determined = begin and (
            doc.pos[begin - 1] in ("DET", "PRON") or doc.tags[begin - 1] in ("DT", "PRP$", "POS")
        )
        if not determined and not kin and not owner:
            return
        if owner:
            reading.affiliation = reading.affiliation or owner
        _add(doc, reading, begin, i, stop, noun, "apposition")
        reading.taken.append(i)
        return


def _apposed(doc: Document, start: int, end: int, reading: Reading) -> None:
    """ "The woman in front of him, the teacher X": by the parse, the woman is X."""
    at = doc.head_of(start, end)
    for _ in range(4):
        above = doc.heads[at]
        # Small parsers take an apposition for a list; a list has its "and".
        beside = doc.deps[at] == "appos" or (
            doc.deps[at] == "conj" and not any(w in ("and", "or") for w in doc.lower[above:at])
        )
        if above == at or not (beside or doc.deps[at] in ("flat", "compound", "nmod:desc", "flat:name")):
            return
        if beside and above < start and doc.pos[above] in ("NOUN", "PROPN"):
            reading.taken.append(above)
        at = above


def _copula(doc: Document, start: int, end: int, person: bool, reading: Reading) -> None:
    """ "X is the president of Y", by the parse: both label schemes."""
    at = doc.head_of(start, end)
    if doc.deps[at] not in _SUBJECT or doc.heads[at] <= at:
        return
    head = doc.heads[at]
    noun_at = -1
    window = range(end, min(end + 14, len(doc.words)))
    if doc.pos[head] in ("NOUN", "PROPN"):
        if any(doc.heads[i] == head and doc.deps[i] == "cop" and doc.lower[i] in _IS for i in window):
            noun_at = head
    elif doc.lower[head] in _IS or doc.lower[head] == "became":
        noun_at = next(
            (i for i in window if doc.heads[i] == head and doc.deps[i] in ("attr", "xcomp", "obj")), -1
        )
    if (
        noun_at < 0
        or doc.tags[noun_at] in ("NNS", "NNPS")
        or any(doc.lower[i] in _NOT_SO for i in range(end, noun_at))
    ):
        return
    noun = role_noun(doc, noun_at)
    if not noun or not fits(noun, person):
        return
    begin = left_edge(doc, noun_at)
    _add(doc, reading, begin, noun_at, right_edge(doc, noun_at + 1), noun, "copula")


_IS = words("is was are were 's been")
_NOT_SO = words("not n't n’t will would could should may might can must never if 'll ’ll")
_PLURALS = words("sens reps gens govs senators representatives")
_RANKS = words("sen rep gov gen lt col sgt capt maj adm cmdr cllr")
