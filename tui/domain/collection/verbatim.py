"""Where words stand in a text word for word, in a row or in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.domain.analysis import Quote
from tui.domain.article import Span
from tui.domain.collection.difference import Difference, Step, difference
from tui.domain.collection.sought import EDGE_MARKS, Reading, Sought, Text, trimmed
from tui.domain.text.tokens import Token, tokens

Run = tuple[int, int]
"""The numbers of a first word and of the one after a last, in a text's words."""


class Standing(NamedTuple):
    """Words found: where, as the text has them, and how they differ from those asked for.

    ``exact``: in nothing. ``quote`` holds all of it, if that is known already.
    """

    span: Span
    text: str
    difference: Difference
    exact: bool
    quote: Quote | None = None


def word_for_word(sought: Sought, known: Text, quotes: Sequence[Quote]) -> list[Standing]:
    """Every place, those without any difference first, then in the order of the text."""
    found: dict[Span, Standing] = {}
    for reading in sought.readings:
        for runs in _in_order(reading, known):
            place = _stands(sought, known, runs, quotes)
            if place is not None and not any(place.span.overlaps(span) for span in found):
                found[place.span] = place
    for place in _over_pieces(sought, known, quotes):
        if not any(place.span.overlaps(span) for span in found):
            found[place.span] = place
    return sorted(found.values(), key=lambda place: (not place.exact, place.span))


def covering(span: Span, quotes: Sequence[Quote]) -> Quote | None:
    """The quote that holds most of a span, and at least half of it; of two alike the shorter one."""
    best: tuple[int, int, Quote] | None = None
    for quote in quotes:
        held = sum(max(min(span.end, one.end) - max(span.start, one.start), 0) for one in quote.content)
        rank = held, -sum(map(len, quote.content))
        if held * 2 >= len(span) and held and (best is None or rank > best[:2]):
            best = (*rank, quote)
    return best[2] if best is not None else None


def _in_order(reading: Reading, known: Text) -> Iterator[list[Run]]:
    """Where the pieces stand one after the other, each as near to the one before as it can be."""
    for first in _runs(reading.pieces[0], known):
        runs = [first]
        for piece, room in zip(reading.pieces[1:], reading.between, strict=True):
            after = runs[-1][1]
            following = next((run for run in _runs(piece, known) if after <= run[0]), None)
            if following is None or following[0] > after + room:
                break
            runs.append(following)
        else:
            yield runs


def _runs(piece: Sequence[Token], known: Text) -> Iterator[Run]:
    """Where the words of a piece stand in a row. Marks at its ends need not stand there."""
    keys = list(trimmed([one.key for one in piece]))
    if not keys:
        return
    rarest = min(range(len(keys)), key=lambda number: len(known.at.get(keys[number], ())))
    for place in known.at.get(keys[rarest], ()):
        start = place - rarest
        if start >= 0 and known.keys[start : start + len(keys)] == keys:
            yield start, start + len(keys)


def _stands(sought: Sought, known: Text, runs: Sequence[Run], quotes: Sequence[Quote]) -> Standing | None:
    """The place of some runs; None where they are the words of different people."""
    spans = [Span(known.tokens[start].start, known.tokens[end - 1].end) for start, end in runs]
    if len(spans) > 1 and len({_speaker_of(covering(span, quotes)) for span in spans}) > 1:
        return None
    end = spans[-1].end
    if sought.tail and known.text.startswith(sought.tail, end):
        end += len(sought.tail)
    span = Span(spans[0].start, end)
    now = span.of(known.text)
    if now not in (sought.words, sought.bare, sought.given):
        exact = _letter_for_letter(sought, known.text, span)
        if exact is None:
            return Standing(span, now, difference(sought.bare, now), exact=False)
        span, now = exact, exact.of(known.text)
    return Standing(span, now, ((Step.EQUAL, now),), exact=True)


def _letter_for_letter(sought: Sought, text: str, span: Span) -> Span | None:
    """Where the words stand around a span with every mark and space as they were given; None: they do not."""
    for words in (sought.bare, sought.given, sought.words):
        around = len(words) - len(span)
        at = text.find(words, max(span.start - around, 0), span.end + around) if around > 0 else -1
        if 0 <= at <= span.start and span.end <= at + len(words):
            return Span(at, at + len(words))
    return None


def _speaker_of(quote: Quote | None) -> str | None:
    return (quote.actor_id or quote.id) if quote is not None else None


def _over_pieces(sought: Sought, known: Text, quotes: Sequence[Quote]) -> Iterator[Standing]:
    """The words within quotes that the article has in pieces: “We will,” she said, “never give up.”"""
    for quote in quotes:
        if len(quote.content) > 1:
            spoken = Spoken(known.text, quote)
            span = spoken.find(sought)
            if span is not None:
                words = spoken.words(span)
                yield Standing(span, words, difference(sought.trimmed, words), exact=False, quote=quote)


class Spoken(Text):
    """The words of a quote in a row, without what the article puts between its pieces."""

    def __init__(self, text: str, quote: Quote) -> None:
        self._quote = quote
        self._marks: list[list[str]] = []  # the marks before each word
        self._pieces: list[int] = []  # the piece that each word stands in
        words: list[Token] = []
        for number, piece in enumerate(quote.content):
            for word, marks in _words_with_marks(tokens(text, piece.start, piece.end)):
                words.append(word)
                self._marks.append(marks)
                self._pieces.append(number)
        super().__init__(text, words)

    def find(self, sought: Sought) -> Span | None:
        """Where the words stand, from the first to the last; what ends a piece may be another mark."""
        for reading in sought.readings:
            plain = Reading(
                [[one for one in piece if one.is_word] for piece in reading.pieces], reading.between
            )
            last = reading.pieces[-1][-1]
            if not all(plain.pieces) or not (last.is_word or last.key in EDGE_MARKS):
                continue
            for runs in _in_order(plain, self):
                if all(map(self._has_marks, reading.pieces, runs)):
                    return Span(self.tokens[runs[0][0]].start, self.tokens[runs[-1][1] - 1].end)
        return None

    def words(self, span: Span) -> str:
        """What is said within a span, the pieces with a space between."""
        said = [piece for piece in self._quote.content if piece.overlaps(span)]
        return " ".join(self.text[max(span.start, one.start) : min(span.end, one.end)] for one in said)

    def _has_marks(self, piece: Sequence[Token], run: Run) -> bool:
        """Whether the marks between words are the same; where one piece ends, any may stand."""
        asked = [marks for _, marks in _words_with_marks(piece)]
        return all(
            asked[at - run[0]] == self._marks[at] or self._pieces[at] != self._pieces[at - 1]
            for at in range(run[0] + 1, run[1])
        )


def _words_with_marks(known: Sequence[Token]) -> Iterator[tuple[Token, list[str]]]:
    """Each word, and the marks before it."""
    marks: list[str] = []
    for one in known:
        if one.is_word:
            yield one, marks
            marks = []
        elif one.key:
            marks.append(one.key)
