"""Groups: the people of a nation, a party, a religion."""

from __future__ import annotations

from collections import Counter

from tui.domain.analysis import ActorKind
from tui.domain.evidence import ActorEvidence
from tui.domain.text.folding import fold
from tui.nlp.actors.clusters import Cluster, Clusters, shown
from tui.nlp.mentions.records import NameRecord


def cluster_groups(names: list[NameRecord], clusters: Clusters) -> None:
    """Add a cluster for each group to ``clusters``."""
    groups: dict[str, list[int]] = {}
    for index, record in enumerate(names):
        # The plural is the people; "Republican" is mostly an adjective.
        if record.label == "NORP" and record.text.endswith("s"):
            groups.setdefault(fold(record.text), []).append(index)
    for indices in groups.values():
        forms = Counter(shown(names[i].text) for i in indices)
        clusters.clusters.append(Cluster(ActorKind.GROUP, forms.most_common(1)[0][0], indices))
        for i in indices:
            clusters.matched_by[i] = ActorEvidence.GROUP
