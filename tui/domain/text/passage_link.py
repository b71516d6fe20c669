"""Links that open a page at a passage: text fragments, https://wicg.github.io/scroll-to-text-fragment/.

A fragment names words of the page: all of the passage, or its first and its last words, and where these stand
more than once the words that touch them. Measured in Chromium 150 and 156: a term must not run over a line
break or the border of a paragraph, hold two spaces in a row, nor a quotation mark that is drawn and does not
stand in the page (as for ``<q>``); words before and after must touch the passage; "-" must be written "%2D".
Kinds of marks and accents need not agree. So no term here has a line end or odd spaces in it, and a mark only
where nothing else tells the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from tui.domain.article import Span
from tui.domain.text.folding import Folded, fold_passage

_WHOLE = 14
"""Words of a passage that are named all; of a longer one its first and its last."""
_TERM = (5, 8, 12)
"""Words of such a term: as few as tell the place from others."""
_CONTEXT = (2, 4, 7)
"""Words before and after a passage that help to tell it."""
_NEAR = 120
"""Code points in which these are looked for."""
_PIECES = 3
"""Pieces of a quote that a link names: a page marks them all."""
_WEB = re.compile(r"https?://", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s<>\"`\\{}|^\x00-\x20\x7f-\x9f\ud800-\udfff]")
# What no term may hold: line ends, several or odd spaces, what is not seen or stands for something else.
_NEVER = r"[^\S ]+| {2,}|[\u00ad\u180e\u200b-\u200f\u2060-\u2069\ufeff\ufffd\u2400-\u2426]"
_MARK = r"[\"“”„‟«»‹›″＂`´]|(?<!\w)['‘’‚‛](?=\w)|(?<=[\w.,;:!?…])['‘’‛](?!\w)"
_BREAKS = (re.compile(f"{_NEVER}|{_MARK}"), re.compile(_NEVER))
"""Where terms end: at marks too, and where that tells no place, at these alone."""
_EDGES = " .,;:!?…-–—()"
_LETTER = re.compile(r"\w")


class _Directive(NamedTuple):
    """The terms of one text directive; empty: it is not used."""

    prefix: str
    start: str
    end: str
    suffix: str

    def __str__(self) -> str:
        parts = [_encoded(self.start), _encoded(self.end)]
        before = [f"{_encoded(self.prefix)}-"] if self.prefix else []
        after = [f"-{_encoded(self.suffix)}"] if self.suffix else []
        return "text=" + ",".join([*before, *filter(None, parts), *after])


def passage_link(source: str, text: str, spans: Sequence[Span]) -> str | None:
    """The address of an article with a fragment that leads to some spans of its text, those of one passage.

    None where the source is no page of the web, or no words tell the place from others.
    """
    if not _WEB.match(source):
        return None
    made = [_directive(text, span) for span in spans[:_PIECES]]
    directives = [str(one) for one in made if one is not None]
    if not directives:
        return None
    address, _, fragment = _UNSAFE.sub(_percented, source).partition("#")
    return f"{address}#{fragment.partition(':~:')[0]}:~:{'&'.join(directives)}"


def _percented(found: re.Match[str]) -> str:
    return quote(found[0], safe="")


def _encoded(term: str) -> str:
    return quote(term, safe="").replace("-", "%2D")


@lru_cache(maxsize=4)
def _page(text: str) -> Folded:
    return Folded(text)


def _directive(text: str, span: Span) -> _Directive | None:
    """The first way to name the span by which a browser finds it, and nothing before it."""
    page = _page(text)
    span = _words(text, span)
    for breaks in _BREAKS:
        for one in _ways(text, span, breaks):
            if _lands(page, one) == span:
                return one
    return None


def _words(text: str, span: Span) -> Span:
    """The span from its first word to its last: marks at its ends are of no use to find it."""
    found = [*re.finditer(r"\w+", span.of(text))]
    return Span(span.start + found[0].start(), span.start + found[-1].end()) if found else span


def _ways(text: str, span: Span, breaks: re.Pattern[str]) -> Iterator[_Directive]:
    """Ways to name a span, the shortest first; all of their terms are words that a browser can find."""
    runs = [run.strip() for run in breaks.split(span.of(text)) if _LETTER.search(run)]
    if not runs:
        return
    bodies: list[tuple[str, str]] = []
    if len(runs) == 1 and len(runs[0].split()) <= _WHOLE:
        bodies.append((runs[0], ""))
    else:
        sizes = [(_first(runs[0], size), _last(runs[-1], size)) for size in _TERM]
        ends = dict.fromkeys((first.rstrip(_EDGES), last.lstrip(_EDGES)) for first, last in sizes)
        whole = _count(runs[0])
        bodies += [pair for pair in ends if len(runs) > 1 or sum(map(_count, pair)) <= whole]
    before, after = _beside(text, span, breaks)
    contexts = [("", ""), *((_last(before, size), "") for size in _CONTEXT)]
    contexts += [("", _first(after, size)) for size in _CONTEXT]
    contexts += [(_last(before, size), _first(after, size)) for size in _CONTEXT]
    for prefix, suffix in dict.fromkeys(contexts):
        if any(term and not _LETTER.search(term) for term in (prefix, suffix)):
            continue
        yield from (_Directive(prefix, start, end, suffix) for start, end in bodies)


def _count(term: str) -> int:
    return len(term.split())


def _beside(text: str, span: Span, breaks: re.Pattern[str]) -> tuple[str, str]:
    """The words that touch the span before and after it on its line, empty where something else does."""
    before = text[max(span.start - _NEAR, 0) : span.start]
    after = text[span.end : span.end + _NEAR]
    left, right = breaks.split(before)[-1], breaks.split(after)[0]
    if len(left) == len(before) and span.start > _NEAR:
        left = left.partition(" ")[2]  # its first word may be cut
    if len(right) == len(after) and span.end + _NEAR < len(text):
        right = right.rpartition(" ")[0]
    return left.strip(), right.strip()


def _first(run: str, words: int) -> str:
    return " ".join(run.split(" ")[:words]).strip()


def _last(run: str, words: int) -> str:
    return " ".join(run.split(" ")[-words:]).strip()


def _lands(page: Folded, one: _Directive) -> Span | None:
    """The first passage of a text that a browser takes for the one that is named."""
    text = page.text
    prefix, start, end, suffix = (fold_passage(term).strip() for term in one)
    for first in _places(text, start):
        if prefix and not _ends_with(text[:first].rstrip(), prefix):
            continue
        reaches = first + len(start)
        ends = (at + len(end) for at in _places(text, end, reaches)) if end else iter((reaches,))
        for last in ends:
            if not suffix or text[last:].lstrip().startswith(suffix):
                return page.back(first, last)
    return None


def _ends_with(text: str, words: str) -> bool:
    at = len(text) - len(words)
    return text.endswith(words) and (at == 0 or not (text[at - 1].isalnum() and words[0].isalnum()))


def _places(text: str, words: str, start: int = 0) -> Iterator[int]:
    """Where words stand that are no part of longer ones."""
    at = text.find(words, start)
    while at >= 0:
        end = at + len(words)
        opens = at == 0 or not (text[at - 1].isalnum() and words[0].isalnum())
        closes = end == len(text) or not (text[end].isalnum() and words[-1].isalnum())
        if opens and closes:
            yield at
        at = text.find(words, at + 1)
