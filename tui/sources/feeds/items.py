"""A feed in its own words to a feed of articles: safe, cleaned, each item once, links whole."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from msgspec.structs import replace

from tui.domain.article import article_id
from tui.domain.feeds import Feed, FeedItem, without_doubles
from tui.domain.text.address import canonical
from tui.domain.text.parts import part_source
from tui.domain.text.safe import one_line
from tui.sources.cleaning.clean import clean as cleaned
from tui.sources.draft import Draft, assemble, title_from
from tui.sources.feeds.bodies import SUMMARY_WORDS, blocks_of_item
from tui.sources.feeds.dates import read_feed_date
from tui.sources.feeds.names import byline_of, plain_words
from tui.sources.feeds.raw import RawFeed, RawItem

_TRACKING_FRAGMENT = re.compile(r"(?:xtor|ref|utm_\w+|rss|intcid|ns_\w+|at_\w+)(?:[=-].*)?", re.IGNORECASE)
_TRACKER = re.compile(
    r"(?<=[?&])(?:at_(?:medium|campaign|format|custom\d|link_\w+)|ns_\w+|xtor)=[^&#]*&?", re.IGNORECASE
)
"""What feeds add to an address to count their readers, beyond what no address keeps."""
_LONGEST = 4_096


def settled(raw: RawFeed, address: str) -> Feed:
    """The feed with its items as articles. ``address`` is where it was read: an address, a path or ``-``."""
    base = _base(raw, address)
    links = [_link(item, base) for item in raw.items]
    keys = [link_key(link) if link else "" for link in links]
    told: dict[str, set[tuple[str, ...]]] = {}
    for item, key in zip(raw.items, keys, strict=True):
        told.setdefault(key, set()).add((item.title, *item.dates))
    home = _whole(raw.home, base)
    home_key = link_key(home) if home else ""
    found = []
    taken: set[str] = set()
    for item, link, key in zip(raw.items, links, keys, strict=True):
        if len(told[key]) > 1 or key in (home_key, key.partition("/")[0]):
            key = ""  # an address that several items share tells none of them, nor does a home page
        made = _item(item, raw, link=link, key=key, address=address, taken=taken)
        if made is not None:
            taken.add(made.id)
            found.append(made)
    title = plain_words(raw.title, html=True) or _called(address)
    return Feed(title, address, tuple(without_doubles(found)), home, raw.pause)


def link_key(link: str) -> str:
    """An address as two of them are compared: no scheme, no ``www``, no trackers, no slash at its end."""
    try:
        parts = urlsplit(link)
        plain = canonical(link)
    except ValueError:
        return link
    fragment = parts.fragment if not _TRACKING_FRAGMENT.fullmatch(parts.fragment) else ""
    bare = re.sub(r"^https?://(?:www\.)?", "", plain).rstrip("/")
    return f"{bare}#{fragment}" if fragment else bare


def _item(
    item: RawItem, feed: RawFeed, *, link: str, key: str, address: str, taken: set[str]
) -> FeedItem | None:
    title = plain_words(item.title, html=item.title_html)
    blocks, cut = blocks_of_item(item.body, html=item.body_html)
    if not title and not blocks:
        return None
    published = next(filter(None, map(read_feed_date, item.dates)), None)
    draft = Draft(
        blocks,
        title=title or None,
        byline=byline_of(item.authors) or byline_of(feed.authors),
        published=published,
        language=_language(item.language or feed.language),
    )
    draft = cleaned(draft) if title else replace(draft, title=title_from(blocks[0].text))
    guid = one_line(item.guid.strip())[:_LONGEST]
    identity = _identity(link, key, guid, address, f"{title}\n{published}\n{item.body[:_LONGEST]}")
    if identity in taken:
        identity = article_id(f"{address}\n{guid}\n{link}\n{title}\n{published}\n{len(taken)}")
    source = link or (address if address == "-" else part_source(address, guid or identity))
    article = assemble(draft, identity=identity, source=source)
    words = sum(len(block.text.split()) for block in blocks)
    summary = bool(link) and (cut or (not item.whole and words < SUMMARY_WORDS))
    return FeedItem(article, guid, key, summary)


def _identity(link: str, key: str, guid: str, address: str, words: str) -> str:
    """The article's id: that of its page where it has one of its own, so that notes are found from there
    too.
    """
    if link and key:
        try:
            plain = canonical(link)
        except ValueError:
            plain = link
        return article_id(f"{plain}#{key.partition('#')[2]}" if "#" in key else plain)
    return article_id(f"{address}\n{guid or words}")


def _base(raw: RawFeed, address: str) -> str:
    """What relative links count from; empty: nothing does."""
    own = raw.own_address if "://" in raw.own_address else ""
    home = raw.home if "://" in raw.home else ""
    fetched = address if address.startswith(("http://", "https://")) else ""
    return (home or fetched or own) if raw.home_is_base else (fetched or own or home)


def _link(item: RawItem, base: str) -> str:
    return _whole(item.link, base) or ""


def _whole(link: str, base: str) -> str | None:
    """An http(s) address, made whole; None for anything else."""
    link = "".join(link.split())[:_LONGEST]
    if not link:
        return None
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        # Credentials are nobody's business, and trackers are no part of an address.
        fragment = "" if _TRACKING_FRAGMENT.fullmatch(parts.fragment) else parts.fragment
        plain = one_line(_TRACKER.sub("", canonical(whole)).rstrip("?&"))
        return f"{plain}#{one_line(fragment)}" if fragment else plain
    except ValueError:
        return None


def _language(words: str) -> str:
    code = words.strip().lower().replace("_", "-").partition("-")[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else "en"


def _called(address: str) -> str:
    """What a feed without a title is called: its host, or its file."""
    if "://" in address:
        return urlsplit(address).hostname or address
    return one_line(address.rstrip("/").rpartition("/")[2]) or "Feed"
