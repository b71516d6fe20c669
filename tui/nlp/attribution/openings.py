"""Where a clause begins, read from the surface where the parser is not to be trusted."""

from __future__ import annotations

from tui.nlp.attribution.attribution import TokenRange
from tui.nlp.attribution.cues import CueHit
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_BREAKS = frozenset((".", "!", "?", ";", ":"))
_WRITING = _KNOWN.words("writing")
_OPENING = frozenset(("NNP", "NNPS", "NNS", "PRP$", "DT", "JJ", "JJR"))
"""Tags of words that open a clause's subject."""
_CLAUSE_AS_OBJECT = _KNOWN.count("clause_as_object")
_PARTS_OF_DAYS = _KNOWN.words("parts_of_days")
_DAYS = _KNOWN.words("days")


def surface_clause(doc: Document, hit: CueHit, high: int, best: TokenRange | None) -> TokenRange | None:
    """ "… that" behind the cue with no other verb between, or a clause that the parser tore right behind it.

    None where the parse's own reading ``best`` stands.
    """
    that = _that(doc, hit, min(high, hit.at + 26, best[0] + 1 if best else high))
    if that < 0:
        return _bare_clause(doc, hit, high, best)
    if _describes(doc, hit, that):
        return None  # "stressed the danger that floods would bring": its object, told more of
    return that, max(best[1] if best else high, that + 2)


def _that(doc: Document, hit: CueHit, high: int) -> int:
    """The "that" which opens what the cue says, with no other verb before it; -1 if there is none."""
    for i in range(hit.at + 1, high):
        if doc.words[i] in _BREAKS or (doc.pos[i] == "VERB" and doc.tags[i] != "VBN"):
            break
        relative = doc.tags[i] == "WDT" and not (hit.cue.strength == "strong" or i == hit.end)
        if doc.lower[i] == "that" and doc.tags[i] in ("IN", "WDT") and not relative:
            return i
    return -1


def _bare_clause(doc: Document, hit: CueHit, high: int, best: TokenRange | None) -> TokenRange | None:
    """A clause without "that" behind the cue, its hearer and the day: "told her on Monday it was shut"."""
    v = hit.at
    if not hit.cue.takes("bare") or (hit.cue.takes("told") and best is not None):
        return None
    if hit.cue.lemma in _WRITING and best is None and doc.child(v, "obj") > v:
        return None
    i = hit.end
    if hit.cue.takes("told"):
        hearer = doc.child(v, "obj", "iobj")
        if hearer < v:
            return None
        i = hearer + 1
    while i < high and (
        doc.pos[i] == "ADV"
        or doc.lower[i] in _DAYS
        or (doc.lower[i] in _PARTS_OF_DAYS and doc.lower[i - 1] in _DAYS)
    ):
        i += 1
    if best is None and i < high and (doc.pos[i] == "ADP" or doc.deps[i] in ("obl:tmod", "obl:npmod", "det")):
        behind = _behind_adjuncts(doc, i, high)
        if behind is not None or doc.deps[i] != "det":
            return behind
    if i >= high or doc.pos[i] not in ("PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ"):
        return None
    if best is None:
        return (i, high) if _torn_clause(doc, hit, i, high) else None
    torn = (
        i < best[0]
        and (not has_comma(doc, i, best[0]) or doc.tags[best[0]] in FINITE)
        and doc.lower[best[0]] != "to"
        and doc.tags[best[0]] != "IN"
    )
    return (i, best[1]) if torn else None


def _torn_clause(doc: Document, hit: CueHit, i: int, high: int) -> bool:
    """Whether a clause begins at ``i`` that the parser does not show: a subject with its finite verb."""
    v = hit.at
    if (
        hit.cue.lemma == "say"
        and doc.child(v, "obj") > v
        and high - i >= _CLAUSE_AS_OBJECT
        and doc.tags[i] in _OPENING
        and doc.lower[i : i + 2] != ["the", "same"]
    ):
        return True  # "say the minister's lead obscures her debts", its verb taken for a noun
    loose = doc.deps[i] == "det"  # maybe an object: no new verb may follow a comma or a conjunction
    for j in range(i, min(i + 30, high)):
        if doc.words[j] in _BREAKS or (loose and doc.lower[j] in (",", "and", "but")):
            return False
        own = doc.heads[j] == v and doc.deps[j] == "conj"
        if doc.tags[j] in FINITE and doc.deps[j] not in ("acl:relcl", "acl") and not own:
            return True
        aside = doc.words[j] == "," and (j - i < 3 or doc.tags[j + 1 : j + 2] == ["VBG"])
        if aside or doc.lower[j] in ("who", "which"):
            return False
    return False


def _describes(doc: Document, hit: CueHit, that: int) -> bool:
    """Whether "that" opens a relative clause on the cue's object, not what the cue says."""
    thing = doc.child(hit.at, "obj")
    above = doc.heads[doc.heads[that]]
    return (
        hit.at < thing < that
        and not hit.cue.takes("told")
        and doc.pos[thing] in ("NOUN", "PRON")
        and doc.deps[doc.heads[that]] == "acl:relcl"
        and doc.is_under(above, thing)
    )


def _behind_adjuncts(doc: Document, i: int, high: int) -> TokenRange | None:
    """The clause behind "said in an interview with X" and "said on Monday": from its subject on."""
    for k in range(i, min(i + 20, high)):
        if (
            doc.words[k] in _BREAKS
            or doc.words[k] in (",", "“", '"')
            or doc.tags[k] in ("VBD", "VBZ", "VBP", "MD", "VBG", "VB")
        ):
            return None
        if (
            doc.deps[k] in ("nsubj", "nsubj:pass")
            and doc.heads[k] > k
            and doc.lower[k] not in ("who", "which", "that")
        ):
            verb = doc.heads[k]
            finite = any(doc.tags[m] in FINITE for m in [verb, *doc.children[verb]])
            return (doc.left[k], high) if finite and doc.left[k] >= i else None
    return None


def has_comma(doc: Document, verb: int, start: int) -> bool:
    return any(doc.words[i] in (",", ";") for i in range(verb + 1, start))
