"""RSS and Atom by feedparser, which knows their dialects; what it gives is taken raw where its own reading
errs.

Seen with feedparser 6.0.14 (see findings/): ``updated_parsed`` answers with the time of publication,
``author`` is the last of several, addresses of authors are cut, links stay relative without an address,
zones are taken for UTC.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import Any

from tui.domain.stand_ins import later, standing_in
from tui.sources.feeds.raw import RawFeed, RawItem

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# What no XML may hold: a parser stops there.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLAIN = ("text/plain", "text")
_OTHERS_TEXTS = (
    (re.compile(r"""xmlns:([\w.-]{1,40})\s*=\s*["']https?://search\.yahoo\.com/mrss"""), "description"),
    (re.compile(r"""xmlns:([\w.-]{1,40})\s*=\s*["']https?://www\.itunes\.com/dtds/podcast"""), "summary"),
)
"""Where the prefixes of namespaces are declared, and what they call a text that is not the item's own."""
_RENAMED = "other-"
_OF_ONE_PERSON = ("Mastodon",)
"""Programs whose feeds are each a person's, called by the person's name."""
_FILMS = ("video/", "application/x-shockwave-flash")
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_LONGEST_PAUSE = 86400
"""A feed that asks for more than a day, in seconds, is asked each day."""
MOST_ITEMS = 3_000
"""Items of one feed that are read, its first ones; feeds have up to a few hundred."""


def read_xml(text: str) -> RawFeed | None:
    """The feed in a decoded text, None if there is none in it. Broken XML is read as far as it can be."""
    feedparser = _feedparser()
    text = _without_others_texts(_FORBIDDEN.sub("", _DECLARATION.sub("", text)))
    try:
        found = feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        # Odd input makes it stumble in many places: on a no-break space in a namespace, for one.
        return None
    if not found.version and not found.entries and not dict.get(found.feed, "title"):
        return None
    feed = found.feed
    atom = found.version.startswith("atom")
    personal = _words(feed, "generator").startswith(_OF_ONE_PERSON)
    return RawFeed(
        title=_words(feed, "title"),
        items=tuple(_item(entry) for entry in found.entries[:MOST_ITEMS]),
        home=_words(feed, "link"),
        own_address=next(
            (_words(link, "href") for link in dict.get(feed, "links", ()) if link.get("rel") == "self"), ""
        ),
        authors=_authors(feed) if atom else (_words(feed, "title"),) if personal else (),
        language=_words(feed, "language"),
        pause=_pause(feed),
        home_is_base=not atom,
    )


@cache
def _feedparser() -> Any:
    """The module, without what fetches feeds: that is half of its import."""
    with standing_in({"feedparser.http": later("feedparser.http")}):
        import feedparser

        return feedparser


def _without_others_texts(text: str) -> str:
    """The feed with the elements renamed that feedparser takes for an item's own text: a picture's caption
    (Media RSS) becomes its content, or its summary, by the order they stand in, and so does iTunes's summary.
    """
    for space, name in _OTHERS_TEXTS:
        for found in {match[1] for match in space.finditer(text)}:
            for begin in (f"<{found}:", f"</{found}:"):
                text = text.replace(f"{begin}{name}", f"{begin}{_RENAMED}{name}")
    return text


def _words(entry: Any, name: str) -> str:
    """What stands under that name itself: feedparser's own look-up answers with other fields."""
    value = dict.get(entry, name)
    return value if isinstance(value, str) else ""


def _item(entry: Any) -> RawItem:
    body, html, whole, language = _body(entry)
    link = _words(entry, "feedburner_origlink") or _words(entry, "link")
    return RawItem(
        guid=_words(entry, "id"),
        link=link,
        title=_words(entry, "title"),
        title_html=dict.get(entry, "title_detail", {}).get("type") not in _PLAIN,
        body=body,
        body_html=html,
        whole=whole,
        authors=_authors(entry),
        dates=tuple(filter(None, (_words(entry, name) for name in ("published", "updated", "created")))),
        language=language,
    )


def _body(entry: Any) -> tuple[str, bool, bool, str]:
    """The text of the content, else the summary: the words, whether HTML, whether the whole, the language."""
    contents = [part for part in dict.get(entry, "content", ()) if _is_text(part) and part.get("value")]
    summary = dict.get(entry, "summary_detail") or {}
    best = max(contents, key=lambda part: len(part["value"]), default=None)
    if best is not None and len(best["value"]) >= len(summary.get("value") or "") / 2:
        return best["value"], best.get("type") not in _PLAIN, True, best.get("language") or ""
    words = summary.get("value") or _words(entry, "summary") or _words(entry, f"itunes_{_RENAMED}summary")
    if not words and any(
        str(one.get("type")).startswith(_FILMS) for one in dict.get(entry, "media_content", ())
    ):
        # Of a film it is the text: YouTube has no other.
        return _words(entry, f"media_{_RENAMED}description"), False, False, ""
    return words, summary.get("type") not in _PLAIN, False, summary.get("language") or ""


def _is_text(part: Any) -> bool:
    kind = part.get("type") or "text/html"
    return kind.startswith("text") or kind in ("html", "xhtml") or kind.endswith("xml")


def _authors(entry: Any) -> tuple[str, ...]:
    found = [str(author.get("name") or "") for author in dict.get(entry, "authors", ())]
    return tuple(name for name in found if name) or tuple(filter(None, [_words(entry, "author")]))


def _pause(feed: Any) -> int:
    """Seconds for which the feed asks not to be read again: ``ttl`` in minutes, or the period of its
    updates.
    """
    ttl = _words(feed, "ttl").strip()
    if _is_count(ttl):
        return min(int(ttl) * 60, _LONGEST_PAUSE)
    period = _PERIODS.get(_words(feed, "sy_updateperiod").strip().lower(), 0)
    times = _words(feed, "sy_updatefrequency").strip()
    return min(period // max(int(times) if _is_count(times) else 1, 1), _LONGEST_PAUSE)


def _is_count(words: str) -> bool:
    """Whether words are a number that anybody means: no raised digits, no thousand of them."""
    return words.isdecimal() and len(words) < 10
