"""What a description comes to: the cluster that it means, or that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.domain.evidence import ActorEvidence

Salience = Mapping[int, float]
"""How present each referent is: a cluster by its number, somebody without a name by one below zero."""


class Antecedent(NamedTuple):
    """The number of the cluster that a mention means and the evidence for it; both None if unknown."""

    cluster: int | None
    evidence: ActorEvidence | None


UNKNOWN = Antecedent(None, None)


def only_salient(candidates: Iterable[tuple[float, int]], least: float, margin: float) -> int | None:
    """The most salient of candidates (salience, number) if it is at least ``least``.

    None where the second has more than ``margin`` (a share) of its salience: a close second leaves a mention
    unresolved.
    """
    ranked = sorted(candidates, reverse=True)
    if not ranked or ranked[0][0] < least:
        return None
    if len(ranked) > 1 and ranked[1][0] > margin * ranked[0][0]:
        return None
    return ranked[0][1]
