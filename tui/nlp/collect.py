"""The findings of an article's chunks put together: at any time, what is known so far as one analysis."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tui.domain.analysis import Analysis, Evidence, Quote
from tui.domain.article import Span
from tui.nlp.findings import Draft, Findings
from tui.nlp.identity import Identity
from tui.nlp.resolution import Cast, SpeakerLink


class Collector:
    """Takes in what was found in the chunks of one article, in any order."""

    def __init__(self, identity: Identity, text_hash: str) -> None:
        self._identity = identity
        self._text_hash = text_hash
        self._cast = Cast()
        # Both parallel to the cast's frames: a draft with its id, and the id of the quote it stands in.
        self._drafts: list[tuple[str, Draft] | None] = []
        self._within: list[str | None] = []
        self._taken: set[str] = set()

    def add(self, found: Findings) -> None:
        """Take in what was found in one chunk."""
        self._cast.add(found.records)
        drafts = [None if draft is None else (self._new_id(draft.content), draft) for draft in found.drafts]
        ids = [None if draft is None else draft[0] for draft in drafts]
        self._drafts += drafts
        self._within += [
            None if draft is None or draft.within is None else ids[draft.within] for draft in found.drafts
        ]

    def analysis(self) -> Analysis:
        """What is known so far: mentions and quotes in the order of the text, actors most present first."""
        cast = self._cast.resolve()
        quotes = [
            _quote(*draft, within, link)
            for draft, within, link in zip(self._drafts, self._within, cast.speakers, strict=True)
            if draft is not None
        ]
        quotes.sort(key=lambda quote: (quote.start, -quote.end))
        return Analysis(
            text_hash=self._text_hash,
            pipeline=self._identity.name,
            pipeline_version=self._identity.version,
            mentions=cast.mentions,
            actors=cast.actors,
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


def _quote(quote_id: str, draft: Draft, within: str | None, link: SpeakerLink) -> Quote:
    return Quote(
        id=quote_id,
        kind=draft.kind,
        content=draft.content,
        cue=draft.cue,
        speaker=draft.speaker,
        actor_id=link.actor_id,
        via=link.via,
        confidence=draft.confidence,
        also=link.also,
        within=within,
        evidence=Evidence(draft.found_by, draft.cue_lemma, draft.speaker_by, link.evidence),
    )
