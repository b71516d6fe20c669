"""The words of a note that is HTML, as plain Markdown: what a body of the format "text/html" says."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCKS = frozenset(
    ("p", "div", "ul", "ol", "blockquote", "pre", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6")
)
_SIGNS = {"em": "*", "i": "*", "strong": "**", "b": "**", "code": "`"}
_UNSEEN = frozenset(("script", "style", "title", "template"))
_AT_LINE_ENDS = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*")
_WEB = ("http://", "https://")


def words_of_html(html: str) -> str:
    """The words, with paragraphs, lists, links to the web and emphasis in Markdown.

    What gives no words (no HTML at all, nesting beyond lxml's limit) stays as it is.
    """
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(f"<div>{html}</div>".encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return html
    if tree is None:
        return html
    lines = _AT_LINE_ENDS.sub("\n", "".join(_pieces(etree.iterwalk(tree, events=("start", "end")))))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() or html


def _pieces(walk: Iterator[tuple[str, object]]) -> Iterator[str]:
    """Words, ends of lines and signs of Markdown, in the order of the text."""
    unseen = 0
    for event, element in walk:
        tag, starts = str(element.tag), event == "start"  # type: ignore[attr-defined]
        if tag in _UNSEEN:
            unseen += 1 if starts else -1
        elif not unseen:
            yield _sign(tag, element.get("href") or "", starts)  # type: ignore[attr-defined]
        words = element.text if starts else element.tail  # type: ignore[attr-defined]
        if words and not unseen:
            yield re.sub(r"\s+", " ", words)


def _sign(tag: str, address: str, starts: bool) -> str:
    """What stands in Markdown where an element begins or ends."""
    if tag in _BLOCKS:
        return "\n\n"
    if tag in ("br", "li"):
        return ("\n" if tag == "br" else "\n- ") if starts else ""
    if tag == "a" and address.startswith(_WEB):
        return "[" if starts else f"](<{address}>)"
    return _SIGNS.get(tag, "")
