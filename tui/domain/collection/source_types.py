"""What kind of voice a source is, as far as the words of its role show it; the words are data.

Nothing is looked up and nothing guessed: a source whose role is not told is of the type ``other``.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from tui.domain.text.folding import fold


class SourceType(StrEnum):
    """Holds an office or speaks as one; knows the subject by profession; speaks for others; none of these."""

    OFFICIAL = "official"
    EXPERT = "expert"
    SPOKESPERSON = "spokesperson"
    OTHER = "other"


class _Words(NamedTuple):
    type: SourceType
    words: re.Pattern[str]
    unless: re.Pattern[str] | None


@lru_cache(maxsize=4096)
def source_type(role: str) -> SourceType:
    """The type that a role's words show ("a spokeswoman for the port", "Russian President"), or ``OTHER``."""
    folded = fold(role)
    for known in _lists():
        if known.words.search(folded) and not (known.unless and known.unless.search(folded)):
            return known.type
    return SourceType.OTHER


@cache
def _lists() -> tuple[_Words, ...]:
    import tomllib

    text = resources.files(__package__).joinpath("source_types.toml").read_text("utf-8")
    return tuple(
        _Words(
            SourceType(one["name"]),
            _any_of(one["words"]),
            _any_of(one["unless"]) if "unless" in one else None,
        )
        for one in tomllib.loads(text)["type"]
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(map(fold, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})s?(?!\w)")
