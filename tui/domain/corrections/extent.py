"""The pieces of a quote's content made longer or shorter by a passage that the reader selected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.domain.article import Span


def extended(text: str, content: Iterable[Span], by: Span) -> tuple[Span, ...]:
    """The pieces with ``by`` among them. Pieces become one where no word stands between them."""
    pieces: list[Span] = []
    for piece in sorted({*content, by}):
        if pieces and not _has_words(text[pieces[-1].end : piece.start]):
            pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, piece.end))
        else:
            pieces.append(piece)
    return tuple(pieces)


def cut(text: str, content: Iterable[Span], by: Span) -> tuple[Span, ...]:
    """What is left of the pieces without ``by``, those without a word left out."""
    return tuple(left for piece in content for left in _left(text, piece, by))


def _left(text: str, piece: Span, by: Span) -> Iterator[Span]:
    if not piece.overlaps(by):
        yield piece
        return
    for start, end in ((piece.start, by.start), (by.end, piece.end)):
        words = text[start:end] if start < end else ""
        if _has_words(words):
            first = start + len(words) - len(words.lstrip())
            yield Span(first, first + len(words.strip()))


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
