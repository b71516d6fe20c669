"""Where a clause begins, read from the surface where the parser is not to be trusted."""

from __future__ import annotations

from tui.nlp.attribution.attribution import TokenRange
from tui.nlp.attribution.cues import CueHit
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_WRITING = _KNOWN.words("writing")
_NEW = _KNOWN.words("new_things")
_DAYS = _KNOWN.words("days")
_PARTS_OF_DAYS = _KNOWN.words("parts_of_days")
_RELATIVE = _KNOWN.words("relative_pronouns")
_BREAKS_LOOSE = _KNOWN.words("coordinators") | {","}
_SUBORDINATE = _KNOWN.words("subordinate_openers") | _KNOWN.words("subordinators")
_TAKES_TORN_CLAUSE = _KNOWN.words("takes_torn_clause")
_FAR_THAT = _KNOWN.count("far_that")
_FAR_VERB = _KNOWN.count("far_verb")
_FAR_SUBJECT = _KNOWN.count("far_subject_behind_adjuncts")
_NEAR_ASIDE = _KNOWN.count("near_aside")
_CLAUSE_AS_OBJECT = _KNOWN.count("clause_as_object")
_BREAKS = frozenset((".", "!", "?", ";", ":"))
_BREAKS_ADJUNCT = _BREAKS | {",", "“", '"'}
_ADJUNCTS = frozenset(("obl:tmod", "obl:npmod", "det"))
_VERB_TAGS = FINITE | {"VBG", "VB"}
_OPENS_SUBJECT = frozenset(("PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ"))
"""Parts of speech of words that open a clause's subject."""
_OPENS_SENTENCE = _OPENS_SUBJECT - {"SCONJ"}
_SUBJECT_TAGS = frozenset(("NNP", "NNPS", "NNS", "PRP$", "DT", "JJ", "JJR"))
"""Tags of words that open a subject of several words, where what stands there may be an object."""


def surface_clause(doc: Document, hit: CueHit, high: int, best: TokenRange | None) -> TokenRange | None:
    """ "… that" behind the cue with no other verb between, or a clause that the parser tore right behind it.

    None where the parse's own reading ``best`` stands.
    """
    that = _that(doc, hit, min(high, hit.at + 1 + _FAR_THAT, best[0] + 1 if best else high))
    if that < 0:
        return _bare_clause(doc, hit, high, best)
    if _describes(doc, hit, that):
        return None  # "stressed the danger that floods would bring": its object, told more of
    return that, max(best[1] if best else high, that + 2)


def is_relative(doc: Document, hit: CueHit, that: int) -> bool:
    """Whether "that" tells more of a noun behind the cue, not what is said: "said in a report that fell".

    What the cue says stands before it already, or the verb follows and "that" is its subject.
    """
    if that <= hit.end or doc.lower[that] != "that" or doc.pos[that - 1] not in ("NOUN", "PROPN"):
        return False
    adjunct = any(doc.pos[i] == "ADP" for i in range(hit.end, that))
    if not adjunct and not hit.cue.takes("told"):
        return False
    behind = that + 1
    while behind < doc.n - 1 and doc.pos[behind] == "ADV":
        behind += 1
    if behind < doc.n and doc.tags[behind] in FINITE:
        new = any(
            doc.lower[kid] in _NEW for kid in doc.children[that - 1]
        )  # "told a crowd that had gathered"
        return adjunct or new or _said_before(doc, hit)
    return adjunct and doc.pos[that - 1] == "NOUN" and _said_before(doc, hit)


def _said_before(doc: Document, hit: CueHit) -> bool:
    """Whether a clause stands before the cue's own, a comma between: "A fell, the bank said in a report"."""
    subject = doc.subject(hit.at)
    first, _ = doc.sentence(hit.at)
    comma = (doc.left[subject] if first <= subject < hit.at else hit.at) - 1
    if comma <= first or doc.words[comma] != "," or doc.pos[first] not in _OPENS_SENTENCE:
        return False
    if doc.lower[first] in _SUBORDINATE or (subject >= 0 and doc.lower[subject] in _RELATIVE):
        return False
    return any(doc.tags[i] in FINITE for i in range(first, comma))


def _that(doc: Document, hit: CueHit, high: int) -> int:
    """The "that" which opens what the cue says, with no other verb before it; -1 if there is none."""
    for i in range(hit.at + 1, high):
        if doc.words[i] in _BREAKS or (doc.pos[i] == "VERB" and doc.tags[i] != "VBN"):
            break
        if doc.lower[i] != "that" or doc.tags[i] not in ("IN", "WDT"):
            continue
        weak = doc.tags[i] == "WDT" and not (hit.cue.strength == "strong" or i == hit.end)
        if not weak and not is_relative(doc, hit, i):
            return i
    return -1


def _bare_clause(doc: Document, hit: CueHit, high: int, best: TokenRange | None) -> TokenRange | None:
    """A clause without "that" behind the cue, its hearer and the day: "told her on Monday it was shut"."""
    if not _may_stand_bare(doc, hit, best):
        return None
    start = _behind_adverbs(doc, _behind_hearer(doc, hit), high)
    if start >= high:
        return None
    if best is None and (doc.pos[start] == "ADP" or doc.deps[start] in _ADJUNCTS):
        behind = _behind_adjuncts(doc, start, high)
        if behind is not None or doc.deps[start] != "det":
            return behind
    if doc.pos[start] not in _OPENS_SUBJECT:
        return None
    if best is None:
        return (start, high) if _torn_clause(doc, hit, start, high) else None
    return (start, best[1]) if _torn_from(doc, start, best[0]) else None


def _may_stand_bare(doc: Document, hit: CueHit, best: TokenRange | None) -> bool:
    """Whether a clause without "that" may stand behind the cue, beside what the parse shows (``best``)."""
    if not hit.cue.takes("bare") or (hit.cue.takes("told") and best is not None):
        return False
    if hit.cue.takes("told") and doc.child(hit.at, "obj", "iobj") < hit.at:
        return False  # nobody is told
    wrote_it = hit.cue.lemma in _WRITING and best is None and doc.child(hit.at, "obj") > hit.at
    return not wrote_it


def _behind_hearer(doc: Document, hit: CueHit) -> int:
    """The first token behind the cue, and behind its hearer where it takes one."""
    return doc.child(hit.at, "obj", "iobj") + 1 if hit.cue.takes("told") else hit.end


def _behind_adverbs(doc: Document, i: int, high: int) -> int:
    """The first token from ``i`` on that is no adverb and names no day: "also said Monday night it"."""
    while i < high:
        evening = doc.lower[i] in _PARTS_OF_DAYS and doc.lower[i - 1] in _DAYS
        if doc.pos[i] != "ADV" and doc.lower[i] not in _DAYS and not evening:
            break
        i += 1
    return i


def _torn_from(doc: Document, start: int, clause: int) -> bool:
    """Whether the clause that the parse shows at ``clause`` lost its beginning, which stands at ``start``."""
    if start >= clause or doc.lower[clause] == "to" or doc.tags[clause] == "IN":
        return False
    return doc.tags[clause] in FINITE or not has_comma(doc, start, clause)


def _torn_clause(doc: Document, hit: CueHit, start: int, high: int) -> bool:
    """Whether a clause begins at ``start`` that the parser does not show: a subject with its finite verb."""
    if _is_clause_as_object(doc, hit, start, high):
        return True
    loose = doc.deps[start] == "det"  # maybe an object: no new verb may follow a comma or a conjunction
    for i in range(start, min(start + _FAR_VERB, high)):
        if doc.words[i] in _BREAKS or (loose and doc.lower[i] in _BREAKS_LOOSE):
            return False
        if _is_verb_of_clause(doc, i, hit.at):
            return True
        aside = doc.words[i] == "," and (i - start < _NEAR_ASIDE or doc.tags[i + 1 : i + 2] == ["VBG"])
        if aside or doc.lower[i] in ("who", "which"):
            return False
    return False


def _is_clause_as_object(doc: Document, hit: CueHit, start: int, high: int) -> bool:
    """Whether the object of "say" is a clause whose verb was taken for a noun.

    "say the minister's lead obscures her debts", but not "say the same of others".
    """
    return (
        hit.cue.lemma in _TAKES_TORN_CLAUSE
        and doc.child(hit.at, "obj") > hit.at
        and high - start >= _CLAUSE_AS_OBJECT
        and doc.tags[start] in _SUBJECT_TAGS
        and doc.lower[start : start + 2] != ["the", "same"]
    )


def _is_verb_of_clause(doc: Document, i: int, cue: int) -> bool:
    """Whether a finite verb is that of a clause of its own: of no relative one, nor joined to the cue."""
    if doc.tags[i] not in FINITE or doc.deps[i] in ("acl:relcl", "acl"):
        return False
    return doc.deps[i] != "conj" or doc.heads[i] != cue


def _describes(doc: Document, hit: CueHit, that: int) -> bool:
    """Whether "that" opens a relative clause on the cue's object, not what the cue says."""
    thing = doc.child(hit.at, "obj")
    above = doc.heads[doc.heads[that]]
    return (
        hit.at < thing < that
        and not hit.cue.takes("told")
        and doc.pos[thing] in ("NOUN", "PRON")
        and doc.deps[doc.heads[that]] == "acl:relcl"
        and (doc.is_under(above, thing) or (doc.tags[that] == "WDT" and thing < above < that))
    )


def _behind_adjuncts(doc: Document, start: int, high: int) -> TokenRange | None:
    """The clause behind "said in an interview with X" and "said on Monday": from its subject on."""
    for i in range(start, min(start + _FAR_SUBJECT, high)):
        linked = doc.pos[i] == "SCONJ" and doc.deps[i] == "mark"  # "about the noise while it rained"
        if linked or doc.words[i] in _BREAKS_ADJUNCT or doc.tags[i] in _VERB_TAGS:
            return None
        if doc.deps[i] in ("nsubj", "nsubj:pass") and doc.heads[i] > i and doc.lower[i] not in _RELATIVE:
            verb = doc.heads[i]
            finite = any(doc.tags[part] in FINITE for part in (verb, *doc.children[verb]))
            return (doc.left[i], high) if finite and doc.left[i] >= start else None
    return None


def has_comma(doc: Document, verb: int, start: int) -> bool:
    """Whether a comma or semicolon stands between a cue and what begins at ``start``."""
    return any(doc.words[i] in (",", ";") for i in range(verb + 1, start))
