"""Titles and authors of feeds to plain words: mark-up and escapes go, however often they were escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from tui.domain.text.phrases import listed
from tui.domain.text.safe import one_line
from tui.sources.cleaning.byline import is_user
from tui.sources.cleaning.mojibake import mended

# Names of elements that stand in titles; anything else between angle brackets is words.
_TAG_NAMES = """a abbr acronym b bdi bdo big br cite code del dfn div em font h1 h2 h3 h4 h5 h6 i img ins kbd
mark p q s samp small span strike strong sub sup time tt u var wbr"""
_TAGS = "|".join(_TAG_NAMES.split())
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PAIRED = re.compile(rf"<(?P<tag>{_TAGS})(?:\s[^<>]*)?>(?P<words>[^<>]*)</(?P=tag)\s*>", re.IGNORECASE)
_Q = re.compile(r"<q(?:\s[^<>]*)?>([^<>]*)</q\s*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_REFERENCE = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z][a-z0-9]{1,7});", re.IGNORECASE)
_ADDRESS = re.compile(r"<?\(?[\w.+%-]+@[\w-]+(?:\.[\w-]+)+\)?>?")
_BY = re.compile(r"(?:by|von|par|door)\s+(?=\S)", re.IGNORECASE)
_LONGEST_TITLE = 1_000
_MOST_AUTHORS = 12


def plain_words(words: str, *, html: bool) -> str:
    """A title in plain words on one line. ``html``: the feed says that it is mark-up.

    Where the feed says that it is plain, only tags that stand in pairs are taken for tags; references such as
    ``&#8216;`` are never words, and are resolved in any case.
    """
    words = words[: 4 * _LONGEST_TITLE]
    if "<" in words:
        words = _Q.sub(r"“\1”", _HIDDEN.sub(" ", words))
        if html:
            words = re.sub(r"<br\b[^<>]*>|</(?:p|div|h\d)>", " ", words, flags=re.IGNORECASE)
            words = _TAG.sub("", words)
        else:
            words = _unpaired(words)
    for _ in range(3):
        if not _REFERENCE.search(words):
            break
        words = unescape(words)
        words = _unpaired(words)
    return " ".join(one_line(mended(words)).split())[:_LONGEST_TITLE]


def _unpaired(words: str) -> str:
    while (plain := _PAIRED.sub(r"\g<words>", words)) != words:
        words = plain
    return words


def byline_of(authors: Iterable[str]) -> str | None:
    """The names of a feed's authors in a row; None for addresses alone."""
    names: dict[str, str] = {}
    for author in authors:
        name = author_name(author)
        if name and not is_user(name):
            names.setdefault(name.casefold(), name)
    return listed(list(names.values())[:_MOST_AUTHORS]) or None


def author_name(author: str) -> str:
    """The name in what a feed gives as an author: ``desk@arlen.example (Cy Dee)`` is Cy Dee.

    feedparser cuts an address after the fourth letter of its last part, so that the name begins with the rest
    of it and an open bracket: ``a (Cy Dee``.
    """
    words = plain_words(author, html=True)
    bracketed = re.fullmatch(r"\S*@\S+\s*\((.+?)\)?|\w{0,10}\s?\(([^()]+)", words)
    if bracketed is not None:
        words = bracketed[1] or bracketed[2]
    words = _ADDRESS.sub(" ", words)
    words = " ".join(words.split()).strip(' ,;<>()[]"') if "(" not in words else " ".join(words.split())
    return "" if words.startswith(("http://", "https://")) else _BY.sub("", words, count=1)
