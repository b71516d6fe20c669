"""The phrase of a role around its noun: where it begins and ends, and whose role it is."""

from __future__ import annotations

from bisect import bisect_right

from tui.nlp.document.tokens import Tokens
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


def role_noun(t: Tokens, i: int) -> str:
    """The role a token names by itself ("Sen." -> "senator"), empty if none."""
    if t.words[i] == "Queens":
        return ""  # of New York
    word = t.lower[i].rstrip(".")
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


def of_phrase(t: Tokens, last: int) -> tuple[int, str] | None:
    """ "Secretary of State", "Speaker of the House", "Chief of Staff" before a name."""
    if t.lower[last] in ("the", "and"):
        return None
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


def left_edge(t: Tokens, head: int) -> int:
    """The token at which the words before the noun of a role begin: "former US" of "former US president"."""
    begin = head
    while begin > 0 and head - begin < 7:
        i = begin - 1
        if t.words[i] == "-" and i and begin < head + 1:
            begin = i
            continue
        holder = holder_of(t, i)
        if holder and holder[2] in _NAMES and holder[0] < i and holder[1] <= head:
            begin = holder[0]  # "House of Representatives Speaker"
            continue
        if _ends_phrase(t, i, head) or (holder and holder[2] in _NO_PART):
            break
        begin = i
    while begin < head and (t.words[begin] == "-" or t.lower[begin] in _AGES):
        begin += 1
    return begin


def _ends_phrase(t: Tokens, i: int, head: int) -> bool:
    """Whether token ``i`` stands outside the phrase whose noun is at ``head``, on its left."""
    word = t.words[i]
    if word in STOP or word in POSSESSIVE or t.sentence[i] != t.sentence[head] or t.lower[i] in _TIMES:
        return True
    if t.pos[i] in _OUTSIDE or t.lower[i] == "to":
        return True
    if (noun := role_noun(t, i)) and ("kin" in roles()[noun].classes or t.lower[i + 1] in _ANOTHER):
        return True  # "his wife former Senator X", "hopefuls former Governor X and …"
    modifies = t.tags[i] == "VBG" and t.deps[i] in ("amod", "compound")
    past = t.pos[i] == "VERB" or (word.islower() and word.endswith("ed") and "-" not in word)
    if past and t.lower[i] not in _PARTICIPLES and not modifies:
        return True
    if t.pos[i] == "ADV" and t.lower[i] not in ("then", "newly", "formerly", "long-time", "longtime"):
        return True
    # A small noun before capitals is mostly another word of the sentence: "states sue U.S. President X".
    return (
        word.islower()
        and t.words[i + 1][:1].isupper()
        and (t.pos[i] in ("NOUN", "PROPN") or t.heading[i])
        and not role_noun(t, i)
        and t.lower[i] not in _BEFORE_CAPITALS
    )


def holder_of(t: Tokens, i: int) -> tuple[int, int, str] | None:
    """The entity that holds token ``i``."""
    return next((ent for ent in near_ents(t, i) if ent[0] <= i < ent[1]), None)


def near_ents(t: Tokens, i: int) -> list[tuple[int, int, str]]:
    at = bisect_right(t.ents, (i, len(t.words) + 1, ""))
    return t.ents[max(0, at - 1) : at]


def ent_ending(t: Tokens, end: int) -> str:
    """The name that ends right before token ``end``, if it is a country or a body."""
    for s, e, label in near_ents(t, end - 1):
        if e == end and label in ("GPE", "ORG", "LOC"):
            return t.text_of(s, e)
    return ""


def affiliation_in(t: Tokens, begin: int, end: int) -> str:
    people = countries().demonyms
    names = countries().names
    for i in range(begin, end):
        holder = holder_of(t, i)
        if holder and holder[2] == "NORP" and holder[0] < i:
            continue  # "African American" is of no country
        if t.words[i] in people:
            return people[t.words[i]]
        if i + 1 < end and (both := f"{t.words[i]} {t.words[i + 1]}") in people:
            return people[both]
        if t.words[i] in names:
            return names[t.words[i]]
        for s, e, label in near_ents(t, i):
            if s == i and e <= end and label in ("GPE", "ORG"):
                return t.text_of(s, e)
    return ""


def phrase_with_role(t: Tokens, begin: int, person: bool) -> tuple[int, int, int, str] | None:
    """A noun phrase from ``begin`` whose head is a role: its begin, head, end (with "of …") and noun."""
    i = begin
    size = len(t.words)
    while i < size and i - begin < 9:
        if t.words[i] in STOP and t.words[i] != "’" and t.words[i] not in POSSESSIVE:
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
            return (begin, i, right_edge(t, i + 2), pair) if fits(pair, person) else None
        if (
            noun
            and t.pos[i] in ("NOUN", "PROPN", "ADJ", "")
            and not follows
            and (i + 1 >= size or t.words[i + 1] not in POSSESSIVE)
        ):
            if not fits(noun, person):
                return None
            return begin, i, right_edge(t, i + 1), noun
        if noun and follows and t.lower[i + 1] == "general":
            return (begin, i, right_edge(t, i + 2), noun) if fits(noun, person) else None
        i += 1
    return None


def right_edge(t: Tokens, end: int) -> int:
    """The end of "of the Interior Ministry", "for X", "at Y University" that belongs to a role."""
    size = len(t.words)
    reached = end
    i = end
    while i < size and t.lower[i] in ("of", "for", "at", "to", "in", "with", "from") and i - end < 9:
        j = i + 1
        while (
            j < size
            and j - i < 9
            and t.words[j] not in STOP
            and (
                t.pos[j] in ("DET", "ADJ", "NOUN", "PROPN", "NUM")
                or t.tags[j] == "POS"
                or (t.words[j] == "-" and t.ends[j - 1] == t.starts[j])
                or (t.words[j][:1].isupper() and holder_of(t, j) is not None)
                or (
                    t.lower[j] == "and"
                    and j + 1 < size
                    and t.words[j + 1][:1].isupper()
                    and t.words[j - 1][:1].isupper()
                )
            )
        ):
            j += 1
        if j == i + 1 or t.pos[j - 1] == "DET":
            break
        reached = i = j
    return reached
