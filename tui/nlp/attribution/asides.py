"""The cue's clause as an aside in what it says: "A, he said, B", "A, as X put it"."""

from __future__ import annotations

import msgspec

from tui.nlp.attribution.attribution import TokenRange
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.openings import is_relative
from tui.nlp.document.document import CLOSING_MARKS, FINITE, TENSED, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_ASKED = _KNOWN.words("asked")
_RELATIVE = _KNOWN.words("relative_pronouns")
_NO_SUBJECTS = _RELATIVE | _KNOWN.words("empty_subjects")
_RELATIVE_OPENERS = _KNOWN.words("relative_openers")
_SUBORDINATE_OPENERS = _KNOWN.words("subordinate_openers")
_SUBORDINATE_OR_ADJUNCT = _SUBORDINATE_OPENERS | _KNOWN.words("adjunct_openers")
_REPORTERS_WORDS = _KNOWN.words("reporters_words_behind_aside")
CONCEDING = _KNOWN.words("contrasting") - {"but"}
"""Behind a mark they open the reporter's own words."""
_CONTENT_GOES_ON = _KNOWN.words("content_goes_on")
_ADDING = _KNOWN.words("adding")
_FAR_AS = _KNOWN.count("far_as")
_SHORTEST_PHRASE = _KNOWN.count("shortest_phrase")
_LONGEST_ASIDE = _KNOWN.count("longest_aside")
_LONGEST_AS_CLAUSE = _KNOWN.count("longest_as_clause")
_COMMA_OR_DASH = frozenset((",", "—", "–", "--"))
_ENDS_ASIDE = _COMMA_OR_DASH | {";"}
_BEFORE_AS = _COMMA_OR_DASH | {"”", '"'}
_LOOSE_MARKS = frozenset((",", ";", ":", ".", "-", "—", "–", "--", "?", "!", "…", "..."))
_LOOSE_AT_START = _LOOSE_MARKS | {"”", "''"}
_LOOSE_AT_END = _LOOSE_MARKS | {"“", "``"}
_HANGING = frozenset(("IN", "RB", "VBG", "VBN", "TO"))
"""Tags of words that open what hangs on the verb before."""


def aside(doc: Document, hit: CueHit, low: int, high: int) -> list[TokenRange]:
    """ "As X noted, A" and "A, as X put it[, B]": the sentence without the aside."""
    verb = hit.at
    subject = doc.subject(verb)
    first = doc.left[subject] if 0 <= subject < verb else verb
    at = next((i for i in range(verb - 1, max(first - _FAR_AS, low) - 1, -1) if doc.lower[i] == "as"), -1)
    if at < 0 or not _opens_aside(doc, at, first if first > at else verb):
        return []
    if at > low and doc.words[at - 1] not in _BEFORE_AS:
        return []
    if at > low and subject < 0 and doc.pos[verb - 1] not in ("NOUN", "PROPN", "PRON"):
        return []
    bound = min(verb + _LONGEST_AS_CLAUSE, high)
    end = next((i for i in range(verb + 1, bound) if doc.words[i] in _ENDS_ASIDE), bound)
    if end < high and doc.words[end] not in _ENDS_ASIDE:
        return []
    return trimmed(doc, low, at) + trimmed(doc, min(end + 1, high), high)


def _opens_aside(doc: Document, at: int, end: int) -> bool:
    """Whether neither a verb nor a comma stands between "as" and the subject or verb at ``end``."""
    return not any(doc.pos[i] == "VERB" or doc.words[i] == "," for i in range(at + 1, end))


class _Inserted(msgspec.Struct, frozen=True):
    """The cue's clause in a sentence ``[low, high)``, in tokens.

    It stands between the mark at ``before`` and that at ``behind``, which is ``high`` where nothing follows.
    ``inverted``: the subject stands behind the verb.
    """

    low: int
    high: int
    before: int
    behind: int
    inverted: bool


def inserted(
    doc: Document, hit: CueHit, low: int, high: int, right: TokenRange | None, fronted: TokenRange | None
) -> list[TokenRange]:
    """ "A, he said, B" and "A, he said." read from the commas: the sentence without the cue's own clause.

    ``right`` and ``fronted`` are the clauses behind and before the cue that the parse shows as its content.
    """
    clause = _inserted_clause(doc, hit, low, high)
    if clause is None or _opens_with_participle(doc, clause) or _has_object(doc, hit, clause):
        return []
    finite = any(doc.tags[i] in FINITE for i in range(clause.low, clause.before))
    if clause.behind >= clause.high or doc.words[clause.behind] == ";":
        loose = fronted is None and doc.lower[clause.low] in _SUBORDINATE_OR_ADJUNCT
        whole = (finite or _is_phrase(doc, clause)) and not loose
        return trimmed(doc, clause.low, clause.before) if whole else []
    if right is not None and right[0] < clause.behind:
        return []
    return _around(doc, hit, clause, finite=finite)


def _around(doc: Document, hit: CueHit, clause: _Inserted, *, finite: bool) -> list[TokenRange]:
    """The content on both sides of the cue's clause, or on one. ``finite``: a finite verb stands before."""
    behind = clause.behind + 1
    if behind >= clause.high or clause.before <= clause.low:
        return []
    concession = (
        i - 1
        for i in range(behind + 3, clause.high)
        if doc.words[i - 1] in _COMMA_OR_DASH and doc.lower[i] in CONCEDING
    )
    second = trimmed(doc, behind, next(concession, clause.high))
    if doc.lower[clause.before - 1] in _RELATIVE_OPENERS and doc.words[clause.before - 2] == ",":
        return second  # "…, which, he said, is closed"
    first = trimmed(doc, clause.low, clause.before)
    if doc.lower[clause.low] not in _SUBORDINATE_OPENERS:
        if _is_reporters(doc, hit, behind):
            return first if finite else []
        if finite and _hangs_on_cue(doc, hit, clause):
            return first
    return first + second


def _inserted_clause(doc: Document, hit: CueHit, low: int, high: int) -> _Inserted | None:
    """The cue's clause between its marks, in the part of ``[low, high)`` that semicolons and colons bound."""
    verb = hit.at
    low = next((i + 1 for i in range(verb, low, -1) if doc.words[i] == ";"), low)
    low = _behind_colon(doc, low, verb)
    high = next((i for i in range(verb, high) if doc.words[i] == ";"), high)
    start, subject = _start_of_clause(doc, hit, low)
    if start < 0:
        return None
    inverted = subject > verb
    before = _mark_before(doc, start, low, inverted=inverted)
    if before < 0:
        return None
    last = max(verb, doc.right[subject]) if inverted else verb
    behind = _mark_behind(doc, hit, last, high)
    return _Inserted(low, high, before, behind, inverted) if behind >= 0 else None


def _behind_colon(doc: Document, low: int, verb: int) -> int:
    """Where what a cue is set into begins: behind the colon that a whole clause stands before; else ``low``.

    "That was the point: a town like this, Ada says, is not alone", but not "The question: who, Ada says, …".
    """
    colon = next((i for i in range(verb - 1, low, -1) if doc.words[i] == ":"), -1)
    whole = any(doc.tags[i] in FINITE for i in range(low, max(colon, low)))
    return colon + 1 if whole else low


def _start_of_clause(doc: Document, hit: CueHit, low: int) -> tuple[int, int]:
    """Where the cue's clause begins, without its adverbs, and its subject; each -1 where there is none."""
    verb = hit.at
    subject = doc.subject(verb)
    own = own_subject(doc, verb, low)
    if own >= 0 and subject < own:
        start = own
        while doc.words[start - 1] != ",":
            start -= 1
        return start, own
    if subject >= 0:
        if (doc.lower[subject] in _NO_SUBJECTS and not _it_says(doc, hit, subject)) or doc.lower[
            doc.left[subject]
        ] == "whose":
            return -1, subject
        return (min(doc.left[subject], verb) if subject < verb else verb), subject
    inverted = hit.cue.takes("invert") and (doc.tags[verb] in TENSED or doc.tags[verb] == "VBN")
    return (verb if inverted else -1), -1


def _it_says(doc: Document, hit: CueHit, subject: int) -> bool:
    """Whether a body or a document is "it": "The fare, it says, will rise", but not "it is said"."""
    near = doc.lower[subject] == "it" and hit.at == subject + 1
    return near and doc.tags[hit.at] in TENSED and doc.words[hit.end : hit.end + 1] in ([","], ["."])


def _mark_before(doc: Document, start: int, low: int, *, inverted: bool) -> int:
    """The comma, dash or closing mark before the cue's clause, which begins at ``start``; -1 if none is.

    Before an inverted clause, adverbs may stand between.
    """
    i = start - 1
    if i <= low:
        return -1
    if doc.words[i] in CLOSING_MARKS and doc.words[i - 1] == ",":
        return i
    if doc.words[i] == "-":
        return i if doc.doc[i - 1].whitespace_ else -1
    if doc.words[i] not in _COMMA_OR_DASH and inverted:
        while i > low and doc.pos[i] == "ADV":
            i -= 1
    return i if doc.words[i] in _COMMA_OR_DASH else -1


def _mark_behind(doc: Document, hit: CueHit, last: int, high: int) -> int:
    """The comma or dash that ends the cue's clause behind its token ``last``; ``high`` if the sentence does.

    -1 where it does not end there: it has content of its own behind the verb.
    """
    limit = min(last + _LONGEST_ASIDE, high)
    for i in range(last + 1, limit):
        if doc.words[i] in _ENDS_ASIDE:
            return i
        if doc.words[i] == ":" or (doc.lower[i] == "that" and not is_relative(doc, hit, i)):
            return -1
        if doc.pos[i] in ("VERB", "AUX") and doc.deps[i] in ("ccomp", "aux", "cop", "aux:pass"):
            return -1
    return high if limit == high else -1


def _opens_with_participle(doc: Document, clause: _Inserted) -> bool:
    """Whether what stands before is a participle's clause: "Speaking on the radio, he said the plan …"."""
    if doc.lower[clause.low] in _ASKED:
        return True
    if doc.tags[clause.low] != "VBG":
        return False
    if doc.heads[clause.low] >= clause.before:
        return True  # "Stressing that …, the minister urged …"
    behind = clause.behind + 1
    return clause.behind < clause.high and (behind == doc.n or doc.tags[behind] not in FINITE)


def _has_object(doc: Document, hit: CueHit, clause: _Inserted) -> bool:
    """Whether the cue has an object that is no hearer: that is what it says."""
    return not hit.cue.takes("told") and any(
        doc.deps[i] == "obj" and doc.heads[i] == hit.at and doc.pos[i] == "NOUN"
        for i in range(hit.at + 1, clause.behind)
    )


def _is_phrase(doc: Document, clause: _Inserted) -> bool:
    """Whether a noun phrase stands before: "People like us, he said." It may be a torn clause."""
    return (
        clause.before - clause.low >= _SHORTEST_PHRASE
        and doc.pos[clause.low] in ("DET", "NOUN", "PROPN", "PRON")
        and doc.ent_of[clause.low] != "DATE"
    )


def _is_reporters(doc: Document, hit: CueHit, i: int) -> bool:
    """Whether what begins at ``i`` behind "A, he said," is told by the reporter: ", who", ", adding"."""
    if doc.lower[i] in _REPORTERS_WORDS:
        return True
    participle = doc.tags[i] == "VBG" and (doc.is_under(i, hit.at) or doc.lemmas[i] in _ADDING)
    return participle and doc.lower[i] not in _CONTENT_GOES_ON


def _hangs_on_cue(doc: Document, hit: CueHit, clause: _Inserted) -> bool:
    """Whether nothing behind "A, he said," hangs on what stands before, but on the cue."""
    verb, first = hit.at, clause.behind + 1
    return (
        doc.lower[first] not in _CONTENT_GOES_ON
        and doc.is_under(first, verb)
        and (clause.inverted or doc.tags[first] in _HANGING)
        and not any(
            doc.heads[i] < verb and not doc.is_under(i, verb)
            for i in range(first, clause.high)
            if doc.heads[i] != i
        )
    )


def between_commas(doc: Document, verb: int) -> bool:
    """Whether the cue's clause stands between commas with a subject of its own: ", Ada said,"."""
    subject = doc.subject(verb)
    return (
        0 <= subject < verb
        and doc.lower[subject] not in _RELATIVE
        and doc.words[doc.left[verb] - 1] == ","
        and doc.words[min(verb + 1, doc.n - 1)] == ","
    )


def own_subject(doc: Document, verb: int, low: int) -> int:
    """The noun right before the cue where a comma parts it from the rest: "A, Mr Ito often says"; else -1.

    The parser likes to take the noun before the comma for the subject.
    """
    i = verb - 1
    while i > low and doc.pos[i] in ("ADV", "AUX"):
        i -= 1
    noun = i
    while i > low and doc.pos[i] in ("PROPN", "NOUN", "PRON", "DET", "ADJ"):
        i -= 1
    if i <= low or i == noun or doc.words[i] != ",":
        return -1
    subject = doc.subject(verb)
    beside = doc.heads[noun] == subject and doc.words[min(verb + 1, doc.n - 1)] in (",", ".")
    return noun if doc.heads[noun] == verb or (beside and doc.pos[noun] == "PROPN") else -1


def trimmed(doc: Document, start: int, end: int) -> list[TokenRange]:
    """The range ``[start, end)`` without blanks and loose marks at its ends; none if nothing is left."""
    while start < end and (doc.words[start] in _LOOSE_AT_START or doc.words[start].isspace()):
        start += 1
    while end > start and (doc.words[end - 1] in _LOOSE_AT_END or doc.words[end - 1].isspace()):
        end -= 1
    return [(start, end)] if end > start else []
