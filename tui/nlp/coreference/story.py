"""What the walk over an article takes and gives: all records as one story, and a link for each speaker."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.analysis import Via
from tui.nlp.mentions.records import FrameRecord, NameRecord, NominalRecord, PronounRecord

Key = tuple[str, int]
"""A record by its kind ("name", "nominal", "pronoun") and its index among those of its kind."""


@dataclass(slots=True)
class Link:
    """A frame's speaker: characters (the first is the speaker), how the text names it, and the evidence."""

    characters: tuple[int, ...] = ()
    via: Via = Via.NONE
    evidence: str = ""


@dataclass(slots=True)
class Story:
    """All records of an article in the order of the text, sentences and paragraphs numbered through."""

    names: list[NameRecord]
    nominals: list[NominalRecord]
    pronouns: list[PronounRecord]
    frames: list[FrameRecord]


@dataclass(slots=True)
class Following:
    """What the walk found: a link for each frame, and the character of each resolved noun phrase."""

    links: list[Link]
    described: dict[int, int] = field(default_factory=dict)
