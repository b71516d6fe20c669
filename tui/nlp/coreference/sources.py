"""The sources of attributions read off what their names, pronouns and descriptions came to."""

from __future__ import annotations

from collections.abc import Mapping

from tui.domain.analysis import Via
from tui.domain.evidence import ActorEvidence
from tui.nlp.actors.clusters import Clusters
from tui.nlp.coreference.link import Link
from tui.nlp.coreference.pronouns import FIRST_PERSON
from tui.nlp.lang.language import english
from tui.nlp.mentions.records import ArticleRecords, AttributionRecord, MentionKey, MentionType

_DEPTH = english("coreference").count("depth")

_VIA = {MentionType.PRONOUN: Via.PRONOUN, MentionType.NOMINAL: Via.DESCRIPTION}


def link_sources(records: ArticleRecords, clusters: Clusters, found: Mapping[MentionKey, Link]) -> list[Link]:
    """A link for each attribution; ``found`` holds whom the pronouns and noun phrases mean."""
    return _Sources(records, clusters, found).run()


class _Sources:
    def __init__(self, records: ArticleRecords, clusters: Clusters, found: Mapping[MentionKey, Link]) -> None:
        self._records = records
        self._clusters = clusters
        self._found = found
        self._links: list[Link | None] = [None] * len(records.attributions)

    def run(self) -> list[Link]:
        return [self._link(number, 0) for number in range(len(self._links))]

    def _link(self, number: int, depth: int) -> Link:
        done = self._links[number]
        if done is not None:
            return done
        attribution = self._records.attributions[number]
        link = Link()
        if attribution.mention_type is MentionType.NAME:
            link = self._named(attribution)
        elif attribution.mention_type is MentionType.DOCUMENT:
            owner = self._named(attribution)
            link = Link(owner.actors, Via.DESCRIPTION, ActorEvidence.SOURCE if owner.actors else None)
        elif attribution.mention_type in _VIA and attribution.mentions:
            link = self._pointed(number, attribution, depth)
        elif attribution.continues is not None and attribution.continues != number and depth < _DEPTH:
            other = self._link(attribution.continues, depth + 1)
            link = Link(other.actors, other.via, ActorEvidence.CONTINUED if other.actors else None)
        self._links[number] = link
        return link

    def _pointed(self, number: int, attribution: AttributionRecord, depth: int) -> Link:
        """A pronoun's or description's; the "I" of a quote within a quote is who says the outer one."""
        mention_type, index = attribution.mention_type, attribution.mentions[0]
        within = attribution.within
        if (
            mention_type is MentionType.PRONOUN
            and self._records.pronouns[index].word in FIRST_PERSON
            and within is not None
            and within != number
            and depth < _DEPTH
        ):
            outer = self._link(within, depth + 1)
            return Link(outer.actors, Via.PRONOUN, ActorEvidence.PRONOUN_QUOTED if outer.actors else None)
        return self._found.get((mention_type, index), Link((), _VIA[mention_type]))

    def _named(self, attribution: AttributionRecord) -> Link:
        """The clusters of the names that speak, each once."""
        numbers = dict.fromkeys(self._clusters.of_name[index] for index in attribution.mentions)
        known = tuple(number for number in numbers if number >= 0)
        if not known:
            return Link((), Via.NAME)
        return Link(known, Via.NAME, self._clusters.matched_by[attribution.mentions[0]])
