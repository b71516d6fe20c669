"""Passages that no cue of their own brings in: they go on with a speaker, or stand in another passage."""

from __future__ import annotations

from tui.nlp.attribution import source as speakers
from tui.nlp.attribution.marks import Passage
from tui.nlp.attribution.reading import LONG, Draft, Reading
from tui.nlp.attribution.sources_of_cues import draft_for, speaker_of, subject_before


def left_over(r: Reading) -> None:
    """Give the passages that nobody has claimed to whoever is speaking."""
    previous = -1
    for k in r.tops:
        p = r.passages[k]
        if k not in r.of_passage and (p.words >= LONG or r.spoken(p)):
            float_passage(r, k, p, previous)
        if k in r.of_passage:
            previous = k


def float_passage(r: Reading, k: int, p: Passage, previous: int) -> None:
    """Give one unclaimed passage to the speaker it goes on with, or leave it."""
    s = r.s
    before = r.of_passage.get(previous) if previous >= 0 else None
    if p.region.reopens and before is not None:
        r.give(k, p, before)
        return
    opens = r.opens(p) or r.spoken(p)
    here = last_draft(r, p)
    if here is not None and (opens or goes_on(r, p, here)):
        r.give(k, p, here)
        return
    if r.titled(p):
        return
    if p.words < LONG:
        return
    if opens:
        announced = announcing(r, p)
        if announced is not None:
            r.give(k, p, announced)
            return
    first, _ = s.sentence(p.start)
    first = max(first, r.low[p.outer_start - 1] if p.outer_start else 0)
    if not opens and p.outer_start - first >= 2:
        inside = within_sentence(r, k, p, first)
        if inside is None:
            return
        draft = inside
    elif (
        before is not None
        and before.speaker is not None
        and s.para[p.start] - s.para[r.passages[previous].start] <= 2
    ):
        draft = Draft(
            [(p.outer_start, p.outer_end)], "floating", [], None, "", before.speaker, before, passages=[k]
        )
    elif p.words >= 6 and not p.region.single:
        draft = Draft([(p.outer_start, p.outer_end)], "alone", [], None, "", None, passages=[k])
    else:
        return
    r.drafts.append(draft)
    r.of_passage[k] = draft


def goes_on(r: Reading, p: Passage, draft: Draft) -> bool:
    """Whether the passage goes on behind the cue's clause: "…," he said, but "…" """
    s = r.s
    if draft.hit is None or draft.found_by != "after" or not 0 < p.outer_start - draft.hit.end <= 6:
        return False
    return not any(s.pos[i] == "VERB" for i in range(draft.hit.end, p.outer_start))


def announcing(r: Reading, p: Passage) -> Draft | None:
    """The cue without content in the sentence before: X said in a statement. "…" """
    s = r.s
    at = p.outer_start - 1
    if at < 1 or "\n" in s.words[at]:
        return None
    first, _ = s.sentence(at)
    for i in range(at, max(first, r.low[at]) - 1, -1):
        hit = r.hits_at.get(i)
        if hit is not None and hit.cue.strength == "strong" and not hit.negated and i not in r.by_cue:
            return draft_for(r, hit, "announced")
    return None


def within_sentence(r: Reading, k: int, p: Passage, first: int) -> Draft | None:
    """A passage inside a sentence that no rule took: with the last cue before it, or behind a comma."""
    s = r.s
    hits = [r.hits_at[i] for i in range(p.outer_start - 1, first - 1, -1) if i in r.hits_at]
    for hit in sorted(hits, key=lambda hit: hit.cue.strength != "strong"):
        i = hit.at
        if hit.negated or i in r.by_cue:
            continue
        speaker = speaker_of(r, hit, "sentence")
        if speaker is not None:
            draft = Draft(
                [(hit.end, p.outer_end)], "sentence", [(hit.start, hit.end)], hit, hit.lemma, speaker
            )
            draft.passages.append(k)
            r.by_cue[i] = draft
            return draft
    if s.words[p.outer_start - 1] not in (",", ":", "—", "–", "--") or p.words < 6:
        return None
    speaker = subject_before(r, p, first)
    if speaker is None:
        return None
    return Draft([(p.outer_start, p.outer_end)], "introduced", [], None, "", speaker, passages=[k])


def last_draft(r: Reading, p: Passage) -> Draft | None:
    """The last draft of the paragraph whose content ends before the passage.

    What is said beside a spoken passage in the same sentence ("…," said X, who noted that …) gives way to it.
    """
    s = r.s
    best, reach = None, -1
    spoken, spoken_reach = None, -1
    for draft in r.drafts:
        if draft.speaker is None and draft.hit is not None and draft.hit.passive:
            continue  # "Asked about it, she shrugged." is no beginning
        for start, end in draft.content:
            if end > p.outer_start or s.para[start] != s.para[p.start]:
                continue
            if end > reach:
                best, reach = draft, end
            long = any(r.passages[k].words >= LONG for k in draft.passages)
            if end > spoken_reach and draft.found_by in ("after", "before", "colon") and long:
                spoken, spoken_reach = draft, end
    if (
        spoken is not None and best is not None and best is not spoken
        and spoken.hit is not None and best.hit is not None
        and s.sent[spoken.hit.at] == s.sent[best.hit.at]
    ):  # fmt: skip
        return spoken
    return best


def nested(r: Reading) -> None:
    """A passage in a passage that its own cue brings in: "He told us, ‘Never come back here.’" """
    s = r.s
    inside = {h.at: h for h in r.all_hits if h.kind == "verb" and r.over[h.at] >= 0}
    for k, p in enumerate(r.passages):
        top = r.over[p.start] if p.start < s.n else -1
        if p.parent < 0 or p.words < LONG or top < 0 or top not in r.of_passage:
            continue
        outer = r.passages[p.parent]
        hit = None
        if p.outer_start - 1 >= outer.start and s.words[p.outer_start - 1] in (",", ":"):
            hit = next(
                (
                    inside[i]
                    for i in range(p.outer_start - 2, max(outer.start, p.outer_start - 6) - 1, -1)
                    if i in inside
                ),
                None,
            )
        elif r.last(p) in (",", "?", "!") and p.outer_end < outer.end:
            hit = next(
                (inside[i] for i in range(p.outer_end, min(p.outer_end + 4, outer.end)) if i in inside),
                None,
            )
        if hit is None or hit.negated or hit.cue.strength != "strong" or not hit.cue.takes("quote"):
            continue
        speaker = speakers.find(s, hit.at, low=outer.start, high=outer.end)
        if speaker is None or speaker.start < outer.start:
            speaker = speakers.left_of(s, hit.at, outer.start, outer.end)
        if speaker is not None:
            r.drafts.append(
                Draft(
                    [(p.outer_start, p.outer_end)], "nested", [(hit.start, hit.end)], hit, hit.lemma, speaker,
                    passages=[k], inside=r.of_passage[top],
                )
            )  # fmt: skip
