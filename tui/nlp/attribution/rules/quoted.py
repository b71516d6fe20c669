"""Passages in quotation marks and the cue that brings each in: behind it, before it, around it."""

from __future__ import annotations

from tui.domain.evidence import Rule
from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.passages import Passage
from tui.nlp.attribution.reading import LONG_PASSAGE, Reading
from tui.nlp.attribution.rules.quoting_cues import Candidate, after, before, cued_before
from tui.nlp.attribution.sources_of_cues import attribution_for
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_SERIES_LINKS = _KNOWN.words("series_links") | {","}
_FAR_IN_SERIES = _KNOWN.count("far_in_series")
_VERBS_ABOVE = _KNOWN.count("verbs_above_quote")
_PLAIN = _KNOWN.words("plain_saying")
_MARKS = frozenset(("“", '"'))


def quoted(reading: Reading) -> None:
    """Give each passage in quotation marks to the cue that brings it in."""
    for passage in reading.outermost:
        if passage.number in reading.of_passage:
            continue
        candidates = [found for found in (after(reading, passage), before(reading, passage)) if found]
        if not candidates:
            continue
        best = max(candidates, key=lambda candidate: candidate.score)
        if _is_quote(reading, passage, best):
            _attribute(reading, passage, best.hit, best.rule)


def _is_quote(reading: Reading, passage: Passage, candidate: Candidate) -> bool:
    """Whether the passage is what its cue says; a short one only where the cue leaves no doubt."""
    hit, rule = candidate.hit, candidate.rule
    if hit.negated and rule is not Rule.AFTER:
        return False
    if passage.words >= LONG_PASSAGE:
        return True
    if hit.cue.strength == "weak" or hit.passive:
        return False
    if rule is Rule.PREDICATE:
        return not hit.cue.takes("object") or _as_between(reading, hit, passage)
    return rule is Rule.AFTER or _brought_in(reading, passage, hit)


def _attribute(reading: Reading, passage: Passage, hit: CueHit, rule: Rule) -> None:
    """Give a passage to the attribution of its cue, with the words beside it that belong to the content."""
    before_passage = reading.doc.words[passage.outer_start - 1]
    if rule is Rule.BEFORE and before_passage != ",":
        hit = _outer_cue(reading, hit)
    attribution = attribution_for(reading, hit, rule, passage)
    start = _described(reading, hit, passage) if rule is Rule.PREDICATE else passage.outer_start
    attribution.content.append((start, passage.outer_end))
    if rule is Rule.PREDICATE:
        _extend_by_series(reading, passage, attribution)
    if rule is Rule.AFTER and before_passage != ":" and not reading.begins_sentence(passage):
        attribution.content.extend(_leading(reading, passage))
    reading.hold(attribution, passage.number)


def _described(reading: Reading, hit: CueHit, passage: Passage) -> int:
    """Where the description begins: behind the cue, or behind "by X" in "described by X as …"."""
    doc = reading.doc
    if hit.end < passage.outer_start and doc.lower[hit.end] == "by":
        between = range(hit.end, passage.outer_start)
        return next((i for i in between if doc.lower[i] == "as"), passage.outer_start)
    return hit.end


def _outer_cue(reading: Reading, hit: CueHit) -> CueHit:
    """The cue whose clause holds ``hit``: in "X said he called it …" the words are X's."""
    doc = reading.doc
    at = hit.at
    for _ in range(_VERBS_ABOVE):
        above = doc.heads[at]
        if above == at or above > hit.at:
            break
        other = reading.hits_at.get(above)
        if (
            other is not None
            and doc.deps[at] == "ccomp"
            and other.cue.strength == "strong"
            and not other.negated
            and other.cue.takes("that")
            and not any(doc.words[i] in _MARKS for i in range(above, at))
        ):
            return other
        at = above
    return hit


def _brought_in(reading: Reading, passage: Passage, hit: CueHit) -> bool:
    """Whether a comma or colon behind a strong cue brings the passage in: he said, "No." """
    before = reading.doc.words[passage.outer_start - 1]
    if hit.cue.strength == "strong" and before in (",", ":"):
        return True
    if before == ":" and reading.is_sentence(passage):
        return True
    beside = hit.end == passage.outer_start and hit.cue.lemma in _PLAIN
    return beside and not reading.is_title(passage)


def _as_between(reading: Reading, hit: CueHit, passage: Passage) -> bool:
    """Whether "as" stands between the cue and the passage: blasted it as "dangerous"."""
    return any(reading.doc.lower[i] == "as" for i in range(hit.end, passage.outer_start))


def _extend_by_series(reading: Reading, passage: Passage, attribution: Attribution) -> None:
    """Take the passages that follow in a row: called it "a", "b" and "c"."""
    doc = reading.doc
    end = passage.outer_end
    for number in range(passage.number + 1, len(reading.passages)):
        other = reading.passages[number]
        if other.parent >= 0:
            continue
        between = range(end, other.outer_start)
        if len(between) > _FAR_IN_SERIES or number in reading.of_passage:
            break
        if not all(doc.words[i] in _SERIES_LINKS for i in between):
            break
        attribution.content.append((end, other.outer_end))
        reading.hold(attribution, number)
        end = other.outer_end


def _leading(reading: Reading, passage: Passage) -> list[TokenRange]:
    """The unquoted beginning of a sentence whose end stands in the marks: It is "a relic," X wrote."""
    if cued_before(reading, passage):
        return []
    doc = reading.doc
    start = max(doc.sentence(passage.outer_start)[0], reading.low[passage.outer_start - 1])
    return trimmed(doc, start, passage.outer_start)
