"""The phrase of a role around its noun: where it begins and ends, and whose role it is."""

from __future__ import annotations

from bisect import bisect_right

from tui.nlp.document.document import Document
from tui.nlp.lang.lists import countries, roles, singular, words

POSSESSIVE = frozenset(("'s", "’s", "’", "'"))
STOP = words(', . ; : ( ) — – ― -- --- “ ” " ‘ ’ / ? ! …')
_PARTICIPLES = words(
    "elected retired appointed renowned disgraced convicted accused suspected jailed imprisoned exiled"
    " ousted acclaimed decorated celebrated deposed respected embattled aging ageing leading running visiting"
    " sitting outgoing incoming acting founding managing"
)
_OUTSIDE = frozenset(("DET", "ADP", "CCONJ", "SCONJ", "AUX", "NUM", "SPACE", "INTJ", "PRON"))
_NAMES = words("GPE ORG LOC NORP FAC PRODUCT EVENT WORK_OF_ART")
_NO_PART = words("PERSON DATE TIME MONEY PERCENT QUANTITY CARDINAL")
_TIMES = words(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow morning"
    " afternoon evening night week month year"
)
_ANOTHER = words("former ex then current retired late")
_AGES = words("year-old years-old year old")
_BEFORE_CAPITALS = words("police state campaign party government opposition federal regional deputy")
_SHORT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "lt": "lieutenant",
    "col": "colonel", "sgt": "sergeant", "capt": "captain", "prof": "professor", "dr": "doctor",
    "rev": "reverend", "maj": "major", "adm": "admiral", "supt": "superintendent", "det": "detective",
    "insp": "inspector", "pres": "president", "amb": "ambassador", "cmdr": "commander", "cllr": "councillor",
    "atty": "attorney", "sens": "senator", "reps": "representative",
}  # fmt: skip


def role_noun(doc: Document, i: int) -> str:
    """The role a token names by itself ("Sen." -> "senator"), empty if none."""
    if doc.words[i] == "Queens":
        return ""  # of New York
    word = doc.lower[i].rstrip(".")
    word = _SHORT.get(word, word)
    noun = singular(word)
    if noun in roles():
        return noun
    for prefix in ("ex-", "then-", "co-", "vice-"):
        if noun.startswith(prefix) and noun[len(prefix) :] in roles():
            return noun[len(prefix) :]
    return ""


def fits(noun: str, person: bool) -> bool:
    known = roles().get(noun)
    return known is not None and known.body != person


def of_phrase(doc: Document, last: int) -> tuple[int, str] | None:
    """ "Secretary of State", "Speaker of the House", "Chief of Staff" before a name."""
    if doc.lower[last] in ("the", "and"):
        return None
    for back in range(1, 5):
        i = last - back
        if i <= 0:
            return None
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
    while begin > 0 and head - begin < 7:
        i = begin - 1
        if doc.words[i] == "-" and i and begin < head + 1:
            begin = i
            continue
        holder = holder_of(doc, i)
        if holder and holder[2] in _NAMES and holder[0] < i and holder[1] <= head:
            begin = holder[0]  # "House of Representatives Speaker"
            continue
        if _ends_phrase(doc, i, head) or (holder and holder[2] in _NO_PART):
            break
        begin = i
    while begin < head and (doc.words[begin] == "-" or doc.lower[begin] in _AGES):
        begin += 1
    return begin


def _ends_phrase(doc: Document, i: int, head: int) -> bool:
    """Whether token ``i`` stands outside the phrase whose noun is at ``head``, on its left."""
    word = doc.words[i]
    if (
        word in STOP
        or word in POSSESSIVE
        or doc.sentence_of[i] != doc.sentence_of[head]
        or doc.lower[i] in _TIMES
    ):
        return True
    if doc.pos[i] in _OUTSIDE or doc.lower[i] == "to":
        return True
    if (noun := role_noun(doc, i)) and ("kin" in roles()[noun].classes or doc.lower[i + 1] in _ANOTHER):
        return True  # "his wife former Senator X", "hopefuls former Governor X and …"
    modifies = doc.tags[i] == "VBG" and doc.deps[i] in ("amod", "compound")
    past = doc.pos[i] == "VERB" or (word.islower() and word.endswith("ed") and "-" not in word)
    if past and doc.lower[i] not in _PARTICIPLES and not modifies:
        return True
    if doc.pos[i] == "ADV" and doc.lower[i] not in ("then", "newly", "formerly", "long-time", "longtime"):
        return True
    # A small noun before capitals is mostly another word of the sentence: "states sue U.S. President X".
    return (
        word.islower()
        and doc.words[i + 1][:1].isupper()
        and (doc.pos[i] in ("NOUN", "PROPN") or doc.heading[i])
        and not role_noun(doc, i)
        and doc.lower[i] not in _BEFORE_CAPITALS
    )


def holder_of(doc: Document, i: int) -> tuple[int, int, str] | None:
    """The entity that holds token ``i``."""
    return next((ent for ent in near_ents(doc, i) if ent[0] <= i < ent[1]), None)


def near_ents(doc: Document, i: int) -> list[tuple[int, int, str]]:
    at = bisect_right(doc.ents, (i, len(doc.words) + 1, ""))
    return doc.ents[max(0, at - 1) : at]


def ent_ending(doc: Document, end: int) -> str:
    """The name that ends right before token ``end``, if it is a country or a body."""
    for s, e, label in near_ents(doc, end - 1):
        if e == end and label in ("GPE", "ORG", "LOC"):
            return doc.text_of(s, e)
    return ""


def affiliation_in(doc: Document, begin: int, end: int) -> str:
    people = countries().demonyms
    names = countries().names
    for i in range(begin, end):
        holder = holder_of(doc, i)
        if holder and holder[2] == "NORP" and holder[0] < i:
            continue  # "African American" is of no country
        if doc.words[i] in people:
            return people[doc.words[i]]
        if i + 1 < end and (both := f"{doc.words[i]} {doc.words[i + 1]}") in people:
            return people[both]
        if doc.words[i] in names:
            return names[doc.words[i]]
        for s, e, label in near_ents(doc, i):
            if s == i and e <= end and label in ("GPE", "ORG"):
                return doc.text_of(s, e)
    return ""


def phrase_with_role(doc: Document, begin: int, person: bool) -> tuple[int, int, int, str] | None:
    """A noun phrase from ``begin`` whose head is a role: its begin, head, end (with "of …") and noun."""
    i = begin
    size = len(doc.words)
    while i < size and i - begin < 9:
        if doc.words[i] in STOP and doc.words[i] != "’" and doc.words[i] not in POSSESSIVE:
            return None
        if doc.pos[i] in ("VERB", "AUX", "ADP", "SCONJ", "PRON", "CCONJ", "SPACE") and doc.tags[i] not in (
            "PRP$",
            "VBN",
            "VBG",
            "POS",
        ):
            return None
        if doc.words[i] in ("who", "which", "that", "where"):
            return None
        noun = role_noun(doc, i)
        follows = (
            i + 1 < size
            and doc.pos[i + 1] in ("NOUN", "PROPN")
            and doc.sentence_of[i + 1] == doc.sentence_of[i]
        )
        pair = f"{doc.lower[i]} {doc.lower[i + 1]}" if i + 1 < size else ""
        if pair in roles():
            return (begin, i, right_edge(doc, i + 2), pair) if fits(pair, person) else None
        if (
            noun
            and doc.pos[i] in ("NOUN", "PROPN", "ADJ", "")
            and not follows
            and (i + 1 >= size or doc.words[i + 1] not in POSSESSIVE)
        ):
            if not fits(noun, person):
                return None
            return begin, i, right_edge(doc, i + 1), noun
        if noun and follows and doc.lower[i + 1] == "general":
            return (begin, i, right_edge(doc, i + 2), noun) if fits(noun, person) else None
        i += 1
    return None


def right_edge(doc: Document, end: int) -> int:
    """The end of "of the Interior Ministry", "for X", "at Y University" that belongs to a role."""
    size = len(doc.words)
    reached = end
    i = end
    while i < size and doc.lower[i] in ("of", "for", "at", "to", "in", "with", "from") and i - end < 9:
        j = i + 1
        while (
            j < size
            and j - i < 9
            and doc.words[j] not in STOP
            and (
                doc.pos[j] in ("DET", "ADJ", "NOUN", "PROPN", "NUM")
                or doc.tags[j] == "POS"
                or (doc.words[j] == "-" and doc.ends[j - 1] == doc.starts[j])
                or (doc.words[j][:1].isupper() and holder_of(doc, j) is not None)
                or (
                    doc.lower[j] == "and"
                    and j + 1 < size
                    and doc.words[j + 1][:1].isupper()
                    and doc.words[j - 1][:1].isupper()
                )
            )
        ):
            j += 1
        if j == i + 1 or doc.pos[j - 1] == "DET":
            break
        reached = i = j
    return reached
