"""How far the phrase of a source reaches: titles, names and descriptions around its head."""

from __future__ import annotations

import msgspec

from tui.domain.evidence import SourceEvidence
from tui.nlp.document.document import TENSED, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
"""Parts of speech of what heads a source's phrase."""
IN_NOUN_PHRASE = NOMINAL | {"NUM", "ADJ", "DET", "X"}
"""Parts of speech of what may stand in it."""
RELATIVE = _KNOWN.words("relative_pronouns")
TIMES = _KNOWN.words("days") | _KNOWN.words("parts_of_days") | _KNOWN.words("other_times")
_SUBORDINATORS = _KNOWN.words("subordinators")
INNER_PREPOSITIONS = _KNOWN.words("inner_prepositions")
_BEHIND_PERSON = _KNOWN.words("prepositions_behind_person")
_PARTING = frozenset((".", ";", ":", "?", "!", "“", "”", '"', "—", "–", "--", "''", "``"))
"""Marks that a phrase does not reach over."""
_PARTING_BEFORE = _PARTING - {"”", '"', "''"}
_MARKS_BEFORE = frozenset((",", "(", "-", "–", "—", "“", '"', "”", "''"))
_IN_PHRASES = frozenset(("'s", "’s", "-", "$", "&", "/"))
_NOUNS_ABOVE = _KNOWN.count("nouns_above")
_LONGEST_BRACKET = _KNOWN.count("longest_bracket")
POSSESSIVE = ("'s", "’s")


class Source(msgspec.Struct, frozen=True):
    """The noun phrase of who speaks: its range of tokens, its head and how it was found."""

    start: int
    end: int
    head: int
    evidence: SourceEvidence


def phrase(
    doc: Document, head: int, low: int, high: int, evidence: SourceEvidence, *, stop: int | None = None
) -> Source | None:
    """The phrase headed by ``head`` inside ``[low, high)``; it never reaches over the token ``stop``."""
    if not low <= head < high:
        return None
    first, bound = low, high
    if stop is not None:
        if stop > head:
            bound = min(high, stop)
        else:
            first = max(low, stop + 1)
    start = _beginning(doc, head, max(doc.left[head], first))
    end = _ending(doc, head, min(doc.right[head] + 1, bound))
    if not start <= head < end:
        return None
    end = _with_names_behind(doc, end, bound)
    start = _with_names_before(doc, start, first)
    start = _with_title(doc, start, head, low)
    start = _with_description(doc, start, end, low)
    while start < head and doc.words[start] in ("”", ","):
        start += 1
    return Source(start, _with_bracket(doc, start, _with_name(doc, start, end, bound), bound), head, evidence)


def _with_bracket(doc: Document, start: int, end: int, bound: int) -> int:
    """The end of a phrase without half a bracket: with the rest of "(D-Wis.)", without "(no relation"."""
    opens = next((i for i in range(end - 1, start, -1) if doc.words[i] in ("(", ")")), -1)
    if opens < 0 or doc.words[opens] == ")":
        return end
    last = min(opens + _LONGEST_BRACKET, bound)
    return next((i + 1 for i in range(end, last) if doc.words[i] == ")"), opens)


def _beginning(doc: Document, head: int, start: int) -> int:
    """Where the phrase of ``head`` begins at or behind ``start``, without what the parser wrongly gave it."""
    while start < head and _is_before_phrase(doc, start, head):
        start += 1
    start = _behind_time(doc, start, head)
    if doc.pos[doc.left[head]] in ("VERB", "ADP"):  # "According to the Post, Lund said"
        start = next((i + 1 for i in range(head - 1, start, -1) if doc.words[i] == ","), start)
    for i in range(head - 1, start - 1, -1):
        parting = doc.words[i] in _PARTING_BEFORE or "\n" in doc.words[i]
        astray = doc.tags[i] in TENSED and doc.heads[i] != head  # another clause's verb
        if parting or astray or doc.lower[i] in _SUBORDINATORS:
            return i + 1
        if i > start and doc.pos[i] == "DET" and doc.words[i].istitle() and doc.words[i - 1].endswith("."):
            return i  # "He lives on Hill St. The mayor said", read as one sentence
    return start


def _behind_time(doc: Document, start: int, head: int) -> int:
    """The beginning without a time that the parser made part of the name: "Last year Sgt. Lund said"."""
    i = start
    while i < head and doc.ent_of[i] == "DATE":
        i += 1
    return i if i < head and doc.words[i] not in POSSESSIVE and doc.words[i][:1].isupper() else start


def _is_before_phrase(doc: Document, i: int, head: int) -> bool:
    """Whether a token in front is no part of the phrase: a mark, or a case marker ("by", "to")."""
    if doc.words[i] in _MARKS_BEFORE or doc.words[i].isspace():
        return True
    return doc.deps[i] in ("case", "cc", "mark", "advmod") and doc.heads[i] == head


_CLAUSES = frozenset(("acl:relcl", "parataxis", "advcl", "ccomp"))


def _ending(doc: Document, head: int, end: int) -> int:
    """Where the phrase of ``head`` ends, at or before ``end``: before clauses and marks that part."""
    for i in range(head + 1, end):
        word = doc.words[i]
        if word in _PARTING or word == "per" or "\n" in word or (doc.lower[i] in RELATIVE and word != "that"):
            end = i
            break
        participle = doc.deps[i] == "acl" and doc.tags[i] == "VBG" and doc.words[doc.left[i] - 1] == ","
        if (participle or doc.deps[i] in _CLAUSES) and doc.left[i] > head:
            end = doc.left[i]
            break
    while end > head + 1 and doc.pos[end - 1] == "ADV":
        end -= 1
    while end > head + 1 and _is_loose_end(doc, end - 1):
        end -= 1
    return end


def _is_loose_end(doc: Document, i: int) -> bool:
    """Whether no phrase can end with the token: a comma, a conjunction, a mark that closes nothing."""
    return doc.words[i] in (",", "-", "(", "–") or (
        doc.deps[i] in ("cc", "punct", "mark") and doc.words[i] != ")"
    )


def _with_names_behind(doc: Document, end: int, bound: int) -> int:
    """The end with the names that the parser cut off: "Mayor" Petra Lund."""
    while (
        end < bound
        and doc.pos[end] == "PROPN"
        and doc.pos[end - 1] in ("PROPN", "NOUN", "ADJ")
        and doc.lower[end] not in TIMES
    ):
        end += 1
    return end


def _with_names_before(doc: Document, start: int, first: int) -> int:
    """The beginning with the names and titles before a name that the parser cut off."""
    while start > first and doc.pos[start] == "PROPN":
        before = start - 1
        title = doc.pos[before] == "NOUN" and doc.words[before][:1].isupper()
        if doc.pos[before] != "PROPN" and not title:
            break
        start = before
    return start


def _with_title(doc: Document, start: int, head: int, low: int) -> int:
    """The beginning with what the parser parted from it: "Chief Executive" Anna Holm, "Smith &" Co."""
    before = start - 1
    if before > low and doc.words[before] == "&" and doc.pos[before - 1] == "PROPN":
        return before - 1
    if before >= low and doc.deps[before] == doc.deps[head] and doc.heads[before] == doc.heads[head]:
        return max(doc.left[before], low)
    return start


def _with_description(doc: Document, start: int, end: int, low: int) -> int:
    """The beginning of a description before a name in commas: "The prime minister, Giorgio Ferri, said"."""
    if start - 2 < low or doc.words[start - 1] != "," or end >= doc.n or doc.words[end] != ",":
        return start
    if any(doc.pos[i] != "PROPN" for i in range(start, end)):
        return start
    i = start - 1
    while i - 1 >= low and (doc.pos[i - 1] in IN_NOUN_PHRASE or doc.words[i - 1] in POSSESSIVE):
        i -= 1
    opens = i == low or i == doc.sentence(i)[0] or doc.words[i - 1] in (",", "”", '"')
    described = doc.pos[i] in ("DET", "PRON") or any(mark in doc.words[i:start] for mark in POSSESSIVE)
    return i if i < start - 1 and opens and described else start


def _with_name(doc: Document, start: int, end: int, bound: int) -> int:
    """The end of a description with the name that stands behind it in commas: "the minister, Petra Lund"."""
    if end + 1 >= bound or doc.words[end] != ",":
        return end
    owned = max((i for i in range(start, end) if doc.words[i] in POSSESSIVE), default=start - 1)
    if any(doc.pos[i] == "PROPN" for i in range(owned + 1, end)):
        return end
    i = end + 1
    while i < bound and doc.pos[i] == "PROPN":
        i += 1
    closed = i >= bound or doc.words[i] in (".", ",", "“", '"', ":", ";") or doc.words[i].isspace()
    return i if i > end + 1 and closed else end


def run_right(doc: Document, i: int, high: int, *, participles: bool = False) -> int:
    """One past the noun phrase that begins at ``i``, read from the surface alone."""
    end = i
    while end < high and (
        doc.pos[end] in IN_NOUN_PHRASE
        or doc.words[end] in _IN_PHRASES
        or (end > i and _goes_on(doc, end, high, participles=participles))
    ):
        end += 1
    while end > i and doc.pos[end - 1] in ("ADP", "DET"):
        end -= 1
    return end


def _goes_on(doc: Document, i: int, high: int, *, participles: bool) -> bool:
    """Whether a noun phrase goes on with a preposition or a participle: "the head of", "a leading expert"."""
    inner = _BEHIND_PERSON if doc.ent_of[i - 1] == "PERSON" else INNER_PREPOSITIONS
    if doc.pos[i] == "ADP" and doc.lower[i] in inner:
        return True
    if participles and doc.tags[i] in ("VBN", "VBG"):
        return True
    return (
        doc.tags[i] == "VBG"
        and i + 1 < high
        and doc.pos[i + 1] in ("NOUN", "PROPN")
        and doc.pos[i - 1] in ("NOUN", "PROPN", "ADJ")
    )


def phrase_head(doc: Document, i: int, high: int) -> int:
    """The head of the noun phrase that begins at ``i``, -1 if there is none."""
    head = i
    if i >= high:
        return -1
    for _ in range(_NOUNS_ABOVE):
        above = doc.heads[head]
        if above == head or not i <= above < high:
            break
        if doc.pos[above] not in NOMINAL and doc.pos[above] not in ("ADJ", "NUM", "DET"):
            break
        head = above
    return head
