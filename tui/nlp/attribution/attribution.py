"""One attribution on the tokens of a Doc: what is said, the cue that says so, and whose words they are.

The rules find it, the component leaves it in ``Doc.user_data``: never in ``doc.ents`` (quotes overlap), nor
on ``Span._`` (spans that coincide would share it), nor on ``Doc._``, whose names belong to everybody. What
is kept of it, without the Doc, is the ``AttributionRecord`` of ``mentions.records``.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc

from tui.domain.analysis import QuoteKind
from tui.domain.evidence import Rule
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.source_phrases import Source

KEY = "sayso_attributions"
"""Where a Doc has its attributions, in ``Doc.user_data``."""
TokenRange = tuple[int, int]
"""A half-open range of token indices."""


class Attribution(msgspec.Struct, eq=False):
    """Somebody's words, before their source is followed to an actor.

    ``content`` and ``cue`` are ranges of tokens; on a Doc those of the content are in the order of the text.
    ``source`` is the whole noun phrase that says it, None where nobody is named; ``cue_lemma`` the lemma of
    the cue, empty where there is none. ``rule`` found it. ``within`` is the attribution in whose content this
    one stands, ``continues`` the one whose source it takes over. ``kind`` and ``confidence`` (0 to 1) are
    known once all are found. ``hit`` is the cue as the lexicon knows it, and ``passages`` are the numbers of
    the passages in quotation marks that it holds; both serve the rules alone.
    """

    content: list[TokenRange]
    rule: Rule
    cue: list[TokenRange] = []
    cue_lemma: str = ""
    source: Source | None = None
    continues: Attribution | None = None
    within: Attribution | None = None
    kind: QuoteKind = QuoteKind.INDIRECT
    confidence: float = 0.0
    hit: CueHit | None = None
    passages: list[int] = []


def attributions_of(doc: Doc) -> list[Attribution]:
    """What was found in ``doc``, in the order of the text; empty before the quotes component ran."""
    found: list[Attribution] = doc.user_data.get(KEY, [])
    return found
