"""What the rules of attribution share: one Doc as it is read, and the attributions found so far."""

from __future__ import annotations

from spacy.tokens import Doc

from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.cues import find_cues
from tui.nlp.attribution.marks import Passage, passages
from tui.nlp.document.document import Document
from tui.nlp.lang.lists import words

FINAL = frozenset((".", "!", "?", "…", "..."))
_DATELINE_DASHES = frozenset(("—", "–", "-", "--", ":"))
_CLOSED = frozenset((".", "!", "?", "…", "...", "”", '"', ")", "—", "–", "-", "--"))
_CLOSING = frozenset(("’", "'", "”", '"'))
LONG = 4
_SMALL_WORDS = words("a an the of in on at to for and or but with by from as is")


class Reading:
    """One Doc read: its syntax, passages and cues, and the attributions found so far.

    ``over`` holds for each token the outermost passage over it (-1: none), ``low`` and ``high`` the borders
    that a speaker's phrase at that token may not cross, ``of_passage`` and ``by_cue`` the attributions by
    passage and cue.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = Document(doc)
        self.passages, self.over = passages(self.doc)
        self.tops = [k for k, p in enumerate(self.passages) if p.parent < 0]
        self.all_hits = find_cues(self.doc)
        self.hits = [h for h in self.all_hits if self.over[h.at] < 0 and h.kind == "verb"]
        self.hits_at = {hit.at: hit for hit in self.hits}
        self.attributions: list[Attribution] = []
        self.of_passage: dict[int, Attribution] = {}
        self.by_cue: dict[int, Attribution] = {}
        self.gaps()

    def gaps(self) -> None:
        """For each token the borders that a speaker's phrase may not cross: long passages, line ends."""
        doc = self.doc
        n = doc.n
        self.low, self.high = [0] * n, [n] * n
        border = 0
        for i in range(n):
            k = self.over[i]
            closes = k >= 0 and (self.passages[k].words >= LONG or self.ends(k))
            dash = doc.words[i] in _DATELINE_DASHES and self.dateline(border, i)
            if "\n" in doc.words[i] or closes or dash:
                border = i + 1
            self.low[i] = border
        border = n
        for i in range(n - 1, -1, -1):
            k = self.over[i]
            if "\n" in doc.words[i] or (k >= 0 and self.passages[k].words >= LONG):
                border = i
            self.high[i] = border

    def dateline(self, start: int, dash: int) -> bool:
        """Whether a paragraph opens with a place in capitals and a dash: "LAGOS, Nigeria (AP) — …"."""
        doc = self.doc
        return (
            0 < dash - start <= 10
            and (start == 0 or "\n" in doc.words[start - 1])
            and len(doc.words[start]) > 2
            and doc.words[start].isupper()
            and not any(doc.pos[i] == "VERB" for i in range(start, dash))
        )

    def opening(self, first: int) -> int:
        """Where a sentence that begins at ``first`` begins behind its dateline."""
        dash = next((i for i in range(first + 1, min(first + 11, self.doc.n)) if self.low[i] == i + 1), -1)
        return dash + 1 if dash > 0 and self.dateline(first, dash) else first

    def ends(self, k: int) -> bool:
        """Whether the passage ends a sentence."""
        return self.last(self.passages[k]) in FINAL

    def last(self, passage: Passage) -> str:
        """The last word or mark of a passage, the marks that close passages in it left out."""
        words = self.doc.words
        return next(
            (words[i] for i in range(passage.end - 1, passage.start, -1) if words[i] not in _CLOSING),
            words[passage.start],
        )

    def opens(self, passage: Passage) -> bool:
        """Whether the passage begins a sentence."""
        if passage.outer_start == 0:
            return True
        before = self.doc.words[passage.outer_start - 1]
        return (
            before in _CLOSED
            or "\n" in before
            or (before[-1] == "." and self.doc.words[passage.start][:1].isupper())
        )

    def titled(self, passage: Passage) -> bool:
        """Whether the passage is written like a title, or stands alone in a line without a full stop."""
        doc = self.doc
        content = [
            doc.words[i]
            for i in range(passage.start, passage.end)
            if doc.words[i].isalpha() and doc.lower[i] not in _SMALL_WORDS
        ]
        if len(content) >= 2 and all(w[0].isupper() for w in content) and passage.words <= 12:
            return True
        alone = (passage.outer_start == 0 or "\n" in doc.words[passage.outer_start - 1]) and (
            passage.outer_end >= doc.n or "\n" in doc.words[passage.outer_end]
        )
        return alone and passage.region.single

    def spoken(self, passage: Passage) -> bool:
        """Whether a short passage is a sentence of its own: "Nobody slept." behind another quote."""
        begins = self.opens(passage) or self.doc.words[passage.outer_start - 1] == ":"
        return begins and self.last(passage) in FINAL and not passage.region.single

    def give(self, k: int, passage: Passage, attribution: Attribution) -> None:
        """Add a passage to an attribution."""
        attribution.content.append((passage.outer_start, passage.outer_end))
        attribution.passages.append(k)
        self.of_passage[k] = attribution

    def take(self, attribution: Attribution) -> None:
        """Add an attribution, giving it the passages it covers that nobody has."""
        for start, end in attribution.content:
            for k in sorted({self.over[i] for i in range(start, end)} - {-1}):
                if k not in self.of_passage:
                    self.of_passage[k] = attribution
                    attribution.passages.append(k)
        self.attributions.append(attribution)

    def fitted(self, pieces: list[TokenRange]) -> list[TokenRange]:
        """Pieces widened so that none begins or ends inside a quoted passage."""
        out = []
        for start, end in pieces:
            k = self.over[start]
            if k >= 0:
                start = self.passages[k].outer_start
            k = self.over[end - 1]
            if k >= 0:
                end = max(end, self.passages[k].outer_end)
            out.append((start, end))
        return out


def s_word(word: str) -> bool:
    """Whether a token holds a letter or a digit."""
    return any(c.isalnum() for c in word)
