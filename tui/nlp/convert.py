"""The one crossing from spaCy's Doc to our plain data: a Doc in, what was found in it out, the Doc let go."""

from __future__ import annotations

from spacy.tokens import Doc

from tui.domain.analysis import QuoteKind
from tui.domain.article import Span
from tui.nlp.attribution.frames import Frame, frames_of
from tui.nlp.findings import Draft, Findings
from tui.nlp.mentions.gather import gather

_PAIRS = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "'": "'"}
_CLOSING = frozenset(_PAIRS.values())
_BLANKS = " \n"


def findings_of(doc: Doc, offset: int) -> Findings:
    """What was found in ``doc``, whose text begins at ``offset`` (code points) of the article.

    The Doc needs entities; a parse, tags and attributions are used where they are there.
    """
    text = doc.text  # put together anew each time it is asked for
    return Findings(gather(doc, offset), [_draft(doc, text, frame, offset) for frame in frames_of(doc)])


def _draft(doc: Doc, text: str, frame: Frame, offset: int) -> Draft | None:
    content = _content(doc, text, frame, offset)
    if not content:
        return None
    cue = (_span(doc, text, start, end, offset) for start, end in frame.cue)
    return Draft(
        kind=QuoteKind(frame.kind),
        content=content,
        cue=tuple(span for span in cue if span is not None),
        speaker=None if frame.speaker is None else _span(doc, text, *frame.speaker, offset),
        confidence=min(max(frame.confidence, 0.0), 1.0),
        found_by=frame.found_by,
        cue_lemma=frame.cue_lemma,
        speaker_by=frame.speaker_by,
        within=frame.within,
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
