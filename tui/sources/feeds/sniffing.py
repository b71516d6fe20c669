"""Whether a text is a feed, and whether reading it may take long: told from its beginning and its size."""

from __future__ import annotations

import re

_JSON = re.compile(
    r'[\s\ufeff]*\{.{0,2000}?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\b', re.DOTALL
)
_JSON_LATE = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\b')
_XML = re.compile(r"(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)\b[^>]*", re.IGNORECASE)
_ATOM = re.compile(r"purl\.org/atom|w3\.org/2005/Atom", re.IGNORECASE)
_HEAD = 64 * 1024
HEAVY = 512 * 1024
"""Code points of a feed that is read in a process of its own: broken XML takes a second for each million."""
MOST = {"<": 20_000, "&": 60_000, "\n": 40_000}
"""How often a character may stand in a feed that is read at once: so many take a second."""


def is_feed(text: str) -> bool:
    """Whether a decoded text begins like a feed of any format."""
    return is_xml_feed(text) or is_json_feed(text)


def is_heavy_feed(text: str) -> bool:
    """Whether reading a feed may take longer than a moment, by its size and its open ends."""
    return len(text) > HEAVY or any(text.count(character) > most for character, most in MOST.items())


def is_json_feed(text: str) -> bool:
    """Whether it is JSON that says it is a JSON Feed, at its beginning or its end."""
    if not text[:256].lstrip("\ufeff \t\r\n").startswith("{"):
        return False
    return _JSON.match(text) is not None or _JSON_LATE.search(text[-2000:]) is not None


def is_xml_feed(text: str) -> bool:
    """Whether the first element is that of RSS (of any version, RDF too) or Atom."""
    at = 0
    head = text[:_HEAD]
    while True:
        at = _after_blanks(head, at)
        if head.startswith("<?", at):
            at = _behind(head, "?>", at)
        elif head.startswith("<!--", at):
            at = _behind(head, "-->", at)
        elif head[at : at + 9].upper() == "<!DOCTYPE":
            at = _behind_doctype(head, at)
        else:
            break
        if at < 0:
            return False
    if not head.startswith("<", at):
        return False
    found = _XML.match(head, at + 1)
    if found is None:
        return False
    # "feed" is a word for other things, too.
    name = re.split(r"[\s/>]", found[0], maxsplit=1)[0].lower().rpartition(":")[2]
    return name in ("rss", "rdf") or (name == "feed" and _ATOM.search(found[0]) is not None)


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n\ufeff":
        at += 1
    return at


def _behind(text: str, end: str, at: int) -> int:
    found = text.find(end, at)
    return found + len(end) if found >= 0 else -1


def _behind_doctype(text: str, at: int) -> int:
    inner, end = text.find("[", at), text.find(">", at)
    if 0 <= inner < end:
        return _behind(text, ">", _behind(text, "]", inner)) if _behind(text, "]", inner) >= 0 else -1
    return end + 1 if end >= 0 else -1
