"""The findings of an article's chunks put together: at any time, what is known so far as one analysis."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tui.domain.analysis import Actor, Analysis, Evidence, Quote
from tui.domain.article import Span
from tui.nlp.coreference.link import Link
from tui.nlp.identity import Identity
from tui.nlp.mentions.records import AttributionRecord, ChunkRecords
from tui.nlp.resolution import Resolver


class Collector:
    """Takes in what was found in the chunks of one article, in any order."""

    def __init__(self, identity: Identity, text_hash: str) -> None:
        self._identity = identity
        self._text_hash = text_hash
        self._resolver = Resolver()
        # Parallel to the resolver's links. An attribution without content is no quote and has no id.
        self._attributions: list[AttributionRecord] = []
        self._ids: list[str | None] = []
        self._within: list[str | None] = []
        self._taken: set[str] = set()

    def add(self, records: ChunkRecords) -> None:
        """Take in what was found in one chunk."""
        self._resolver.add(records)
        found = records.attributions
        ids = [self._new_id(attribution.content) if attribution.content else None for attribution in found]
        self._attributions += found
        self._ids += ids
        self._within += [None if one.within is None else ids[one.within] for one in found]

    def analysis(self) -> Analysis:
        """What is known so far: mentions and quotes in the order of the text, actors most present first."""
        resolution = self._resolver.resolve()
        quotes = [
            _quote(quote_id, attribution, within, link, resolution.actors)
            for quote_id, attribution, within, link in zip(
                self._ids, self._attributions, self._within, resolution.links, strict=True
            )
            if quote_id is not None
        ]
        quotes.sort(key=lambda quote: (quote.start, -quote.end))
        return Analysis(
            text_hash=self._text_hash,
            pipeline=self._identity.name,
            pipeline_version=self._identity.version,
            language=self._identity.language,
            mentions=resolution.mentions,
            actors=resolution.actors,
            quotes=tuple(quotes),
        )

    def _new_id(self, content: Iterable[Span]) -> str:
        """An id that depends on where the content stands: the same for each analysis of a text."""
        where = " ".join(f"{span.start}-{span.end}" for span in content)
        number, quote_id = 1, ""
        while not quote_id or quote_id in self._taken:
            quote_id = "q" + hashlib.blake2b(f"{where} {number}".encode(), digest_size=5).hexdigest()
            number += 1
        self._taken.add(quote_id)
        return quote_id


def _quote(
    quote_id: str, attribution: AttributionRecord, within: str | None, link: Link, actors: tuple[Actor, ...]
) -> Quote:
    said_by = [actors[number].id for number in link.actors]
    return Quote(
        id=quote_id,
        kind=attribution.kind,
        content=attribution.content,
        cue=attribution.cue,
        speaker=attribution.source,
        actor_id=said_by[0] if said_by else None,
        via=link.via,
        confidence=attribution.confidence,
        also=tuple(said_by[1:]),
        within=within,
        evidence=Evidence(
            found=str(attribution.rule),
            cue=attribution.cue_lemma,
            speaker=str(attribution.source_evidence or ""),
            actor=str(link.evidence or ""),
        ),
    )
