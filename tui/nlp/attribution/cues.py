"""Finding cues: verbs, nouns, "according to" and colons that say that something was said."""

from __future__ import annotations

from dataclasses import dataclass

from tui.nlp.attribution.verbs import FORMS, is_verb, stem
from tui.nlp.document.document import Document
from tui.nlp.lang.cues import Cue, nouns, particle_verbs, verbs
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_NEGATIONS = _KNOWN.words("negations")
_REFUSALS = _KNOWN.words("refusals")
_CONDITIONS = _KNOWN.words("conditions")
_MODALS = _KNOWN.words("modals")
_QUOTING = _KNOWN.words("quoting")


@dataclass(slots=True)
class CueHit:
    """A cue in the text. ``start`` and ``end`` bound its tokens, ``at`` is the one that governs."""

    at: int
    start: int
    end: int
    cue: Cue
    kind: str  # verb, noun, according, colon, put
    negated: bool = False
    modal: bool = False
    passive: bool = False
    infinitive: bool = False
    heir_of: CueHit | None = None  # the cue whose speaker goes on: "said … and warned …"
    quoted: int = -1  # the token of the one who is quoted: "the paper quoted Lund as saying"

    @property
    def lemma(self) -> str:
        return f"{self.cue.lemma} {self.cue.particle}".strip()


def find_cues(doc: Document) -> list[CueHit]:
    """All cues of the Doc in the order of the text, wherever they stand."""
    lexicon, two_words, nominal = verbs(), particle_verbs(), nouns()
    particles = {lemma for lemma, _ in two_words}
    found: list[CueHit] = []
    for i in range(doc.n):
        lemma = FORMS.get(doc.lower[i]) or doc.lemmas[i].lower()
        if lemma not in lexicon and lemma not in particles:
            lemma = stem(doc.lower[i])
        if (lemma in lexicon or lemma in particles) and is_verb(doc, i, lemma):
            pair = _particle(doc, i, lemma) if lemma in particles else -1
            if pair >= 0:
                found.append(
                    _verb(doc, i, two_words[lemma, doc.lower[pair]], i + (2 if pair == i + 1 else 1))
                )
            elif lemma in lexicon:
                found.append(_verb(doc, i, lexicon[lemma], i + 1))
        elif doc.pos[i] == "NOUN" and doc.lemmas[i].lower() in nominal:
            found.append(CueHit(i, i, i + 1, nominal[doc.lemmas[i].lower()], "noun"))
    return _as_saying(doc, found)


def _particle(doc: Document, i: int, lemma: str) -> int:
    """The token of the second word of "point out", which may stand one word off; -1 if there is none."""
    for j in (i + 1, i + 2):
        if j < doc.n and (lemma, doc.lower[j]) in particle_verbs() and (j == i + 1 or doc.heads[j] == i):
            return j
    return -1


def _as_saying(doc: Document, hits: list[CueHit]) -> list[CueHit]:
    """The cues, with "quoted Lund as saying" read as one of Lund's."""
    kept: list[CueHit] = []
    for hit in hits:
        if doc.tags[hit.at] == "VBG" and hit.at and doc.lower[hit.at - 1] == "as":
            quoting = next((k for k in reversed(kept[-3:]) if k.lemma in _QUOTING and k.kind == "verb"), None)
            if quoting is not None and doc.sentence_of[quoting.at] == doc.sentence_of[hit.at]:
                kept.remove(quoting)
                who = doc.subject(quoting.at) if quoting.passive else doc.child(quoting.at, "obj", "iobj")
                hit.quoted = who if quoting.passive or who > quoting.at else -1
        kept.append(hit)
    return kept


def _verb(doc: Document, i: int, cue: Cue, end: int) -> CueHit:
    hit = CueHit(i, i, end, cue, "verb")
    top = i
    for _ in range(3):
        for kid in doc.children[top]:
            word = doc.lower[kid]
            if word in _NEGATIONS and kid < top:
                hit.negated = True
            elif kid < top and ((doc.deps[kid] == "aux" and word in _MODALS) or word in _CONDITIONS):
                hit.modal = True  # what might be said is not said
            elif doc.deps[kid] in ("aux:pass", "nsubj:pass") and top == i:
                hit.passive = True
            elif word == "to" and top == i and kid == i - 1:
                hit.infinitive = True
        if doc.deps[top] == "xcomp" and doc.heads[top] != top:
            top = doc.heads[top]
            if doc.lemmas[top] in _REFUSALS:
                hit.negated = True
        else:
            break
    subject = doc.subject(i)
    absolute = any(doc.lower[k] == "with" and k < i for k in doc.children[i]) or (
        0 <= subject < i and "with" in (doc.lower[doc.left[subject] - 1], doc.lower[doc.left[subject]])
    )
    bare = subject < 0 or absolute
    opens = i == 0 or i == doc.sentence(i)[0]
    if opens and doc.lower[i] == "asked" and bare:
        hit.passive = True
    plain = doc.lower[i] not in FORMS or (
        doc.lower[i] in ("asked", "told") and doc.deps[i] in ("advcl", "acl")
    )
    describing = doc.deps[i] == "amod" and doc.heads[i] > i  # "Lund urged residents", as the parser has it
    if (
        not describing
        and (doc.tags[i] == "VBN" or (absolute and doc.tags[i] == "VBD"))
        and plain
        and not hit.passive
        and bare
    ):
        # "claims cited as proof": a participle without "have" has its doer elsewhere.
        above = doc.heads[i] if doc.deps[i] == "conj" else i
        if not any(
            doc.lower[k] in ("have", "has", "had", "having", "'ve", "'d", "’ve", "’d")
            for j in (i, above)
            for k in doc.children[j]
        ):
            hit.passive = doc.deps[i] != "conj" or doc.tags[above] == "VBN"
    if i and doc.lower[i - 1] in _NEGATIONS:
        hit.negated = True
    return hit
