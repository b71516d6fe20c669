"""Finding cues: verbs, nouns, "according to" and colons that say that something was said."""

from __future__ import annotations

from dataclasses import dataclass

from tui.nlp.attribution.verbs import FORMS, is_verb, stem
from tui.nlp.document.parse import Syntax
from tui.nlp.lang.cues import Cue, nouns, particle_verbs, verbs
from tui.nlp.lang.lists import words

_NEGATIONS = words("not n't n’t never neither nor without cannot")
_REFUSALS = words("decline refuse fail neglect avoid stop omit")
_IFS = words("if unless")
_MODALS = words("would could might may should must can ca will wo shall")


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


def find_cues(s: Syntax) -> list[CueHit]:
    """All cues of the Doc in the order of the text, wherever they stand."""
    lexicon, two_words, nominal = verbs(), particle_verbs(), nouns()
    particles = {lemma for lemma, _ in two_words}
    found: list[CueHit] = []
    for i in range(s.n):
        lemma = FORMS.get(s.lower[i]) or s.lemmas[i].lower()
        if lemma not in lexicon and lemma not in particles:
            lemma = stem(s.lower[i])
        if (lemma in lexicon or lemma in particles) and is_verb(s, i, lemma):
            pair = _particle(s, i, lemma) if lemma in particles else -1
            if pair >= 0:
                found.append(_verb(s, i, two_words[lemma, s.lower[pair]], i + (2 if pair == i + 1 else 1)))
            elif lemma in lexicon:
                found.append(_verb(s, i, lexicon[lemma], i + 1))
        elif s.pos[i] == "NOUN" and s.lemmas[i].lower() in nominal:
            found.append(CueHit(i, i, i + 1, nominal[s.lemmas[i].lower()], "noun"))
    return _as_saying(s, found)


def _particle(s: Syntax, i: int, lemma: str) -> int:
    """The token of the second word of "point out", which may stand one word off; -1 if there is none."""
    for j in (i + 1, i + 2):
        if j < s.n and (lemma, s.lower[j]) in particle_verbs() and (j == i + 1 or s.heads[j] == i):
            return j
    return -1


def _as_saying(s: Syntax, hits: list[CueHit]) -> list[CueHit]:
    """The cues, with "quoted Lund as saying" read as one of Lund's."""
    kept: list[CueHit] = []
    for hit in hits:
        if s.tags[hit.at] == "VBG" and hit.at and s.lower[hit.at - 1] == "as":
            quoting = next((k for k in reversed(kept[-3:]) if k.lemma in _QUOTING and k.kind == "verb"), None)
            if quoting is not None and s.sent[quoting.at] == s.sent[hit.at]:
                kept.remove(quoting)
                who = s.subject(quoting.at) if quoting.passive else s.child(quoting.at, "obj", "iobj")
                hit.quoted = who if quoting.passive or who > quoting.at else -1
        kept.append(hit)
    return kept


_QUOTING = words("quote cite")


def _verb(s: Syntax, i: int, cue: Cue, end: int) -> CueHit:
    hit = CueHit(i, i, end, cue, "verb")
    top = i
    for _ in range(3):
        for kid in s.kids[top]:
            word = s.lower[kid]
            if word in _NEGATIONS and kid < top:
                hit.negated = True
            elif kid < top and ((s.deps[kid] == "aux" and word in _MODALS) or word in _IFS):
                hit.modal = True  # what might be said is not said
            elif s.deps[kid] in ("aux:pass", "nsubj:pass") and top == i:
                hit.passive = True
            elif word == "to" and top == i and kid == i - 1:
                hit.infinitive = True
        if s.deps[top] == "xcomp" and s.heads[top] != top:
            top = s.heads[top]
            if s.lemmas[top] in _REFUSALS:
                hit.negated = True
        else:
            break
    subject = s.subject(i)
    absolute = any(s.lower[k] == "with" and k < i for k in s.kids[i]) or (
        0 <= subject < i and "with" in (s.lower[s.left[subject] - 1], s.lower[s.left[subject]])
    )
    bare = subject < 0 or absolute
    opens = i == 0 or i == s.sentence(i)[0]
    if opens and s.lower[i] == "asked" and bare:
        hit.passive = True
    plain = s.lower[i] not in FORMS or (s.lower[i] in ("asked", "told") and s.deps[i] in ("advcl", "acl"))
    describing = s.deps[i] == "amod" and s.heads[i] > i  # "Lund urged residents", as the parser has it
    if (
        not describing
        and (s.tags[i] == "VBN" or (absolute and s.tags[i] == "VBD"))
        and plain
        and not hit.passive
        and bare
    ):
        # "claims cited as proof": a participle without "have" has its doer elsewhere.
        above = s.heads[i] if s.deps[i] == "conj" else i
        if not any(
            s.lower[k] in ("have", "has", "had", "having", "'ve", "'d", "’ve", "’d")
            for j in (i, above)
            for k in s.kids[j]
        ):
            hit.passive = s.deps[i] != "conj" or s.tags[above] == "VBN"
    if i and s.lower[i - 1] in _NEGATIONS:
        hit.negated = True
    return hit
