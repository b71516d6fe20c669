"""A quote in a quote: a passage inside another one that a cue in there brings in."""

from __future__ import annotations

from collections.abc import Mapping

from tui.domain.evidence import Rule
from tui.nlp.attribution import source_by_parse as by_parse
from tui.nlp.attribution import source_nearby as nearby
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.passages import Passage
from tui.nlp.attribution.reading import LONG_PASSAGE, Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.source_phrases import Source
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_FAR_BEFORE = _KNOWN.count("inner_cue_before")
_FAR_BEHIND = _KNOWN.count("inner_cue_behind")


@finds(
    Rule.NESTED,
    prior=0.70,
    example=Example(
        "“My father always said, ‘Never lend money to a friend,’” Novak said.",
        "My father",
        "said",
        "‘Never lend money to a friend,’",
    ),
)
def nested(reading: Reading) -> None:
    """A passage in a passage that its own cue brings in: "He told us, ‘Never come back here.’" """
    hits = {hit.at: hit for hit in reading.all_hits if hit.kind == "verb" and reading.over[hit.at] >= 0}
    for passage in reading.passages:
        if passage.parent < 0 or passage.words < LONG_PASSAGE or passage.start >= reading.doc.n:
            continue
        holder = reading.of_passage.get(reading.over[passage.start])
        if holder is None:
            continue
        outer = reading.passages[passage.parent]
        hit = _cue_inside(reading, passage, outer, hits)
        if hit is None or hit.negated or hit.cue.strength != "strong" or not hit.cue.takes("quote"):
            continue
        source = _source_inside(reading, hit, outer)
        if source is not None:
            content, cue = (passage.outer_start, passage.outer_end), (hit.start, hit.end)
            found = Attribution([content], Rule.NESTED, [cue], hit.lemma, source, within=holder, hit=hit)
            found.passages.append(passage.number)
            reading.attributions.append(found)


def _cue_inside(
    reading: Reading, passage: Passage, outer: Passage, hits: Mapping[int, CueHit]
) -> CueHit | None:
    """The cue of a passage in the ``outer`` one: before it and a comma or colon, or behind its own comma."""
    before = passage.outer_start - 1
    if before >= outer.start and reading.doc.words[before] in (",", ":"):
        near = range(before - 1, max(outer.start, passage.outer_start - _FAR_BEFORE) - 1, -1)
    elif passage.outer_end < outer.end and reading.last(passage) in (",", "?", "!"):
        near = range(passage.outer_end, min(passage.outer_end + _FAR_BEHIND, outer.end))
    else:
        return None
    return next((hits[i] for i in near if i in hits), None)


def _source_inside(reading: Reading, hit: CueHit, outer: Passage) -> Source | None:
    """The source of a cue, all of it in the ``outer`` passage."""
    doc = reading.doc
    found = by_parse.find(doc, hit.at, low=outer.start, high=outer.end)
    if found is None or found.start < outer.start:
        return nearby.left_of(doc, hit.at, outer.start, outer.end)
    return found
