"""What cues say outside quotation marks, and how it joins the passages that they also bring in."""

from __future__ import annotations

from tui.domain.evidence import Rule
from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.content import content_of
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.reading import FINAL, LONG, Reading, s_word
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.sources_of_cues import attribution_for, can_speak, speaker_of
from tui.nlp.lang.lists import words

_ENDS = FINAL | {","}
_POINTING = words("this that these those such")  # "denied these claims" does not say what
_RANK = {"strong": 0, "medium": 1, "weak": 2}


@finds(
    Rule.CLAUSE,
    prior=0.86,
    example=Example("Officials say the dam is safe.", "Officials", "say", "the dam is safe"),
)
@finds(
    Rule.INSERTED,
    prior=0.85,
    example=Example(
        "The bridge, the mayor said, would stay shut until spring.",
        "the mayor",
        "said",
        "The bridge … would stay shut until spring",
    ),
)
@finds(
    Rule.ASIDE,
    prior=0.75,
    example=Example(
        "The valley, as Hassan put it, is drowning in slow motion.",
        "Hassan",
        "put it",
        "The valley … is drowning in slow motion",
    ),
)
@finds(
    Rule.FRONTED,
    prior=0.50,
    example=Example("The plan would fail the union warned.", "the union", "warned", "The plan would fail"),
)
@finds(
    Rule.INFINITIVE,
    prior=0.70,
    example=Example("The rebels vowed to fight on.", "The rebels", "vowed", "to fight on"),
)
@finds(
    Rule.OBJECT,
    prior=0.62,
    example=Example("The firm denied any role in the spill.", "The firm", "denied", "any role in the spill"),
)
@finds(
    Rule.PREPOSITION,
    prior=0.56,
    example=Example(
        "Scientists cautioned against an excess of hope for the species.",
        "Scientists",
        "cautioned",
        "against an excess of hope for the species",
    ),
)
def clauses(reading: Reading) -> None:
    """Add what cues say in clauses, infinitives and objects."""
    doc = reading.doc
    covered = [-1] * doc.n
    for attribution in reading.attributions:
        if attribution.rule in (Rule.ACCORDING, Rule.TRANSCRIPT, Rule.HEADLINE):
            for start, end in attribution.content:
                covered[start:end] = [0] * (end - start)
    for hit in reading.hits:
        if hit.kind != "verb" or hit.cue.strength == "weak":
            continue
        first, last = doc.sentence(hit.at)
        found = content_of(doc, hit, reading.opening(first), last, reading.hits_at)
        if found is None:
            continue
        pieces, rule = found
        known = reading.by_cue.get(hit.at)
        if known is None:
            if hit.negated or covered[hit.at] >= 0:
                continue
            if hit.modal:
                continue
        pieces = yielded(reading, hit, reading.fitted(pieces))
        if known is not None:
            merge(reading, known, pieces, rule)
            for start, end in known.content:
                covered[start:end] = [hit.at] * (end - start)
            continue
        count = sum(end - start for start, end in pieces)
        if count < 2 or (count == 2 and doc.lower[pieces[0][0]] in _POINTING):
            continue
        promise = rule is Rule.INFINITIVE and not hit.cue.takes(
            "told", "object", "wh"
        )  # the day promised to be long
        if promise and not can_speak(reading, speaker_of(reading, hit, rule)):
            continue
        if hit.cue.takes("evidence") and not can_speak(
            reading, speaker_of(reading, hit, rule), documents=rule is not Rule.OBJECT
        ):
            continue
        if rule is Rule.OBJECT or (
            hit.cue.strength != "strong" and rule in (Rule.PREPOSITION, Rule.PREDICATE)
        ):
            speaker = speaker_of(reading, hit, rule)
            if speaker is None or (rule is Rule.PREDICATE and not can_speak(reading, speaker)):
                continue
        attribution = attribution_for(reading, hit, rule)
        attribution.content.extend(pieces)
        for start, end in pieces:
            covered[start:end] = [hit.at] * (end - start)
            for k in {reading.over[i] for i in range(start, end)} - {-1}:
                if k not in reading.of_passage:
                    reading.of_passage[k] = attribution
                    attribution.passages.append(k)


def yielded(reading: Reading, hit: CueHit, pieces: list[TokenRange]) -> list[TokenRange]:
    """Pieces cut where a passage with its own cue begins; where no comma parts them, the outer cue wins."""
    doc = reading.doc
    out = []
    for start, end in pieces:
        for k in sorted({reading.over[i] for i in range(start, end)} - {-1}):
            other = reading.of_passage.get(k)
            if other is None or other.hit is None or other.hit.at == hit.at:
                continue
            at = other.hit.at
            if not start <= at < end:
                if at >= end:  # the passage belongs to what follows
                    end = min(end, reading.passages[k].outer_start)
                continue
            border = min(
                [at] + ([other.source.start] if other.source and start < other.source.start < at else [])
            )
            j = border
            while j > start and border - j < 4 and doc.words[j - 1] not in (",", "—", "–", ";"):
                j -= 1
            if j > start and doc.words[j - 1] in (",", "—", "–", ";"):
                end = j - 1
                break
            if hit.at not in reading.by_cue and _RANK[hit.cue.strength] <= _RANK[other.hit.cue.strength]:
                other.content = [c for c in other.content if not (start <= c[0] < end)]
                other.passages.remove(k)
                del reading.of_passage[k]
        if end > start:
            out.append((start, end))
    return [piece for start, end in out for piece in trimmed(doc, start, end)]


def _behind_colon(reading: Reading, attribution: Attribution, start: int, end: int) -> int:
    """Where a piece begins without what a colon parts from the passage: 'He told the station: "…"'."""
    doc = reading.doc
    colon = next(
        (
            i
            for i in range(start, end - 1)
            if doc.words[i] == ":" and reading.over[i + 1] > reading.over[i] == -1
        ),
        -1,
    )
    clause = any(doc.pos[i] in ("VERB", "AUX") for i in range(start, colon))
    return start if colon < 0 or (attribution.rule is Rule.COLON and clause) else colon + 1


def merge(reading: Reading, attribution: Attribution, pieces: list[TokenRange], rule: Rule) -> None:
    """Join clauses that a cue says with the passages that it brings in."""
    for start, end in pieces:
        if attribution.rule in (Rule.AFTER, Rule.COLON):
            start = _behind_colon(reading, attribution, start, end)
        inside = [
            k
            for k in attribution.passages
            if reading.passages[k].outer_start < end and start < reading.passages[k].outer_end
        ]
        bare = sum(1 for i in range(start, end) if reading.over[i] < 0 and s_word(reading.doc.words[i]))
        if attribution.rule is Rule.AFTER and attribution.hit is not None and start < attribution.hit.at:
            end = min(
                end,
                max(
                    [
                        reading.passages[k].outer_end
                        for k in attribution.passages
                        if reading.passages[k].outer_end <= attribution.hit.at
                    ]
                    or [end]
                ),
            )
        if (
            attribution.rule in (Rule.BEFORE, Rule.COLON)
            and attribution.hit is not None
            and start > attribution.hit.at
        ):
            last = max((k for k in inside), default=-1)
            if (
                last >= 0
                and reading.passages[last].words >= LONG
                and reading.last(reading.passages[last]) in _ENDS
            ):
                behind = reading.passages[last].outer_end
                if behind >= reading.doc.n or reading.doc.lower[behind] not in ("and", "but", "or"):
                    end = min(end, behind)
        if not inside:
            if rule is Rule.INSERTED and reading.doc.tags[start] in ("MD", "VBZ", "VBD", "VBP"):
                attribution.content.append((start, end))
            if bare < 3 or any(a < end and start < b for a, b in attribution.content):
                continue
            continue
        if attribution.rule is Rule.AFTER and attribution.hit is not None and start > attribution.hit.at:
            if reading.doc.tags[start] in ("MD", "VBZ", "VBD", "VBP") and rule is Rule.INSERTED:
                attribution.content.append((start, end))
            continue
        if bare >= 2 or (attribution.hit is not None and attribution.hit.cue.takes("small", "as")):
            attribution.content.append((start, end))
            for k in {reading.over[i] for i in range(start, end)} - {-1}:
                if k not in reading.of_passage:
                    reading.of_passage[k] = attribution
                    attribution.passages.append(k)
