"""Pages that hold nothing and only lead on to another: short links and links of news apps answer with one."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

_LARGEST = 20_000
"""Bytes of such a page."""
_MOST_WORDS = 60
_META = re.compile(r"<meta\b[^<>]{0,600}>", re.IGNORECASE)
_REFRESH = re.compile(r"\bhttp-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
_CONTENT = re.compile(
    r"\bcontent\s*=\s*[\"']?\s*[0-5](?:\.\d{1,3})?\s*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<to>[^\"'>\s]+)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:location\.(?:replace|assign)\s?\(|redirectToUrlAfterTimeout\s?\(|location(?:\.href)?\s?=)"
    r"\s?[\"'](?P<to>https?:[^\"'\s]{1,2000})[\"']"
)
_UNREAD = re.compile(r"<(script|style|title)\b[^<]*</\1\s*>|<[^<>]*>", re.IGNORECASE)


def leads_to(data: bytes, content_type: str | None, address: str) -> str | None:
    """Where a page leads that was read at ``address``; None for a page with words of its own, or the same.

    The address is as the page writes it, whole, and still to be checked.
    """
    if len(data) > _LARGEST or content_type not in (None, "text/html", "application/xhtml+xml"):
        return None
    page = data.decode("utf-8", "replace")
    words = _told(page)
    if words is None or len(_UNREAD.sub(" ", page).split()) > _MOST_WORDS:
        return None
    to = urljoin(address, unescape(words).replace("\\/", "/"))
    return to if to != address else None


def _told(page: str) -> str | None:
    """Where an element or a script of a page leads at once, as it is written there."""
    # Element by element: a pattern over the whole page would take the square of its length.
    for meta in _META.finditer(page):
        content = _CONTENT.search(meta[0]) if _REFRESH.search(meta[0]) else None
        if content is not None:
            return content["to"]
    called = _CALLED.search(page)
    return None if called is None else called["to"]
