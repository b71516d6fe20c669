"""Who said what in a language that is not English, by a list of its cues: the folder ``lang/CODE``.

Passages in quotation marks come first, each with the cue beside it; then what a cue takes behind "that",
and what stands beside "according to". The source is the cue's subject by the parse (Universal Dependencies,
or TIGER's labels as German pipelines have them), else the noun phrase beside the cue. Without a list only the
passages are left.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from tui.domain.analysis import QuoteKind
from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.source_phrases import Source
from tui.nlp.document.document import Document
from tui.nlp.document.marked import is_said, passages_in_marks
from tui.nlp.document.paragraphs import LONGEST_SENTENCE
from tui.nlp.lang.language import LanguageData, other_language

_WITH_SOURCE = 0.85
_WITHOUT_SOURCE = 0.6
_CLAUSE = 0.7
_ACCORDING = 0.75
"""Confidences: guesses, since nobody annotated other languages for us."""
_BEHIND_PASSAGE = 8
_BEFORE_PASSAGE = 14
_LONGEST_SOURCE = 12
_ENDS = frozenset(".!?…") | {"..."}
_MARKS = frozenset('„“”‟«»‹›‚‘’"')
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_PHRASE = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "X", ""))
_NOUNS = frozenset(("NOUN", "PROPN", "PRON", "X", ""))


def find_in_other_language(doc: Doc) -> list[Attribution]:
    """The attributions of a Doc in the order of the text."""
    finder = _Finder(doc, other_language(doc.lang_, "attribution"))
    finder.passages()
    if finder.known is not None:
        finder.clauses()
        finder.according()
    return sorted(finder.found, key=lambda attribution: attribution.content[0])


@dataclass
class _Lists:
    cues: frozenset[str]
    complementizers: frozenset[str]
    inner: frozenset[str]
    before: list[list[str]] = field(default_factory=list)
    behind: frozenset[str] = frozenset()
    inverted: frozenset[str] = frozenset()
    """Pronouns that a hyphen hangs on their verb."""


def _lists(known: LanguageData) -> _Lists:
    return _Lists(
        known.words("cues"),
        known.words("complementizers"),
        known.words("inner_prepositions"),
        [phrase.split() for phrase in known.phrases("according_before")],
        frozenset(known.phrases("according_behind")),
        frozenset(word for name in ("he", "she", "they") for word in known.words(name) if word[0] == "-"),
    )


class _Finder:
    """What is found in one Doc so far; ``_in_passage`` tells which passage holds each token (-1: none)."""

    def __init__(self, doc: Doc, known: LanguageData | None) -> None:
        self.doc = Document(doc)
        self.known = None if known is None else _lists(known)
        self.found: list[Attribution] = []
        self._by_cue: dict[int, Attribution] = {}
        self._passages: list[TokenRange] = []
        self._in_passage = [-1] * self.doc.n
        for span in passages_in_marks(doc.text):
            tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
            if tokens is not None and is_said(doc.text, span):
                for i in range(tokens.start, tokens.end):
                    self._in_passage[i] = len(self._passages)
                self._passages.append((tokens.start, tokens.end))

    def passages(self) -> None:
        """An attribution for each passage, or one for two passages around one cue."""
        before: Attribution | None = None
        for start, end in self._passages:
            cue = -1 if self.known is None else self._cue_beside(start, end)
            if cue in self._by_cue:
                before = self._by_cue[cue]
                before.content.append((start, end))
                continue
            if cue >= 0:
                rule = Rule.AFTER if cue >= end else Rule.BEFORE
                made = self._made([(start, end)], rule, cue, self._source(cue))
            else:
                made = Attribution(
                    [(start, end)], Rule.ALONE, kind=QuoteKind.DIRECT, confidence=_WITHOUT_SOURCE
                )
                if before is not None and self._goes_on(before, start):
                    made.rule, made.continues = Rule.FLOATING, before
            self.found.append(made)
            before = made

    def clauses(self) -> None:
        """ "X sagte, dass …", "X a dit que …": from the complementizer to the sentence's end."""
        for cue in self._cues():
            if cue in self._by_cue:
                continue
            opening = next((i for i in range(cue + 1, min(cue + 4, self.doc.n)) if self._opens(i)), -1)
            source = self._source(cue)
            if opening < 0 or source is None:
                continue
            content = (opening, self._end_of_sentence(opening))
            if content[1] - content[0] > 2 and not source.start < content[1] <= source.end:
                self.found.append(self._made([content], Rule.CLAUSE, cue, source, _CLAUSE))

    def according(self) -> None:
        """ "Laut X …", "Selon X, …": the rest of the sentence is what the source says."""
        assert self.known is not None
        for i in range(self.doc.n):
            size = next(
                (len(p) for p in self.known.before if self.doc.lower[i : i + len(p)] == p and self._free(i)),
                0,
            )
            source = self._phrase_right(i + size, SourceEvidence.ACCORDING) if size else None
            if source is None and self.doc.lower[i] in self.known.behind and self._free(i):
                source, size = self._phrase_left(i, SourceEvidence.ACCORDING), 1
            if source is None:
                continue
            first, last = self._sentence(i)
            cue = (i, i + size)
            rest = (
                (max(source.end, i + size), last)
                if min(source.start, i) <= first + 1
                else (first, min(source.start, i))
            )
            start, end = rest
            while start < end and not self.doc.words[start][:1].isalnum():
                start += 1
            while end > start and not self.doc.words[end - 1][-1:].isalnum():
                end -= 1
            if end - start > 2 and all(self._free(at) for at in (start, end - 1)):
                made = Attribution(
                    [(start, end)],
                    Rule.ACCORDING,
                    [cue],
                    self.doc.text_of(*cue).lower(),
                    source,
                    confidence=_ACCORDING,
                )
                self.found.append(made)

    def _made(
        self,
        content: list[TokenRange],
        rule: Rule,
        cue: int,
        source: Source | None,
        confidence: float | None = None,
    ) -> Attribution:
        kind = QuoteKind.INDIRECT if rule is Rule.CLAUSE else QuoteKind.DIRECT
        sure = _WITHOUT_SOURCE if source is None else _WITH_SOURCE
        made = Attribution(
            content,
            rule,
            [(cue, cue + 1)],
            self.doc.lower[cue],
            source,
            kind=kind,
            confidence=confidence or sure,
        )
        self._by_cue[cue] = made
        return made

    def _free(self, i: int) -> bool:
        """Whether a token stands in no passage."""
        return self._in_passage[i] < 0

    def _cues(self) -> list[int]:
        assert self.known is not None
        cues = self.known.cues
        return [i for i, word in enumerate(self.doc.lower) if word in cues and self._free(i)]

    def _opens(self, i: int) -> bool:
        assert self.known is not None
        return self.doc.lower[i] in self.known.complementizers and self._free(i)

    def _cue_beside(self, start: int, end: int) -> int:
        """The cue behind a passage, else the one before it in its sentence; -1 if there is none."""
        assert self.known is not None
        doc = self.doc
        for i in range(end, min(end + _BEHIND_PASSAGE, doc.n)):
            if doc.words[i] in _ENDS or "\n" in doc.words[i] or not self._free(i):
                break
            if doc.lower[i] in self.known.cues:
                return i
        for i in range(start - 1, max(start - _BEFORE_PASSAGE, 0) - 1, -1):
            if doc.words[i] in _ENDS or "\n" in doc.words[i]:
                break
            if doc.lower[i] in self.known.cues and self._free(i):
                return i
        return -1

    def _goes_on(self, before: Attribution, start: int) -> bool:
        """Whether a passage opens the sentence behind that of the attribution before, in its paragraph."""
        last = max(before.content[-1][1], *(end for _, end in before.cue or [(0, 0)]))
        between = self.doc.words[last:start]
        return len(between) < _LONGEST_SOURCE + 4 and not any("\n" in word for word in between)

    def _source(self, cue: int) -> Source | None:
        """Whoever the cue's subject is, else the noun phrase right behind it or before it."""
        doc = self.doc
        for verb in dict.fromkeys((cue, doc.heads[cue])):
            for child in doc.children[verb]:
                near = self._free(child) and abs(child - cue) < _LONGEST_SOURCE
                word = doc.words[child][-1].isalnum() and doc.pos[child] in _NOUNS  # "-t-elle" is one
                if near and word and doc.deps[child] in _SUBJECTS:
                    return self._phrase(child, SourceEvidence.SUBJECT)
        if cue and self.known is not None and doc.lower[cue - 1] in self.known.inverted:
            return Source(cue - 1, cue, cue - 1, SourceEvidence.LEFT)  # "a-t-elle répondu"
        return self._phrase_right(cue + 1, SourceEvidence.RIGHT) or self._phrase_left(
            cue, SourceEvidence.LEFT
        )

    def _phrase(self, head: int, evidence: SourceEvidence) -> Source:
        """The noun phrase around a subject."""
        start, end = head, head + 1
        while start > 0 and head - start < _LONGEST_SOURCE and self._belongs(start - 1):
            start -= 1
        return self._bounded(start, self._end_of_phrase(end), head, evidence)

    def _end_of_phrase(self, end: int) -> int:
        """Where a noun phrase that reaches token ``end`` ends."""
        limit = min(end + _LONGEST_SOURCE, self.doc.n)
        while end < limit and (self._belongs(end) or (end + 1 < limit and self._goes_in(end))):
            end += 1
        return end

    def _goes_in(self, i: int) -> bool:
        """Whether a preposition at token ``i`` belongs to a phrase: "le directeur du port"."""
        return self.known is not None and self.doc.lower[i] in self.known.inner and self._belongs(i + 1)

    def _belongs(self, i: int) -> bool:
        word = self.doc.words[i]
        apart = word in _MARKS or word in _ENDS or word in ",;:()" or "\n" in word
        return not apart and self._free(i) and self.doc.pos[i] in _PHRASE and not self._is_cue(i)

    def _is_cue(self, i: int) -> bool:
        return self.known is not None and self.doc.lower[i] in self.known.cues

    def _phrase_right(self, i: int, evidence: SourceEvidence) -> Source | None:
        """The noun phrase that begins at token ``i``, by the tags alone."""
        end = self._end_of_phrase(i)
        return self._bounded(i, end, self._head(i, end), evidence) if end > i else None

    def _phrase_left(self, i: int, evidence: SourceEvidence) -> Source | None:
        """The noun phrase that ends before token ``i`` or the auxiliaries before it, by the tags alone."""
        end = i
        while end > 0 and self.doc.pos[end - 1] in ("AUX", "ADV"):
            end -= 1
        start = end
        while start > max(end - _LONGEST_SOURCE, 0) and self._belongs(start - 1):
            start -= 1
        return self._bounded(start, end, self._head(start, end), evidence) if end > start else None

    def _head(self, start: int, end: int) -> int:
        """The noun of a phrase: the first before a preposition, else the last; else the last word."""
        stop = next((i for i in range(start, end) if self.doc.pos[i] == "ADP"), end)
        return max((i for i in range(start, stop) if self.doc.pos[i] in _NOUNS), default=end - 1)

    def _bounded(self, start: int, end: int, head: int, evidence: SourceEvidence) -> Source:
        """The phrase up to the first person's name in it: "Kapitänin Dana Holt" of "… der Zeitung"."""
        persons = [(first, last) for first, last, label in self.doc.ents if label == "PERSON"]
        apposed = self._name_behind(end) if self.doc.pos[head] == "NOUN" else end
        if apposed > end:
            return Source(start, apposed, apposed - 1, evidence)  # "la maire de Tarnow, Lena Horvat"
        for first, last in persons:
            if start <= first < end:
                return Source(start, max(last, start + 1), last - 1, evidence)
            if first == end + 1 and self.doc.words[end] == ",":
                return Source(start, last, last - 1, evidence)
        return Source(start, end, head, evidence)

    def _name_behind(self, end: int) -> int:
        """Where a name in two words or more behind a comma ends; ``end`` if none stands there."""
        doc, i = self.doc, end + 1
        if end >= doc.n or doc.words[end] != ",":
            return end
        while i < doc.n and doc.pos[i] == "PROPN" and doc.words[i][:1].isupper():
            i += 1
        return i if i - end > 2 else end

    def _sentence(self, i: int) -> TokenRange:
        first, limit = i, max(i - LONGEST_SENTENCE, 0)
        while first > limit and not self._parts(first - 1):
            first -= 1
        return first, self._end_of_sentence(i)

    def _end_of_sentence(self, i: int) -> int:
        limit = min(i + LONGEST_SENTENCE, self.doc.n)
        while i < limit and not self._parts(i):
            i += 1
        return i

    def _parts(self, i: int) -> bool:
        """Whether a sentence ends with token ``i``."""
        return self.doc.words[i] in _ENDS or "\n" in self.doc.words[i]
