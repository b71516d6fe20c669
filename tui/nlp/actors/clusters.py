"""Clusters: the names of an article that mean one person, organisation, place or group."""

from __future__ import annotations

from collections import Counter

import msgspec

from tui.domain.analysis import ActorKind
from tui.domain.evidence import ActorEvidence
from tui.nlp.lang.language import english
from tui.nlp.lang.persons import PersonName, strip_possessive
from tui.nlp.mentions.records import Gender, NameRecord, RoleRecord

_LONGEST_ABBREVIATION = english("actors").count("longest_abbreviation")


class Cluster(msgspec.Struct):
    """Names that mean one actor. ``names`` are indices of their records, in the order of the text.

    ``forms`` counts the names as they are shown, ``person`` is the fullest form of a person's name taken
    apart, ``country`` the country that a place is or an organisation belongs to (empty if unknown).
    ``gender_by_name`` is true where nothing but a given name tells the gender.
    """

    kind: ActorKind
    name: str
    names: list[int] = []
    forms: Counter[str] = msgspec.field(default_factory=Counter)
    person: PersonName | None = None
    gender: Gender = Gender.UNKNOWN
    gender_by_name: bool = False
    roles: list[RoleRecord] = []
    affiliations: list[str] = []
    country: str = ""

    def take_over(self, record: NameRecord) -> None:
        """Add what the record of one of the names tells of the actor."""
        self.forms[shown(record.text)] += 1
        self.roles.extend(record.roles)
        if record.affiliation:
            self.affiliations.append(record.affiliation)
        self.affiliations.extend(role.affiliation for role in record.roles if role.affiliation)
        self.gender = self.gender or record.gender


class Clusters(msgspec.Struct):
    """The clusters of an article's names.

    ``of_name`` has for each name record the number of its cluster (-1: none), ``matched_by`` how the name was
    matched: by itself, as a surname, a given name, an acronym, an alias or a group's.
    """

    clusters: list[Cluster]
    of_name: list[int]
    matched_by: list[ActorEvidence]


def shown(text: str) -> str:
    """A name as a list shows it: no possessive ending, no punctuation after it."""
    plain = strip_possessive(text).strip(" ,;:")
    last = plain.rpartition(" ")[2]
    # The dot of "U.S." and "Jr." belongs to the name.
    return plain if "." in last[:-1] or len(last) <= _LONGEST_ABBREVIATION else plain.rstrip(".") or text
