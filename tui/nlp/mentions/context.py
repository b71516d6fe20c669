"""What the gathering of one Doc's records shares: tokens, the records so far, where a phrase stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from spacy.tokens import Doc

from tui.domain.analysis import QuoteKind
from tui.nlp.attribution.attribution import Attribution, attributions_of
from tui.nlp.document.document import Document
from tui.nlp.lang.lists import roles, singular
from tui.nlp.mentions.records import ChunkRecords, Place

_SUBJECT = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubj:pass", "csubjpass"))
_OBJECT = frozenset(("obj", "dobj", "iobj", "dative"))
_POSSESSIVE = frozenset(("nmod:poss", "poss"))
_CLIMB = frozenset(("appos", "flat", "conj", "nmod:desc", "flat:name", "nmod:unmarked"))
_AGENT = frozenset(("obl:agent",))


@dataclass(slots=True)
class Context:
    """One Doc on its way into records. ``name_at`` and the like give the record that holds a token.

    ``quoted`` marks tokens inside direct quotes, ``taken`` heads of phrases that mean a person named beside
    them, so that they are nobody else.
    """

    doc: Document
    attributions: list[Attribution]
    offset: int
    quoted: list[bool]
    out: ChunkRecords
    name_at: dict[int, int] = field(default_factory=dict)
    nominal_at: dict[int, int] = field(default_factory=dict)
    pronoun_at: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

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

    def plural(self, i: int) -> bool:
        """Whether token ``i`` is a plural noun."""
        return self.doc.tags[i] in ("NNS", "NNPS")

    def place(self, start: int, end: int) -> Place:
        """Where tokens ``[start, end)`` stand."""
        doc = self.doc
        head = doc.head_of(start, end)
        role, verb = self.role(head, start, end)
        # "Speaking to X, he said": X stands by the verb of the sentence and is not "he".
        if verb >= 0 and doc.tags[verb] == "VBG" and doc.deps[verb] == "advcl" and doc.heads[verb] > verb:
            verb = doc.heads[verb]
        if role in ("oblique", "object", "other") and self._in_opening(start):
            role = "fronted"
        return Place(
            start=doc.starts[start] + self.offset,
            end=doc.ends[end - 1] + self.offset,
            sentence=doc.sentence_of[start],
            paragraph=doc.paragraph_of[start],
            role=role,
            verb=doc.starts[verb] + self.offset if verb >= 0 else -1,
            quoted=self.quoted[head],
            heading=doc.heading[start],
        )

    def _in_opening(self, i: int) -> bool:
        """Whether token ``i`` stands in a clause like "Speaking to X," that opens its sentence."""
        doc = self.doc
        at = i
        while at > 0 and i - at < 12 and doc.sentence_of[at - 1] == doc.sentence_of[i]:
            at -= 1
            if doc.words[at] == ",":
                return False
        while at < i and doc.words[at].isspace():
            at += 1
        return doc.tags[at] == "VBG" and doc.lower[at] != "according" and at < i

    def role(self, head: int, start: int, end: int) -> tuple[str, int]:
        """What a phrase is to its verb, and that verb (-1: none), seen through apposition and lists."""
        doc = self.doc
        at = head
        for _ in range(5):
            dep = doc.deps[at]
            if dep in _SUBJECT:
                return "subject", doc.heads[at]
            if dep in _AGENT or (dep == "pobj" and doc.deps[doc.heads[at]] == "agent"):
                return "agent", doc.verb_above(at)
            if dep in _OBJECT:
                return "object", doc.heads[at]
            if dep in _POSSESSIVE:
                return "possessive", doc.verb_above(at)
            if dep in _CLIMB and doc.heads[at] != at:
                at = doc.heads[at]
                continue
            if (
                dep == "compound"
                and doc.heads[at] != at
                and end - 1 <= doc.heads[at] <= end + 1
                and (singular(doc.lower[doc.heads[at]]) in roles() and doc.heads[at] < start)
            ):
                at = doc.heads[at]
                continue
            if end < len(doc.words) and doc.words[end] in ("'s", "’s", "’", "'") and doc.tags[end] == "POS":
                return "possessive", doc.verb_above(at)
            if dep in ("obl", "nmod", "pobj", "obl:unmarked", "npadvmod"):
                return "oblique", doc.verb_above(at)
            return "other", doc.verb_above(at)
        return "other", -1


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
