"""Quotes found against quotes annotated: how many are right, and how many with the right speaker.

An article is ``{"id", "text", "quotes", "ignore"}``, a quote ``{"content", "cue", "speaker"}``, each a list
of ``[start, end]`` in code points. Only words count (runs of letters and digits), so marks, points and blanks
at the edges never matter; quotes with the same cue are one quote.

- *found*: content matches content, one to one, at least half of the words of both together in common.
- *said by*: found, and the speaker is right: head words in common, or elsewhere in the text the same word
  (no pronoun). Where nobody is annotated as the speaker, none is asked for.
- *marks*: passages of at least four words in quotation marks, given to the right speaker.

Kinds: direct, all words in quotation marks; mixed, some; indirect, none. Of the annotated attributions only
those count that a reader would call quotes: three words or more, with a cue that reports what was said or
written (``speech_cues.txt``) or four words in quotation marks. The others (thoughts, plans, praise and
blame) are neither asked for nor held against whoever finds them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = ("total", "direct", "mixed", "indirect")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SPEECH = frozenset(Path(__file__).with_name("speech_cues.txt").read_text("utf-8").split())
_UNSAID = re.compile(r"\b(?:not|never|without|declin\w+|refus\w+)\b|n['’]t\b", re.IGNORECASE)
_PRONOUNS = frozenset(
    re.findall(
        r"\w+",
        "i we you he she it they him her them us me his their who whom which that this these those one some "
        "many others all both",
    )
)
_APART = re.compile(r"[,;:()\[\]–—]|\s-+\s|\b(?:and|or|&)\b")
_TAIL = re.compile(
    r"\b(?:of|in|at|on|for|from|with|by|to|who|whose|whom|which|that|as|about|near|under|against)\b.*", re.S
)
Words = frozenset[int]
"""Numbers of words of a text."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found, right of it, what was asked for, found of it."""

    found: int = 0
    right: int = 0
    asked: int = 0
    met: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.found + other.found,
            self.right + other.right,
            self.asked + other.asked,
            self.met + other.met,
        )

    @property
    def precision(self) -> float:
        """In percent."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """In percent."""
        return 100 * self.met / self.asked if self.asked else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Score = dict[tuple[str, str], Counts]
"""Counts by measure ("found", "said by", "marks") and kind."""


@dataclass(slots=True)
class _Quote:
    words: Words
    kind: str
    heads: dict[int, str]
    is_speech: bool


class _Article:
    """A text as words, with quotes on it."""

    def __init__(self, text: str) -> None:
        self.text = text
        places = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]
        self.passages = [words for span in _in_marks(text) if (words := self.words([list(span)]))]
        self.marked: Words = frozenset().union(*self.passages)

    def words(self, pieces: Iterable[list[int]]) -> Words:
        """The words that lie wholly or partly in some pieces."""
        return frozenset(
            number
            for start, end in pieces
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def quotes(self, records: Iterable[dict[str, Any]], *, found: bool) -> list[_Quote]:
        """The quotes of some records. Of those ``found`` one without a cue counts as speech too."""
        joined: dict[Any, dict[str, Any]] = {}
        for number, record in enumerate(records):
            key = tuple(map(tuple, record["cue"])) or number
            kept = joined.setdefault(key, {"content": [], "cue": record["cue"], "speaker": record["speaker"]})
            kept["content"] += record["content"]
            kept["speaker"] = kept["speaker"] or record["speaker"]
        quotes = []
        for record in joined.values():
            words = self.words(record["content"])
            if not words:
                continue
            cue = " ".join(self.text[start:end] for start, end in record["cue"])
            marked = len(words & self.marked)
            kind = "indirect" if not marked else "direct" if marked == len(words) else "mixed"
            says = _is_speech(cue) or marked >= 4 or (found and not cue)
            quotes.append(_Quote(words, kind, self._heads(record["speaker"]), len(words) >= 3 and says))
        return quotes

    def _heads(self, pieces: Iterable[list[int]]) -> dict[int, str]:
        """The head words of a speaker's words: the last before a preposition or a relative pronoun."""
        heads: dict[int, str] = {}
        last: list[int] = []
        for start, end in pieces:
            at = start
            for part in [*_APART.finditer(self.text, start, end), None]:
                until = part.start() if part is not None else end
                last = sorted(self.words([[at, until]]))[-1:] or last
                kept = _TAIL.sub("", self.text[at:until])
                for number in sorted(self.words([[at, at + len(kept)]]))[-1:]:
                    heads[number] = self._word(number)
                at = part.end() if part is not None else end
        return heads or {number: self._word(number) for number in last}

    def _word(self, number: int) -> str:
        return re.sub(r"['’]s?$", "", self.text[self._starts[number] : self._ends[number]].lower())


def _in_marks(text: str) -> Iterable[tuple[int, int]]:
    """What stands in double quotation marks, or in single ones outside of those; a paragraph closes all."""
    for paragraph in re.finditer(r"[^\n]+", text):
        words, base, opened = paragraph[0], paragraph.start(), -1
        for at, mark in enumerate(words):
            if mark == "“" or (mark == '"' and opened < 0):
                opened = at if opened < 0 else opened
            elif mark in '”"' and opened >= 0:
                yield base + opened + 1, base + at
                opened = -1
        if opened >= 0:
            yield base + opened + 1, base + len(words)
        if not re.search('[“”"]', words):
            for match in re.finditer(r"(?<!\w)[‘'](\w[^‘]*?\s[^‘]*?)[’'](?!\w)", words):
                yield base + match.start(1), base + match.end(1)


def _is_speech(cue: str) -> bool:
    """Whether a cue tells of saying or writing, and not that nothing was said."""
    if _UNSAID.search(cue):
        return False
    if cue.strip() in (":", "–", "—", "―", "-", "--"):
        return True
    for word in re.findall(r"[\w-]+", cue.lower()):
        stems = {word, word.removesuffix("s"), word.removesuffix("es")}
        for ending in ("ed", "ing", "ied", "ies"):
            if word.endswith(ending):
                stem = word.removesuffix(ending)
                stems |= {stem, stem + "e", stem + "y", stem[:-1]}
        if stems & _SPEECH:
            return True
    return False


def _same_speaker(asked: _Quote, found: _Quote) -> bool:
    if not asked.heads or asked.heads.keys() & found.heads.keys():
        return True
    return bool(set(asked.heads.values()) & set(found.heads.values()) - _PRONOUNS)


def score_article(gold: dict[str, Any], quotes: Iterable[dict[str, Any]]) -> Score:
    """The counts of one article: its annotated ``gold`` record, and the quotes that were found in it."""
    article = _Article(gold["text"])
    annotated = article.quotes(gold["quotes"], found=False)
    found = [quote for quote in article.quotes(quotes, found=True) if quote.is_speech]
    spared = article.words(gold.get("ignore", ())).union(*(q.words for q in annotated if not q.is_speech))
    partner = _matched(annotated, found)
    counts: Score = defaultdict(Counts)

    def add(measure: str, kind: str, more: Counts) -> None:
        for key in (kind, "total"):
            counts[measure, key] += more

    back = {j: i for i, j in partner.items()}
    for i, quote in enumerate(annotated):
        if quote.is_speech:
            met = i in partner
            add("found", quote.kind, Counts(asked=1, met=met))
            add("said by", quote.kind, Counts(asked=1, met=met and _same_speaker(quote, found[partner[i]])))
    for j, quote in enumerate(found):
        asked = annotated[back[j]] if j in back else None
        if asked.is_speech if asked is not None else 2 * len(quote.words & spared) < len(quote.words):
            right = asked is not None
            add("found", quote.kind, Counts(found=1, right=right))
            add(
                "said by",
                quote.kind,
                Counts(found=1, right=asked is not None and _same_speaker(asked, quote)),
            )
    counts["marks", "total"] = _passages(article, spared, annotated, found)
    return counts


def _passages(article: _Article, spared: Words, annotated: list[_Quote], found: list[_Quote]) -> Counts:
    """The passages of four words or more in quotation marks, most of whose words are not spared."""
    counts = Counts()
    for passage in article.passages:
        if len(passage) >= 4 and 2 * len(passage & spared) < len(passage):
            theirs, ours = (
                [quote for quote in side if 2 * len(quote.words & passage) >= len(passage)]
                for side in (annotated, found)
            )
            same = any(_same_speaker(one, other) for one in theirs for other in ours)
            counts += Counts(bool(ours), same, bool(theirs), same)
    return counts


def _matched(annotated: list[_Quote], found: list[_Quote]) -> dict[int, int]:
    """Pairs with half of their words in common or more, the likest first, each quote in one pair."""
    pairs = sorted(
        (-len(one.words & other.words) / len(one.words | other.words), i, j)
        for i, one in enumerate(annotated)
        for j, other in enumerate(found)
        if one.words & other.words
    )
    partner: dict[int, int] = {}
    for likeness, i, j in pairs:
        if -likeness >= 0.5 and i not in partner and j not in partner.values():
            partner[i] = j
    return partner


def total(scores: Iterable[Score]) -> Score:
    """The counts of several articles together."""
    sums: Score = defaultdict(Counts)
    for score in scores:
        for key, counts in score.items():
            sums[key] += counts
    return sums
