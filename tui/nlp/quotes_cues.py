"""Finding cues: verbs, nouns, "according to" and colons that say that something was said."""

from __future__ import annotations

from dataclasses import dataclass

from tui.nlp.lexicon import Cue, nouns, particle_verbs, verbs
from tui.nlp.names_lists import words
from tui.nlp.syntax import Syntax

_NEGATIONS = words("not n't n’t never neither nor without cannot")
_REFUSALS = words("decline refuse fail neglect avoid stop omit")
_MODALS = words("would could might may should must can ca will wo shall")
_FORMS = {
    "said": "say", "says": "say", "saying": "say", "told": "tell", "tells": "tell", "telling": "tell",
    "wrote": "write", "added": "add", "adds": "add", "adding": "add", "tweeted": "tweet", "tweets": "tweet",
    "tweeting": "tweet", "retweeted": "tweet", "retweet": "tweet", "re-tweeted": "tweet",
    "asks": "ask", "asked": "ask", "sings": "sing", "writes": "write", "reads": "read",
    "emailed": "email", "e-mailed": "email",
}  # fmt: skip


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
    found: list[CueHit] = []
    particles = {lemma for lemma, _ in two_words}
    for i in range(s.n):
        pos = "VERB" if s.pos[i] == "NOUN" and s.tags[i] in ("VBG", "VBD", "VBZ", "VBP") else s.pos[i]
        lower = s.lower[i]
        lemma = _FORMS.get(lower)
        if lemma is not None and pos in ("NOUN", "PROPN") and lower in ("tweets", "retweet", "adds"):
            lemma = None
        if lower.endswith("ing") and pos in ("NOUN", "ADJ") and _progressive(s, i):
            stem = _stem(lower, lexicon)
            if stem in lexicon:
                found.append(_verb(s, i, lexicon[stem], i + 1))
                continue
        if lower == "read" and i + 1 < s.n and s.words[i + 1] in _BEHIND_READ:
            lemma = "read"  # "the sign read: …", which taggers take for a noun
        if lemma is None:
            if pos not in ("VERB", "NOUN", "AUX") and not (pos == "PROPN" and s.tags[i][:2] == "VB"):
                continue
            lemma = s.lemmas[i].lower()
            if lemma == lower and lemma not in lexicon and s.tags[i] in ("VBG", "VBD", "VBN", "VBZ"):
                lemma = _stem(lemma, lexicon)
        elif pos in ("ADJ",) and s.deps[i] == "amod":
            continue
        if pos == "NOUN" and lower not in _FORMS and _verbal(s, i, lemma):
            found.append(_verb(s, i, lexicon[lemma], i + 1))
        elif pos != "NOUN" or lower in _FORMS or lemma == "read":
            cue = None
            if lemma in particles:
                for j in (i + 1, i + 2):
                    if j < s.n and (lemma, s.lower[j]) in two_words and (j == i + 1 or s.heads[j] == i):
                        cue = two_words[lemma, s.lower[j]]
                        found.append(_verb(s, i, cue, j + 1 if j == i + 1 else i + 1))
                        break
            if cue is None and lemma in lexicon:
                if s.deps[i] in ("amod", "compound") and s.tags[i] in ("VBN", "VBG", "NN", "NNS", "JJ", "VB"):
                    continue
                found.append(_verb(s, i, lexicon[lemma], i + 1))
        elif lemma in nominal:
            found.append(CueHit(i, i, i + 1, nominal[lemma], "noun"))
    return _as_saying(s, found)


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
_BEING = words("is are was were am been 's ’s 're ’re 'm ’m")
_BEHIND_READ = frozenset((":", ",", ".", "“", '"'))
_MANY = words("some many others several most both few two three four five we they you i")
_CLAUSE_OPENERS = words("that he she it they there :")


def _stem(word: str, lexicon: dict[str, Cue]) -> str:
    """The cue that an inflected form belongs to, where the lemmatizer left the form as it was."""
    for ending in ("ing", "ed", "es", "s"):
        stem = word.removesuffix(ending)
        if stem != word:
            for candidate in (stem, stem + "e", stem[:-1]):
                if candidate in lexicon:
                    return candidate
    return word


def _progressive(s: Syntax, i: int) -> bool:
    """Whether an -ing form taken for a noun is the verb: "is warning voters", "is promising to"."""
    before = i - 1
    while before > 0 and s.pos[before] == "ADV":
        before -= 1
    return (
        i + 1 < s.n
        and s.lower[before] in _BEING
        and (
            s.lower[i + 1] in ("to", "that")
            or s.pos[i + 1] in ("DET", "PRON", "PROPN")
            or s.tags[i + 1] == "NNS"
        )
    )


def _verbal(s: Syntax, i: int, lemma: str) -> bool:
    """Whether a plural noun is a verb in disguise: "the foundation estimates that", "Smith claims he"."""
    cue = verbs().get(lemma)
    if cue is None or not cue.takes("that") or i == 0 or i + 1 == s.n:
        return cue is not None and s.tags[i] == "NNS" and cue.strength == "strong" and s.pos[i - 1] == "PROPN"
    if s.tags[i] == "NN" and cue.strength == "strong" and s.lower[i] == lemma:
        # "some note that", "“…,” the two write."
        plural = s.lower[i - 1] in _MANY or s.tags[i - 1] in ("NNS", "NNPS")
        return plural and s.lower[i + 1] in ("that", ".", ",", "\n") and s.deps[i] not in ("compound", "obl")
    return s.tags[i] == "NNS" and (
        (s.pos[i - 1] == "PROPN" and s.lower[i + 1] in _CLAUSE_OPENERS)
        or (
            cue.strength == "strong"
            and s.pos[i - 1] in ("PROPN", "NOUN")
            and (
                "\n" in s.words[i + 1]
                or s.lower[i + 1] in ("how", "why", "whether")
                or (_governs(s, i) and (s.lower[i + 1] == "that" or s.pos[i + 1] in ("DET", "PRON")))
            )
        )
    )


def _governs(s: Syntax, i: int) -> bool:
    """Whether a plural noun stands where a sentence has its verb, behind a noun in the singular."""
    return s.deps[i] in ("root", "ROOT", "parataxis", "conj", "ccomp") and s.tags[i - 1] in ("NN", "NNP")


def _verb(s: Syntax, i: int, cue: Cue, end: int) -> CueHit:
    hit = CueHit(i, i, end, cue, "verb")
    top = i
    for _ in range(3):
        for kid in s.kids[top]:
            word = s.lower[kid]
            if word in _NEGATIONS and kid < top:
                hit.negated = True
            elif s.deps[kid] == "aux" and word in _MODALS and kid < top:
                hit.modal = True
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
    plain = s.lower[i] not in _FORMS or (s.lower[i] in ("asked", "told") and s.deps[i] in ("advcl", "acl"))
    if (s.tags[i] == "VBN" or (absolute and s.tags[i] == "VBD")) and plain and not hit.passive and bare:
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
