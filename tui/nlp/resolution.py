"""The actors of an article: names merged over their aliases, and the actor behind each attribution's source.

A :class:`Resolver` is fed the records of chunk after chunk, so that a long book can be read in pieces. See
:class:`Resolution` for what comes out. Names are merged to clusters (``actors``), nominals and pronouns
followed to these (``coreference``), and the clusters that do something become actors.

Decisions: seats of power (the Kremlin, the White House) are organisations of their own; places are actors
when they act or are countries named twice; groups (Republicans) when they speak, and so those without a name.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from tui.domain.analysis import Actor, ActorKind, Mention
from tui.domain.article import Span
from tui.domain.text.slug import slug
from tui.nlp.actors.clusters import Cluster, Clusters
from tui.nlp.actors.merge import merge
from tui.nlp.actors.profile import affiliation_of, role_of
from tui.nlp.coreference.link import Coreference, Link
from tui.nlp.coreference.walk import find_antecedents
from tui.nlp.mentions.join import joined
from tui.nlp.mentions.records import ArticleRecords, ChunkRecords, GrammaticalFunction, Position

_ALWAYS_ACTORS = (ActorKind.PERSON, ActorKind.ORGANISATION)
_WITHOUT_NAME = (ActorKind.UNNAMED, ActorKind.DOCUMENT)


class Resolution(msgspec.Struct, frozen=True):
    """What the mentions of an article come to.

    ``actors`` are most present first; ``mentions`` are all named entities in the order of the text (DATE and
    the like too, without an actor), while descriptions that were resolved to an actor stand in
    ``Actor.mentions`` only; ``links`` is parallel to all attributions in the order in which they were added,
    its numbers being those of ``actors``.
    All offsets are code points into the article.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()


class Resolver:
    """Collects the mentions and attributions of an article's chunks and resolves them together.

    Chunks may be added in any order, each exactly once; ``resolve`` may be called at any time and again after
    more was added (its cost is linear in what was added so far).
    """

    def __init__(self) -> None:
        self._chunks: list[ChunkRecords] = []

    def add(self, chunk: ChunkRecords) -> None:
        """Take in the records of one chunk."""
        self._chunks.append(chunk)

    def resolve(self) -> Resolution:
        """Actors, mentions and links of everything added so far. Never raises on odd input."""
        order = sorted(range(len(self._chunks)), key=lambda i: self._chunks[i].offset)
        records, starts = joined(self._chunks[i] for i in order)
        clusters = merge(records.names)
        coreference = find_antecedents(records, clusters)
        actors, actor_of = _actors(records, clusters, coreference)
        ids = {cluster: actors[number].id for cluster, number in actor_of.items()}
        mentions = tuple(
            Mention(_span(name.position), name.label, ids.get(cluster))
            for name, cluster in zip(records.names, clusters.of_name, strict=True)
        )
        # Attributions were joined in the order of the text; hand them back in the order of adding.
        first = dict(zip(order, starts, strict=True))
        links = [
            _to_actors(link, actor_of)
            for number, chunk in enumerate(self._chunks)
            for link in coreference.links[first[number] : first[number] + len(chunk.attributions)]
        ]
        return Resolution(actors, mentions, tuple(links))


def _to_actors(link: Link, actor_of: dict[int, int]) -> Link:
    """A link to clusters as one to actors."""
    actors = tuple(actor_of[cluster] for cluster in link.actors)
    return Link(actors, link.via, link.evidence if actors else None)


def _actors(
    records: ArticleRecords, clusters: Clusters, coreference: Coreference
) -> tuple[tuple[Actor, ...], dict[int, int]]:
    """The actors, most present first, and where each cluster that became one stands among them."""
    quotes = Counter(cluster for link in coreference.links for cluster in link.actors)
    spans_of: dict[int, list[Span]] = {}
    for index, number in coreference.described.items():
        nominal = records.nominals[index]
        whole = clusters.clusters[number].kind in _WITHOUT_NAME and len(nominal.extent) > 0
        spans_of.setdefault(number, []).append(nominal.extent if whole else _span(nominal.position))
    rows = []
    for number, cluster in enumerate(clusters.clusters):
        if number in quotes or _is_actor(records, cluster):
            named = [_span(records.names[i].position) for i in cluster.names]
            spans = sorted({*named, *spans_of.get(number, ())})
            rows.append((-(len(spans) + quotes[number]), spans[0].start if spans else 0, number, spans))
    rows.sort(key=lambda row: row[:3])
    taken: set[str] = set()
    actors = []
    for _, _, number, spans in rows:
        actors.append(_actor(clusters.clusters[number], spans, taken))
        taken.add(actors[-1].id)
    return tuple(actors), {row[2]: place for place, row in enumerate(rows)}


def _is_actor(records: ArticleRecords, cluster: Cluster) -> bool:
    """Whether a cluster that does not speak is an actor."""
    if cluster.kind is not ActorKind.PLACE:
        return cluster.kind in _ALWAYS_ACTORS
    if cluster.country and len(cluster.names) > 1:
        return True
    names = (records.names[i] for i in cluster.names)
    return any(n.position.function is GrammaticalFunction.SUBJECT and not n.located for n in names)


def _actor(cluster: Cluster, spans: list[Span], taken: set[str]) -> Actor:
    """A cluster as an actor mentioned at ``spans``; its id is none of those ``taken``."""
    described = cluster.kind is not ActorKind.PLACE
    return Actor(
        id=slug(cluster.name, taken),
        name=cluster.name,
        kind=cluster.kind,
        role=role_of(cluster) if described else None,
        aliases=tuple(form for form, _ in cluster.forms.most_common() if form != cluster.name),
        mentions=tuple(spans),
        affiliation=affiliation_of(cluster) if described else None,
    )


def _span(position: Position) -> Span:
    return Span(position.start, position.end)
