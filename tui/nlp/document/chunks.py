"""A text cut into chunks at paragraph borders, so that memory stays flat and the first results come early.

The cut depends on the text alone, never on where the reader stands: the analysis of a text is one and the
same, whatever was asked for first. A border is put before a heading or a plain paragraph where one is near,
and never inside a quotation that runs over several paragraphs if it can be helped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from tui.domain.article import Article, ParagraphKind, Span

WHOLE = 5_000
"""Words up to which a text is analysed in one piece."""
SIZE = 4_000
"""Words at most in a chunk of a longer text."""
_LETTERS_A_WORD = 12
"""A paragraph without blanks counts as a word for each so many code points (English news: about six)."""
_OPENING = "“‘\"'«„`"


class Chunk(msgspec.Struct, frozen=True):
    """A stretch of the text (code points) with the range of its paragraphs and the number of its words."""

    start: int
    end: int
    paragraphs: range
    words: int


class _Piece(msgspec.Struct, frozen=True):
    """A paragraph, or a part of one that is too long."""

    span: Span
    paragraph: int
    words: int
    badness: int
    """How bad a border before it would be: 0 a heading, 1 a plain paragraph, 2 one that begins with a
    quotation mark, 3 inside a quotation that is still open or inside a paragraph."""


def chunks(article: Article, *, whole: int = WHOLE, size: int = SIZE) -> list[Chunk]:
    """The chunks of an article in the order of its text; together they hold every paragraph once.

    A text of at most ``whole`` words gives one chunk, else no chunk has more than ``size`` words. A
    paragraph longer than that is cut at a blank. A text without words gives none.
    """
    pieces = list(_pieces(article, size))
    if not pieces:
        return []
    if sum(piece.words for piece in pieces) <= whole:
        return [_chunk(pieces)]
    found: list[Chunk] = []
    first, words = 0, 0
    for index, piece in enumerate(pieces):
        while words + piece.words > size and index > first:
            border = _best_border(pieces, first, index, size)
            found.append(_chunk(pieces[first:border]))
            first = border
            words = sum(p.words for p in pieces[first:index])
        words += piece.words
    found.append(_chunk(pieces[first:]))
    return found


def around(article: Article, focus: int, words: int = 400) -> Chunk | None:
    """A small chunk for the first screen: the paragraph at ``focus`` (code points) and those after it.

    One paragraph before it is taken along, which often names the speaker of what follows.
    """
    if not article.paragraphs:
        return None
    at = article.paragraph_at(focus)
    first = last = max(at - 1, 0)
    count = 0
    while last < len(article.paragraphs):
        count += _words(article.paragraphs[last].span.of(article.text))
        if count > words and last > at:
            break
        last += 1
    if count > 4 * words:  # a paragraph that is long enough for chunks of its own
        return None
    start, end = article.paragraphs[first].start, article.paragraphs[last - 1].end
    return Chunk(start, end, range(first, last), count)


def _pieces(article: Article, size: int) -> Iterator[_Piece]:
    """The paragraphs, the overlong ones in parts."""
    still_open = False
    paragraphs = article.paragraphs
    spans: Sequence[Span] = [p.span for p in paragraphs] or [Span(0, len(article.text))]
    for index, span in enumerate(spans):
        text = span.of(article.text)
        words = _words(text)
        if not words:
            continue
        if still_open:
            badness = 3
        elif paragraphs and paragraphs[index].kind is ParagraphKind.HEADING:
            badness = 0
        else:
            badness = 2 if text[0] in _OPENING else 1
        still_open = _left_open(text)
        if words <= size:
            yield _Piece(span, index, words, badness)
            continue
        for part in _parts(article.text, span, size):
            yield _Piece(part, index, _words(part.of(article.text)), badness)
            badness = 3


def _parts(text: str, span: Span, size: int) -> Iterator[Span]:
    """An overlong paragraph cut at sentence ends, else at blanks, else anywhere: half a chunk each."""
    reach = size * _LETTERS_A_WORD // 4
    start = span.start
    while span.end - start > reach:
        cut = -1
        for border in (". ", "” ", '" ', " ", "\n"):
            cut = text.rfind(border, start + reach // 2, start + reach)
            if cut >= 0:
                cut += len(border)
                break
        if cut < 0:
            cut = start + reach
        yield Span(start, cut)
        start = cut
    if start < span.end:
        yield Span(start, span.end)


def _left_open(text: str) -> bool:
    """Whether a quotation that this paragraph opened goes on in the next."""
    curly = text.rfind("“")
    if curly >= 0:
        return text.find("”", curly) < 0
    return "”" not in text and text.count('"') % 2 == 1


def _best_border(pieces: Sequence[_Piece], first: int, end: int, size: int) -> int:
    """Where to end a chunk that begins at ``first`` and may not hold ``end``: in its last half."""
    best, lowest, words = end, pieces[end].badness, 0
    for index in range(end - 1, first, -1):
        words += pieces[index].words
        if words > size // 2 or lowest == 0:
            break
        if pieces[index].badness < lowest:
            best, lowest = index, pieces[index].badness
    return best


def _chunk(pieces: Sequence[_Piece]) -> Chunk:
    first, last = pieces[0], pieces[-1]
    span = Span(first.span.start, last.span.end)
    words = sum(piece.words for piece in pieces)
    return Chunk(span.start, span.end, range(first.paragraph, last.paragraph + 1), words)


def _words(text: str) -> int:
    return max(
        len(text.split()), len(text) // _LETTERS_A_WORD if " " not in text else 0, 1 if text.strip() else 0
    )
