"""Bytes to a feed, whichever format it has; or one sentence that says what they are instead."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

from tui.domain.errors import SourceError
from tui.domain.feeds import Feed
from tui.sources.detect import unreadable
from tui.sources.encoding import declared_in, decode
from tui.sources.feeds.items import settled
from tui.sources.feeds.json_feeds import is_json_feed, read_json
from tui.sources.feeds.xml_feeds import is_xml_feed, read_xml
from tui.sources.files import shown

FEED_LIMIT = 16 * 1024 * 1024
"""Code points of a feed that is read; the feeds of the news have up to a million."""
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_HEAD = 512 * 1024


def is_feed(text: str) -> bool:
    """Whether a decoded text begins like a feed of any format. Cheap."""
    return is_json_feed(text) or is_xml_feed(text)


def read_feed(data: bytes, address: str, *, charset: str | None = None) -> Feed:
    """The feed in ``data``, read at ``address`` (an address, an absolute path, ``-``).

    Raises SourceError: no feed, broken beyond reading, too large; of a page it says where its feeds are.
    """
    name = shown("Standard input" if address == "-" else address)
    if (what := unreadable(data)) is not None:
        raise SourceError(f"{name} is {what}, not a feed.")
    text = decode(data, charset or declared_in(data))
    if not text.strip():
        raise SourceError(f"{name} is empty: there is no feed in it.")
    if len(text) > FEED_LIMIT:
        raise SourceError(f"{name} is larger than {FEED_LIMIT // 1024**2} MB, which is no feed to be read.")
    raw = None
    if is_json_feed(text):
        raw = read_json(text)
    elif is_xml_feed(text):
        raw = read_xml(text)
    if raw is None:
        raise SourceError(_instead(text, name))
    feed = settled(raw, address)
    if not feed.items and raw.items:
        raise SourceError(f"{name} has items, but none with a title or a text.")
    return feed


def feeds_of_page(data: bytes, address: str, charset: str | None = None) -> list[str]:
    """The addresses of the feeds that a page of HTML names in its head, its comments' last."""
    text = decode(data, charset or declared_in(data))[:_HEAD]
    if is_feed(text) or not re.search(r"<(?:html|head|body|link|!doctype\s+html)\b", text, re.IGNORECASE):
        return []
    found: dict[str, bool] = {}
    for tag in _LINK.findall(text):
        values = {name.lower(): unescape(one or two or three) for name, one, two, three in _ATTRIBUTE.findall(tag)}
        rel = values.get("rel", "").lower().split()
        kind = values.get("type", "").lower().partition(";")[0].strip()
        if "alternate" in rel and kind in _FEED_TYPES and values.get("href"):
            link = urljoin(address, values["href"].strip())
            if kind == "application/json" and "wp-json" in link:  # WordPress's own programs talk there
                continue
            found.setdefault(link, "comment" in f"{values.get('title', '')} {link}".lower())
    return sorted(found, key=lambda link: found[link])


def _instead(text: str, name: str) -> str:
    """What is there instead of a feed, in a sentence."""
    head = text[:4096].lstrip("\ufeff \t\r\n").lower()
    if re.search(r"<(?:!doctype\s+html|html|head|body)\b", head):
        feeds = feeds_of_page(text.encode("utf-8", "replace"), "", "utf-8")
        if feeds:
            return f"{name} is a web page, not a feed; it names this feed: {shown(feeds[0])}"
        return f"{name} is a web page, not a feed, and it names none."
    if head.startswith("{") or head.startswith("["):
        return f"{name} is JSON, but no JSON Feed."
    if head.startswith("<"):
        return f"{name} is XML, but neither RSS nor Atom."
    return f"{name} is no feed: sayso reads RSS, Atom and JSON Feed."
