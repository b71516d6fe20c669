"""Copies of pages: where the original stands, and what web.archive.org and archive.today put around it.

SingleFile, monolith, HTTrack and browsers write the address into a comment at the top; the archives into
their own addresses and the page's links; pages of AMP name the page that they were made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

_TOP = 32 * 1024
_COMMENTS = (
    re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)"),
    re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->"),
    re.compile(r"<!--\s*Saved from (\S+) at \S+ using monolith"),
    re.compile(r"<!--\s*Mirrored from (\S+) by HTTrack"),
)
"""What programs that save pages write at the top of them."""
_ARCHIVES = re.compile(
    r"(?:https?:)?//(?:web\.archive\.org/web/\d{1,14}(?:[a-z]{2}_)?/"
    r"|(?:www\.)?archive\.(?:today|ph|is|li|vn|md|fo)/(?:o/\w+/|newest/|\d{4}\.\d\d\.\d\d-\d{4,6}/|\d{14}/))(?P<original>.+)",
    re.IGNORECASE | re.DOTALL,
)
_AMP = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,6}/amp|[\w.-]+\.cdn\.ampproject\.org/[cv])/(?P<safe>s/)?(?P<original>[^/]+\.[^/]+/.*)",
    re.IGNORECASE,
)
_HOSTS = re.compile(
    r"https?://(?:[\w-]+\.)?(?:archive\.(?:org|today|ph|is|li|vn|md|fo)|cdn\.ampproject\.org)(?:[/:]|\Z)",
    re.IGNORECASE,
)
_OF_WAYBACK = ("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato", "wm-capinfo")
_OF_TODAY = ("HEADER", "FOOTER", "hashtags", "SHARE_LONGLINK", "SOLID-HEADER")
_LONGEST = 2_000


def original_address(page: str, tree: Any, address: str | None) -> str | None:
    """Where the original of a page stands. ``address`` is where this one was read, None for a file.

    None where the page is the original, or does not say.
    """
    for candidate in _candidates(page, tree, address):
        found = _unwrapped(candidate)
        if found != address and re.match(r"https?://[^\s<>\"]+\Z", found) and not _HOSTS.match(found):
            return found if len(found) <= _LONGEST else None
    return None


def without_banner(tree: Any) -> None:
    """Take what an archive put around a page out of its tree."""
    names: tuple[str, ...] = _OF_WAYBACK
    if tree.find(".//*[@id='CONTENT']") is not None and tree.find(".//*[@id='HEADER']") is not None:
        names += _OF_TODAY
    for element in [e for e in tree.iter() if isinstance(e.tag, str) and e.get("id") in names]:
        if element.getparent() is not None:
            element.drop_tree()


def _candidates(page: str, tree: Any, address: str | None) -> Iterator[str]:
    """Addresses that may be the original's, the surest first."""
    if address is not None:
        yield address
        if _unwrapped(address) == address and not _HOSTS.match(address) and not _is_amp(tree):
            return
    top = page[:_TOP]
    for comment in _COMMENTS:
        if found := comment.search(top):
            yield found[1] if "://" in found[1] else f"http://{found[1]}"
    yield from _in_elements(tree)


_STATED = (
    ("meta", "name", "savepage-url", "content"),
    ("link", "rel", "canonical", "href"),
    ("meta", "property", "og:url", "content"),
    ("input", "name", "q", "value"),  # what archive.today shows in its head
)
"""Elements that hold an address, the surest first: tag, attribute, one of its words, where the address is."""


def _in_elements(tree: Any) -> Iterator[str]:
    for tag, attribute, word, holder in _STATED:
        for element in tree.iter(tag):
            if word in (element.get(attribute) or "").lower().split():
                yield element.get(holder) or ""


def _is_amp(tree: Any) -> bool:
    return "amp" in tree.attrib or "⚡" in tree.attrib


def _unwrapped(address: str) -> str:
    """The address inside an archive's or AMP's address, else that one."""
    address = address.strip()
    for _ in range(3):  # an archive's copy of an archive's copy
        archived = _ARCHIVES.match(address)
        if archived is not None:
            inner = archived["original"]
            if re.match(r"https?%3A", inner, re.IGNORECASE):
                inner = unquote(inner)
            address = inner if re.match(r"https?:", inner, re.IGNORECASE) else f"http://{inner}"
            address = re.sub(r"\A(https?):/(?=[^/])", r"\1://", address)
            continue
        made = _AMP.match(address)
        if made is None:
            break
        address = f"http{'s' if made['safe'] else ''}://{made['original']}"
    return address
