"""Frames of reported speech to put around a sentence's tree: ``"…," said X``, ``X said that …`` and the like.

The trees are those the English treebanks give reported speech
(https://universaldependencies.org/en/dep/ccomp.html, https://universaldependencies.org/u/dep/parataxis.html):
the reported clause is ``ccomp`` of the speech verb, and a speech verb in its midst is its ``parataxis``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from training.speakers import PLUR, ROOT, SING, Speakers, Tree, Word, closed, punct, root_of, shift, words_of

_VERBS = words_of(
    "said said said said said said told told added explained argued warned claimed announced insisted stated "
    "noted wrote continued replied declared tweeted observed recalled concluded acknowledged stressed"
)
_NOT_INVERTED = {"told"}
_DAYS = words_of("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_HEARERS = words_of("reporters journalists parliament CNN Reuters lawmakers supporters")


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
        subject = speaker[root_of(speaker)]
        pronoun = subject.pos == "PRON"
        number = PLUR if PLUR in subject.morph else SING
        person = "1" if subject.text == "I" else "3"
        morph = f"Mood=Ind|{number}|Person={person}|Tense=Past|VerbForm=Fin"
        if inverted is None:
            inverted = self.random.random() < 0.4
        inverted = inverted and not pronoun and verb not in _NOT_INVERTED
        word = Word(verb, "VBD", "VERB", ROOT, "ROOT", morph)
        if inverted:
            if speaker[-1].text == ",":
                speaker = speaker[:-1]
            return [word, *shift(speaker, 1, 0, "nsubj")]
        at = len(speaker)
        hearer = self._hearer(at) if verb == "told" else []
        tree = [*shift(speaker, 0, at, "nsubj"), word, *hearer]
        return [*tree, *self._circumstance(at, len(tree))]

    def _hearer(self, verb: int) -> Tree:
        """``reporters`` who are told something by the word at index ``verb``."""
        hearer = self.random.choice(_HEARERS)
        plural = hearer.endswith("s") and hearer.islower()
        tag, pos = ("NNS", "NOUN") if plural else ("NN", "NOUN") if hearer.islower() else ("NNP", "PROPN")
        return [Word(hearer, tag, pos, verb, "iobj", PLUR if plural else SING)]

    def _circumstance(self, verb: int, start: int) -> Tree:
        """``on Monday``, ``Monday``, ``in a statement`` or nothing: under index ``verb``, from ``start``."""
        chance = self.random.random()
        if chance < 0.25:
            day = self.random.choice(_DAYS)
            if chance >= 0.15:
                return [Word(day, "NNP", "PROPN", verb, "obl:unmarked", SING)]
            return [
                Word("on", "IN", "ADP", start + 1, "case"),
                Word(day, "NNP", "PROPN", verb, "obl", SING),
            ]
        if chance < 0.35:
            noun = self.random.choice(("statement", "interview", "letter", "speech"))
            article = "an" if noun == "interview" else "a"
            return [
                Word("in", "IN", "ADP", start + 2, "case"),
                Word(article, "DT", "DET", start + 2, "det", "Definite=Ind|PronType=Art"),
                Word(noun, "NN", "NOUN", verb, "obl", SING),
            ]
        return []

    def quoted_first(self, sentence: Tree) -> Tree:
        """``“S,” said X.``"""
        *body, stop = sentence
        mark = "," if stop.text == "." else stop.text
        root = root_of(sentence) + 1
        inner = [punct("“", root, False), *shift(body, 1)]
        inner[-1] = replace(inner[-1], space=False)
        inner += [punct(mark, root, False), punct("”", root)]
        return self._under(inner, root, self.cue())

    def afterthought(self, sentence: Tree) -> Tree | None:
        """``S, X said.``: no marks."""
        *body, stop = sentence
        if stop.text != ".":
            return None
        root = root_of(sentence)
        body[-1] = replace(body[-1], space=False)
        return self._under([*body, punct(",", root)], root, self.cue())

    def _under(self, inner: Tree, root: int, cue: Tree) -> Tree:
        """The reported clause first, then its cue and a full stop."""
        at = len(inner)
        verb = root_of(cue) + at
        clause = [replace(w, head=verb, dep="ccomp") if i == root else w for i, w in enumerate(inner)]
        tail = shift(cue, at)
        tail[-1] = replace(tail[-1], space=False)
        return [*clause, *tail, punct(".", verb)]

    def quoted_last(self, sentence: Tree) -> Tree:
        """``X said: “S.”``"""
        cue = self._capital(self.cue(inverted=False))
        verb = root_of(cue)
        cue[-1] = replace(cue[-1], space=False)
        mark = self.random.choice((",", ":"))
        at = len(cue) + 2
        root = root_of(sentence) + at
        inner = shift(sentence, at, verb, "ccomp")
        inner[-1] = replace(inner[-1], head=root, space=False)
        opening = [punct(mark, verb if mark == ":" else root), punct("“", root, False)]
        return [*cue, *opening, *inner, punct("”", root)]

    def indirect(self, sentence: Tree) -> Tree | None:
        """``X said that S.``"""
        *body, stop = sentence
        if stop.text != ".":
            return None
        cue = self._capital(self.cue(inverted=False))
        verb = root_of(cue)
        with_mark = self.random.random() < 0.65
        at = len(cue) + with_mark
        inner = shift(self._small(body), at, verb, "ccomp")
        inner[-1] = replace(inner[-1], space=False)
        mark = [Word("that", "IN", "SCONJ", root_of(sentence) + at, "mark")] if with_mark else []
        return [*cue, *mark, *inner, punct(".", verb)]

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
        root = root_of(sentence) + (len(speaker) + 3 if leading else 0)
        noun = root_of(speaker) + start + 2
        source = [
            Word("According" if leading else "according", "VBG", "VERB", noun, "case"),
            Word("to", "IN", "ADP", start, "fixed"),
            *shift(speaker, start + 2, root, "obl"),
        ]
        source[-1] = replace(source[-1], space=False)
        if leading:
            inner = shift(self._small(body), len(source) + 1)
            inner[-1] = replace(inner[-1], space=False)
            return [*source, punct(",", noun), *inner, punct(".", root)]
        body[-1] = replace(body[-1], space=False)
        return [*body, punct(",", noun), *source, punct(".", root)]

    def interrupted(self, sentence: Tree) -> Tree | None:
        """``“S,” X said, “goes on.”``, cut at a comma that no other arc of the clause spans."""
        root = root_of(sentence)
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
        words = [word if word.head == ROOT else replace(word, head=moved[word.head]) for word in sentence]
        centre, start = moved[root], cut + 3
        before = words[: cut + 1]
        before[-2] = replace(before[-2], space=False)
        before[-1] = replace(before[-1], head=centre, space=False)
        middle = shift(cue, start, centre, "parataxis")
        middle[-1] = replace(middle[-1], space=False)
        verb = root_of(cue) + start
        after = words[cut + 1 :]
        after[-1] = replace(after[-1], space=False)
        return [
            punct("“", centre, False),
            *before,
            punct("”", centre),
            *middle,
            punct(",", verb),
            punct("“", centre, False),
            *after,
            punct("”", centre),
        ]

    def floating(self, sentence: Tree) -> Tree:
        """``“S.”``: a quotation that goes on with no cue."""
        root = root_of(sentence) + 1
        return [punct("“", root, False), *closed(shift(sentence, 1)), punct("”", root)]

    @staticmethod
    def _capital(tree: Tree) -> Tree:
        first = tree[0]
        return [replace(first, text=first.text[:1].upper() + first.text[1:]), *tree[1:]]

    @staticmethod
    def _small(tree: Tree) -> Tree:
        first = tree[0]
        keep = first.pos == "PROPN" or first.text == "I" or first.text[1:2].isupper()
        return tree if keep else [replace(first, text=first.text.lower()), *tree[1:]]
