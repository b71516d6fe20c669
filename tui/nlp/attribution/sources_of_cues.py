"""From a cue to its attribution: which of the ways to a speaker applies where."""

from __future__ import annotations

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution import source as speakers
from tui.nlp.attribution.asides import own_subject
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.marks import Passage
from tui.nlp.attribution.reading import LONG, Reading
from tui.nlp.attribution.source_phrases import Speaker, phrase, run_right
from tui.nlp.document.document import Document
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


def attribution_for(reading: Reading, hit: CueHit, rule: Rule, passage: Passage | None = None) -> Attribution:
    """The attribution of a cue, made with its speaker where there is none yet."""
    known = reading.by_cue.get(hit.at)
    if known is not None:
        return known
    speaker = speaker_of(reading, hit, rule, passage)
    attribution = Attribution([], rule, [(hit.start, hit.end)], hit.lemma, speaker, hit=hit)
    reading.by_cue[hit.at] = attribution
    reading.attributions.append(attribution)
    return attribution


def speaker_of(reading: Reading, hit: CueHit, rule: Rule, passage: Passage | None = None) -> Speaker | None:
    """The speaker of a cue that brings its content in as ``rule`` says; None where nobody is named.

    Nobody speaks who is only named in quotation marks: "I hate it," she said, but added …
    """
    found = _speaker_of(reading, hit, rule, passage)
    if (
        found is None
        or reading.over[hit.at] >= 0
        or min(reading.over[found.start], reading.over[found.end - 1]) < 0
    ):
        return found
    first = reading.doc.sentence(hit.at)[0]
    low = next((i + 1 for i in range(hit.at - 1, first - 1, -1) if reading.over[i] >= 0), first)
    other = speakers.near(reading.doc, hit.at, low) or speakers.left_of(reading.doc, hit.at, low, hit.at)
    nickname = reading.passages[reading.over[found.head]].words < LONG  # “Doctor Doom” said
    return other or (found if nickname else None)


def _speaker_of(reading: Reading, hit: CueHit, rule: Rule, passage: Passage | None) -> Speaker | None:
    doc = reading.doc
    v = hit.at
    low, high = reading.low[v], reading.high[v]
    if hit.quoted >= 0:
        return phrase(doc, hit.quoted, low, high, SourceEvidence.QUOTED, stop=v)
    if hit.heir_of is not None and doc.subject(v) < 0 and hit.heir_of.at in reading.by_cue:
        before = reading.by_cue[hit.heir_of.at].source
        if before is not None:
            return Speaker(before.start, before.end, before.head, SourceEvidence.SHARED)
    if rule is Rule.ASIDE and doc.tags[v] in ("VBN", "VBD") and doc.subject(v) < 0:
        by = next((i for i in (v + 1, v + 2) if i < high and doc.lower[i] in ("by", "in")), -1)
        end = run_right(doc, by + 1, high) if by > 0 else 0
        return Speaker(by + 1, end, end - 1, SourceEvidence.AGENT) if end > by + 1 else None
    if rule is Rule.ASIDE:
        beside = speakers.left_of(doc, v, low, high)
        if beside is not None and doc.lower[beside.start - 1] == "as":
            return beside  # "Lisbon, as one of them said, …": not Lisbon
    if doc.tags[v] == "VBG" and v == doc.sentence(v)[0]:
        found = speakers.main_clause(doc, v, doc.sentence(v)[1])
        if found is not None:
            return found
    if doc.tags[v] == "VBG" and doc.words[v - 1] != ",":
        found = speakers.beside(doc, v, low)
        if found is not None:
            return found
    found = speakers.find(doc, v, low=low, high=high)
    if (
        doc.pos[v] == "NOUN"
        and doc.tags[v] != "VBG"
        and (found is None or found.how != SourceEvidence.SUBJECT)
    ):
        found = speakers.left_of(doc, v, low, high)  # a verb taken for a noun: "its website notes that"
    if hit.passive and not (rule is Rule.AFTER and doc.child(v, "aux:pass") < 0):
        # "Asked about it, she said": she did not ask.
        return (
            None if found is not None and found.how == SourceEvidence.SHARED and hit.lemma == "ask" else found
        )
    if found is not None and found.how != SourceEvidence.NEAR and _parted(doc, found, v):
        nearer = speakers.left_of(doc, v, low, high)
        if (
            nearer is not None
            and doc.deps[nearer.head] in ("nsubj", "appos", "dep", "nmod", "root", "ROOT")
            and doc.words[nearer.start - 1] != ","
        ):
            return nearer
    if rule in (Rule.INSERTED, Rule.FRONTED):
        own = own_subject(doc, v, max(low, doc.sentence(v)[0]))
        if own >= 0 and (found is None or found.head < own):
            return speakers.left_of(doc, v, low, high)
    if rule is Rule.AFTER and passage is not None:
        other = _behind_passage(reading, hit, passage, found)
        if other is not None:
            return other
    return found or _elsewhere(reading, hit, rule)


def _behind_passage(reading: Reading, hit: CueHit, passage: Passage, found: Speaker | None) -> Speaker | None:
    """The speaker of "…," X said and "…," said X, by the parse or by what stands between mark and cue."""
    s, v = reading.doc, hit.at
    between = speakers.between(s, passage.outer_end, v)
    if found is not None and found.how == SourceEvidence.SUBJECT and (found.head < v or between is None):
        apart = found.head < v and passage.outer_end < found.start - 1 and s.words[found.start - 1] == ","
        return between or found if apart else found  # "…," Miller, a retired worker, said
    if between is None and hit.cue.takes("invert", "quote"):
        return speakers.right_of(s, v, reading.low[v], reading.high[v])
    return between


def _elsewhere(reading: Reading, hit: CueHit, rule: Rule) -> Speaker | None:
    """The speaker of a cue without a subject: beside it, nearest before it, or that of the quote before."""
    s, v = reading.doc, hit.at
    low, high = reading.low[v], reading.high[v]
    first = max(low, s.sentence(v)[0])
    participle = s.tags[v] == "VBG"
    found = None
    inverted = rule in (Rule.FRONTED, Rule.INSERTED) or (v == first and rule in (Rule.BEFORE, Rule.COLON))
    if inverted and hit.cue.takes("invert", "quote"):
        found = speakers.right_of(s, v, low, high)
    if found is None and v and s.words[v - 1] in (",", "—", "–", "--") and not participle:
        found = speakers.near(s, v, first) or speakers.first_phrase(s, first, v)
    if found is None and not participle and s.tags[v] != "VB":
        found = speakers.left_of(s, v, low, high)
    if found is None:
        found = speakers.near(s, v, low if rule in (Rule.BEFORE, Rule.COLON) else first)
    if found is None and hit.cue.takes("invert") and rule is Rule.BEFORE:
        found = speakers.right_of(s, v, low, high)
    if found is None and participle:
        return speaker_before(reading, v) or speakers.main_clause(s, v, min(s.sentence(v)[1], s.n))
    if found is None and rule in (Rule.BEFORE, Rule.COLON, Rule.PREDICATE):
        return speakers.first_phrase(s, first, v)
    return found


def _parted(doc: Document, found: Speaker, verb: int) -> bool:
    """Whether a dash or comma stands between a subject and the name right before the verb: another clause."""
    return (
        found.end < verb - 1
        and doc.pos[verb - 1] in ("PROPN", "PRON")
        and any(doc.words[k] in ("—", "–", "―", "--", ",") for k in range(found.end, verb - 1))
    )


def speaker_before(reading: Reading, verb: int) -> Speaker | None:
    """The speaker of the quote that ends right before the participle ``v``: "…," adding, "…" """
    for attribution in reversed(reading.attributions):
        if any(0 <= verb - end <= 3 for _, end in attribution.content) and attribution.source is not None:
            return Speaker(
                attribution.source.start,
                attribution.source.end,
                attribution.source.head,
                SourceEvidence.SHARED,
            )
    return None


def can_speak(reading: Reading, speaker: Speaker | None, *, documents: bool = True) -> bool:
    """Whether the phrase names somebody, a body or, with ``documents``, a document: no thing that shows."""
    doc = reading.doc
    if speaker is None:
        return False
    head = speaker.head
    if speaker.how == SourceEvidence.RELATIVE:
        verb = doc.heads[head]
        head = doc.heads[verb] if doc.deps[verb] == "acl:relcl" else head  # "the police, which indicated"
    if doc.pos[head] == "PROPN" or doc.ent_of[head] in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    if doc.pos[head] == "PRON":
        return doc.lower[head] not in ("it", "this", "that", "which", "these", "those", "what")
    lemma = doc.lemmas[head].lower()
    return (documents and lemma in speakers.DOCUMENTS) or lemma in roles() or lemma in _GROUPS


def subject_before(reading: Reading, passage: Passage, first: int) -> Speaker | None:
    """The speaker of the last verb before the passage."""
    doc = reading.doc
    low = reading.low[passage.outer_start - 1]
    for j in range(passage.outer_start - 1, first - 1, -1):
        if doc.pos[j] == "VERB":
            found = speakers.find(doc, j, low=low, high=passage.outer_start)
            if found is not None:
                return found
    return None
