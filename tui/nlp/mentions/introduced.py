"""Names in a speaker's phrase: a person whom it introduces, and a proper name that no entity covers."""

from __future__ import annotations

from tui.nlp.document.tokens import Tokens
from tui.nlp.lang.lists import first_names, fold, roles, singular, titles, words
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.records import NameRecord

_PROPER = frozenset(("NNP", "NNPS", "NN"))
_NO_NAMES = frozenset(("ADP", "SCONJ", "NUM", "PRON", "DET", "CCONJ"))
_FUNCTION = words(
    "amid among amongst despite during whether while although though unlike besides since until"
)
_APOSTROPHES = words("'s ’s ’ '")


def introduced(c: Context, start: int, end: int, head: int) -> int:
    """A person whom the phrase introduces: "Kremlin spokesman Dmitry Peskov", "X's aide, Y", -1 if none.

    Not one behind a preposition ("a spokesman for Clinton"), a possessor, or one inside a clause.
    """
    t = c.t
    for number in dict.fromkeys(c.name_at[i] for i in range(start, end) if i in c.name_at):
        begin, stop, label = t.ents[number]
        if label != "PERSON" or begin < start or _only_beside(t, start, number, end):
            continue
        if begin == start:
            if stop >= end or t.words[stop] in (",", "(", "–", "—", "and") or head < stop:
                return number
            continue
        role_before = singular(t.lower[begin - 1]) in roles()
        if not role_before and (
            t.pos[begin - 1] in ("ADP", "SCONJ", "VERB", "AUX") or t.words[begin - 1] in ("'s", "’s")
        ):
            if t.words[begin - 1] in ("'s", "’s") and stop >= end:
                return number  # "Hungary's Orban"
            continue
        return -1 if _clause(c, start, begin) else number
    return -1


def describes_another(t: Tokens, number: int, end: int) -> bool:
    """Whether a name only tells whose the next noun is: "a Trump adviser", "Trump loyalist X"."""
    stop = t.ents[number][1]
    return stop < end and t.words[stop].islower() and t.words[stop].isalpha() and t.pos[stop] == "NOUN"


def _only_beside(t: Tokens, start: int, number: int, end: int) -> bool:
    begin, stop, _ = t.ents[number]
    if any(w in ("including", "like") for w in t.lower[start:begin]) or describes_another(t, number, end):
        return True
    return stop < len(t.words) and t.words[stop] in _APOSTROPHES


def _clause(c: Context, start: int, stop: int) -> bool:
    """Whether a verb stands among the tokens, so that what follows is part of a clause."""
    t = c.t
    return any(
        t.pos[i] in ("VERB", "AUX")
        and i not in c.name_at
        and t.tags[i] not in ("VBN", "VBG")
        and singular(t.lower[i]) not in roles()
        for i in range(start, stop)
    )


def unmarked(c: Context, start: int, end: int, head: int) -> int:
    """A speaker with a proper name that no entity covers: a new name record, -1 where it is none.

    Speaking is evidence enough that a capitalised word means somebody.
    """
    t = c.t
    if head in c.name_at or not _may_be_name(c, head):
        return -1
    left = head
    while (
        left > start
        and t.words[left - 1][:1].isupper()
        and left - 1 not in c.name_at
        and (t.tags[left - 1] in _PROPER or t.words[left - 1] == "-")
    ):
        left -= 1
    right = head + 1
    while (
        right < end and t.words[right][:1].isupper() and right not in c.name_at and t.tags[right] in _PROPER
    ):
        right += 1
    while left < head and (t.words[left] in titles() or singular(t.lower[left]) in roles()):
        left += 1
    if t.tags[head] == "NN" and (right - left > 1 or (t.sentence_start(head) and t.lower[head] in t.small)):
        return -1
    if len(t.text_of(left, right)) < 2:
        return -1
    return _record(c, left, right, left > start and t.words[left - 1] in titles())


def _may_be_name(c: Context, head: int) -> bool:
    t = c.t
    if not t.words[head][:1].isupper() or t.tags[head] not in _PROPER or not t.words[head][0].isalpha():
        return False
    if singular(t.lower[head]) in roles() or c.plural(head):
        return False
    if t.pos[head] in _NO_NAMES or t.lower[head] in _FUNCTION:
        return False
    # "Part of the tweet said": a capital at the head of a sentence says nothing.
    return not (t.tags[head] == "NN" and t.sentence_start(head) and t.lower[head + 1 : head + 2] == ["of"])


def _record(c: Context, left: int, right: int, titled: bool) -> int:
    """A new name record for tokens ``[left, right)``: a person by its given name or title, else a body."""
    t = c.t
    determined = left > 0 and t.lower[left - 1] in ("the", "a", "an")
    named = right - left > 1 and fold(t.words[left]) in first_names()
    number = len(c.out.names)
    person = (
        named or titled or _a_surname(t, right - 1) or (t.words[right - 1].isupper() and _labels(t, right))
    )
    label = "PERSON" if not determined and person else "ORG"
    c.out.names.append(NameRecord(c.place(left, right), t.text_of(left, right), label, acts=True))
    t.ents.append((left, right, label))
    for i in range(left, right):
        c.name_at[i] = number
    return number


def _a_surname(t: Tokens, i: int) -> bool:
    """Whether token ``i`` is how a person ends whom the text names elsewhere: "PENCE" of "Mike Pence"."""
    word = fold(t.words[i])
    return any(label == "PERSON" and fold(t.words[stop - 1]) == word for _, stop, label in t.ents)


def _labels(t: Tokens, end: int) -> bool:
    """Whether a transcript's colon stands at token ``end``: "WALLACE: …"."""
    return end < len(t.words) and t.words[end] == ":"
