"""Whether words stand in an article: exactly, but for marks, reworded, or in part; and who says them there.

Word for word are ``exact`` and ``marks``: the case of letters, accents, quotation marks, kinds of dashes and
white space change no word, nor does a comma or a full stop at the end of what was asked for, nor what is left
out where the words asked for say so themselves (“…”, “[the mayor]”). Another number, name or "not" is another
word. ``docs/checking.md`` tells it to readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from tui.domain.analysis import Actor, Analysis, Quote, speaker_name
from tui.domain.article import Article, Span
from tui.domain.collection.difference import Difference, difference
from tui.domain.collection.likeness import Stretch, longest_run, most_like
from tui.domain.collection.sought import Sought, Text
from tui.domain.collection.verbatim import Spoken, covering, word_for_word
from tui.domain.ports import Articles

_HOLDING, _LIKELY, _TELLING = 200, 40, 12
"""Kept articles that are looked at because they hold the words in a row, and because they hold many of the
longest of them; how many of these are looked for."""
_PLACES = 16
"""Places word for word that are named of one article."""


class Match(StrEnum):
    """How words stand somewhere, best first."""

    EXACT = "exact"
    MARKS = "marks"
    REWORDED = "reworded"
    PART = "part"

    @property
    def word_for_word(self) -> bool:
        return self in (Match.EXACT, Match.MARKS)


class Found(msgspec.Struct, frozen=True):
    """A place where words stand in an article, and who says them there.

    ``text`` is what the article has, ``difference`` leads from the words asked for to it. ``likeness`` is 0
    to 1; of a part the share that was found. ``quote`` covers the place, ``speaker`` are the words beside its
    cue, ``name`` is who that is: None where no quote does, or where the article was not ``analysed``.
    """

    article: Article
    match: Match
    span: Span
    text: str
    difference: Difference
    likeness: float = 1.0
    quote: Quote | None = None
    speaker: str | None = None
    name: str | None = None
    analysed: bool = True


def check(sought: Sought, article: Article, analysis: Analysis | None) -> list[Found]:
    """Where the words stand in the article, best first; empty: nowhere.

    Every place word for word is given (16 at most); only where there is none, the one that is most like them.
    """
    if not sought:
        return []
    quotes = analysis.quotes if analysis is not None else ()
    actors = {actor.id: actor for actor in analysis.actors} if analysis is not None else {}
    known = Text(article.text)
    found = []
    for place in word_for_word(sought, known, quotes)[:_PLACES]:
        match = Match.EXACT if place.exact else Match.MARKS
        one = Found(article, match, place.span, place.text, place.difference, analysed=analysis is not None)
        found.append(_said(one, place.quote or covering(place.span, quotes), actors))
    if found:
        return found
    best = _changed(sought, known, article, quotes)
    if best is None:
        return []
    best = msgspec.structs.replace(best, analysed=analysis is not None)
    return [_said(best, best.quote or covering(best.span, quotes), actors)]


def candidates(sought: Sought, articles: Articles) -> list[tuple[str, str]]:
    """Ids and hashes of kept texts in which the words may stand: those that hold them, and the likeliest."""
    if not sought:
        return []
    whole = articles.holding(sought.bare, limit=_HOLDING, every=True)
    telling = sorted(dict.fromkeys(sought.spoken), key=len, reverse=True)[:_TELLING]
    return list(dict.fromkeys((*whole, *articles.holding(" ".join(telling), limit=_LIKELY))))


def ranked(found: Iterable[Found]) -> list[Found]:
    """What was found in several articles: word for word first, then the most like."""
    order = list(Match)
    return sorted(found, key=lambda one: (order.index(one.match), -one.likeness))


def word_for_word_in(found: Sequence[Found]) -> bool:
    """Whether the words stand somewhere word for word."""
    return any(one.match.word_for_word for one in found)


def in_words(found: Found) -> str:
    """How the words stand there, for a reader."""
    share = f"{min(int(found.likeness * 100), 99)} %"
    return {
        Match.EXACT: "word for word",
        Match.MARKS: "word for word, but for marks",
        Match.REWORDED: f"reworded: {share} alike",
        Match.PART: f"a part of it: {share}",
    }[found.match]


def _changed(sought: Sought, known: Text, article: Article, quotes: Sequence[Quote]) -> Found | None:
    """The place most like the words, in the text or in a quote that it has in pieces; else a part of them."""
    found = []
    stretch = most_like(sought, known)
    if stretch is not None:
        found.append(_other(sought, article, Match.REWORDED, stretch, stretch.span.of(article.text)))
    for quote in quotes:
        if len(quote.content) > 1:
            spoken = Spoken(article.text, quote)
            stretch = most_like(sought, spoken)
            if stretch is not None:
                words = spoken.words(stretch.span)
                found.append(_other(sought, article, Match.REWORDED, stretch, words, quote))
    if found:
        return max(found, key=lambda one: one.likeness)
    stretch = longest_run(sought, known)
    if stretch is None:
        return None
    return _other(sought, article, Match.PART, stretch, stretch.span.of(article.text))


def _other(
    sought: Sought, article: Article, match: Match, stretch: Stretch, now: str, quote: Quote | None = None
) -> Found:
    differs = difference(sought.trimmed, now, marks=False)
    return Found(article, match, stretch.span, now, differs, stretch.like, quote)


def _said(found: Found, quote: Quote | None, actors: Mapping[str, Actor]) -> Found:
    if quote is None:
        return found
    text = found.article.text
    speaker = quote.speaker.of(text) if quote.speaker is not None else None
    return msgspec.structs.replace(
        found, quote=quote, speaker=speaker, name=speaker_name(quote, text, actors)
    )
