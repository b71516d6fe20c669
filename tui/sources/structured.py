"""Texts that programs write for programs: mail, JSON, XML, tables. They are told by how they begin."""

from __future__ import annotations

import re
from pathlib import PurePath

from tui.sources.detect import Kind

_HEADER = re.compile(r"(?:From .*\r?\n)?(?:[A-Za-z][A-Za-z0-9-]{0,60}:[ \t].*\r?\n(?:[ \t]+\S.*\r?\n)*){2,}")
_OF_MAIL = re.compile(
    r"^(?:MIME-Version|Message-ID|Received|Return-Path|DKIM-Signature|Delivered-To|Content-Type):[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
_OF_PAGE = re.compile(r"^(?:Snapshot-Content-Location:|From:[ \t]*<Saved by )", re.IGNORECASE | re.MULTILINE)
_RELATED = re.compile(r"^Content-Type:[ \t]*multipart/related", re.IGNORECASE | re.MULTILINE)
_SENDER = re.compile(r"^(?:From|Message-ID):", re.IGNORECASE | re.MULTILINE)
_HEAD_CHARACTERS = 16_384
_PARSED = 256 * 1024
"""Code points of what may be JSON and is looked at whole; more is told by its beginning."""

_PROLOGUE = re.compile(
    r"\s*(?:<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE\b[^\[>]*(?:\[(?>.*?\]))?\s*>)", re.DOTALL
)
_ROOT = re.compile(r"\s*<([A-Za-z_][\w.:-]{0,60})")
_XML_ROOTS = frozenset(
    ("opml", "plist", "sitemapindex", "svg", "tei", "teicorpus", "urlset", "nitf", "newsitem", "doc", "ncx")
)
"""Roots that need no ``<?xml`` before them to be told."""

_SEPARATORS = ",;\t|"
_TABLE_ROWS = 30
_LEAST_ROWS = 4
_LEAST_COLUMNS = 3
_LONGEST_CELL = 40
"""Cells of a table without a name for one are no longer than this on an average, in code points."""


def structured_kind(name: str, text: str) -> Kind | None:
    """The kind of a text that is no prose and no page; None for any other. ``name`` is its file's."""
    first = text[:64].lstrip("\ufeff \t\r\n")[:1]
    if first == "<":
        return _xml_kind(text)
    if first in ("{", "["):
        return Kind.JSON if _is_json(text) else None
    kind = _mail_kind(text[:_HEAD_CHARACTERS])
    if kind is not None:
        return kind
    suffix = PurePath(name).suffix.lower()
    return Kind.TABLE if is_table(text, named=suffix in (".csv", ".tsv", ".tab")) else None


def xml_root(text: str) -> str:
    """The name of the root element of an XML text, "" where none is found."""
    place = 0
    while (prologue := _PROLOGUE.match(text, place)) is not None:
        place = prologue.end()
    root = _ROOT.match(text, place)
    return root[1] if root is not None else ""


def _xml_kind(text: str) -> Kind | None:
    root = xml_root(text[:_HEAD_CHARACTERS].lstrip("\ufeff")).lower()
    declared = text[:64].lstrip("\ufeff \t\r\n").startswith("<?xml")
    if root == "html" or not root or not (declared or root in _XML_ROOTS):
        return None
    return Kind.WEBARCHIVE if root == "plist" and "WebMainResource" in text else Kind.XML


def _mail_kind(head: str) -> Kind | None:
    header = _HEADER.match(head)
    if header is None or _OF_MAIL.search(header[0]) is None:
        return None
    if _OF_PAGE.search(header[0]) or (_RELATED.search(header[0]) and not _SENDER.search(header[0])):
        return Kind.MHTML
    return Kind.MAILBOX if header[0].startswith("From ") else Kind.MAIL


def _is_json(text: str) -> bool:
    import json

    if text[-4096:].rstrip()[-1:] not in ("}", "]"):
        return False
    if len(text) > _PARSED:
        return '":' in text[:_HEAD_CHARACTERS] or text.count(",", 0, _HEAD_CHARACTERS) > _HEAD_CHARACTERS // 8
    try:
        json.JSONDecoder(strict=False).raw_decode(text.lstrip("\ufeff \t\r\n"))
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def is_table(text: str, *, named: bool) -> bool:
    """Whether the first lines are rows of one table; ``named``: its name says so, which makes it surer."""
    head = text[:_HEAD_CHARACTERS]
    lines = [line for line in head.splitlines()[: _TABLE_ROWS + 1] if line.strip()]
    if len(text) > len(head) and len(lines) > 1:
        lines.pop()
    if len(lines) < (2 if named else _LEAST_ROWS):
        return False
    for separator in _SEPARATORS:
        counts = [line.count(separator) for line in lines]
        if named and sum(count > 0 for count in counts) > len(counts) / 2:
            return True
        short = sum(map(len, lines)) <= _LONGEST_CELL * (sum(counts) + len(counts))
        if not named and short and min(counts) == max(counts) >= _LEAST_COLUMNS - 1:
            return True
    return False
