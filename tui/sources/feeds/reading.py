"""Bytes to a feed, whichever format it has; or one sentence that says what they are instead."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any
from urllib.parse import urljoin

from msgspec.structs import replace

from tui.domain.article import Article
from tui.domain.errors import SourceError
from tui.domain.feeds import Feed
from tui.domain.text.parts import part_source
from tui.sources.detect import kind_of_data, unreadable
from tui.sources.encoding import declared_in, decode
from tui.sources.feeds.items import settled
from tui.sources.feeds.json_feeds import read_json
from tui.sources.feeds.sniffing import is_feed, is_heavy_feed, is_json_feed, is_xml_feed
from tui.sources.feeds.xml_feeds import read_xml
from tui.sources.fetch import named
from tui.sources.given import Given

FEED_LIMIT = 16 * 1024 * 1024
"""Code points of a feed that is read; the feeds of the news have up to a million."""
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_HEAD = 512 * 1024


def read_feed(data: bytes, address: str, *, charset: str | None = None, anything: bool = False) -> Feed:
    """The feed in ``data``, read at ``address`` (an address, an absolute path, ``-``).

    A large one is read in a process of its own, unless ``anything`` is to be read here. Raises SourceError:
    no feed, broken beyond reading, too large; of a page it says which feed it names.
    """
    name = "Standard input" if address == "-" else named(address)
    if (what := unreadable(data) or kind_of_data(data)) is not None:
        raise SourceError(f"{name} is {what}, not a feed.")
    text = decode(data, charset or declared_in(data))
    if not text.strip():
        raise SourceError(f"{name} is empty: there is no feed in it.")
    if len(text) > FEED_LIMIT:
        raise SourceError(f"{name} is larger than {FEED_LIMIT // 1024**2} MB, which is no feed to be read.")
    if not anything and is_feed(text) and is_heavy_feed(text):
        from tui.sources.limited import read_limited_feed

        return read_limited_feed(data, {"address": address, "charset": charset}, name)
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


def read_feed_again(data: bytes, about: dict[str, Any]) -> Feed:
    """The feed in ``data`` in any case, where a process was started for that. Raises SourceError."""
    return read_feed(data, about["address"], charset=about["charset"], anything=True)


def articles_of_feed(given: Given) -> list[Article]:
    """The items of a feed as the articles of one source, each opened by its name there. Raises
    SourceError.
    """
    feed = read_feed(given.data, given.source, charset=given.charset, anything=True)
    names = Counter(item.guid for item in feed.items)
    articles = []
    for number, item in enumerate(feed.items, 1):
        name = item.guid if names[item.guid] == 1 and item.guid else str(number)
        link = item.article.source if item.article.source.startswith(("http://", "https://")) else None
        articles.append(replace(item.article, source=part_source(given.source, name), address=link))
    if not articles:
        raise SourceError(f"{given.shown()} is a feed without any items.")
    return articles


def feeds_of_page(data: bytes, address: str, charset: str | None = None) -> list[str]:
    """The addresses of the feeds that a page of HTML names in its head, its comments' last."""
    text = decode(data, charset or declared_in(data))[:_HEAD]
    if is_feed(text) or not re.search(r"<(?:html|head|body|link|!doctype\s+html)\b", text, re.IGNORECASE):
        return []
    found: dict[str, bool] = {}
    for tag in _LINK.findall(text):
        values = {
            name.lower(): unescape(one or two or three) for name, one, two, three in _ATTRIBUTE.findall(tag)
        }
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
    if re.match(r"(?:<!--.*?-->\s*|<\?.*?\?>\s*)*<(?:!doctype\s+html|html|head|body)\b", head, re.DOTALL):
        feeds = feeds_of_page(text.encode("utf-8", "replace"), "", "utf-8")
        if feeds:
            return f"{name} is a web page, not a feed; it names this feed: {named(feeds[0])}"
        return f"{name} is a web page, not a feed, and it names none."
    if head.startswith(("{", "[")):
        return f"{name} is JSON, but no JSON Feed."
    if head.startswith("<"):
        return f"{name} is XML, but neither RSS nor Atom."
    return f"{name} is no feed: sayso reads RSS, Atom and JSON Feed."
