"""What is done to a page's source before it is parsed: dead weight goes, ``<q>`` gets its marks."""

from __future__ import annotations

import re

_SCRIPT = re.compile(r"<(script|style|svg)\b(?![^>]*\bld\+json)[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\bdata:[\w.+/-]*(?:;[\w=.+-]+)*,[^"'\s<>)]*""")
_Q = re.compile(
    r"<(?P<closing>/?)q(?:\s[^>]*)?>(?P<marked>(?:\s|&nbsp;)*(?:[“‘\"'«„]|&[lr][sd]quo;|&quot;))?",
    re.IGNORECASE,
)
_MARKED_BEFORE = re.compile(r"(?:[“‘«„]|(?<![\w=])[\"']|&l[sd]quo;|&[lr]aquo;|(?<!=)&quot;)\Z", re.IGNORECASE)
"""A mark that opens a quotation right before the element."""
_OPENING, _CLOSING = "“‘", "”’"


def without_ballast(page: str) -> str:
    """The page without scripts, styles, drawings and embedded files, which a saved page has megabytes of.

    What scripts state in JSON-LD stays: title, author and date stand there.
    """
    return _DATA.sub("data:,", _SCRIPT.sub("", page))


def with_marks(page: str) -> str:
    """The page with quotation marks for each ``<q>``, as a browser shows it, unless it has some there."""
    if "<q" not in page and "<Q" not in page:
        return page
    open_marks: list[str] = []
    depth = 0

    def marked(found: re.Match[str]) -> str:
        nonlocal depth
        if found["closing"]:
            mark = open_marks.pop() if open_marks else ""
            depth -= bool(mark)
            return mark + (found["marked"] or "")
        if found["marked"] or _MARKED_BEFORE.search(page, max(found.start() - 8, 0), found.start()):
            open_marks.append("")
            return found["marked"] or ""
        open_marks.append(_CLOSING[depth % 2])
        depth += 1
        return _OPENING[(depth - 1) % 2]

    return _Q.sub(marked, page)
