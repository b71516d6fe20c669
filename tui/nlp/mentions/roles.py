"""Roles read beside a name: titles before it, appositions on either side, "X is the president of …".

Surface patterns first, since small parsers are weak at appositions; the parse is asked only for the copula
and for an apposition that stands before its name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.nlp.document.tokens import Tokens
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


def read_roles(t: Tokens, start: int, end: int, label: str) -> Reading:
    """The roles, gender cues and affiliation given to the name at tokens ``[start, end)``."""
    reading = Reading()
    if label not in ("PERSON", "ORG", "GPE"):
        return reading
    person = label == "PERSON"
    _before(t, start, person, reading)
    _after(t, end, person, reading)
    _reversed(t, start, end, person, reading)
    _copula(t, start, end, person, reading)
    if person:
        _apposed(t, start, end, reading)
    for role in reading.roles:
        noun = roles().get(role.head)
        if noun and person:
            reading.gender = reading.gender or noun.gender
            reading.kin = reading.kin or "kin" in noun.classes
    if end - start > 1 and is_regnal(t.words[start]):
        word = t.lower[start]
        if word in roles():
            reading.roles.append(RoleRecord(t.words[start], word, frozenset(), "title"))
    return reading


def _before(t: Tokens, start: int, person: bool, reading: Reading) -> None:
    """A title or description right before the name: "former US President", "Kremlin spokesman"."""
    last = start - 1
    if last < 0:
        return
    if t.words[last] in POSSESSIVE:
        if person and last and (owner := ent_ending(t, last)):
            reading.affiliation = owner
        return
    if person:
        address = []
        i = last
        while i >= 0 and t.words[i] in titles():
            address.append(t.words[i])
            i -= 1
        reading.gender = title_gender(address)
        while last > 0 and t.words[last] in titles() and not role_noun(t, last):
            last -= 1
        if last >= 0 and t.lower[last] in _ADDRESS:
            last -= 1
            if last < 0 or not role_noun(t, last):
                return
    # "Prime Minister" may hold a capitalised word of no role; the word next to the name must be one.
    noun = role_noun(t, last)
    head = last
    if not noun and last > 0 and t.lower[last] == "general" and role_noun(t, last - 1):
        noun = role_noun(t, last - 1)
    if not noun:
        tail = of_phrase(t, last)
        if tail is None:
            return
        head, noun = tail
    if not fits(noun, person) or (head == last and t.tags[head].startswith("V")) or noun in _NO_TITLES:
        return
    begin = left_edge(t, head)
    if begin and t.words[begin - 1] in POSSESSIVE and (owner := ent_ending(t, begin - 1)):
        reading.affiliation = owner
    _add(t, reading, begin, head, last + 1, noun, "title")


def _add(t: Tokens, reading: Reading, begin: int, head: int, end: int, noun: str, by: str) -> None:
    if begin + 1 < head and t.lower[begin] in ("then", "now", "still") and t.lower[begin + 1] in _DETERMINERS:
        begin += 1
    while begin < head and t.lower[begin] in _DETERMINERS:
        begin += 1
    ranked = by == "title" and end - begin > 1 and head == end - 1 and t.lower[head].rstrip(".") in _RANKS
    if ranked and (above := role_noun(t, head - 1)) and fits(above, True):
        head, end, noun = head - 1, head, above  # "panel Chairman Rep. X": the first title says more
    text = t.text_of(begin, end)
    if not text or len(text) > 120 or (t.lower[head] in _MERE_ADDRESS and begin == head):
        return
    several = head == end - 1 and t.lower[head] not in roles() and noun != t.lower[head].rstrip(".")
    if several and (one := singular(t.lower[head])) != t.lower[head]:
        # "Senators X and Y": each is one.
        text = text[: len(text) - len(t.words[head])] + _cased(one, t.words[head])
    words = frozenset(t.lower[begin:head])
    pair = f"{t.lower[head - 1]} {noun}" if head > begin else ""
    if pair in roles() and not roles()[pair].body:
        noun = pair
    affiliation = reading.affiliation or affiliation_in(t, begin, end)
    if affiliation and not reading.affiliation:
        reading.affiliation = affiliation
    reading.roles.append(RoleRecord(text, noun, words, by, affiliation))
    if (
        several
        and by == "title"
        and (t.tags[head] in ("NNS", "NNPS") or t.lower[head].rstrip(".") in _PLURALS)
    ):
        reading.shared = reading.roles[-1]


def _cased(word: str, like: str) -> str:
    return word.upper() if like.isupper() and len(like) > 1 else word.title() if like[:1].isupper() else word


def _after(t: Tokens, end: int, person: bool, reading: Reading) -> None:
    """An apposition after the name: ", a spokesman for the Interior Ministry,"."""
    size = len(t.words)
    if end + 1 >= size or t.words[end] not in (",", "(", "—", "–"):
        return
    begin = end + 1
    if t.words[begin].isdigit() and begin + 2 < size and t.words[begin + 1] == ",":
        begin += 2  # an age
    if begin >= size or "\n" in t.words[begin] or t.sentence[begin] != t.sentence[end]:
        return
    # A list of people is no apposition: "Macron, French officials and …".
    found = phrase_with_role(t, begin, person)
    if found is None:
        return
    begin, head, stop, noun = found
    if t.tags[head] in ("NNS", "NNPS") or (not person and holder_of(t, head) is not None):
        return  # several, or another body
    bare = t.pos[begin] not in ("DET",) and t.tags[begin] != "PRP$"
    closed = (
        stop >= size
        or t.words[stop] in (",", ".", ")", "—", "–", ";", "and")
        or t.lower[stop] in ("who", "which")
        or "\n" in t.words[stop]
    )
    if bare and not closed:
        return
    if stop < size and t.pos[stop] in ("PROPN",) and not closed:
        return
    owner = ""
    for i in range(begin, head):
        if t.words[i] in POSSESSIVE:
            owner = ent_ending(t, i)
            begin = i + 1
    if any(s < head and begin <= s and label == "PERSON" for s, _, label in near_ents(t, head - 1)):
        return
    if owner:
        reading.affiliation = reading.affiliation or owner
    _add(t, reading, begin, head, stop, noun, "apposition")


def _reversed(t: Tokens, start: int, end: int, person: bool, reading: Reading) -> None:
    """The description first: "the mayor of London, X," and "Hungary's prime minister, Viktor Orban"."""
    if start < 3 or t.words[start - 1] != "," or t.sentence[start - 1] != t.sentence[start]:
        return
    if (
        end < len(t.words)
        and t.words[end] not in (",", ".", ")", "—", "–", ";", ":", "”", '"', "and", "who")
        and t.pos[end] not in ("VERB", "AUX")
    ):
        return
    stop = start - 1
    low = max(0, start - 14)
    for i in range(stop - 1, low, -1):
        if t.words[i] in STOP and t.words[i] not in POSSESSIVE:
            return
        noun = role_noun(t, i)
        if not noun or t.pos[i] not in ("NOUN", "PROPN") or t.tags[i] in ("NNS", "NNPS"):
            if t.pos[i] in ("VERB", "AUX", "SCONJ"):
                return
            continue
        if i + 1 < stop and (t.pos[i + 1] != "ADP" or right_edge(t, i + 1) != stop):
            return
        if not fits(noun, person) or (not person and holder_of(t, i) is not None):
            continue
        begin = left_edge(t, i)
        owner = ent_ending(t, begin - 1) if begin and t.words[begin - 1] in POSSESSIVE else ""
        kin = "kin" in roles()[noun].classes
        determined = begin and (
            t.pos[begin - 1] in ("DET", "PRON") or t.tags[begin - 1] in ("DT", "PRP$", "POS")
        )
        if not determined and not kin and not owner:
            return
        if owner:
            reading.affiliation = reading.affiliation or owner
        _add(t, reading, begin, i, stop, noun, "apposition")
        reading.taken.append(i)
        return


def _apposed(t: Tokens, start: int, end: int, reading: Reading) -> None:
    """ "The woman in front of him, the teacher X": by the parse, the woman is X."""
    at = t.head_of(start, end)
    for _ in range(4):
        above = t.heads[at]
        # Small parsers take an apposition for a list; a list has its "and".
        beside = t.deps[at] == "appos" or (
            t.deps[at] == "conj" and not any(w in ("and", "or") for w in t.lower[above:at])
        )
        if above == at or not (beside or t.deps[at] in ("flat", "compound", "nmod:desc", "flat:name")):
            return
        if beside and above < start and t.pos[above] in ("NOUN", "PROPN"):
            reading.taken.append(above)
        at = above


def _copula(t: Tokens, start: int, end: int, person: bool, reading: Reading) -> None:
    """ "X is the president of Y", by the parse: both label schemes."""
    at = t.head_of(start, end)
    if t.deps[at] not in _SUBJECT or t.heads[at] <= at:
        return
    head = t.heads[at]
    noun_at = -1
    window = range(end, min(end + 14, len(t.words)))
    if t.pos[head] in ("NOUN", "PROPN"):
        if any(t.heads[i] == head and t.deps[i] == "cop" and t.lower[i] in _IS for i in window):
            noun_at = head
    elif t.lower[head] in _IS or t.lower[head] == "became":
        noun_at = next(
            (i for i in window if t.heads[i] == head and t.deps[i] in ("attr", "xcomp", "obj")), -1
        )
    if (
        noun_at < 0
        or t.tags[noun_at] in ("NNS", "NNPS")
        or any(t.lower[i] in _NOT_SO for i in range(end, noun_at))
    ):
        return
    noun = role_noun(t, noun_at)
    if not noun or not fits(noun, person):
        return
    begin = left_edge(t, noun_at)
    _add(t, reading, begin, noun_at, right_edge(t, noun_at + 1), noun, "copula")


_IS = words("is was are were 's been")
_NOT_SO = words("not n't n’t will would could should may might can must never if 'll ’ll")
_PLURALS = words("sens reps gens govs senators representatives")
_RANKS = words("sen rep gov gen lt col sgt capt maj adm cmdr cllr")
