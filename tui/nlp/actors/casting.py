"""Actors in the making, as the merging of names hands them to the walk that follows speakers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tui.domain.analysis import ActorKind
from tui.nlp.lang.persons import PersonName, strip_possessive
from tui.nlp.mentions.records import RoleRecord


@dataclass(slots=True)
class Character:
    """An actor in the making. ``records`` are indices of its name records, in the order of the text."""

    kind: ActorKind
    name: str
    forms: Counter[str] = field(default_factory=Counter)
    records: list[int] = field(default_factory=list)
    person: PersonName | None = None
    gender: str = ""
    gender_by_name: bool = False
    roles: list[RoleRecord] = field(default_factory=list)
    affiliations: list[str] = field(default_factory=list)
    country: str = ""
    acts: bool = False


@dataclass(slots=True)
class Casting:
    """Characters, for each name record the character it names (-1: none) and how the form was matched."""

    characters: list[Character]
    of_record: list[int]
    how: list[str]


def shown(text: str) -> str:
    """A name as a list shows it: no possessive ending, no punctuation after it."""
    plain = strip_possessive(text).strip(" ,;:")
    last = plain.rpartition(" ")[2]
    # The dot of "U.S." and "Jr." belongs to the name.
    return plain if "." in last[:-1] or len(last) <= 4 else plain.rstrip(".") or text
