"""The JSON of ``sayso check``: plain dicts; the keys are a contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tui.domain.collection.checking import Found
from tui.export.formats.changes import steps


def check_object(words: str, found: Iterable[Found]) -> dict[str, Any]:
    """What was asked for, and where it stands, best first."""
    return {"words": words, "found": [_found(one) for one in found]}


def _found(one: Found) -> dict[str, Any]:
    return {
        "article": one.article.id,
        "title": one.article.title,
        "source": one.article.source,
        "published": one.article.published,
        "match": one.match.value,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "speaker": one.speaker,
        "name": one.name,
        "confidence": round(one.quote.confidence, 3) if one.quote is not None else None,
        "likeness": one.likeness,
        "difference": steps(one.difference),
    }
