"""Lists of feeds from other readers and for them: OPML, and newsboat's ``urls``, with their tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html.entities import html5
from typing import Any
from xml.sax.saxutils import quoteattr

from tui.domain.errors import SourceError
from tui.domain.text.safe import one_line
from tui.sources.encoding import declared_in, decode
from tui.sources.fetch import checked, is_address
from tui.sources.files import shown

MOST_FEEDS = 20_000
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_REFERENCE = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)?")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_SCRAPED = ("html+", "json+", "xml+")
"""How kinds begin that FreshRSS makes of pages by rules of its own: what stands at the address is no feed."""
_DEEPEST = 30
"""Folders of OPML within one another."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A feed of such a list. ``name`` is the reader's own for it, or what the list calls it."""

    address: str
    name: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedList:
    """What a list holds. ``refused`` are its entries that are no feeds to be fetched (programs, queries)."""

    entries: tuple[ListEntry, ...]
    refused: tuple[str, ...] = ()


def read_list(data: bytes, name: str) -> FeedList:
    """The feeds in a file of either kind. Raises SourceError, calling it ``name``, if there are none."""
    text = decode(data, declared_in(data))
    found = _opml(text, name) if re.match(r"[\s\ufeff]*<", text) else _urls(text)
    if not found.entries:
        what = (
            f", but {shown(found.refused[0])} and the like, which sayso does not run" if found.refused else ""
        )
        raise SourceError(f"{shown(name)} names no feeds{what}.")
    return found


def opml(entries: Sequence[ListEntry]) -> str:
    """The list as OPML 2.0; an entry's first tag is the folder that it stands in, all are its categories."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += ["  <head><title>sayso: feeds</title></head>", "  <body>"]
    folders: dict[str, list[ListEntry]] = {}
    for entry in entries:
        folders.setdefault(entry.tags[0] if entry.tags else "", []).append(entry)
    for folder, inside in sorted(folders.items()):
        edge = "      " if folder else "    "
        if folder:
            lines.append(f"    <outline text={quoteattr(folder)}>")
        for entry in inside:
            categories = ",".join(tag.replace(",", " ") for tag in entry.tags)
            category = f" category={quoteattr(categories)}" if categories else ""
            title = quoteattr(entry.name or entry.address)
            address = quoteattr(entry.address)
            lines.append(f'{edge}<outline type="rss" text={title} title={title} xmlUrl={address}{category}/>')
        if folder:
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def newsboat_urls(entries: Sequence[ListEntry]) -> str:
    """The list as newsboat's ``urls``: a line each, the address, its tags, its name behind a tilde."""
    lines = []
    for entry in entries:
        address = entry.address if "://" in entry.address else f"file://{entry.address}"
        words = [*entry.tags, *([f"~{entry.name}"] if entry.name else [])]
        lines.append(" ".join([address.replace(" ", "%20"), *map(_quoted, words)]))
    return "\n".join(lines) + "\n" if lines else ""


def _quoted(word: str) -> str:
    return '"' + one_line(word).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _urls(text: str) -> FeedList:
    entries, refused = [], []
    for line in text.splitlines()[:MOST_FEEDS]:
        words = [found[1].replace('\\"', '"').replace("\\\\", "\\") if found[1] is not None else found[2]
                 for found in _WORD.finditer(line.strip())]  # fmt: skip
        if not words or words[0].startswith("#"):
            continue
        if (address := _address(words[0])) is None:
            refused.append(one_line(words[0]))
            continue
        names = [word[1:] for word in words[1:] if word.startswith("~")]
        tags = [one_line(word) for word in words[1:] if not word.startswith(("~", "!")) and word]
        entries.append(ListEntry(address, one_line(names[0]) if names else "", tuple(dict.fromkeys(tags))))
    return FeedList(_each_once(entries), tuple(refused))


def _each_once(entries: Iterable[ListEntry]) -> tuple[ListEntry, ...]:
    """The entries, those of one address as one with the tags of all: a feed may stand in several folders."""
    found: dict[str, ListEntry] = {}
    for entry in entries:
        before = found.get(entry.address)
        if before is not None:
            tags = tuple(dict.fromkeys((*before.tags, *entry.tags)))
            entry = replace(before, name=before.name or entry.name, tags=tags)
        found[entry.address] = entry
    return tuple(found.values())


def _opml(text: str, name: str) -> FeedList:
    from lxml import etree

    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    body = re.sub(r"\A[\s\ufeff]*<\?xml[^>]*\?>", "", text)
    body = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", body)
    body = _REFERENCE.sub(_reference, body)
    try:
        root = etree.fromstring(body, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or str(root.tag).rpartition("}")[2].lower() != "opml":
        raise SourceError(f"{shown(name)} is no list of feeds: sayso takes OPML and newsboat's urls.")
    entries, refused = [], []
    for outline, tags in _outlines(root):
        values = _attributes(outline)
        kind = values.get("type", "").strip().lower()
        stated = (values.get("xmlurl") or (values.get("url") if kind == "rss" else "") or "").strip()
        if not stated:
            continue
        if (address := _address(stated)) is None or kind.startswith(_SCRAPED):
            refused.append(one_line(stated))
            continue
        entries.append(_entry(address, values, tags))
    return FeedList(_each_once(entries[:MOST_FEEDS]), tuple(refused))


def _entry(address: str, values: dict[str, str], folders: tuple[str, ...]) -> ListEntry:
    called = one_line(values.get("title") or values.get("text") or "")
    categories = [one_line(word.strip().strip("/")) for word in (values.get("category") or "").split(",")]
    if any("forumzilla" in key for key in values):  # Thunderbird makes a folder for each feed
        folders = tuple(folder for folder in folders if folder != called)
    every = tuple(dict.fromkeys(tag for tag in (*folders, *categories) if tag))
    return ListEntry(address, "" if called == address else called, every)


def _reference(found: re.Match[str]) -> str:
    """A reference as XML has it: one of HTML's resolved, a bare ``&`` written out. Else both would be lost,
    and an address would lead elsewhere.
    """
    name = found[1]
    if name is not None and (name in _OF_XML or name.startswith("#")):
        return found[0]
    return html5.get(f"{name};") or f"&amp;{found[0][1:]}"


def _attributes(outline: Any) -> dict[str, str]:
    return {str(key).lower(): str(value) for key, value in outline.attrib.items()}


def _outlines(root: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every outline with the folders that it stands in."""
    steps: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while steps:
        element, folders = steps.pop()
        if not isinstance(element.tag, str):
            continue
        inside = folders
        if element.tag.rpartition("}")[2].lower() == "outline":
            yield element, folders
            values = _attributes(element)
            words = one_line((values.get("text") or values.get("title") or "").strip())
            if words and not values.get("xmlurl") and len(folders) < _DEEPEST:
                inside = (*folders, words)
        steps.extend((child, inside) for child in reversed(element))


def _address(words: str) -> str | None:
    """An address or a path that a list may name; None for programs (``exec:``), filters and queries."""
    words = one_line(words)
    if words.startswith("file://"):
        from urllib.parse import unquote

        return unquote(words.removeprefix("file://"))
    if words.startswith("feed://"):
        words = "http://" + words.removeprefix("feed://")
    words = words.removeprefix("feed:")
    try:
        return checked(words) if is_address(words) else None
    except SourceError:
        return None
