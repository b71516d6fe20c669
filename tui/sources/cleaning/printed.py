"""What stands on every page of what is printed: running heads, page numbers, a browser's date and address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.sources.cleaning.columns import uncolumned
from tui.sources.cleaning.hyphens import Hyphens

_EXTREMES = 3
"""So many lines at the top and at the bottom of a page may be no part of the text."""
_LONGEST = 200
_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|von|\|)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?:https?|file)://\S+")
_WHEN = re.compile(
    r"\b(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}[-/]\d\d?[-/]\d\d?),?\s+\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]\.?M\b\.?)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?<![\d/])\d{1,4}\s*(?:/|of|von)\s*\d{1,4}(?![\d/])")
_COLUMNS = "    "
_FULL, _UNENDED = 0.85, 0.6
"""With the next word a line is full that has this share of the usual length; less, in mid-sentence."""
_OF_TEX = {
    ord(code): words
    for code, words in zip(
        "\x10\x11\x12\x13\x14\x15\x16\x1c\x1d\x1e\x1f",
        ("“", "”", "„", "«", "»", "–", "—", "fi", "fl", "ffi", "ffl"),
        strict=True,
    )
}
"""What TeX's fonts mean by control characters (the Cork encoding), but for those that terminals know."""
_MOST_LINES = 40_000
"""A longer text is not looked through for columns: at worst that takes some seconds for so many."""
_TAIL = 400
"""Code points at the end of a page that tell whether its last sentence goes on."""
_LINE = 80
"""A last line of a page with fewer code points may be a heading."""
_INDENT = 2
"""Blanks, more than the line before has, that begin a paragraph."""
_DIGITS = re.compile(r"\d+")
_UNFINISHED = re.compile(r"[^.!?…:”’\"')\]]\s*\Z")


@dataclass(frozen=True, slots=True)
class Running:
    """The lines that are no part of the text, by page and line, and the address that they give."""

    lines: frozenset[tuple[int, int]]
    address: str | None = None


def running_lines(pages: Sequence[Sequence[str]]) -> Running:
    """Which lines of some pages, each from its top to its bottom, stand there for the page's sake.

    Lines that stand in the same place of a third of the pages, numbers aside; page numbers; what a browser
    prints. A line farther in is one only where all are that stand between it and the edge.
    """
    ends = [_ends(lines) for lines in pages]
    counts = Counter((edge, rank, _key(words)) for end in ends for edge, rank, _, words in end)
    often = max(2, len(pages) // 3)
    found: set[tuple[int, int]] = set()
    address = None
    for page, end in enumerate(ends):
        closed = set()
        for edge, rank, index, words in end:
            printed = _is_printed(words, top=edge == _TOP)
            repeated = counts[edge, rank, _key(words)] >= often
            if edge in closed or not (printed or repeated or _NUMBER.fullmatch(words)):
                closed.add(edge)
                continue
            found.add((page, index))
            if printed and (link := _ADDRESS.search(words)) and link[0].startswith("http"):
                address = address or (None if "…" in link[0] else link[0])
    return Running(frozenset(found), address)


def unpaged(text: str) -> tuple[str, str | None]:
    """A text whose pages end with form feeds (pdftotext) as one, and the address that its pages give.

    A paragraph that goes on over the page is one.
    """
    text = text.translate(_OF_TEX)
    pages = [page.split("\n") for page in text.split("\x0c")]
    running = running_lines(pages)
    hyphens = Hyphens(line for page in pages for line in page)
    parts: list[str] = []
    side_by_side = text.count("\n") <= _MOST_LINES
    for number, page in enumerate(pages):
        kept = [line for index, line in enumerate(page) if (number, index) not in running.lines]
        words = "\n".join(_unwrapped(uncolumned(kept) if side_by_side else kept, hyphens)).strip("\n")
        if words.strip():
            _add_page(parts, words.rstrip(), hyphens)
    # Pages that are all the same have nothing but what stands on every page.
    return "".join(parts) or text.replace("\x0c", "\n\n"), running.address


def _add_page(parts: list[str], words: str, hyphens: Hyphens) -> None:
    """Add the words of a page to those before, whose last sentence may go on there."""
    if not parts:
        parts.append(words)
        return
    end = parts[-1][-_TAIL:]
    last, first = end[end.rfind("\n") + 1 :], words.lstrip()
    if not first[0].isalpha() or _UNFINISHED.search(end) is None:
        parts.append(f"\n\n{words}")
    elif not first[0].islower() and len(last) < _LINE:
        parts.append(f"\n{words}")  # perhaps a heading
    elif last.endswith("-") and last[-2:-1].isalpha() and first[0].islower():
        word = last.split()[-1]
        parts[-1] = parts[-1][: -len(word)]
        parts.append(hyphens.joined(word, first))
    else:
        parts.append(f" {first}")


def _unwrapped(lines: Sequence[str], hyphens: Hyphens) -> Iterator[str]:
    """The lines of a page, those of one paragraph put together; letters of a print differ in width."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    # One that is longer than the others was joined at a hyphen.
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraph: list[str] = []
    last = ""
    indent = 0
    for line in lines:
        words = line.strip()
        farther_in = len(line) - len(line.lstrip()) - indent
        indent += farther_in
        if last and words and _goes_on(last, words, width, farther_in):
            if last.endswith("-") and last[-2:-1].isalpha() and words[0].islower():
                before = paragraph.pop()
                start = before.rfind(" ") + 1
                paragraph += [before[:start], hyphens.joined(before[start:], words)]
            else:
                paragraph += [" ", words]
            last = words
            continue
        if paragraph:
            yield "".join(paragraph)
        if not words:
            yield ""
        last, paragraph = words, [words] if words else []
    yield "".join(paragraph)


def _goes_on(last: str, words: str, width: int, farther_in: int) -> bool:
    """Whether a line goes on with the paragraph of the one before it, which was full or is unfinished."""
    if _COLUMNS in last or _COLUMNS in words:
        return False
    share = (len(last) + 1 + len(words.split(None, 1)[0])) / width
    unfinished = _UNFINISHED.search(last) is not None
    begins = farther_in >= _INDENT and (not unfinished or share <= _FULL)
    full = share > (_UNENDED if unfinished else _FULL) or (words[0].islower() and unfinished)
    return full and not begins


_TOP, _BOTTOM = "top", "bottom"


def _ends(lines: Sequence[str]) -> list[tuple[str, int, int, str]]:
    """The outer lines of a page from each edge inwards: the edge, how many are before it, index, words."""
    filled = [(index, " ".join(line.split())) for index, line in enumerate(lines) if line.strip()]
    count = min(_EXTREMES, (len(filled) + 1) // 2)
    top = [(_TOP, rank, index, words) for rank, (index, words) in enumerate(filled[:count])]
    last = filled[count:][: -_EXTREMES - 1 : -1]
    bottom = [(_BOTTOM, rank, index, words) for rank, (index, words) in enumerate(last)]
    return [line for line in top + bottom if len(line[3]) <= _LONGEST]


def _key(words: str) -> str:
    # Blanks are no measure: PDFium finds some between letters that stand a little apart.
    return _DIGITS.sub("#", "".join(words.casefold().split()))


def _is_printed(words: str, *, top: bool) -> bool:
    """Whether a line is what a browser puts on a page: date and title, address and number of the page."""
    link, when, counted = _ADDRESS.search(words), _WHEN.search(words), _COUNTED.search(words)
    if link is not None and (when or counted or link.start() == 0 or link.end() == len(words)):
        rest = words.replace(link[0], "")
        return bool(when or counted) or (top and not rest.endswith("."))
    if when is None:
        return False
    return counted is not None or (top and (when.start() == 0 or when.end() == len(words)))
