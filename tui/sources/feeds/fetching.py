"""A feed from where it is: conditional requests, what a server asks for, and pages that only name a feed."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from tui.domain.errors import SourceError
from tui.domain.feeds import Feed, Validators
from tui.sources.feeds.reading import feeds_of_page, read_feed
from tui.sources.fetch import Page, Wish, checked, fetch, is_address, named
from tui.sources.files import read_file, read_standard_input, shown
from tui.sources.patience import GivenUpError
from tui.sources.private_hosts import is_private

LONGEST_WAIT = 7 * 86400.0
"""Seconds: a server that asks for a longer pause gets this one."""
_NO_REASON_WAIT = 1800.0  # seconds after "too many requests" without a word of how long
_LONGEST_AGE = 3600.0  # seconds of a max-age that are heeded
_TYPES = re.compile(
    r"text/.+|application/(?:xml|json|octet-stream|rss|atom|rdf|x-.+)|.*\+(?:xml|json)", re.IGNORECASE
)
_ACCEPT = "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
_BUSY = (429, 503)
_HOST = re.compile(r"(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_FILE = re.compile(r"^[^/]*\.(?:xml|rss|atom|rdf|json|html?|opml|txt)$", re.IGNORECASE)
_AGE = re.compile(r"\bmax-age\s*=\s*(\d{1,9})", re.IGNORECASE)


UNKNOWN = Validators()


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What asking for a feed brought. ``feed`` is None where nothing has changed, or something failed.

    ``address`` is where it is from now on. ``ready``: the time (seconds since 1970) before which it wants not
    to be asked again; ``asked_to_wait``: its server said so with a refusal. ``problem``: a sentence.
    """

    address: str
    feed: Feed | None = None
    validators: Validators = UNKNOWN
    ready: float = 0.0
    asked_to_wait: bool = False
    gone: bool = False
    problem: str = ""


def settled_source(source: str) -> str:
    """A feed's address, or the absolute path of its file. Raises SourceError for what is neither.

    ``example.org/news`` is an address where there is no such file.
    """
    if source == "-" or not source.strip():
        raise SourceError("A feed needs an address or a file of its own.")
    if is_address(source):
        return checked(source)
    path = os.path.abspath(os.path.expanduser(source))  # noqa: PTH100, PTH111
    if _HOST.fullmatch(source) and not _FILE.search(source) and not os.path.lexists(path):
        return checked(f"https://{source}")
    return path


def feed_at(source: str) -> Feed:
    """The feed at an address, in a file or on standard input (``-``). Raises SourceError with one
    sentence.
    """
    if source == "-":
        return read_feed(read_standard_input(), "-")
    answer = ask(settled_source(source))
    if answer.feed is None:
        raise SourceError(answer.problem or f"{shown(source)} gave no feed.")
    return answer.feed


def ask(address: str, known: Validators = UNKNOWN, *, now: Callable[[], float] = time.time) -> FeedAnswer:
    """Ask for the feed at an address or a path, unless it is still as ``known``.

    Whatever fails is told in the answer, but for GivenUpError.
    """
    try:
        if not is_address(address):
            return _from_file(address, known)
        return _from_web(address, known, now)
    except GivenUpError:
        raise
    except SourceError as error:
        return FeedAnswer(address, validators=known, problem=str(error))


def _from_file(path: str, known: Validators) -> FeedAnswer:
    data = read_file(path)
    digest = _digest(data)
    if digest == known.digest:
        return FeedAnswer(path, validators=known)
    return FeedAnswer(path, read_feed(data, path), Validators(digest=digest))


def _from_web(address: str, known: Validators, now: Callable[[], float], *, led: bool = False) -> FeedAnswer:
    """``led``: a page led here."""
    page = fetch(address, wish=_wish(known))
    lasting = page.lasting or address
    if page.status == 304:
        return FeedAnswer(lasting, validators=known, ready=_ready(page, 0, now()))
    if page.status == 410:
        return FeedAnswer(
            address, gone=True, problem=f"{named(address)} has ended: its server took it away (410)."
        )
    if page.status in _BUSY:
        until = now() + (_retry_after(page, now()) or _NO_REASON_WAIT)
        clock = time.strftime("%d %b %H:%M", time.localtime(until))
        return FeedAnswer(
            address,
            validators=known,
            ready=until,
            asked_to_wait=True,
            problem=f"The server of {named(address)} asks to wait ({page.status}): not before {clock}.",
        )
    digest = _digest(page.data)
    validators = Validators(page.headers.get("etag", ""), page.headers.get("last-modified", ""), digest)
    if digest == known.digest:
        return FeedAnswer(lasting, validators=validators, ready=_ready(page, 0, now()))
    if not led and (feeds := feeds_of_page(page.data, page.address, page.charset)):
        return _from_web(_led_to(feeds[0], page.address), UNKNOWN, now, led=True)
    feed = read_feed(page.data, lasting, charset=page.charset)
    return FeedAnswer(lasting, feed, validators, _ready(page, feed.pause, now()))


def _wish(known: Validators) -> Wish:
    headers = {"Accept": _ACCEPT}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.modified:
        headers["If-Modified-Since"] = known.modified
    answers = frozenset({304, 410, *_BUSY})
    return Wish(headers, _TYPES, "feeds and web pages", answers, "feed")


def _led_to(link: str, page: str) -> str:
    """The feed that a page names, unless it is in this machine or its own network and the page is not."""
    if _leads_inside(link, page):
        raise SourceError(
            f"{named(page)} is a web page whose feed is in this machine or its own network ({named(link)}): "
            "if you want that, name it itself."
        )
    return link


def refuse_private(link: str, feed: str) -> None:
    """Raise SourceError where an item leads into this machine or its network and the feed is not from
    there.
    """
    if _leads_inside(link, feed):
        raise SourceError(
            f"{named(link)} is in this machine or its own network: if you want that, open it itself."
        )


def _leads_inside(link: str, source: str) -> bool:
    host = urlsplit(checked(link)).hostname or ""
    own = urlsplit(source).hostname or "" if is_address(source) else ""
    return host != own and is_private(host) and not (own and is_private(own))


def _ready(page: Page, pause: int, now: float) -> float:
    age = _AGE.search(page.headers.get("cache-control", ""))
    wait = max(pause, min(float(age[1]), _LONGEST_AGE) if age else 0.0)
    return now + wait if wait else 0.0


def _retry_after(page: Page, now: float) -> float:
    """Seconds from now, of a number or a date; 0 for none."""
    words = page.headers.get("retry-after", "").strip()
    if words.isdecimal() and len(words) < 12:
        return min(float(words), LONGEST_WAIT)
    try:
        return min(max(parsedate_to_datetime(words).timestamp() - now, 0.0), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
