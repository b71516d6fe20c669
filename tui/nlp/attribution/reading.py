"""What the rules of attribution share: one Doc as it is read, and the attributions found so far."""

from __future__ import annotations

from spacy.tokens import Doc

from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.cues import CueHit, find_cues
from tui.nlp.attribution.passages import Passage, passages
from tui.nlp.document.document import DASHES, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_SMALL_IN_TITLES = _KNOWN.words("small_in_titles")
LONG_PASSAGE = _KNOWN.count("long_passage")
_SHORTEST_TITLE = _KNOWN.count("shortest_title")
_LONGEST_TITLE = _KNOWN.count("longest_title")
_SHORTEST_TOWN = _KNOWN.count("shortest_town")
_LONGEST_DATELINE = _KNOWN.count("longest_dateline")
FINAL = frozenset((".", "!", "?", "…", "..."))
"""Marks that end a sentence."""
_DATELINE_MARKS = DASHES | {":"}
_CLOSED = FINAL | DASHES | {"”", '"', ")"}
_CLOSING = frozenset(("’", "'", "”", '"'))


class Reading:
    """One Doc read: its syntax, passages and cues, and the attributions found so far.

    ``over`` holds for each token the number of the outermost passage over it (-1: none); ``outermost`` are
    the passages that stand in no other. ``hits`` are the verbal cues outside of quotation marks, ``hits_at``
    the same by token. ``low`` and ``high`` are for each token the borders that a source's phrase there may
    not cross. ``of_passage`` and ``by_cue`` have the attributions by the number of a passage, and by the
    token of their cue.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = Document(doc)
        self.passages, self.over = passages(self.doc)
        self.outermost = [passage for passage in self.passages if passage.parent < 0]
        self.all_hits = find_cues(self.doc)
        self.hits = [hit for hit in self.all_hits if self.over[hit.at] < 0 and hit.kind == "verb"]
        self.hits_at = {hit.at: hit for hit in self.hits}
        self.attributions: list[Attribution] = []
        self.of_passage: dict[int, Attribution] = {}
        self.by_cue: dict[int, Attribution] = {}
        self.low = self._low_borders()
        self.high = self._high_borders()

    def _low_borders(self) -> list[int]:
        """For each token the token behind the last long passage, end of a sentence, dateline or line."""
        doc = self.doc
        low = [0] * doc.n
        border = 0
        for i in range(doc.n):
            number = self.over[i]
            closes = number >= 0 and (self._is_long(number) or self.ends_sentence(self.passages[number]))
            dash = doc.words[i] in _DATELINE_MARKS and self._dateline(border, i)
            if "\n" in doc.words[i] or closes or dash:
                border = i + 1
            low[i] = border
        return low

    def _high_borders(self) -> list[int]:
        """For each token the next long passage or line end."""
        doc = self.doc
        high = [doc.n] * doc.n
        border = doc.n
        for i in range(doc.n - 1, -1, -1):
            number = self.over[i]
            if "\n" in doc.words[i] or (number >= 0 and self._is_long(number)):
                border = i
            high[i] = border
        return high

    def _is_long(self, number: int) -> bool:
        return self.passages[number].words >= LONG_PASSAGE

    def _dateline(self, start: int, dash: int) -> bool:
        """Whether a paragraph opens with a place in capitals and a dash: "LAGOS, Nigeria (AP) — …"."""
        doc = self.doc
        return (
            0 < dash - start <= _LONGEST_DATELINE
            and (start == 0 or "\n" in doc.words[start - 1])
            and len(doc.words[start]) >= _SHORTEST_TOWN
            and doc.words[start].isupper()
            and not any(doc.pos[i] == "VERB" for i in range(start, dash))
        )

    def opening(self, first: int) -> int:
        """Where a sentence that begins at ``first`` begins behind its dateline."""
        last = min(first + _LONGEST_DATELINE + 1, self.doc.n)
        dash = next((i for i in range(first + 1, last) if self.low[i] == i + 1), -1)
        return dash + 1 if dash > 0 and self._dateline(first, dash) else first

    def ends_sentence(self, passage: Passage) -> bool:
        """Whether the passage ends a sentence."""
        return self.last(passage) in FINAL

    def last(self, passage: Passage) -> str:
        """The last word or mark of a passage, the marks that close passages in it left out."""
        words = self.doc.words
        return next(
            (words[i] for i in range(passage.end - 1, passage.start, -1) if words[i] not in _CLOSING),
            words[passage.start],
        )

    def begins_sentence(self, passage: Passage) -> bool:
        """Whether the passage begins a sentence."""
        if passage.outer_start == 0:
            return True
        at = passage.outer_start - 1
        while at and self.doc.words[at].isspace() and "\n" not in self.doc.words[at]:
            at -= 1
        before = self.doc.words[at]
        return (
            before in _CLOSED
            or "\n" in before
            or (before[-1] == "." and self.doc.words[passage.start][:1].isupper())
        )

    def is_title(self, passage: Passage) -> bool:
        """Whether the passage is written like a title, or stands alone in a line in single marks."""
        doc = self.doc
        content = [
            doc.words[i]
            for i in range(passage.start, passage.end)
            if doc.words[i].isalpha() and doc.lower[i] not in _SMALL_IN_TITLES
        ]
        if (
            len(content) >= _SHORTEST_TITLE
            and passage.words <= _LONGEST_TITLE
            and all(w[0].isupper() for w in content)
        ):
            return True
        opens_line = passage.outer_start == 0 or "\n" in doc.words[passage.outer_start - 1]
        ends_line = passage.outer_end >= doc.n or "\n" in doc.words[passage.outer_end]
        return opens_line and ends_line and passage.region.single

    def is_written_title(self, hit: CueHit, passage: Passage) -> bool:
        """Whether a cue only tells who wrote what the passage is the title of: who wrote “The Long Pier”."""
        return hit.lemma == "write" and hit.end == passage.outer_start and self.is_title(passage)

    def is_sentence(self, passage: Passage) -> bool:
        """Whether a short passage is a sentence of its own: "Nobody slept." behind another quote."""
        begins = self.begins_sentence(passage) or self.doc.words[passage.outer_start - 1] == ":"
        return begins and self.ends_sentence(passage) and not passage.region.single

    def passages_in(self, start: int, end: int) -> list[int]:
        """The numbers of the outermost passages that hold any of the tokens ``[start, end)``, in order."""
        return sorted({self.over[i] for i in range(start, end)} - {-1})

    def add(self, attribution: Attribution) -> None:
        """Add an attribution, giving it the passages that its content covers and nobody has."""
        for start, end in attribution.content:
            self.claim(attribution, start, end)
        self.attributions.append(attribution)

    def claim(self, attribution: Attribution, start: int, end: int) -> None:
        """Give an attribution the passages in ``[start, end)`` that nobody has."""
        for number in self.passages_in(start, end):
            if number not in self.of_passage:
                self.hold(attribution, number)

    def extend(self, attribution: Attribution, passage: Passage) -> None:
        """Add a passage to the content of an attribution."""
        attribution.content.append((passage.outer_start, passage.outer_end))
        self.hold(attribution, passage.number)

    def hold(self, attribution: Attribution, number: int) -> None:
        """Take down that the passage of that number is an attribution's."""
        self.of_passage[number] = attribution
        attribution.passages.append(number)

    def fitted(self, pieces: list[TokenRange]) -> list[TokenRange]:
        """Pieces widened so that none begins or ends inside a quoted passage."""
        out = []
        for start, end in pieces:
            number = self.over[start]
            if number >= 0:
                start = self.passages[number].outer_start
            number = self.over[end - 1]
            if number >= 0:
                end = max(end, self.passages[number].outer_end)
            out.append((start, end))
        return out


def is_word(token: str) -> bool:
    """Whether a token holds a letter or a digit."""
    return any(character.isalnum() for character in token)
