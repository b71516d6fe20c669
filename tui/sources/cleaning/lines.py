"""Plain text to paragraphs: which lines belong together, found without changing a character.

Texts come in three shapes: paragraphs parted by empty lines, a paragraph a line, and lines broken at a column
(letters, books, press releases). Only the last are joined, and only where the whole text speaks for it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from tui.domain.article import ParagraphKind
from tui.domain.text.patterns import late

WRAP_COLUMNS = 100
"""A text whose lines are longer than this, in code points, was not broken at a column."""
LEAST_COLUMNS = 40
"""Lines broken more narrowly than this are taken for verse or a list, and left alone."""
LEAST_LINES = 3
"""So many lines together may be taken for a wrapped paragraph in a text that is otherwise not wrapped."""
SAMPLE_PAIRS = 10_000
"""How many lines with their next ones tell whether a text was broken at a column."""

_LINE = late(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_LIST_MARK = late(r"(?:[-*•‣◦▪]|\(?\d{1,3}[.)])[ \t\u00a0]+(?=\S)")
_TOLD = late(
    r"(?:[,?!…](?:\s[—–-])?|\w\s[—–-])\s(?:(?:he|she|they|[Tt]he\s\w+|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s)?"
    r"(?:said|says|asked|asks|replied|replies|answered|answers|added|cried|shouted|whispered|called)\b"
)
"""Behind a mark the one who speaks: "? asked Holt", ", he said"."""
_BULLET = late(r"[-*•‣◦▪][ \t\u00a0]+(?=\S)")
_SENTENCE_END = (
    ".",
    "!",
    "?",
    ":",
    "…",
    ".”",
    "!”",
    "?”",
    '."',
    '!"',
    '?"',
    ".’",
    ".)",
    ".'",
    "…”",
    "?’",
    "!’",
)
_NO_HEADING_END = (*_SENTENCE_END, ",", ";", "”", '"', "’", "-", "—")
_RULE = late(r"[\s\-=_*~#.·•+─━═]{3,}|--")
_TURN = late(r"[A-Z][\w.’'-]*(?: [A-Z(][\w.’')-]*){0,3}:[ \t]+(?=\S)")
_QUOTED = late(r"(?:>[ \t]?)+")
_MARKED = ("> ", ">> ", ">>> ")
_CHAPTER = late(r"(?:chapter|part|book) (?:[ivxlc]+|\d+)\.?", re.IGNORECASE)
_COLUMNS = "    "
"""So many blanks inside a line part columns: such a line is a row of a table or a page's head."""
_HEADING_CELLS = 70


class Line(Struct, frozen=True):
    """A line without the blanks around it, by its place in the text (code points)."""

    start: int
    end: int
    indent: int

    def __len__(self) -> int:
        return self.end - self.start


def paragraph_lines(text: str) -> list[list[Line]]:
    """The paragraphs of a plain text, each as its lines. No line is empty; a rule (``* * *``) is one too."""
    groups = _groups(text)
    whole = _wrap_width(text, groups)
    paragraphs: list[list[Line]] = []
    for group in groups:
        width = whole
        if width is None and len(group) >= LEAST_LINES:
            # A letter below its headers: one group may be wrapped where others are not.
            width = _wrap_width(text, [group])
        if width is None:
            paragraphs.extend([line] for line in group)
            continue
        paragraph = [group[0]]
        for before, after in pairwise(group):
            if _parts(text, paragraph[0], before, after, width):
                paragraphs.append(paragraph)
                paragraph = []
            paragraph.append(after)
        paragraphs.append(paragraph)
    return paragraphs


def join_lines(text: str, lines: list[Line]) -> str:
    """The words of a paragraph on one line. A word broken after a hyphen is put together again."""
    joined = text[lines[0].start : lines[0].end]
    if len(lines) == 1:
        return joined
    pieces = [joined]
    quoted = joined.startswith(">")
    for before, line in pairwise(lines):
        hyphen = (
            len(before) > 1
            and text[before.end - 1] == "-"
            and text[before.end - 2].isalpha()
            and text[line.start].islower()
        )
        pieces.append("" if hyphen else " ")
        words = text[line.start : line.end]
        pieces.append(_QUOTED.sub("", words, count=1) if quoted else words)
    return "".join(pieces)


def begins_turn(words: str) -> bool:
    """Whether a line begins with a label: whose turn it is ("MAYOR: No."), or what follows ("Date: …")."""
    return _TURN.match(words) is not None


def is_listed(words: str) -> bool:
    """Whether a line begins with a list's mark."""
    return _LIST_MARK.match(words) is not None


def kind_of(words: str, before: str | None, following: str | None) -> tuple[ParagraphKind, int]:
    """The kind and level of a paragraph of plain text, by its words and those of its neighbours.

    A short line without a full stop that a longer paragraph follows is taken for a heading. One dash or star
    makes no list: it may stand before a speaker's name, or a footnote.
    """
    mark = _LIST_MARK.match(words)
    if mark and (words[0] in "•‣◦▪" or _LIST_MARK.match(before or "") or _LIST_MARK.match(following or "")):
        return ParagraphKind.LIST_ITEM, 0
    if words.startswith(_MARKED):
        return ParagraphKind.QUOTE_BLOCK, 0
    if _CHAPTER.fullmatch(words):
        return ParagraphKind.HEADING, 2
    heading = (
        before is not None
        and following is not None
        and len(words) <= _HEADING_CELLS
        and len(following) >= 2 * len(words)
        and len(following) > _HEADING_CELLS
        and (words[0].isupper() or words[0].isdigit())
        and any(character.isalpha() for character in words)
        and not words.endswith(_NO_HEADING_END)
        and words[0] not in "“\"'‘("
    )
    return (ParagraphKind.HEADING, 2) if heading else (ParagraphKind.PARAGRAPH, 0)


def talk_in(paragraphs: list[str]) -> set[int]:
    """The numbers of paragraphs whose hyphen opens a line of dialogue, not an item of a list.

    Half of such lines that stand together tell who speaks, and one asks: "- Now? asked Holt." Where all tell
    it, none need ask.
    """
    found: set[int] = set()
    run: list[int] = []
    for index, words in enumerate([*paragraphs, ""]):
        if words.startswith("- "):
            run.append(index)
            continue
        told = [match[0] for number in run if (match := _TOLD.search(paragraphs[number]))]
        asks = any(mark[0] in "?!" for mark in told) or len(told) == len(run)
        if asks and len(run) > 1 and 2 * len(told) >= len(run):
            found.update(run)
        run = []
    return found


def without_mark(words: str) -> str:
    """A list item without its bullet, a quoted line without its ``>``. Numbers stay: they say something."""
    if words.startswith(_MARKED):
        return _QUOTED.sub("", words, count=1).lstrip()
    return _BULLET.sub("", words, count=1) if _BULLET.match(words) else words


def is_rule(words: str) -> bool:
    """Whether a line is only drawn: ``* * *``, ``-----``."""
    return _RULE.fullmatch(words) is not None


def looks_like_title(words: str) -> bool:
    """Whether a first line reads like a title: short, and not a plain sentence.

    A full stop at its end speaks against it unless most of its longer words are capitalised.
    """
    if not 2 <= len(words) <= 200 or not any(character.isalpha() for character in words):
        return False
    if _LIST_MARK.match(words) or words[0].islower():
        return False
    if not words.endswith((".", ":", ",", ";", '."', ".”", ',"', ",”")):
        return len(words) <= 140 or _capitalised(words)
    return words.endswith(".") and len(words) <= 140 and _capitalised(words)


def _capitalised(words: str) -> bool:
    longer = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    return len(longer) >= 3 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def _groups(text: str) -> list[list[Line]]:
    groups: list[list[Line]] = []
    group: list[Line] = []
    for match in _LINE.finditer(text):
        line = match.group()
        words = line.strip()
        if words:
            indent = len(line) - len(line.lstrip())
            start = match.start() + indent
            group.append(Line(start, start + len(words), indent))
        elif group:
            groups.append(group)
            group = []
    if group:
        groups.append(group)
    return groups


def _wrap_width(text: str, groups: list[list[Line]]) -> int | None:
    """The column at which the lines were broken, or None if they were not."""
    sample, count = [], 0
    for group in groups:
        if count >= SAMPLE_PAIRS:
            break
        sample.append(group[:SAMPLE_PAIRS])
        count += len(sample[-1]) - 1
    pairs = [pair for group in sample for pair in pairwise(group)]
    if not pairs:
        return None
    total = long = 0
    for group in sample:
        for line in group:
            total += len(line)
            if len(line) > WRAP_COLUMNS:
                long += len(line)
    if long > total / 5:
        return None
    width = max((len(b) for p in pairs for b in p if len(b) <= WRAP_COLUMNS), default=0)
    if width < LEAST_COLUMNS:
        return None
    ended = sum(_ends_sentence(text, before) for before, _ in pairs)
    fitted = sum(_would_fit(text, before, after, width - width // 6) for before, after in pairs)
    if ended > 0.6 * len(pairs) or fitted > 0.5 * len(pairs):
        return None
    return width


def _parts(text: str, first: Line, before: Line, after: Line, width: int) -> bool:
    """Whether a new paragraph begins between two lines of a text that was broken at ``width``.

    ``first`` is the line that the paragraph began with.
    """
    if after.indent >= before.indent + 2 and not (
        before is first and _LIST_MARK.match(text, first.start, first.end)
    ):
        return True
    if not text[after.start].isalpha() and (
        _LIST_MARK.match(text, after.start, after.end) or is_rule(text[after.start : after.end])
    ):
        return True
    if not text[before.start].isalpha() and is_rule(text[before.start : before.end]):
        return True
    if (text[after.start] == ">") != (text[before.start] == ">"):
        return True
    if _begins_turn_at(text, after) and (_ends_sentence(text, before) or _begins_turn_at(text, before)):
        return True
    if any(text.find(_COLUMNS, line.start, line.end) >= 0 for line in (before, after)):
        return True
    if len(before) > width or not _would_fit(text, before, after, width):
        return False
    slack = width - len(before)
    return slack > width / 2 or (slack > width / 4 and _ends_sentence(text, before))


def _begins_turn_at(text: str, line: Line) -> bool:
    return _TURN.match(text, line.start, line.end) is not None


def _would_fit(text: str, before: Line, after: Line, width: int) -> bool:
    blank = text.find(" ", after.start, after.end)
    word = (blank if blank > 0 else after.end) - after.start
    return len(before) + 1 + word <= width


def _ends_sentence(text: str, line: Line) -> bool:
    return text.endswith(_SENTENCE_END, line.start, line.end)
