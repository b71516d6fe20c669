"""What the readers of the formats hand on: a feed and its items in their own words, not yet made safe."""

from __future__ import annotations

from msgspec import Struct


class RawItem(Struct, frozen=True):
    """An item as the feed gives it. ``html`` tells whether ``title`` and ``body`` are HTML.

    ``authors`` are names, possibly with addresses; ``dates`` are tried in turn; ``whole``: ``body`` is meant
    to be the whole article.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    title_html: bool = True
    body: str = ""
    body_html: bool = True
    whole: bool = False
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    language: str = ""


class RawFeed(Struct, frozen=True):
    """A feed as it gives itself. ``base``: what its relative links count from, if it says so."""

    title: str
    items: tuple[RawItem, ...]
    home: str = ""
    own_address: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    pause: int = 0
    home_is_base: bool = True
    """Relative links count from the home page (RSS), or from the feed's own address (Atom, JSON)."""
