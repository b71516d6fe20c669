"""The content of a cue as the parse shows it: clauses, infinitives, predicates and objects."""

from __future__ import annotations

from tui.nlp.attribution.asides import aside, between_commas, inserted, trimmed
from tui.nlp.attribution.attribution import TokenRange
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.openings import has_comma, surface_clause
from tui.nlp.attribution.reach import extended
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_QUESTION_OPENERS = _KNOWN.words("question_openers")
_MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "``", "''"))
_JOINTS = frozenset(("-", "’s", "'s", "’", "$"))
_PREPOSITIONS = _KNOWN.words("content_prepositions")
_ASKED = _KNOWN.words("asked")  # "Asked about it, she said …"


def clause(
    doc: Document, hit: CueHit, low: int, high: int, cues: dict[int, CueHit]
) -> tuple[list[TokenRange], str]:
    """The content of ``hit`` inside ``[low, high)`` and the code of what gave it; no range if there is none.

    ``cues`` are the other cues by token: a new one ends the content of the one before.
    """
    v = hit.at
    cue = hit.cue
    first, last = doc.sentence(v)
    low, high = max(low, first), _relative_end(doc, v, min(high, last))
    best, how = _complement(doc, hit)
    fronted = _fronted(doc, hit)
    if cue.takes("that", "quote") and cue.strength == "strong":
        apart = aside(doc, hit, low, high) if best is None else []
        if apart:
            return apart, "aside"
        around = inserted(doc, hit, low, high, best, fronted)
        if around:
            return around, "inserted"
    if cue.takes("that"):
        surface = surface_clause(doc, hit, high, best)
        if surface is not None and not _follows(doc, hit, surface[0]):
            best, how = surface, "clause"
    if best is not None and any(i in cues and doc.words[i - 1] == "," for i in range(v + 2, best[0])):
        best = None  # ", suggesting that": another cue's
    if best is None and fronted is not None:
        return trimmed(doc, max(fronted[0], low), min(fronted[1], v)), "fronted"
    if best is None:
        best, how = _infinitive(doc, hit, high), "infinitive"
    if best is None:
        best, how = _object(doc, hit)
    if best is None:
        return [], ""
    start, end = max(best[0], low), min(best[1], high)
    if how == "object":
        asides = (
            i for i in range(start + 1, end) if i in cues and doc.tags[i] == "VBG" and doc.words[i - 1] == ","
        )
        end = next(asides, end + 1) - 1
        while end < high and _goes_with(doc, end):
            end += 1
    asked = doc.lower[start] in _QUESTION_OPENERS or doc.words[start] in _MARKS
    if cue.lemma == "ask" and how == "clause" and not asked:
        return [], ""  # "was asked about the plan, whose author …"
    if how in ("clause", "infinitive"):
        end = extended(doc, hit, start, end, high, cues)
    return trimmed(doc, start, end), how


def _relative_end(doc: Document, verb: int, high: int) -> int:
    """Where what a cue in a relative clause says ends at the latest: with it; ``high`` for others."""
    relative = doc.deps[verb] in ("acl:relcl", "acl", "csubj") and not any(
        doc.lower[k] == "as" for k in doc.children[verb]
    )
    loose = (
        doc.tags[verb] == "VBG" and doc.words[verb - 1] == ","
    )  # ", saying" goes with a verb, whatever it hangs on
    if not relative or doc.right[verb] <= verb or loose or between_commas(doc, verb):
        return high
    high = min(high, doc.right[verb] + 1)
    main = (i for i in range(verb + 2, high - 1) if doc.tags[i + 1] in FINITE and doc.subject(i + 1) < verb)
    return next((i for i in main if doc.words[i] == ","), high)


def _complement(doc: Document, hit: CueHit) -> tuple[TokenRange | None, str]:
    """What the parse hangs on the cue and behind it as what it says: the last such clause."""
    best: TokenRange | None = None
    how = ""
    for kid in doc.children[hit.at]:
        if kid < hit.at:
            continue
        start, end = _clause_of(doc, hit, kid)
        found = _reading(doc, hit, kid, start)
        if not found or (doc.deps[kid] in ("parataxis", "dep") and best is not None):
            continue
        told = hit.cue.takes("told") and doc.lower[start] == "that"
        if doc.deps[kid] in ("ccomp", "csubj") and best is not None and how == "clause" and not told:
            start = min(start, best[0])  # what the parser took apart into two clauses
        if found == "predicate":
            start = hit.at + 1
        elif found == "infinitive" and not (hit.cue.takes("told") or hit.passive):
            start = hit.end
        best, how = (start, end), found
    return best, how


def _clause_of(doc: Document, hit: CueHit, kid: int) -> TokenRange:
    """The range of the clause headed by ``kid``, without what stands before its "that"."""
    start, end = max(doc.left[kid], hit.at + 1), doc.right[kid] + 1
    while doc.words[start] == "," and start < kid:
        start += 1
    that = next((m for m in doc.children[kid] if doc.lower[m] == "that" and doc.deps[m] == "mark"), -1)
    near = start < that < kid and that - start < 5
    return (that if near and not any(doc.pos[m] == "VERB" for m in range(start, that)) else start), end


def _reading(doc: Document, hit: CueHit, kid: int, start: int) -> str:
    """As what the cue takes a clause that begins at ``start``; "" where it does not say it."""
    cue, dep, mark = hit.cue, doc.deps[kid], doc.lower[start]
    if _follows(doc, hit, start):
        return ""
    infinitive = "to" in (mark, doc.lower[kid - 1])
    if dep in ("xcomp", "advcl") and infinitive:
        return "infinitive" if cue.takes("to") or (dep == "xcomp" and hit.passive) else ""
    if dep == "xcomp":
        if cue.takes("small", "as"):
            return "predicate"
        gerund = doc.tags[kid] == "VBG" and start == hit.end and cue.strength == "strong"  # "admitted using"
        subject = doc.tags[kid] != "VBG" and doc.subject(kid) >= 0
        return "clause" if cue.takes("that") and (gerund or subject) else ""
    if dep == "advcl":
        if mark in ("that", "whether") or (mark == "if" and cue.lemma in ("ask", "wonder")):
            return "clause"
        return "predicate" if mark == "as" and cue.takes("as") else ""
    if dep in ("parataxis", "dep"):
        own = doc.subject(kid) >= 0 and not has_comma(doc, hit.at, start)
        return "clause" if own and cue.takes("that") else ""
    return "clause" if dep in ("ccomp", "csubj") and cue.takes("that", "wh", "quote", "to") else ""


def _follows(doc: Document, hit: CueHit, start: int) -> bool:
    """Whether a clause tells what came of the saying: "shouted so loudly that the match was stopped"."""
    if doc.lower[start] != "that" or doc.lower[start - 1] == "far":
        return False
    so = next((i for i in range(start - 2, max(start - 4, hit.end - 1), -1) if doc.lower[i] == "so"), -1)
    return so >= 0 and all(doc.pos[i] in ("ADV", "ADJ") for i in range(so + 1, start))


def _fronted(doc: Document, hit: CueHit) -> TokenRange | None:
    """The clause that the parse hangs on the cue before it: "The road is shut, police said."."""
    v = hit.at
    if not hit.cue.takes("quote", "that") or (
        hit.passive and doc.subject(v) >= 0 and doc.lower[doc.subject(v)] != "it"
    ):
        return None
    clauses = (
        (doc.left[kid], doc.right[kid] + 1)
        for kid in reversed(doc.children[v])
        if doc.right[kid] < v
        and doc.deps[kid] in ("ccomp", "parataxis", "dep")
        and doc.lower[doc.left[kid]] not in _ASKED
    )
    return next(clauses, None)


def _infinitive(doc: Document, hit: CueHit, high: int) -> TokenRange | None:
    """An infinitive right behind the cue, or behind its hearer, that the parse does not show as its own."""
    if not hit.cue.takes("to"):
        return None
    if hit.end + 1 < high and doc.lower[hit.end] == "to" and doc.tags[hit.end + 1][:2] in ("VB", "NN"):
        return hit.end, high
    if hit.cue.takes("told", "object", "quote") and not hit.passive:
        return _hearer_to(doc, hit, high)
    return None


def _goes_with(doc: Document, i: int) -> bool:
    """Whether an object goes on at ``i``, which stands right behind what the parser gave it."""
    if doc.lower[i] in ("and", "or"):
        return doc.pos[i + 1] in ("DET", "ADJ", "NOUN", "PROPN", "PRON") and doc.subject(doc.heads[i + 1]) < 0
    if (doc.lower[i] == "as" and doc.deps[i] == "mark") or (
        doc.words[i - 1] in _MARKS and doc.words[i - 2] == ","
    ):
        return False
    return (doc.words[i][:1].isalnum() or doc.words[i] in _JOINTS) and doc.lower[i] not in (
        "but",
        "while",
        "that",
    )


def _hearer_to(doc: Document, hit: CueHit, high: int) -> TokenRange | None:
    """ "asked the crowd to leave", where the parser hangs the infinitive on the hearer; else None."""
    hearer = doc.heads[hit.at] if doc.deps[hit.at] == "amod" else doc.child(hit.at, "obj", "iobj")
    if hearer <= hit.at:
        return None
    for i in range(max(doc.left[hearer], hit.at) + 1, min(hearer + 10, high - 1)):
        if doc.lower[i] == "to" and doc.tags[i + 1] == "VB" and i > hearer:
            return (i if hit.cue.takes("told") else hit.end), high
        if doc.words[i] in (",", ";") or doc.lower[i] == "about" or doc.tags[i] in FINITE:
            break
    return None


def _object(doc: Document, hit: CueHit) -> tuple[TokenRange | None, str]:
    v, cue = hit.at, hit.cue
    if cue.takes("object"):
        kid = doc.child(v, "obj")
        if hit.passive:
            kid = doc.child(v, "nsubj:pass") if cue.strength == "strong" or cue.lemma == "mention" else -1
            if kid >= 0 and doc.lower[kid] not in ("it", "that", "which", "who"):
                behind = min([k for k in doc.children[v] if kid < k <= v] + [v, doc.right[kid] + 1])
                return (doc.left[kid], behind), "object"
        elif kid > v and doc.lower[kid] not in ("him", "her", "them", "me", "us", "it", "you"):
            return (v + 1, doc.right[kid] + 1), "object"
    for kid in doc.children[v]:
        if kid > v and not hit.passive and doc.deps[kid] in ("obl", "advcl", "obj", "nmod", "prep"):
            first = doc.left[kid]
            if doc.lower[first] in _PREPOSITIONS & cue.complements or (
                doc.lower[first] == "to" and cue.lemma == "point"
            ):
                end = max(
                    [
                        doc.right[k] + 1
                        for k in doc.children[v]
                        if k >= kid
                        and doc.deps[k] in ("xcomp", "advcl")
                        and "to" in doc.lower[doc.left[k] : k]
                    ]
                    + [doc.right[kid] + 1]
                )
                return (first, end), "preposition"
    return None, ""
