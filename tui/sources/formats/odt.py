"""OpenDocument texts to paragraphs, from their XML: there is no library for it that is looked after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui.domain.article import ParagraphKind
from tui.domain.errors import SourceError
from tui.sources.cleaning.breaks import BREAK, joined, parted
from tui.sources.cleaning.byline import names_people, stated_names
from tui.sources.draft import Block, Draft
from tui.sources.formats.archive import UNPACKED_LIMIT, unpacking, xml_of
from tui.sources.heavy import HeavyError

_WHAT = "OpenDocument text"
AT_ONCE = 2 * 1024 * 1024
"""Bytes of XML that are read in this process."""
_PASSED_TAGS = """annotation annotation-end bibliography deletion desc forms index-title note ruby-text
sequence-decls table-of-content title tracked-changes user-field-decls variable-decls"""
_PASSED_OVER = frozenset(_PASSED_TAGS.split())
"""Elements whose words are no part of the text: notes, comments, what was deleted, tables of contents."""
_QUOTES = frozenset(("quotations", "quote", "block text"))
_PARAGRAPHS = ("p", "h")


def draft_of_odt(data: bytes, name: str, *, anything: bool = True) -> Draft:
    """The article of an OpenDocument text.

    Raises SourceError, calling it ``name``: damaged, locked, too large. Raises HeavyError for a large one,
    unless ``anything`` is read.
    """
    with unpacking(data, name, _WHAT, entry_limit=UNPACKED_LIMIT) as document:
        content = document.read("content.xml")
        if len(content) > AT_ONCE and not anything:
            raise HeavyError
        if b"encryption-data" in document.read("META-INF/manifest.xml", missing=b""):
            raise SourceError(f"{name} is locked with a password: save it without one.")
        root = xml_of(content, name, _WHAT)
        meta = xml_of(document.read("meta.xml", missing=b"<none/>"), name, _WHAT)
        styles = xml_of(document.read("styles.xml", missing=b"<none/>"), name, _WHAT)
    body = root.find(".//{*}body/{*}text")
    if body is None:
        raise SourceError(f"{name} is a damaged {_WHAT}: it has no text.")
    names = _style_names(styles) | _style_names(root)
    notes = [block for note in body.iter("{*}note-body") for block in _blocks(note, names)]
    blocks = (*_blocks(body, names), *notes)
    title = next((block.text for block in blocks[:5] if block.level == 1), None)
    author = meta.findtext(".//{*}initial-creator") or meta.findtext(".//{*}creator") or ""
    return Draft(
        blocks,
        title=title,
        byline=stated_names(author) if names_people(author) else None,
        language=(meta.findtext(".//{*}language") or "en")[:2].lower(),
    )


def _style_names(root: Any) -> dict[str, str]:
    """The names of styles of paragraphs, each with that of the style that it stands on."""
    names = {}
    for style in root.iter("{*}style"):
        own = _attribute(style, "name")
        names[own] = _attribute(style, "parent-style-name") or own
    return names


def _blocks(body: Any, names: dict[str, str]) -> Iterator[Block]:
    # Steps to come, the next one last: hostile documents nest without end.
    steps: list[tuple[Any, bool]] = [(body, False)]
    while steps:
        element, listed = steps.pop()
        tag = _tag(element)
        if tag in _PARAGRAPHS:
            yield from _paragraph(element, tag, names, listed=listed)
            # Text boxes are anchored in paragraphs, and have some of their own.
            steps.extend(
                (box, False)
                for box in reversed(list(element.iter("{*}text-box")))
                if _outermost(box, element)
            )
        elif tag and tag not in _PASSED_OVER:
            steps.extend((child, listed or tag == "list-item") for child in reversed(element))


def _outermost(box: Any, paragraph: Any) -> bool:
    return next(box.iterancestors("{*}p", "{*}h"), None) is paragraph


def _paragraph(element: Any, tag: str, names: dict[str, str], *, listed: bool) -> Iterator[Block]:
    own = _attribute(element, "style-name")
    # A style without a name for people stands on one that has some.
    styles = {style.lower().replace("_20_", " ") for style in (own, names.get(own, own))}
    words = "".join(_words(element))
    level = _attribute(element, "outline-level")
    if "title" in styles or tag == "h":
        depth = 1 if "title" in styles or not level.isdecimal() else min(int(level[:2]), 6)
        if heading := joined(words):
            yield Block(heading, ParagraphKind.HEADING, depth)
        return
    kind = ParagraphKind.LIST_ITEM if listed else ParagraphKind.PARAGRAPH
    kind = ParagraphKind.QUOTE_BLOCK if styles & _QUOTES else kind
    yield from (Block(paragraph, kind) for paragraph in parted(words))


def _words(paragraph: Any) -> Iterator[str]:
    """The words of a paragraph with its breaks, blanks and tabs, without text boxes in it."""
    steps: list[tuple[Any, bool]] = [(paragraph, True)]
    while steps:
        element, opening = steps.pop()
        if not opening:
            yield element.tail or ""
            continue
        tag = _tag(element)
        if element is not paragraph:
            steps.append((element, False))
        if tag == "line-break":
            yield BREAK
        elif tag in ("s", "tab"):
            yield " "
        elif tag and tag not in _PASSED_OVER and tag != "text-box":
            yield element.text or ""
            steps.extend((child, True) for child in reversed(element))


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    """An attribute, whatever namespace it is in."""
    return next((str(v) for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")
