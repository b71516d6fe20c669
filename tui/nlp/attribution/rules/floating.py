"""Passages that no cue of their own brings in: they go on with a speaker, or stand in another passage."""

from __future__ import annotations

from tui.domain.evidence import Rule
from tui.nlp.attribution import source as speakers
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.marks import Passage
from tui.nlp.attribution.reading import LONG, Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.sources_of_cues import attribution_for, speaker_of, subject_before


def left_over(reading: Reading) -> None:
    """Give the passages that nobody has claimed to whoever is speaking."""
    previous = -1
    for k in reading.tops:
        p = reading.passages[k]
        if k not in reading.of_passage and (p.words >= LONG or reading.spoken(p)):
            float_passage(reading, k, p, previous)
        if k in reading.of_passage:
            previous = k


@finds(
    Rule.FLOATING,
    prior=0.35,
    example=Example(
        "“The first winter was hard,” said Ilse Brandt.\n\n“The second one was worse.”",
        "Ilse Brandt",
        "",
        "“The second one was worse.”",
    ),
)
@finds(
    Rule.ALONE,
    prior=0.30,
    example=Example(
        "Novak shrugged. “People would stop coming and we would close.”",
        "",
        "",
        "“People would stop coming and we would close.”",
    ),
)
def float_passage(reading: Reading, k: int, passage: Passage, previous: int) -> None:
    """Give one unclaimed passage to the speaker it goes on with, or leave it."""
    doc = reading.doc
    before = reading.of_passage.get(previous) if previous >= 0 else None
    if passage.region.reopens and before is not None:
        reading.give(k, passage, before)
        return
    opens = reading.opens(passage) or reading.spoken(passage)
    here = last_attribution(reading, passage)
    if here is not None and (opens or goes_on(reading, passage, here)):
        reading.give(k, passage, here)
        return
    if reading.titled(passage):
        return
    if passage.words < LONG:
        return
    if opens:
        announced = announcing(reading, passage)
        if announced is not None:
            reading.give(k, passage, announced)
            return
    first, _ = doc.sentence(passage.start)
    first = max(first, reading.low[passage.outer_start - 1] if passage.outer_start else 0)
    if not opens and passage.outer_start - first >= 2:
        inside = within_sentence(reading, k, passage, first)
        if inside is None:
            return
        attribution = inside
    elif (
        before is not None
        and before.source is not None
        and doc.paragraph_of[passage.start] - doc.paragraph_of[reading.passages[previous].start] <= 2
    ):
        attribution = Attribution(
            [(passage.outer_start, passage.outer_end)],
            Rule.FLOATING,
            source=before.source,
            continues=before,
            passages=[k],
        )
    elif passage.words >= 6 and not passage.region.single:
        attribution = Attribution([(passage.outer_start, passage.outer_end)], Rule.ALONE, passages=[k])
    else:
        return
    reading.attributions.append(attribution)
    reading.of_passage[k] = attribution


def goes_on(reading: Reading, passage: Passage, attribution: Attribution) -> bool:
    """Whether the passage goes on behind the cue's clause: "…," he said, but "…" """
    doc = reading.doc
    if (
        attribution.hit is None
        or attribution.rule is not Rule.AFTER
        or not 0 < passage.outer_start - attribution.hit.end <= 6
    ):
        return False
    return not any(doc.pos[i] == "VERB" for i in range(attribution.hit.end, passage.outer_start))


@finds(
    Rule.ANNOUNCED,
    prior=0.70,
    example=Example(
        "The mayor explained it in a statement. “The bridge will stay shut until the spring.”",
        "The mayor",
        "explained",
        "“The bridge will stay shut until the spring.”",
    ),
)
def announcing(reading: Reading, passage: Passage) -> Attribution | None:
    """The cue without content in the sentence before: X said in a statement. "…" """
    doc = reading.doc
    at = passage.outer_start - 1
    if at < 1 or "\n" in doc.words[at]:
        return None
    first, _ = doc.sentence(at)
    for i in range(at, max(first, reading.low[at]) - 1, -1):
        hit = reading.hits_at.get(i)
        if hit is not None and hit.cue.strength == "strong" and not hit.negated and i not in reading.by_cue:
            return attribution_for(reading, hit, Rule.ANNOUNCED)
    return None


@finds(
    Rule.SENTENCE,
    prior=0.66,
    example=Example(
        "The harbour office tweeted the repair “needed every hand on deck.”",
        "The harbour office",
        "tweeted",
        "the repair “needed every hand on deck.”",
    ),
)
@finds(
    Rule.INTRODUCED,
    prior=0.50,
    example=Example(
        "Anna Lund also reacted on the radio, “I remember the old bridge very well.”",
        "Anna Lund",
        "",
        "“I remember the old bridge very well.”",
    ),
)
def within_sentence(reading: Reading, k: int, passage: Passage, first: int) -> Attribution | None:
    """A passage inside a sentence that no rule took: with the last cue before it, or behind a comma."""
    doc = reading.doc
    hits = [reading.hits_at[i] for i in range(passage.outer_start - 1, first - 1, -1) if i in reading.hits_at]
    for hit in sorted(hits, key=lambda hit: hit.cue.strength != "strong"):
        i = hit.at
        if hit.negated or i in reading.by_cue:
            continue
        speaker = speaker_of(reading, hit, Rule.SENTENCE)
        if speaker is not None:
            attribution = Attribution(
                [(hit.end, passage.outer_end)], Rule.SENTENCE, [(hit.start, hit.end)], hit.lemma, speaker,
                hit=hit, passages=[k],
            )  # fmt: skip
            reading.by_cue[i] = attribution
            return attribution
    if doc.words[passage.outer_start - 1] not in (",", ":", "—", "–", "--") or passage.words < 6:
        return None
    speaker = subject_before(reading, passage, first)
    if speaker is None:
        return None
    return Attribution(
        [(passage.outer_start, passage.outer_end)], Rule.INTRODUCED, source=speaker, passages=[k]
    )


def last_attribution(reading: Reading, passage: Passage) -> Attribution | None:
    """The last attribution of the paragraph whose content ends before the passage.

    What is said beside a spoken passage in the same sentence ("…," said X, who noted that …) gives way to it.
    """
    doc = reading.doc
    best, reach = None, -1
    spoken, spoken_reach = None, -1
    for attribution in reading.attributions:
        if attribution.source is None and attribution.hit is not None and attribution.hit.passive:
            continue  # "Asked about it, she shrugged." is no beginning
        for start, end in attribution.content:
            if end > passage.outer_start or doc.paragraph_of[start] != doc.paragraph_of[passage.start]:
                continue
            if end > reach:
                best, reach = attribution, end
            long = any(reading.passages[k].words >= LONG for k in attribution.passages)
            if end > spoken_reach and attribution.rule in (Rule.AFTER, Rule.BEFORE, Rule.COLON) and long:
                spoken, spoken_reach = attribution, end
    if (
        spoken is not None and best is not None and best is not spoken
        and spoken.hit is not None and best.hit is not None
        and doc.sentence_of[spoken.hit.at] == doc.sentence_of[best.hit.at]
    ):  # fmt: skip
        return spoken
    return best


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
    doc = reading.doc
    inside = {h.at: h for h in reading.all_hits if h.kind == "verb" and reading.over[h.at] >= 0}
    for k, p in enumerate(reading.passages):
        top = reading.over[p.start] if p.start < doc.n else -1
        if p.parent < 0 or p.words < LONG or top < 0 or top not in reading.of_passage:
            continue
        outer = reading.passages[p.parent]
        hit = None
        if p.outer_start - 1 >= outer.start and doc.words[p.outer_start - 1] in (",", ":"):
            hit = next(
                (
                    inside[i]
                    for i in range(p.outer_start - 2, max(outer.start, p.outer_start - 6) - 1, -1)
                    if i in inside
                ),
                None,
            )
        elif reading.last(p) in (",", "?", "!") and p.outer_end < outer.end:
            hit = next(
                (inside[i] for i in range(p.outer_end, min(p.outer_end + 4, outer.end)) if i in inside),
                None,
            )
        if hit is None or hit.negated or hit.cue.strength != "strong" or not hit.cue.takes("quote"):
            continue
        speaker = speakers.find(doc, hit.at, low=outer.start, high=outer.end)
        if speaker is None or speaker.start < outer.start:
            speaker = speakers.left_of(doc, hit.at, outer.start, outer.end)
        if speaker is not None:
            reading.attributions.append(
                Attribution(
                    [(p.outer_start, p.outer_end)], Rule.NESTED, [(hit.start, hit.end)], hit.lemma, speaker,
                    within=reading.of_passage[top], hit=hit, passages=[k],
                )
            )  # fmt: skip
