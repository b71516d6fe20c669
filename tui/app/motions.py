"""Where a motion lands in the text: characters, words, sentences, paragraphs. No screen in it.

All offsets are code points of ``Article.text``. The caret stands on a character of a paragraph, at the start
of its grapheme cluster; between paragraphs there is nowhere to stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from tui.app.cells import NOT_PLAIN, clusters
from tui.domain.article import Article, Span
from tui.domain.safe import printable

_WORD = re.compile(r"\w+(?:['’\-‐‑.,]\w+)*|[^\w\s]+")
_REACH = 400  # code points looked back for the start of a word; longer words are taken in pieces
_CLUSTER_REACH = 64

# A sentence ends with a mark, its closing quotes and brackets, and a space before what can begin another.
_SENTENCE_END = re.compile(
    r"""(?:[.!?…]+['"’”»)\]]*(?=\s+['"‘“„«(\[]*[^\W_a-z])|[。！？]+[」』”’）]*|[\r\n]+)\s*""", re.VERBOSE
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sgt|Capt|Lt|Sen|Rep|Gov|Rev|Hon|Jr|Sr|No|vs|etc|Inc|Ltd|Co|Corp"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


def clamp(article: Article, offset: int) -> int:
    """The nearest offset the caret can stand on: inside a paragraph, at the start of a cluster."""
    paragraphs = article.paragraphs
    if not paragraphs:
        return 0
    index = article.paragraph_at(max(offset, 0))
    paragraph = paragraphs[index]
    if offset < paragraph.start:
        return paragraph.start
    if offset >= paragraph.end:
        if index + 1 < len(paragraphs):
            return paragraphs[index + 1].start
        offset = max(paragraph.end - 1, paragraph.start)
    return cluster_at(article, offset).start


def cluster_at(article: Article, offset: int) -> Span:
    """The grapheme cluster that holds ``offset``, within its paragraph."""
    text = article.text
    paragraph = article.paragraphs[article.paragraph_at(offset)]
    following = offset + 1
    plain_here = NOT_PLAIN.search(text, offset, min(following + 1, paragraph.end)) is None
    if plain_here or following > paragraph.end:
        return Span(offset, following)
    if text[offset] in "\r\n":
        return Span(offset, following)
    first = offset
    floor = max(paragraph.start, offset - _CLUSTER_REACH)
    while first > floor and text[first - 1] not in " \n\r" and NOT_PLAIN.match(text, first):
        first -= 1
    last = min(paragraph.end, offset + _CLUSTER_REACH)
    for start, end, _ in clusters(printable(text[first:last]).replace("\n", " ")):
        if first + start <= offset < first + end:
            return Span(first + start, first + end)
    return Span(offset, following)


def characters(article: Article, offset: int, count: int) -> int:
    """``count`` clusters on (back, if negative), across paragraphs, stopping at the ends of the text."""
    for _ in range(min(abs(count), 100_000)):
        if count > 0:
            following = cluster_at(article, offset).end
            if following >= article.paragraphs[-1].end:
                break
            offset = clamp(article, following)
        else:
            paragraph = article.paragraph_at(offset)
            if offset <= article.paragraphs[paragraph].start:
                if paragraph == 0:
                    break
                offset = article.paragraphs[paragraph - 1].end
            offset = cluster_at(article, offset - 1).start
    return offset


def words(article: Article, offset: int, count: int) -> int:
    """The start of the ``count``-th word on (back, if negative)."""
    text = article.text
    for _ in range(min(abs(count), 100_000)):
        if count > 0:
            current = _WORD.match(text, offset)
            found = _WORD.search(text, max(current.end() if current else offset, offset + 1))
            if found is None:
                return clamp(article, len(text))
            offset = found.start()
        else:
            found = _last_word_before(text, offset)
            if found is None:
                return clamp(article, 0)
            offset = found.start()
    return clamp(article, offset)


def _last_word_before(text: str, offset: int) -> re.Match[str] | None:
    end = offset
    while end > 0:
        start = max(0, end - _REACH)
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum() and start > end - 2 * _REACH:
            start -= 1  # not into the middle of a word
        last = None
        for last in _WORD.finditer(text, start, end):  # noqa: B007 (the last one is wanted)
            pass
        if last is not None:
            return last
        end = start
    return None


def word_at(article: Article, offset: int) -> Span:
    """The word that holds ``offset``; between words, the cluster there."""
    text = article.text
    start = offset
    floor = max(0, offset - _REACH)
    while start > floor and not text[start - 1].isspace():
        start -= 1
    for found in _WORD.finditer(text, start, min(len(text), offset + _REACH)):
        if found.start() > offset:
            break
        if offset < found.end():
            return Span(found.start(), found.end())
    return cluster_at(article, offset)


def sentences(article: Article, paragraph: int) -> list[Span]:
    """The sentences of a paragraph, without the spaces between them.

    A light splitter for moving and selecting: titles, initials and abbreviations do not end a sentence.
    """
    text = article.text
    start, end = article.paragraphs[paragraph].start, article.paragraphs[paragraph].end
    found: list[Span] = []
    for mark in _SENTENCE_END.finditer(text, start, end):
        if mark.end() <= start or _ABBREVIATION.search(
            text[max(start, mark.start() - 12) : mark.start() + 1]
        ):
            continue
        if mark.end() >= end:
            break
        words_end = start + len(text[start : mark.end()].rstrip())
        if words_end > start:
            found.append(Span(start, words_end))
        start = mark.end()
    if start < end:
        found.append(Span(start, end))
    return found


def sentence_at(article: Article, offset: int) -> Span:
    """The sentence that holds ``offset`` (or ends just before it)."""
    if not article.paragraphs:
        return Span(0, 0)
    within = sentences(article, article.paragraph_at(offset))
    index = bisect_right([sentence.start for sentence in within], offset) - 1
    return within[max(index, 0)]


def sentence_starts(article: Article, offset: int, count: int) -> int:
    """The start of the ``count``-th sentence on (back, if negative; the own start counts as one)."""
    paragraph = article.paragraph_at(offset)

    def starts(index: int) -> list[int]:
        return [sentence.start for sentence in sentences(article, index)]

    return _steps(article, offset, count, paragraph, starts)


def paragraph_starts(article: Article, offset: int, count: int) -> int:
    """The start of the ``count``-th paragraph on (back, if negative; the own start counts as one)."""

    def starts(index: int) -> list[int]:
        return [article.paragraphs[index].start]

    return _steps(article, offset, count, article.paragraph_at(offset), starts)


def _steps(
    article: Article, offset: int, count: int, paragraph: int, starts: Callable[[int], list[int]]
) -> int:
    """Walk ``count`` of the starts that each paragraph has."""
    remaining = abs(count)
    last = len(article.paragraphs) - 1
    while remaining:
        here = starts(paragraph)
        if count > 0:
            beyond = here[bisect_right(here, offset) :]
            if remaining <= len(beyond):
                return clamp(article, beyond[remaining - 1])
            if paragraph == last:
                return clamp(article, article.paragraphs[last].end)
            remaining -= len(beyond)
            paragraph += 1
            offset = article.paragraphs[paragraph].start - 1
        else:
            behind = here[: bisect_left(here, offset)]
            if remaining <= len(behind):
                return clamp(article, behind[-remaining])
            if paragraph == 0:
                return clamp(article, 0)
            remaining -= len(behind)
            offset = article.paragraphs[paragraph].start
            paragraph -= 1
    return offset
