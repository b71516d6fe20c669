"""What coreference comes to: whom the source of each attribution means, and each description."""

from __future__ import annotations

import msgspec

from tui.domain.analysis import Via
from tui.domain.evidence import ActorEvidence


class Link(msgspec.Struct, frozen=True):
    """Whom the source of an attribution means, and why.

    ``actors`` are numbers of actors (within this folder of clusters), none where it is unknown; the first one
    speaks, others with it ("both men"). ``via`` is how the text names them; ``evidence`` how they were
    reached, None where no actor was.
    """

    actors: tuple[int, ...] = ()
    via: Via = Via.NONE
    evidence: ActorEvidence | None = None


class Coreference(msgspec.Struct):
    """A link for each attribution, and for each nominal that was resolved (by its index) the cluster."""

    links: list[Link] = []
    described: dict[int, int] = {}
