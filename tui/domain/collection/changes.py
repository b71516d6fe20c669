"""What changed from one version of an article to another: its quotes, and its paragraphs word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.collection.difference import Difference, Step, difference
from tui.domain.collection.quote_changes import (
    Pair,
    Rewording,
    Said,
    paired,
    rewording,
    said_in,
    same_speaker,
)
from tui.domain.text.folding import DOUBLE_MARKS, fold
from tui.domain.text.phrases import counted, listed
from tui.domain.text.tokens import tokens

_ALIKE = 0.45
"""How like (0 to 1) two paragraphs must be for one to be the other, changed."""
_MOST = 4_000
"""Pairs of paragraphs that are compared within a stretch of changed ones; beyond it all are taken as new."""
_DOUBLE = '"'
_MOVED_WORDS = 4
"""Words from which on a paragraph that stands elsewhere now was moved."""
_NEAR = 2
"""Paragraphs before a quote in which it may be told who speaks."""


class Fate(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Passage(msgspec.Struct, frozen=True):
    """A paragraph in both versions: its index in each (None: it is not there), what became of it.

    One that was moved is listed twice: where it was, and where it is. ``difference`` is empty for the same.
    """

    fate: Fate
    before: int | None
    after: int | None
    difference: Difference = ()


class Changes(msgspec.Struct, frozen=True):
    """What changed. ``passages`` hold every paragraph of both versions, in the order of reading."""

    before: Article
    after: Article
    passages: tuple[Passage, ...]
    added: tuple[Said, ...] = ()
    removed: tuple[Said, ...] = ()
    reworded: tuple[Rewording, ...] = ()
    reattributed: tuple[tuple[Said, Said], ...] = ()
    remarked: tuple[tuple[Said, Said], ...] = ()
    """The same words that stood in quotation marks and do not now, or the other way round."""

    def count(self, fate: Fate) -> int:
        """Paragraphs of that fate; one that was moved counts once."""
        return sum(
            one.fate is fate and (fate is not Fate.MOVED or one.after is not None) for one in self.passages
        )

    def difference_of(self, passage: Passage) -> Difference:
        """How a paragraph changed; one that came or went is all of it INSERT or DELETE."""
        if passage.fate in (Fate.CHANGED, Fate.SAME):
            return passage.difference
        article, index, step = self.after, passage.after, Step.INSERT
        if index is None:
            article, index, step = self.before, passage.before, Step.DELETE
        return ((step, article.paragraphs[index].span.of(article.text)),) if index is not None else ()

    @property
    def quotes_changed(self) -> bool:
        return bool(self.added or self.removed or self.reworded or self.reattributed or self.remarked)

    @property
    def words_changed(self) -> bool:
        """Whether anything but marks, case and white space did."""
        return any(one.fate is not Fate.SAME for one in self.passages) or self.quotes_changed


def changes(
    before: Article, after: Article, was: Analysis | None = None, now: Analysis | None = None
) -> Changes:
    """What changed from ``before`` to ``after``; of the quotes only with an analysis of each."""
    passages = tuple(_passages(_texts(before), _texts(after)))
    if was is None or now is None:
        return Changes(before, after, passages)
    found = paired(said_in(before, was), said_in(after, now))
    told = _Told(before, after, passages)
    return Changes(
        before,
        after,
        passages,
        added=tuple(said for said in found.added if told.touched_after(said)),
        removed=tuple(said for said in found.removed if told.touched_before(said)),
        reworded=tuple(rewording(pair) for pair in found.pairs if pair.reworded and told.reworded(pair)),
        reattributed=tuple(
            (pair.before, pair.after)
            for pair in found.pairs
            if not same_speaker(pair.before, pair.after) and told.another(pair)
        ),
        remarked=tuple(
            (pair.before, pair.after) for pair in found.pairs if pair.remarked and told.reworded(pair)
        ),
    )


def in_one_line(found: Changes) -> str:
    """What changed, quotes first: "1 quote added, 2 reworded; 3 paragraphs changed"."""
    quotes = [
        (len(found.added), "added"),
        (len(found.removed), "removed"),
        (len(found.reworded), "reworded"),
        (len(found.reattributed), "given to somebody else"),
        (len(found.remarked), "with other quotation marks"),
    ]
    fates = (Fate.CHANGED, Fate.ADDED, Fate.REMOVED, Fate.MOVED)
    paragraphs = [(found.count(fate), fate.value) for fate in fates]
    parts = [_counts(quotes, "quote"), _counts(paragraphs, "paragraph")]
    return "; ".join(filter(None, parts)) or "only marks and spaces changed"


def _counts(numbers: Sequence[tuple[int, str]], noun: str) -> str:
    there = [(number, what) for number, what in numbers if number]
    return listed(
        f"{f'{number:,}' if index else counted(number, noun)} {what}"
        for index, (number, what) in enumerate(there)
    )


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────


def _texts(article: Article) -> list[str]:
    return [one.span.of(article.text) for one in article.paragraphs]


def _passages(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    was, now = [*map(_key, before)], [*map(_key, after)]
    rows = list(_aligned(before, after, was, now))
    gone = {was[one.before] for one in rows if one.fate is Fate.REMOVED and one.before is not None}
    come = {now[one.after] for one in rows if one.fate is Fate.ADDED and one.after is not None}
    moved = {key for key in gone & come if len(key.split()) >= _MOVED_WORDS}
    for row in rows:
        key = was[row.before] if row.before is not None else now[row.after or 0]
        if row.fate in (Fate.ADDED, Fate.REMOVED) and key in moved:
            row = Passage(Fate.MOVED, row.before, row.after)
        yield row


def _aligned(
    before: Sequence[str], after: Sequence[str], was: Sequence[str], now: Sequence[str]
) -> Iterator[Passage]:
    """The paragraphs of both, each that has a counterpart beside it."""
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Passage(Fate.SAME, a + step, c + step) for step in range(b - a))
            continue
        left, right = a, c
        for old, new in _pairs(was[a:b], now[c:d]):
            yield from (Passage(Fate.REMOVED, at, None) for at in range(left, a + old))
            yield from (Passage(Fate.ADDED, None, at) for at in range(right, c + new))
            left, right = a + old + 1, c + new + 1
            differs = difference(before[a + old], after[c + new])
            yield Passage(Fate.CHANGED, a + old, c + new, differs)
        yield from (Passage(Fate.REMOVED, at, None) for at in range(left, b))
        yield from (Passage(Fate.ADDED, None, at) for at in range(right, d))


def _pairs(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """Which of some paragraphs are which of others, in order: the pairs that are most alike together."""
    if not was or not now or len(was) * len(now) > _MOST:
        return []
    from rapidfuzz import fuzz

    like = [[fuzz.ratio(old, new, score_cutoff=_ALIKE * 100) / 100 for new in now] for old in was]
    best = [[0.0] * (len(now) + 1) for _ in range(len(was) + 1)]
    for i in range(len(was) - 1, -1, -1):
        for j in range(len(now) - 1, -1, -1):
            pair = like[i][j]
            together = pair + best[i + 1][j + 1] if pair else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    pairs = []
    i = j = 0
    while i < len(was) and j < len(now):
        if like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _key(text: str) -> str:
    """A paragraph's words and marks, so that those that differ in spaces and kinds of marks alone are one.

    Whether words stand in double quotation marks counts; single ones may be apostrophes.
    """
    return " ".join(one.key or _DOUBLE for one in tokens(text) if one.key or one.text in DOUBLE_MARKS)


# ── who says it ──────────────────────────────────────────────────────────────────────────────────────────


class _Told:
    """What the texts themselves tell of quotes: where no word changed, an analysis alone may waver.

    A quote came, went or was reworded only where words of its paragraphs did. It is given to another where
    its paragraph or one shortly before it is another, or where part of one of the two names stands in one
    version alone.
    """

    def __init__(self, before: Article, after: Article, passages: Sequence[Passage]) -> None:
        self._before, self._after = before, after
        other = [one for one in passages if one.fate is not Fate.SAME]
        self._changed = {one.after for one in other}
        touched = [one for one in other if one.fate is not Fate.MOVED]
        self._touched_before = {one.before for one in touched}
        self._touched_after = {one.after for one in touched}
        texts = _words(before.text), _words(after.text)
        self._only_before, self._only_after = texts[0] - texts[1], texts[1] - texts[0]

    def touched_before(self, said: Said) -> bool:
        """Whether words of the quote's paragraphs went or were changed."""
        return not self._touched_before.isdisjoint(_paragraphs(self._before, said))

    def touched_after(self, said: Said) -> bool:
        """Whether words of the quote's paragraphs came or were changed."""
        return not self._touched_after.isdisjoint(_paragraphs(self._after, said))

    def reworded(self, pair: Pair) -> bool:
        return self.touched_before(pair.before) or self.touched_after(pair.after)

    def another(self, pair: Pair) -> bool:
        """Whether the quote is given to another now."""
        at = self._after.paragraph_at(pair.after.quote.start)
        if any(near in self._changed for near in range(at - _NEAR, at + 1)):
            return True
        was, now = _words(pair.before.name or ""), _words(pair.after.name or "")
        return bool(was & self._only_before or now & self._only_after)


def _paragraphs(article: Article, said: Said) -> set[int]:
    """The indices of the paragraphs that a quote stands in."""
    return {
        index
        for piece in said.quote.content
        for index in range(article.paragraph_at(piece.start), article.paragraph_at(piece.end - 1) + 1)
    }


def _words(text: str) -> set[str]:
    return {one.key for one in tokens(text) if one.is_word} if len(text) > 80 else set(fold(text).split())
