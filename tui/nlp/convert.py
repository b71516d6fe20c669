"""The one crossing from spaCy's Doc to our plain data.

A :class:`Collector` takes Docs in, keeps what was found in them as plain records with offsets into the
article, and lets the Docs go; at any time it can say what is known so far.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from tui.domain.analysis import Analysis, Evidence, Quote, QuoteKind
from tui.domain.article import Span
from tui.nlp.actors import Cast, SpeakerLink
from tui.nlp.frames import Frame, frames_of
from tui.nlp.identity import Identity

_PAIRS = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "'": "'"}
_CLOSING = frozenset(_PAIRS.values())
_BLANKS = " \n"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A frame with offsets into the article, before its speaker is resolved."""

    id: str
    kind: QuoteKind
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: Span | None
    confidence: float
    found_by: str
    cue_lemma: str
    speaker_by: str
    within: str | None


class Collector:
    """Gathers what the pipeline finds in the chunks of one article, in any order."""

    def __init__(self, identity: Identity, text_hash: str) -> None:
        self._identity = identity
        self._text_hash = text_hash
        self._cast = Cast()
        self._drafts: list[_Draft | None] = []  # parallel to the cast's frames
        self._ids: set[str] = set()

    def add(self, doc: Doc, offset: int) -> None:
        """Take in a Doc whose text begins at ``offset`` (code points) of the article."""
        self._cast.add(doc, offset)
        frames = frames_of(doc)
        text = doc.text  # put together anew each time it is asked for
        ids: list[str | None] = []
        for frame in frames:
            content = _content(doc, text, frame, offset)
            ids.append(self._new_id(content) if content else None)
            self._drafts.append(None)
        base = len(self._drafts) - len(frames)
        for index, frame in enumerate(frames):
            quote_id = ids[index]
            if quote_id is not None:
                within = None if frame.within is None else ids[frame.within]
                self._drafts[base + index] = _draft(doc, text, frame, offset, quote_id, within)

    def analysis(self) -> Analysis:
        """What is known so far: mentions and quotes in the order of the text, actors most present first."""
        cast = self._cast.resolve()
        quotes = [
            _quote(draft, link)
            for draft, link in zip(self._drafts, cast.speakers, strict=True)
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
        while not quote_id or quote_id in self._ids:
            quote_id = "q" + hashlib.blake2b(f"{where} {number}".encode(), digest_size=5).hexdigest()
            number += 1
        self._ids.add(quote_id)
        return quote_id


def _draft(doc: Doc, text: str, frame: Frame, offset: int, quote_id: str, within: str | None) -> _Draft:
    speaker = None if frame.speaker is None else _span(doc, text, *frame.speaker, offset)
    return _Draft(
        id=quote_id,
        kind=QuoteKind(frame.kind),
        content=_content(doc, text, frame, offset),
        cue=tuple(
            span for start, end in frame.cue if (span := _span(doc, text, start, end, offset)) is not None
        ),
        speaker=speaker,
        confidence=min(max(frame.confidence, 0.0), 1.0),
        found_by=frame.found_by,
        cue_lemma=frame.cue_lemma,
        speaker_by=frame.speaker_by,
        within=within,
    )


def _quote(draft: _Draft, link: SpeakerLink) -> Quote:
    return Quote(
        id=draft.id,
        kind=draft.kind,
        content=draft.content,
        cue=draft.cue,
        speaker=draft.speaker,
        actor_id=link.actor_id,
        via=link.via,
        confidence=draft.confidence,
        also=link.also,
        within=draft.within,
        evidence=Evidence(draft.found_by, draft.cue_lemma, draft.speaker_by, link.evidence),
    )


def _content(doc: Doc, text: str, frame: Frame, offset: int) -> tuple[Span, ...]:
    """The pieces of a frame's content without blanks and enclosing marks at their ends; none if empty."""
    pieces = (_span(doc, text, start, end, offset) for start, end in sorted(frame.content))
    unmarked = (_unmarked(text, piece, offset) for piece in pieces if piece is not None)
    return tuple(piece for piece in unmarked if piece is not None)


def _span(doc: Doc, text: str, start: int, end: int, offset: int) -> Span | None:
    """The code points of a range of tokens, without blanks at its ends; None if nothing is left."""
    if not 0 <= start < end <= len(doc):
        return None
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    return _stripped(text, first, last, offset)


def _stripped(text: str, first: int, last: int, offset: int) -> Span | None:
    while first < last and text[first] in _BLANKS:
        first += 1
    while first < last and text[last - 1] in _BLANKS:
        last -= 1
    return Span(first + offset, last + offset) if first < last else None


def _unmarked(text: str, piece: Span, offset: int) -> Span | None:
    """The piece without the quotation marks around it, and without one that has no partner inside it.

    Such a lone mark at its beginning opens a paragraph anew in a quotation that goes on; one at its end
    closes a quotation that began before.
    """
    first, last = piece.start - offset, piece.end - offset
    closes = _PAIRS.get(text[first])
    if closes is not None:
        inner = text.find(closes, first + 1, last)
        while closes == "’" and 0 <= inner < last - 1 and text[inner + 1].isalnum():  # an apostrophe
            inner = text.find(closes, inner + 1, last)
        if inner == last - 1:
            return _stripped(text, first + 1, last - 1, offset)
        if inner < 0 and text[first] != "'":
            return _stripped(text, first + 1, last, offset)
    elif text[last - 1] in '”"»' and not any(
        opens in text[first : last - 1] for opens, closing in _PAIRS.items() if closing == text[last - 1]
    ):
        return _stripped(text, first, last - 1, offset)
    return piece
