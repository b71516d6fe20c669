"""What the gathering of one Doc's records shares: tokens, the records so far, where a phrase stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from spacy.tokens import Doc

from tui.nlp.attribution.frames import Frame, frames_of
from tui.nlp.document.tokens import Tokens
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

    t: Tokens
    frames: list[Frame]
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
        tokens, frames = Tokens.of(doc), frames_of(doc)
        some = bool(tokens.words)
        out = ChunkRecords(
            offset=offset,
            length=tokens.ends[-1] if some else 0,
            sentences=tokens.sentence[-1] + 1 if some else 0,
            paragraphs=tokens.paragraph[-1] + 1 if some else 0,
        )
        return cls(tokens, frames, offset, _quoted(tokens, frames), out)

    def plural(self, i: int) -> bool:
        """Whether token ``i`` is a plural noun."""
        return self.t.tags[i] in ("NNS", "NNPS")

    def place(self, start: int, end: int) -> Place:
        """Where tokens ``[start, end)`` stand."""
        t = self.t
        head = t.head_of(start, end)
        role, verb = self.role(head, start, end)
        # "Speaking to X, he said": X stands by the verb of the sentence and is not "he".
        if verb >= 0 and t.tags[verb] == "VBG" and t.deps[verb] == "advcl" and t.heads[verb] > verb:
            verb = t.heads[verb]
        if role in ("oblique", "object", "other") and self._in_opening(start):
            role = "fronted"
        return Place(
            start=t.starts[start] + self.offset,
            end=t.ends[end - 1] + self.offset,
            sentence=t.sentence[start],
            paragraph=t.paragraph[start],
            role=role,
            verb=t.starts[verb] + self.offset if verb >= 0 else -1,
            quoted=self.quoted[head],
            heading=t.heading[start],
        )

    def _in_opening(self, i: int) -> bool:
        """Whether token ``i`` stands in a clause like "Speaking to X," that opens its sentence."""
        t = self.t
        at = i
        while at > 0 and i - at < 12 and t.sentence[at - 1] == t.sentence[i]:
            at -= 1
            if t.words[at] == ",":
                return False
        while at < i and t.words[at].isspace():
            at += 1
        return t.tags[at] == "VBG" and t.lower[at] != "according" and at < i

    def role(self, head: int, start: int, end: int) -> tuple[str, int]:
        """What a phrase is to its verb, and that verb (-1: none), seen through apposition and lists."""
        t = self.t
        at = head
        for _ in range(5):
            dep = t.deps[at]
            if dep in _SUBJECT:
                return "subject", t.heads[at]
            if dep in _AGENT or (dep == "pobj" and t.deps[t.heads[at]] == "agent"):
                return "agent", t.verb_above(at)
            if dep in _OBJECT:
                return "object", t.heads[at]
            if dep in _POSSESSIVE:
                return "possessive", t.verb_above(at)
            if dep in _CLIMB and t.heads[at] != at:
                at = t.heads[at]
                continue
            if (
                dep == "compound"
                and t.heads[at] != at
                and end - 1 <= t.heads[at] <= end + 1
                and (singular(t.lower[t.heads[at]]) in roles() and t.heads[at] < start)
            ):
                at = t.heads[at]
                continue
            if end < len(t.words) and t.words[end] in ("'s", "’s", "’", "'") and t.tags[end] == "POS":
                return "possessive", t.verb_above(at)
            if dep in ("obl", "nmod", "pobj", "obl:unmarked", "npadvmod"):
                return "oblique", t.verb_above(at)
            return "other", t.verb_above(at)
        return "other", -1


def _quoted(t: Tokens, frames: list[Frame]) -> list[bool]:
    """For each token whether it stands in a direct quote's content or between quotation marks."""
    inside = [False] * len(t.words)
    for frame in frames:
        if frame.kind == "direct":
            for start, end in frame.content:
                for i in range(max(start, 0), min(end, len(inside))):
                    inside[i] = True
    curly = straight = False
    for i, word in enumerate(t.words):
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
