"""What coreference comes to: whom the source of each attribution means, and each description."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.analysis import Via
from tui.domain.evidence import ActorEvidence


@dataclass(frozen=True, slots=True)
class Link:
    """Whom the source of an attribution means, and why.

    ``actors`` are numbers of actors (within this folder of clusters), none where it is unknown; the first one
    speaks, others with it ("both men"). ``via`` is how the text names them; ``evidence`` how they were
    reached, None where no actor was.
    """

    actors: tuple[int, ...] = ()
    via: Via = Via.NONE
    evidence: ActorEvidence | None = None


@dataclass(slots=True)
class Coreference:
    """A link for each attribution, and for each nominal that was resolved (by its index) the cluster."""

    links: list[Link] = field(default_factory=list)
    described: dict[int, int] = field(default_factory=dict)
