"""Descriptions followed to clusters: "the Russian leader", "the company", "the former president".

A description is resolved by a role the text gives to somebody, by a country, or by a word of an
organisation's name; by recency alone only where a single fitting one was named just before. Otherwise it
stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui.domain.analysis import ActorKind
from tui.nlp.actors.clusters import Cluster
from tui.nlp.coreference.antecedent import UNKNOWN, Antecedent, Salience
from tui.nlp.coreference.organisation_descriptions import OrganisationDescriptions
from tui.nlp.coreference.person_descriptions import PersonDescriptions
from tui.nlp.coreference.role_match import keys_of
from tui.nlp.lang.language import english
from tui.nlp.mentions.records import Gender, NominalRecord, Position

_FOR_OTHERS = english("coreference").words("modifiers_for_others")


class Descriptions:
    """The clusters by what descriptions tell of them, so that each finds its few candidates."""

    def __init__(
        self,
        clusters: list[Cluster],
        genders: Mapping[int, Gender],
        last_named: Mapping[int, Position],
        last_spoke: Mapping[int, int],
    ) -> None:
        """``genders`` has what is known of each cluster so far, ``last_named`` where each was last named,
        ``last_spoke`` the sentence in which it last spoke: whoever walks the text keeps them."""
        by_role: dict[str, list[int]] = {}
        for number, cluster in enumerate(clusters):
            for key in {key for role in cluster.roles for key in keys_of(role.head)}:
                by_role.setdefault(key, []).append(number)
        self._persons = PersonDescriptions(clusters, by_role, genders, last_named)
        self._organisations = OrganisationDescriptions(clusters, by_role, last_named, last_spoke)

    def resolve(self, record: NominalRecord, salience: Salience) -> Antecedent:
        """The cluster that a singular description means; ``salience`` is that of those named nearby."""
        if record.kind is None or not (record.definite or record.owner) or record.words & _FOR_OTHERS:
            return UNKNOWN
        if record.kind is ActorKind.PERSON:
            return self._persons.resolve(record, salience)
        return UNKNOWN if record.owner else self._organisations.resolve(record, salience)
