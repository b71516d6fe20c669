"""Who carries a speaker's phrase: a name, a pronoun, a noun phrase, or a document with an owner."""

from __future__ import annotations

from tui.nlp.actors_context import Context
from tui.nlp.actors_records import NameRecord
from tui.nlp.frames import Frame
from tui.nlp.names_lists import first_names, fold, roles, singular, titles, words

HUMAN_PRONOUNS = words("he him his himself she her hers herself")
PRONOUNS = HUMAN_PRONOUNS | words(
    "they them their theirs themselves it its itself i me my we us our you one who which that myself"
    " ourselves"
)
_DOCUMENTS = words(
    "statement report website site release survey study data tweet post letter advisory figure"
    " statistics poll memo note filing guideline document blog message announcement page account"
    " bulletin analysis estimate indictment complaint ruling article email spokesperson-statement review"
    " paper audit record transcript video research press lawsuit warrant"
)
_PROPER = frozenset(("NNP", "NNPS", "NN"))
_THINGS = words("FAC EVENT PRODUCT WORK_OF_ART LAW")
_SPEAKING = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"))


def speaking(c: Context, frame: Frame) -> tuple[str, list[int]]:
    t = c.t
    if frame.speaker is None:
        return "none", []
    start, end = max(frame.speaker[0], 0), min(frame.speaker[1], len(t.words))
    if start >= end:
        return "none", []
    head = frame.speaker_head
    if head is None or not 0 <= head < len(t.words):
        head = t.head_of(start, end)
    if t.pos[head] == "DET" and end - start > 1 and t.lower[head] not in ("that", "who", "which"):
        head = t.head_of(start, end)
    for _ in range(3):
        # "who said": what the clause stands by is meant
        if t.lower[head] not in ("who", "which", "that", "whom") or t.tags[head] not in (
            "WP",
            "WDT",
            "IN",
            "DT",
        ):
            break
        verb = t.heads[head]
        while t.deps[verb] in ("aux", "cop", "xcomp", "conj") and t.heads[verb] != verb:
            verb = t.heads[verb]
        if t.deps[verb] not in ("acl:relcl", "relcl", "acl") or t.heads[verb] == verb:
            break
        head = t.heads[verb]
        start, end = min(start, head), max(head + 1, start)
        end = min(end, start + 40)
    number = _named(c, start, end, head)
    if number < 0:
        number = _unmarked(c, start, end, head)
    if number >= 0:
        if c.out.names[number].label in _THINGS:
            c.out.names[number].label = "ORG"  # whatever speaks is no building and no work
        return "name", sorted([number, *_with(c, start, end, number)], key=lambda n: t.ents[n][0])
    if t.lower[head] in PRONOUNS and t.pos[head] in ("PRON", "DET", ""):
        return "pronoun", [head]
    source = _source(c, start, end, head)
    return ("source", [source]) if source >= 0 else ("nominal", [head])


def _source(c: Context, start: int, end: int, head: int) -> int:
    """Whose a speaking document is: "the NATO report", "data from the Archive", "a tweet by X"; or -1."""
    t = c.t
    if singular(t.lower[head]) not in _DOCUMENTS and t.lower[head] not in _DOCUMENTS:
        return -1
    found = {c.name_at[i]: i for i in range(start, head) if i in c.name_at}
    if any(w in ("by", "from") for w in t.lower[head:end]):
        found = {}
    for number in reversed(found):
        stop, label = t.ents[number][1], t.ents[number][2]
        gap = t.lower[stop:head]
        if label in ("ORG", "PERSON", "GPE") and len(gap) <= 3 and not set(gap) & {"and", ",", "of", "about"}:
            return number
    i = head + 1
    while i < end and i - head < 12:
        if t.lower[i] in ("by", "from", "of"):
            for j in range(i + 1, min(end, i + 12)):
                number = c.name_at.get(j, -1)
                if number >= 0 and t.ents[number][2] in ("PERSON", "ORG"):
                    return number
                if t.pos[j] in ("VERB", "ADP") and t.lower[j] != "of":
                    break
            if t.lower[i] in ("by", "from"):
                return -1
        i += 1
    return -1


def _named(c: Context, start: int, end: int, head: int) -> int:
    """The name record that is the head of a speaker's phrase, -1 if a noun is."""
    t = c.t
    number = c.name_at.get(head, -1)
    label = t.ents[number][2] if number >= 0 else ""
    if number >= 0 and _only_named(c, start, end, number):
        return -1
    if label == "PERSON":
        return number
    person = _introduced(c, start, end, head)
    if person >= 0:
        return person
    # An adjective ("Russian officials") is no name.
    # Nor is "the Wisconsin Republican", who is one person.
    if label in _SPEAKING and (
        label != "NORP" or t.tags[head] in ("NNPS", "NNS") or t.words[head].endswith("s")
    ):
        return number
    first = c.name_at.get(start, -1)
    if first >= 0:
        stop, label = t.ents[first][1], t.ents[first][2]
        if stop < end and t.words[stop] in (",", "(", "–", "—") and label in ("PERSON", "ORG"):
            return first
    return -1


def _only_named(c: Context, start: int, end: int, number: int) -> bool:
    """Whether a name stands in a phrase about others: "firms including X", "X officials"."""
    t = c.t
    begin, stop, _ = t.ents[number]
    if stop == end - 1 and (t.pos[stop] == "NOUN" or singular(t.lower[stop]) in roles()):
        return True
    return any(w in ("including", "like") for w in t.lower[start:begin]) and begin > start + 1


def _unmarked(c: Context, start: int, end: int, head: int) -> int:
    """A speaker with a proper name that no entity covers: a new name record, -1 where it is none.

    Speaking is evidence enough that a capitalised word means somebody.
    """
    t = c.t
    if head in c.name_at or not t.words[head][:1].isupper() or t.tags[head] not in _PROPER:
        return -1
    if singular(t.lower[head]) in roles() or not t.words[head][0].isalpha() or c.plural(head):
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
    determined = left > 0 and t.lower[left - 1] in ("the", "a", "an")
    words = t.words[left:right]
    if len(t.text_of(left, right)) < 2:
        return -1
    person = not determined and (
        (len(words) > 1 and fold(words[0]) in first_names())
        or (left > start and t.words[left - 1] in titles())
    )
    number = len(c.out.names)
    place = c.place(left, right)
    record = NameRecord(place, t.text_of(left, right), "PERSON" if person else "ORG", acts=True)
    c.out.names.append(record)
    t.ents.append((left, right, record.label))
    for i in range(left, right):
        c.name_at[i] = number
    return number


def _introduced(c: Context, start: int, end: int, head: int) -> int:
    """A person whom the phrase introduces: "Kremlin spokesman Dmitry Peskov", "X's aide, Y", -1 if none.

    Not one behind a preposition ("a spokesman for Clinton"), a possessor, or one inside a clause.
    """
    t = c.t
    previous = -1
    for i in range(start, end):
        number = c.name_at.get(i, -1)
        if number < 0 or number == previous:
            continue
        previous = number
        begin, stop, label = t.ents[number]
        if (
            label != "PERSON"
            or begin < start
            or any(w in ("including", "like") for w in t.lower[start:begin])
        ):
            continue
        if stop < end and t.pos[stop] == "NOUN" and t.heads[stop - 1] >= stop - 1:
            continue  # "a Trump adviser"
        if stop < len(t.words) and t.words[stop] in ("'s", "’s", "’", "'"):
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
        if any(
            t.pos[j] in ("VERB", "AUX")
            and j not in c.name_at
            and t.tags[j] not in ("VBN", "VBG")
            and singular(t.lower[j]) not in roles()
            for j in range(start, begin)
        ):
            return -1
        return number
    return -1


def _with(c: Context, start: int, end: int, number: int) -> list[int]:
    """Further names joined to a speaker by "and", by the parse or by what stands between."""
    found = []
    for i in range(start, end):
        other = c.name_at.get(i, -1)
        if other in (-1, number) or other in found or c.out.names[other].label != c.out.names[number].label:
            continue
        if _joined(c, number, other) or _listed(c, number, other):
            found.append(other)
    return found


def _joined(c: Context, number: int, other: int) -> bool:
    t = c.t
    first, second = sorted((t.ents[number], t.ents[other]))
    for i in range(first[1] + 1, second[0]):
        held = c.name_at.get(i, -1)
        if (
            held not in (-1, number, other)
            and t.ents[held][2] == first[2]
            and t.pos[t.ents[held][0] - 1] == "ADP"
        ):
            return False  # "X, a friend of Y and Z": Z is joined to Y
    at = t.head_of(t.ents[other][0], t.ents[other][1])
    for _ in range(4):
        if t.deps[at] == "conj" and c.name_at.get(t.heads[at], -1) == number:
            return True
        if t.deps[at] not in ("conj", "appos", "flat", "compound", "nmod:desc") or t.heads[at] == at:
            return False
        at = t.heads[at]
    return False


def _listed(c: Context, number: int, other: int) -> bool:
    """Whether only "and" and titles stand between two persons: "Senator X and fellow Republican Y"."""
    t = c.t
    first, second = sorted((t.ents[number], t.ents[other]))
    between = range(first[1], second[0])
    if first[2] != "PERSON" or not any(t.lower[i] in ("and", "&") for i in between):
        return False
    after = t.words[second[1]] if second[1] < len(t.words) else ""
    return after not in ("'s", "’s", "’", "'") and not any(
        t.pos[i] in ("ADP", "VERB", "AUX", "SCONJ", "PRON") or t.words[i] in ("'s", "’s") for i in between
    )
