"""The closed lists of codes that data, files and the command line share. Light: imports ``enum`` alone."""

from __future__ import annotations

from enum import StrEnum


class ActorKind(StrEnum):
    """Who or what an actor is. Unnamed: a person, people or a body called by a description ("prosecutors", "a
    spokeswoman for the port"); document: what speaks for itself ("a study")."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"
    UNNAMED = "unnamed"
    DOCUMENT = "document"

    @property
    def named(self) -> bool:
        """Whether such an actor has a name."""
        return self not in (ActorKind.UNNAMED, ActorKind.DOCUMENT)


class QuoteKind(StrEnum):
    """Direct: all of the content stands in quotation marks; mixed: some of it; indirect: none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Via(StrEnum):
    """How the text names the speaker of a quote."""

    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"
    NONE = "none"


class Colour(StrEnum):
    """The five named colours of highlights, in the order of the keys 1 to 5."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    ORANGE = "orange"
