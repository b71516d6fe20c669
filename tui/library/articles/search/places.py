"""Where the words of a query stand in a text, and the words around them. Offsets are code points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import msgspec

from tui.domain.article import Span
from tui.domain.text.safe import one_line
from tui.library.articles.search.query import Term
from tui.library.articles.words import WORD, level, words

MOST = 400
"""Places of one term in one text that are looked at: enough to find where terms stand together."""
CONTEXT = 160
"""Code points of a snippet."""
_TRIED = 20
"""Places that are still looked at when one with all terms was found: the next may be a shorter one."""
NEAR = 200
"""Code points within which terms count as standing together."""


class Passage(msgspec.Struct, frozen=True):
    """The place where most of a query's terms stand together. ``spans`` are theirs, in the text's order."""

    spans: tuple[Span, ...]
    terms: int

    @property
    def span(self) -> Span:
        """From the first to the last of them; only the first, where the rest is far away."""
        whole = Span(self.spans[0].start, max(span.end for span in self.spans))
        return whole if len(whole) <= NEAR else self.spans[0]


def places(text: str, terms: Sequence[Term]) -> list[list[Span]]:
    """For each term the spans where it stands in the text, at most :data:`MOST`."""
    plain = level(text)
    found = []
    for term in terms:
        found.append(list(islice(_quickly(plain, term), MOST)) or list(islice(_slowly(text, term), MOST)))
    return found


def best(found: Sequence[Sequence[Span]]) -> Passage | None:
    """The passage with the most terms, the shortest of those; None if no term stands anywhere."""
    ordered = sorted((span, number) for number, spans in enumerate(found) for span in spans)
    chosen: tuple[Span, ...] = ()
    rank = (0, 0)
    tried = 0
    for at, (first, _) in enumerate(ordered):
        inside: dict[int, Span] = {}
        for span, number in ordered[at : at + 4 * len(found) + 4]:
            if span.end > first.start + NEAR and inside:
                break
            inside.setdefault(number, span)
        length = max(span.end for span in inside.values()) - first.start
        if (len(inside), -length) > rank:
            rank, chosen = (len(inside), -length), tuple(sorted(inside.values()))
        tried += rank[0] == len(found)
        if tried > _TRIED or (tried and len(found) == 1):
            break
    return Passage(chosen, len(chosen)) if chosen else None


def snippet(text: str, passage: Passage) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words around a passage on one line, and where its own words stand in that line."""
    span = passage.span
    spare = max(CONTEXT - len(span), 20)
    start = max(span.start - spare // 3, 0)
    end = min(max(start + CONTEXT, span.end), len(text))
    start = max(start, text.rfind("\n", 0, span.start) + 1)  # the paragraphs around have their own words
    end = min(end, _line_end(text, span.end))
    start = _word_begins(text, start, span.start)
    end = _word_ends(text, end, span.end)
    before = "" if start == 0 or text[start - 1] == "\n" else "…"
    after = "" if end == _line_end(text, span.end) else "…"
    line = before + one_line(text[start:end]) + after
    shift = len(before) - start
    matches = [
        (one.start + shift, one.end + shift) for one in passage.spans if start <= one.start and one.end <= end
    ]
    return _without_gaps(line, matches)


def shown(text: str, terms: Sequence[Term]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A short text on one line, cut around where terms stand in it; its beginning where none does."""
    passage = best(places(text, terms)) if terms else None
    return snippet(text, passage or Passage((Span(0, 0),), 0))


def _line_end(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return len(text) if found < 0 else found


def _word_begins(text: str, start: int, latest: int) -> int:
    if start == 0 or text[start - 1] == "\n":
        return start
    space = text.find(" ", start, latest)
    return space + 1 if space >= 0 else start


def _word_ends(text: str, end: int, earliest: int) -> int:
    if end == len(text) or text[end] == "\n":
        return end
    space = text.rfind(" ", earliest, end)
    return space if space >= 0 else end


def _without_gaps(line: str, matches: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The line with single spaces, its matches moved along."""
    if "  " not in line:
        return line, tuple(matches)
    gone = [at for gap in re.finditer(" ( +)", line) for at in range(*gap.span(1))]
    moved = []
    for start, end in matches:
        moved.append((start - sum(at < start for at in gone), end - sum(at < end for at in gone)))
    return re.sub("  +", " ", line), tuple(moved)


@lru_cache(maxsize=256)
def _pattern(term: Term) -> re.Pattern[str]:
    end = r"[^\W_]*" if term.prefix else r"(?![^\W_])"
    return re.compile(r"[\W_]+".join(map(re.escape, term.words)) + end)


def _quickly(plain: str, term: Term) -> Iterator[Span]:
    """The places in a text that was folded character by character."""
    word, rest = term.words[0], _pattern(term)
    at = plain.find(word)
    while at >= 0:
        if (at == 0 or not plain[at - 1].isalnum()) and (match := rest.match(plain, at)) is not None:
            yield Span(at, match.end())
            at = plain.find(word, match.end())
        else:
            at = plain.find(word, at + 1)


def _slowly(text: str, term: Term) -> Iterator[Span]:
    """The same for words whose letters fold to several, or that hold hyphens nobody sees."""
    if text.isascii():
        return
    found = [(word, match.start(), match.end()) for match in WORD.finditer(text) for word in words(match[0])]
    size = len(term.words)
    for at in range(len(found) - size + 1):
        window = [word for word, _, _ in found[at : at + size]]
        last = window[-1].startswith(term.words[-1]) if term.prefix else window[-1] == term.words[-1]
        if last and window[:-1] == list(term.words[:-1]):
            yield Span(found[at][1], found[at + size - 1][2])
