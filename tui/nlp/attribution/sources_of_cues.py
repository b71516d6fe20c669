"""From a cue to its draft: which of the ways to a speaker applies where."""

from __future__ import annotations

from tui.nlp.attribution import source as speakers
from tui.nlp.attribution.asides import own_subject
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.marks import Passage
from tui.nlp.attribution.reading import LONG, Draft, Reading
from tui.nlp.attribution.source_phrases import Speaker, phrase, run_right
from tui.nlp.document.parse import Syntax
from tui.nlp.lang.lists import roles, words

_GROUPS = words(
    "people critic supporter opponent observer some many other most source campaign administration"
    " government party company group team police staff union court agency ministry office department"
    " committee panel board council aide ally voter resident witness economist expert analyst researcher"
    " scientist lawmaker leader family friend user commentator columnist reporter journalist colleague"
    " figure data document record paper analysis review research study finding statistic number story"
    " missive result poll survey man woman child student worker teacher doctor nurse"
    " test polling imaging footage examination investigation inquiry audit website chief"
    " percent majority minority half third quarter respondent participant"
)


def draft_for(r: Reading, hit: CueHit, how: str, p: Passage | None = None) -> Draft:
    """The draft of a cue, made with its speaker where there is none yet."""
    known = r.by_cue.get(hit.at)
    if known is not None:
        return known
    speaker = speaker_of(r, hit, how, p)
    draft = Draft([], how, [(hit.start, hit.end)], hit, hit.lemma, speaker)
    r.by_cue[hit.at] = draft
    r.drafts.append(draft)
    return draft


def speaker_of(r: Reading, hit: CueHit, how: str, p: Passage | None = None) -> Speaker | None:
    """The speaker of a cue that brings its content in as ``how`` says; None where nobody is named.

    Nobody speaks who is only named in quotation marks: "I hate it," she said, but added …
    """
    found = _speaker_of(r, hit, how, p)
    if found is None or r.over[hit.at] >= 0 or min(r.over[found.start], r.over[found.end - 1]) < 0:
        return found
    first = r.s.sentence(hit.at)[0]
    low = next((i + 1 for i in range(hit.at - 1, first - 1, -1) if r.over[i] >= 0), first)
    other = speakers.near(r.s, hit.at, low) or speakers.left_of(r.s, hit.at, low, hit.at)
    nickname = r.passages[r.over[found.head]].words < LONG  # “Doctor Doom” said
    return other or (found if nickname else None)


def _speaker_of(r: Reading, hit: CueHit, how: str, p: Passage | None) -> Speaker | None:
    s = r.s
    v = hit.at
    low, high = r.low[v], r.high[v]
    if hit.quoted >= 0:
        return phrase(s, hit.quoted, low, high, "quoted", stop=v)
    if hit.heir_of is not None and s.subject(v) < 0 and hit.heir_of.at in r.by_cue:
        before = r.by_cue[hit.heir_of.at].speaker
        if before is not None:
            return Speaker(before.start, before.end, before.head, "shared")
    if how == "aside" and s.tags[v] in ("VBN", "VBD") and s.subject(v) < 0:
        by = next((i for i in (v + 1, v + 2) if i < high and s.lower[i] in ("by", "in")), -1)
        end = run_right(s, by + 1, high) if by > 0 else 0
        return Speaker(by + 1, end, end - 1, "agent") if end > by + 1 else None
    if how == "aside":
        beside = speakers.left_of(s, v, low, high)
        if beside is not None and s.lower[beside.start - 1] == "as":
            return beside  # "Lisbon, as one of them said, …": not Lisbon
    if s.tags[v] == "VBG" and v == s.sentence(v)[0]:
        found = speakers.main_clause(s, v, s.sentence(v)[1])
        if found is not None:
            return found
    if s.tags[v] == "VBG" and s.words[v - 1] != ",":
        found = speakers.beside(s, v, low)
        if found is not None:
            return found
    found = speakers.find(s, v, low=low, high=high)
    if s.pos[v] == "NOUN" and s.tags[v] != "VBG" and (found is None or found.how != "subject"):
        found = speakers.left_of(s, v, low, high)  # a verb taken for a noun: "its website notes that"
    if hit.passive and not (how == "after" and s.child(v, "aux:pass") < 0):
        # "Asked about it, she said": she did not ask.
        return None if found is not None and found.how == "shared" and hit.lemma == "ask" else found
    if found is not None and found.how != "near" and _parted(s, found, v):
        nearer = speakers.left_of(s, v, low, high)
        if (
            nearer is not None
            and s.deps[nearer.head] in ("nsubj", "appos", "dep", "nmod", "root", "ROOT")
            and s.words[nearer.start - 1] != ","
        ):
            return nearer
    if how in ("inserted", "fronted"):
        own = own_subject(s, v, max(low, s.sentence(v)[0]))
        if own >= 0 and (found is None or found.head < own):
            return speakers.left_of(s, v, low, high)
    if how == "after" and p is not None:
        other = _behind_passage(r, hit, p, found)
        if other is not None:
            return other
    return found or _elsewhere(r, hit, how)


def _behind_passage(r: Reading, hit: CueHit, p: Passage, found: Speaker | None) -> Speaker | None:
    """The speaker of "…," X said and "…," said X, by the parse or by what stands between mark and cue."""
    s, v = r.s, hit.at
    between = speakers.between(s, p.outer_end, v)
    if found is not None and found.how == "subject" and (found.head < v or between is None):
        apart = found.head < v and p.outer_end < found.start - 1 and s.words[found.start - 1] == ","
        return between or found if apart else found  # "…," Miller, a retired worker, said
    if between is None and hit.cue.takes("invert", "quote"):
        return speakers.right_of(s, v, r.low[v], r.high[v])
    return between


def _elsewhere(r: Reading, hit: CueHit, how: str) -> Speaker | None:
    """The speaker of a cue without a subject: beside it, nearest before it, or that of the quote before."""
    s, v = r.s, hit.at
    low, high = r.low[v], r.high[v]
    first = max(low, s.sentence(v)[0])
    participle = s.tags[v] == "VBG"
    found = None
    inverted = how in ("fronted", "inserted") or (v == first and how in ("before", "colon"))
    if inverted and hit.cue.takes("invert", "quote"):
        found = speakers.right_of(s, v, low, high)
    if found is None and v and s.words[v - 1] in (",", "—", "–", "--") and not participle:
        found = speakers.near(s, v, first) or speakers.first_phrase(s, first, v)
    if found is None and not participle and s.tags[v] != "VB":
        found = speakers.left_of(s, v, low, high)
    if found is None:
        found = speakers.near(s, v, low if how in ("before", "colon") else first)
    if found is None and hit.cue.takes("invert") and how == "before":
        found = speakers.right_of(s, v, low, high)
    if found is None and participle:
        return speaker_before(r, v) or speakers.main_clause(s, v, min(s.sentence(v)[1], s.n))
    if found is None and how in ("before", "colon", "predicate"):
        return speakers.first_phrase(s, first, v)
    return found


def _parted(s: Syntax, found: Speaker, v: int) -> bool:
    """Whether a dash or comma stands between a subject and the name right before the verb: another clause."""
    return (
        found.end < v - 1
        and s.pos[v - 1] in ("PROPN", "PRON")
        and any(s.words[k] in ("—", "–", "―", "--", ",") for k in range(found.end, v - 1))
    )


def speaker_before(r: Reading, v: int) -> Speaker | None:
    """The speaker of the quote that ends right before the participle ``v``: "…," adding, "…" """
    for draft in reversed(r.drafts):
        if any(0 <= v - end <= 3 for _, end in draft.content) and draft.speaker is not None:
            return Speaker(draft.speaker.start, draft.speaker.end, draft.speaker.head, "shared")
    return None


def can_speak(r: Reading, speaker: Speaker | None, *, documents: bool = True) -> bool:
    """Whether the phrase names somebody, a body or, with ``documents``, a document: no thing that shows."""
    s = r.s
    if speaker is None:
        return False
    head = speaker.head
    if speaker.how == "relative":
        verb = s.heads[head]
        head = s.heads[verb] if s.deps[verb] == "acl:relcl" else head  # "the police, which indicated"
    if s.pos[head] == "PROPN" or s.ents[head] in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    if s.pos[head] == "PRON":
        return s.lower[head] not in ("it", "this", "that", "which", "these", "those", "what")
    lemma = s.lemmas[head].lower()
    return (documents and lemma in speakers.DOCUMENTS) or lemma in roles() or lemma in _GROUPS


def subject_before(r: Reading, p: Passage, first: int) -> Speaker | None:
    """The speaker of the last verb before the passage."""
    s = r.s
    low = r.low[p.outer_start - 1]
    for j in range(p.outer_start - 1, first - 1, -1):
        if s.pos[j] == "VERB":
            found = speakers.find(s, j, low=low, high=p.outer_start)
            if found is not None:
                return found
    return None
