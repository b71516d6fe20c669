"""Where a motion lands in the text: characters, words, sentences, paragraphs. No screen in it.

All offsets are code points of ``Article.text``. The caret stands on a character of a paragraph, at the start
of its grapheme cluster; between paragraphs there is nowhere to stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from tui.app.text.cells import NOT_PLAIN, clusters
from tui.domain.article import Article, Span
from tui.domain.text.patterns import late
from tui.domain.text.safe import printable

# Letters, and the marks that many scripts write words with, which \w leaves out.
_LETTER = (
    "[\\w\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    "\u0966-\u0dff\u0e00-\u0e4e\u0e80-\u0fff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u200c\u200d]"
)
_WORD = late(f"{_LETTER}+(?:['’\\-‐‑.,]{_LETTER}+)*|(?:(?!{_LETTER})\\S)+")
_REACH = 400  # code points looked back for the start of a word; longer words are taken in pieces
_CLUSTER_REACH = 64
_SENTENCE_REACH = 8_000  # code points that a sentence is believed to have at most

# A sentence ends with a mark, its closing quotes and brackets, and a space before what can begin another.
# A row of marks is looked at once, not from each of them.
_SENTENCE_END = late(
    r"""(?:(?<![.!?…])[.!?…]++['"’”»)\]]*(?=\s+['"‘“„«(\[]*[^\W_a-z])|[。！？]+[」』”’）]*|[\r\n]+)\s*""",
    re.VERBOSE,
)
_ABBREVIATION = late(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sgt|Capt|Lt|Sen|Rep|Gov|Rev|Hon|Jr|Sr|vs|etc|Inc|Ltd|Co|Corp"
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
            while found is not None and clamp(article, found.start()) <= offset:  # it begins inside a cluster
                found = _WORD.search(text, found.end())
            if found is None:
                return clamp(article, len(text))
            offset = clamp(article, found.start())
        else:
            found = _last_word_before(text, offset)
            if found is None:
                return clamp(article, 0)
            offset = clamp(article, found.start())
    return offset


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
            first, last = clamp(article, found.start()), cluster_at(article, found.end() - 1).end
            return Span(min(first, offset), max(last, offset + 1))
    return cluster_at(article, offset)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of ``text[start:end]``, a paragraph or a piece of one, without the spaces between them.

    A light splitter for moving and selecting: titles, initials and abbreviations do not end a sentence.
    """
    found: list[Span] = []
    for mark in _SENTENCE_END.finditer(text, start, end):
        if mark.end() >= end:
            break
        if mark.start() <= start or _ABBREVIATION.search(
            text[max(start, mark.start() - 12) : mark.start() + 1]
        ):
            continue
        found.append(Span(start, start + len(text[start : mark.end()].rstrip())))
        start = mark.end()
    if start < end:
        found.append(Span(start, end))
    return found


def sentence_at(article: Article, offset: int) -> Span:
    """The sentence that holds ``offset`` (or ends just before it)."""
    if not article.paragraphs:
        return Span(0, 0)
    paragraph = article.paragraphs[article.paragraph_at(offset)]
    low, high = max(paragraph.start, offset - _SENTENCE_REACH), min(paragraph.end, offset + _SENTENCE_REACH)
    within = sentences(article.text, low, high)
    index = bisect_right(within, offset, key=attrgetter("start")) - 1
    return within[max(index, 0)]


def sentence_starts(article: Article, offset: int, count: int) -> int:
    """The start of the ``count``-th sentence on (back, if negative; the own start counts as one)."""
    for _ in range(min(abs(count), 100_000)):
        following = _next_sentence(article, offset) if count > 0 else _previous_sentence(article, offset)
        if following == offset:
            break
        offset = following
    return clamp(article, offset)


def _next_sentence(article: Article, offset: int) -> int:
    index = article.paragraph_at(offset)
    end = article.paragraphs[index].end
    high = min(end, offset + _SENTENCE_REACH)
    here = sentences(article.text, offset, high)
    if len(here) > 1:
        return here[1].start
    if high < end:
        return high  # a sentence without end: taken in pieces
    return article.paragraphs[index + 1].start if index + 1 < len(article.paragraphs) else end - 1


def _previous_sentence(article: Article, offset: int) -> int:
    index = article.paragraph_at(offset)
    if offset <= article.paragraphs[index].start:
        if index == 0:
            return offset
        index -= 1
        offset = article.paragraphs[index].end
    low = max(article.paragraphs[index].start, offset - _SENTENCE_REACH)
    behind = [sentence.start for sentence in sentences(article.text, low, offset) if sentence.start < offset]
    if low > article.paragraphs[index].start and len(behind) > 1:
        del behind[0]  # not where a sentence starts, only where the search did
    return behind[-1]


def paragraph_starts(article: Article, offset: int, count: int) -> int:
    """The start of the ``count``-th paragraph on (back, if negative; the own start counts as one).

    Past the last paragraph lies the end of the text.
    """
    index = article.paragraph_at(offset)
    if count < 0 and offset > article.paragraphs[index].start:
        count += 1
    index += count
    if index >= len(article.paragraphs):
        return clamp(article, article.paragraphs[-1].end)
    return clamp(article, article.paragraphs[max(index, 0)].start)
