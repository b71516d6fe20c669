"""The article's text as a page's scripts hold it, for pages that show nothing without running them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tui.sources.draft import Block
from tui.sources.formats.elements import blocks_of
from tui.sources.formats.signatures import sign_quotations
from tui.sources.formats.text import draft_of

LEAST_WORDS = 40
"""A text of fewer words is a teaser, not an article."""
_MOST_VALUES = 200_000
"""So many values of a script's state are looked at: shops have states of megabytes."""
_BODY_NAMES = """article articlebody articletext body bodyhtml bodytext content contenthtml copy description
fulltext html maincontent markup paragraphs plaintext post rendered story storybody text value"""
_BODIES = frozenset(_BODY_NAMES.split())
"""Names, in small letters, under which programs that make pages keep what an article says."""
_STATE = re.compile(r"[=(]\s*(?=[{\[])")
MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|blockquote|ul|span|b|i|em|strong|a)\b[^>]*>", re.IGNORECASE)


def stated_body(described: dict[str, Any]) -> list[Block]:
    """The text that JSON-LD gives of an article (schema.org's ``articleBody``), or nothing."""
    body = described.get("articleBody") or described.get("text")
    return blocks_of_stated(body) if isinstance(body, str) else []


def state_body(tree: Any) -> list[Block]:
    """The longest text that reads like an article in the data of a page's scripts, or nothing."""
    texts = (text for script in tree.iter("script") for text in _texts(_data(script)))
    longest = max(texts, key=len, default="")
    return blocks_of_stated(longest) if len(longest.split()) >= LEAST_WORDS else []


def blocks_of_stated(text: str) -> list[Block]:
    """The paragraphs of a text that may hold mark-up."""
    if MARKUP.search(text) is None:
        return list(draft_of(text).blocks)
    from lxml import etree
    from lxml.html import document_fromstring

    try:
        tree = document_fromstring(f"<html><body>{text}</body></html>")
        sign_quotations(tree)
        return blocks_of(tree)[0]
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []


def _data(script: Any) -> Any:
    """What a script's JSON holds, all of it or the first value that it is given; None for a program."""
    source = (script.text or "").strip()
    kind = (script.get("type") or "").lower()
    if not source or "ld+json" in kind:
        return None
    start = _STATE.search(source) if "json" not in kind else None
    if "json" not in kind and start is None:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(source, start.end() if start else 0)[0]
    except (ValueError, RecursionError):
        return None


def _texts(data: Any) -> Iterator[str]:
    """The strings that stand under a name of an article's body; those of a list as paragraphs of one text."""
    steps: list[Any] = [data]
    for _ in range(_MOST_VALUES):
        if not steps:
            return
        value = steps.pop()
        if isinstance(value, dict):
            for name, inner in value.items():
                if name.lower() not in _BODIES:
                    pass
                elif isinstance(inner, str):
                    yield inner
                elif isinstance(inner, list):
                    yield "\n\n".join(_paragraphs(inner))
            steps.extend(value.values())
        elif isinstance(value, list):
            steps.extend(value)


def _paragraphs(parts: list[Any]) -> Iterator[str]:
    """The strings in a list, alone or each in an object under a name of a body."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            yield from (v for name, v in part.items() if name.lower() in _BODIES and isinstance(v, str))
