"""Roles read beside a name: titles before it, appositions on either side, "X is the president of …".

Surface patterns first, since small parsers are weak at appositions; the parse is asked only for the copula
and for an apposition that stands before its name.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from tui.nlp.actors_records import RoleRecord
from tui.nlp.actors_tokens import Tokens
from tui.nlp.names import is_regnal, title_gender
from tui.nlp.names_lists import countries, roles, singular, titles, words

_POSSESSIVE = frozenset(("'s", "’s", "’", "'"))
_STOP = words(', . ; : ( ) — – “ ” " ‘ ’ / ? ! …')
_LEADING = words("the a an its his her their our former one another")
_SUBJECT = frozenset(("nsubj", "nsubjpass", "nsubj:pass"))
_ADDRESS = words("mr mrs ms miss mister madam madame mr. mrs. ms. sir dame lord lady dr dr.")
_MERE_ADDRESS = words(
    "rev rev. reverend dr dr. doctor prof prof. professor judge justice officer father sister brother"
)
_PARTICIPLES = words(
    "elected retired appointed renowned disgraced convicted accused suspected jailed imprisoned exiled"
    " ousted acclaimed decorated celebrated deposed respected embattled aging ageing leading running visiting"
    " sitting outgoing incoming acting founding managing"
)
_SHORT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "lt": "lieutenant",
    "col": "colonel", "sgt": "sergeant", "capt": "captain", "prof": "professor", "dr": "doctor",
    "rev": "reverend", "maj": "major", "adm": "admiral", "supt": "superintendent", "det": "detective",
    "insp": "inspector", "pres": "president", "amb": "ambassador", "cmdr": "commander", "cllr": "councillor",
    "atty": "attorney", "sens": "senator", "reps": "representative",
}  # fmt: skip


@dataclass(slots=True)
class Reading:
    """What stands beside a name. ``taken`` are head tokens of noun phrases that mean the same person."""

    roles: list[RoleRecord] = field(default_factory=list)
    gender: str = ""
    kin: bool = False
    affiliation: str = ""
    taken: list[int] = field(default_factory=list)


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
    if is_regnal(t.words[start]):
        word = t.lower[start]
        if word in roles():
            reading.roles.append(RoleRecord(t.words[start], word, frozenset(), "title"))
    return reading


def role_noun(t: Tokens, i: int) -> str:
    """The role a token names by itself ("Sen." -> "senator"), empty if none."""
    word = t.lower[i].rstrip(".")
    word = _SHORT.get(word, word)
    noun = singular(word)
    if noun in roles():
        return noun
    for prefix in ("ex-", "then-", "co-", "vice-"):
        if noun.startswith(prefix) and noun[len(prefix) :] in roles():
            return noun[len(prefix) :]
    return ""


def _fits(noun: str, person: bool) -> bool:
    known = roles().get(noun)
    return known is not None and known.body != person


def _before(t: Tokens, start: int, person: bool, reading: Reading) -> None:
    """A title or description right before the name: "former US President", "Kremlin spokesman"."""
    last = start - 1
    if last < 0:
        return
    if t.words[last] in _POSSESSIVE:
        if person and last and (owner := _ent_ending(t, last)):
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
        tail = _of_phrase(t, last)
        if tail is None:
            return
        head, noun = tail
    if not _fits(noun, person) or (head == last and t.tags[head].startswith("V")):
        return
    begin = _left_edge(t, head)
    if begin and t.words[begin - 1] in _POSSESSIVE and (owner := _ent_ending(t, begin - 1)):
        reading.affiliation = owner
    _add(t, reading, begin, head, last + 1, noun, "title")


def _of_phrase(t: Tokens, last: int) -> tuple[int, str] | None:
    """ "Secretary of State", "Speaker of the House", "Chief of Staff" before a name."""
    for back in range(1, 5):
        i = last - back
        if i <= 0:
            return None
        if t.lower[i] in ("of", "for"):
            noun = role_noun(t, i - 1)
            if (
                noun
                and t.words[i - 1][:1].isupper()
                and all(w[:1].isupper() or w in ("the", "and") for w in t.words[i + 1 : last + 1])
            ):
                return i - 1, noun
            return None
        if not (t.words[i][:1].isupper() or t.lower[i] in ("the", "and")):
            return None
    return None


def _left_edge(t: Tokens, head: int) -> int:
    begin = head
    while begin > 0 and head - begin < 7:
        i = begin - 1
        if (
            t.words[i] in _STOP
            or t.words[i] in _POSSESSIVE
            or t.pos[i] in ("DET", "ADP", "CCONJ", "SCONJ", "AUX", "NUM", "SPACE", "INTJ")
        ):
            break
        if t.words[i] == "-" and i and begin < head + 1:
            begin = i
            continue
        if t.pos[i] == "PRON" or t.sentence[i] != t.sentence[head]:
            break
        modifies = t.tags[i] == "VBG" and t.deps[i] in ("amod", "compound")
        past = t.pos[i] == "VERB" or (t.lower[i].endswith("ed") and "-" not in t.lower[i])
        if past and t.lower[i] not in _PARTICIPLES and not modifies:
            break
        if t.pos[i] == "ADV" and t.lower[i] not in ("then", "newly", "formerly", "long-time", "longtime"):
            break
        if any(s <= i < e and label == "PERSON" for s, e, label in _near_ents(t, i)):
            break
        begin = i
    return begin


def _near_ents(t: Tokens, i: int) -> list[tuple[int, int, str]]:
    at = bisect_right(t.ents, (i, len(t.words) + 1, ""))
    return t.ents[max(0, at - 1) : at]


def _ent_ending(t: Tokens, end: int) -> str:
    """The name that ends right before token ``end``, if it is a country or a body."""
    for s, e, label in _near_ents(t, end - 1):
        if e == end and label in ("GPE", "ORG", "LOC"):
            return t.text_of(s, e)
    return ""


def _add(t: Tokens, reading: Reading, begin: int, head: int, end: int, noun: str, by: str) -> None:
    while begin < head and t.lower[begin] in ("the", "a", "an", "his", "her", "its", "their", "our"):
        begin += 1
    text = t.text_of(begin, end)
    if not text or len(text) > 120 or (t.lower[head] in _MERE_ADDRESS and begin == head):
        return
    words = frozenset(t.lower[begin:head])
    pair = f"{t.lower[head - 1]} {noun}" if head > begin else ""
    if pair in roles() and not roles()[pair].body:
        noun = pair
    affiliation = reading.affiliation or _affiliation(t, begin, end)
    if affiliation and not reading.affiliation:
        reading.affiliation = affiliation
    reading.roles.append(RoleRecord(text, noun, words, by, affiliation))


def _affiliation(t: Tokens, begin: int, end: int) -> str:
    people = countries().demonyms
    names = countries().names
    for i in range(begin, end):
        if t.words[i] in people:
            return people[t.words[i]]
        if i + 1 < end and (both := f"{t.words[i]} {t.words[i + 1]}") in people:
            return people[both]
        if t.words[i] in names:
            return names[t.words[i]]
        for s, e, label in _near_ents(t, i):
            if s == i and e <= end and label in ("GPE", "ORG"):
                return t.text_of(s, e)
    return ""


def _phrase_with_role(t: Tokens, begin: int, person: bool) -> tuple[int, int, int, str] | None:
    """A noun phrase from ``begin`` whose head is a role: its begin, head, end (with "of …") and noun."""
    i = begin
    size = len(t.words)
    while i < size and i - begin < 9:
        if t.words[i] in _STOP and t.words[i] != "’" and t.words[i] not in _POSSESSIVE:
            return None
        if t.pos[i] in ("VERB", "AUX", "ADP", "SCONJ", "PRON", "CCONJ", "SPACE") and t.tags[i] not in (
            "PRP$",
            "VBN",
            "VBG",
            "POS",
        ):
            return None
        if t.words[i] in ("who", "which", "that", "where"):
            return None
        noun = role_noun(t, i)
        follows = i + 1 < size and t.pos[i + 1] in ("NOUN", "PROPN") and t.sentence[i + 1] == t.sentence[i]
        pair = f"{t.lower[i]} {t.lower[i + 1]}" if i + 1 < size else ""
        if pair in roles():
            return (begin, i, _right_edge(t, i + 2), pair) if _fits(pair, person) else None
        if (
            noun
            and t.pos[i] in ("NOUN", "PROPN", "ADJ", "")
            and not follows
            and (i + 1 >= size or t.words[i + 1] not in _POSSESSIVE)
        ):
            if not _fits(noun, person):
                return None
            return begin, i, _right_edge(t, i + 1), noun
        if noun and follows and t.lower[i + 1] == "general":
            return (begin, i, _right_edge(t, i + 2), noun) if _fits(noun, person) else None
        i += 1
    return None


def _right_edge(t: Tokens, end: int) -> int:
    """The end of "of the Interior Ministry", "for X", "at Y University" that belongs to a role."""
    size = len(t.words)
    reached = end
    i = end
    while i < size and t.lower[i] in ("of", "for", "at", "to", "in", "with", "from") and i - end < 9:
        j = i + 1
        while (
            j < size
            and j - i < 9
            and t.words[j] not in _STOP
            and (
                t.pos[j] in ("DET", "ADJ", "NOUN", "PROPN", "NUM")
                or t.tags[j] == "POS"
                or (
                    t.lower[j] == "and"
                    and j + 1 < size
                    and t.words[j + 1][:1].isupper()
                    and t.words[j - 1][:1].isupper()
                )
            )
        ):
            j += 1
        if j == i + 1:
            break
        reached = i = j
    return reached


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
    found = _phrase_with_role(t, begin, person)
    if found is None:
        return
    begin, head, stop, noun = found
    if t.tags[head] in ("NNS", "NNPS"):
        return
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
        if t.words[i] in _POSSESSIVE:
            owner = _ent_ending(t, i)
            begin = i + 1
    if any(s < head and begin <= s and label == "PERSON" for s, _, label in _near_ents(t, head - 1)):
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
        if t.words[i] in _STOP and t.words[i] not in _POSSESSIVE:
            return
        noun = role_noun(t, i)
        if not noun or t.pos[i] not in ("NOUN", "PROPN") or t.tags[i] in ("NNS", "NNPS"):
            if t.pos[i] in ("VERB", "AUX", "SCONJ"):
                return
            continue
        if i + 1 < stop and (t.pos[i + 1] != "ADP" or _right_edge(t, i + 1) != stop):
            return
        if not _fits(noun, person):
            continue
        begin = _left_edge(t, i)
        owner = _ent_ending(t, begin - 1) if begin and t.words[begin - 1] in _POSSESSIVE else ""
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
    elif t.lower[head] in _IS or t.lower[head] in ("became", "becomes"):
        noun_at = next(
            (i for i in window if t.heads[i] == head and t.deps[i] in ("attr", "xcomp", "obj")), -1
        )
    if (
        noun_at < 0
        or t.tags[noun_at] in ("NNS", "NNPS")
        or any(t.lower[i] in ("not", "n't", "n’t") for i in range(end, noun_at))
    ):
        return
    noun = role_noun(t, noun_at)
    if not noun or not _fits(noun, person):
        return
    begin = _left_edge(t, noun_at)
    _add(t, reading, begin, noun_at, _right_edge(t, noun_at + 1), noun, "copula")


_IS = words("is was are were 's be been")
