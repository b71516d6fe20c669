"""Names in a speaker's phrase: a person whom it introduces, and a proper name that no entity covers."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.document.document import Document
from tui.nlp.lang.lists import first_names, roles, singular, titles, words
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.records import NameRecord

_PROPER = frozenset(("NNP", "NNPS", "NN"))
_NO_NAMES = frozenset(("ADP", "SCONJ", "NUM", "PRON", "DET", "CCONJ"))
_FUNCTION = words(
    "amid among amongst despite during whether while although though unlike besides since until"
)
_APOSTROPHES = words("'s ’s ’ '")


def introduced(context: Context, start: int, end: int, head: int) -> int:
    """A person whom the phrase introduces: "Kremlin spokesman Dmitry Peskov", "X's aide, Y", -1 if none.

    Not one behind a preposition ("a spokesman for Clinton"), a possessor, or one inside a clause.
    """
    doc = context.doc
    for number in dict.fromkeys(context.name_at[i] for i in range(start, end) if i in context.name_at):
        begin, stop, label = doc.ents[number]
        if label != "PERSON" or begin < start or _only_beside(doc, start, number, end):
            continue
        if begin == start:
            if stop >= end or doc.words[stop] in (",", "(", "–", "—", "and") or head < stop:
                return number
            continue
        role_before = singular(doc.lower[begin - 1]) in roles()
        if not role_before and (
            doc.pos[begin - 1] in ("ADP", "SCONJ", "VERB", "AUX") or doc.words[begin - 1] in ("'s", "’s")
        ):
            if doc.words[begin - 1] in ("'s", "’s") and stop >= end:
                return number  # "Hungary's Orban"
            continue
        return -1 if _clause(context, start, begin) else number
    return -1


def describes_another(doc: Document, number: int, end: int) -> bool:
    """Whether a name only tells whose the next noun is: "a Trump adviser", "Trump loyalist X"."""
    stop = doc.ents[number][1]
    return stop < end and doc.words[stop].islower() and doc.words[stop].isalpha() and doc.pos[stop] == "NOUN"


def _only_beside(doc: Document, start: int, number: int, end: int) -> bool:
    begin, stop, _ = doc.ents[number]
    if any(w in ("including", "like") for w in doc.lower[start:begin]) or describes_another(doc, number, end):
        return True
    return stop < len(doc.words) and doc.words[stop] in _APOSTROPHES


def _clause(context: Context, start: int, stop: int) -> bool:
    """Whether a verb stands among the tokens, so that what follows is part of a clause."""
    doc = context.doc
    return any(
        doc.pos[i] in ("VERB", "AUX")
        and i not in context.name_at
        and doc.tags[i] not in ("VBN", "VBG")
        and singular(doc.lower[i]) not in roles()
        for i in range(start, stop)
    )


def unmarked(context: Context, start: int, end: int, head: int) -> int:
    """A speaker with a proper name that no entity covers: a new name record, -1 where it is none.

    Speaking is evidence enough that a capitalised word means somebody.
    """
    doc = context.doc
    if head in context.name_at or not _may_be_name(context, head):
        return -1
    left = head
    while (
        left > start
        and doc.words[left - 1][:1].isupper()
        and left - 1 not in context.name_at
        and (doc.tags[left - 1] in _PROPER or doc.words[left - 1] == "-")
    ):
        left -= 1
    right = head + 1
    while (
        right < end
        and doc.words[right][:1].isupper()
        and right not in context.name_at
        and doc.tags[right] in _PROPER
    ):
        right += 1
    while left < head and (doc.words[left] in titles() or singular(doc.lower[left]) in roles()):
        left += 1
    if doc.tags[head] == "NN" and (
        right - left > 1 or (doc.opens_sentence(head) and doc.lower[head] in doc.small)
    ):
        return -1
    if len(doc.text_of(left, right)) < 2:
        return -1
    return _record(context, left, right, left > start and doc.words[left - 1] in titles())


def _may_be_name(context: Context, head: int) -> bool:
    doc = context.doc
    if not doc.words[head][:1].isupper() or doc.tags[head] not in _PROPER or not doc.words[head][0].isalpha():
        return False
    if singular(doc.lower[head]) in roles() or context.plural(head):
        return False
    if doc.pos[head] in _NO_NAMES or doc.lower[head] in _FUNCTION:
        return False
    # "Part of the tweet said": a capital at the head of a sentence says nothing.
    return not (
        doc.tags[head] == "NN" and doc.opens_sentence(head) and doc.lower[head + 1 : head + 2] == ["of"]
    )


def _record(context: Context, left: int, right: int, titled: bool) -> int:
    """A new name record for tokens ``[left, right)``: a person by its given name or title, else a body."""
    doc = context.doc
    determined = left > 0 and doc.lower[left - 1] in ("the", "a", "an")
    named = right - left > 1 and fold(doc.words[left]) in first_names()
    number = len(context.out.names)
    person = (
        named
        or titled
        or _a_surname(doc, right - 1)
        or (doc.words[right - 1].isupper() and _labels(doc, right))
    )
    label = "PERSON" if not determined and person else "ORG"
    context.out.names.append(
        NameRecord(context.place(left, right), doc.text_of(left, right), label, acts=True)
    )
    doc.ents.append((left, right, label))
    for i in range(left, right):
        context.name_at[i] = number
    return number


def _a_surname(doc: Document, i: int) -> bool:
    """Whether token ``i`` is how a person ends whom the text names elsewhere: "PENCE" of "Mike Pence"."""
    word = fold(doc.words[i])
    return any(label == "PERSON" and fold(doc.words[stop - 1]) == word for _, stop, label in doc.ents)


def _labels(doc: Document, end: int) -> bool:
    """Whether a transcript's colon stands at token ``end``: "WALLACE: …"."""
    return end < len(doc.words) and doc.words[end] == ":"
