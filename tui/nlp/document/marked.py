"""Passages in quotation marks in any language: „so“, “so”, « so », »so«, ”so”, ‹so›, 「so」, "so".

From the characters alone, paragraph by paragraph: this serves where no pipeline reads the language.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.domain.article import Span

_CLOSING = {
    "„": "“”‟",
    "“": "”",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‚": "‘’",
    "»": "«",
    "›": "‹",
    "”": "”",
    "‘": "’",
    '"': '"',
}
"""For each mark that may open, those that may close it."""
_FULL_WIDTH = "「『"
"""Marks that open wherever they stand: their languages have no blanks."""
_FEWEST_WORDS = 4
_FEWEST_PARTED = 2
_FEWEST_SIGNS = 8
"""What a passage holds at least to be words that somebody said, not a title: words; words where a colon or a
comma parts it from the rest; signs of a language without blanks."""
_ENDS = tuple(".!?…,;。！？、")


def passages_in_marks(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The passages in quotation marks between two code points of ``text``, without their marks.

    A mark that nothing closes before its paragraph ends opens nothing, but for one that begins a paragraph:
    that passage goes on to the paragraph's end. Marks within a passage are part of it.
    """
    end = len(text) if end is None else end
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield from _in_paragraph(text, at, stop)
        at = stop + 1


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    closed_by: dict[str, dict[int, int]] = {}
    at = start
    while at < end:
        sign = text[at]
        if sign in _CLOSING and _may_open(text, at, start, end):
            if sign not in closed_by:
                closed_by[sign] = _pairs(text, sign, at, end)
            close = closed_by[sign].get(at, end if at == start and sign in "„“«" else -1)
            if close >= 0:
                if (span := _without_blanks(text, at + 1, close)) is not None:
                    yield span
                at = close
        at += 1


def _may_open(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark stands where one opens: behind a blank or a mark, before a word."""
    if text[at] in _FULL_WIDTH:
        return True
    before = text[at - 1] if at > start else " "
    behind = text[at + 1] if at + 1 < end else " "
    if before.isalnum() or (before in ".,!?…" and text[at] in '"”»›’'):
        return False
    # French parts its marks from the words by a blank.
    return not behind.isspace() or (text[at] == "«" and before != "«")


def _pairs(text: str, opening: str, start: int, end: int) -> dict[int, int]:
    """Where each such mark between two code points is closed; in one pass, however many there are."""
    closing = _CLOSING[opening]
    found: dict[int, int] = {}
    waiting: list[int] = []
    for i in range(start, end):
        sign = text[i]
        if sign in closing and waiting:
            apostrophe = sign == "’" and i + 1 < end and text[i + 1].isalnum()
            if not apostrophe:
                found[waiting.pop()] = i
                if sign == opening:  # it may open the next one, if the walk comes to it
                    waiting.append(i)
        elif sign == opening:
            waiting.append(i)
    return found


def _without_blanks(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def is_said(text: str, span: Span) -> bool:
    """Whether a passage in marks is long enough, or closed like a sentence, to be somebody's words.

    Titles, nicknames and single words in marks are none.
    """
    words = text[span.start : span.end]
    if words.endswith(_ENDS) and len(words) > 1:
        return True
    behind = text[span.end : span.end + 3].lstrip().lstrip('”“»«›‹’‘"')
    parted = behind.startswith(",") or text[: span.start].rstrip('“„«»‹› "”').endswith(":")
    if len(words.split()) >= (_FEWEST_PARTED if parted else _FEWEST_WORDS):
        return True
    without_blanks = any("\u3040" <= sign <= "\u9fff" for sign in words)
    return without_blanks and len(words) >= _FEWEST_SIGNS
