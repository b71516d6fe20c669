"""An article as it is to be heard: paragraph after paragraph, who speaks said before the words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from tui.domain.analysis import Analysis
from tui.domain.article import Article, ParagraphKind, Span
from tui.domain.codes import QuoteKind
from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line, printable

_OPENING = "“\"‘'«„‹"
_CLOSING = "”\"’'»“›.,!?…"
_ENDS = "Quote ends."


def spoken(article: Article, analysis: Analysis | None, *, start: int = 0) -> str:
    """The text from ``start`` on (a code point), a paragraph a line; below the title, what is to come.

    Before words in quotation marks stands "Quote, NAME:", and behind them "Quote ends."; of indirect speech
    the sentence itself says whose it is.
    """
    marks = _marks(article, analysis) if analysis is not None else []
    at = [mark[0] for mark in marks]
    lines: list[str] = []
    about = [] if start else list(_about(article, analysis))
    for paragraph in article.paragraphs:
        if paragraph.span.end <= start:
            continue
        place = max(paragraph.span.start, start)
        pieces = ["Heading: " if paragraph.kind is ParagraphKind.HEADING and place > 0 else ""]
        for where, words in marks[bisect_right(at, place - 1) :]:
            if where > paragraph.span.end:
                break
            pieces += [article.text[place:where], words]
            place = where
        pieces.append(article.text[place : paragraph.span.end])
        lines.append(" ".join(printable("".join(pieces)).split()))
        if len(lines) == 1:
            lines += about
    return "\n\n".join(line for line in lines if line) + "\n"


def _about(article: Article, analysis: Analysis | None) -> Iterator[str]:
    """What there is to be heard: who wrote it, how many quotes of how many people."""
    by = f"By {one_line(article.byline)}" if article.byline else ""
    when = one_line(article.published or "")[:10]
    if by or when:
        yield ", ".join(filter(None, (by, when))) + "."
    if analysis is not None and analysis.quotes:
        who = {name for quote in analysis.quotes if (name := analysis.speaker_of(quote, article.text))}
        yield f"{counted(len(analysis.quotes), 'quote')} of {counted(len(who), 'speaker')}."


def _marks(article: Article, analysis: Analysis) -> list[tuple[int, str]]:
    """The words that are put in, each with where, in the order of the text."""
    marks: list[tuple[int, int, str]] = []
    for quote in analysis.quotes:
        if quote.kind is not QuoteKind.DIRECT:
            continue
        name = analysis.speaker_of(quote, article.text) or "nobody named"
        for number, piece in enumerate(quote.content):
            for part in _parted(article, piece):
                begins, ends = _with_marks(article.text, part)
                word = "Quote goes on" if number else "Quote"
                marks += [(begins, 1, f"{word}, {name}: "), (ends, 0, f" {_ENDS}")]
    return [(where, words) for where, _, words in sorted(marks)]


def _parted(article: Article, piece: Span) -> Iterator[Span]:
    """A piece of what is said, paragraph by paragraph."""
    for paragraph in article.paragraphs:
        start, end = max(piece.start, paragraph.span.start), min(piece.end, paragraph.span.end)
        if start < end:
            yield Span(start, end)


def _with_marks(text: str, span: Span) -> tuple[int, int]:
    """A span with the quotation marks around it, and the comma or stop before the closing one."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return start, end
