"""Where what a cue says ends, read from the surface where the parser is not to be trusted."""

from __future__ import annotations

from tui.nlp.attribution.cues import CueHit
from tui.nlp.document.document import DASHES, FINITE, TENSED, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_CONCESSIVE_OPENERS = _KNOWN.words("concessive_openers")
_PREPOSED_OPENERS = _KNOWN.words("preposed_openers")
_RELATIVE = _KNOWN.words("relative_pronouns")
_EXPLAINING = _KNOWN.words("explaining")
_REPORTERS_WORDS = _KNOWN.words("reporters_words")
_COORDINATORS = _KNOWN.words("coordinators")
_CLAUSE_JOINING = _COORDINATORS | _KNOWN.words("joining_clauses")
_CONTRASTING = _KNOWN.words("contrasting")
_REFUSING = _KNOWN.words("refusing")
_MEANING = _KNOWN.words("meaning")
_TELLING = _KNOWN.words("telling")
_EMPTY_SUBJECTS = frozenset(("it", "there"))
_FAR_CONJUNCTION = _KNOWN.count("far_conjunction")
_FAR_MAIN_SUBJECT = _KNOWN.count("far_main_subject")
_FAR_REFUSAL = _KNOWN.count("far_refusal")
_LONG_PASSAGE = _KNOWN.count("long_passage")
_PARTING = DASHES | {","}
_TENSE = {"VBD": "past", "VBZ": "present", "VBP": "present"}
_OPENS_SUBJECT = frozenset(("DET", "NOUN", "PROPN", "PRON"))
_OPENS_CONTENT = frozenset(("that", "“", '"', "‘", "'"))
_MARKS = frozenset(("“", "”", '"', "''", "``"))
_OPENING_MARKS = frozenset(("“", '"', "``"))
_CLOSING_MARKS = frozenset(("”", '"', "''"))
_NEXT_DEED = _KNOWN.words("next_deed")


def end_of_clause(
    doc: Document, hit: CueHit, start: int, end: int, high: int, cues: dict[int, CueHit]
) -> int:
    """How far a clause reaches: to the end of the sentence, or to where the cue's own verb goes on.

    ``[start, end)`` is the clause by the parse, ``cues`` are the other cues by token. The parser is not to be
    trusted with what hangs on the cue and what on the clause; commas, conjunctions and the next cue are.
    """
    high = _main_clause_by_parse(doc, hit, start, high)
    high = next((i for i in range(start + 2, high) if doc.words[i] == ";"), high)
    high = min(
        _main_clause(doc, hit, start, high),
        _second_verb(doc, hit, start, high),
        _second_speaker(doc, hit, start, high),
        _refusal(doc, start, high),
        _next_deed(doc, hit, start, high),
        _pointing(doc, start, high),
    )
    for i in range(start + 1, high):
        if i >= end and doc.heads[i] == hit.at and doc.left[i] > start:
            joined = doc.deps[i] == "conj"
            if joined and _goes_on_with_content(doc, i, cues):
                continue
            if joined or _is_participle_of_cue(doc, i):
                if i in cues and doc.subject(i) < 0:
                    cues[i].heir_of = hit
                return doc.left[i] - (doc.lower[doc.left[i] - 1] in _COORDINATORS)
        other = cues.get(i)
        if other is not None and not other.negated:
            border = _before_cue(doc, hit, other, start)
            if border >= 0:
                return border
    return _reporters_words(doc, start, high)


def _reporters_words(doc: Document, start: int, high: int) -> int:
    """Where the reporter goes on: behind a comma or dash with "(even) though", or with an explanation."""
    for i in range(start + 2, high):
        even = doc.lower[i] == "even" and doc.lower[i + 1] in _REPORTERS_WORDS
        if doc.words[i - 1] in _PARTING and (even or doc.lower[i] in _REPORTERS_WORDS):
            return i - 1
    return _explained(doc, start, high)


def _main_clause_by_parse(doc: Document, hit: CueHit, start: int, high: int) -> int:
    """Where the clause that governs the cue begins behind it: "While X said …, Y"; else ``high``."""
    verb = hit.at
    above = doc.heads[verb]
    if above <= max(verb, start) or doc.deps[verb] not in ("advcl", "parataxis", "dep", "ccomp"):
        return high
    subject = doc.subject(above)
    border = doc.left[subject] if verb < subject < above else above
    parted = border > start and any(doc.words[i] == "," for i in range(start, border))
    return min(high, border) if parted else high


def _goes_on_with_content(doc: Document, i: int, cues: dict[int, CueHit]) -> bool:
    """Whether what is joined to the cue is more of what it says: "and that …", a verb without a comma."""
    first = doc.left[i]
    if doc.words[first - 1] != "," and i not in cues and doc.subject(i) < 0:
        return True
    subject = first + (doc.lower[first] in _COORDINATORS)
    joined = doc.lower[subject - 1] in _COORDINATORS and doc.words[subject - 2] not in _PARTING
    if joined and doc.lower[subject] in _EMPTY_SUBJECTS and doc.subject(i) == subject:
        return True  # "said he could do without it but it was a luxury"
    opening = [word for word in doc.words[first : first + 3] if word != ","][:2]
    return any(word in _OPENS_CONTENT for word in opening)


def _is_participle_of_cue(doc: Document, i: int) -> bool:
    """Whether a participle behind a comma tells what came with the saying: ", adding that"."""
    hanging = doc.deps[i] in ("advcl", "parataxis") and doc.tags[i] == "VBG"
    return hanging and doc.words[doc.left[i] - 1] == ","


def _before_cue(doc: Document, hit: CueHit, other: CueHit, start: int) -> int:
    """Where the content of ``hit`` ends before the clause of another cue; -1 where it goes on.

    The other cue is the heir of ``hit`` where it has no subject of its own.
    """
    at = other.at
    strong = other.cue.strength == "strong"
    comma = at - 2 if doc.pos[at - 1] == "ADV" else at - 1
    hanging = strong or doc.deps[at] in ("advcl", "acl", "parataxis", "conj")
    joined = doc.lower[at - 1] == "while" or (
        doc.tags[hit.at] == "VBG" and doc.lower[at - 1] in _COORDINATORS
    )
    if doc.tags[at] == "VBG" and ((hanging and doc.words[comma] == ",") or (strong and joined)):
        other.heir_of = hit
        return at - 1 if joined else comma
    if other.cue.strength == "weak":
        return -1
    subject = doc.subject(at)
    if subject < 0:
        return _before_second_cue(doc, hit, other)
    if not start < subject < at:
        return -1
    border = _relative_aside(doc, subject, start) if strong else -1
    return _joined(doc, subject, start) if border < 0 and doc.tags[at] in TENSED else border


def _before_second_cue(doc: Document, hit: CueHit, other: CueHit) -> int:
    """The conjunction before a cue without a subject: "said … and (also) warned …"; -1 where none stands."""
    at = other.at
    participle = doc.tags[at] == "VBN" and doc.child(at, "aux", "aux:pass") < 0
    if doc.tags[at] not in TENSED and not participle:
        return -1
    before = at - 2 if doc.pos[at - 1] == "ADV" and doc.lower[at - 1] not in _COORDINATORS else at - 1
    if doc.lower[before] not in _COORDINATORS:
        return -1
    other.heir_of = hit
    return before


def _relative_aside(doc: Document, subject: int, start: int) -> int:
    """The comma of ", which he said …", where the content of the cue before ends; -1 where there is none."""
    first = doc.left[subject]
    while first > start and doc.lower[first] in ("which", "who", ","):
        first += 1
    comma = first - 2
    return comma if comma > start and doc.lower[first - 1] == "which" and doc.words[comma] == "," else -1


def _joined(doc: Document, subject: int, start: int) -> int:
    """The border before another cue's subject: the comma of ", and the minister, Y, [said]", or "and".

    -1 where nothing joins them.
    """
    for i in range(subject, max(start, subject - _FAR_CONJUNCTION), -1):
        if doc.pos[i] in ("VERB", "AUX"):
            break
        if doc.lower[i] in _CLAUSE_JOINING and doc.words[i - 1] == ",":
            return i - 1
    before = doc.left[subject] - 1
    return before if before > start and doc.lower[before] in _CLAUSE_JOINING else -1


def _explained(doc: Document, start: int, end: int) -> int:
    """Where the reporter's explanation at the end begins: ", who is from Leeds", ", which opened in May".

    What would be is his who speaks, and so is what stands in quotation marks.
    """
    comma = next((i for i in range(end - 1, start + 2, -1) if doc.words[i] == ","), -1)
    if comma < 0 or comma + 1 >= doc.n or doc.lower[comma + 1] not in _EXPLAINING:
        return end
    speaks = any(doc.tags[i] == "MD" or doc.words[i] in _MARKS for i in range(comma + 1, end))
    return end if speaks else comma


def _main_clause(doc: Document, hit: CueHit, start: int, high: int) -> int:
    """Where the main clause begins behind a subordinate cue: "While X said A, Y did B"; else ``high``."""
    low = doc.sentence(hit.at)[0]
    opening = doc.lower[low]
    asked = hit.passive and low == hit.at  # "Asked what they missed, the crew named …"
    preposed = (asked or doc.tags[hit.at] == "VBG") and (
        low == hit.at or (opening in _PREPOSED_OPENERS and low + 1 == hit.at)
    )
    if not preposed and opening not in _CONCESSIVE_OPENERS:
        return high
    for comma in range(start + 2, high - 2):
        if doc.words[comma] == "," and _opens_main_clause(doc, comma + 1, high):
            return comma
    last = high - 1 if asked else _torn_verb(doc, start, high)
    torn = (i for i in range(start + 2, last) if doc.words[i] == "," and doc.pos[i + 1] in _OPENS_SUBJECT)
    return next(torn, high)  # its subject was taken for an object of the cue


def _torn_verb(doc: Document, start: int, high: int) -> int:
    """The sentence's head, if that is a verb without a subject; else -1."""
    main = next((i for i in range(start, high) if doc.heads[i] == i), -1)
    return main if main >= 0 and doc.subject(main) < 0 and doc.tags[main][:2] == "VB" else -1


def _opens_main_clause(doc: Document, first: int, high: int) -> bool:
    """Whether a clause with a subject of its own, and no relative one, begins behind a comma at ``first``."""
    first += doc.words[first] in _CLOSING_MARKS
    near = range(first, min(first + _FAR_MAIN_SUBJECT, high))
    subject = next((i for i in near if _is_subject(doc, i)), -1)
    return (
        subject >= 0
        and (doc.left[subject] <= first or doc.pos[first] in ("ADP", "ADV"))
        and doc.lower[subject] not in _RELATIVE
        and not any(doc.pos[i] == "VERB" for i in range(first, subject))
    )


def _second_verb(doc: Document, hit: CueHit, start: int, high: int) -> int:
    """The comma before the cue's own second verb: "He says it must go, and has filed a suit"; else ``high``.

    The verb takes no subject and has the cue's tense, and the clause between has another one.
    """
    tense = _TENSE.get(doc.tags[hit.at])
    between = (_TENSE.get(doc.tags[i], "modal") for i in range(start, high) if doc.tags[i] in FINITE)
    if tense is None or next(between, tense) == tense:
        return high
    for i in range(start + 3, high - 2):
        if doc.words[i] == "," and doc.lower[i + 1] == "and":
            verb = i + 2
            while verb < high and doc.pos[verb] == "ADV":
                verb += 1
            if verb < high and _TENSE.get(doc.tags[verb]) == tense and doc.subject(verb) < 0:
                return i
    return high


def _second_speaker(doc: Document, hit: CueHit, start: int, high: int) -> int:
    """The comma before somebody else's clause: "Ada has argued that …, and Mr Ito has tried"; else ``high``.

    Who is named there has a verb in the cue's own tense, and the clause between has another one.
    """
    form = _form(doc, hit.at)
    between = next((i for i in range(start, high) if doc.tags[i] in FINITE), -1)
    if not form or between < 0 or _form(doc, _head_verb(doc, between)) == form:
        return high
    for i in range(start + 3, high - 2):
        if doc.words[i] != "," or doc.lower[i + 1] not in _CLAUSE_JOINING:
            continue
        named = next(
            (k for k in range(i + 2, min(i + 2 + _FAR_MAIN_SUBJECT, high)) if _is_subject(doc, k)), -1
        )
        if named < 0 or doc.pos[named] != "PROPN" or doc.left[named] > i + 2:
            continue
        if named < doc.heads[named] and _form(doc, doc.heads[named]) == form:
            return i
    return high


def _is_subject(doc: Document, i: int) -> bool:
    return doc.deps[i] in ("nsubj", "nsubj:pass")


def _head_verb(doc: Document, i: int) -> int:
    """The verb that an auxiliary goes with, or the verb itself."""
    return doc.heads[i] if doc.deps[i] in ("aux", "aux:pass", "cop") else i


def _form(doc: Document, verb: int) -> tuple[str, ...]:
    """The tense of a verb: those of its auxiliaries and its own tag; empty where none is finite."""
    parts = [
        doc.lemmas[kid] + _TENSE.get(doc.tags[kid], "")
        for kid in doc.children[verb]
        if doc.deps[kid] in ("aux", "aux:pass")
    ]
    form = (*parts, _TENSE.get(doc.tags[verb], doc.tags[verb]))
    return form if any(doc.tags[i] in FINITE for i in (verb, *doc.children[verb])) else ()


def _next_deed(doc: Document, hit: CueHit, start: int, high: int) -> int:
    """Where the speaker's next verb begins behind a clause in marks; else ``high``.

    'said "it is over" and (then) left the room': no subject, the cue's tense, and the words in the marks are
    a clause of their own, right behind the cue or the hearer.
    """
    first = next((i for i in (start, start - 1) if doc.words[i] in _OPENING_MARKS), -1)
    closing = next((i for i in range(start + 1, high) if doc.words[i] in _CLOSING_MARKS), high)
    clause = any(doc.tags[i] in FINITE for i in range(start, closing)) or closing - first > _LONG_PASSAGE
    if first < hit.end or not clause:
        return high
    joined = closing + 1 + (closing + 1 < high and doc.words[closing + 1] == ",")
    verb = joined
    while verb < high and (doc.lower[verb] in _NEXT_DEED or doc.pos[verb] == "ADV"):
        verb += 1
    if not joined < verb < high or doc.lower[joined] not in _NEXT_DEED:
        return high
    own = doc.tags[verb] in TENSED and doc.tags[verb] == doc.tags[hit.at]
    return closing + 1 if own and doc.subject(verb) < closing else high


def _pointing(doc: Document, start: int, high: int) -> int:
    """Where the reporter tells what was meant, ", referring to", or goes on behind marks; else ``high``."""
    for i in range(start + 2, high - 1):
        verb = i + (doc.pos[i] == "ADV")
        if doc.tags[verb] != "VBG":
            continue
        if doc.words[i - 1] in _CLOSING_MARKS and doc.words[i - 2] == ",":
            return i
        if doc.words[i - 1] == "," and doc.lemmas[verb] in _MEANING:
            return i - 1
    return high


def _refusal(doc: Document, start: int, high: int) -> int:
    """Where "but (he) would not say, declined to give …" begins, which is no part of it; else ``high``."""
    for i in range(start + 2, high - 2):
        if doc.lower[i] not in _CONTRASTING:
            continue
        ahead = doc.lemmas[i + 1 : min(i + 1 + _FAR_REFUSAL, high)]
        refused = next((k for k, lemma in enumerate(ahead) if lemma in _REFUSING), len(ahead))
        gave_no = next((k for k in range(1, len(ahead)) if ahead[k] == "no"), 0)  # "but offered no proof"
        not_told = [*ahead[refused + 1 : refused + 3], *ahead[gave_no - 1 : gave_no]]
        if any(lemma in _TELLING for lemma in not_told):
            return i - 1 if doc.words[i - 1] == "," else i
    return high
