"""What the components hand to each other on a Doc: attribution frames, as token indices.

Frames live in ``Doc.user_data``, never in ``doc.ents`` (quotes overlap), nor on ``Span._`` (spans that
coincide would share them), nor on ``Doc._``, whose names belong to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

TokenRange = tuple[int, int]
"""A half-open range of token indices."""


@dataclass(slots=True)
class Frame:
    """One attribution before its speaker is resolved to an actor.

    ``content`` and ``cue`` are ranges in the order of the text; ``speaker`` is the whole noun phrase beside
    the cue and ``speaker_head`` its head token; both None where nobody is named. ``kind`` is "direct",
    "mixed" or "indirect". ``found_by`` and ``speaker_by`` are the codes of ``domain.analysis.Evidence``;
    ``cue_lemma`` is the lemma of the cue. ``within`` is the index of the enclosing one of the Doc's frames.
    ``same_speaker_as`` is the index of the frame whose speaker this one takes over (a floating quote).
    """

    content: list[TokenRange]
    kind: str
    cue: list[TokenRange] = field(default_factory=list)
    speaker: TokenRange | None = None
    speaker_head: int | None = None
    confidence: float = 0.0
    found_by: str = ""
    cue_lemma: str = ""
    speaker_by: str = ""
    within: int | None = None
    same_speaker_as: int | None = None


def frames_of(doc: Doc) -> list[Frame]:
    """The frames found in ``doc``, in the order of the text; empty before the quotes component ran."""
    frames: list[Frame] = doc.user_data.get("sayso_frames", [])
    return frames
