"""What the walk over an article takes and gives: all records as one story, and a link for each source."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.analysis import Via
from tui.nlp.mentions.records import AttributionRecord, NameRecord, NominalRecord, PronounRecord

Key = tuple[str, int]
"""A record by its kind ("name", "nominal", "pronoun") and its index among those of its kind."""


@dataclass(frozen=True, slots=True)
class Link:
    """Whom the source of an attribution means, and why.

    ``actors`` are numbers of actors, none where it is unknown; the first one speaks, others with it ("both
    men"). ``via`` is how the text names them; ``evidence`` the code of ``domain.analysis.Evidence.actor``,
    empty where no actor was reached.
    """

    actors: tuple[int, ...] = ()
    via: Via = Via.NONE
    evidence: str = ""


@dataclass(slots=True)
class Story:
    """All records of an article in the order of the text, sentences and paragraphs numbered through."""

    names: list[NameRecord]
    nominals: list[NominalRecord]
    pronouns: list[PronounRecord]
    attributions: list[AttributionRecord]


@dataclass(slots=True)
class Following:
    """What the walk found: a link for each attribution, and the character of each resolved noun phrase."""

    links: list[Link]
    described: dict[int, int] = field(default_factory=dict)
