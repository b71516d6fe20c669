"""JSON Feed (https://www.jsonfeed.org/version/1.1/), which feedparser 6 does not read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tui.sources.feeds.raw import RawFeed, RawItem
from tui.sources.feeds.xml_feeds import MOST_ITEMS


def read_json(text: str) -> RawFeed | None:
    """The feed in a decoded text; None if it is no JSON, or none of a feed."""
    import msgspec

    try:
        found = msgspec.json.decode(text.lstrip("\ufeff"))
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return None
    items = [item for item in found["items"] if isinstance(item, dict)]
    return RawFeed(
        title=_words(found, "title"),
        items=tuple(_item(item) for item in items[:MOST_ITEMS]),
        home=_words(found, "home_page_url"),
        own_address=_words(found, "feed_url"),
        authors=tuple(_authors(found)),
        language=_words(found, "language"),
        home_is_base=False,
    )


def _item(item: dict[str, Any]) -> RawItem:
    html, text = _words(item, "content_html"), _words(item, "content_text")
    body = html or text or _words(item, "summary")
    return RawItem(
        guid=_words(item, "id"),
        link=_words(item, "url") or _words(item, "external_url"),
        title=_words(item, "title"),
        title_html=False,
        body=body,
        body_html=bool(html),
        whole=bool(html or text),
        authors=tuple(_authors(item)),
        dates=tuple(filter(None, (_words(item, "date_published"), _words(item, "date_modified")))),
        language=_words(item, "language"),
    )


def _words(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)  # ids are to be strings, and often are numbers
    return found if isinstance(found, str) else ""


def _authors(value: dict[str, Any]) -> Iterable[str]:
    several = value.get("authors")
    for author in [*(several if isinstance(several, list) else []), value.get("author")]:
        if isinstance(author, dict):
            yield _words(author, "name")
        elif isinstance(author, str):
            yield author
