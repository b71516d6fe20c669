"""Which inputs are read in a process of their own: pages that may take a parser long, told in linear time.

A parser of HTML takes the square of its time for elements that nest without end, and a search for the end of
what is never closed goes through the whole page from each beginning. An ordinary page is far from both: 50
elements deep, a few hundred kilobytes, everything closed. Looking costs 8 ms for a megabyte.
"""

from __future__ import annotations

import re

from tui.domain.text.patterns import late
from tui.sources.detect import Kind

LONGEST = 1024 * 1024
"""Code points of a page or a Markdown text that is read at once. News pages have 20,000 to 500,000."""
DEEPEST = 150
"""Elements that may stand in one another. Pages of the news have up to 60."""
MOST_TAGS = 30_000
MOST_OPEN = 100
"""How often a comment, a script, a style, a drawing or a tag may begin behind the last end of one."""
MOST_MARKS = 4_000
"""How often one of the marks that Markdown opens something with may stand in a text that is read at once."""

_TAG = late(
    r"<!--.*?(?:-->|\Z)|<script\b.*?(?:</script|\Z)|<(?P<end>/?)(?P<name>[a-z][\w:-]{0,20})", re.DOTALL
)
# What has no end, or ends by itself where the next one of its kind begins.
_NOT_NESTING = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"}
    | {"wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup"}
    | {"rt", "rp", "html", "head", "body"}
)
_PAIRS = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"), ("<svg", "</svg>"), ("<", ">"))
_MARKS = "[]`*_<>!~|"


MOST_BOUNDARIES = 50
"""How often the parts of a letter may be parted anew: one inside another takes a parser deeper and deeper."""


class HeavyError(Exception):
    """An input that is not to be read here and now."""


def is_heavy(kind: Kind, text: str) -> bool:
    """Whether reading a text of that kind may take longer than a moment, by its size, depth and open ends."""
    if kind is Kind.TEXT:
        return False
    if len(text) > LONGEST:
        return True
    if kind is Kind.MARKDOWN:
        return any(text.count(mark) > MOST_MARKS for mark in _MARKS)
    return is_tangled(text)


def is_heavy_data(kind: Kind, data: bytes) -> bool:
    """Whether what holds pages or texts may take long to read. A PDF always may: it is read by code in C."""
    if kind is Kind.PDF or (kind is not Kind.EPUB and len(data) > LONGEST):
        return True
    return kind in (Kind.MAIL, Kind.MAILBOX, Kind.MHTML) and data.count(b"boundary") > MOST_BOUNDARIES


def is_tangled(page: str) -> bool:
    """Whether a page nests deeply, has very many elements, or leaves much open."""
    small = page.lower()
    if any(small.count(begin, small.rfind(end) + 1) > MOST_OPEN for begin, end in _PAIRS):
        return True
    depth = tags = 0
    for found in _TAG.finditer(small):
        tags += 1
        if found["name"] is None or found["name"] in _NOT_NESTING:
            continue
        depth = max(depth - 1, 0) if found["end"] else depth + 1
        if depth > DEEPEST:
            return True
    return tags > MOST_TAGS
