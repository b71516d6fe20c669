"""Sentences of the treebanks put into people's mouths: more reported speech than the treebanks hold.

News is full of ``"…," said X, the Y of Z.``; treebanks of mail and reviews are not. A treebank sentence is
wrapped into such a frame and its tree with it, the way the English treebanks annotate reported speech
(https://universaldependencies.org/en/dep/ccomp.html, https://universaldependencies.org/u/dep/parataxis.html):
the reported clause is ``ccomp`` of the speech verb, and a speech verb in its midst is its ``parataxis``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span, Token
from spacy.vocab import Vocab

from training.names import NamePool, name_pool

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
    lemma: str = ""
    space: bool = True


Tree = list[Word]

_SING, _PLUR = "Number=Sing", "Number=Plur"
_GENDERS = {"he": "Gender=Masc|", "she": "Gender=Fem|", "it": "Gender=Neut|"}
_VERBS = (
    "said said said said said said told told added explained argued warned claimed announced insisted stated "
    "noted wrote continued replied declared tweeted observed recalled concluded acknowledged stressed"
).split()
_LEMMAS = {"said": "say", "told": "tell", "wrote": "write", "replied": "reply"}
_NOT_INVERTED = {"told"}
_TITLES = (
    "President Minister Senator Judge Mayor Governor Professor Dr. Mr. Ms. Mrs. spokesman spokeswoman "
    "lawyer analyst director General Chancellor Secretary officer coach Representative Sen. Gov."
).split()
_ROLES = (
    "spokesman spokeswoman director president chairman professor lawyer leader analyst chief founder mayor "
    "head minister secretary researcher member author coach economist editor"
).split()
_BODIES = (
    "ministry company party government union police court army bank council commission university agency "
    "hospital team group committee department opposition foundation"
).split()
_PEOPLE = "officials witnesses police critics experts lawyers analysts scientists residents doctors".split()
_PLACES = "Hungary Nigeria Brazil Norway Chicago London Peru Kenya Ontario Warsaw Jakarta Texas".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_HEARERS = "reporters journalists parliament CNN Reuters lawmakers supporters".split()


def _punct(text: str, head: int, space: bool = True) -> Word:
    tag = {"“": "``", "”": "''", "?": ".", "!": "."}.get(text, text)
    return Word(text, tag, "PUNCT", head, "punct", lemma=text, space=space)


def _shift(tree: Sequence[Word], by: int, head: int = ROOT, dep: str = "ROOT") -> Tree:
    """``tree`` moved ``by`` tokens to the right, its root under ``head``."""
    return [replace(w, head=head, dep=dep) if w.head == ROOT else replace(w, head=w.head + by) for w in tree]


def _closed(tree: Sequence[Word]) -> Tree:
    """``tree`` with no space behind it, for a mark to follow."""
    return [*tree[:-1], replace(tree[-1], space=False)]


def _root(tree: Sequence[Word]) -> int:
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
        words = [Word(first, "NNP", "PROPN", ROOT, "ROOT", _SING, first)]
        parts = [self.pool.surname()]
        if self.random.random() < 0.1:
            parts.insert(0, self.random.choice(("van", "de", "al", "bin", "von")))
        return words + [Word(p, "NNP", "PROPN", 0, "flat", _SING, p) for p in parts]

    def surname(self) -> Tree:
        name = self.pool.surname()
        return [Word(name, "NNP", "PROPN", ROOT, "ROOT", _SING, name)]

    def pronoun(self) -> Tree:
        word = self.random.choice(("he", "he", "she", "she", "they", "I", "it"))
        number = _PLUR if word == "they" else _SING
        person = "1" if word == "I" else "3"
        morph = f"Case=Nom|{_GENDERS.get(word, '')}{number}|Person={person}|PronType=Prs"
        return [Word(word, "PRP", "PRON", ROOT, "ROOT", morph, word)]

    def role(self) -> Tree:
        """``a spokesman for the ministry``, ``director of research``-like phrases."""
        article = self.random.choice(("the", "a", ""))
        role = self.random.choice(_ROLES)
        words: Tree = []
        head = 1 if article else 0
        if article:
            words.append(self._article("an" if article == "a" and role[0] in "aeo" else article, head))
        words.append(Word(role, "NN", "NOUN", ROOT, "ROOT", _SING, role))
        if self.random.random() < 0.7:
            words.append(Word(self.random.choice(("of", "for", "at")), "IN", "ADP", head + 3, "case"))
            words.append(self._article("the", head + 3))
            body = self.random.choice(_BODIES)
            words.append(Word(body, "NN", "NOUN", head, "nmod", _SING, body))
        return words

    def described(self) -> Tree:
        """``Ann Roe, the mayor of the town,``."""
        name, role = _closed(self.name()), _closed(self.role())
        start = len(name) + 1
        role = _shift(role, start, 0, "appos")
        head = next(i for i, w in enumerate(role) if w.dep == "appos") + start
        return [*name, _punct(",", head), *role, _punct(",", head)]

    def titled(self) -> Tree:
        title = self.random.choice(_TITLES)
        tag, pos = ("NN", "NOUN") if title.islower() else ("NNP", "PROPN")
        name = self.name() if self.random.random() < 0.7 else self.surname()
        word = Word(title, tag, pos, 1, "nmod:desc", _SING, title)
        return [word, *_shift(name, 1, ROOT, "ROOT")]

    def body(self) -> Tree:
        body = self.random.choice(_BODIES)
        noun = Word(body, "NN", "NOUN", ROOT, "ROOT", _SING, body)
        if self.random.random() < 0.4:
            place = self.random.choice(_PLACES)
            owner = Word(place, "NNP", "PROPN", 2, "nmod:poss", _SING, place, space=False)
            return [owner, Word("'s", "POS", "PART", 0, "case", lemma="'s"), noun]
        return [self._article("the", 1), noun]

    def people(self) -> Tree:
        noun = self.random.choice(_PEOPLE)
        return [Word(noun, "NNS", "NOUN", ROOT, "ROOT", _PLUR, noun.removesuffix("s"))]

    def nameless(self) -> Tree:
        words = self.role()
        return words if words[0].pos == "DET" else [self._article("the", 1), *_shift(words, 1)]

    @staticmethod
    def _article(text: str, head: int) -> Word:
        kind = "Definite=Def|PronType=Art" if text == "the" else "Definite=Ind|PronType=Art"
        return Word(text, "DT", "DET", head, "det", kind, text)


class Frames:
    """Frames of reported speech around a sentence."""

    def __init__(self, rng: random.Random, speakers: Speakers) -> None:
        self.random, self.speakers = rng, speakers

    def wrap(self, sentence: Tree) -> Tree | None:
        """``sentence`` reported in one way or another; None where the way drawn does not fit it."""
        kinds: tuple[tuple[int, Callable[[Tree], Tree | None]], ...] = (
            (6, self.quoted_first),
            (3, self.quoted_last),
            (4, self.interrupted),
            (4, self.indirect),
            (2, self.afterthought),
            (2, self.according),
        )
        make = self.random.choices([k for _, k in kinds], [w for w, _ in kinds])[0]
        return make(sentence)

    def cue(self, inverted: bool | None = None) -> Tree:
        """``X said on Monday``, ``said X``: a tree whose root is the speech verb."""
        verb = self.random.choice(_VERBS)
        speaker = self.speakers.draw()
        subject = speaker[_root(speaker)]
        pronoun = subject.pos == "PRON"
        number = _PLUR if _PLUR in subject.morph else _SING
        person = "1" if subject.text == "I" else "3"
        morph = f"Mood=Ind|{number}|Person={person}|Tense=Past|VerbForm=Fin"
        if inverted is None:
            inverted = self.random.random() < 0.4
        inverted = inverted and not pronoun and verb not in _NOT_INVERTED
        word = Word(verb, "VBD", "VERB", ROOT, "ROOT", morph, _LEMMAS.get(verb, verb.removesuffix("ed")))
        if inverted:
            if speaker[-1].text == ",":
                speaker = speaker[:-1]
            return [word, *_shift(speaker, 1, 0, "nsubj")]
        at = len(speaker)
        tree = [*_shift(speaker, 0, at, "nsubj"), word]
        if verb == "told":
            hearer = self.random.choice(_HEARERS)
            plural = hearer.endswith("s") and hearer.islower()
            tag, pos = ("NNS", "NOUN") if plural else ("NN", "NOUN") if hearer.islower() else ("NNP", "PROPN")
            tree.append(Word(hearer, tag, pos, at, "iobj", _PLUR if plural else _SING, hearer))
        chance = self.random.random()
        if chance < 0.15:
            day = self.random.choice(_DAYS)
            tree.append(Word("on", "IN", "ADP", len(tree) + 1, "case", lemma="on"))
            tree.append(Word(day, "NNP", "PROPN", at, "obl", _SING, day))
        elif chance < 0.25:
            day = self.random.choice(_DAYS)
            tree.append(Word(day, "NNP", "PROPN", at, "obl:unmarked", _SING, day))
        elif chance < 0.35:
            place = len(tree) + 2
            tree.append(Word("in", "IN", "ADP", place, "case", lemma="in"))
            tree.append(Word("a", "DT", "DET", place, "det", "Definite=Ind|PronType=Art", "a"))
            noun = self.random.choice(("statement", "interview", "letter", "speech"))
            tree.append(Word(noun, "NN", "NOUN", at, "obl", _SING, noun))
        return tree

    def quoted_first(self, sentence: Tree) -> Tree:
        """``“S,” said X.``"""
        *body, stop = sentence
        mark = "," if stop.text == "." else stop.text
        root = _root(sentence) + 1
        inner = [_punct("“", root, False), *_shift(body, 1)]
        inner[-1] = replace(inner[-1], space=False)
        inner += [_punct(mark, root, False), _punct("”", root)]
        return self._under(inner, root, self.cue())

    def afterthought(self, sentence: Tree) -> Tree | None:
        """``S, X said.``: no marks."""
        *body, stop = sentence
        if stop.text != ".":
            return None
        root = _root(sentence)
        body[-1] = replace(body[-1], space=False)
        return self._under([*body, _punct(",", root)], root, self.cue())

    def _under(self, inner: Tree, root: int, cue: Tree) -> Tree:
        """The reported clause first, then its cue and a full stop."""
        at = len(inner)
        verb = _root(cue) + at
        clause = [replace(w, head=verb, dep="ccomp") if i == root else w for i, w in enumerate(inner)]
        tail = _shift(cue, at)
        tail[-1] = replace(tail[-1], space=False)
        return [*clause, *tail, _punct(".", verb)]

    def quoted_last(self, sentence: Tree) -> Tree:
        """``X said: “S.”``"""
        cue = self._capital(self.cue(inverted=False))
        verb = _root(cue)
        cue[-1] = replace(cue[-1], space=False)
        mark = self.random.choice((",", ":"))
        at = len(cue) + 2
        root = _root(sentence) + at
        inner = _shift(sentence, at, verb, "ccomp")
        inner[-1] = replace(inner[-1], head=root, space=False)
        opening = [_punct(mark, verb if mark == ":" else root), _punct("“", root, False)]
        return [*cue, *opening, *inner, _punct("”", root)]

    def indirect(self, sentence: Tree) -> Tree | None:
        """``X said that S.``"""
        *body, stop = sentence
        if stop.text != ".":
            return None
        cue = self._capital(self.cue(inverted=False))
        verb = _root(cue)
        with_mark = self.random.random() < 0.65
        at = len(cue) + with_mark
        inner = _shift(self._small(body), at, verb, "ccomp")
        inner[-1] = replace(inner[-1], space=False)
        mark = [Word("that", "IN", "SCONJ", _root(sentence) + at, "mark", lemma="that")] if with_mark else []
        return [*cue, *mark, *inner, _punct(".", verb)]

    def according(self, sentence: Tree) -> Tree | None:
        """``According to X, S.`` and ``S, according to X.``"""
        *body, stop = sentence
        speaker = self.speakers.draw()
        if stop.text != "." or speaker[0].pos == "PRON":
            return None
        if speaker[-1].text == ",":
            speaker = speaker[:-1]
        leading = self.random.random() < 0.5
        start = 0 if leading else len(body) + 1
        root = _root(sentence) + (len(speaker) + 3 if leading else 0)
        noun = _root(speaker) + start + 2
        source = [
            Word("According" if leading else "according", "VBG", "VERB", noun, "case", lemma="accord"),
            Word("to", "IN", "ADP", start, "fixed", lemma="to"),
            *_shift(speaker, start + 2, root, "obl"),
        ]
        source[-1] = replace(source[-1], space=False)
        if leading:
            inner = _shift(self._small(body), len(source) + 1)
            inner[-1] = replace(inner[-1], space=False)
            return [*source, _punct(",", noun), *inner, _punct(".", root)]
        body[-1] = replace(body[-1], space=False)
        return [*body, _punct(",", noun), *source, _punct(".", root)]

    def interrupted(self, sentence: Tree) -> Tree | None:
        """``“S,” X said, “goes on.”``, cut at a comma that no other arc of the clause spans."""
        root = _root(sentence)
        cuts = [
            i
            for i, word in enumerate(sentence)
            if word.text == ","
            and 1 < i < len(sentence) - 3
            and all(
                root in (j, w.head) or w.head == ROOT or not min(j, w.head) <= i < max(j, w.head)
                for j, w in enumerate(sentence)
                if j != i
            )
        ]
        if not cuts:
            return None
        cut = self.random.choice(cuts)
        cue = self.cue()
        # Before the cut an opening mark is added, at it ” cue , “ as well.
        moved = {i: i + 1 if i <= cut else i + 4 + len(cue) for i in range(len(sentence))}
        words = [
            word if word.head == ROOT else replace(word, head=moved[word.head]) for word in sentence
        ]
        centre, start = moved[root], cut + 3
        before = words[: cut + 1]
        before[-2] = replace(before[-2], space=False)
        before[-1] = replace(before[-1], head=centre, space=False)
        middle = _shift(cue, start, centre, "parataxis")
        middle[-1] = replace(middle[-1], space=False)
        verb = _root(cue) + start
        after = words[cut + 1 :]
        after[-1] = replace(after[-1], space=False)
        return [
            _punct("“", centre, False),
            *before,
            _punct("”", centre),
            *middle,
            _punct(",", verb),
            _punct("“", centre, False),
            *after,
            _punct("”", centre),
        ]

    def floating(self, sentence: Tree) -> Tree:
        """``“S.”``: a quotation that goes on with no cue."""
        root = _root(sentence) + 1
        return [_punct("“", root, False), *_closed(_shift(sentence, 1)), _punct("”", root)]

    @staticmethod
    def _capital(tree: Tree) -> Tree:
        first = tree[0]
        return [replace(first, text=first.text[:1].upper() + first.text[1:]), *tree[1:]]

    @staticmethod
    def _small(tree: Tree) -> Tree:
        first = tree[0]
        keep = first.pos == "PROPN" or first.text == "I" or first.text[1:2].isupper()
        return tree if keep else [replace(first, text=first.text.lower()), *tree[1:]]


def sentence_tree(sent: Span) -> Tree | None:
    """A treebank sentence that can be reported: a clause of 4 to 35 words that ends in ``. ? !``."""
    words = list(sent)
    while words and words[-1].is_space:
        words.pop()
    good = (
        4 <= len(words) <= 35
        and words[-1].text in {".", "?", "!"}
        and words[0].text[:1].isupper()
        and not any(w.text in {'"', "“", "”", "``", "''", ":", "(", "<", ">"} or w.is_space for w in words)
        and sent.root.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}
        and any(child.dep_.startswith("nsubj") for child in sent.root.children)
        and words[-1].head == sent.root
    )
    if not good:
        return None
    start = sent.start
    return [
        Word(
            w.text,
            w.tag_,
            w.pos_,
            ROOT if w == sent.root else w.head.i - start,
            w.dep_,
            str(w.morph),
            w.lemma_,
            bool(w.whitespace_),
        )
        for w in words
    ]


def to_doc(vocab: Vocab, trees: Sequence[Tree]) -> Doc:
    """The trees as a reference Doc of as many sentences. Each one's first word gets a capital."""
    words: Tree = []
    starts: list[bool] = []
    for tree in trees:
        first = next(i for i, word in enumerate(tree) if word.text[:1].isalpha())
        text = tree[first].text[:1].upper() + tree[first].text[1:]
        at = len(words)
        words += [
            replace(w, text=text if i == first else w.text, head=at + (i if w.head == ROOT else w.head))
            for i, w in enumerate(tree)
        ]
        words[-1] = replace(words[-1], space=True)
        starts += [i == 0 for i in range(len(tree))]
    return Doc(
        vocab,
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma or word.text for word in words],
        heads=[word.head for word in words],
        deps=[word.dep for word in words],
        sent_starts=starts,
    )


def reported(docs: Iterable[Doc], share: float, rng: random.Random) -> list[Doc]:
    """About ``share`` (0 to 1) of the sentences of ``docs`` in frames of reported speech, up to five a Doc."""
    frames = Frames(rng, Speakers(name_pool(rng)))
    made: list[Doc] = []
    waiting: list[Tree] = []
    for doc in docs:
        for sent in doc.sents:
            tree = sentence_tree(sent) if rng.random() < share else None
            if tree is None:
                continue
            wrapped = frames.floating(tree) if waiting and rng.random() < 0.2 else frames.wrap(tree)
            waiting.append(wrapped or tree)
            if rng.random() < 0.35 or len(waiting) == 5:
                made.append(to_doc(doc.vocab, waiting))
                waiting = []
    return made


def _labels(token: Token) -> tuple[str, ...]:
    return token.tag_, f"{token.pos_} {token.morph}", token.dep_


def mixture(source: Path, path: Path, share: float = 0.6) -> Path:
    """The treebank in ``source`` with reported sentences beside its own, written to ``path``.

    A reported sentence with a label that the treebank does not know is left out: a trained part cannot learn it.
    """
    docs = list(DocBin().from_disk(source).get_docs(spacy.blank("en").vocab))
    tags = {label for doc in docs for token in doc for label in _labels(token)}
    made = [
        doc
        for doc in reported(docs, share, random.Random(7))
        if all(label in tags for token in doc for label in _labels(token))
    ]
    DocBin(docs=[*docs, *made], store_user_data=False).to_disk(path)
    return path
