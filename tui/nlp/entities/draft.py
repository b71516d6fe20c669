"""A working copy of a Doc's entities with the token facts that their repair looks at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from spacy.tokens import Doc

from tui.nlp.lang.lists import words as word_set


@dataclass(slots=True)
class Ent:
    """An entity over tokens ``[start, end)``. ``sure`` marks what lists or context settled."""

    start: int
    end: int
    label: str
    sure: bool = False


@dataclass(slots=True)
class Draft:
    """Tokens and entities. ``ents`` is kept sorted and without overlaps by :meth:`put`.

    ``heading`` holds for each token whether it stands in a title-cased paragraph without a full stop;
    ``initial`` whether it opens a sentence or a quotation, where a capital says nothing.
    """

    text: str
    words: list[str]
    tags: list[str]
    starts: list[int]
    ends: list[int]
    heading: list[bool]
    initial: list[bool]
    ents: list[Ent] = field(default_factory=list)

    @classmethod
    def of(cls, doc: Doc) -> Self:
        """The draft of a Doc. Without a tagger, capitals stand in for proper-noun tags."""
        words = [t.text for t in doc]
        tags = [t.tag_ for t in doc]
        if not any(tags):
            tags = ["NNP" if w[:1].isupper() else "NN" for w in words]
        starts = [t.idx for t in doc]
        ends = [s + len(w) for s, w in zip(starts, words, strict=True)]
        initial = [bool(t.is_sent_start) or t.i == 0 for t in doc]
        for i in range(1, len(words)):
            if words[i - 1] in _OPENERS or "\n" in words[i - 1]:
                initial[i] = True
        ents = [Ent(e.start, e.end, e.label_) for e in doc.ents]
        return cls(doc.text, words, tags, starts, ends, _headings(words), initial, ents)

    def proper(self, i: int) -> bool:
        """Whether token ``i`` is a capitalised proper noun."""
        return self.tags[i].startswith("NNP") and self.words[i][:1].isupper()

    def capital(self, i: int) -> bool:
        """Whether token ``i`` is a word with a capital."""
        return 0 <= i < len(self.words) and self.words[i][:1].isupper()

    def all_capitals(self, i: int) -> bool:
        """Whether the words around token ``i`` are all in capitals, so that capitals say nothing."""
        around = [w for w in self.words[max(0, i - 4) : i + 5] if w.isalpha() and len(w) > 2]
        return len(around) > 1 and all(w.isupper() for w in around)

    def string(self, ent: Ent) -> str:
        """The words of an entity as the text has them, in one line."""
        return " ".join(self.text[self.starts[ent.start] : self.ends[ent.end - 1]].split())

    def owners(self) -> list[Ent | None]:
        """For each token the entity that holds it."""
        found: list[Ent | None] = [None] * len(self.words)
        for ent in self.ents:
            for i in range(ent.start, ent.end):
                found[i] = ent
        return found

    def put(self, ents: Iterable[Ent]) -> None:
        """Take these entities instead: sorted, empty ones dropped, of two that overlap the longer kept."""
        kept: list[Ent] = []
        for ent in sorted(ents, key=lambda e: (e.start, -e.end)):
            if ent.end <= ent.start:
                continue
            if kept and ent.start < kept[-1].end:
                if ent.end - ent.start > kept[-1].end - kept[-1].start:
                    kept[-1] = ent
                continue
            kept.append(ent)
        self.ents = kept


_OPENERS = word_set("“ \" ‘ '' `` ( [ : — – - •")
_CLOSERS = word_set('. ! ? ” " ’ ; … )')


def _headings(words: list[str]) -> list[bool]:
    found = [False] * len(words)
    start = 0
    for i in range(len(words) + 1):
        if i < len(words) and "\n" not in words[i]:
            continue
        line = words[start:i]
        if line and len(line) < 30:
            long = [w for w in line if len(w) > 3 and w[0].isalpha()]
            capital = sum(w[0].isupper() for w in long)
            closed = line[-1] in _CLOSERS
            if len(long) > (4 if closed else 0) and capital >= (0.9 if closed else 0.7) * len(long):
                found[start:i] = [True] * len(line)
        start = i + 1
    return found
