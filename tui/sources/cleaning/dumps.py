"""Articles as other terminal programs print them: newsboat's head, marks of links and their list, headings.

Known are newsboat (what it hands to ``pager`` and ``pipe-to``), ``lynx -dump``, ``w3m -dump``, elinks and
Debian's html2text. Only what such a program adds is taken out, where one of them plainly wrote the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from tui.sources.cleaning.byline import stated_names
from tui.sources.cleaning.dates import mail_date, read_date
from tui.sources.cleaning.lines import WRAP_COLUMNS

_HEAD = re.compile(
    r"\s*(?:(?:Feed|Title|Author|Date|Link|Flags|Podcast Download URL):[ \t].*\n){2,}[ \t]*(?:\n|\Z)"
)
_FIELD = re.compile(r"^(Feed|Title|Author|Date|Link):[ \t]+(.*)", re.MULTILINE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")

_LIST = re.compile(r"^(?:References:?|Links:)[ \t]*$", re.MULTILINE)
_ENTRY = re.compile(r"\s*\[?(\d{1,5})(?:\]:?|\.)\s+[A-Za-z][\w+.-]*:\S.*")
_LIST_PART = re.compile(r"\s*(?:Visible|Hidden) links:?\s*")
_MARK = re.compile(
    r"\[(?P<number>\d{1,5})\]|\[(?:image|embed in|embed|iframe|video|audio) \d{1,5}[^\]\n]{0,300}\]"
)
_GLUED = re.compile(r"(?<![\w\]])\[(\d{1,5})\](?=[^\s\[])")
"""A link's number, before its words."""
_LEAST_MARKS = 3
_PICTURE = re.compile(
    r"[ \t]*\[[^\]\n]{0,200}\.(?:jpe?g|png|gif|webp|svg|avif)\][ \t]*|[ \t]*\[INLINE\][ \t]*", re.I
)
"""A line of lynx for a picture without words."""

_STARRED = re.compile(r"^(\*{1,6}) (?=\S)([^*\n]+(?:\n[^*\n]+){0,3}) \1$", re.MULTILINE)
_UNDERLINED = re.compile(r"(?<=[^\W\d_])_(?=[^\W_])")
"""What html2text writes between the words of a link."""
_MARGIN = 3
"""Columns that lynx leaves before all but headings."""
_CENTRED = 8
"""A title stands in the middle: so many columns in, or more."""
_HEAD_LINES = 60
_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$|[“”\"]")


@dataclass(frozen=True, slots=True)
class Dump:
    """A text without what the program that printed it added, and what it said of the article.

    ``headings`` gives the level of those paragraphs, by their words with single blanks, that are headings.
    """

    text: str
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    address: str | None = None
    headings: dict[str, int] = field(default_factory=dict)


def undumped(text: str) -> Dump | None:
    """The text without what a program added when it printed it; None for any other. Newlines are ``\\n``."""
    told = _told(text)
    listed = _without_list(text if told is None else told.text)
    if told is not None:
        return told if listed is None else replace(told, text=listed)
    starred = _STARRED.search(text)
    if starred is not None:
        return _unstarred(text if listed is None else listed)
    if listed is not None or _has_margin(text):
        return _unindented(text if listed is None else listed)
    return None


def _told(text: str) -> Dump | None:
    """What newsboat's lines above an article say, and the rest of the text."""
    head = _HEAD.match(text)
    if head is None:
        return None
    fields = {name: " ".join(value.split()) for name, value in _FIELD.findall(head[0])}
    title, link = fields.get("Title", ""), fields.get("Link", "")
    if not title or not ("Feed" in fields or "Link" in fields):
        return None
    return Dump(
        text[head.end() :],
        unescape(_TAG.sub("", title)),
        stated_names(unescape(fields.get("Author", ""))),
        mail_date(fields.get("Date", "")) or read_date(fields.get("Date", "")),
        link if re.match(r"https?://\S+\Z", link) else None,
    )


def _without_list(text: str) -> str | None:
    """The text without a list of links at its end and their numbers in it; None where there is no list."""
    found = list(_LIST.finditer(text))
    if not found:
        return _without_numbers(text)
    numbers = set()
    for line in text[found[-1].end() :].splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry is not None:
            numbers.add(entry[1])
        elif line.strip() and _LIST_PART.fullmatch(line) is None:
            return None
    if not numbers:
        return None
    most = max(map(int, numbers))

    def unmarked(mark: re.Match[str]) -> str:
        # elinks numbers pictures with the links and leaves them out of the list.
        number = mark["number"]
        return "" if number is None or number in numbers or int(number) < most else mark[0]

    kept = "\n".join(_kept_lines(text[: found[-1].start()], unmarked))
    return kept if kept.strip() else None


def _without_numbers(text: str) -> str | None:
    """The text without the numbers of links, where ``elinks -no-references`` prints them and no list."""
    marks = [int(found[1]) for found in _GLUED.finditer(text)]
    if len(marks) < _LEAST_MARKS or marks != list(range(1, len(marks) + 1)):
        return None
    return _GLUED.sub("", text)


def _kept_lines(text: str, unmarked: Callable[[re.Match[str]], str]) -> Iterator[str]:
    """The lines without marks; those that held nothing else are left out."""
    for line in text.split("\n"):
        if "[" not in line:
            yield line
            continue
        kept = _MARK.sub(unmarked, line)
        if (kept.strip() or not line.strip()) and _PICTURE.fullmatch(kept) is None:
            yield kept


def _unstarred(text: str) -> Dump:
    """The text of html2text: headings between stars, and no empty line between paragraphs."""
    headings = {}

    def plain(found: re.Match[str]) -> str:
        words = " ".join(found[2].split())
        headings[words] = 7 - len(found[1])
        return f"\n{words}\n"

    text = _UNDERLINED.sub(" ", text)
    lines = _STARRED.sub(plain, text).split("\n")
    wrapped = (len(line) for line in lines if len(line) <= WRAP_COLUMNS and line not in headings)
    width = max(wrapped, default=0)
    parted: list[str] = []
    for line in lines:
        if parted and line.strip() and parted[-1].strip():
            indents = [len(each) - len(each.lstrip()) for each in (parted[-1], line)]
            if len(parted[-1]) + 1 + len(line.split(None, 1)[0]) <= width or indents[0] != indents[1]:
                parted.append("")
        parted.append(line)
    kept = [line for line in parted if not re.fullmatch(r"\s*\[[^\]]{0,200}\]\s*", line)]
    return _below_title(Dump("\n".join(kept), headings=headings))


def _has_margin(text: str) -> bool:
    """Whether most lines stand as far in as lynx sets them, some of them less or much more."""
    if text.count("\n" + " " * _MARGIN) < 5:
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    inside = sum(_indent(line) == _MARGIN for line in lines)
    return inside > len(lines) / 2 and any(_is_centred(line) for line in lines[:_HEAD_LINES])


def _unindented(text: str) -> Dump:
    """The text of lynx: its title in the middle, other headings at the margin. That of w3m as it is."""
    lines = text.split("\n")
    inside = sum(_indent(line) == _MARGIN for line in lines if line.strip())
    if inside * 2 <= sum(bool(line.strip()) for line in lines):
        return Dump(text)
    headings: dict[str, int] = {}
    centred: list[str] = []
    for line in [*lines[:_HEAD_LINES], ""]:
        if line.strip() and _is_centred(line):
            centred.append(" ".join(line.split()))
        elif centred:
            headings.setdefault(" ".join(centred), 1)
            break
    headings.update(
        {" ".join(line.split()): 2 for line in lines if line.strip() and not line.startswith(" ")}
    )
    return _below_title(Dump(text, headings=headings))


def _is_centred(line: str) -> bool:
    indent = _indent(line)
    return indent >= _CENTRED and abs(72 - 2 * indent - len(line.strip()) + 4) <= 12


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _below_title(dump: Dump) -> Dump:
    """The dump with its title, and without the page's links above that, unless they are sentences."""
    title = next((words for words, level in dump.headings.items() if level == 1), None)
    if title is None:
        return dump
    first = title.split(" ", 1)[0]
    lines = dump.text.split("\n")
    for place, line in enumerate(lines[:_HEAD_LINES]):
        if line.split()[:1] == [first] and title.startswith(" ".join(line.split())):
            above = [each for each in lines[:place] if _SENTENCE.search(each)]
            return replace(dump, text="\n".join([*above, "", *lines[place:]]), title=title)
    return dump
