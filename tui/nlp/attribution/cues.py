"""Finding cues: verbs, nouns, "according to" and colons that say that something was said."""

from __future__ import annotations

import msgspec

from tui.nlp.attribution.verbs import (
    FORMS,
    is_contracted_have,
    is_inverted_aside,
    is_verb,
    read_participles,
    stem,
)
from tui.nlp.document.document import Document
from tui.nlp.lang.cues import Cue, nouns, particle_verbs, verbs
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_NEGATIONS = _KNOWN.words("negations")
_REFUSALS = _KNOWN.words("refusals")
_LEAVING = _KNOWN.words("leaving")
_CONDITIONS = _KNOWN.words("conditions")
_MODALS = _KNOWN.words("modals")
_QUOTING = _KNOWN.words("quoting")
_HEARING = _KNOWN.words("hearing")
_SAID_OF = _KNOWN.words("said_of") | _QUOTING
_OTHER_WITH_PARTICLE = _KNOWN.words("other_with_particle")
_OTHER_PARTICLES = _KNOWN.words("other_particles")
_BEING = _KNOWN.words("being")
_ACCUSING = _KNOWN.words("accusing")
_PAST = frozenset(("VBN", "VBD"))
_HAVING = _KNOWN.words("having")
_PASSIVE_FORMS = _KNOWN.words("passive_forms")
_OPENS_PASSIVE = _KNOWN.words("opens_passive")
_PASSIVE = frozenset(("aux:pass", "nsubj:pass"))
_FAR_QUOTING = _KNOWN.count("far_quoting")
_VERBS_ABOVE = _KNOWN.count("verbs_above_cue")


class CueHit(msgspec.Struct):
    """A cue in the text. ``start`` and ``end`` bound its tokens, ``at`` is the one that governs.

    ``kind`` is "verb" or "noun". ``modal``: it might be said. ``heir_of`` is the cue whose source goes on:
    "said … and warned …". ``quoted`` is the token of the one who is quoted, -1 for none: "the paper quoted
    Lund as saying".
    """

    at: int
    start: int
    end: int
    cue: Cue
    kind: str
    negated: bool = False
    modal: bool = False
    passive: bool = False
    infinitive: bool = False
    heir_of: CueHit | None = None
    quoted: int = -1

    @property
    def lemma(self) -> str:
        return f"{self.cue.lemma} {self.cue.particle}".strip()


def find_cues(doc: Document) -> list[CueHit]:
    """All cues of the Doc in the order of the text, wherever they stand."""
    read_participles(doc)
    lexicon, two_words, nominal = verbs(), particle_verbs(), nouns()
    first_words = {lemma for lemma, _ in two_words}
    found: list[CueHit] = []
    for i in range(doc.n):
        lemma = FORMS.get(doc.lower[i]) or doc.lemmas[i].lower()
        if lemma not in lexicon and lemma not in first_words:
            lemma = stem(doc.lower[i])
        if (lemma in lexicon or lemma in first_words) and is_verb(doc, i, lemma):
            second = _particle(doc, i, lemma) if lemma in first_words else -1
            if second >= 0:
                end = second + 1 if second == i + 1 else i + 1
                found.append(_verbal(doc, i, two_words[lemma, doc.lower[second]], end))
            elif lemma in lexicon and not (lemma in _OTHER_WITH_PARTICLE and _has_other_particle(doc, i)):
                found.append(_verbal(doc, i, lexicon[lemma], i + 1))
        elif doc.pos[i] == "NOUN" and doc.lemmas[i].lower() in nominal:
            found.append(CueHit(i, i, i + 1, nominal[doc.lemmas[i].lower()], "noun"))
    return _as_saying(doc, found)


def _particle(doc: Document, i: int, lemma: str) -> int:
    """The token of the second word of "point out", which may stand one word off; -1 if there is none."""
    for j in (i + 1, i + 2):
        if j < doc.n and (lemma, doc.lower[j]) in particle_verbs() and (j == i + 1 or doc.heads[j] == i):
            return j
    return -1


def _has_other_particle(doc: Document, i: int) -> bool:
    """Whether a particle makes another verb of a cue: "called her over", "ruled it out"."""
    return any(doc.tags[kid] == "RP" and doc.lower[kid] in _OTHER_PARTICLES for kid in doc.children[i])


def _as_saying(doc: Document, hits: list[CueHit]) -> list[CueHit]:
    """The cues, with "quoted Lund as saying" and "Lund could be heard saying" read as ones of Lund's."""
    kept: list[CueHit] = []
    for hit in hits:
        quoting = _quoting(doc, hit) if hit.kind == "verb" else -1
        if quoting >= 0:
            kept = [other for other in kept if other.at != quoting]
            passive = _is_passive(doc, quoting)
            who = _who_is_quoted(doc, quoting) if passive else doc.child(quoting, "obj", "iobj")
            hit.quoted = who if passive or who > quoting else -1
            hit.modal = hit.passive = hit.infinitive = False
        kept.append(hit)
    return kept


def _quoting(doc: Document, hit: CueHit) -> int:
    """The verb before a cue that tells of the saying: "quoted … as saying", "was heard saying"; else -1."""
    at = hit.at
    before = doc.lower[at - 1] if at else ""
    if before == "have" and doc.lower[at - 2] == "to" and doc.tags[at] == "VBN" and hit.cue.takes("that"):
        said_of = doc.lemmas[at - 3].lower() in _SAID_OF and doc.tags[at - 3] in _PAST
        return at - 3 if said_of and _is_passive(doc, at - 3) else -1  # "is said to have told"
    if doc.tags[at] != "VBG" and not (before == "to" and doc.tags[at] == "VB"):
        return -1
    first = max(doc.sentence(at)[0], at - _FAR_QUOTING)
    for i in range(at - 1, first - 1, -1):
        verb = doc.lemmas[i].lower()
        if doc.tags[i] not in _PAST or verb not in _QUOTING | _HEARING:
            continue
        if before == "as":
            return i
        near = i == at - 2 if before == "to" else before not in (",", "and")
        return i if verb in _HEARING and near and _is_passive(doc, i) else -1
    return -1


def _is_passive(doc: Document, verb: int) -> bool:
    """Whether a form of "be" stands before a participle, adverbs between them left out."""
    i = verb - 1
    while i > 0 and doc.pos[i] == "ADV":
        i -= 1
    return i >= 0 and doc.lower[i] in _BEING


def _who_is_quoted(doc: Document, verb: int) -> int:
    """The subject of a passive, or the noun before its auxiliaries where the parse has none; else -1."""
    i = verb - 1
    while i > 0 and (doc.pos[i] in ("ADV", "AUX", "PART") or doc.lower[i] in _BEING):
        i -= 1
    subject = doc.subject(verb)
    if doc.sentence(verb)[0] <= subject < verb and doc.left[subject] <= i <= verb:
        return subject
    return i if doc.pos[i] in ("NOUN", "PROPN", "PRON") else -1


def _verbal(doc: Document, at: int, cue: Cue, end: int) -> CueHit:
    """The verbal cue at ``at`` whose tokens end at ``end``, with its negation, modality and voice."""
    hit = CueHit(at, at, end, cue, "verb")
    _read_auxiliaries(doc, hit)
    subject = doc.subject(at)
    absolute = _in_absolute(doc, at, subject)
    if subject < 0 or absolute:
        if doc.lower[at] in _OPENS_PASSIVE and doc.words[at][0].isupper() and doc.opens_sentence(at):
            hit.passive = True
        elif hit.cue.takes("invert") and doc.opens_sentence(at) and doc.pos[end : end + 1] == ["PROPN"]:
            return hit  # "Remarked Ada Roe, “…”"
        if not hit.passive and _may_be_reduced_passive(doc, at, absolute):
            # "claims cited as proof": a participle without "have" has its doer elsewhere.
            joined = doc.deps[at] == "conj"
            above = doc.heads[at] if joined else at
            if not (_has_have(doc, at) or _has_have(doc, above)):
                hit.passive = not joined or doc.tags[above] == "VBN"
    if hit.lemma in _ACCUSING and _is_accused(doc, at):
        hit.passive = True
    if at and doc.lower[at - 1] in _NEGATIONS:
        hit.negated = True
    return hit


def _is_accused(doc: Document, at: int) -> bool:
    """Whether of the subject it is said: "Mayor accused of waste", not "the senator that she accused of"."""
    if doc.lower[at + 1 : at + 2] != ["of"] or _has_have(doc, at):
        return False
    return doc.child(at, "obj") < 0 and doc.deps[at] != "acl:relcl"


def _read_auxiliaries(doc: Document, hit: CueHit) -> None:
    """Note what auxiliaries say of the cue, and of the verbs that it is an open complement of: not, might."""
    at = top = hit.at
    if doc.tags[at] == "VB" and doc.lower[at - 1] == "to" and doc.lemmas[doc.heads[at]] in _LEAVING:
        hit.modal = True
    for _ in range(_VERBS_ABOVE):
        for kid in doc.children[top]:
            word = doc.lower[kid]
            if kid < top and word in _NEGATIONS:
                hit.negated = True
            elif kid < top and ((doc.deps[kid] == "aux" and word in _MODALS) or word in _CONDITIONS):
                hit.modal = True  # what might be said is not said
            elif top != at:
                continue
            elif doc.deps[kid] in _PASSIVE and not is_contracted_have(doc, at):
                hit.passive = True
            elif word == "to" and kid == at - 1:
                hit.infinitive = True
        if doc.deps[top] != "xcomp" or doc.heads[top] == top:
            break
        top = doc.heads[top]
        if doc.lemmas[top] in _REFUSALS:
            hit.negated = True


def _in_absolute(doc: Document, at: int, subject: int) -> bool:
    """Whether "with" makes the clause of the verb ``at`` a phrase: "with residents told to leave"."""
    if any(doc.lower[k] == "with" and k < at for k in doc.children[at]):
        return True
    return 0 <= subject < at and "with" in (doc.lower[doc.left[subject] - 1], doc.lower[doc.left[subject]])


def _may_be_reduced_passive(doc: Document, at: int, absolute: bool) -> bool:
    """Whether a form is a participle, and no past tense or word that describes a noun."""
    if (doc.deps[at] == "amod" and doc.heads[at] > at) or is_inverted_aside(doc, at):
        return False  # "Lund urged residents", as the parser has it
    if doc.lower[at] in FORMS and not (doc.lower[at] in _PASSIVE_FORMS and doc.deps[at] in ("advcl", "acl")):
        return False
    return doc.tags[at] == "VBN" or (absolute and doc.tags[at] == "VBD")


def _has_have(doc: Document, verb: int) -> bool:
    return any(doc.lower[kid] in _HAVING for kid in doc.children[verb])
