"""The content of a cue: what the parse hangs on it, or what the surface shows where the parse goes astray."""

from __future__ import annotations

from tui.domain.evidence import Rule
from tui.nlp.attribution.asides import aside, between_commas, inserted, trimmed
from tui.nlp.attribution.attribution import TokenRange
from tui.nlp.attribution.complements import (
    Found,
    asked_if,
    complement,
    follows,
    fronted,
    infinitive,
    object_of,
)
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.extent import end_of_clause
from tui.nlp.attribution.openings import is_relative, surface_clause
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_QUESTION_OPENERS = _KNOWN.words("question_openers")
_TAKES_TORN_CLAUSE = _KNOWN.words("takes_torn_clause")
_LINKS = _KNOWN.words("clause_links")
_NO_BEGINNING = _KNOWN.words("subordinators") - {"if", "when", "as", "while"}
_ENDS_OBJECT = _KNOWN.words("ends_object")
_ASKING = _KNOWN.words("asking")
_MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "``", "''"))
_JOINTS = frozenset(("-", "’s", "'s", "’", "$"))
_OPENS_NOUN_PHRASE = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON"))


def content_of(
    doc: Document, hit: CueHit, low: int, high: int, cues: dict[int, CueHit]
) -> tuple[list[TokenRange], Rule] | None:
    """The content of ``hit`` inside ``[low, high)``, in pieces, and the rule that found it; None if none did.

    ``cues`` are the other cues by token: a new one ends the content of the one before.
    """
    verb = hit.at
    first, last = doc.sentence(verb)
    low, high = max(low, first), _relative_end(doc, verb, min(high, last))
    found = complement(doc, hit)
    if found is not None and any(is_relative(doc, hit, i) for i in (found[0][0], found[0][0] - 1)):
        found = None
    thing = -1 if hit.cue.takes("told") else doc.child(verb, "obj")
    before = fronted(doc, hit) if thing < verb else None
    around = _around(doc, hit, low, high, None if found is None else found[0], before)
    if around is not None:
        return around
    found = _of_cue(doc, hit, thing, _by_surface(doc, hit, high, found) or found)
    if found and any(i in cues and doc.words[i - 1] == "," for i in range(verb + 2, found[0][0])):
        found = None  # ", suggesting that": another cue's
    if found is None and before is not None:
        pieces = trimmed(doc, max(before[0], low), min(before[1], verb))
        return (pieces, Rule.FRONTED) if pieces else None
    found = found or _by_hearer_or_object(doc, hit, high)
    if found is None:
        return None
    (start, end), rule = found
    pieces = _bounded(doc, hit, max(start, low), min(end, high), high, rule, cues)
    return (pieces, rule) if pieces else None


def _by_hearer_or_object(doc: Document, hit: CueHit, high: int) -> Found | None:
    """What stands behind the one who hears it, or an object, where no clause is there."""
    return asked_if(doc, hit, high) or infinitive(doc, hit, high) or object_of(doc, hit)


def _of_cue(doc: Document, hit: CueHit, thing: int, found: Found | None) -> Found | None:
    """What was found, but no clause that tells more of the cue's object: "mentioned a man who was ill".

    Of "say", and right behind the object, it is a clause whose subject the parser tore off.
    """
    if found is None or found[1] is not Rule.CLAUSE:
        return found
    start = found[0][0]
    torn = hit.cue.lemma in _TAKES_TORN_CLAUSE or thing + 1 == start
    opening = doc.lower[start] in _QUESTION_OPENERS or doc.words[start] in _MARKS
    return None if hit.at < thing < start and not torn and not opening else found


def _by_surface(doc: Document, hit: CueHit, high: int, found: Found | None) -> Found | None:
    """The clause that the surface shows behind the cue, beside what the parse does (``found``)."""
    if not hit.cue.takes("that"):
        return None
    surface = surface_clause(doc, hit, high, None if found is None else found[0])
    if surface is None or follows(doc, hit, surface[0]):
        return None
    if any(is_relative(doc, hit, i) for i in (surface[0], surface[0] - 1)):
        return None
    return surface, Rule.CLAUSE


def _around(
    doc: Document, hit: CueHit, low: int, high: int, right: TokenRange | None, before: TokenRange | None
) -> tuple[list[TokenRange], Rule] | None:
    """What stands around the cue's clause, if that is an aside: "A, he said, B".

    ``right`` and ``before`` are the clauses behind and before the cue that the parse shows as its content.
    """
    if hit.cue.strength != "strong" or not hit.cue.takes("that", "quote"):
        return None
    apart = aside(doc, hit, low, high) if right is None else []
    if apart:
        return apart, Rule.ASIDE
    pieces = inserted(doc, hit, low, high, right, before)
    return (pieces, Rule.INSERTED) if pieces else None


def _bounded(
    doc: Document, hit: CueHit, start: int, end: int, high: int, rule: Rule, cues: dict[int, CueHit]
) -> list[TokenRange]:
    """The content that the parse shows as ``[start, end)`` with the end that it has in the text."""
    if rule is Rule.OBJECT and start > hit.at:
        end = _end_of_object(doc, start, end, high, cues)
    question = doc.lower[start] in _QUESTION_OPENERS or doc.words[start] in _MARKS
    if hit.cue.lemma in _ASKING and rule is Rule.CLAUSE and not question:
        return []  # "was asked about the plan, whose author …"
    if rule is Rule.CLAUSE and doc.deps[start] == "mark" and doc.lower[start] in _NO_BEGINNING:
        return []  # "acknowledged after the Gull had asked"
    if rule in (Rule.CLAUSE, Rule.INFINITIVE):
        end = end_of_clause(doc, hit, start, end, high, cues)
    elif start > hit.at and rule in (Rule.OBJECT, Rule.PREPOSITION):
        clause = end_of_clause(doc, hit, start, end, high, cues)
        longest = min(_end_of_phrase(doc, start, end, high), clause)
        end = longest if rule is Rule.PREPOSITION else max(end, longest)
    return trimmed(doc, start, end)


def _end_of_phrase(doc: Document, start: int, end: int, high: int) -> int:
    """Where what a preposition opens ends, whatever commas stand in it: before a clause that is not its own.

    The parse ends it at ``end`` at the earliest; "spoke of the flood, the fire and how the town was built".
    """
    for i in range(end, high):
        if doc.lower[i] in _LINKS and (doc.deps[i] == "mark" or doc.pos[i] == "SCONJ"):
            return i
        if doc.tags[i] not in FINITE or doc.deps[i] == "acl:relcl" or start <= doc.heads[i] < i:
            continue
        comma = next((k for k in range(i - 1, end - 1, -1) if doc.words[k] == ","), end)
        if not any(doc.lower[k] in _QUESTION_OPENERS for k in range(comma, i)):
            return comma
    return high


def _end_of_object(doc: Document, start: int, end: int, high: int, cues: dict[int, CueHit]) -> int:
    """Where an object ends: before another cue, ", saying", or with what goes with it behind its end."""
    for i in range(start + 1, end):
        if i in cues and doc.tags[i] == "VBG" and doc.words[i - 1] == ",":
            end = i - 1
            break
    while end < high and _goes_with(doc, end):
        end += 1
    relative = end < high and doc.tags[end] == "WDT" and doc.deps[doc.heads[end]] == "acl:relcl"
    if relative and doc.words[end - 1] != "," and start <= doc.heads[doc.heads[end]] < end:
        end = min(high, doc.right[doc.heads[end]] + 1)  # "the risk to the villages that floods bring"
    return end


def _relative_end(doc: Document, verb: int, high: int) -> int:
    """Where what a cue in a relative clause says ends at the latest: with it; ``high`` for others."""
    joined = doc.deps[verb] == "conj" and doc.deps[doc.heads[verb]] == "acl:relcl"
    if not joined and (doc.deps[verb] not in ("acl:relcl", "acl", "csubj") or doc.right[verb] <= verb):
        return high
    loose = doc.tags[verb] == "VBG" and doc.words[verb - 1] == ","  # goes with a verb, whatever it hangs on
    if loose or any(doc.lower[kid] == "as" for kid in doc.children[verb]) or between_commas(doc, verb):
        return high
    high = min(high, doc.right[verb] + 1)
    main = (i for i in range(verb + 2, high - 1) if doc.tags[i + 1] in FINITE and doc.subject(i + 1) < verb)
    return next((i for i in main if doc.words[i] == ","), high)


def _goes_with(doc: Document, i: int) -> bool:
    """Whether an object goes on at ``i``, which stands right behind what the parser gave it."""
    if doc.lower[i] in ("and", "or"):
        return doc.pos[i + 1] in _OPENS_NOUN_PHRASE and doc.subject(doc.heads[i + 1]) < 0
    if doc.lower[i] == "as" and doc.deps[i] == "mark":
        return False
    if doc.words[i - 1] in _MARKS and doc.words[i - 2] == ",":
        return False
    return (doc.words[i][:1].isalnum() or doc.words[i] in _JOINTS) and doc.lower[i] not in _ENDS_OBJECT
