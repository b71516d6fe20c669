"""What programs for writing put into the pages that they hand out: remarks, and titles that are no headings.

Google Docs (HTML, and the EPUB made of it) writes remarks below the text, each behind a link back to its
place, and titles as paragraphs of the class "title"; Word marks the list of remarks in a style of its own.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

_REMARK_OF_WORD = re.compile(r"mso-element:\s*comment", re.IGNORECASE)
_TITLES = frozenset(("title", "MsoTitle"))


def settle_written(root: Any) -> None:
    """Take remarks out of a page's lxml tree, and make its title a heading."""
    for link in [a for a in root.iter("a") if _leads_back(a)]:
        _drop(_around(link))
    for element in [e for e in root.iter("div", "span", "a") if _is_remark_of_word(e)]:
        _drop(element)
    for paragraph in root.iter("p"):
        if _TITLES & set((paragraph.get("class") or "").split()) and _is_written(paragraph):
            paragraph.tag = "h1"
            return


def _leads_back(link: Any) -> bool:
    return (link.get("id") or "").startswith("cmnt") and (link.get("href") or "").startswith("#cmnt_ref")


def _around(link: Any) -> Any:
    """The remark that a link stands at the beginning of: its ``div``, which holds nothing else."""
    for element in link.iterancestors("div"):
        links = islice((a for a in element.iter("a") if _leads_back(a)), 2)
        return element if len(list(links)) == 1 and _begins(element) else link.getparent()
    return link.getparent()


def _begins(element: Any) -> bool:
    first = next((a for a in element.iter("a")), None)
    before = "".join(element.itertext()).strip()
    return first is not None and before.startswith("".join(first.itertext()).strip())


def _is_remark_of_word(element: Any) -> bool:
    style = element.get("style") or ""
    return _REMARK_OF_WORD.search(style) is not None or (
        element.tag == "a" and (element.get("class") or "") == "msocomanchor"
    )


def _is_written(paragraph: Any) -> bool:
    """Whether such a program wrote a paragraph of that class: it numbers its headings."""
    return (paragraph.get("id") or "").startswith("h.") or "MsoTitle" in (paragraph.get("class") or "")


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)
