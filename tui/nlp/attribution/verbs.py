"""Whether a word is a verb of saying, also where the tagger took it for a noun or an adjective."""

from __future__ import annotations

from tui.nlp.document.parse import Syntax
from tui.nlp.lang.cues import verbs
from tui.nlp.lang.lists import words

FORMS = {
    "said": "say", "says": "say", "saying": "say", "told": "tell", "tells": "tell", "telling": "tell",
    "wrote": "write", "added": "add", "adds": "add", "adding": "add", "tweeted": "tweet", "tweets": "tweet",
    "tweeting": "tweet", "retweeted": "tweet", "retweet": "tweet", "re-tweeted": "tweet",
    "asks": "ask", "asked": "ask", "sings": "sing", "writes": "write", "reads": "read",
    "emailed": "email", "e-mailed": "email",
}  # fmt: skip
"""Forms that say something whatever they are tagged, with their lemmas."""
_OFTEN_NOUNS = words("tweets retweet adds emails texts posts")
_BEING = words("is are was were am been 's ’s 're ’re 'm ’m")
_BEHIND_READ = frozenset((":", ",", ".", "“", '"'))
_MANY = words("some many others several most both few two three four five we they you i")
_CLAUSE_OPENERS = words("that he she it they there :")
_VERBAL = ("VBG", "VBD", "VBZ", "VBP")


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


def is_verb(s: Syntax, i: int, lemma: str) -> bool:
    """Whether token ``i``, a form of the cue ``lemma``, is a verb where it stands."""
    pos, tag = s.pos[i], s.tags[i]
    known = s.lower[i] in FORMS and not (pos in ("NOUN", "PROPN") and s.lower[i] in _OFTEN_NOUNS)
    if known:
        return not (pos == "ADJ" and s.deps[i] == "amod") and not _describes(s, i)
    if s.lower[i] == "read" and i + 1 < s.n and s.words[i + 1] in _BEHIND_READ:
        return True  # "the sign read: …"
    if pos in ("NOUN", "ADJ") and s.lower[i].endswith("ing") and _progressive(s, i):
        return True
    if pos in ("VERB", "AUX") or (pos == "NOUN" and tag in _VERBAL) or (pos == "PROPN" and tag[:2] == "VB"):
        return not _describes(s, i)
    return (pos == "NOUN" and _finite(s, i, lemma)) or (pos == "PROPN" and _in_capitals(s, i, lemma))


def _describes(s: Syntax, i: int) -> bool:
    """Whether a participle stands before the noun that it describes: "the alleged thief".

    Behind a name it is a verb that the parser gave to what follows: "Lund urged residents to leave".
    """
    if s.tags[i] in ("VBN", "VBD") and i and (s.pos[i - 1] == "PROPN" or s.tags[i - 1] == "PRP"):
        return False
    return s.deps[i] in ("amod", "compound") and s.tags[i] in ("VBN", "VBG", "NN", "NNS", "JJ", "VB")


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


def _finite(s: Syntax, i: int, lemma: str) -> bool:
    """Whether a noun is a verb in disguise: "the foundation estimates that", "Smith claims he"."""
    cue = verbs().get(lemma)
    if cue is None:
        return False
    strong = cue.strength == "strong"
    if not cue.takes("that") or i == 0 or i + 1 == s.n:
        return strong and s.tags[i] == "NNS" and s.pos[i - 1] == "PROPN"
    before, behind = s.pos[i - 1], s.lower[i + 1]
    if s.tags[i] == "NN" and strong and s.lower[i] == lemma:
        # "some note that", "“…,” the two write."
        plural = s.lower[i - 1] in _MANY or s.tags[i - 1] in ("NNS", "NNPS")
        return plural and behind in ("that", ".", ",", "\n") and s.deps[i] not in ("compound", "obl")
    if s.tags[i] != "NNS" or before not in ("PROPN", "NOUN"):
        return False
    if before == "PROPN" and behind in _CLAUSE_OPENERS:
        return True
    return strong and (
        "\n" in behind
        or behind in ("how", "why", "whether")
        or (_governs(s, i) and (behind == "that" or s.pos[i + 1] in ("DET", "PRON")))
    )


def _in_capitals(s: Syntax, i: int, lemma: str) -> bool:
    """Whether a word of a headline in capitals is its verb: "Mayor Vows To Stay", "Dam Safe, Lund Says"."""
    return (
        s.lower[i].endswith("s")
        and s.lower[i] != lemma
        and verbs()[lemma].strength == "strong"
        and s.para[i] == 0
        and i > 0
        and s.words[i - 1][0].isupper()
        and (i + 1 == s.n or "\n" in s.words[i + 1] or s.lower[i + 1] in ("to", "that", "he", "she", "it"))
    )


def _governs(s: Syntax, i: int) -> bool:
    """Whether a plural noun stands where a sentence has its verb, behind a noun in the singular."""
    return s.deps[i] in ("root", "ROOT", "parataxis", "conj", "ccomp") and s.tags[i - 1] in ("NN", "NNP")
