"""The noun phrase that speaks as the surface shows it: beside a cue, or nearest to it."""

from __future__ import annotations

from tui.domain.evidence import SourceEvidence
from tui.nlp.attribution.source_phrases import (
    IN_NOUN_PHRASE,
    INNER_PREPOSITIONS,
    NOMINAL,
    POSSESSIVE,
    RELATIVE,
    TIMES,
    Source,
    phrase,
    run_right,
)
from tui.nlp.document.document import Document
from tui.nlp.lang.cues import particle_verbs
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_DOCUMENTS = _KNOWN.words("documents")
_NO_ONE = _KNOWN.words("no_one")
_BEFORE_TIMES = _KNOWN.words("before_times")
_NOUNS_ABOVE = _KNOWN.count("nouns_above")
_FAR_SUBJECT = _KNOWN.count("far_subject")
_LONGEST_SOURCE = _KNOWN.count("longest_source")
_MARKS_BETWEEN = frozenset((",", "-", "—", "–", "--", "”", '"'))
_IN_LEFT_PHRASE = frozenset(("of", "for", "-", *POSSESSIVE))


def near(doc: Document, verb: int, low: int) -> Source | None:
    """The nearest subject before ``verb``, at or behind ``low``: for sentences the parser cut or tangled.

    Subjects of subordinate clauses come second.
    """
    second = -1
    for i in range(verb - 1, max(low, verb - _FAR_SUBJECT) - 1, -1):
        if doc.deps[i] not in ("nsubj", "nsubj:pass") or doc.pos[i] not in NOMINAL:
            continue
        if doc.lower[i] in RELATIVE or doc.lower[i] in _NO_ONE or doc.lower[i] in TIMES:
            continue
        if doc.deps[doc.heads[i]] in ("acl:relcl", "acl", "advcl", "ccomp"):
            second = i if second < 0 else second
            continue
        return phrase(doc, i, low, verb, SourceEvidence.NEAR, stop=verb)
    return phrase(doc, second, low, verb, SourceEvidence.NEAR, stop=verb) if second >= 0 else None


def first_phrase(doc: Document, start: int, verb: int) -> Source | None:
    """The noun phrase that opens the sentence: "Alex Smith, a veteran consultant who once …, said"."""
    i = start
    while i < verb and (doc.pos[i] in ("ADV", "CCONJ", "PUNCT", "SPACE")):
        i += 1
    end = run_right(doc, i, verb)
    if end <= i or doc.lower[i] in RELATIVE:
        return None
    head = max((k for k in range(i, end) if doc.pos[k] in NOMINAL), default=-1)
    if head < 0:
        return None
    for k in range(i, end):
        if doc.lower[k] in INNER_PREPOSITIONS and k > i:
            head = k - 1
            break
    return Source(i, end, head, SourceEvidence.FIRST)


def beside(doc: Document, verb: int, low: int) -> Source | None:
    """The name that ends right before the participle ``verb``: "footage of Ada Byron saying"."""
    i = verb - 1
    start = _name_before(doc, i, low)
    if start > i or not doc.ent_of[i]:
        return None
    of = start - 1
    if of > low and doc.lower[of] in ("of", "from") and doc.ent_of[of - 1] == "PERSON":
        return Source(_name_before(doc, of - 1, low), i + 1, of - 1, SourceEvidence.BESIDE)
    return Source(start, i + 1, i, SourceEvidence.BESIDE) if doc.ent_of[i] in ("PERSON", "ORG") else None


def _name_before(doc: Document, i: int, low: int) -> int:
    """Where the name that ends with token ``i`` begins, at or behind ``low``; ``i + 1`` if it ends none."""
    start = i + 1
    while start - 1 >= low and doc.pos[start - 1] == "PROPN" and doc.ent_of[start - 1] == doc.ent_of[i]:
        start -= 1
    return start


def between(doc: Document, start: int, verb: int) -> Source | None:
    """All that stands between a closing mark and the cue, as the speaker: "…," Mr X, R-Ky., said."""
    while start < verb and (doc.words[start] in _MARKS_BETWEEN or doc.pos[start] in ("ADV", "CCONJ")):
        start += 1
    end = verb
    while end > start and _is_adverbial(doc, end - 1):
        end -= 1
    if not start < end <= start + _LONGEST_SOURCE:
        return None
    capital = doc.words[start][:1].isupper()
    if doc.pos[start] not in IN_NOUN_PHRASE and not capital:
        return None
    head = _highest(doc, start, start, end)
    if doc.pos[head] not in NOMINAL:
        first = next((i for i in range(start, end) if doc.pos[i] in NOMINAL), -1)
        if first < 0 and not capital:
            return None
        head = first if first >= 0 else start
    return Source(start, end, head, SourceEvidence.LEFT)


def _is_adverbial(doc: Document, i: int) -> bool:
    """Whether a token between a source and its verb belongs to neither: "Lund, on Monday, also said"."""
    if doc.words[i] == "," or doc.lower[i] in TIMES or doc.lower[i] in _BEFORE_TIMES:
        return True
    return doc.pos[i] in ("ADV", "AUX", "PART") and doc.words[i][:1].islower()


def right_of(doc: Document, verb: int, low: int, high: int) -> Source | None:
    """The noun phrase that begins right behind ``verb``: "said X", "said the spokesman, Y"."""
    i = verb + 1
    if i < high and (doc.lemmas[verb].lower(), doc.lower[i]) in particle_verbs():
        i += 1
    while i < high and doc.pos[i] == "ADV":
        i += 1
    head = _head_of_phrase(doc, i, high)
    if head < 0:
        return None
    found = phrase(doc, head, max(low, verb + 1), high, SourceEvidence.RIGHT, stop=verb)
    end = run_right(doc, i, high)
    if found is None or end > found.end:
        return Source(i, max(end, head + 1), head, SourceEvidence.RIGHT)
    return found


def over_apposition(doc: Document, verb: int, low: int) -> Source | None:
    """Of whom an apposition that ends with the comma before ``verb`` tells: "Lund, head of X, called"."""
    i = verb - 2
    for _ in range(_NOUNS_ABOVE):
        above = doc.heads[i]
        if not low <= above < i:
            return None
        if doc.deps[i] == "appos":
            if "," not in (doc.words[doc.left[i] - 1], doc.words[doc.left[i]]):
                return None
            named = i if doc.pos[i] == "PROPN" else above  # "In her speech, Lund, who is ill, warned"
            fits = doc.pos[named] == "PROPN"
            return phrase(doc, named, low, verb, SourceEvidence.LEFT, stop=verb) if fits else None
        i = above
    return None


def document_above(doc: Document, beside: Source, low: int, high: int) -> Source | None:
    """The document that the noun phrase ``beside`` tells more of: "the firm's letter to the town reads"."""
    head = beside.start - 2
    if head < low or doc.pos[beside.start - 1] != "ADP" or doc.lemmas[head].lower() not in _DOCUMENTS:
        return None
    before = left_of(doc, head + 1, low, high)
    return Source(before.start if before else head, beside.end, head, SourceEvidence.LEFT)


def left_of(doc: Document, verb: int, low: int, high: int) -> Source | None:
    """The noun phrase that ends right before a verb and its adverbs: "he later said", "X on Tuesday said"."""
    i = verb - 1
    while i >= low and _may_precede_verb(doc, i):
        i -= 3 if doc.lower[i] == "past" else 1
        if i >= low and doc.lower[i] in ("on", "in") and doc.lower[i + 1] in TIMES:
            i -= 1
    if i < low or doc.pos[i] not in IN_NOUN_PHRASE:
        return None
    start = i
    while start - 1 >= low and (
        doc.pos[start - 1] in IN_NOUN_PHRASE or doc.words[start - 1] in _IN_LEFT_PHRASE
    ):
        start -= 1
    return Source(start, i + 1, _highest(doc, i, start, verb), SourceEvidence.LEFT)


def _may_precede_verb(doc: Document, i: int) -> bool:
    """Whether a token may stand between a subject and its verb: an adverb, a comma, a day, "in the past"."""
    if doc.pos[i] in ("ADV", "AUX", "PART") or doc.words[i] == ",":
        return True
    if doc.lower[i] in TIMES or doc.lower[i] in ("last", "this"):
        return True
    return doc.lower[i - 2 : i + 1] == ["in", "the", "past"]


def _highest(doc: Document, i: int, low: int, high: int) -> int:
    """The highest noun or pronoun over a token inside ``[low, high)``; the token itself if there is none."""
    for _ in range(_NOUNS_ABOVE):
        above = doc.heads[i]
        if above == i or not low <= above < high or doc.pos[above] not in NOMINAL:
            break
        i = above
    return i


def _head_of_phrase(doc: Document, i: int, high: int) -> int:
    """The head of the noun phrase that begins at ``i``, -1 if none begins there."""
    if i >= high or doc.pos[i] not in IN_NOUN_PHRASE or doc.lower[i] in TIMES:
        return -1
    head = _highest(doc, i, i, high)
    return head if doc.pos[head] in NOMINAL or doc.words[head][:1].isupper() else -1
