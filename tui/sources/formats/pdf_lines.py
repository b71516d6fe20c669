"""Printed lines to paragraphs, by where they stand and how large their letters are; hyphens and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from msgspec.structs import replace

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.hyphens import Hyphens
from tui.sources.cleaning.lines import is_listed, without_mark
from tui.sources.cleaning.printed import running_lines
from tui.sources.cleaning.superscripts import closed_up
from tui.sources.draft import Block
from tui.sources.formats.pdf_quotations import with_quotations
from tui.sources.formats.printed_line import PrintedLine

HYPHEN = "\x02"
"""A hyphen that ends a line, whether it belongs to the word or only parts it there."""
_SOFT = "\u2010"
"""A hyphen that only parts a word, where a browser set it."""
_BULLETS = "•‣◦▪●○■–*"
_LARGER = 1.12
"""A heading's letters are so many times as large as the text's, or bold."""
_TITLE = 1.3
_SMALLER = 0.93
"""Letters of less than this share of the text's size are a footnote's, or a caption's."""
_GAP = 1.35
"""Lines that are further apart than so many times what is usual belong to different paragraphs."""
_COLUMN = 4
"""So many letters' sizes between two words on a line part columns."""
_LONGEST_HEADING = 200
_HEADS = 3
"""Heads and feet of pages are so many lines at most."""
_OPENING = '“"„«‘'
_ENDED = re.compile(r"(?:[.!?…:][\"'”’»)\]]*|[^\W\d_][.!?…][\"'”’»)\]]*\d{1,2})\Z")
"""How a line ends that may end a paragraph, with the mark of a footnote behind it."""
_HYPHENED = re.compile(r"[^\W\d_]-\Z")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def blocks_of_pages(
    pages: Sequence[Sequence[PrintedLine]], *, written_hyphens: bool
) -> tuple[tuple[Block, ...], str | None]:
    """The blocks of some pages, without what stands on every page, and the address that a browser printed.

    ``written_hyphens``: a program wrote the pages that never parts words with a written hyphen.
    """
    lines, address = _without_running(pages)
    if not lines and len(pages) > 1 and max(len(_rows(page)) for page in pages) <= _HEADS:
        return (), address  # a browser printed its heads and feet, and no page
    if not lines:  # pages that are all the same
        lines = [line for page in pages for line in page]
    if not lines:
        return (), address
    usual = _Usual(lines)
    paragraphs: list[list[PrintedLine]] = []
    for before, line in pairwise([None, *lines]):
        assert line is not None
        if before is None or _parts(before, line, paragraphs[-1], usual):
            paragraphs.append([])
        paragraphs[-1].append(line)
    paragraphs = _over_notes(paragraphs, usual)
    written = written_hyphens or any(line.text.endswith(_SOFT) for line in lines)
    hyphens = Hyphens((line.text for line in lines), written=written)
    blocks = [_block(paragraph, _joined(paragraph, hyphens), usual) for paragraph in paragraphs]
    blocks = _with_title(_with_initials(blocks, paragraphs, usual), paragraphs)
    signed = with_quotations(blocks, paragraphs)
    return tuple(block for block in signed if block.text), address


def _without_running(pages: Sequence[Sequence[PrintedLine]]) -> tuple[list[PrintedLine], str | None]:
    """The lines in the order of the file without those that are on every page."""
    rows = [_rows(page) for page in pages]
    running = running_lines([[_words(row) for row in page] for page in rows])
    gone: set[int] = set()
    for page, index in running.lines:
        row = rows[page][index]
        others = [each[0].size for lines in rows[1:] for each in lines if _words(each) == _words(row)]
        # A first page's title that runs on, smaller, above the other pages is the title.
        if page > 0 or not others or row[0].size <= 1.1 * max(others):
            gone.update(id(line) for line in row)
    return [line for page in pages for line in page if id(line) not in gone], running.address


def _rows(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """The lines of a page from its top to its foot, those at one height together: PDFium may part them."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: (-line.base, line.left)):
        if rows and abs(rows[-1][0].base - line.base) < 0.2 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _words(row: Sequence[PrintedLine]) -> str:
    """The words of a row, with blanks where there is room for one."""
    words = row[0].text
    for before, line in pairwise(row):
        words += ("" if line.left - before.right < 0.15 * line.size else " ") + line.text
    return words


class _Usual:
    """What is usual among some lines: the size of letters, the distance of lines, where columns end."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self.size = max(sizes, key=lambda size: sizes[size])
        text = [line for line in lines if abs(line.size - self.size) < 0.6]
        self._text = text
        steps = [
            (before.base - after.base, before.right > 0.85 * self.right_of(before))
            for before, after in pairwise(text)
            if before.page == after.page and 0 < before.base - after.base < 4 * self.size
        ]
        # What follows a full line mostly goes on with it; on a page of short paragraphs most steps are gaps.
        counted = [step for step, full in steps if full] or [step for step, _ in steps]
        self.step = median(counted) if counted else 1.2 * self.size
        bold = sum(len(line.text) for line in text if line.bold)
        self.bold = bold > sum(len(line.text) for line in text) / 2

    def right_of(self, line: PrintedLine) -> float:
        """Where the column ends in which a line stands: as far as the lines do that begin where it does."""
        return max(
            (each.right for each in self._by_page(line.page) if abs(each.left - line.left) < 3 * self.size),
            default=line.right,
        )

    def left_of(self, line: PrintedLine) -> float:
        """Where the column begins in which a line stands."""
        near = (each.left for each in self._by_page(line.page) if abs(each.left - line.left) < 5 * self.size)
        return min(near, default=line.left)

    def _by_page(self, page: int) -> list[PrintedLine]:
        if self._page is None or self._page[0] != page:
            self._page = (page, [line for line in self._text if line.page == page])
        return self._page[1]

    _page: tuple[int, list[PrintedLine]] | None = None

    def is_heading(self, line: PrintedLine) -> bool:
        """Whether a line's letters are larger than the text's, or bold where the text is not."""
        if len(line.text) > _LONGEST_HEADING or not any(c.isalpha() for c in line.text):
            return False
        return line.size > _LARGER * self.size or (
            line.bold and not self.bold and line.size > 0.95 * self.size
        )


def _parts(before: PrintedLine, line: PrintedLine, paragraph: list[PrintedLine], usual: _Usual) -> bool:
    """Whether a new paragraph begins with a line."""
    if before.text.endswith((HYPHEN, _SOFT)) and abs(before.size - line.size) < 0.6:
        return False
    if abs(before.size - line.size) > 0.08 * max(before.size, line.size):
        return True
    if usual.is_heading(before) != usual.is_heading(line):
        return True
    down = before.base - line.base
    if line.page == before.page and abs(down) < 0.3 * usual.size and line.left > before.left:
        # The same line, which PDFium takes apart where a blank is wide; or one of the next column.
        return line.left - before.right > _COLUMN * usual.size
    if line.text[0] in _BULLETS or (is_listed(line.text) and _ENDED.search(before.text)):
        return True
    if line.page != before.page or down < -0.5 * usual.size or line.left > before.right:
        return _parts_over(before, line, usual)
    step = usual.step if abs(line.size - usual.size) < 0.6 else 1.25 * line.size
    if down > _GAP * step:
        return True
    if _is_indented(line, usual) and _ENDED.search(before.text):
        return line.left - before.left > 0.5 * usual.size or len(paragraph) == 1
    return _would_have_fit(before, line, usual)


def _over_notes(paragraphs: list[list[PrintedLine]], usual: _Usual) -> list[list[PrintedLine]]:
    """The paragraphs, a column's footnotes behind what goes on above the next one."""
    found: list[list[PrintedLine]] = []
    broken: int | None = None
    for paragraph in paragraphs:
        if paragraph[0].size < _SMALLER * usual.size:
            found.append(paragraph)
            continue
        before = found[broken] if broken is not None else None
        if (
            before is not None
            and broken != len(found) - 1
            and (paragraph[0].page != before[-1].page or paragraph[0].base > before[-1].base)
            and not _parts_over(before[-1], paragraph[0], usual)
        ):
            before.extend(paragraph)
        else:
            found.append(paragraph)
            broken = len(found) - 1
        open_end = broken is not None and _ENDED.search(found[broken][-1].text) is None
        if not open_end or usual.is_heading(found[broken or 0][-1]):
            broken = None
    return found


def _is_indented(line: PrintedLine, usual: _Usual) -> bool:
    """Whether a line begins farther in than its column does."""
    return 0.7 * usual.size < line.left - usual.left_of(line) < 5 * usual.size


def _parts_over(before: PrintedLine, line: PrintedLine, usual: _Usual) -> bool:
    """Whether a new paragraph begins at the top of a column or a page."""
    if _ENDED.search(before.text) is None:
        return not (line.text[0].islower() or not _would_have_fit(before, line, usual))
    if line.text[0].islower():
        return False
    return line.text[0] in _OPENING or _is_indented(line, usual) or _would_have_fit(before, line, usual)


def _would_have_fit(before: PrintedLine, line: PrintedLine, usual: _Usual) -> bool:
    """Whether the first word of a line would have fitted on the line before, were it the same paragraph."""
    if not len(line.text):
        return False
    room = usual.right_of(before) - before.right
    wide = (line.right - line.left) / len(line.text)
    needed = wide * (len(line.text.split(" ", 1)[0]) + 1.5)
    return room > needed and (_ENDED.search(before.text) is not None or room > 3 * needed)


def _joined(lines: Iterable[PrintedLine], hyphens: Hyphens) -> str:
    """The words of a paragraph on one line."""
    text = ""
    for line in lines:
        if text.endswith((HYPHEN, _SOFT)) or _HYPHENED.search(text):
            text = text[:-1] + line.text if text.endswith(_SOFT) else hyphens.joined(text, line.text)
        else:
            text = f"{text} {line.text}" if text else line.text
    # At the end of a paragraph, or in a line, it is a hyphen like any other.
    return closed_up(text.replace(HYPHEN, "-").replace(_SOFT, "-").translate(_LIGATURES))


def _block(paragraph: list[PrintedLine], words: str, usual: _Usual) -> Block:
    if all(usual.is_heading(line) for line in paragraph) and len(words) <= _LONGEST_HEADING:
        return Block(words, ParagraphKind.HEADING, 2)
    if words[0] in _BULLETS and words[1:2] == " ":
        return Block(without_mark(words) if words[0] in "•‣◦▪*" else words[2:], ParagraphKind.LIST_ITEM)
    return Block(words)


def _with_initials(blocks: list[Block], paragraphs: list[list[PrintedLine]], usual: _Usual) -> list[Block]:
    """The blocks, a large first letter that reaches over several lines put before its word."""
    found: list[Block] = []
    initial = ""
    for block, paragraph in zip(blocks, paragraphs, strict=True):
        if len(block.text) == 1 and block.text.isupper() and paragraph[0].size > 1.8 * usual.size:
            initial = block.text
            found.append(Block(""))
            continue
        found.append(replace(block, text=initial + block.text) if initial else block)
        initial = ""
    return found


def _with_title(blocks: list[Block], paragraphs: list[list[PrintedLine]]) -> list[Block]:
    """The blocks, the heading in the largest letters on the first page as the title."""
    sizes = [
        paragraph[0].size if block.level and paragraph[0].page == paragraphs[0][0].page else 0.0
        for block, paragraph in zip(blocks, paragraphs, strict=True)
    ]
    largest = max(sizes, default=0.0)
    others = [
        paragraph[0].size for block, paragraph in zip(blocks, paragraphs, strict=True) if not block.level
    ]
    if largest > _TITLE * median(others or [largest]) or (largest and sizes.count(largest) == 1):
        place = sizes.index(largest)
        blocks[place] = replace(blocks[place], level=1)
    return blocks
