"""Pages that hold nothing and only lead on to another: short links and links of news apps answer with one."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

_LARGEST = 20_000
"""Bytes of such a page."""
_MOST_WORDS = 60
_TELLS = re.compile(
    r"""<meta\b[^>]*\bhttp-equiv\s*=\s*["']?refresh\b[^>]*\bcontent\s*=\s*["']?\s*[0-5](?:\.\d+)?\s*[;,]\s*
        (?:url\s*=\s*)?["']?(?P<meta>[^"'>\s]+)
    |<meta\b[^>]*\bcontent\s*=\s*["']?\s*[0-5](?:\.\d+)?\s*[;,]\s*(?:url\s*=\s*)?["']?(?P<turned>[^"'>\s]+)
        [^>]*\bhttp-equiv\s*=\s*["']?refresh\b
    |\b(?:location\.(?:replace|assign)|redirectToUrlAfterTimeout)\s*\(\s*["'](?P<called>https?:[^"'\s]+)["']
    |\blocation(?:\.href)?\s*=\s*["'](?P<set>https?:[^"'\s]+)["']""",
    re.IGNORECASE | re.VERBOSE,
)
_UNREAD = re.compile(r"<(script|style|title)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def leads_to(data: bytes, content_type: str | None, address: str) -> str | None:
    """Where a page leads that was read at ``address``; None for a page with words of its own, or the same.

    The address is as the page writes it, whole, and still to be checked.
    """
    if len(data) > _LARGEST or content_type not in (None, "text/html", "application/xhtml+xml"):
        return None
    page = data.decode("utf-8", "replace")
    found = _TELLS.search(page)
    if found is None or len(_UNREAD.sub(" ", page).split()) > _MOST_WORDS:
        return None
    words = next(group for group in found.groups() if group is not None)
    to = urljoin(address, unescape(words).replace("\\/", "/"))
    return to if to != address else None
