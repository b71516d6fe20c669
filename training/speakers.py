"""Small dependency trees, and made-up speakers as such trees: names, titles, descriptions, pronouns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from training.names import NamePool

ROOT = -1  # the head of a root, in the trees of this module


@dataclass(frozen=True)
class Word:
    """A token: ``head`` is an index into the tree it is part of."""

    text: str
    tag: str
    pos: str
    head: int
    dep: str
    morph: str = ""
    space: bool = True


Tree = list[Word]


def words_of(text: str) -> list[str]:
    """The words of ``text``; one that stands twice is drawn twice as often."""
    return text.split()


SING, PLUR = "Number=Sing", "Number=Plur"
_GENDERS = {"he": "Gender=Masc|", "she": "Gender=Fem|", "it": "Gender=Neut|"}
_TITLES = words_of(
    "President Minister Senator Judge Mayor Governor Professor Dr. Mr. Ms. Mrs. spokesman spokeswoman "
    "lawyer analyst director General Chancellor Secretary officer coach Representative Sen. Gov."
)
_ROLES = words_of(
    "spokesman spokeswoman director president chairman professor lawyer leader analyst chief founder mayor "
    "head minister secretary researcher member author coach economist editor"
)
_BODIES = words_of(
    "ministry company party government union police court army bank council commission university agency "
    "hospital team group committee department opposition foundation"
)
_PEOPLE = words_of("officials witnesses police critics experts lawyers analysts scientists residents doctors")
_PLACES = words_of("Hungary Nigeria Brazil Norway Chicago London Peru Kenya Ontario Warsaw Jakarta Texas")


def punct(text: str, head: int, space: bool = True) -> Word:
    """A mark under ``head``."""
    tag = {"“": "``", "”": "''", "?": ".", "!": "."}.get(text, text)
    return Word(text, tag, "PUNCT", head, "punct", space=space)


def shift(tree: Sequence[Word], by: int, head: int = ROOT, dep: str = "ROOT") -> Tree:
    """``tree`` moved ``by`` tokens to the right, its root under ``head``."""
    return [replace(w, head=head, dep=dep) if w.head == ROOT else replace(w, head=w.head + by) for w in tree]


def closed(tree: Sequence[Word]) -> Tree:
    """``tree`` with no space behind it, for a mark to follow."""
    return [*tree[:-1], replace(tree[-1], space=False)]


def root_of(tree: Sequence[Word]) -> int:
    """The index of the tree's root."""
    return next(i for i, word in enumerate(tree) if word.head == ROOT)


class Speakers:
    """Speakers' noun phrases with made-up names."""

    def __init__(self, pool: NamePool) -> None:
        self.pool, self.random = pool, pool.random
        self._kinds: tuple[tuple[int, Callable[[], Tree]], ...] = (
            (4, self.name),
            (3, self.surname),
            (3, self.pronoun),
            (3, self.described),
            (3, self.titled),
            (3, self.body),
            (2, self.people),
            (2, self.nameless),
        )

    def draw(self) -> Tree:
        weights = [weight for weight, _ in self._kinds]
        return self.random.choices([make for _, make in self._kinds], weights)[0]()

    def name(self) -> Tree:
        first = self.pool.first_name(self.random.choice("fm"))
        words = [Word(first, "NNP", "PROPN", ROOT, "ROOT", SING)]
        parts = [self.pool.surname()]
        if self.random.random() < 0.1:
            parts.insert(0, self.random.choice(("van", "de", "al", "bin", "von")))
        return words + [Word(p, "NNP", "PROPN", 0, "flat", SING) for p in parts]

    def surname(self) -> Tree:
        name = self.pool.surname()
        return [Word(name, "NNP", "PROPN", ROOT, "ROOT", SING)]

    def pronoun(self) -> Tree:
        word = self.random.choice(("he", "he", "she", "she", "they", "I", "it"))
        number = PLUR if word == "they" else SING
        person = "1" if word == "I" else "3"
        morph = f"Case=Nom|{_GENDERS.get(word, '')}{number}|Person={person}|PronType=Prs"
        return [Word(word, "PRP", "PRON", ROOT, "ROOT", morph)]

    def role(self) -> Tree:
        """``a spokesman for the ministry``, ``director of research``-like phrases."""
        article = self.random.choice(("the", "a", ""))
        role = self.random.choice(_ROLES)
        words: Tree = []
        head = 1 if article else 0
        if article:
            words.append(self._article("an" if article == "a" and role[0] in "aeo" else article, head))
        words.append(Word(role, "NN", "NOUN", ROOT, "ROOT", SING))
        if self.random.random() < 0.7:
            words.append(Word(self.random.choice(("of", "for", "at")), "IN", "ADP", head + 3, "case"))
            words.append(self._article("the", head + 3))
            body = self.random.choice(_BODIES)
            words.append(Word(body, "NN", "NOUN", head, "nmod", SING))
        return words

    def described(self) -> Tree:
        """``Ann Roe, the mayor of the town,``."""
        name, role = closed(self.name()), closed(self.role())
        start = len(name) + 1
        role = shift(role, start, 0, "appos")
        head = next(i for i, w in enumerate(role) if w.dep == "appos") + start
        return [*name, punct(",", head), *role, punct(",", head)]

    def titled(self) -> Tree:
        title = self.random.choice(_TITLES)
        tag, pos = ("NN", "NOUN") if title.islower() else ("NNP", "PROPN")
        name = self.name() if self.random.random() < 0.7 else self.surname()
        word = Word(title, tag, pos, 1, "nmod:desc", SING)
        return [word, *shift(name, 1, ROOT, "ROOT")]

    def body(self) -> Tree:
        body = self.random.choice(_BODIES)
        noun = Word(body, "NN", "NOUN", ROOT, "ROOT", SING)
        if self.random.random() < 0.4:
            place = self.random.choice(_PLACES)
            owner = Word(place, "NNP", "PROPN", 2, "nmod:poss", SING, space=False)
            return [owner, Word("'s", "POS", "PART", 0, "case"), noun]
        return [self._article("the", 1), noun]

    def people(self) -> Tree:
        noun = self.random.choice(_PEOPLE)
        return [Word(noun, "NNS", "NOUN", ROOT, "ROOT", PLUR)]

    def nameless(self) -> Tree:
        words = self.role()
        return words if words[0].pos == "DET" else [self._article("the", 1), *shift(words, 1)]

    @staticmethod
    def _article(text: str, head: int) -> Word:
        kind = "Definite=Def|PronType=Art" if text == "the" else "Definite=Ind|PronType=Art"
        return Word(text, "DT", "DET", head, "det", kind)
