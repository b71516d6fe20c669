"""Making anchors from spans, and finding an anchor's passage again in a text that may have changed.

Exact words come first, then folded ones (``text.folding``), then the same letters whatever white space stands
between them, then likeness (``fuzzy`` beside this file); among several places the context decides, then the
position. What cannot be told apart, or says something else now (``telling``), is an orphan: a note on the
wrong words is worse than one without a place. ``benchmarks/anchors.py`` measures it.

Programs that work in a browser (Hypothesis 1.1766, Apache Annotator 0.2.0, dom-anchor-text-quote 4.0.2) quote
the text nodes of a page one after the other: what ends a paragraph and what begins the next touch, "he said
no.The mayor", wherever the page has no white space between the two elements. So the context is compared
without regard to white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

import msgspec

from tui.domain.anchoring.fuzzy import WordIndex
from tui.domain.anchoring.telling import keeps_its_sense
from tui.domain.annotation import Anchor
from tui.domain.article import Span
from tui.domain.errors import PassageError
from tui.domain.text.folding import Folded, Unspaced, fold_passage
from tui.domain.text.phrases import shortened

CONTEXT = 32
"""Code points of prefix and of suffix, as Hypothesis and Chromium's text fragments keep them."""
_EVIDENCE = 36
"""Characters of passage and touching context that must agree for a place to be the anchor's."""
_OCCURRENCES = 64
"""How many places of the same words are compared: those nearest to where the passage was."""
_ROOM = 2
"""How many times as long as its context a text's may be, with more white space in it."""
_REFERENCE = re.compile(r"\[(?:\d{1,3}|[a-z]|note \d{1,2})\]")

How = Literal["exact", "normalised", "fuzzy"]


class Placed(msgspec.Struct, frozen=True):
    """Where a passage stands now, how it was found, and how like it is to what it was (0–1)."""

    span: Span
    how: How
    score: float = 1.0


def make_anchor(text: str, span: Span, context: int = CONTEXT) -> Anchor:
    """The anchor of ``span`` in ``text``, with up to ``context`` code points on either side."""
    start, end = max(span.start, 0), min(max(span.end, span.start, 0), len(text))
    start = min(start, end)
    return Anchor(
        exact=text[start:end],
        prefix=text[max(start - context, 0) : start],
        suffix=text[end : end + context],
        start=start,
        end=end,
    )


def find_passage(text: str, words: str) -> Span:
    """The one place in ``text`` where ``words`` stand; marks, dashes, white space, case may differ.

    Raises PassageError if they stand nowhere or more than once.
    """
    words = words.strip()
    shown = shortened(words, 60)
    if not words:
        raise PassageError("No words were given: quote some of the article's.")
    exact = list(_occurrences(text, words))
    if len(exact) == 1:
        return Span(exact[0], exact[0] + len(words))
    folded, sought = Folded(text), fold_passage(words).strip()
    places = list(_occurrences(folded.text, sought)) if sought and not exact else []
    if len(places) == 1:
        return folded.back(places[0], places[0] + len(sought))
    count = len(exact) or len(places)
    if count:
        raise PassageError(
            f"“{shown}” stands {count} times in the article: quote more of the words around it."
        )
    raise PassageError(f"“{shown}” does not stand in the article: copy the words from it as they are.")


class Reanchorer:
    """Finds anchors' passages in one text. What it needs to know of it is worked out once, when needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self._text)

    @cached_property
    def _letters(self) -> Unspaced:
        return Unspaced(self._text)

    @cached_property
    def _words(self) -> WordIndex:
        return WordIndex(self._folded)

    def place(self, anchor: Anchor) -> Placed | None:
        """Where the anchor's passage stands, or None: it is an orphan."""
        text, start, end = self._text, anchor.start, anchor.end
        low, high = start - len(anchor.prefix), end + len(anchor.suffix)
        if 0 <= low <= start <= end and text[low:high] == anchor.prefix + anchor.exact + anchor.suffix:
            return Placed(Span(start, end), "exact")
        if not anchor.exact.strip():
            return self._point(anchor)
        found = self._exact(anchor) or self._normalised(anchor) or self._spaced_otherwise(anchor)
        if found is None and (plain := _without_references(anchor)) is not None:
            return self.place(plain)
        return found or self._fuzzy(anchor)

    def place_all(self, anchors: Iterable[Anchor]) -> list[Placed | None]:
        """Where each anchor's passage stands, in the order given."""
        return [self.place(anchor) for anchor in anchors]

    def _exact(self, anchor: Anchor) -> Placed | None:
        at = _best(self._text, anchor.exact, anchor.prefix, anchor.suffix, anchor.start)
        return None if at is None else Placed(Span(at, at + len(anchor.exact)), "exact")

    def _normalised(self, anchor: Anchor) -> Placed | None:
        exact, prefix, suffix = _parts(anchor)
        if not exact:
            return None
        at = _best(self._folded.text, exact, prefix, suffix, anchor.start)
        if at is None:
            return None
        return Placed(self._folded.back(at, at + len(exact)), "normalised")

    def _spaced_otherwise(self, anchor: Anchor) -> Placed | None:
        """The passage with other white space in it, or none; it ends within a word only where it did."""
        exact, prefix, suffix = (Unspaced(part).text for part in (anchor.exact, anchor.prefix, anchor.suffix))
        if not exact:
            return None
        at = _best(self._letters.text, exact, prefix, suffix, anchor.start)
        if at is None:
            return None
        span = self._letters.back(at, at + len(exact))
        before, after = self._text[: span.start][-1:], self._text[span.end : span.end + 1]
        if before.isalnum() and exact[0].isalnum() and prefix[-1:] != Unspaced(before).text:
            return None
        if after.isalnum() and exact[-1].isalnum() and suffix[:1] != Unspaced(after).text:
            return None
        return Placed(span, "normalised")

    def _fuzzy(self, anchor: Anchor) -> Placed | None:
        exact, prefix, suffix = _parts(anchor)
        found = self._words.find(exact, prefix, suffix)
        if found is None:
            return None
        start, end, score = found
        span = self._folded.back(start, end)
        if not keeps_its_sense(anchor.exact, anchor.prefix, anchor.suffix, self._text, span):
            return None
        return Placed(span, "fuzzy", score)

    def _point(self, anchor: Anchor) -> Placed | None:
        """A place without words of its own (a caret between two words, an empty line) goes by its context."""
        for before, after in (
            (anchor.prefix, anchor.exact + anchor.suffix),
            (anchor.prefix, ""),
            ("", anchor.suffix),
        ):
            sought = before + after
            places = list(_occurrences(self._text, sought)) if len(sought.strip()) >= CONTEXT // 2 else []
            if len(places) == 1:
                at = places[0] + len(before)
                length = len(anchor.exact) if self._text.startswith(anchor.exact, at) else 0
                return Placed(Span(at, at + length), "exact")
        return None


def _without_references(anchor: Anchor) -> Anchor | None:
    """The anchor without the numbers of footnotes, which a page has and its text here has not.

    None where it has none, or no other words.
    """
    exact, prefix, suffix = (
        _REFERENCE.sub("", part) for part in (anchor.exact, anchor.prefix, anchor.suffix)
    )
    plain = msgspec.structs.replace(anchor, exact=exact, prefix=prefix, suffix=suffix)
    return plain if exact.strip() and plain != anchor else None


def _parts(anchor: Anchor) -> tuple[str, str, str]:
    """Exact, prefix and suffix folded, the white space at the passage's edges moved to the context."""
    folded = fold_passage(anchor.exact)
    exact = folded.strip()
    prefix, suffix = fold_passage(anchor.prefix), fold_passage(anchor.suffix)
    if folded.startswith(" ") and not prefix.endswith(" "):
        prefix += " "
    if folded.endswith(" ") and not suffix.startswith(" "):
        suffix = " " + suffix
    return exact, prefix, suffix


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Where ``words`` stand in ``text``, overlapping places too."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _best(text: str, exact: str, prefix: str, suffix: str, position: int) -> int | None:
    """The place of ``exact`` whose context agrees best, the nearest to ``position`` among equals.

    None if it stands nowhere, or nowhere with evidence enough: short words prove nothing by themselves.
    """
    places = list(_occurrences(text, exact))
    if len(places) > _OCCURRENCES:
        whole = list(_occurrences(text, prefix + exact + suffix))
        if len(whole) == 1:
            return whole[0] + len(prefix)
        places = sorted(places, key=lambda at: abs(at - position))[:_OCCURRENCES]
    ranked = sorted(
        (
            (
                _common_end(text, at, prefix) + _common_start(text, at + len(exact), suffix),
                -abs(at - position),
                at,
            )
            for at in places
        ),
        reverse=True,
    )
    if not ranked:
        return None
    agrees, _, chosen = ranked[0]
    if agrees >= len(prefix) + len(suffix):  # the whole context, short as it may be
        return chosen
    if len(ranked) == 1:
        return chosen if agrees + len(exact) >= _EVIDENCE else None
    if agrees == ranked[1][0] and len(exact) < _EVIDENCE:
        return None
    return chosen if agrees + len(exact) >= _EVIDENCE + len(exact) // 2 else None


def _common_end(text: str, at: int, prefix: str) -> int:
    """How many characters at the end of ``prefix`` agree with those before ``at``."""
    return _agreeing(text[max(at - _ROOM * len(prefix), 0) : at][::-1], prefix[::-1])


def _common_start(text: str, at: int, suffix: str) -> int:
    """How many characters at the beginning of ``suffix`` agree with those from ``at`` on."""
    return _agreeing(text[at : at + _ROOM * len(suffix)], suffix)


def _agreeing(text: str, context: str) -> int:
    """How many characters of ``context`` both begin with; white space agrees with any and with none."""
    here = there = 0
    while there < len(context):
        if text[here : here + 1] == context[there]:
            here, there = here + 1, there + 1
        elif context[there].isspace():
            there += 1
        elif text[here : here + 1].isspace():
            here += 1
        else:
            break
    return there
