"""What the parse hangs on a cue as its content: clauses, infinitives, predicates and objects."""

from __future__ import annotations

from tui.domain.evidence import Rule
from tui.nlp.attribution.attribution import TokenRange
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.openings import has_comma
from tui.nlp.document.document import FINITE, TENSED, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_PREPOSITIONS = _KNOWN.words("content_prepositions")
_ASKED = _KNOWN.words("asked")
_IF = frozenset(("if", "whether"))
_TAKES_IF = _KNOWN.words("takes_if")
_PASSIVE_WITH_CONTENT = _KNOWN.words("passive_with_content")
_NO_CONTENT = _KNOWN.words("no_content")
_OBJECT_PRONOUNS = _KNOWN.words("object_pronouns")
_EXPRESSING = _KNOWN.words("expressing")
_WHAT_OF = _KNOWN.words("what_of")
_TAKING_TO = _KNOWN.words("taking_to")
_FAR_SO = _KNOWN.count("far_so")
_FAR_MARK = _KNOWN.count("far_mark")
_FAR_INFINITIVE = _KNOWN.count("far_infinitive")
_PREPOSITIONAL = frozenset(("obl", "advcl", "obj", "nmod", "prep"))
Found = tuple[TokenRange, Rule]
"""A range of content and the rule that found it."""


def complement(doc: Document, hit: CueHit) -> Found | None:
    """What the parse hangs on the cue and behind it as what it says: the last such clause."""
    best: Found | None = None
    for kid in doc.children[hit.at]:
        if kid < hit.at:
            continue
        start, end = _clause_of(doc, hit, kid)
        rule = _rule_of(doc, hit, kid, start)
        if rule is None or (doc.deps[kid] in ("parataxis", "dep") and best is not None):
            continue
        told = hit.cue.takes("told") and doc.lower[start] == "that"
        if doc.deps[kid] in ("ccomp", "csubj") and best is not None and best[1] is Rule.CLAUSE and not told:
            start = min(start, best[0][0])  # what the parser took apart into two clauses
        if rule is Rule.PREDICATE:
            start = hit.at + 1
        elif rule is Rule.INFINITIVE and not (hit.cue.takes("told") or hit.passive):
            start = hit.end
        best = (start, end), rule
    return best


def _clause_of(doc: Document, hit: CueHit, kid: int) -> TokenRange:
    """The range of the clause headed by ``kid``, without what stands before its "that"."""
    start, end = max(doc.left[kid], hit.at + 1), doc.right[kid] + 1
    while doc.words[start] == "," and start < kid:
        start += 1
    that = next((m for m in doc.children[kid] if doc.lower[m] == "that" and doc.deps[m] == "mark"), -1)
    if that < 0:
        start = _behind_day(doc, hit, kid, start)
    near = start < that < kid and that - start <= _FAR_MARK
    return (that if near and not any(doc.pos[m] == "VERB" for m in range(start, that)) else start), end


def _behind_day(doc: Document, hit: CueHit, kid: int, start: int) -> int:
    """Where a clause begins without the day of the saying: "said on Friday it had …", "said Monday he …"."""
    behind = start + (doc.lower[start] == "on")
    while behind < kid and doc.ent_of[behind] == "DATE" and not doc.words[behind].isdigit():
        behind += 1
    subject = doc.subject(kid)
    day = start == hit.end and doc.ent_of[behind - 1] == "DATE" and start < behind <= subject < kid
    return behind if day and doc.left[subject] == behind else start


def _rule_of(doc: Document, hit: CueHit, kid: int, start: int) -> Rule | None:
    """The rule by which the cue says the clause of ``kid`` that begins at ``start``; None if it does not."""
    if follows(doc, hit, start):
        return None
    label = doc.deps[kid]
    if label == "xcomp":
        return _open_complement(doc, hit, kid, start)
    if label == "advcl":
        return _adverbial(doc, hit, kid, start)
    if label in ("parataxis", "dep"):
        own = doc.subject(kid) >= 0 and not has_comma(doc, hit.at, start)
        return Rule.CLAUSE if own and hit.cue.takes("that") else None
    said = label in ("ccomp", "csubj") and hit.cue.takes("that", "wh", "quote", "to")
    return Rule.CLAUSE if said else None


def _open_complement(doc: Document, hit: CueHit, kid: int, start: int) -> Rule | None:
    """The rule for a complement without a subject of its own: "admitted using", "called it a relic"."""
    if _is_infinitive(doc, kid, start):
        return Rule.INFINITIVE if hit.cue.takes("to") or hit.passive else None
    if hit.cue.takes("small", "as"):
        return Rule.PREDICATE
    gerund = doc.tags[kid] == "VBG"
    said = start == hit.end and hit.cue.strength == "strong" if gerund else doc.subject(kid) >= 0
    return Rule.CLAUSE if said and hit.cue.takes("that") else None


def _adverbial(doc: Document, hit: CueHit, kid: int, start: int) -> Rule | None:
    """The rule for a clause that the parser made an adverbial: "asked if", "described it as"."""
    if _is_infinitive(doc, kid, start):
        return Rule.INFINITIVE if hit.cue.takes("to") else None
    mark = doc.lower[start]
    if mark in ("that", "whether") or (mark == "if" and hit.cue.lemma in _TAKES_IF):
        return Rule.CLAUSE
    told_with = mark == "as" and doc.tags[kid] in TENSED and doc.subject(kid) >= 0  # "as leaders gather"
    return Rule.PREDICATE if mark == "as" and hit.cue.takes("as") and not told_with else None


def asked_if(doc: Document, hit: CueHit, high: int) -> Found | None:
    """The question behind the one who is asked, wherever the parser hangs it: "asked Lund if he would"."""
    asked = doc.child(hit.at, "obj", "iobj")
    behind = doc.right[asked] + 1
    if hit.cue.lemma not in _TAKES_IF or not hit.at < asked < behind < high or doc.lower[behind] not in _IF:
        return None
    return (behind, high), Rule.CLAUSE


def _is_infinitive(doc: Document, kid: int, start: int) -> bool:
    return "to" in (doc.lower[start], doc.lower[kid - 1])


def follows(doc: Document, hit: CueHit, start: int) -> bool:
    """Whether a clause tells what came of the saying: "shouted so loudly that the match was stopped"."""
    if doc.lower[start] != "that" or doc.lower[start - 1] == "far":
        return False
    so = next(
        (i for i in range(start - 2, max(start - 2 - _FAR_SO, hit.end - 1), -1) if doc.lower[i] == "so"), -1
    )
    return so >= 0 and all(doc.pos[i] in ("ADV", "ADJ") for i in range(so + 1, start))


def fronted(doc: Document, hit: CueHit) -> TokenRange | None:
    """The clause that the parse hangs on the cue before it: "The road is shut, police said."."""
    verb = hit.at
    if not hit.cue.takes("quote", "that"):
        return None
    subject = doc.subject(verb) if hit.passive else -1
    if subject >= 0 and doc.lower[subject] != "it":
        return None
    # "The road is shut, the Gull quoted Ito as saying"
    told = verb if hit.quoted < 0 else doc.heads[hit.quoted]
    clauses = (
        (doc.left[kid], doc.right[kid] + 1)
        for kid in reversed(doc.children[told])
        if doc.right[kid] < verb
        and doc.deps[kid] in ("ccomp", "parataxis", "dep")
        and doc.lower[doc.left[kid]] not in _ASKED
    )
    return next(clauses, None) or _governing(doc, verb)


def _governing(doc: Document, verb: int) -> TokenRange | None:
    """The clause before a cue that the parser hung on it: "The plan would fail the union warned."."""
    above, subject = doc.heads[verb], doc.subject(verb)
    last = doc.sentence(verb)[1] - 1
    while last > verb and not doc.words[last][:1].isalnum():
        last -= 1
    if last != verb or doc.deps[verb] != "ccomp" or not above < subject < verb:
        return None
    border = doc.left[subject]
    finite = any(doc.tags[i] in FINITE for i in range(doc.left[above], above + 1))
    return (doc.left[above], border) if finite and above == border - 1 else None


def infinitive(doc: Document, hit: CueHit, high: int) -> Found | None:
    """An infinitive right behind the cue, or behind its hearer, that the parse does not show as its own."""
    if not hit.cue.takes("to"):
        return None
    if hit.end + 1 < high and doc.lower[hit.end] == "to" and doc.tags[hit.end + 1][:2] in ("VB", "NN"):
        return (hit.end, high), Rule.INFINITIVE
    if hit.passive or not hit.cue.takes("told", "object", "quote"):
        return None
    behind = _hearer_to(doc, hit, high)
    return None if behind is None else (behind, Rule.INFINITIVE)


def _hearer_to(doc: Document, hit: CueHit, high: int) -> TokenRange | None:
    """ "asked the crowd to leave", where the parser hangs the infinitive on the hearer; else None."""
    hearer = doc.heads[hit.at] if doc.deps[hit.at] == "amod" else doc.child(hit.at, "obj", "iobj")
    if hearer <= hit.at:
        return None
    for i in range(max(doc.left[hearer], hit.at) + 1, min(hearer + _FAR_INFINITIVE, high - 1)):
        if doc.lower[i] == "to" and doc.tags[i + 1] == "VB" and i > hearer:
            return (i if hit.cue.takes("told") else hit.end), high
        if doc.words[i] in (",", ";") or doc.lower[i] == "about" or doc.tags[i] in FINITE:
            break
    return None


def object_of(doc: Document, hit: CueHit) -> Found | None:
    """A noun phrase, or a phrase with a preposition, that is what the cue says."""
    if hit.cue.takes("object"):
        found = _passive_subject(doc, hit) if hit.passive else _direct_object(doc, hit)
        if found is not None:
            return found, Rule.OBJECT
    found = None if hit.passive else _prepositional(doc, hit)
    return None if found is None else (found, Rule.PREPOSITION)


def _passive_subject(doc: Document, hit: CueHit) -> TokenRange | None:
    """What was said in the passive: "the plan was announced"."""
    if hit.cue.strength != "strong" and hit.cue.lemma not in _PASSIVE_WITH_CONTENT:
        return None
    verb = hit.at
    subject = doc.child(verb, "nsubj:pass")
    if subject < 0 or doc.lower[subject] in _NO_CONTENT:
        return None
    before = (kid for kid in doc.children[verb] if subject < kid <= verb)
    return doc.left[subject], min([*before, verb, doc.right[subject] + 1])


def _direct_object(doc: Document, hit: CueHit) -> TokenRange | None:
    """The object that is what the cue says: "denied the claim"."""
    found = doc.child(hit.at, "obj")
    if found <= hit.at or doc.lower[found] in _OBJECT_PRONOUNS:
        return None
    if hit.cue.lemma in _EXPRESSING and doc.lower[found + 1] not in _WHAT_OF:
        return None  # "expressed a similar view"
    return hit.at + 1, doc.right[found] + 1


def _prepositional(doc: Document, hit: CueHit) -> TokenRange | None:
    """What stands behind a preposition that the cue takes: "complained of delays"."""
    verb = hit.at
    for kid in doc.children[verb]:
        if kid <= verb or doc.deps[kid] not in _PREPOSITIONAL or doc.lower[kid] in _OBJECT_PRONOUNS:
            continue
        first = doc.left[kid]
        pointed = doc.lower[first] == "to" and hit.cue.lemma in _TAKING_TO
        if pointed or doc.lower[first] in _PREPOSITIONS & hit.cue.complements:
            infinitives = (
                doc.right[k] + 1
                for k in doc.children[verb]
                if k >= kid and doc.deps[k] in ("xcomp", "advcl") and "to" in doc.lower[doc.left[k] : k]
            )
            return first, max([*infinitives, doc.right[kid] + 1])
    return None
