"""What the gathering of one Doc's mentions shares: tokens, the records so far, where a phrase stands."""

from __future__ import annotations

from typing import Self

import msgspec
from spacy.tokens import Doc

from tui.domain.analysis import QuoteKind
from tui.nlp.attribution.attribution import Attribution, attributions_of
from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.mentions.marks import POSSESSIVES
from tui.nlp.mentions.records import ChunkRecords, GrammaticalFunction, Position

_KNOWN = english("mentions")
_OF_SOURCES = _KNOWN.words("participles_of_sources")
_LONGEST_OPENING = _KNOWN.count("longest_opening")
_STEPS = _KNOWN.count("function_steps")

_SUBJECT = frozenset(("nsubj", "nsubj:pass", "csubj", "csubj:pass"))
_OBJECT = frozenset(("obj", "iobj"))
_OBLIQUE = frozenset(("obl", "nmod", "pobj", "obl:npmod"))
_PART_OF_ANOTHER = frozenset(("appos", "flat", "conj", "nmod:desc", "flat:name", "nmod:unmarked"))
_MAY_BE_FRONTED = (GrammaticalFunction.OBLIQUE, GrammaticalFunction.OBJECT, GrammaticalFunction.OTHER)


class Context(msgspec.Struct):
    """One Doc on its way into records. ``name_at`` and the like give the record that holds a token.

    ``quoted`` marks tokens inside direct quotes, ``apposed`` holds heads of phrases that mean a person named
    beside them, so that they are nobody else.
    """

    doc: Document
    attributions: list[Attribution]
    offset: int
    quoted: list[bool]
    out: ChunkRecords
    name_at: dict[int, int] = {}
    nominal_at: dict[int, int] = {}
    pronoun_at: dict[int, int] = {}
    apposed: set[int] = set()

    @classmethod
    def of(cls, doc: Doc, offset: int) -> Self:
        """The context of a Doc whose text begins at ``offset`` (code points) of the article."""
        document, attributions = Document(doc), attributions_of(doc)
        some = bool(document.words)
        out = ChunkRecords(
            offset=offset,
            length=document.ends[-1] if some else 0,
            sentences=document.sentence_of[-1] + 1 if some else 0,
            paragraphs=document.paragraph_of[-1] + 1 if some else 0,
        )
        return cls(document, attributions, offset, _quoted(document, attributions), out)

    def is_plural(self, i: int) -> bool:
        """Whether token ``i`` is a plural noun."""
        return self.doc.tags[i] in ("NNS", "NNPS")

    def label_at(self, i: int) -> str:
        """The label of the entity whose record holds token ``i``, empty if none does."""
        number = self.name_at.get(i, -1)
        return self.doc.ents[number][2] if number >= 0 else ""

    def position(self, start: int, end: int) -> Position:
        """Where tokens ``[start, end)`` stand."""
        doc = self.doc
        head = doc.head_of(start, end)
        function, verb = self.function(head, start, end)
        # "Speaking to X, he said": X stands by the verb of the sentence and is not "he".
        if verb >= 0 and doc.tags[verb] == "VBG" and doc.deps[verb] == "advcl" and doc.heads[verb] > verb:
            verb = doc.heads[verb]
        if function in _MAY_BE_FRONTED and self._is_in_opening(start):
            function = GrammaticalFunction.FRONTED
        return Position(
            start=doc.starts[start] + self.offset,
            end=doc.ends[end - 1] + self.offset,
            sentence=doc.sentence_of[start],
            paragraph=doc.paragraph_of[start],
            function=function,
            verb=self.start_of(verb),
            quoted=self.quoted[head],
            heading=doc.heading[start],
        )

    def start_of(self, i: int) -> int:
        """Where token ``i`` begins (code points), -1 for none (-1)."""
        return self.doc.starts[i] + self.offset if i >= 0 else -1

    def _is_in_opening(self, i: int) -> bool:
        """Whether token ``i`` stands in a clause like "Speaking to X," that opens its sentence."""
        doc = self.doc
        at = i
        while at > 0 and i - at < _LONGEST_OPENING and doc.sentence_of[at - 1] == doc.sentence_of[i]:
            at -= 1
            if doc.words[at] == ",":
                return False
        while at < i and doc.words[at].isspace():
            at += 1
        return doc.tags[at] == "VBG" and doc.lower[at] not in _OF_SOURCES and at < i

    def function(self, head: int, start: int, end: int) -> tuple[GrammaticalFunction, int]:
        """What a phrase is to its verb, and that verb (-1: none), seen through apposition and lists."""
        doc = self.doc
        at = head
        for _ in range(_STEPS):
            dep, above = doc.deps[at], doc.heads[at]
            if dep in _SUBJECT:
                return GrammaticalFunction.SUBJECT, above
            if dep == "obl:agent" or (dep == "pobj" and doc.deps[above] == "agent"):
                return GrammaticalFunction.AGENT, doc.verb_above(at)
            if dep in _OBJECT:
                return GrammaticalFunction.OBJECT, above
            if dep == "nmod:poss":
                return GrammaticalFunction.POSSESSIVE, doc.verb_above(at)
            if above != at and dep in _PART_OF_ANOTHER:
                at = above
                continue
            if end < len(doc.words) and doc.words[end] in POSSESSIVES and doc.tags[end] == "POS":
                return GrammaticalFunction.POSSESSIVE, doc.verb_above(at)
            if dep in _OBLIQUE:
                return GrammaticalFunction.OBLIQUE, doc.verb_above(at)
            return GrammaticalFunction.OTHER, doc.verb_above(at)
        return GrammaticalFunction.OTHER, -1


def _quoted(doc: Document, attributions: list[Attribution]) -> list[bool]:
    """For each token whether it stands in a direct quote's content or between quotation marks."""
    inside = [False] * len(doc.words)
    for attribution in attributions:
        if attribution.kind is QuoteKind.DIRECT:
            for start, end in attribution.content:
                for i in range(max(start, 0), min(end, len(inside))):
                    inside[i] = True
    curly = straight = False
    for i, word in enumerate(doc.words):
        if "\n" in word:
            curly = straight = False
        elif word in ("“", "„"):
            curly = True
        elif word == "”":
            curly = False
        elif word in ('"', "''", "``"):
            straight = not straight
        elif curly or straight:
            inside[i] = True
    return inside
