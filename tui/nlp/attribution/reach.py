"""Where what a cue says ends, read from the surface where the parser is not to be trusted."""

from __future__ import annotations

from tui.nlp.attribution.cues import CueHit
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_CONCESSIVE_OPENERS = _KNOWN.words("concessive_openers")
_REPORTERS_WORDS = _KNOWN.words("reporters_words")
_PREPOSED_OPENERS = _KNOWN.words("preposed_openers")
_TENSE = {"VBD": "past", "VBZ": "present", "VBP": "present"}
_REFUSING = _KNOWN.words("refusing")
_TELLING = _KNOWN.words("telling")
_MARKS = frozenset(("“", "”", '"', "''", "``"))


def extended(doc: Document, hit: CueHit, start: int, end: int, high: int, cues: dict[int, CueHit]) -> int:
    """How far a clause reaches: to the end of the sentence, or to where the cue's own verb goes on.

    The parser is not to be trusted with what hangs on the cue and what on the clause; commas, conjunctions
    and the next cue are.
    """
    v = hit.at
    stop = high
    above = doc.heads[v]
    if above > v and doc.deps[v] in ("advcl", "parataxis", "dep", "ccomp") and above > start:
        # "While X said …, Y": the main clause ends what the first one says.
        subject = doc.subject(above)
        border = doc.left[subject] if v < subject < above else above
        if border > start and any(doc.words[i] == "," for i in range(start, border)):
            high = stop = min(stop, border)
    semicolon = next((i for i in range(start + 2, high) if doc.words[i] == ";"), high)
    high = stop = min(
        _main_clause(doc, hit, start, semicolon),
        _own_verb(doc, hit, start, semicolon),
        _refusal(doc, start, semicolon),
    )
    for i in range(start + 1, high):
        head = doc.heads[i]
        if i >= end and head == v and doc.deps[i] in ("conj", "advcl", "parataxis") and doc.left[i] > start:
            first = doc.left[i]
            own = doc.subject(i) >= 0
            if doc.deps[i] == "conj" and not own and doc.words[first - 1] != "," and i not in cues:
                continue
            opening = [word for word in doc.words[first : first + 3] if word != ","][:2]
            if doc.deps[i] == "conj" and (
                "that" in opening or any(w in ("“", '"', "‘", "'") for w in opening)
            ):
                continue
            if doc.deps[i] == "conj" or (doc.tags[i] == "VBG" and doc.words[first - 1] == ","):
                if i in cues and not own:
                    cues[i].heir_of = hit
                return min(stop, first)
        other = cues.get(i)
        if other is None or other.negated:
            continue
        comma = i - 2 if doc.pos[i - 1] == "ADV" else i - 1
        if (
            doc.tags[i] == "VBG"
            and doc.words[comma] == ","
            and (other.cue.strength == "strong" or doc.deps[i] in ("advcl", "acl", "parataxis", "conj"))
        ):
            other.heir_of = hit
            return comma
        if other.cue.strength == "weak":
            continue
        subject = doc.subject(i)
        aside = _relative_aside(doc, i, subject, start) if other.cue.strength == "strong" else -1
        if aside >= 0:
            return aside
        if start < subject < i and doc.tags[i] in ("VBD", "VBZ", "VBP"):
            joined = _joined(doc, subject, start)
            if joined >= 0:
                return joined
        if (
            start < subject < i
            and doc.tags[i] in ("VBD", "VBZ", "VBP")
            and doc.lower[doc.left[subject] - 1] in ("and", "but", "while")
            and doc.left[subject] - 1 > start
        ):
            return doc.left[subject] - 1
        if (
            doc.tags[i] in ("VBD", "VBZ", "VBP")
            or (doc.tags[i] == "VBN" and doc.child(i, "aux", "aux:pass") < 0)
        ) and subject < 0:
            for back in (1, 2):
                if doc.lower[i - back] in ("and", "but") and (back == 1 or doc.pos[i - 1] == "ADV"):
                    other.heir_of = hit
                    return i - back
    for i in range(start + 2, stop):
        if doc.words[i - 1] == "," and doc.lower[i] in _REPORTERS_WORDS:
            return i - 1
    return _explained(doc, start, stop)


def _explained(doc: Document, start: int, stop: int) -> int:
    """Where the reporter's explanation at the end begins: ", who is from Leeds", ", which opened in May".

    What would be is his who speaks, and so is what stands in quotation marks.
    """
    comma = next((i for i in range(stop - 1, start + 2, -1) if doc.words[i] == ","), -1)
    tail = range(comma + 1, stop)
    if comma < 0 or doc.lower[comma + 1 : comma + 2] not in (["who"], ["which"], ["whose"]):
        return stop
    return stop if any(doc.tags[i] == "MD" or doc.words[i] in _MARKS for i in tail) else comma


def _relative_aside(doc: Document, i: int, subject: int, start: int) -> int:
    """The comma of ", which he said …", where the content of the cue before ends; -1 where there is none."""
    if not 0 <= subject < i:
        return -1
    first = doc.left[subject]
    while first > start and doc.lower[first] in ("which", "who", ","):
        first += 1
    return (
        first - 2
        if doc.lower[first - 1] == "which" and doc.words[first - 2] == "," and first - 2 > start
        else -1
    )


def _joined(doc: Document, subject: int, start: int) -> int:
    """The comma of ", and the minister, Y, [said]", found from the subject leftwards; -1 if there is none."""
    for i in range(subject, max(start, subject - 12), -1):
        if doc.pos[i] in ("VERB", "AUX"):
            break
        if doc.lower[i] in ("and", "but", "while") and doc.words[i - 1] == ",":
            return i - 1
    return -1


def _main_clause(doc: Document, hit: CueHit, start: int, high: int) -> int:
    """Where the main clause begins behind a subordinate cue: "While X said A, Y did B"; else ``high``."""
    low = doc.sentence(hit.at)[0]
    opening = doc.lower[low]
    if not (
        opening in _CONCESSIVE_OPENERS
        or (opening in _PREPOSED_OPENERS and doc.tags[low + 1] == "VBG" and low + 1 == hit.at)
    ):
        return high
    for comma in range(start + 2, high - 2):
        if doc.words[comma] != ",":
            continue
        subject = next((i for i in range(comma + 1, min(comma + 8, high)) if doc.deps[i] == "nsubj"), -1)
        if (
            subject >= 0
            and doc.left[subject] <= comma + 1
            and doc.lower[subject] not in ("who", "which", "that")
            and not any(doc.pos[i] == "VERB" for i in range(comma + 1, subject))
        ):
            return comma
    return high


def _own_verb(doc: Document, hit: CueHit, start: int, high: int) -> int:
    """The comma before the cue's own second verb: "He says it must go, and has filed a suit"; else ``high``.

    The verb takes no subject and has the cue's tense, and the clause between has another one.
    """
    tense = _TENSE.get(doc.tags[hit.at])
    within = next(
        (_TENSE.get(doc.tags[i], "other") for i in range(start, high) if doc.tags[i] in FINITE), None
    )
    if tense is None or within in (None, tense):
        return high
    for i in range(start + 3, high - 2):
        if doc.words[i] == "," and doc.lower[i + 1] == "and":
            j = i + 2
            while j < high and doc.pos[j] == "ADV":
                j += 1
            if j < high and _TENSE.get(doc.tags[j]) == tense and doc.subject(j) < 0:
                return i
    return high


def _refusal(doc: Document, start: int, high: int) -> int:
    """Where "but (he) would not say, declined to give …" begins, which is no part of it; else ``high``."""
    for i in range(start + 2, high - 2):
        if doc.lower[i] not in ("but", "though", "although"):
            continue
        ahead = doc.lemmas[i + 1 : min(i + 7, high)]
        refused = next((k for k, lemma in enumerate(ahead) if lemma in _REFUSING), len(ahead))
        gave_no = next((k for k in range(1, len(ahead)) if ahead[k] == "no"), 0)  # "but offered no proof"
        if any(
            lemma in _TELLING for lemma in [*ahead[refused + 1 : refused + 3], *ahead[gave_no - 1 : gave_no]]
        ):
            return i - 1 if doc.words[i - 1] == "," else i
    return high
