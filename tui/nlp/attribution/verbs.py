"""Whether a word is a verb of saying, also where the tagger took it for a noun or an adjective."""

from __future__ import annotations

from functools import lru_cache

from tui.nlp.document.document import CLOSING_MARKS, TENSED, Document
from tui.nlp.lang.cues import verbs
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
FORMS = _KNOWN.table("certain_forms")
"""Forms that say something whatever they are tagged, with their lemmas."""
_OFTEN_NOUNS = _KNOWN.words("often_nouns")
_BEING = _KNOWN.words("being")
_PLURAL_SUBJECTS = _KNOWN.words("plural_subjects")
_CONTENT_OPENERS = _KNOWN.words("content_openers")
_BEHIND_CAPITALS = _KNOWN.words("behind_capitals")
_INDIRECT_QUESTIONS = _KNOWN.words("indirect_questions")
_BEHIND_PLURAL_FORM = frozenset(("that", ".", ",", "\n"))
_SPEAKING_PRONOUNS = _KNOWN.words("speaking_pronouns")
_CLAUSE_SAYING = _KNOWN.words("plain_saying")
_CONTRACTED = frozenset(("'s", "’s"))
_WRITTEN = _KNOWN.words("written")
_BEHIND_WRITTEN = frozenset((":", ",", ".", "“", '"'))
_OPENING = frozenset(("“", '"', "‘", "``"))
_LONGEST_INVERTED = _KNOWN.count("longest_source")
_VERBAL = TENSED | {"VBG"}


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """The cue that an inflected form belongs to, where the lemmatizer left the form as it was."""
    lexicon = verbs()
    for ending in ("ing", "ed", "es", "s"):
        bare = word.removesuffix(ending)
        if bare != word:
            for candidate in (bare, bare + "e", bare[:-1], bare.removesuffix("i") + "y"):
                if candidate in lexicon:
                    return candidate
    return word


def read_participles(doc: Document) -> None:
    """Read as participles what the tagger took for nouns before a quotation: ", further remarking, “…”."""
    for i in range(doc.n - 2):
        if (
            doc.words[i + 2] in _OPENING
            and doc.words[i + 1] in (",", ":")
            and doc.tags[i] in ("NN", "NNP")
            and doc.words[i].endswith("ing")
            and stem(doc.lower[i]) in verbs()
            and not (i and (doc.pos[i - 1] == "DET" or doc.tags[i - 1] == "PRP$"))
        ):
            doc.tags[i], doc.pos[i], doc.deps[i] = "VBG", "VERB", "advcl"


def is_verb(doc: Document, i: int, lemma: str) -> bool:
    """Whether token ``i``, a form of the cue ``lemma``, is a verb where it stands."""
    pos, tag = doc.pos[i], doc.tags[i]
    known = doc.lower[i] in FORMS and not (pos in ("NOUN", "PROPN") and doc.lower[i] in _OFTEN_NOUNS)
    if known:
        return not (pos == "ADJ" and doc.deps[i] == "amod") and not _describes(doc, i)
    if doc.lower[i] in _WRITTEN and i + 1 < doc.n and doc.words[i + 1] in _BEHIND_WRITTEN:
        return True  # "the sign read: …"
    if pos in ("NOUN", "ADJ") and doc.lower[i].endswith("ing") and _progressive(doc, i):
        return True
    if pos in ("VERB", "AUX") or (pos == "NOUN" and tag in _VERBAL) or (pos == "PROPN" and tag[:2] == "VB"):
        return not _describes(doc, i)
    return (pos == "NOUN" and _noun_is_verb(doc, i, lemma)) or (
        pos == "PROPN" and _in_capitals(doc, i, lemma)
    )


def _describes(doc: Document, i: int) -> bool:
    """Whether a participle stands before the noun that it describes: "the alleged thief".

    Behind a name it is a verb that the parser gave to what follows: "Lund urged residents to leave".
    """
    if _names_what(doc, i):
        return True
    if _inverted_opening(doc, i) or _behind_mark(doc, i) or is_inverted_aside(doc, i):
        return False
    if doc.tags[i] in ("VBN", "VBD") and i and (doc.pos[i - 1] == "PROPN" or doc.tags[i - 1] == "PRP"):
        return False
    return doc.deps[i] in ("amod", "compound") and doc.tags[i] in ("VBN", "VBG", "NN", "NNS", "JJ", "VB")


def _names_what(doc: Document, i: int) -> bool:
    """Whether what the tagger took for a verb is a noun in apposition: ", claims rooted in an old story"."""
    alone = doc.tags[i] == "VBZ" and doc.subject(i) < 0 and i > 0 and doc.words[i - 1] == ","
    return alone and doc.tags[i + 1 : i + 2] == ["VBN"]


def _behind_mark(doc: Document, i: int) -> bool:
    """Whether a past tense stands between a closing mark and a name: “…” tweeted Ada Roe."""
    if doc.tags[i] not in ("VBN", "VBD") or i < 2 or doc.words[i - 1] not in CLOSING_MARKS:
        return False
    closes = doc.ends[i - 2] == doc.starts[i - 1] and doc.ends[i - 1] < doc.starts[i]
    return closes and doc.pos[i + 1 : i + 2] == ["PROPN"]


def _inverted_opening(doc: Document, i: int) -> bool:
    """Whether a past tense opens the sentence before its subject: "Remarked Ada Roe, “…”."""
    if doc.tags[i] not in ("VBN", "VBD") or not doc.opens_sentence(i) or doc.pos[i + 1 : i + 2] != ["PROPN"]:
        return False
    last = min(i + _LONGEST_INVERTED, doc.n - 1)
    mark = next((k for k in range(i + 2, last) if doc.words[k] in (",", ":")), -1)
    return mark > 0 and doc.words[mark + 1] in _OPENING


def is_inverted_aside(doc: Document, i: int) -> bool:
    """Whether a past tense and who says it stand between commas: "It was, recalled Ada Roe, cold"."""
    if doc.tags[i] not in ("VBN", "VBD") or not i or doc.words[i - 1] != ",":
        return False
    end = i + 1
    while end < doc.n and doc.ent_of[end] == "PERSON":
        end += 1
    cue = verbs().get(stem(doc.lower[i]))
    return end > i + 1 and doc.words[end : end + 1] == [","] and cue is not None and cue.takes("invert")


def _progressive(doc: Document, i: int) -> bool:
    """Whether an -ing form taken for a noun is the verb: "is warning voters", "is promising to"."""
    before = i - 1
    while before > 0 and doc.pos[before] == "ADV":
        before -= 1
    return (
        i + 1 < doc.n
        and doc.lower[before] in _BEING
        and (
            doc.lower[i + 1] in ("to", "that")
            or doc.pos[i + 1] in ("DET", "PRON", "PROPN")
            or doc.tags[i + 1] == "NNS"
        )
    )


def _noun_is_verb(doc: Document, i: int, lemma: str) -> bool:
    """Whether what the tagger took for a noun is a verb: "the agency estimates that", "Smith claims he"."""
    cue = verbs().get(lemma)
    if cue is None:
        return False
    strong = cue.strength == "strong"
    if not cue.takes("that") or i == 0 or i + 1 == doc.n:
        return strong and doc.tags[i] == "NNS" and doc.pos[i - 1] == "PROPN"
    if doc.tags[i] == "NN" and strong and doc.lower[i] == lemma:
        return _plural_form(doc, i)
    if doc.tags[i] != "NNS" or doc.pos[i - 1] not in ("PROPN", "NOUN"):
        return False
    named = doc.pos[i - 1] == "PROPN" and doc.lower[i + 1] in _CONTENT_OPENERS
    return named or (strong and _before_content(doc, i))


def _plural_form(doc: Document, i: int) -> bool:
    """Whether a cue written as its lemma has a subject in the plural: "some note that", "the two write"."""
    plural = doc.lower[i - 1] in _PLURAL_SUBJECTS or doc.tags[i - 1] in ("NNS", "NNPS")
    return plural and doc.lower[i + 1] in _BEHIND_PLURAL_FORM and doc.deps[i] not in ("compound", "obl")


def _before_content(doc: Document, i: int) -> bool:
    """Whether what stands behind a plural noun is what its subject says: "the council warns how"."""
    behind = doc.lower[i + 1]
    if "\n" in behind or behind in _INDIRECT_QUESTIONS:
        return True
    return _governs(doc, i) and (behind == "that" or doc.pos[i + 1] in ("DET", "PRON"))


def _in_capitals(doc: Document, i: int, lemma: str) -> bool:
    """Whether a word of a headline in capitals is its verb: "Mayor Vows To Stay", "Dam Safe, Lund Says"."""
    return (
        doc.lower[i].endswith("s")
        and doc.lower[i] != lemma
        and verbs()[lemma].strength == "strong"
        and doc.paragraph_of[i] == 0
        and i > 0
        and doc.words[i - 1][0].isupper()
        and (i + 1 == doc.n or "\n" in doc.words[i + 1] or doc.lower[i + 1] in _BEHIND_CAPITALS)
    )


def _governs(doc: Document, i: int) -> bool:
    """Whether a plural noun stands where a sentence has its verb, behind a noun in the singular."""
    return doc.deps[i] in ("root", "ROOT", "parataxis", "conj", "ccomp") and doc.tags[i - 1] in ("NN", "NNP")


def is_contracted_have(doc: Document, verb: int) -> bool:
    """Whether "’s" before a participle stands for "has", whatever the parser says: "he’s said he will".

    Of a person it is never said that he is said; what follows opens a clause, no infinitive: "he’s said to".
    """
    before = verb - 1
    while before > 0 and doc.pos[before] == "ADV":
        before -= 1
    if doc.lower[before] not in _CONTRACTED or doc.lower[before - 1] not in _SPEAKING_PRONOUNS:
        return False
    return FORMS.get(doc.lower[verb]) in _CLAUSE_SAYING and doc.lower[verb + 1 : verb + 2] not in (
        ["to"],
        ["by"],
    )
