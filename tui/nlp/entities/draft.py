"""The working copy of a Doc's entities, with the facts about tokens that their repair looks at.

It is no :class:`~tui.nlp.document.document.Document`: that one also builds trees, lemmas and sentences, which
costs three times as much as this one and the repair never asks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import msgspec
from spacy.tokens import Doc

from tui.nlp.lang.language import english

_KNOWN = english("entities")
_LONGEST_HEADLINE = _KNOWN.count("longest_headline")
_LONGEST_SMALL_WORD = _KNOWN.count("longest_small_word")
_CAPITALS_OF_OPEN_LINE = _KNOWN.number("capitals_of_open_line")
_CAPITALS_OF_CLOSED_LINE = _KNOWN.number("capitals_of_closed_line")
_LONGEST_CLOSED_NAME = _KNOWN.count("longest_closed_name")
_AROUND_CAPITALS = _KNOWN.count("around_capitals")
_BEFORE_OPENING_CAPITAL = frozenset(["“", '"', "‘", "''", "``", "(", "[", ":", "—", "–", "-", "•"])
_CLOSING = frozenset([".", "!", "?", "”", '"', "’", ";", "…", ")"])


class EntitySpan(msgspec.Struct):
    """An entity over tokens ``[start, end)``. ``sure`` marks what lists or context settled."""

    start: int
    end: int
    label: str
    sure: bool = False


class EntityDraft(msgspec.Struct):
    """Tokens and entities. ``ents`` is kept sorted and without overlaps by :meth:`put`.

    Where a capital says nothing of a word: ``title_cased`` holds for each token whether nearly all words of
    its short line have capitals, as in a headline; ``initial`` whether it opens a sentence, a quotation or
    the like. ``small`` are all words written in lower case. ``starts`` and ``ends`` are code points in
    ``text``.
    """

    text: str
    words: list[str]
    tags: list[str]
    starts: list[int]
    ends: list[int]
    title_cased: list[bool]
    initial: list[bool]
    small: frozenset[str]
    ents: list[EntitySpan] = []

    @classmethod
    def of(cls, spacy_doc: Doc) -> Self:
        """The draft of a Doc. Without a tagger, capitals stand in for proper-noun tags."""
        words = [token.text for token in spacy_doc]
        tags = [token.tag_ for token in spacy_doc]
        if not any(tags):
            tags = ["NNP" if word[:1].isupper() else "NN" for word in words]
        starts = [token.idx for token in spacy_doc]
        ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
        initial = [bool(token.is_sent_start) or token.i == 0 for token in spacy_doc]
        for i in range(1, len(words)):
            if words[i - 1] in _BEFORE_OPENING_CAPITAL or "\n" in words[i - 1]:
                initial[i] = True
        small = frozenset(word for word in words if word.islower())
        ents = [EntitySpan(ent.start, ent.end, ent.label_) for ent in spacy_doc.ents]
        return cls(spacy_doc.text, words, tags, starts, ends, _title_cased(words), initial, small, ents)

    def is_proper_noun(self, i: int) -> bool:
        """Whether token ``i`` is a capitalised proper noun."""
        return self.tags[i].startswith("NNP") and self.words[i][:1].isupper()

    def is_capitalised(self, i: int) -> bool:
        """Whether there is a token ``i`` and it begins with a capital."""
        return 0 <= i < len(self.words) and self.words[i][:1].isupper()

    def is_all_capitals(self, i: int) -> bool:
        """Whether the words around token ``i`` are all in capitals, so that capitals say nothing."""
        around = self.words[max(0, i - _AROUND_CAPITALS) : i + _AROUND_CAPITALS + 1]
        long = [word for word in around if word.isalpha() and len(word) > 2]
        return len(long) > 1 and all(word.isupper() for word in long)

    def touches(self, i: int) -> bool:
        """Whether nothing stands between token ``i`` and the next one."""
        return self.ends[i] == self.starts[i + 1]

    def text_of(self, ent: EntitySpan) -> str:
        """The words of an entity as the text has them, in one line."""
        return " ".join(self.text[self.starts[ent.start] : self.ends[ent.end - 1]].split())

    def holders(self) -> list[EntitySpan | None]:
        """For each token the entity that holds it."""
        found: list[EntitySpan | None] = [None] * len(self.words)
        for ent in self.ents:
            for i in range(ent.start, ent.end):
                found[i] = ent
        return found

    def put(self, ents: Iterable[EntitySpan]) -> None:
        """Take these entities instead: sorted, empty ones dropped, of two that overlap the longer kept."""
        kept: list[EntitySpan] = []
        for ent in sorted(ents, key=lambda ent: (ent.start, -ent.end)):
            if ent.end <= ent.start:
                continue
            if kept and ent.start < kept[-1].end:
                if ent.end - ent.start > kept[-1].end - kept[-1].start:
                    kept[-1] = ent
                continue
            kept.append(ent)
        self.ents = kept


def _title_cased(words: list[str]) -> list[bool]:
    found = [False] * len(words)
    start = 0
    for i in range(len(words) + 1):
        if i < len(words) and "\n" not in words[i]:
            continue
        if 0 < i - start < _LONGEST_HEADLINE and _is_title_cased(words[start:i]):
            found[start:i] = [True] * (i - start)
        start = i + 1
    return found


def _is_title_cased(line: list[str]) -> bool:
    """Whether nearly all longer words of a line have capitals; a closed line needs more of them."""
    long = [word for word in line if len(word) > _LONGEST_SMALL_WORD and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    if line[-1] in _CLOSING:
        return len(long) > _LONGEST_CLOSED_NAME and capitals >= _CAPITALS_OF_CLOSED_LINE * len(long)
    return len(long) > 0 and capitals >= _CAPITALS_OF_OPEN_LINE * len(long)
