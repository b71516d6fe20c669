"""Those without a name who speak, as clusters: what they are called, and which body they belong to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from tui.domain.analysis import ActorKind
from tui.domain.article import Span
from tui.domain.text.folding import fold
from tui.nlp.actors.clusters import Clusters
from tui.nlp.coreference.link import Coreference, Link
from tui.nlp.coreference.unnamed import Unnamed, UnnamedSources, cluster_of
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import countries, roles
from tui.nlp.mentions.records import ArticleRecords, MentionKey, MentionType, NominalRecord

_LEAST = english("coreference").number("least_confidence_of_unknown_noun")
_BODIES = (ActorKind.ORGANISATION, ActorKind.PLACE, ActorKind.PERSON)
"""Kinds that somebody may belong to, the likeliest first."""
_PLACES = frozenset(("country", "city"))


def add_unnamed(
    records: ArticleRecords,
    clusters: Clusters,
    unnamed: UnnamedSources,
    found: Mapping[MentionKey, Link],
    result: Coreference,
) -> None:
    """Make a cluster of everybody without a name who speaks, and let ``result`` tell of these clusters.

    Afterwards its links hold no referents below zero; for whom was named later stands the named cluster.
    """
    number_of = dict(unnamed.named)
    belonging = _Belonging(records, clusters, found)
    voices: dict[tuple[str, str], int] = {}
    surest: dict[int, float] = {}
    for attribution, link in zip(records.attributions, result.links, strict=True):
        for referent in link.actors:
            if referent < 0 and referent not in number_of:
                surest[referent] = max(surest.get(referent, 0.0), attribution.confidence)
    for referent, confidence in surest.items():
        one = unnamed[referent]
        if one.may_be_nobody and 0 < confidence < _LEAST:
            continue
        body = belonging.of(one)
        voice = (one.head, fold(body)) if body and one.is_voice else (one.head, str(referent))
        if voice not in voices:
            voices[voice] = len(clusters.clusters)
            clusters.clusters.append(cluster_of(one, records.nominals, body))
        number_of[referent] = voices[voice]
    result.links = [_renumbered(link, number_of) for link in result.links]
    for referent, number in number_of.items():
        for index in unnamed[referent].nominals:
            result.described[index] = number


def _renumbered(link: Link, number_of: Mapping[int, int]) -> Link:
    if not any(referent < 0 for referent in link.actors):
        return link
    numbers = (number_of.get(referent, referent) for referent in link.actors)
    actors = tuple(dict.fromkeys(number for number in numbers if number >= 0))
    return Link(actors, link.via, link.evidence if actors else None)


def _is_body(record: NominalRecord) -> bool:
    """Whether somebody may belong to what a noun phrase means: a company, not a city or a country."""
    role = roles().get(record.head)
    return role is not None and role.body and role.classes.isdisjoint(_PLACES)


class _Belonging:
    """The body or country that somebody without a name belongs to, by what stands within the mentions."""

    def __init__(self, records: ArticleRecords, clusters: Clusters, found: Mapping[MentionKey, Link]) -> None:
        self._records = records
        self._clusters = clusters
        self._found = found
        self._name_starts = [name.position.start for name in records.names]
        self._nominals = sorted(
            (nominal.position.start, index) for index, nominal in enumerate(records.nominals)
        )

    def of(self, one: Unnamed) -> str:
        """The name of that body, country or person, empty if none is told."""
        for index in one.nominals:
            extent = self._records.nominals[index].extent
            if name := self._named_within(extent) or self._described_within(extent, index):
                return name
        if one.owner is not None and one.owner >= 0:
            return self._clusters.clusters[one.owner].name
        return ""

    def _named_within(self, extent: Span) -> str:
        first, last = (bisect_left(self._name_starts, at) for at in (extent.start, extent.end))
        within = range(first, last)
        for kind in _BODIES:
            for index in within:
                number = self._clusters.of_name[index]
                if number >= 0 and self._clusters.clusters[number].kind is kind:
                    return self._clusters.clusters[number].name
        people = countries().demonyms
        return next(
            (people[text] for index in within if (text := self._records.names[index].text) in people), ""
        )

    def _described_within(self, extent: Span, itself: int) -> str:
        """ "A spokesman for the company": the company's name, or "the company" where it has none."""
        for _, index in self._nominals_within(extent):
            record = self._records.nominals[index]
            if index == itself or record.position.end > extent.end or record.plural:
                continue
            link = self._found.get((MentionType.NOMINAL, index))
            if link is None or len(link.actors) != 1 or not _is_body(record):
                continue
            referent = link.actors[0]
            return self._clusters.clusters[referent].name if referent >= 0 else record.called
        return ""

    def _nominals_within(self, extent: Span) -> Sequence[tuple[int, int]]:
        first, last = (bisect_left(self._nominals, (at, -1)) for at in (extent.start, extent.end))
        return self._nominals[first:last]
