"""Names merged into clusters, kind by kind: which names of an article are one actor's."""

from __future__ import annotations

from tui.domain.analysis import ActorKind
from tui.domain.evidence import ActorEvidence
from tui.nlp.actors.clusters import Cluster, Clusters
from tui.nlp.actors.groups import cluster_groups
from tui.nlp.actors.organisations import cluster_organisations
from tui.nlp.actors.persons import cluster_persons
from tui.nlp.actors.places import cluster_places
from tui.nlp.lang.persons import gender_of_name
from tui.nlp.mentions.records import Gender, NameRecord


def merge(names: list[NameRecord]) -> Clusters:
    """The clusters of all name records, which are in the order of the text."""
    clusters = Clusters([], [-1] * len(names), [ActorEvidence.NAME] * len(names))
    cluster_persons(names, clusters)
    cluster_organisations(names, clusters)
    cluster_places(names, clusters)
    cluster_groups(names, clusters)
    for number, cluster in enumerate(clusters.clusters):
        cluster.names.sort()
        for index in cluster.names:
            clusters.of_name[index] = number
            cluster.take_over(names[index])
        _learn_gender(cluster)
    return clusters


def _learn_gender(cluster: Cluster) -> None:
    """The gender that a person's given name tells, where titles and roles do not."""
    if cluster.kind is ActorKind.PERSON and cluster.person and not cluster.gender:
        cluster.gender = Gender(gender_of_name(cluster.person))
        cluster.gender_by_name = not cluster.person.regnal
