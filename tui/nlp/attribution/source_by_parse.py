"""The noun phrase that speaks as the parse shows it: the subject of a cue, its agent, or one it shares."""

from __future__ import annotations

from tui.domain.evidence import SourceEvidence
from tui.nlp.attribution.source_nearby import first_phrase, left_of, near
from tui.nlp.attribution.source_phrases import NOMINAL, RELATIVE, TIMES, Source, phrase
from tui.nlp.attribution.verbs import is_contracted_have
from tui.nlp.document.document import CLOSING_MARKS, TENSED, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
DOCUMENTS = _KNOWN.words("documents")
_PLAIN_SAYING = _KNOWN.words("plain_saying")
_FORCING = _KNOWN.words("forcing")
_JOINING = _KNOWN.words("joining_verbs")
_COORDINATORS = _KNOWN.words("coordinators")
_MEANS = _KNOWN.words("means_prepositions")
_VERBS_ABOVE = _KNOWN.count("verbs_above_source")
_PARTING = frozenset((",", "—", "–", "--", "-"))
_CLAUSAL = ("conj", "xcomp", "advcl", "ccomp", "acl", "acl:relcl", "parataxis", "dep", "aux", "cop")
_SPEAKING_ROLES = ("nsubj", "nsubj:outer", "csubj")


def find(doc: Document, verb: int, *, low: int, high: int) -> Source | None:
    """The speaker of ``verb``, all of it inside ``[low, high)``: its subject, or one it shares.

    ``low`` and ``high`` are token numbers that a speaker's phrase may not cross (a quoted passage, the
    sentence).
    """
    first = min(low, doc.sentence(verb)[0])  # "…" may stand between: She said "…," adding, "…"
    sharing = _main_subject(doc, verb, first)
    if sharing >= 0:
        return phrase(doc, sharing, first, high, SourceEvidence.SHARED, stop=verb)
    if _passive(doc, verb):
        return _agent(doc, verb, low, high)
    at = verb
    for step in range(_VERBS_ABOVE):
        subject = _who_acts(doc, at) if step == 0 else _who_acts_above(doc, at)
        if step and doc.tags[verb] == "VBG" and subject > verb:
            break  # "noting he would go": who goes is not who notes
        if subject >= 0:
            return _by_subject(doc, verb, at, subject, low, high)
        if step == 0 and (forced := _forced(doc, verb, low)) >= 0:
            return phrase(doc, forced, low, high, SourceEvidence.SHARED, stop=verb)
        above = doc.heads[at]
        if above == at:
            break
        if doc.deps[at] in ("acl", "acl:relcl") and doc.pos[above] in NOMINAL:
            if not _released(doc, at, above):
                return phrase(doc, above, low, high, SourceEvidence.NOUN, stop=at)
            at = _verb_over(doc, above)
        elif doc.deps[at] in _CLAUSAL:
            at = doc.heads[above] if step == 0 and _beside_report(doc, verb, above) else above
        else:
            break
    return _before_stray_verb(doc, at, verb, low) if low < at < verb else None


def _main_subject(doc: Document, verb: int, low: int) -> int:
    """The subject that a participle behind a comma, ", saying", shares with the main verb; else -1.

    It is not the clause right before that speaks, but what that clause is said by.
    """
    if doc.tags[verb] != "VBG" or 0 <= doc.subject(verb) < verb or not _parted_before(doc, verb):
        return -1
    main = _main_verb(doc, verb)
    subject = doc.subject(main)
    if subject < 0 and doc.pos[main] == "NOUN" and doc.left[main] == doc.sentence(verb)[0]:
        subject = main  # "A witness described how it fell, saying": read as one noun phrase
    loose = doc.deps[verb] in ("advcl", "conj", "parataxis", "dep", "acl")
    return subject if loose and low <= subject < verb and doc.lower[subject] not in RELATIVE else -1


def _parted_before(doc: Document, verb: int) -> bool:
    """Whether a comma or dash parts a participle from what stands before it, maybe one within marks."""
    first = doc.left[verb]
    if doc.words[first] == ",":
        return True
    before = first - 1
    while before > 0 and doc.words[before] in CLOSING_MARKS:
        before -= 1
    return before >= 0 and doc.words[before] in _PARTING


def _forced(doc: Document, verb: int, low: int) -> int:
    """The one made to speak in "forced Lund to admit", at or behind ``low``; else -1."""
    above = doc.heads[verb]
    if doc.tags[verb] != "VB" or doc.lemmas[above] not in _FORCING:
        return -1
    forced = doc.child(above, "obj", "iobj", "nsubj:pass")
    return forced if low <= forced < verb else -1


def _verb_over(doc: Document, i: int) -> int:
    """The nearest verb at or above a token, or the head of its sentence."""
    while doc.pos[i] not in ("VERB", "AUX") and doc.heads[i] != i:
        i = doc.heads[i]
    return i


def _beside_report(doc: Document, verb: int, above: int) -> bool:
    """Whether ``verb`` goes with who says what ``above`` heads: "X said the move was made by Y and said"."""
    top = doc.heads[above]
    joined = doc.deps[verb] == "conj" and doc.lower[verb - 1] in _JOINING
    said = doc.deps[above] == "ccomp" and doc.lemmas[top] in _PLAIN_SAYING
    return joined and said and doc.tags[top] == doc.tags[verb]


def _before_stray_verb(doc: Document, at: int, verb: int, low: int) -> Source | None:
    """The speaker by what stands before the verb ``at`` above ``verb`` that the parser gave no subject."""
    if doc.tags[at] not in TENSED or doc.subject(at) >= 0:
        return None
    if doc.words[at - 1] == ",":
        return near(doc, at, low) or first_phrase(doc, max(low, doc.sentence(verb)[0]), at)
    found = left_of(doc, at, low, at)
    return Source(found.start, found.end, found.head, SourceEvidence.SHARED) if found is not None else None


def _who_acts(doc: Document, i: int) -> int:
    """The subject of the verb ``i``; -1 where there is none, or what the parser took for it is none."""
    kid = doc.subject(i)
    if kid < 0 or doc.deps[kid] == "expl" or (doc.lower[kid] in TIMES and abs(kid - i) <= 3):
        return -1
    adverb = doc.pos[kid] == "ADV" and kid < i and not doc.words[kid].isupper()
    return -1 if adverb or (doc.tags[i] == "VBG" and kid > i) else kid


def _who_acts_above(doc: Document, i: int) -> int:
    """The subject of a verb above the cue; none where "it" is: "insisted it was early while adding"."""
    subject = _who_acts(doc, i)
    return -1 if subject >= 0 and doc.lower[subject] == "it" and doc.deps[i] == "ccomp" else subject


def _by_subject(doc: Document, verb: int, i: int, kid: int, low: int, high: int) -> Source | None:
    """The speaker of the cue ``verb`` by the subject ``kid`` of ``i``, the cue itself or a verb above it."""
    if doc.lower[kid] in RELATIVE:
        thing = doc.heads[i]
        if i != verb and (doc.deps[verb] != "conj" or any(doc.words[k] == "," for k in range(i, verb))):
            return phrase(doc, thing, low, high, SourceEvidence.SHARED, stop=i)
        if doc.lower[kid] == "that" and doc.lemmas[thing] in DOCUMENTS and doc.deps[thing] in ("obj", "obl"):
            # "released a letter that says …": whoever released it.
            top = doc.heads[thing]
            owner = doc.subject(top)
            if low <= owner < high and doc.pos[top] == "VERB":
                return phrase(doc, owner, low, high, SourceEvidence.SHARED, stop=top)
        if doc.deps[i] in ("acl:relcl", "acl", "ccomp", "advcl"):
            return Source(kid, kid + 1, kid, SourceEvidence.RELATIVE) if low <= kid < high else None
    if i != verb and doc.lower[verb - 1] in _COORDINATORS:
        low = min(low, doc.sentence(verb)[0])  # "…" stands between: X called it "…" and said
    evidence = SourceEvidence.SUBJECT if i == verb else SourceEvidence.SHARED
    return phrase(doc, kid, low, high, evidence, stop=verb)


def _released(doc: Document, i: int, thing: int) -> bool:
    """Whether a participle goes with who acts on ``thing``: "released a letter saying", "met her, saying"."""
    if doc.tags[i] != "VBG":
        return False
    first = doc.left[i]
    comma = "," in (doc.words[first], doc.words[first - 1])
    if not comma and doc.deps[thing] in _SPEAKING_ROLES:
        return False
    means = doc.lower[first] in _MEANS or doc.lower[first - 1] in _MEANS  # "made headlines by saying"
    return comma or means or doc.lower[thing] in TIMES or doc.lemmas[thing] in DOCUMENTS


def _main_verb(doc: Document, verb: int) -> int:
    """The verb whose clause a participle behind a comma goes with: the nearest that has a subject.

    A clause that is said, or that tells which one is meant ("a case that ended in May"), is passed over.
    """
    top = doc.heads[verb]
    while doc.heads[top] < top:
        defining = doc.deps[top] == "acl:relcl" and doc.words[doc.left[top] - 1] != ","
        if doc.subject(top) >= 0 and doc.deps[top] not in ("ccomp", "xcomp") and not defining:
            break
        top = doc.heads[top]
    return top


def main_clause(doc: Document, verb: int, high: int) -> Source | None:
    """The subject of the clause behind a participle that opens its sentence: "Admitting that …, she left"."""
    above = doc.heads[verb]
    if above < verb:
        above = doc.heads[above]  # "After saying": what the preposition hangs on
    while verb < above < doc.heads[above] and not _is_main_subject(doc, verb, doc.subject(above), above):
        above = doc.heads[above]  # what is said was taken for the main clause
    if above <= verb:
        return None
    subject = doc.subject(above)
    return (
        phrase(doc, subject, verb + 1, high, SourceEvidence.SHARED, stop=above)
        if verb < subject < high
        else None
    )


def _is_main_subject(doc: Document, verb: int, subject: int, above: int) -> bool:
    """Whether a subject stands behind the comma that ends a participle's clause."""
    return verb < subject < above and doc.words[doc.left[subject] - 1] == ","


def _passive(doc: Document, verb: int) -> bool:
    if doc.tags[verb] == "VBN" and doc.child(verb, "obl:agent") > verb and doc.subject(verb) < 0:
        return True  # "words described by X as …"
    return not is_contracted_have(doc, verb) and any(
        doc.deps[kid] in ("aux:pass", "nsubj:pass") for kid in doc.children[verb]
    )


def _agent(doc: Document, verb: int, low: int, high: int) -> Source | None:
    for kid in doc.children[verb]:
        dep = doc.deps[kid]
        if dep in ("obl:agent", "obl") and any(doc.lower[k] == "by" for k in doc.children[kid]):
            return phrase(doc, kid, low, high, SourceEvidence.AGENT)
        if dep in ("agent", "prep") and doc.lower[kid] == "by" and doc.children[kid]:
            return phrase(doc, doc.children[kid][0], low, high, SourceEvidence.AGENT)
    return None
