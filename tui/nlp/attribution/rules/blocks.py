"""A whole paragraph without marks that the paragraph before leads to."""

from __future__ import annotations

from tui.domain.evidence import Rule
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.reading import Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.sources_of_cues import attribution_for
from tui.nlp.document.document import Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_FAR_BLOCK = _KNOWN.count("far_block")
_SHORTEST_BLOCK = _KNOWN.count("shortest_block")


@finds(
    Rule.BLOCK,
    prior=0.75,
    example=Example(
        "The governor added:\n\nIt is up to the courts now. We have done what we could do.",
        "The governor",
        "added",
        "It is up to the courts now. We have done what we could do.",
    ),
)
def blocks(reading: Reading) -> None:
    """A paragraph that ends in "X said:" and the unquoted one behind it, which is what X said."""
    doc = reading.doc
    for hit in reading.hits:
        if hit.negated or hit.cue.strength != "strong" or not hit.cue.takes("quote"):
            continue
        if hit.at in reading.by_cue or not _ends_paragraph(reading, hit):
            continue
        last = doc.sentence(hit.at)[1]
        start, end = _paragraph_behind(doc, last)
        if start > last and end - start >= _SHORTEST_BLOCK and reading.over[start] < 0:
            attribution_for(reading, hit, Rule.BLOCK).content.append((start, end))


def _ends_paragraph(reading: Reading, hit: CueHit) -> bool:
    """Whether the cue's sentence ends soon behind it, in a colon, and the line with it."""
    last = reading.doc.sentence(hit.at)[1]
    if last < 1 or last - hit.at > _FAR_BLOCK or reading.doc.words[last - 1] != ":":
        return False
    return reading.high[hit.at] <= last + 1


def _paragraph_behind(doc: Document, end: int) -> tuple[int, int]:
    """The tokens of the paragraph behind the one that ends at ``end``."""
    start = end
    while start < doc.n and doc.words[start].isspace():
        start += 1
    stop = start
    while stop < doc.n and "\n" not in doc.words[stop]:
        stop += 1
    return start, stop
